"""The rows of the tables, each table once from its top, and several side by side, a document at a time."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator
from itertools import repeat
from operator import attrgetter, lt
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus_pkg import identifiers
from corpus_pkg.errors import PackageError
from corpus_pkg.package import tables
from corpus_pkg.package.extension import EVERY
from corpus_pkg.package.walk import Walk
from corpus_pkg.validation.problems import Kind, Problem
from corpus_pkg.validation.problems import evidence as kinds

#: The characters of a document's id, with which the keys of its rows begin.
_ID = len(identifiers.document_id("0" * 64))
#: So many rows of a table are read together: of stories, whose text may be long, a few.
TOGETHER = dict.fromkeys(EVERY, 256) | {"articles": 4}
#: A row of each table: the columns' values and `at`, the number of the row in its file (the header is row 1).
ROWS: dict[str, Any] = {name: namedtuple(name, (*table.columns, "at")) for name, table in EVERY.items()}


def problem(kind: Kind, table: str, row: Any, column: str | None, message: str) -> Problem:
    """Return a problem of the row; a document's row may stand for its rows in another table."""
    of_document = table != "documents" and isinstance(row, ROWS["documents"])
    keyed = EVERY["documents" if of_document else table]
    key = "|".join(str(getattr(row, name)) for name in keyed.key)
    return kind.problem(message, table, column, key=key, row=None if of_document else row.at)


def read(name: str, path: Path, faults: list[Problem]) -> Iterator[Any]:
    """Yield the valid rows of the table `name` in the order of their keys; the others go to `faults`."""
    reading = _Reading(name, faults)
    at = 2
    try:
        for batch in _batches(tables.lists(path, EVERY[name]), TOGETHER[name]):
            rows = reading.together(batch, at)
            yield from reading.each(batch, at) if rows is None else rows
            at += len(batch)
    except PackageError as error:
        faults.append(kinds.TABLE.problem(str(error), name))


def _batches(rows: Iterable[list[str]], size: int) -> Iterator[list[list[str]]]:
    """Yield the rows, so many together; those before an error too."""
    batch: list[list[str]] = []
    try:
        for row in rows:
            batch.append(row)
            if len(batch) == size:
                yield batch
                batch = []
    except PackageError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


class _Reading:
    """The reading of one table: many rows together, and where one of them is at fault, each by itself."""

    def __init__(self, name: str, faults: list[Problem]) -> None:
        self._name, self._faults = name, faults
        self._kind: Any = ROWS[name]
        self._reader = tables.RowReader(EVERY[name])
        self._key = [EVERY[name].columns.index(column) for column in EVERY[name].key]
        self._before: tuple[Any, ...] = ("",)

    def together(self, batch: list[list[str]], at: int) -> list[Any] | None:
        """Return the rows, of which the first is the file's row `at`; None where one is at fault."""
        columns = self._reader.columns(batch)
        if columns is None:
            return None
        keys = list(zip(*(columns[place] for place in self._key), strict=True))
        if not all(map(lt, (self._before, *keys), keys)):
            return None
        self._before = keys[-1]
        rows = zip(*columns, range(at, at + len(batch)), strict=True)
        return list(map(tuple.__new__, repeat(self._kind), rows))

    def each(self, batch: list[list[str]], at: int) -> Iterator[Any]:
        """Yield those of the rows that are valid and in order; the others go to the faults."""
        for place, cells in enumerate(batch, at):
            try:
                row = tuple.__new__(self._kind, (*self._reader.record(cells).__dict__.values(), place))
            except (ValidationError, PackageError) as error:
                self._faults.append(kinds.ROW.problem(tables.problem(error), self._name, row=place))
                continue
            key = tuple(row[column] for column in self._key)
            if key <= self._before:
                order = "stands twice" if key == self._before else "is out of order"
                message = f"the key {order}; sort the rows by their keys"
                self._faults.append(problem(kinds.ORDER, self._name, row, None, message))
                if str(key[0])[:_ID] < str(self._before[0])[:_ID]:
                    continue
            self._before = key
            yield row


def side_by_side(name: str, path: Path, faults: list[Problem]) -> Walk[Any]:
    """Return the walk through the table `name`; what is wrong with it, and rows of no document, go to `faults`."""

    def orphan(identifier: str, rows: list[Any]) -> None:
        message = f"{identifier} is no document of this package"
        faults.append(problem(kinds.FOREIGN_DOCUMENT, name, rows[0], "document_id", message))

    return Walk(path, read(name, path, faults), attrgetter("document_id"), orphan)
