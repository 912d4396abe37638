"""The rows of a delimited file, a block of whole rows at a time, as columns of text.

A block is parsed by polars where that can be proved to give what Python's csv module (and so Frictionless) gives, by
counting: as many line ends, delimiters and quotation marks stand in the bytes as its cells account for. From the first
block where the counts do not add up (a row too short, a stray quotation mark, any other dialect or encoding) csv itself
reads on. Memory holds one block, however long the file is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from corpus_pkg.validation.problems import Kind
from corpus_pkg.validation.problems import columns as kinds

if TYPE_CHECKING:
    import polars as pl

#: Bytes of a block, and the most that one row may have.
BLOCK, LONGEST = 16 * 1024 * 1024, 64 * 1024 * 1024
#: Delimiters that one line may have.
WIDEST = 1_000_000
_ROWS = 20_000
_SAMPLE = 100
_LIMIT = 2_147_483_646


class UnreadableError(ValueError):
    """A file that is no text in its encoding, or no table; the message is one line."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is delimited.

    Attributes:
        delimiter, quote, escape: one character each; an empty quote means none.
        double: whether a quotation mark in a cell is doubled.
        trim: whether blanks behind a delimiter do not count.
        header: the numbers of the header's rows, from 1; empty where there is none.
        join: what joins the labels of several header rows.
        exact_case: whether labels and field names are compared letter for letter.
        comment: rows that begin with it are passed over.
        passed: numbers of further rows that are passed over.
        pass_blank: whether blank rows are passed over.
        stated: whether the descriptor says how the file is delimited.
        left: why the file is left to Frictionless; None where it is not.
    """

    delimiter: str = ","
    quote: str = '"'
    escape: str | None = None
    double: bool = True
    trim: bool = False
    header: tuple[int, ...] = (1,)
    join: str = " "
    exact_case: bool = True
    comment: str | None = None
    passed: frozenset[int] = frozenset()
    pass_blank: bool = False
    stated: bool = True
    left: str | None = None

    @property
    def plain(self) -> bool:
        """Whether a block may be parsed by polars."""
        return (
            len(self.delimiter.encode("utf-8", "replace")) == 1
            and self.delimiter not in '"\r\n'
            and self.quote == '"'
            and self.escape is None
            and self.double
            and not self.trim
            and self.header in ((), (1,))
            and not self.comment
            and not self.passed
            and not self.pass_blank
        )

    def options(self) -> dict[str, Any]:
        """The dialect for Python's csv module, as Frictionless sets it."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "escapechar": self.escape,
            "doublequote": self.double if self.escape else True,
            "skipinitialspace": self.trim,
        }


def dialect(body: Mapping[str, Any], format: str) -> Dialect:
    """The dialect that a resource declares (Data Package v1 or v2); the standard's defaults where it does not."""
    stated = body.get("dialect")
    said: dict[str, Any] = dict(stated) if isinstance(stated, Mapping) else {}
    inner = said.get("csv")
    if isinstance(inner, Mapping):
        said |= inner
    delimiter = said.get("delimiter", "\t" if format == "tsv" else ",")
    quote, escape = said.get("quoteChar", '"'), said.get("escapeChar")
    rows = said.get("headerRows", [1])
    header = said.get("header", True)
    comment, passed = said.get("commentChar"), said.get("commentRows", [])
    good = (
        all(isinstance(item, str) for item in (delimiter, quote))
        and len(delimiter) == 1
        and len(quote) <= 1
        and (escape is None or (isinstance(escape, str) and len(escape) == 1))
        and isinstance(header, bool)
        and all(isinstance(listed, list) and all(type(item) is int for item in listed) for listed in (rows, passed))
        and (comment is None or isinstance(comment, str))
        and isinstance(said.get("headerJoin", " "), str)
    )
    if not good:
        return Dialect(left="the dialect")
    return Dialect(
        delimiter,
        quote,
        escape,
        said.get("doubleQuote", True) is not False,
        said.get("skipInitialSpace", False) is True,
        tuple(rows) if header else (),
        said.get("headerJoin", " "),
        said.get("headerCase", said.get("caseSensitiveHeader", True)) is not False,
        comment,
        frozenset(passed),
        said.get("skipBlankRows", False) is True,
        stated="delimiter" in said or format == "tsv",
    )


