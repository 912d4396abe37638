"""Prepositions and the article before words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.arabic.clitics import ARTICLE, behind_lam, chain_before, without_lam

rests = st.text("بتثجحخدذرزسش", min_size=2, max_size=8)


@given(rests, st.sampled_from(["", ARTICLE]))
def test_lam_is_taken_away_as_it_was_put(rest: str, article: str) -> None:
    assert without_lam(behind_lam(article + rest)) == article + rest


@given(rests)
def test_the_article_loses_its_alef_behind_lam(rest: str) -> None:
    assert behind_lam(ARTICLE + rest) == "لل" + rest


CLITICS = st.sampled_from(["", "و", "ف", "ب", "ك", "ل", "وب", "فك", "ول"])


@given(CLITICS, st.sampled_from(["", " ", "\n", "("]), st.sampled_from(["بيروت", "لبنان", "x"]))
def test_a_chain_before_a_word_is_told(chain: str, before: str, word: str) -> None:
    text = f"{before}{chain}{word}"
    assert chain_before(text, len(before) + len(chain)) == chain


@given(CLITICS, st.sampled_from("قطاس7"), st.sampled_from(["بيروت", "x"]))
def test_letters_that_are_no_clitics_are_no_chain(chain: str, letter: str, word: str) -> None:
    assert chain_before(f"{letter}{chain}{word}", 1 + len(chain)) is None


@given(st.sampled_from(["وف", "بك", "بو", "لف", "ووب"]))
def test_a_conjunction_stands_before_a_preposition_and_each_once(letters: str) -> None:
    assert chain_before(f"{letters}بيروت", len(letters)) is None
