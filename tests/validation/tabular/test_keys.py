"""Keys that stand twice, or refer to nothing, are told whatever batches the rows come in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.validation.report import Findings
from corpus_pkg.validation.tabular import cells
from corpus_pkg.validation.tabular.dialect import Dialect
from corpus_pkg.validation.tabular.keys import Keys
from corpus_pkg.validation.tabular.plan import Plan, Reference, Table
from corpus_pkg.validation.tabular.references import References

pl = pytest.importorskip("polars", reason="polars (the extra polars) is not installed")

FIELDS = cells.fields({"fields": [{"name": "a"}, {"name": "b"}]})
PARTS = st.none() | st.sampled_from(["x", "y", "10", "9"])
ROWS = st.lists(st.tuples(PARTS, PARTS), max_size=8)


def plan(references: Sequence[Reference] = (), **keys: object) -> Plan:
    settled: dict[str, object] = {"key": (), "unique": (), **keys}
    return Plan(FIELDS, Dialect(), "exact", settled["key"], settled["unique"], tuple(references))


def note(into: Keys | References, rows: Sequence[tuple[str | None, str | None]], cut: int, *table: str) -> None:
    """Note the rows in two batches."""
    for first, part in ((2, rows[:cut]), (2 + len(rows[:cut]), rows[cut:])):
        columns = zip(*part, strict=True) if part else ((), ())
        forms = {name: pl.Series(values, dtype=pl.String) for name, values in zip("ab", columns, strict=True)}
        if isinstance(into, References):
            into.targeted(*table, forms)
        into.note(*table, forms, pl.int_range(first, first + len(part), eager=True))


@settings(deadline=None)
@given(rows=ROWS, cut=st.integers(0, 8))
def test_a_primary_key_is_there_and_stands_once(rows: list[tuple[str | None, str | None]], cut: int) -> None:
    findings = Findings("columns")
    keys = Keys("t", plan(key=("a", "b")), {}, findings)
    note(keys, rows, cut)
    keys.judge()
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
    keys.judge()
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
