"""The rows that differ are what makes the new state of a table of the old one."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.sharing.diff.rows import apply, changes
from corpus_pkg.sharing.diff.tables import Table

CELLS = st.one_of(st.text(max_size=4), st.sampled_from(["", "a", "a\nb", '"', "ا"]))
Rows = dict[tuple[int, str], dict[str, str]]


def _table(columns: list[str], rows: Rows, name: str = "t") -> Table:
    kinds = {"id": "integer", "part": "string"} | dict.fromkeys(columns, "string")

    def read() -> Iterator[tuple[str, ...]]:
        for key in sorted(rows):
            cells = {"id": str(key[0]), "part": key[1], **rows[key]}
            yield tuple(cells[column] for column in kinds)

    return Table(name, MappingProxyType(kinds), ("id", "part"), (), (), ("",), {}, read)


@st.composite
def states(draw: st.DrawFn) -> Table:
    """A table with a key of a number and a text, and up to three more columns."""
    columns = draw(st.lists(st.sampled_from("abc"), unique=True))
    keys = st.tuples(st.integers(-3, 30), st.sampled_from(["", "x", "ي", "xx"]))
    return _table(columns, draw(st.dictionaries(keys, st.fixed_dictionaries(dict.fromkeys(columns, CELLS)))))


@given(states())
def test_nothing_differs_from_itself(table: Table) -> None:
    assert list(changes(table, table)) == []


@given(states(), states())
def test_what_has_changed_makes_the_new_state_of_the_old(old: Table, new: Table) -> None:
    def unread() -> Iterator[tuple[str, ...]]:
        raise AssertionError("the rows of the new state are not to be read")

    only_columns = Table(new.name, new.columns, new.key, (), (), ("",), {}, unread)
    difference = list(changes(old, new))
    assert list(apply(old, difference, only_columns)) == list(new.read())
    assert list(apply(None, changes(None, new), only_columns)) == list(new.read())
    assert list(apply(old, changes(old, _table([], {})), _table([], {}))) == []
    order = [change.key for change in difference]
    assert order == sorted(order) and len(set(order)) == len(order)


@given(states(), states())
def test_the_way_back_is_the_same_rows_with_added_and_removed_exchanged(old: Table, new: Table) -> None:
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    there = {change.key: change.kind for change in changes(old, new) if change.kind != "changed"}
    back = {change.key: opposite[change.kind] for change in changes(new, old) if change.kind != "changed"}
    assert there == back


@given(states())
def test_where_the_key_has_changed_no_row_is_the_same(table: Table) -> None:
    other = Table(table.name, table.columns, ("part", "id"), (), (), ("",), {}, table.read)
    rows = list(table.read())
    if len(rows) < 2:
        kinds = [change.kind for change in changes(table, other)]
        assert kinds == ["removed"] * len(rows) + ["added"] * len(rows)
