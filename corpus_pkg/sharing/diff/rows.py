"""Rows of two states of a table by their keys: what differs, and the new state made of the old one and that."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from corpus_pkg.sharing.diff.changes import Key, Kind, RowChange
from corpus_pkg.sharing.diff.tables import Row, Table, order_of
from corpus_pkg.sharing.diff.trace import Aside, Trace, leads_to
from corpus_pkg.sharing.diff.versions import Level

Left = TypeVar("Left")
Right = TypeVar("Right")


def changes(old: Table | None, new: Table | None, trace: Trace | None = None) -> Iterator[RowChange]:
    """Yield the rows that differ between two states of a table (None where there is none), in the order of their keys.

    A column that was added counts as empty before; one that was removed is a change of the schema, not of every row.
    Where the key has changed no row is the same: all are removed, then all added. Rows of edited pages stand behind the
    others; that their ids are others by the `trace` is no change of them.
    """
    if old is None or new is None or not _same_key(old, new):
        yield from _all(old, "removed")
        yield from _all(new, "added")
        return
    with closing(Aside()) as aside:
        # Closed where the other side is refused: a file would stay open as long as the error is kept.
        with closing(_traced(old, trace, aside)) as olds, closing(_arrived(new, trace, aside)) as news:
            for key, before, after in paired(olds, news):
                yield from _change(old, new, key, before, after)
        for key, was, before, after in aside.pairs():
            yield from _change(old, new, key, before, after, was)


def apply(old: Table | None, difference: Iterable[RowChange], new: Table, trace: Trace | None = None) -> Iterator[Row]:
    """Yield the rows of `new`, made of those of `old` and the changes between them; of `new` only columns are read.

    Those of edited pages stand behind the others.
    """
    if old is not None and not _same_key(old, new):
        old = None
        difference = (change for change in difference if change.kind != "removed")
    columns = tuple(old.columns) if old is not None else ()
    behind: dict[Key, RowChange] = {}

    def ahead() -> Iterator[tuple[Key, RowChange]]:
        for change in difference:
            if change.was is not None or leads_to(trace, new, change.key):
                behind[change.key] = change
            else:
                yield change.key, change

    def rest() -> Iterator[tuple[Key, Row | None, RowChange | None]]:
        yield from ((key, row, behind.pop(key, None)) for key, _, row, _ in aside.pairs())
        yield from ((key, None, change) for key, change in behind.items())

    with closing(Aside()) as aside:
        merged = paired(_traced(old, trace, aside) if old is not None else iter(()), ahead())
        for _, row, change in chain(merged, rest()):
            if change is not None and change.kind == "removed":
                continue
            cells = dict(zip(columns, row, strict=True)) if row is not None else {}
            if change is not None:
                cells |= {name: after or "" for name, (_, after) in change.cells.items()}
            yield tuple(cells.get(name, "") for name in new.columns)


def _traced(old: Table, trace: Trace | None, aside: Aside) -> Generator[tuple[Key, Row], None, None]:
    """Yield the old rows with the ids of the new package; those whose key is another by that go aside."""
    with closing(old.keyed()) as rows:
        for key, row in rows:
            if trace:
                now, row = trace.key(old, key), trace.row(old, row)
                if now != key:
                    aside.put("old", now, row, key)
                    continue
            yield key, row


def _arrived(new: Table, trace: Trace | None, aside: Aside) -> Generator[tuple[Key, Row], None, None]:
    """Yield the new rows; those of edited pages go aside."""
    with closing(new.keyed()) as rows:
        for key, row in rows:
            if leads_to(trace, new, key):
                aside.put("new", key, row)
            else:
                yield key, row


def _change(
    old: Table, new: Table, key: Key, before: Row | None, after: Row | None, was: Key | None = None
) -> Iterator[RowChange]:
    if before is None or after is None:
        if before is not None:
            yield _whole(old, key, before, "removed", was)
        elif after is not None:
            yield _whole(new, key, after, "added", was)
        return
    cells = dict(zip(old.columns, before, strict=True))
    differing = {
        name: (cells.get(name, ""), cell)
        for name, cell in zip(new.columns, after, strict=True)
        if cells.get(name, "") != cell
    }
    if differing:
        yield RowChange(new.name, "changed", key, MappingProxyType(differing), was)


def raised(
    counts: Mapping[str, Mapping[Kind, int]], within: Mapping[str, Mapping[Kind, int]], old: Mapping[str, Table]
) -> Iterator[tuple[Level, str]]:
    """Yield the numbers that changes of rows raise, each with the reason.

    By the recipe data that others refer to may not vanish, new data are an addition, the rest are corrections. What an
    edited page has otherwise is a correction as well, unless others refer to it.

    Args:
        counts: how many rows changed, by table and kind.
        within: how many of them are rows of edited pages.
        old: the tables of the old package.

    """
    referred = {reference[1] for table in old.values() for reference in table.references}
    for name, kinds in counts.items():
        for kind, count in kinds.items():
            edited = within.get(name, {}).get(kind, 0) if name not in referred else 0
            if edited:
                yield "patch", f"{_counted(name, edited, kind)} on edited pages"
            if edited == count:
                continue
            rows = _counted(name, count - edited, kind)
            if kind == "removed" and name in referred:
                yield "major", f"{rows}, and other tables refer to such"
            else:
                yield "minor" if kind == "added" else "patch", rows


def _counted(name: str, count: int, kind: Kind) -> str:
    return f"{name}: {count} row{'s' if count != 1 else ''} {kind}"


def paired(
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


def _whole(table: Table, key: Key, row: Row, kind: Kind, was: Key | None = None) -> RowChange:
    cells = zip(table.columns, row, strict=True)
    states = {name: (None, cell) if kind == "added" else (cell, None) for name, cell in cells}
    return RowChange(table.name, kind, key, MappingProxyType(states), was)
