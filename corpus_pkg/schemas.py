"""Schemas of the tables and of the story, derived from `corpus_pkg.records` and nothing else.

A table's row has a JSON Schema (draft 2020-12) and the table a Table Schema (Data Package v2). Both speak of the same
typed row: numbers as such, every other cell a string, an empty cell null.
"""

from __future__ import annotations

import datetime
import json
import types
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema

from corpus_pkg.making import MadeBy
from corpus_pkg.records import TABLES, Record, Table
from corpus_pkg.stories import Story
from corpus_pkg.values import Separated

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"

ColumnType = Literal["string", "list", "integer", "number", "date", "datetime"]

# JSON Schema validators take `format` as a remark unless told otherwise; a calendar in a pattern they all enforce.
_LEAP = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29"
_31, _30, _28 = "0[1-9]|[12][0-9]|3[01]", "0[1-9]|[12][0-9]|30", "0[1-9]|1[0-9]|2[0-8]"
_DAY = rf"[0-9]{{4}}-(?:(?:0[13578]|1[02])-(?:{_31})|(?:0[469]|11)-(?:{_30})|02-(?:{_28}))"
_DATE_PATTERN = rf"^(?!0000)(?:{_LEAP}|{_DAY})$(?!\n)"
_INSTANT_PATTERN = rf"^(?!0000)(?:{_LEAP}|{_DAY})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$(?!\n)"
#: The type of a column by that of its values, where it is not a text.
_TYPES: dict[object, ColumnType] = {
    int: "integer",
    float: "number",
    datetime.date: "date",
    datetime.datetime: "datetime",
}
# Behind a pattern: no line end follows.
_END = r"(?!\n)"
_HALF_PAIR = r"[\uD800-\uDFFF]"


class _Generator(GenerateJsonSchema):
    """Pydantic's generator with what every validator enforces of dates and texts."""

    def date_schema(self, schema: Any) -> dict[str, Any]:
        return {**super().date_schema(schema), "pattern": _DATE_PATTERN}

    def datetime_schema(self, schema: Any) -> dict[str, Any]:
        return {**super().datetime_schema(schema), "pattern": _INSTANT_PATTERN}

    def model_schema(self, schema: Any) -> dict[str, Any]:
        body = super().model_schema(schema)
        return (
            {**body, "description": schema["cls"].description} if issubclass(schema["cls"], (Record, MadeBy)) else body
        )

    def str_schema(self, schema: Any) -> dict[str, Any]:
        made = super().str_schema(schema)
        # JSON can write half a surrogate pair; pydantic takes none, and no UTF-8 file can hold one.
        return made if "pattern" in made else {**made, "not": {"pattern": _HALF_PAIR}}


def column_type(field: FieldInfo) -> ColumnType:
    """Return the type of a column by its field; a list is a text whose items a bar parts."""
    arms = (field.annotation, *get_args(field.annotation))
    if any(isinstance(mark, Separated) for arm in arms for mark in getattr(arm, "__metadata__", ())):
        return "list"
    return _TYPES.get(_plain(field.annotation), "string")


def required(field: FieldInfo) -> bool:
    """Whether a row of the table must have a value in the column."""
    return type(None) not in get_args(field.annotation)


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `model` as a plain dictionary, without an `$id`."""
    body = model.model_json_schema(schema_generator=_Generator)
    return {"$schema": JSON_SCHEMA, **body}


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema (Data Package v2) of `table` as a plain dictionary."""
    rules = json_schema(table.model)["properties"]
    schema: dict[str, Any] = {
        "$schema": TABLE_SCHEMA,
        "fields": [_field(name, field, rules[name]) for name, field in table.model.model_fields.items()],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": list(key.fields), "reference": {"resource": key.table, "fields": list(key.reference)}}
            for key in table.foreign_keys
        ]
    return schema


