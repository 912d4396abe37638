"""The tables of any Data Package, as its descriptor has them, and their rows in the order of their keys."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.package import descriptor, parts, portion
from corpus_pkg.package.csv_rows import CsvRows
from corpus_pkg.sharing.diff.changes import Key

#: The cells of a row, in the order of the columns.
Row: TypeAlias = tuple[str, ...]

_INTEGER = re.compile(r"-?[0-9]{1,4000}")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a package, as its descriptor has it.

    Attributes:
        columns: their names in order, with their types.
        key: the columns of the primary key.
        fields: the columns as the schema has them.
        references: its foreign keys: the columns, the table and its columns.
        missing: what stands for no value.
        resource: what the descriptor says of it.
        read: opens the table for reading; each row is its cells in the order of the columns.

    """

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    fields: tuple[Mapping[str, Any], ...]
    references: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    missing: tuple[str, ...]
    resource: Mapping[str, Any]
    read: Callable[[], Iterator[Row]]

    @property
    def key_types(self) -> tuple[str, ...]:
        """The types of the key's columns."""
        return tuple(self.columns[name] for name in self.key)

    def keyed(self) -> Generator[tuple[Key, Row], None, None]:
        """Yield the rows with their keys; raises PackageError where they are not in the order of their keys."""
        places = [(list(self.columns).index(name), self.columns[name] == "integer") for name in self.key]
        before: tuple[tuple[bool, str | int], ...] | None = None
        for number, row in enumerate(self.read(), 1):
            key = tuple(int(row[at]) if whole and _INTEGER.fullmatch(row[at]) else row[at] for at, whole in places)
            order = order_of(key)
            if before is not None and order <= before:
                problem = "stands twice" if order == before else "is not in the order of the key"
                shown = "|".join(map(str, key))
                raise PackageError(
                    one_line(f"{self.name}: row {number} ({shown}) {problem}; sort the table by its key")
                )
            before = order
            yield key, row


def order_of(key: Key) -> tuple[tuple[bool, str | int], ...]:
    """Return what keys are sorted by: numbers by size and before texts, texts by code points."""
    return tuple((isinstance(part, str), part) for part in key)


def is_table(resource: Any) -> bool:
    """Return whether the resource of a descriptor is a table, by its type, its schema or its profile."""
    return isinstance(resource, dict) and (
        resource.get("type") == "table"
        or isinstance(resource.get("schema"), dict)
        or resource.get("profile") == "tabular-data-resource"
    )


def mapping(value: Any) -> Mapping[str, Any]:
    """Return the value where it is an object of JSON, else an empty one."""
    return value if isinstance(value, dict) else {}


def open_package(package: str | os.PathLike[str], part: str | None = None) -> tuple[dict[str, Any], dict[str, Table]]:
    """Return what the package's descriptor says, of the package or of one part, and its tables by their names.

    Raises PackageError where there is no package or no such part, and for a table that cannot be compared.
    """
    path = descriptor.locate(package)
    body = descriptor.read(path)
    if part is not None:
        body = portion.narrowed(body, part)
    tables: dict[str, Table] = {}
    for resource in body["resources"]:
        if is_table(resource):
            table = _table(path, resource)
            if table.name in tables:
                raise PackageError(f"{path}: has two tables {one_line(table.name, 60)}; give each a name of its own")
            tables[table.name] = table
    return body, tables


def _table(path: Path, resource: Mapping[str, Any]) -> Table:
    name = str(resource.get("name"))
    where = one_line(f"{path}: {name}", 200)
    schema = resource.get("schema")
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
        raise PackageError(f"{where}: has no schema in the descriptor, so its rows cannot be compared")
    file = parts.inside(path.parent, parts.of_resource(resource))
    # Who opens a pipe waits for ever.
    if file is None or (file.exists() and not file.is_file()):
        raise PackageError(f"{where}: has no file inside the package, so its rows cannot be compared")
    fields = [field for field in schema["fields"] if isinstance(field, dict) and isinstance(field.get("name"), str)]
    columns = {str(field["name"]): str(field.get("type", "any")) for field in fields}
    if len(columns) != len(schema["fields"]):
        raise PackageError(f"{where}: has columns without a name, or two of one name")
    key = tuple(map(str, _list(schema.get("primaryKey"))))
    if not key or any(column not in columns for column in key):
        raise PackageError(f"{where}: has no primary key, so no row can be told from another")
    references = tuple(
        _reference(name, stated) for stated in _list(schema.get("foreignKeys")) if isinstance(stated, dict)
    )
    missing = tuple(map(str, _list(schema.get("missingValues", [""]))))
    dialect = mapping(resource.get("dialect"))
    rows = CsvRows(
        file,
        name,
        tuple(columns),
        encoding=str(resource.get("encoding") or "utf-8"),
        header=dialect.get("header", True) is not False,
        dialect=_dialect(dialect),
    )
    read = partial(_read, rows, where, len(columns))
    return Table(name, MappingProxyType(columns), key, tuple(fields), references, missing, resource, read)


def _reference(table: str, stated: Mapping[str, Any]) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Return a foreign key as its columns, the table that it refers to and the columns there."""
    target = mapping(stated.get("reference"))
    columns = tuple(map(str, _list(stated.get("fields"))))
    return columns, str(target.get("resource") or table), tuple(map(str, _list(target.get("fields"))))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _read(rows: CsvRows, where: str, width: int) -> Iterator[tuple[str, ...]]:
    # Closed where a row is refused: the file would stay open as long as the error is kept.
    with closing(iter(rows)) as listed:
        for row in listed:
            if len(row) != width:
                raise PackageError(f"{where}: line {rows.line} has {len(row)} cells for {width} columns")
            yield tuple(row)


def _dialect(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return the dialect that a resource states, in the words of Python's csv module."""
    return {
        "delimiter": str(stated.get("delimiter", ",")),
        "quotechar": str(stated.get("quoteChar", '"')),
        "doublequote": stated.get("doubleQuote", True) is not False,
        "skipinitialspace": stated.get("skipInitialSpace") is True,
    }
