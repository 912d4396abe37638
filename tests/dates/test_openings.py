"""What a pattern may begin with: never fewer signs than its matches have."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.dates.notation import SIGNS
from corpus_pkg.dates.openings import opening
from corpus_pkg.dates.rules import RULES

FREQUENT = [SIGNS[name] for name in ("short_number", "year_number", "month_name", "weekday", "ordinal")]
SHAPES = st.lists(
    st.sampled_from([*SIGNS.values(), *FREQUENT * 3, " ", " ", " ", *"-/.:,()&~⊢⊣·→¬#%+@"]), min_size=1, max_size=14
)


@given(SHAPES.map("".join), st.data())
def test_no_match_begins_otherwise(shape: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(shape) - 1))
    for rule in RULES:
        for pattern in rule.patterns:
            match = pattern.match(shape, place)
            signs = opening(pattern.pattern)
            if match is not None and match.end() > place and signs is not None:
                assert shape[place] in signs, (rule.name, pattern.pattern)


def test_most_patterns_begin_with_few_signs() -> None:
    known = [opening(pattern.pattern) for every in RULES for pattern in every.patterns]
    assert sum(signs is not None and len(signs) <= 12 for signs in known) > 0.9 * len(known)


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("ab", "a"),
        ("a?b", "ab"),
        ("(?:a|b)c", "ab"),
        ("(?<=x )(?!y)(?P<g>[ab])", "ab"),
        (r"(?:\( ?)?d", "(d"),
        ("(?:a|)b", "ab"),
        ("(?:a?b?)(?:c)", "abc"),
    ],
)
def test_examples(pattern: str, signs: str) -> None:
    assert opening(pattern) == frozenset(signs)


@pytest.mark.parametrize("pattern", ["a*", "", "[^a]b", ".b", r"\db", "[a-c]d"])
def test_what_may_begin_with_anything(pattern: str) -> None:
    assert opening(pattern) is None


@pytest.mark.parametrize("pattern", ["a)", "(a", "a+b", "a{2}"])
def test_what_is_not_understood_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=re.escape(pattern)):
        opening(pattern)
