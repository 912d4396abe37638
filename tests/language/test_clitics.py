"""Prepositions and the article before words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.arabic.clitics import ARTICLE, behind_lam, without_lam

rests = st.text("بتثجحخدذرزسش", min_size=2, max_size=8)


@given(rests, st.sampled_from(["", ARTICLE]))
def test_lam_is_taken_away_as_it_was_put(rest: str, article: str) -> None:
    assert without_lam(behind_lam(article + rest)) == article + rest


@given(rests)
def test_the_article_loses_its_alef_behind_lam(rest: str) -> None:
    assert behind_lam(ARTICLE + rest) == "لل" + rest
