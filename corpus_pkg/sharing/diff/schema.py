"""What the data look like, and what a package says of itself: what has changed there, and what that raises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpus_pkg.package import descriptor
from corpus_pkg.sharing.diff.changes import SchemaChange
from corpus_pkg.sharing.diff.tables import Table, mapping
from corpus_pkg.sharing.diff.versions import Level

# What is compared in a way of its own, or follows from it.
_APART = frozenset({"resources", "schema", "name", "hash", "bytes", descriptor.MARK})
# What tells the state of the data from another, or where they lie, and changes nothing in them.
_NEUTRAL = frozenset({"created", "version", "$schema", "profile", "path"})
_DEFAULTS = {"type": "any", "format": "default"}


def properties(table: str | None, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    """Yield what the package (`table` is None), or the resource of a table, says of itself in another way."""
    names = [name for name in {**old, **new} if name not in _APART or (name == "name" and table is None)]
    for name in names:
        if old.get(name) != new.get(name):
            level: Level = "none" if name in _NEUTRAL else "major" if name in ("name", "id") else "patch"
            yield SchemaChange(table, "property", name, old.get(name), new.get(name), level)


def tables(old: Mapping[str, Table], new: Mapping[str, Table]) -> Iterator[SchemaChange]:
    """Yield what has changed in the tables that there are, and in the schema of each."""
    for name in {**old, **new}:
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            states = ("table" if before else None, "table" if after else None)
            yield SchemaChange(name, "table", None, *states, "minor" if before is None else "major")
        else:
            yield from properties(name, before.resource, after.resource)
            yield from _columns(before, after)


def _columns(old: Table, new: Table) -> Iterator[SchemaChange]:
    name = old.name
    for column in {**old.columns, **new.columns}:
        states = (old.columns.get(column), new.columns.get(column))
        if None in states:
            yield SchemaChange(name, "column", column, *states, "major")
    before = [column for column in old.columns if column in new.columns]
    after = [column for column in new.columns if column in old.columns]
    if before != after:
        yield SchemaChange(name, "order", None, before, after, "major")
    if old.key != new.key:
        yield SchemaChange(name, "key", None, list(old.key), list(new.key), "major")
    if old.missing != new.missing:
        yield SchemaChange(name, "missing values", None, list(old.missing), list(new.missing), "major")
    fields = {str(field["name"]): field for field in new.fields}
    for field in old.fields:
        if str(field["name"]) in fields:
            yield from _field(name, field, fields[str(field["name"])])
    for reference in old.references:
        if reference not in new.references:
            yield SchemaChange(name, "reference", None, _shown(reference), None, "minor")
    for reference in new.references:
        if reference not in old.references:
            yield SchemaChange(name, "reference", None, None, _shown(reference), "major")


def _shown(reference: tuple[tuple[str, ...], str, tuple[str, ...]]) -> str:
    columns, table, targets = reference
    return f"{'|'.join(columns)} -> {table}({'|'.join(targets)})"


def _field(table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    name = str(old["name"])
    for what, default in _DEFAULTS.items():
        states = (str(old.get(what, default)), str(new.get(what, default)))
        if states[0] != states[1]:
            yield SchemaChange(table, what, name, *states, "major")
    before, after = mapping(old.get("constraints")), mapping(new.get("constraints"))
    for what in {**before, **after}:
        if before.get(what) != after.get(what):
            stricter = _is_stricter(what, before.get(what), after.get(what))
            yield SchemaChange(
                table, str(what), name, before.get(what), after.get(what), "major" if stricter else "minor"
            )
    for what in {**old, **new}:
        if what not in ("name", "constraints", *_DEFAULTS) and old.get(what) != new.get(what):
            yield SchemaChange(table, str(what), name, old.get(what), new.get(what), "patch")


def _is_stricter(what: str, old: Any, new: Any) -> bool:
    """Return whether a constraint may refuse a value that it took before; where that cannot be told, it may."""
    if new is None or new is False:
        return False
    if old is None or old is False:
        return True
    if what == "enum" and isinstance(old, list) and isinstance(new, list):
        return any(value not in new for value in old)
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (old, new))
    if numbers and what in ("minimum", "exclusiveMinimum", "minLength"):
        return bool(new > old)
    if numbers and what in ("maximum", "exclusiveMaximum", "maxLength"):
        return bool(new < old)
    return True
