"""Patterns of strangers end soon, and whoever matches them says the same."""

from __future__ import annotations

import re

import pytest
from growth import seconds
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.validation.tabular import patterns

pl = pytest.importorskip("polars", reason="polars (the extra polars) is not installed")


@settings(deadline=2000)
@given(st.text("ab+*?|(){}[]\\.1^$,", max_size=12))
def test_a_tame_pattern_ends_soon(pattern: str) -> None:
    made = patterns.compiled(pattern)
    if made is not None:
        assert seconds(lambda: made.fullmatch("a" * 2000 + "c")) < 1


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a*)*", r"(a)\1+", "a*a*a*b", "(?:a{1,9}){1,9}b", "a?" * 30])
def test_patterns_that_may_explode_are_not_tame(pattern: str) -> None:
    assert not patterns.is_tame(pattern)


@given(
    st.sampled_from(["[a-c]+", "a|b", "ab?", "^a$", "a{1,2}", "(?=a)a+", r"\d+", "(?:a)", "x(?!y)", "", ".", "é"]),
    st.lists(st.text("abcxyé1\n", max_size=4), max_size=8, unique=True),
)
def test_what_matches_says_what_python_says(pattern: str, texts: list[str]) -> None:
    match = patterns.matcher(pattern)
    if match is not None:
        unlike = match.unlike(pl.Series(texts, dtype=pl.String)).to_list()
        assert unlike == [text for text in texts if re.fullmatch(pattern, text) is None]


@pytest.mark.parametrize(
    ("pattern", "by"), [("[a-c]+", "polars"), ("x(?!y)", "python"), (r"(a)\1+", None), ("(", None), ("[[a]", None)]
)
def test_a_pattern_is_matched_by_whoever_is_sure_to_end(pattern: str, by: str | None) -> None:
    match = patterns.matcher(pattern)
    assert (match and ("polars" if match.expression is not None else "python")) == by
