"""Rows as canonical CSV, and back.

Canonical: UTF-8 without a BOM, LF, a header, cells quoted only where they must be (a comma, a quotation mark, CR or
LF), empty where a value is None, rows sorted by key. One row has one form, so equal tables are equal bytes.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.package.csv_rows import CsvRows
from corpus_pkg.records import TABLES, Record, Table
from corpus_pkg.schemas import ColumnType, column_type, required

Key: TypeAlias = tuple[str | int, ...]

_QUOTED = re.compile(r'[",\r\n]')
_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:e[+-]?[0-9]{1,3})?")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,4000})")

# So many cells of a column are kept at hand, none longer than this; and the offsets below that.
_SEEN, _SHORT, _NUMBERS = 1 << 16, 256, 1 << 15


def column_types(table: Table) -> dict[str, ColumnType]:
    """Return the type of each column, in the order of the file."""
    return {name: column_type(field) for name, field in table.model.model_fields.items()}


def header(table: Table) -> bytes:
    """Return the first line of the table's file."""
    return (",".join(table.columns) + "\n").encode("utf-8")


def line(row: Record) -> bytes:
    """Return the row as a line of canonical CSV (UTF-8, LF)."""
    values = row.__dict__
    return (",".join(_quoted(cell(values[name])) for name in type(row).model_fields) + "\n").encode("utf-8")


def key_of(table: Table, row: Record) -> Key:
    """Return the key of `row`: by it rows are sorted (text by code points, offsets by number) and looked up."""
    values = row.__dict__
    return tuple(values[name] for name in table.key)


def lines(table: Table, rows: Iterable[Record]) -> list[bytes]:
    """Return the lines of `rows`, sorted by key."""
    return [line(row) for row in sorted(rows, key=lambda row: key_of(table, row))]


def write(path: Path, table: Table, rows: Iterable[Record]) -> None:
    """Write a whole table to `path`, sorted by key; holds the rows in memory."""
    with path.open("wb") as file:
        file.write(header(table))
        file.writelines(lines(table, rows))


