"""What has changed between two packages: schemas, files, and rows by their keys, field by field.

Both sides are sorted by key, so they are merged: memory holds one row of each. Any Data Package whose tables are CSV,
have a primary key and are sorted by it can be compared; ours always are.

The next version is suggested by the Data Package Version recipe (https://datapackage.org/recipes/data-package-version),
which is semantic versioning for data; `LEVELS` says which change raises which number.
"""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.package import descriptor

# A cell holds a story's text, and a page may be one story of any length.
csv.field_size_limit(2**31 - 1)

Level = Literal["major", "minor", "patch", "none"]
Key: TypeAlias = tuple[str | int, ...]
Kind = Literal["added", "removed", "changed"]

#: From what users of the data must know first to what they need not notice.
LEVELS: tuple[Level, ...] = ("major", "minor", "patch", "none")

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:[-+][0-9A-Za-z.+-]*)?")
_INTEGER = re.compile(r"-?[0-9]{1,4000}")
# What is compared in a way of its own, or follows from it.
_NOT_SAID = frozenset({"resources", "schema", "name", "hash", "bytes", descriptor.MARK})
# What tells the state of the data from another, or where they lie, and changes nothing in them.
_NEUTRAL = frozenset({"created", "version", "$schema", "profile", "path"})
_DEFAULTS = {"type": "any", "format": "default"}


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """A change of what the data look like, or of what the package says of itself.

    Attributes:
        table: the table, or None for the package.
        what: the place of the change: "table", "column", "order", "type", "format", "key", "reference",
            "missing values", "property", or the name of a constraint.
        name: the column, the property or the reference; None for a table.
        old, new: what was there and what is; None where nothing.
        level: the number of the version that it raises.
    """

    table: str | None
    what: str
    name: str | None
    old: Any
    new: Any
    level: Level


@dataclass(frozen=True, slots=True)
class FileChange:
    """A change of a file that is no table, such as a raw page: by its path, with its old and new hash."""

    path: str
    kind: Kind
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, removed or changed.

    Attributes:
        table: its table.
        kind: what became of it.
        key: its key, integers where the column is one.
        cells: the cells that differ, by column: what was there and what is; empty text is an empty cell. All cells of
            the row where it was added (nothing was there) or removed (nothing is).
    """

    table: str
    kind: Kind
    key: Key
    cells: Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a package, as its descriptor has it.

    Attributes:
        columns: their names in order, with their types.
        key: the columns of the primary key.
        fields: the columns as the schema has them.
        references: its foreign keys: the columns, the table and its columns.
        missing: what stands for no value.
        said: its resource in the descriptor.
        read: opens the table for reading; each row is its cells in the order of the columns.
    """

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    fields: tuple[Mapping[str, Any], ...]
    references: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    missing: tuple[str, ...]
    said: Mapping[str, Any]
    read: Callable[[], Iterator[tuple[str, ...]]]

    def keyed(self) -> Iterator[tuple[Key, tuple[str, ...]]]:
        """The rows with their keys; raises PackageError where they are not in the order of their keys."""
        places = [(list(self.columns).index(name), self.columns[name] == "integer") for name in self.key]
        before: tuple[tuple[bool, str | int], ...] | None = None
        for number, row in enumerate(self.read(), 1):
            key = tuple(int(row[at]) if whole and _INTEGER.fullmatch(row[at]) else row[at] for at, whole in places)
            order = _order(key)
            if before is not None and order <= before:
                said = "stands twice" if order == before else "is not in the order of the key"
                raise PackageError(
                    one_line(f"{self.name}: row {number} ({_shown(key)}) {said}; sort the table by its key")
                )
            before = order
            yield key, row


@dataclass(frozen=True, slots=True)
class Difference:
    """What has changed from one package to another; false where nothing has.

    Attributes:
        old_version, new_version: the versions that the two packages state.
        schema: changes of tables, columns, constraints and of what the package says of itself.
        files: changes of files that are no tables.
        counts: how many rows were added, removed and changed, by table; tables without a change are left out.
        level: the number of the version that all this raises.
    """

    old_version: str | None
    new_version: str | None
    schema: tuple[SchemaChange, ...]
    files: tuple[FileChange, ...]
    counts: Mapping[str, Mapping[Kind, int]]
    level: Level
    _rows: Callable[[], Iterator[RowChange]] = field(repr=False)

    def rows(self) -> Iterator[RowChange]:
        """The rows that differ, table by table in the order of the keys; both packages are read again."""
        return self._rows()

    def __bool__(self) -> bool:
        return bool(self.schema or self.files or self.counts)

    @property
    def suggested(self) -> str | None:
        """The version that should follow the old one; None where that states none, or none of three numbers."""
        return next_version(self.old_version, self.level)


