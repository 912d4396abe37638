"""A walk gives each document its rows, whatever documents are asked for, and loses none without a word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.errors import PackageError
from corpus_pkg.package.walk import Walk

IDS = st.sampled_from("abcdef")
ROWS = st.lists(st.tuples(IDS, st.integers(0, 9)), max_size=12)


def document_of(row: tuple[str, int]) -> str:
    return row[0]


@given(ROWS.map(sorted), st.sets(IDS).map(sorted))
def test_every_row_is_taken_or_passed_over_once(rows: list[tuple[str, int]], asked: list[str]) -> None:
    passed: list[tuple[str, int]] = []
    walk = Walk("t.csv", rows, document_of, lambda document_id, left: passed.extend(left))
    for document_id in asked:
        assert walk.take(document_id) == [row for row in rows if row[0] == document_id]
    walk.rest()
    assert passed == [row for row in rows if row[0] not in asked]


@given(ROWS, st.sets(IDS).map(sorted))
def test_rows_that_are_not_sorted_are_told(rows: list[tuple[str, int]], asked: list[str]) -> None:
    walk = Walk("t.csv", rows, document_of)
    is_sorted = all(before[0] <= after[0] for before, after in pairwise(rows))
    try:
        for document_id in asked:
            walk.take(document_id)
        walk.rest()
    except PackageError as error:
        assert not is_sorted and str(error).startswith("t.csv: ")
    else:
        assert is_sorted


@given(ROWS, st.sets(IDS).map(sorted))
def test_rows_that_are_not_sorted_go_where_those_go_that_nobody_asked_for(
    rows: list[tuple[str, int]], asked: list[str]
) -> None:
    passed: list[tuple[str, int]] = []
    walk = Walk("t.csv", rows, document_of, lambda document_id, left: passed.extend(left))
    taken = [row for document_id in asked for row in walk.take(document_id)]
    walk.rest()
    assert sorted(taken + passed) == sorted(rows)
    assert all(row[0] in asked for row in taken)


def test_nothing_is_read_before_it_is_asked_for() -> None:
    def broken() -> object:
        raise PackageError("t.csv: cannot be read")
        yield ("a", 1)

    walk = Walk("t.csv", broken(), document_of)  # type: ignore[arg-type]
    with pytest.raises(PackageError, match="cannot be read"):
        walk.take("a")
