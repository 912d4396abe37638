"""How a table is to be checked by what its descriptor declares, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus_pkg.validation.admission import Resource
from corpus_pkg.validation.tabular import cells
from corpus_pkg.validation.tabular.dialect import Dialect, dialect
from corpus_pkg.validation.wording import visible

#: The formats of delimited text.
TEXT = ("csv", "tsv")
#: The formats of JSON: those of one value, and those of which each line is one.
JSON = ("json", "jsonl", "ndjson")
#: Those of JSON that hold no table.
MAPS = ("geojson", "topojson")


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: from columns of a table to those of another (or of the same)."""

    table: str
    fields: tuple[str, ...]
    target: str
    target_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is to be checked.

    Attributes:
        fields: its fields, in their order.
        form: how its file is delimited.
        match: how the header must match the fields, a word of the standard's `fieldsMatch`.
        key: the fields of the primary key; empty where there is none.
        unique: the fields of each unique key.
        references: its foreign keys.

    """

    fields: list[cells.Field]
    form: Dialect
    match: str
    key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]
    references: tuple[Reference, ...]


@dataclass(slots=True)
class Table:
    """What the layer found out about a resource.

    Attributes:
        name: the resource's.
        left: what was left to Frictionless, and why; empty where everything was judged.
        unchecked: what neither of the two can judge.
        rows: the number of rows that were read.
        width, widest: the cells that a row should have, and the most that one has; 0 where nobody has counted.
        patterns: the patterns that were matched here, by column.
        longest: the most bytes of a cell that has to match a pattern.
        whole: whether all of its rows were read.

    """

    name: str
    left: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    rows: int = 0
    width: int = 0
    widest: int = 0
    patterns: dict[str, str] = field(default_factory=dict)
    whole: bool = False
    longest: int = 0


def plan(resource: Resource) -> Plan | None:
    """Return how to check the resource; None where it is no table that can be checked here."""
    schema = resource.schema
    if schema is None or why_left(resource):
        return None
    fields = cells.fields(schema)
    names = {item.name for item in fields}
    key = _names(schema.get("primaryKey"))
    unique = (_names(item) for item in _listed(schema.get("uniqueKeys")))
    match = schema.get("fieldsMatch", "exact")
    if isinstance(match, list):
        match = match[0] if match else "exact"
    return Plan(
        fields,
        dialect(resource.body, resource.format),
        match if isinstance(match, str) else "exact",
        key if set(key) <= names else (),
        tuple(item for item in unique if item and set(item) <= names),
        tuple(dict.fromkeys(_references(resource.name, schema, names))),
    )


def _references(table: str, schema: Mapping[str, Any], names: set[str]) -> Iterator[Reference]:
    for item in _listed(schema.get("foreignKeys")):
        reference = item.get("reference") if isinstance(item, Mapping) else None
        if isinstance(reference, Mapping):
            own, other = _names(item.get("fields")), _names(reference.get("fields"))
            target = reference.get("resource") or table
            if own and len(own) == len(other) and set(own) <= names and isinstance(target, str):
                yield Reference(table, own, target, other)


def _listed(stated: Any) -> list[Any]:
    return stated if isinstance(stated, list) else []


def _names(stated: Any) -> tuple[str, ...]:
    names = stated if isinstance(stated, list) else [stated]
    return tuple(names) if all(isinstance(name, str) for name in names) else ()


def why_left(resource: Resource) -> str:
    """Return why a table as a whole is left to Frictionless; empty where it is not."""
    schema = resource.schema
    if schema is None:
        return "the table, which has no schema at hand"
    listed = schema.get("fields")
    if not isinstance(listed, list) or not listed:
        return "the table, whose schema lists no fields"
    names = [item.get("name") if isinstance(item, Mapping) else None for item in listed]
    if not all(isinstance(name, str) and name for name in names) or len(set(names)) < len(names):
        return "the table, whose fields have no names of their own"
    if resource.packed:
        return "the table, which is compressed"
    if resource.format in TEXT and resource.files:
        return dialect(resource.body, resource.format).left or ""
    if (resource.format in JSON and len(resource.files) == 1) or (not resource.files and "data" in resource.body):
        return "the dialect" if resource.body.get("dialect") else ""
    return f"the format {visible(resource.format)}"
