"""The rows of a delimited file as Python's csv module reads them, and so Frictionless."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from corpus_pkg.validation.problems import Kind
from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.tabular.dialect import Dialect

#: The most bytes that one row may have, and the most delimiters of one line.
LONGEST, WIDEST = 64 * 1024 * 1024, 1_000_000
#: csv refuses longer cells; it may have any that fits into a row.
_LONGEST_CELL = 2_147_483_646


class UnreadableError(ValueError):
    """A file that is no text in its encoding, or no table; the message is one line."""

    def __init__(self, kind: Kind, message: str) -> None:
        """Tell what kind of problem it is, and in one line what the file is or has."""
        super().__init__(message)
        self.kind = kind


def labels(path: Path, encoding: str, form: Dialect) -> list[str]:
    """Return the header: the labels of its row, or of its rows joined; none where the file has none.

    Raises UnreadableError and OSError.
    """
    if not form.header:
        return []
    listed: list[list[str]] = []
    for number, cells in rows(path, encoding, form):
        if number in form.header:
            listed.append([cell.strip() for cell in cells])
        if number >= form.header[-1]:
            break
    joined: list[str] = []
    before: dict[int, str] = {}
    for cells in listed:
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
    """Yield the rows as csv reads them, with their numbers from 1, the header's and comments included.

    Raises UnreadableError and OSError.
    """
    with path.open("rb") as file:
        yield from numbered(file, encoding, form, 1)


def widths(path: Path, encoding: str | None, form: Dialect) -> tuple[int, int]:
    """Return how many cells the first row of the file has, and how many the widest.

    Where the dialect is not stated, somebody may guess another: then it is the most that any guess gives. Raises
    UnreadableError and OSError.
    """
    first = widest = 0
    name = encoding or "latin-1"
    if not form.stated or form.left:
        with path.open("rb") as file:
            for line in _lines(file, "latin-1", form):
                cells = 1 + max(line.count(delimiter) for delimiter in ",;\t|")
                first, widest = first or cells, max(widest, cells)
        return first, widest
    for _, row in rows(path, name, form):
        first, widest = first or len(row), max(widest, len(row))
    return first, widest


def numbered(file: BinaryIO, encoding: str, form: Dialect, first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows from where the file stands, numbered from `first`; raises UnreadableError and OSError."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from enumerate(csv.reader(_lines(file, encoding, form), **form.options()), first)
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
