"""A header matches the fields by place or by name, as fieldsMatch says."""

from __future__ import annotations

import pytest

from corpus_pkg.validation.tabular import cells, header
from corpus_pkg.validation.tabular.dialect import Dialect
from corpus_pkg.validation.tabular.plan import Plan

FIELDS = {"fields": [{"name": "a", "constraints": {"required": True}}, {"name": "b"}, {"name": "c"}]}


@pytest.mark.parametrize(
    ("match", "labels", "message"),
    [
        ("exact", "a b c", None),
        ("exact", "A b c", "column 1 is «A», expected is «a»"),
        ("exact", "b a c", "column 1 is «b», expected is «a»"),
        ("exact", "a b", "has 2 columns, expected are 3: «c» is missing"),
        ("exact", "a b c d", "column 4 is «d», expected is none"),
        ("equal", "c b a", None),
        ("equal", "c b", "«a» is missing"),
        ("equal", "a b c d", "«d» is a column, expected is none of that name"),
        ("equal", "a b c a", "two columns have the same name"),
        ("subset", "a b c d", None),
        ("subset", "a b", "«c» is missing"),
        ("superset", "a", None),
        ("superset", "b", "«a» is missing"),
        ("superset", "a d", "«d» is a column, expected is none of that name"),
        ("partial", "a d", None),
        ("partial", "d", "«a» is missing"),
    ],
)
def test_what_does_not_match_is_told(match: str, labels: str, message: str | None) -> None:
    plan = Plan(cells.fields(FIELDS), Dialect(), match, (), (), ())
    columns, mismatch = header.matched(labels.split(), plan)
    assert mismatch == message
    if mismatch is None:
        assert [column.name if column else None for column in columns] == [
            label if label in ("a", "b", "c") else None for label in labels.split()
        ]


def test_two_fields_of_a_name_in_other_letters_are_one_where_letters_do_not_count() -> None:
    plan = Plan(cells.fields(FIELDS), Dialect(exact_case=False), "exact", (), (), ())
    assert header.matched(["A", "B", "C"], plan)[1] is None


def test_without_a_header_columns_are_the_fields() -> None:
    plan = Plan(cells.fields(FIELDS), Dialect(header=()), "exact", (), (), ())
    columns, mismatch = header.matched(["x"], plan)
    assert [column.name for column in columns if column] == ["a", "b", "c"] and mismatch is None
