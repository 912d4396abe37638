"""Two packages compared: what has changed in schemas, files and rows, and the version that should follow."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from corpus_pkg.package import descriptor
from corpus_pkg.sharing.diff import rows, schema
from corpus_pkg.sharing.diff.changes import FileChange, Kind, RowChange, SchemaChange
from corpus_pkg.sharing.diff.tables import is_table, open_package
from corpus_pkg.sharing.diff.versions import LEVELS, Level, next_version


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
        """Yield the rows that differ, table by table in the order of the keys; both packages are read again."""
        return self._rows()

    def __bool__(self) -> bool:
        """Return whether anything has changed."""
        return bool(self.schema or self.files or self.counts)

    @property
    def suggested(self) -> str | None:
        """The version that should follow the old one; None where that states none, or none of three numbers."""
        return next_version(self.old_version, self.level)


def diff(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Difference:
    """Compare the package `old` with `new` (each a folder or a descriptor).

    Reads both once to count; `Difference.rows` reads them again. Raises PackageError where there is no package, or a
    table that cannot be compared: no CSV, without a primary key, or not sorted by it.
    """
    (before, old_tables), (after, new_tables) = open_package(old), open_package(new)
    changed = (*schema.properties(None, before, after), *schema.tables(old_tables, new_tables))
    files = tuple(_files(before, after))

    def read() -> Iterator[RowChange]:
        for name in {**old_tables, **new_tables}:
            yield from rows.changes(old_tables.get(name), new_tables.get(name))

    kinds: dict[str, Counter[Kind]] = {}
    for change in read():
        kinds.setdefault(change.table, Counter())[change.kind] += 1
    counts = MappingProxyType({name: MappingProxyType(dict(sorted(count.items()))) for name, count in kinds.items()})
    level: Level = min(
        (*(change.level for change in changed), *rows.levels(counts, old_tables), _file_level(files)),
        key=LEVELS.index,
    )
    return Difference(_version(before), _version(after), changed, files, counts, level, read)


def _version(body: Mapping[str, Any]) -> str | None:
    version = body.get("version")
    return version if isinstance(version, str) and version else None


def _files(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FileChange]:
    """Yield the changes of files that are no tables, in order of their paths."""
    states = [
        {
            path: str(resource.get("hash", ""))
            for path, resource in descriptor.resources(body).items()
            if not is_table(resource)
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
    """Return what changes of files raise: by the recipe a file that lies elsewhere is no change of the data."""
    moved = Counter(change.old for change in files if change.old) == Counter(
        change.new for change in files if change.new
    )
    return "none" if moved else "patch"
