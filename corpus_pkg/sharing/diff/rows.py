"""Rows of two states of a table by their keys: what differs, and the new state made of the old one and that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from corpus_pkg.sharing.diff.changes import Key, Kind, RowChange
from corpus_pkg.sharing.diff.tables import Table, order_of
from corpus_pkg.sharing.diff.versions import Level

Left = TypeVar("Left")
Right = TypeVar("Right")
_Row: TypeAlias = tuple[str, ...]


def changes(old: Table | None, new: Table | None) -> Iterator[RowChange]:
    """Yield the rows that differ between two states of a table (None where there is none), in the order of their keys.

    A column that was added counts as empty before; one that was removed is a change of the schema, not of every row.
    Where the key has changed no row is the same: all are removed, then all added.
    """
    if old is None or new is None or not _same_key(old, new):
        yield from _all(old, "removed")
        yield from _all(new, "added")
        return
    same_columns = tuple(old.columns) == tuple(new.columns)
    # Closed where the other side is refused: a file would stay open as long as the error is kept.
    with closing(old.keyed()) as olds, closing(new.keyed()) as news:
        for key, before, after in _paired(olds, news):
            if after is None:
                assert before is not None
                yield _whole(old, key, before, "removed")
            elif before is None:
                yield _whole(new, key, after, "added")
            elif not (same_columns and before == after):
                cells = dict(zip(old.columns, before, strict=True))
                differing = {
                    name: (cells.get(name, ""), cell)
                    for name, cell in zip(new.columns, after, strict=True)
                    if cells.get(name, "") != cell
                }
                if differing:
                    yield RowChange(new.name, "changed", key, MappingProxyType(differing))


def apply(old: Table | None, difference: Iterable[RowChange], new: Table) -> Iterator[_Row]:
    """Yield the rows of `new`, made of those of `old` and the changes between them; of `new` only columns are read."""
    if old is not None and not _same_key(old, new):
        old = None
        difference = (change for change in difference if change.kind != "removed")
    columns = tuple(old.columns) if old is not None else ()
    rows = old.keyed() if old is not None else ()
    for _, row, change in _paired(rows, ((change.key, change) for change in difference)):
        if change is not None and change.kind == "removed":
            continue
        cells = dict(zip(columns, row, strict=True)) if row is not None else {}
        if change is not None:
            cells |= {name: after or "" for name, (_, after) in change.cells.items()}
        yield tuple(cells.get(name, "") for name in new.columns)


def levels(counts: Mapping[str, Mapping[Kind, int]], old: Mapping[str, Table]) -> Iterator[Level]:
    """Yield the numbers that changes of rows raise, by table and kind as `counts` has them.

    By the recipe data that others refer to may not vanish, new data are an addition, the rest are corrections.
    """
    referred = {reference[1] for table in old.values() for reference in table.references}
    for name, kinds in counts.items():
        if "removed" in kinds:
            yield "major" if name in referred else "patch"
        if "added" in kinds:
            yield "minor"
        if "changed" in kinds:
            yield "patch"


def _paired(
    left: Iterable[tuple[Key, Left]], right: Iterable[tuple[Key, Right]]
) -> Iterator[tuple[Key, Left | None, Right | None]]:
    """Yield each key that one of two sides has, which are sorted by it, with what each has of it."""
    lefts, rights = iter(left), iter(right)
    before, after = next(lefts, None), next(rights, None)
    while before is not None and after is not None:
        if before[0] == after[0]:
            yield before[0], before[1], after[1]
            before, after = next(lefts, None), next(rights, None)
        elif order_of(before[0]) < order_of(after[0]):
            yield before[0], before[1], None
            before = next(lefts, None)
        else:
            yield after[0], None, after[1]
            after = next(rights, None)
    while before is not None:
        yield before[0], before[1], None
        before = next(lefts, None)
    while after is not None:
        yield after[0], None, after[1]
        after = next(rights, None)


def _same_key(old: Table, new: Table) -> bool:
    return old.key == new.key and old.key_types == new.key_types


def _all(table: Table | None, kind: Kind) -> Iterator[RowChange]:
    if table is not None:
        for key, row in table.keyed():
            yield _whole(table, key, row, kind)


def _whole(table: Table, key: Key, row: _Row, kind: Kind) -> RowChange:
    cells = zip(table.columns, row, strict=True)
    states = {name: (None, cell) if kind == "added" else (cell, None) for name, cell in cells}
    return RowChange(table.name, kind, key, MappingProxyType(states))
