"""The rows of a delimited file, a block of whole rows at a time, as columns of text.

A block is parsed by polars where that can be proved to give what Python's csv module (and so Frictionless) gives, by
counting: as many line ends, delimiters and quotation marks stand in the bytes as its cells account for. From the first
block where the counts do not add up (a row too short, a stray quotation mark, any other dialect or encoding) csv itself
reads on. Memory holds one block, however long the file is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_pkg.validation.tabular import delimited
from corpus_pkg.validation.tabular.dialect import Dialect

if TYPE_CHECKING:
    import polars as pl

#: Bytes of a block.
BLOCK = 16 * 1024 * 1024
#: Rows of a batch where csv reads them.
_ROWS = 20_000


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
        """Return the number in the file of the row at `index` of the batch."""
        return self.first + index if self.numbers is None else self.numbers[index]

    def row_numbers(self) -> pl.Series:
        """Return the number in the file of each row."""
        import polars as pl

        if self.numbers is None:
            return pl.int_range(self.first, self.first + self.columns.height, eager=True)
        return pl.Series(self.numbers, dtype=pl.Int64)


def batches(
    path: Path, encoding: str, form: Dialect, width: int, digests: Sequence[Any] = (), block: int = BLOCK
) -> Iterator[Batch]:
    """Yield the rows behind the header, block by block; feeds each digest with the bytes of the whole file.

    Args:
        path: the file.
        encoding: its encoding, by its Python name.
        form: its dialect.
        width: how many columns the table has.
        digests: objects of hashlib to update on the way.
        block: how many bytes to read at once.

    Raises:
        UnreadableError: where the file is no text in the encoding, or a row is longer than any data has.
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
        yield from _slow(delimited.numbered(file, encoding, form, number if proved else 1), behind, width)


class _Hasher:
    """The digests, fed beside the reading of a block; when the block ends, all is fed."""

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
    """Yield the file in blocks, each with whether it may end where a row does.

    That is at the end, or behind a line end with an even number of quotation marks before. Behind a stray quotation
    mark, or in a line without end, there is no such place.
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
    """Return where the first line ends; -1 where csv may see its end elsewhere."""
    end = block.find(b"\n", start) + 1 or len(block)
    line = block[start:end].removesuffix(b"\n").removesuffix(b"\r")
    return -1 if b'"' in line or b"\r" in line or not line else end


def _parsed(block: bytes, form: Dialect, width: int, first: int) -> Batch | None:
    """Return the block's columns by polars; None where it can't be proved that csv would read the same."""
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
    """Return what stands inside cells, and how many cells need quotes.

    Counted are delimiters, line ends, quotation marks, openings and closings.
    """
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


def _slow(rows: Iterator[tuple[int, list[str]]], form: Dialect, width: int) -> Iterator[Batch]:
    """Yield batches of rows that csv has read: the header and what the dialect passes over left out."""
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
    for number, row in rows:
        cells = list(row)
        if number <= behind or number in form.passed:
            continue
        if form.comment and row and row[0].startswith(form.comment):
            continue
        if form.pass_blank and not any(cells):
            continue
        if len(cells) != width:
            ragged.append((number, len(cells)))
            cells = (cells + [None] * (width - len(cells)))[:width]
        kept.append(cells)
        numbers.append(number)
        size += sum(map(len, row))
        if len(kept) >= _ROWS or size > BLOCK:
            yield batch()
            kept.clear()
            numbers.clear()
            ragged.clear()
            size = 0
    if kept:
        yield batch()