@dataclass(slots=True)
class Batch:
    """Whole rows of a table.

    Attributes:
        columns: one column of text for each of the table's columns; null where a row has no such cell.
        numbers: the number of each row in the file, from 1 with the header; None where they follow `first` unbroken.
        first: the number of the first row.
        ragged: rows with more or fewer cells than the table has columns, with how many.
        full: columns of which it is known that no cell is empty.
    """

    columns: pl.DataFrame
    first: int
    numbers: Sequence[int] | None = None
    ragged: list[tuple[int, int]] = field(default_factory=list)
    full: frozenset[str] = frozenset()

    def number(self, index: int) -> int:
        """The number in the file of the row at `index` of the batch."""
        return self.first + index if self.numbers is None else self.numbers[index]


def labels(path: Path, encoding: str, form: Dialect) -> list[str]:
    """The header: the labels of its row, or of its rows joined; none where the file has none.

    Raises UnreadableError and OSError.
    """
    found: list[list[str]] = []
    if not form.header:
        return []
    for number, cells in rows(path, encoding, form):
        if number in form.header:
            found.append([cell.strip() for cell in cells])
        if number >= form.header[-1]:
            break
    joined: list[str] = []
    before: dict[int, str] = {}
    for cells in found:
        for index, cell in enumerate(cells):
            if before.get(index) == cell:
                continue
            before[index] = cell
            if len(joined) <= index:
                joined.append(cell)
            else:
                joined[index] = form.join.join([joined[index], cell])
    return joined


def rows(path: Path, encoding: str, form: Dialect) -> Iterator[tuple[int, list[str]]]:
    """The rows as csv reads them, with their numbers from 1, the header's and comments included.

    Raises UnreadableError and OSError.
    """
    with path.open("rb") as file:
        yield from _rows(_lines(file, encoding, form), form, 1)


def widths(path: Path, encoding: str | None, form: Dialect) -> tuple[int, int]:
    """How many cells the first row of the file has, and how many the widest; raises UnreadableError and OSError.

    Where the dialect is not stated, somebody may guess another: then it is the most that any guess gives.
    """
    first = widest = 0
    name = encoding or "latin-1"
    if not form.stated or form.left:
        with path.open("rb") as file:
            for line in _lines(file, "latin-1", form):
                cells = 1 + max(line.count(delimiter) for delimiter in ",;\t|")
                first, widest = first or cells, max(widest, cells)
        return first, widest
    for _, found in rows(path, name, form):
        first, widest = first or len(found), max(widest, len(found))
    return first, widest


def _rows(lines: Iterator[str], form: Dialect, first: int) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LIMIT)
    try:
        yield from enumerate(csv.reader(lines, **form.options()), first)
    except csv.Error as error:
        raise UnreadableError(kinds.CELLS, f"is not delimited text ({error})") from None
    except TypeError as error:
        raise UnreadableError(kinds.CELLS, f"has a dialect that cannot be used ({error})") from None


def _lines(file: BinaryIO, encoding: str, form: Dialect) -> Iterator[str]:
    try:
        text = io.TextIOWrapper(file, encoding, newline="")
    except (LookupError, ValueError):
        raise UnreadableError(kinds.ENCODING, f"has the encoding {encoding!r}, which nobody knows") from None
    try:
        while line := text.readline(LONGEST):
            if len(line) >= LONGEST:
                raise UnreadableError(kinds.REFUSED, f"has a line of more than {LONGEST} characters")
            if line.count(form.delimiter) > WIDEST:
                raise UnreadableError(kinds.REFUSED, f"has a line of more than {WIDEST} cells")
            yield line
    except UnicodeError as error:
        raise UnreadableError(kinds.ENCODING, f"is not {encoding} ({error})") from None
    finally:
        text.detach()