def diff(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Difference:
    """What has changed from the package `old` to `new` (each a folder or a descriptor).

    Reads both once to count; `Difference.rows` reads them again. Raises PackageError where there is no package, or a
    table that cannot be compared: no CSV, without a primary key, or not sorted by it.
    """
    before, after = _open(old), _open(new)
    schema = [*_properties(None, before[0], after[0]), *_schemas(before[1], after[1])]
    files = tuple(_files(before[0], after[0]))

    def rows() -> Iterator[RowChange]:
        for name in {**before[1], **after[1]}:
            yield from changes(before[1].get(name), after[1].get(name))

    counts: dict[str, Counter[Kind]] = {}
    for change in rows():
        counts.setdefault(change.table, Counter())[change.kind] += 1
    known = MappingProxyType({name: MappingProxyType(dict(sorted(found.items()))) for name, found in counts.items()})
    level: Level = min(
        (*(change.level for change in schema), *_row_levels(known, before[1]), _file_level(files)),
        key=LEVELS.index,
    )
    return Difference(_version(before[0]), _version(after[0]), tuple(schema), files, known, level, rows)


def changes(old: Table | None, new: Table | None) -> Iterator[RowChange]:
    """The rows that differ between two states of a table (None where there is none), in the order of their keys.

    A column that was added counts as empty before; one that was removed is a change of the schema, not of every row.
    Where the key has changed no row is the same: all are removed, then all added.
    """
    if old is None or new is None or old.key != new.key or _key_types(old) != _key_types(new):
        yield from _all(old, "removed")
        yield from _all(new, "added")
        return
    olds, news = old.keyed(), new.keyed()
    before, after = next(olds, None), next(news, None)
    same_columns = tuple(old.columns) == tuple(new.columns)
    while before is not None or after is not None:
        if after is None or (before is not None and _order(before[0]) < _order(after[0])):
            assert before is not None
            yield _whole(old, before, "removed")
            before = next(olds, None)
        elif before is None or _order(after[0]) < _order(before[0]):
            yield _whole(new, after, "added")
            after = next(news, None)
        else:
            if same_columns and before[1] == after[1]:
                before, after = next(olds, None), next(news, None)
                continue
            cells = dict(zip(old.columns, before[1], strict=True))
            differing = {
                name: (cells.get(name, ""), cell)
                for name, cell in zip(new.columns, after[1], strict=True)
                if cells.get(name, "") != cell
            }
            if differing:
                yield RowChange(new.name, "changed", after[0], MappingProxyType(differing))
            before, after = next(olds, None), next(news, None)


def apply(old: Table | None, difference: Iterable[RowChange], new: Table) -> Iterator[tuple[str, ...]]:
    """The rows of `new`, made of those of `old` and the changes between them; of `new` only its columns are read."""
    if old is not None and (old.key != new.key or _key_types(old) != _key_types(new)):
        old = None
        difference = (change for change in difference if change.kind != "removed")
    rest = iter(difference)
    change = next(rest, None)
    for key, row in old.keyed() if old is not None else ():
        while change is not None and change.kind == "added" and _order(change.key) < _order(key):
            yield tuple(change.cells[name][1] or "" for name in new.columns)
            change = next(rest, None)
        cells = dict(zip(old.columns if old is not None else (), row, strict=True))
        if change is not None and change.key == key:
            found, change = change, next(rest, None)
            if found.kind == "removed":
                continue
            cells |= {name: after or "" for name, (_, after) in found.cells.items()}
        yield tuple(cells.get(name, "") for name in new.columns)
    while change is not None:
        yield tuple(change.cells[name][1] or "" for name in new.columns)
        change = next(rest, None)


def next_version(version: str | None, level: Level) -> str | None:
    """The version that follows `version` after changes of the level; None where that is none of three numbers.

    While the first number is 0 the data are still being settled: what would raise it raises the second.

    >>> next_version("1.4.2", "major"), next_version("0.4.2", "major"), next_version("1.4.2", "patch")
    ('2.0.0', '0.5.0', '1.4.3')
    """
    match = _VERSION.fullmatch(version or "")
    if match is None:
        return None
    major, minor, patch = (int(part) for part in match.groups())
    if level == "none":
        return version
    if level == "patch":
        return f"{major}.{minor}.{patch + 1}"
    return f"{major + 1}.0.0" if level == "major" and major else f"{major}.{minor + 1}.0"


def changelog(difference: Difference) -> str:
    """The section of a dataset's CHANGELOG on the difference (Markdown, the headings of keepachangelog.com).

    The version is the new package's where it states another than the old one, else the suggested one, else none yet.
    """
    stated = difference.new_version if difference.new_version != difference.old_version else None
    lines = [f"## {stated or difference.suggested or 'Unreleased'}"]
    found: dict[str, list[str]] = {"Added": [], "Changed": [], "Removed": []}
    for change in difference.schema:
        found[_heading(change.old, change.new)].append(said(change))
    for name, counts in difference.counts.items():
        for kind, count in counts.items():
            found[kind.capitalize()].append(f"{name}: {count} row{'s' if count != 1 else ''}")
    for kind, count in Counter(change.kind for change in difference.files).items():
        found[kind.capitalize()].append(f"files: {count}")
    for heading, items in found.items():
        if items:
            lines += ["", f"### {heading}", "", *(f"- {item}" for item in items)]
    if not difference:
        lines += ["", "Nothing has changed."]
    return "\n".join(lines) + "\n"


def said(change: SchemaChange) -> str:
    """A change of the schema in one line."""
    where = f"{change.table}: " if change.table is not None else ""
    name = f" {change.name}" if change.name is not None else ""
    old, new = (None if value is None else one_line(_text(value), 60) for value in (change.old, change.new))
    if change.what in ("table", "column") or old is None or new is None:
        state = "added" if change.old is None else "removed" if change.new is None else "changed"
        value = "" if change.what in ("table", "column") else f" ({new if old is None else old})"
        return one_line(f"{where}{change.what}{name} {state}{value}", 300)
    return one_line(f"{where}{change.what}{name}: {old} -> {new}", 300)


def _heading(old: Any, new: Any) -> str:
    return "Added" if old is None else "Removed" if new is None else "Changed"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _order(key: Key) -> tuple[tuple[bool, str | int], ...]:
    """What keys are sorted by: numbers by size and before texts, texts by code points."""
    return tuple((isinstance(part, str), part) for part in key)


def _shown(key: Key) -> str:
    return "|".join(map(str, key))


def _key_types(table: Table) -> list[str]:
    return [table.columns[name] for name in table.key]


def _all(table: Table | None, kind: Kind) -> Iterator[RowChange]:
    for pair in table.keyed() if table is not None else ():
        assert table is not None
        yield _whole(table, pair, kind)


def _whole(table: Table, pair: tuple[Key, tuple[str, ...]], kind: Kind) -> RowChange:
    key, row = pair
    cells = zip(table.columns, row, strict=True)
    states = {name: (None, cell) if kind == "added" else (cell, None) for name, cell in cells}
    return RowChange(table.name, kind, key, MappingProxyType(states))


def _row_levels(counts: Mapping[str, Mapping[Kind, int]], old: Mapping[str, Table]) -> Iterator[Level]:
    """By the recipe: data that others refer to may not vanish, new data are an addition, the rest are corrections."""
    referred = {reference[1] for table in old.values() for reference in table.references}
    for name, kinds in counts.items():
        if "removed" in kinds:
            yield "major" if name in referred else "patch"
        if "added" in kinds:
            yield "minor"
        if "changed" in kinds:
            yield "patch"


def _version(body: Mapping[str, Any]) -> str | None:
    version = body.get("version")
    return version if isinstance(version, str) and version else None


def _properties(table: str | None, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    """What the package, or the resource of a table, says of itself."""
    names = [name for name in {**old, **new} if name not in _NOT_SAID or (name == "name" and table is None)]
    for name in names:
        if old.get(name) != new.get(name):
            level: Level = "none" if name in _NEUTRAL else "major" if name in ("name", "id") else "patch"
            yield SchemaChange(table, "property", name, old.get(name), new.get(name), level)


def _schemas(old: Mapping[str, Table], new: Mapping[str, Table]) -> Iterator[SchemaChange]:
    for name in {**old, **new}:
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            states = ("table" if before else None, "table" if after else None)
            yield SchemaChange(name, "table", None, *states, "minor" if before is None else "major")
        else:
            yield from _properties(name, before.said, after.said)
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
    fields = {str(one["name"]): one for one in new.fields}
    for one in old.fields:
        other = fields.get(str(one["name"]))
        if other is not None:
            yield from _field(name, one, other)
    for reference in (*old.references, *(one for one in new.references if one not in old.references)):
        if reference not in new.references or reference not in old.references:
            shown = f"{'|'.join(reference[0])} -> {reference[1]}({'|'.join(reference[2])})"
            gone = reference not in new.references
            yield SchemaChange(
                name, "reference", None, shown if gone else None, None if gone else shown, "minor" if gone else "major"
            )


def _field(table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    name = str(old["name"])
    for what, default in _DEFAULTS.items():
        states = (str(old.get(what, default)), str(new.get(what, default)))
        if states[0] != states[1]:
            yield SchemaChange(table, what, name, *states, "major")
    before, after = _object(old.get("constraints")), _object(new.get("constraints"))
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
    """Whether a constraint may refuse a value that it took before; where that cannot be told, it may."""
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


def _files(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FileChange]:
    states = [
        {
            path: str(resource.get("hash", ""))
            for path, resource in descriptor.resources(body).items()
            if not _is_table(resource)
        }
        for body in (old, new)
    ]
    for path in sorted({**states[0], **states[1]}):
        before, after = states[0].get(path), states[1].get(path)
        if before != after:
            yield FileChange(
                path, "added" if before is None else "removed" if after is None else "changed", before, after
            )


def _file_level(files: tuple[FileChange, ...]) -> Level:
    """By the recipe a file that lies elsewhere is no change of the data."""
    moved = Counter(change.old for change in files if change.old) == Counter(
        change.new for change in files if change.new
    )
    return "none" if moved else "patch"


def _is_table(resource: Any) -> bool:
    return isinstance(resource, dict) and (
        resource.get("type") == "table"
        or isinstance(resource.get("schema"), dict)
        or resource.get("profile") == "tabular-data-resource"
    )


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _open(package: str | os.PathLike[str]) -> tuple[dict[str, Any], dict[str, Table]]:
    path = descriptor.locate(package)
    body = descriptor.read(path)
    tables: dict[str, Table] = {}
    for resource in body["resources"]:
        if _is_table(resource):
            table = _table(path, resource)
            if table.name in tables:
                raise PackageError(f"{path}: has two tables {one_line(table.name, 60)}; give each a name of its own")
            tables[table.name] = table
    return body, tables


def _table(path: Path, resource: Mapping[str, Any]) -> Table:
    name = str(resource.get("name"))
    where = one_line(f"{path}: {name}", 200)
    schema = resource.get("schema")
    place = resource.get("path")
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
        raise PackageError(f"{where}: has no schema in the descriptor, so its rows cannot be compared")
    file = descriptor.inside(path.parent, place) if isinstance(place, str) else None
    # Who opens a pipe waits for ever.
    if file is None or (file.exists() and not file.is_file()):
        raise PackageError(f"{where}: is no one file inside the package, so its rows cannot be compared")
    listed = [one for one in schema["fields"] if isinstance(one, dict) and isinstance(one.get("name"), str)]
    columns = {str(one["name"]): str(one.get("type", "any")) for one in listed}
    if len(columns) != len(schema["fields"]):
        raise PackageError(f"{where}: has columns without a name, or two of one name")
    key = tuple(map(str, _list(schema.get("primaryKey"))))
    if not key or any(column not in columns for column in key):
        raise PackageError(f"{where}: has no primary key, so no row can be told from another")
    references = tuple(
        (
            tuple(map(str, _list(one.get("fields")))),
            str(_object(one.get("reference")).get("resource") or name),
            tuple(map(str, _list(_object(one.get("reference")).get("fields")))),
        )
        for one in _list(schema.get("foreignKeys"))
        if isinstance(one, dict)
    )
    missing = tuple(map(str, _list(schema.get("missingValues", [""]))))
    dialect = _object(resource.get("dialect"))
    reader = _Csv(where, file, tuple(columns), dialect, str(resource.get("encoding") or "utf-8"))
    return Table(name, MappingProxyType(columns), key, tuple(listed), references, missing, resource, reader.rows)


@dataclass(frozen=True, slots=True)
class _Csv:
    """The file of a table, read a row at a time."""

    where: str
    path: Path
    columns: tuple[str, ...]
    dialect: Mapping[str, Any]
    encoding: str

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows' cells; raises PackageError for a file that is not as the descriptor says."""
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                reader = csv.reader(
                    file,
                    strict=True,
                    delimiter=str(self.dialect.get("delimiter", ",")),
                    quotechar=str(self.dialect.get("quoteChar", '"')),
                    doublequote=self.dialect.get("doubleQuote", True) is not False,
                    skipinitialspace=self.dialect.get("skipInitialSpace") is True,
                )
                if self.dialect.get("header", True) is not False and tuple(next(reader, ())) != self.columns:
                    raise PackageError(f"{self.where}: {self.path.name} has other columns than the descriptor says")
                for row in reader:
                    if len(row) != len(self.columns):
                        raise PackageError(
                            f"{self.where}: line {reader.line_num} has {len(row)} cells for {len(self.columns)} columns"
                        )
                    yield tuple(row)
        except OSError as error:
            raise PackageError(f"{self.path}: cannot be read ({error.strerror})") from None
        except (UnicodeError, LookupError, csv.Error, TypeError) as error:
            raise PackageError(one_line(f"{self.where}: {self.path.name} cannot be read ({error})")) from None