def cells(path: Path, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the file as cells, with the number of the last line; raises PackageError for other files."""
    reader = CsvRows(path, table.name, table.columns)
    for row in reader:
        yield reader.line, row


def lists(path: Path, table: Table) -> Iterator[list[str]]:
    """Return the rows of the file as cells; raises PackageError for other files."""
    return iter(CsvRows(path, table.name, table.columns))


def typed(table: Table, row: Sequence[str]) -> dict[str, Any]:
    """Return the cells of a row as JSON values: None where empty, a number in a column of numbers, else the text.

    This is the row that the JSON Schema speaks of. Only the canonical form of a number is one: "007" stays text.
    """
    values: dict[str, Any] = {}
    for (name, kind), cell in zip(column_types(table).items(), row, strict=True):
        values[name] = (_number(kind, cell) if kind in ("integer", "number") else cell) if cell else None
    return values


_ANY_TEXT = {"type": "string", "minLength": 1}


class _Values(dict[str, Any]):
    """The values of a column's cells: a cell that was seen before costs one look."""

    def __init__(self, kind: ColumnType, field: FieldInfo) -> None:
        super().__init__()
        self._kind = kind
        self._adapter: TypeAdapter[Any] = TypeAdapter(
            field.rebuild_annotation(), config=ConfigDict(regex_engine="python-re")
        )
        schema = self._adapter.json_schema()
        rules = next((arm for arm in schema.get("anyOf", ()) if arm.get("type") != "null"), schema)
        #: Whether every text but the empty one is a value.
        self._free = {key: rule for key, rule in rules.items() if key != "x-separator"} == _ANY_TEXT
        self._required = required(field)
        if rules.get("type") == "integer" and rules.get("minimum") == 0 and rules.get("maximum", _NUMBERS) >= _NUMBERS:
            self.update((str(number), number) for number in range(_NUMBERS))
        if not self._required:
            self[""] = None

    def of(self, cells: Sequence[str]) -> Sequence[Any]:
        """Return the values of cells; raises ValueError where one of them is none."""
        if not self._free:
            return list(map(self.__getitem__, cells))
        if all(cells):
            return cells
        if self._required:
            raise ValueError("a cell is empty")
        return [cell or None for cell in cells]

    def __missing__(self, cell: str) -> Any:
        """Return the value of a new cell; raises ValueError where it is none."""
        value = self._adapter.validate_python(_typed(self._kind, cell) if cell else None, strict=True)
        if len(self) < _SEEN and len(cell) < _SHORT:
            self[cell] = value
        return value


#: Columns with the same rule share what was seen; a rule is what its annotation says.
_SHARED: dict[tuple[str, str, bool], _Values] = {}


def _values(kind: ColumnType, field: FieldInfo) -> _Values:
    rule = (kind, repr(field.rebuild_annotation()), required(field))
    if rule not in _SHARED:
        _SHARED[rule] = _Values(kind, field)
    return _SHARED[rule]


class RowReader:
    """Cells to records, by the canonical form alone: what is no canonical cell is an error, never a guess."""

    def __init__(self, table: Table) -> None:
        """Read rows of `table`."""
        self.table = table
        self._types = tuple(column_types(table).items())
        self._values: tuple[_Values, ...] = ()

    def columns(self, rows: Iterable[Sequence[str]]) -> list[Sequence[Any]] | None:
        """Return the values of rows by column, without records around them; None where one of them is no row.

        A cell counts by itself: a model of a row says nothing of two columns together.
        """
        if not self._values:
            fields = self.table.model.model_fields
            self._values = tuple(_values(kind, fields[name]) for name, kind in self._types)
        try:
            by_column = zip(*rows, strict=True)
            return [values.of(cells) for values, cells in zip(self._values, by_column, strict=True)]
        except ValueError:
            return None

    def record(self, row: Sequence[str]) -> Record:
        """Return the record of `row`; raises pydantic's ValidationError, or PackageError for too few or many cells."""
        if len(row) != len(self._types):
            raise PackageError(f"{len(row)} cells where {self.table.name} has {len(self._types)} columns")
        values: dict[str, Any] = {}
        for (name, kind), cell in zip(self._types, row, strict=True):
            values[name] = _typed(kind, cell) if cell else None
        return self.table.model.model_validate(values, strict=True)


def read(path: Path, table: Table) -> Iterator[Record]:
    """Yield the records of the file, one at a time; raises PackageError naming the line of a row that is none."""
    reader = RowReader(table)
    for number, row in cells(path, table):
        try:
            yield reader.record(row)
        except (ValidationError, PackageError) as error:
            raise PackageError(f"{path}:{number}: {problem(error)}") from None


def parse_line(text: str, reader: RowReader) -> Record:
    """Return the record of one row's CSV text."""
    return reader.record(next(csv.reader(io.StringIO(text, newline=""), strict=True)))


def problem(error: Exception) -> str:
    """Return what is wrong with a row, in one line."""
    if isinstance(error, ValidationError):
        return one_line(
            "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False))
        )
    return one_line(error)


def spans(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield the byte offsets `[start, end)` of each row of a canonical CSV file, without the header; linear."""
    start = position = 0
    quotes = 0
    first = True
    for piece in file:
        position += len(piece)
        quotes += piece.count(b'"')
        if quotes % 2 == 0:
            if not first:
                yield start, position
            first = False
            start, quotes = position, 0
    if start < position and not first:
        yield start, position


def cell(value: Any) -> str:
    """Return a value as a cell of canonical CSV, unquoted; empty for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.datetime):
        return value.isoformat().removesuffix("+00:00") + "Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return repr(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _typed(kind: ColumnType, cell: str) -> Any:
    """Return the value of a cell with its column's type; the cell itself where it has no canonical form of the type."""
    if kind in ("integer", "number"):
        return _number(kind, cell)
    if kind == "date":
        return _date(cell)
    # What is no instant stays its text, of which the model says what is wrong.
    return cell


def _number(kind: ColumnType, cell: str) -> int | float | str:
    """Return the number that a cell is the canonical form of; the cell itself where it is of none."""
    if kind == "integer":
        return int(cell) if _INTEGER.fullmatch(cell) else cell
    return float(cell) if _NUMBER.fullmatch(cell) and repr(float(cell)) == cell else cell


def _date(cell: str) -> datetime.date | str:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        try:
            return datetime.date.fromisoformat(cell)
        except ValueError:
            return cell
    return cell


def table(name: str) -> Table:
    """Return the table of that name; raises PackageError that lists the names there are."""
    try:
        return TABLES[name]
    except KeyError:
        raise PackageError(f"no table {name!r}; the tables are {', '.join(TABLES)}") from None
