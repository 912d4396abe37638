"""The rows of the tables, each table once from its top, and several side by side, a document at a time."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus_pkg import identifiers
from corpus_pkg.errors import PackageError
from corpus_pkg.package import tables
from corpus_pkg.package.walk import Walk
from corpus_pkg.records import TABLES
from corpus_pkg.validation.problems import Kind, Problem
from corpus_pkg.validation.problems import evidence as kinds

#: The characters of a document's id, with which the keys of its rows begin.
_ID = len(identifiers.document_id("0" * 64))
#: A row of each table: the columns' values and `at`, the number of the row in its file (the header is row 1).
ROWS: dict[str, Any] = {name: namedtuple(name, (*table.columns, "at")) for name, table in TABLES.items()}


def problem(kind: Kind, table: str, row: Any, column: str | None, message: str) -> Problem:
    """Return a problem of the row; a document's row may stand for its rows in another table."""
    of_document = table != "documents" and isinstance(row, ROWS["documents"])
    keyed = TABLES["documents" if of_document else table]
    key = "|".join(str(getattr(row, name)) for name in keyed.key)
    return kind.problem(message, table, column, key=key, row=None if of_document else row.at)


def read(name: str, path: Path, faults: list[Problem]) -> Iterator[Any]:
    """Yield the valid rows of the table `name` in the order of their keys; the others go to `faults`."""
    table = TABLES[name]
    values_of = tables.RowReader(table).values
    kind, make = ROWS[name], tuple.__new__
    key_of = _key_of([table.columns.index(column) for column in table.key])
    before: Any = ("",)
    at = 1
    try:
        for cells in tables.lists(path, table):
            at += 1
            try:
                values = values_of(cells)
            except (ValidationError, PackageError) as error:
                faults.append(kinds.ROW.problem(tables.problem(error), name, row=at))
                continue
            values.append(at)
            key = key_of(values)
            if key <= before:
                order = "stands twice" if key == before else "is out of order"
                message = f"the key {order}; sort the rows by their keys"
                faults.append(problem(kinds.ORDER, name, make(kind, values), None, message))
                if str(key[0])[:_ID] < str(before[0])[:_ID]:
                    continue
            before = key
            yield make(kind, values)
    except PackageError as error:
        faults.append(kinds.TABLE.problem(str(error), name))


def _key_of(places: list[int]) -> Callable[[list[Any]], tuple[Any, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    [place] = places
    return lambda values: (values[place],)


def side_by_side(name: str, path: Path, faults: list[Problem]) -> Walk[Any]:
    """Return the walk through the table `name`; what is wrong with it, and rows of no document, go to `faults`."""

    def orphan(identifier: str, rows: list[Any]) -> None:
        message = f"{identifier} is no document of this package"
        faults.append(problem(kinds.FOREIGN_DOCUMENT, name, rows[0], "document_id", message))

    return Walk(path, read(name, path, faults), attrgetter("document_id"), orphan)