def batches(
    path: Path, encoding: str, form: Dialect, width: int, digests: Sequence[Any] = (), block: int = BLOCK
) -> Iterator[Batch]:
    """The rows behind the header, block by block; feeds each digest with the bytes of the whole file.

    Args:
        path: the file.
        encoding: its encoding, by its Python name.
        form: its dialect.
        width: how many columns the table has.
        digests: objects of hashlib to update on the way.
        block: how many bytes to read at once.

    Raises:
        UnreadableError: where the file is no text in the encoding, or a row is longer than LONGEST.
        OSError: where it cannot be read.
    """
    with path.open("rb") as file, _Hasher(digests) as hasher:
        proved, number = 0, 1
        if form.plain and encoding in ("utf-8", "utf-8-sig", "ascii") and width:
            for part, whole in _blocks(file, hasher, block):
                skipped = 3 if not proved and part.startswith(b"\xef\xbb\xbf") else 0
                if form.header and number == 1:
                    skipped = _header_end(part, skipped)
                    number = 2
                provable = whole and skipped >= 0
                batch = _parsed(part[skipped:] if skipped else part, form, width, number) if provable else None
                if batch is None:
                    break
                proved += len(part)
                number += batch.columns.height
                if batch.columns.height:
                    yield batch
            else:
                return
        while rest := file.read(BLOCK):
            hasher.feed(rest)
        hasher.wait()
        # Where a row ends is known only up to here: behind a stray quotation mark nothing but csv can tell.
        file.seek(proved)
        behind = form if not proved else replace(form, header=())
        yield from _slow(_rows(_lines(file, encoding, form), form, number if proved else 1), behind, width)


class _Hasher:
    """Feeds digests beside the reading of a block; when the block ends, all is fed."""

    def __init__(self, digests: Sequence[Any]) -> None:
        self._digests = digests
        self._pool = ThreadPoolExecutor(1) if digests else None
        self._fed: Future[None] | None = None

    def __enter__(self) -> _Hasher:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown()

    def feed(self, block: bytes) -> None:
        """Feed the block, once the one before is fed."""
        self.wait()
        if self._pool is not None:
            self._fed = self._pool.submit(self._update, block)

    def wait(self) -> None:
        """Wait until all is fed."""
        if self._fed is not None:
            self._fed.result()

    def _update(self, block: bytes) -> None:
        for digest in self._digests:
            digest.update(block)


def _blocks(file: BufferedReader, hasher: _Hasher, size: int) -> Iterator[tuple[bytes, bool]]:
    """The file in blocks, each with whether it may end where a row does: at the end, or behind a line end with an even
    number of quotation marks before. Behind a stray quotation mark, or in a line without end, there is no such place.
    """
    while block := file.read(size):
        block += file.readline(size)
        odd = b'"' in block and block.count(b'"') % 2 == 1
        if odd:
            more, length = [block], 0
            while odd and length < size and (line := file.readline(size)):
                more.append(line)
                length += len(line)
                odd ^= line.count(b'"') % 2 == 1
            block = b"".join(more)
        hasher.feed(block)
        yield block, not odd and (block.endswith(b"\n") or not file.peek(1))


def _header_end(block: bytes, start: int) -> int:
    """Behind the first line; -1 where csv may see its end elsewhere."""
    end = block.find(b"\n", start) + 1 or len(block)
    line = block[start:end].removesuffix(b"\n").removesuffix(b"\r")
    return -1 if b'"' in line or b"\r" in line or not line else end


