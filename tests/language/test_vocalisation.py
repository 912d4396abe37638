from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LETTERS

from corpus_pkg.language.orthography import fold
from corpus_pkg.language.vocalisation import contradicts, has_signs, signs

SHADDA = "\u0651"
VOWELS = "\u064e\u064f\u0650\u0652"
WORDS = st.text(LETTERS, min_size=2, max_size=7)


@st.composite
def vocalised(draw: st.DrawFn, word: str) -> list[str]:
    """The signs of each letter of a word, all of them written."""
    return [(SHADDA if draw(st.booleans()) else "") + draw(st.sampled_from(VOWELS)) for _ in word]


def spelled(word: str, on: list[str]) -> str:
    return "".join(letter + sign for letter, sign in zip(word, on, strict=True))


@given(WORDS, st.data())
def test_signs_that_are_left_out_rule_nothing_out(word: str, data: st.DataObject) -> None:
    on = data.draw(vocalised(word))
    fewer = ["".join(sign for sign in written if data.draw(st.booleans())) for written in on]
    assert not contradicts(spelled(word, fewer), [spelled(word, on)])
    assert not contradicts(spelled(word, on), [word])
    assert not contradicts(word, [spelled(word, on)])


@given(WORDS, st.data())
def test_another_vowel_or_a_doubling_rules_a_form_out(word: str, data: st.DataObject) -> None:
    on = data.draw(vocalised(word))
    place = data.draw(st.integers(0, len(word) - 2))
    other = data.draw(st.sampled_from([vowel for vowel in VOWELS if vowel not in on[place]]))
    own = ["" for _ in word]
    own[place] = other
    assert contradicts(spelled(word, own), [spelled(word, on)])
    own[place] = SHADDA
    assert contradicts(spelled(word, own), [spelled(word, on)]) == (SHADDA not in on[place])
    # Of two forms of one name either holds.
    assert not contradicts(spelled(word, own), [spelled(word, on), spelled(word, own)])


@given(WORDS, st.sampled_from(VOWELS))
def test_the_vowel_of_the_last_letter_is_its_case(word: str, vowel: str) -> None:
    assert not contradicts(word + vowel, [spelled(word, [""] * (len(word) - 1) + ["\u064e"])])


@given(st.text(LETTERS + VOWELS + SHADDA + "ﻻـ\u200f", max_size=12))
def test_there_are_signs_for_each_folded_letter(word: str) -> None:
    assert len(signs(word)) == len(fold(word).text) or "ـ" in word
    assert has_signs(word) == any(sign in word for sign in VOWELS + SHADDA)


@pytest.mark.parametrize(("word", "form"), [("عمّان", "عُمان"), ("عُمان", "عَمّان"), ("دُبَيّ", "دَبي")])
def test_names_that_signs_tell_apart(word: str, form: str) -> None:
    assert contradicts(word, [form])
