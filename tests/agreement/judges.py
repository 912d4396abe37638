"""The judges of one record, and the form of it that each is given.

A record is a JSON object: a name for each column, and null, a text or a whole number as its value. The same record is

- for pydantic (`corpus_pkg.records`) the object as a dictionary of Python, and once more its JSON text;
- for a validator of JSON Schema (`schemas/*.schema.json`) the object as the parser of JSON gives it;
- for Frictionless (`schemas/*.tableschema.json`, with the dialect of a package's tables) the row of CSV whose cells are
  its values in the order of the columns: nothing for null and for a name that is absent, a text as it stands, a whole
  number in decimal digits, and the values of names that are no columns behind the others.

The way back is `corpus_pkg.package.tables.typed`: an empty cell is null, the digits of a whole number in a column of
numbers are that number, and any other cell is its text. A record *has cells* where the way there and back leads to the
record itself. What has none, and what Frictionless alone reads in another way, is in `EXCEPTIONS`.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from dateutil.parser import isoparse
from frictionless import Resource
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pydantic import ValidationError

from corpus_pkg import schemas
from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor, tables
from corpus_pkg.records import TABLES, Record, Table

#: Where the judges cannot agree by the nature of their forms, and why. Each is tested by its name.
EXCEPTIONS = {
    "number written otherwise": "Frictionless strips a cell and reads what int() reads (+5, 007, ٥, 1_000); Table "
    "Schema has no constraint on the writing of a number, and JSON has one writing, in which these are texts",
    "day written otherwise": "Frictionless reads what strptime reads (2024-3-5); Table Schema has no constraint on the "
    "writing of a day, and the other two know one writing",
    "instant written otherwise": "Frictionless reads what isoparse reads (other zones, none, fractions of a second); "
    "Table Schema has no constraint on the writing of an instant, and the other two know one writing",
    "type lost in the cell": "all cells are texts: a number in a column of texts becomes its digits, and the text of a "
    "number in a column of numbers becomes that number",
    "empty text": "the cell of an empty text is that of null, so a table cannot hold one; JSON can, and it is no value",
    "half a surrogate pair": "JSON can write it, UTF-8 cannot: there are no bytes of such a cell, and a file with the "
    "nearest bytes is refused as a whole",
    "row too short": "JSON may leave out a column without a value, a row may not: its cells are told apart by place",
    "column missing": "likewise a table without a column that all its rows leave empty",
    "name twice": "of a name that JSON text repeats the last value counts, for every parser here; a table with a "
    "column twice is refused as a whole",
    "key twice": "pydantic and JSON Schema see one record; that no two have the same key only a table can break",
    "reference": "that the row to which a row refers is there is seen only beside the other table",
}

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_QUOTED = re.compile(r'[",\r\n]')


def by_pydantic(model: type[Record], record: Mapping[str, Any]) -> bool:
    """Whether pydantic takes the object as a dictionary."""
    return _passes(lambda: model.model_validate(record))


def by_pydantic_text(model: type[Record], text: str) -> bool:
    """Whether pydantic takes the JSON text."""
    return _passes(lambda: model.model_validate_json(text))


def by_json_schema(model: type[Record], record: Any) -> bool:
    """Whether a validator of JSON Schema takes the object; one with NaN, which is no JSON, is none."""
    try:
        json.dumps(record, allow_nan=False)
    except ValueError:
        return False
    return bool(_validator(model).is_valid(record))


def by_reader(table: Table, cells: Sequence[str]) -> bool:
    """Whether the reader of canonical tables takes the row, by its two ways."""
    reader = _reader(table.name)
    verdict = _passes(lambda: reader.record(cells))
    assert (reader.columns([cells]) is not None) == verdict
    return verdict


def by_frictionless(table: Table, rows: Sequence[Sequence[str]], folder: Path) -> list[bool]:
    """Whether Frictionless takes each row of a table of them; keys, which are about several rows, are left out."""
    path = folder / f"{table.name}.csv"
    path.write_bytes(csv_bytes([table.columns, *rows]))
    report = resource(table, path).validate(limit_errors=1_000_000)
    errors: list[Any] = [error for task in report.tasks for error in task.errors]
    # What is about no row would be about all of them.
    assert all(hasattr(error, "row_number") for error in errors), errors
    bad = {error.row_number for error in errors}
    return [number not in bad for number, _ in enumerate(rows, 2)]


def resource(table: Table, path: Path, *, keys: bool = False) -> Resource:
    """The resource of a table as packages have it, without hash and size, and without references to other tables."""
    body = descriptor.table_resource(table, "", 0)
    for name in ("hash", "bytes"):
        del body[name]
    body["schema"].pop("foreignKeys", None)
    if not keys:
        del body["schema"]["primaryKey"]
    return Resource.from_descriptor({**body, "path": path.name}, basepath=str(path.parent))


def csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as the canonical CSV of a package."""
    lines = (",".join(quoted(cell) for cell in row) + "\n" for row in rows)
    return "".join(lines).encode("utf-8")


def quoted(cell: str) -> str:
    """A cell as it stands in canonical CSV."""
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def cells(table: Table, record: Mapping[str, Any]) -> list[str] | None:
    """The row of the record; None where it has no cells."""
    row = [_cell(record.get(name), kind) for name, kind in tables.column_types(table).items()]
    whole = {name: record.get(name) for name in table.columns}
    if tables.typed(table, row) != whole:
        return None
    row += [_cell(value) for name, value in record.items() if name not in table.columns]
    try:
        "".join(row).encode("utf-8")
    except UnicodeEncodeError:
        return None
    return row


def canonical(table: Table, row: Sequence[str]) -> list[str]:
    """The row with the numbers and days that only Frictionless reads written as all do."""
    kinds = list(tables.column_types(table).values())
    return [_canonical(kind, cell) for kind, cell in zip(kinds, row, strict=False)] + list(row[len(kinds) :])


def _canonical(kind: str, cell: str) -> str:
    with contextlib.suppress(ValueError, InvalidOperation, OverflowError):
        if kind == "integer" and not _WHOLE.fullmatch(cell):
            return str(int(cell.strip()))
        if kind == "date" and not _DAY.fullmatch(cell):
            return datetime.datetime.strptime(cell, "%Y-%m-%d").date().isoformat()
        if kind == "number":
            number = Decimal(cell.strip())
            return repr(float(number)) if number.is_finite() else cell
        if kind == "datetime" and cell[16:17] == ":" and len(cell) >= 19:
            moment = isoparse(cell).replace(microsecond=0)
            moment = moment.astimezone(datetime.UTC) if moment.tzinfo else moment
            return moment.isoformat().removesuffix("+00:00") + "Z"
    return cell


def _cell(value: Any, kind: str = "integer") -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    whole = isinstance(value, float) and value.is_integer() and kind != "number"
    return json.dumps(int(value) if whole else value)


def _passes(judge: Any) -> bool:
    try:
        judge()
    except (ValidationError, PackageError):
        return False
    return True


@cache
def _validator(model: type[Record]) -> Any:
    return Draft202012Validator(schemas.json_schema(model))


@cache
def _reader(name: str) -> tables.RowReader:
    return tables.RowReader(TABLES[name])