def _parsed(block: bytes, form: Dialect, width: int, first: int) -> Batch | None:
    """The block's columns by polars; None where it can't be proved that csv would read the same."""
    import polars as pl

    if not block:
        return Batch(pl.DataFrame(), first)
    delimiter = form.delimiter.encode()
    quotes = block.count(b'"') if b'"' in block else 0
    if b"\r" in block:
        returns = block.count(b"\r")
        if quotes or returns != block.count(b"\n") or block.count(b"\r\n") != returns:
            return None
    if width == 1 and (b"\n\n" in block or block.startswith((b"\n", b"\r")) or b"\n\r" in block):
        return None
    names = [f"c{number}" for number in range(width)]
    try:
        columns = pl.read_csv(
            block,
            has_header=False,
            separator=form.delimiter,
            schema=dict.fromkeys(names, pl.String),
            infer_schema_length=0,
        )
    except (pl.exceptions.PolarsError, OSError):
        return None
    empty = [name for name in names if columns[name].null_count()]
    full = frozenset(names).difference(empty) if not quotes else frozenset[str]()
    columns = columns.with_columns(pl.col(empty).fill_null(""))
    within = (0, 0, 0, 0, 0)
    quoted = 0
    if quotes:
        within, quoted = _inside(columns, form.delimiter)
        opened = block.count(delimiter + b'"') + block.count(b'\n"') + block.startswith(b'"')
        closed = block.count(b'"' + delimiter) + block.count(b'"\n') + block.endswith(b'"')
        if quotes != 2 * (quoted + within[2]) or opened != quoted + within[3] or closed != quoted + within[4]:
            return None
    if block.count(delimiter) != columns.height * (width - 1) + within[0]:
        return None
    # Where the last cell of each row has letters, no row is blank or too short.
    if width == 1 or names[-1] not in full:
        lines = block.count(b"\n") + (not block.endswith(b"\n"))
        if lines != columns.height + within[1]:
            return None
    return Batch(columns, first, full=full)


def _inside(columns: pl.DataFrame, delimiter: str) -> tuple[tuple[int, int, int, int, int], int]:
    """The delimiters, line ends, quotation marks, openings and closings inside cells; how many cells need quotes."""
    special = rf'[{"" if delimiter.isalnum() else chr(92)}{delimiter}"\n\r]'
    delimiters = breaks = quotes = openings = closings = cells = 0
    for name in columns.columns:
        held = columns[name].filter(columns[name].str.contains(special))
        if not held.len():
            continue
        cells += held.len()
        delimiters += int(held.str.count_matches(delimiter, literal=True).sum())
        breaks += int(held.str.count_matches("\n", literal=True).sum())
        quotes += int(held.str.count_matches('"', literal=True).sum())
        openings += int(held.str.count_matches(delimiter + '"', literal=True).sum())
        openings += int(held.str.count_matches('\n"', literal=True).sum())
        openings += int((held.str.ends_with(delimiter) | held.str.ends_with("\n")).sum())
        closings += int(held.str.count_matches('"' + delimiter, literal=True).sum())
        closings += int(held.str.count_matches('"\n', literal=True).sum())
        closings += int((held.str.starts_with(delimiter) | held.str.starts_with("\n")).sum())
    return (delimiters, breaks, quotes, openings, closings), cells


def _slow(found: Iterator[tuple[int, list[str]]], form: Dialect, width: int) -> Iterator[Batch]:
    """Batches of rows that csv has read: the header and what the dialect passes over left out."""
    import polars as pl

    behind = form.header[-1] if form.header else 0
    kept: list[list[str | None]] = []
    numbers: list[int] = []
    ragged: list[tuple[int, int]] = []

    def batch() -> Batch:
        # By columns: a frame of rows would guess at types.
        columns = zip(*kept, strict=True) if width else ()
        series = [pl.Series(f"c{place}", column, dtype=pl.String) for place, column in enumerate(columns)]
        return Batch(pl.DataFrame(series), numbers[0], tuple(numbers), list(ragged))

    size = 0
    cells: list[str | None]
    for number, read in found:
        cells = list(read)
        if number <= behind or number in form.passed:
            continue
        if form.comment and read and read[0].startswith(form.comment):
            continue
        if form.pass_blank and not any(cells):
            continue
        if len(cells) != width:
            ragged.append((number, len(cells)))
            cells = (cells + [None] * (width - len(cells)))[:width]
        kept.append(cells)
        numbers.append(number)
        size += sum(map(len, read))
        if len(kept) >= _ROWS or size > BLOCK:
            yield batch()
            kept.clear()
            numbers.clear()
            ragged.clear()
            size = 0
    if kept:
        yield batch()
