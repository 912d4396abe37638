"""What can be the name of a person, by its words alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.base import languages
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.lexicons import in_language as lexicons_in
from corpus_pkg.language.names import NameShape, name_shape
from corpus_pkg.language.orthography import folded

ARABIC = name_shape(default())
ENGLISH = name_shape(lexicons_in(default(), languages()["en"]))
HONORIFICS = sorted(word for word in ARABIC.honorifics if " " not in word)
WORDS = st.sampled_from([*HONORIFICS[:9], "محمود", "الخطيب", "بن", "في", "والي", "وقال", "د.", "/", "12", ""])


def fits(text: str, shape: NameShape = ARABIC) -> bool:
    return shape.fits(shape.bare(text.split() if shape is ENGLISH else folded(text).split()))


@pytest.mark.parametrize(
    "text",
    [
        "محمود الخطيب",
        "د. محمود الخطيب",
        "الدكتور محمود الخطيب",
        "د / محمود الخطيب",
        "محمود عبد الله الخطيب",
        "إلياس خوري",
        "وليد المعلم",
        "إبراهيم علي أبورمان",
        "خوان مانويل دي سانتوس",
    ],
)
def test_names(text: str) -> None:
    assert fits(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "محمود",
        "الدكتور محمود",
        "الوزير محمود",
        "وقال محمود",
        "محمود في بيروت",
        "محمود والخطيب للبناء",
        "محمود سليم كمال الخطيب",
        "محمود سليم كمال عبد الله الخطيب",
        "محمود الخطيب 12",
        "محمود نيوز",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert not fits(text)


def test_a_name_that_is_a_preposition_too_counts_where_the_page_tells_them_apart() -> None:
    words = ["ابراهيم", "علي", "ابورمان"]
    assert ARABIC.fits(words) and not ARABIC.fits(words, homograph=False)


def test_where_names_have_capitals_no_other_word_is_one() -> None:
    assert fits("Ludwig van Beethoven", ENGLISH) and fits("Dr Jane Doe", ENGLISH)
    assert not fits("Jane doe", ENGLISH)


@given(st.lists(WORDS, max_size=6))
def test_bare_takes_honorifics_alone_and_any_words_can_be_asked_about(words: list[str]) -> None:
    bare = ARABIC.bare(words)
    assert list(bare) == words[len(words) - len(bare) :]
    assert not bare or bare[0] not in ARABIC.honorifics
    assert ARABIC.bare(bare) == bare
    ARABIC.fits(bare)


@given(st.lists(st.sampled_from(["محمود", "سليم", "كمال", "عادل"]), min_size=1, max_size=7))
def test_three_words_are_the_most_without_descent_and_five_with_it(words: list[str]) -> None:
    assert ARABIC.fits(words) == (2 <= len(words) <= 3)
    assert ARABIC.fits([*words, "بن", "نبيل"]) == (len(words) <= 3)


def test_rows_of_ones_own_say_what_names_hold(tmp_path: Path) -> None:
    assert not fits("محمود سليم كمال سرندب الخطيب") and fits("محمود سرندبا")
    (tmp_path / "name_parts.csv").write_text("part,role\nسرندب,lineage\n", encoding="utf-8")
    (tmp_path / "cues.csv").write_text("phrase,kind\nسرندبا,function\n", encoding="utf-8")
    own = name_shape(Lexicons(tmp_path))
    assert fits("محمود سليم كمال سرندب الخطيب", own) and not fits("محمود سرندبا", own)
