"""What a language joins to its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.arabic import ARABIC
from corpus_pkg.language.base import UNDETERMINED
from corpus_pkg.language.english import ENGLISH
from corpus_pkg.language.morphology import Morphology
from corpus_pkg.language.orthography import folded

WORDS = st.text("ابتوفلكينمهعرسدة", min_size=1, max_size=9)
ARABIC_FORMS = ARABIC.morphology


@given(WORDS)
def test_each_joined_form_ends_with_the_word_or_what_the_preposition_leaves_of_it(word: str) -> None:
    forms = list(ARABIC_FORMS.joined(word))
    assert len({joined.form for joined in forms}) == len(forms)
    for clitics, form in forms:
        assert clitics and form.startswith(clitics)
        left = form[len(clitics) :]
        assert left == word or (word.startswith("ال") and clitics[-1] == left[0] == "ل" and left[1:] == word[2:])


@given(WORDS)
def test_what_conjunctions_and_prepositions_add_is_taken_away_again(word: str) -> None:
    for clitics, form in ARABIC_FORMS.joined(word):
        if "ل" not in clitics:
            assert ARABIC_FORMS.bare(form) == ARABIC_FORMS.bare(word)
    assert ARABIC_FORMS.without_conjunction("و" + word) == word


@given(WORDS)
def test_a_word_behind_a_clitic_and_the_article_is_inflected(word: str) -> None:
    for _, form in ARABIC_FORMS.joined("ال" + word):
        assert ARABIC_FORMS.inflected(form) or form[0] == "ل"


@given(st.text("ابتوفلكينمهعرسدة ", max_size=60))
def test_stems_are_parts_of_the_words(text: str) -> None:
    stems = ARABIC_FORMS.stems(text)
    assert all(3 <= len(stem) <= 5 and any(stem in word for word in text.split()) for stem in stems)
    assert ARABIC_FORMS.stems(f"{text} {text}") == stems


@pytest.mark.parametrize(
    ("one", "other"),
    [("للوزير", "الوزير"), ("وبالرئيس", "رئيس"), ("اللاعبون", "اللاعبين")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert ARABIC_FORMS.stems(folded(one)) == ARABIC_FORMS.stems(folded(other)) != set()


@pytest.mark.parametrize("morphology", [Morphology(), ENGLISH.morphology, UNDETERMINED.morphology])
@given(text=WORDS | st.text(max_size=12))
def test_a_language_that_joins_nothing_answers_no(morphology: Morphology, text: str) -> None:
    assert list(morphology.joined(text)) == []
    assert morphology.bare(text) == morphology.indefinite(text) == morphology.without_conjunction(text) == text
    for question in (
        *(morphology.definite, morphology.behind_preposition, morphology.inflected, morphology.acts),
        *(morphology.verb, morphology.acts_on, morphology.grown_together),
        *(morphology.parts_homograph, morphology.names_homograph),
    ):
        assert not question(text)


@pytest.mark.parametrize(
    ("source", "parts", "names"),
    [
        ("جلس على الكرسي", True, False),
        ("قال علي أمس", False, True),
        ("قال علي على المنبر", True, False),
        ("", False, False),
    ],
)
def test_a_homograph_is_told_by_its_spelling(source: str, parts: bool, names: bool) -> None:
    assert (ARABIC_FORMS.parts_homograph(source), ARABIC_FORMS.names_homograph(source)) == (parts, names)
