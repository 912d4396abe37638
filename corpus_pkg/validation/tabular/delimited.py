"""The rows of a delimited file as Python's csv module reads them, and so Frictionless."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from corpus_pkg.validation.problems import Kind
from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.tabular.dialect import Dialect

#: The most bytes that one row may have, and the most delimiters of one line.
LONGEST, WIDEST = 64 * 1024 * 1024, 1_000_000
#: csv refuses longer cells; it may have any that fits into a row.
_LONGEST_CELL = 2_147_483_646
#: A line behind the last, which is a row of its own unless a quotation mark is open there.
_END = "\0\ufdd0 the end of the file \ufdd1"
_ENDS = re.compile(r"\r\n|\r|\n")


class UnreadableError(ValueError):
    """A file that is no text in its encoding, or no table; the message is one line."""

    def __init__(self, kind: Kind, message: str, row: int | None = None) -> None:
        """Tell what kind of problem it is, in one line what the file is or has, and in which row, if that is known."""
        super().__init__(message)
        self.kind = kind
        self.row = row


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


def guessed(path: Path, encoding: str, form: Dialect) -> Dialect:
    """Return the dialect, where it does not say a delimiter with the one that stands most often in the first line.

    Raises UnreadableError and OSError.
    """
    if form.stated:
        return form
    with path.open("rb") as file:
        first = next(_lines(file, encoding, replace(form, delimiter="\n")), "")
    return replace(form, delimiter=max(",;\t|", key=first.count))


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
    start = file.tell()
    reader = csv.reader(chain(_lines(file, encoding, form), (_END,)), **form.options())
    try:
        for number, row in enumerate(reader, first):
            if row and row[-1].endswith(_END):
                if row == [_END]:
                    return
                file.seek(0)
                before = file.read(start).count(b"\n")
                swallowed = len(_ENDS.findall(row[-1])) + (not row[-1].removesuffix(_END).endswith(("\n", "\r")))
                line = before + reader.line_num - swallowed
                message = f"has a quotation mark in line {line} that is never closed; it takes in "
                behind = f"the {swallowed - 1} lines behind" if swallowed > 1 else "the end of the file"
                raise UnreadableError(kinds.UNCLOSED_QUOTE, f"{message}{behind}", row=number)
            yield number, row
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