def arrow_schema(table: Table) -> pyarrow.Schema:
    """Return the Arrow schema of `table`, each column with its type and what Table Schema says of it as metadata.

    A column is nullable where a row may leave it empty. Lists are lists, instants timestamps in UTC; values of time are
    EDTF strings, as in the canonical table. Raises ImportError where pyarrow is not installed.
    """
    import pyarrow

    types: dict[ColumnType, Any] = {
        "string": pyarrow.string(),
        "list": pyarrow.list_(pyarrow.string()),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "date": pyarrow.date32(),
        "datetime": pyarrow.timestamp("us", tz="UTC"),
    }
    kinds = {name: column_type(field) for name, field in table.model.model_fields.items()}
    described = table_schema(table)
    keys = {name: json.dumps(described[name]) for name in ("primaryKey", "foreignKeys") if name in described}
    return pyarrow.schema(
        [
            pyarrow.field(
                field["name"],
                types[kinds[field["name"]]],
                nullable=not field["constraints"]["required"],
                metadata={name: field[name] for name in ("title", "description") if name in field},
            )
            for field in described["fields"]
        ],
        metadata={"table": table.name} | keys,
    )


def files() -> dict[str, str]:
    """Every schema file by name, with its text: deterministic, LF, a newline at the end.

    >>> sorted(files())[:2]
    ['articles.schema.json', 'articles.tableschema.json']
    """
    made = {"story.schema.json": json_schema(Story), "made_by.schema.json": json_schema(MadeBy)}
    for name, table in TABLES.items():
        made[f"{name}.schema.json"] = json_schema(table.model)
        made[f"{name}.tableschema.json"] = table_schema(table)
    return {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in made.items()}


def stale(folder: Path) -> list[str]:
    """Names of schema files in `folder` that are missing, differ from the models, or belong to no table any more."""
    current = files()
    present = {path.name: path.read_bytes() for path in folder.glob("*.json")} if folder.is_dir() else {}
    return sorted(
        name
        for name in current.keys() | {name for name in present if name.endswith(("schema.json",))}
        if name not in current or present.get(name) != current[name].encode("utf-8")
    )


def _plain(annotation: Any) -> Any:
    """Return the type behind `Annotated` and `| None`."""
    while True:
        origin = get_origin(annotation)
        if origin is typing.Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            annotation = next(arm for arm in get_args(annotation) if arm is not type(None))
        else:
            return annotation


def _field(name: str, field: FieldInfo, rules: dict[str, Any]) -> dict[str, Any]:
    """One field of a Table Schema; `rules` is its JSON Schema, so that the two cannot part."""
    arm = next((arm for arm in rules.get("anyOf", ()) if arm.get("type") != "null"), rules)
    kind = column_type(field)
    constraints: dict[str, Any] = {"required": required(field)}
    if kind in ("string", "list"):
        if "minLength" in arm:
            constraints["minLength"] = arm["minLength"]
        if "pattern" in arm:
            constraints["pattern"] = _of_cell(arm["pattern"])
        if "enum" in arm:
            constraints["enum"] = arm["enum"]
    elif kind in ("integer", "number"):
        constraints.update({bound: arm[bound] for bound in ("minimum", "maximum") if bound in arm})
    # The type `list` is younger than most clients, which refuse a package for a type that they do not know.
    described = {
        "name": name,
        "type": "string" if kind == "list" else kind,
        "x-separator": arm.get("x-separator"),
        "title": rules.get("title"),
        "description": rules.get("description"),
    }
    return {key: value for key, value in described.items() if value} | {"constraints": constraints}


def _of_cell(pattern: str) -> str:
    """`pattern` as Table Schema has it: anchored by itself, and plain groups, as XML Schema asks for.

    The group around it is for Frictionless, which puts its own anchors beside an alternation, not around it; the look
    ahead behind it because Frictionless's end may stand before a line end (`$` of Python).
    """
    body = pattern.removeprefix("^").removesuffix(_END).removesuffix("$")
    return f"({body.replace('(?:', '(')}){_END}"
