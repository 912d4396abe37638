"""Two packages compared: what has changed in schemas, files and rows, and the version that should follow."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from corpus_pkg.package import descriptor
from corpus_pkg.sharing.diff import rows, schema
from corpus_pkg.sharing.diff.changes import FileChange, Kind, PageChange, RowChange, SchemaChange, described
from corpus_pkg.sharing.diff.following import follow
from corpus_pkg.sharing.diff.tables import is_table, open_package
from corpus_pkg.sharing.diff.trace import leads_to
from corpus_pkg.sharing.diff.versions import LEVELS, Level, next_version


@dataclass(frozen=True, slots=True)
class Difference:
    """What has changed from one package to another; false where nothing has.

    Attributes:
        old_version, new_version: the versions that the two packages state.
        schema: changes of tables, columns, constraints and of what the package says of itself.
        files: changes of files that are no tables.
        pages: the pages that were edited or renamed, with what became of their stories' ids.
        counts: how many rows were added, removed and changed, by table; tables without a change are left out.
        raised: what raises which number of the version.

    """

    old_version: str | None
    new_version: str | None
    schema: tuple[SchemaChange, ...]
    files: tuple[FileChange, ...]
    pages: tuple[PageChange, ...]
    counts: Mapping[str, Mapping[Kind, int]]
    raised: tuple[tuple[Level, str], ...]
    _rows: Callable[[], Iterator[RowChange]] = field(repr=False)

    def rows(self) -> Iterator[RowChange]:
        """Yield the rows that differ, table by table in the order of the keys; both packages are read again."""
        return self._rows()

    def __bool__(self) -> bool:
        """Return whether anything has changed."""
        return bool(self.schema or self.files or self.counts)

    @property
    def level(self) -> Level:
        """The number of the version that all this raises."""
        return min((level for level, _ in self.raised), key=LEVELS.index, default="none")

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why just that number: each change that raises it; nothing where none is raised."""
        return tuple(reason for level, reason in self.raised if level == self.level != "none")

    @property
    def suggested(self) -> str | None:
        """The version that should follow the old one; None where that states none, or none of three numbers."""
        return next_version(self.old_version, self.level)


def diff(old: str | os.PathLike[str], new: str | os.PathLike[str], *, part: str | None = None) -> Difference:
    """Compare the package `old` with `new` (each a folder or a descriptor).

    Reads both once to count; `Difference.rows` reads them again. With `part` (the digits that a part's documents begin
    with) that part of both is compared alone, and no file of another is opened: a page that was edited has another id,
    and may be in another part since. Raises PackageError where there is no package, no such part in one of the two, or
    a table that cannot be compared: no CSV, without a primary key, or not sorted by it.
    """
    (before, old_tables), (after, new_tables) = open_package(old, part), open_package(new, part)
    changed = (*schema.properties(None, before, after), *schema.tables(old_tables, new_tables))
    files = tuple(_files(before, after))

    pages, trace = follow(old_tables, new_tables)

    def read() -> Iterator[RowChange]:
        for name in {**old_tables, **new_tables}:
            yield from rows.changes(old_tables.get(name), new_tables.get(name), trace)

    kinds: dict[str, Counter[Kind]] = {}
    within: dict[str, Counter[Kind]] = {}
    for change in read():
        kinds.setdefault(change.table, Counter())[change.kind] += 1
        table = new_tables.get(change.table)
        if change.was is not None or (table is not None and leads_to(trace, table, change.key)):
            within.setdefault(change.table, Counter())[change.kind] += 1
    counts = MappingProxyType({name: MappingProxyType(dict(sorted(count.items()))) for name, count in kinds.items()})
    raised = (
        *((change.level, described(change)) for change in changed),
        *rows.raised(counts, within, old_tables),
        *_raised(files),
    )
    return Difference(_version(before), _version(after), changed, files, pages, counts, raised, read)


def _version(body: Mapping[str, Any]) -> str | None:
    version = body.get("version")
    return version if isinstance(version, str) and version else None


def _files(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FileChange]:
    """Yield the changes of files that are no tables, in order of their paths."""
    states = [
        {
            path: str(resource.get("hash", ""))
            for path, resource in descriptor.resources(body).items()
            if not is_table(resource) and not descriptor.is_part(resource)
        }
        for body in (old, new)
    ]
    gone, come = (
        {path: states[0][path] for path in sorted(states[0].keys() - states[1].keys())},
        {path: states[1][path] for path in sorted(states[1].keys() - states[0].keys())},
    )
    left: dict[str, list[str]] = {}
    for path, old_hash in gone.items():
        left.setdefault(old_hash, []).append(path)
    changes = []
    for path, now in come.items():
        was = left[now].pop(0) if now and left.get(now) else None
        kind: Literal["added", "renamed"] = "added" if was is None else "renamed"
        changes.append(FileChange(path, kind, None if was is None else now, now, was))
    moved = {change.was for change in changes}
    changes += [FileChange(path, "removed", gone[path], None) for path in gone if path not in moved]
    changes += [
        FileChange(path, "changed", was, states[1][path])
        for path, was in states[0].items()
        if path in states[1] and was != states[1][path]
    ]
    yield from sorted(changes, key=lambda change: change.path)


def _raised(files: tuple[FileChange, ...]) -> Iterator[tuple[Level, str]]:
    """Yield what changes of files raise: by the recipe a file that lies elsewhere is no change of the data."""
    if count := sum(change.kind != "renamed" for change in files):
        yield "patch", f"files: {count} added, removed or changed"
