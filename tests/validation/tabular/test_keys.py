"""Keys that stand twice, or refer to nothing, are told whatever batches the rows come in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.validation.report import Findings
from corpus_pkg.validation.tabular import cells
from corpus_pkg.validation.tabular.dialect import Dialect
from corpus_pkg.validation.tabular.keys import Forms, Keys
from corpus_pkg.validation.tabular.plan import Plan, Reference, Table
from corpus_pkg.validation.tabular.references import References

pl = pytest.importorskip("polars", reason="polars (the extra polars) is not installed")

FIELDS = cells.fields({"fields": [{"name": "a"}, {"name": "b"}]})
PARTS = st.none() | st.sampled_from(["x", "y", "10", "9"])
ROWS = st.lists(st.tuples(PARTS, PARTS), max_size=8)


def plan(references: Sequence[Reference] = (), **keys: object) -> Plan:
    settled: dict[str, object] = {"key": (), "unique": (), **keys}
    return Plan(FIELDS, Dialect(), "exact", settled["key"], settled["unique"], tuple(references))


def batches(rows: Sequence[tuple[str | None, str | None]], cut: int) -> Iterator[Forms]:
    """Give the rows in two batches."""
    for first, part in ((2, rows[:cut]), (2 + len(rows[:cut]), rows[cut:])):
        columns = zip(*part, strict=True) if part else ((), ())
        forms = {name: pl.Series(values, dtype=pl.String) for name, values in zip("ab", columns, strict=True)}
        yield forms, pl.int_range(first, first + len(part), eager=True)


def note(into: Keys | References, rows: Sequence[tuple[str | None, str | None]], cut: int, *table: str) -> None:
    """Note the rows in two batches."""
    for forms, numbers in batches(rows, cut):
        if isinstance(into, References):
            into.targeted(*table, forms)
        into.note(*table, forms, numbers)


@settings(deadline=None)
@given(rows=ROWS, cut=st.integers(0, 8))
def test_a_primary_key_is_there_and_stands_once(rows: list[tuple[str | None, str | None]], cut: int) -> None:
    findings = Findings("columns")
    keys = Keys("t", plan(key=("a", "b")), {}, findings)
    note(keys, rows, cut)
    keys.judge(lambda: batches(rows, cut))
    empty = {number for number, row in enumerate(rows, 2) if row == (None, None)}
    again = {number for number, row in enumerate(rows, 2) if row in rows[: number - 2]} - empty
    assert {problem.row for problem in findings.problems} == empty | again
    assert all(problem.code == "key" for problem in findings.problems)


@settings(deadline=None)
@given(rows=ROWS, cut=st.integers(0, 8))
def test_a_unique_key_with_a_gap_is_none(rows: list[tuple[str | None, str | None]], cut: int) -> None:
    findings = Findings("columns")
    keys = Keys("t", plan(unique=(("a", "b"),)), {}, findings)
    note(keys, rows, cut)
    keys.judge(lambda: batches(rows, cut))
    again = {number for number, row in enumerate(rows, 2) if None not in row and row in rows[: number - 2]}
    assert {problem.row for problem in findings.problems} == again


@settings(deadline=None)
@given(users=ROWS, targets=ROWS, cut=st.integers(0, 8))
def test_a_reference_leads_to_a_row_with_all_of_its_parts(
    users: list[tuple[str | None, str | None]], targets: list[tuple[str | None, str | None]], cut: int
) -> None:
    reference = Reference("t", ("a", "b"), "u", ("a", "b"))
    references = References({"t": plan([reference]), "u": plan()})
    note(references, users, cut, "t")
    note(references, targets, cut, "u")
    findings = Findings("columns")
    references.judge({name: Table(name, whole=True) for name in "tu"}, ["t", "u"], findings)
    lost = {row: number for number, row in reversed(list(enumerate(users, 2))) if row not in targets}
    lost.pop((None, None), None)
    assert {problem.row for problem in findings.problems} == set(lost.values())
    assert all(problem.code == "foreign-key" and problem.table == "t" for problem in findings.problems)


@settings(deadline=None)
@given(keys=st.lists(st.sampled_from(["1", "2", "3", "4", "x"]), max_size=9), cut=st.integers(0, 9))
def test_numbers_and_texts_of_one_column_are_one_key(keys: list[str], cut: int) -> None:
    """A batch of plain numbers has numbers, one with another value texts."""

    def parts() -> Iterator[Forms]:
        for first, part in ((2, keys[:cut]), (2 + len(keys[:cut]), keys[cut:])):
            column = pl.Series(part, dtype=pl.String)
            form = column if "x" in part else column.cast(pl.Int64)
            yield {"a": form}, pl.int_range(first, first + len(part), eager=True)

    findings = Findings("columns")
    met = Keys("t", plan(key=("a",)), {}, findings)
    for forms, numbers in parts():
        met.note(forms, numbers)
    met.judge(parts)
    assert {problem.row for problem in findings.problems} == {
        number for number, key in enumerate(keys, 2) if key in keys[: number - 2]
    }


def test_keys_that_rise_are_not_read_again_and_of_others_a_hash_is_kept() -> None:
    rows: list[tuple[str | None, str | None]] = [(f"{number:04}", "x") for number in range(2000)]
    read: list[int] = []

    def again() -> Iterator[Forms]:
        read.append(1)
        return batches(rows, 1000)

    for order in (rows, rows[::-1]):
        findings = Findings("columns")
        keys = Keys("t", plan(key=("a", "b")), {}, findings)
        note(keys, order, 1000)
        keys.judge(again)
        assert findings.problems == [] and read == []
    rows[1990] = rows[10]
    keys = Keys("t", plan(key=("a", "b")), {}, findings)
    note(keys, rows, 1000)
    keys.judge(again)
    assert [problem.row for problem in findings.problems] == [1992] and read == [1]
    assert "stands in row 12 as well" in findings.problems[0].message
