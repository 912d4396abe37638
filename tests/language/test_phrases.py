"""Words that say one thing wherever they stand: layout and credits read them alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import corpus_pkg
from corpus_pkg.entities.traits import traits
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import folded

_TITLE = "حوار مع رئيس الوزراء حول خطة الطاقة الجديدة"
_BODY = (
    "قال رئيس الوزراء إن الحكومة ستعقد اجتماعا في العاصمة يوم الأحد لبحث ملف الطاقة والمياه مع ممثلي الشركات.\n"
    "وأضاف أن الوزارة أعدت خطة للسنوات المقبلة تشمل بناء محطات جديدة في عدد من المدن وتوسيع الشبكة القائمة.\n"
)


def of(role: str) -> list[str]:
    return [row["phrase"] for row in default().rows("phrases") if row["role"] == role]


def read(folder: Path, line: str, lexicons: Lexicons | None = None) -> tuple[list[Any], list[Any]]:
    """The kinds of the lines of a page with `line` under its title, and the authors of its stories."""
    page = folder / "page.txt"
    page.write_text(f"{_TITLE}\n\n{line}\n\n{_BODY}", encoding="utf-8")
    tables = corpus_pkg.parse(page, lexicons=lexicons).tables
    return [vars(row)["kind"] for row in tables["segments"]], [vars(row)["authors"] for row in tables["articles"]]


@pytest.mark.parametrize("phrase", of("byline"))
def test_a_word_of_bylines_with_a_colon_and_a_name_is_a_byline(tmp_path: Path, phrase: str) -> None:
    for colon in (": ", " : "):
        kinds, authors = read(tmp_path, f"{phrase}{colon}محمود الخطيب")
        assert (kinds[:2], authors) == (["title", "byline"], ["محمود الخطيب"])


@pytest.mark.parametrize("sign", [" - ", "/ ", " / "])
@pytest.mark.parametrize("phrase", of("byline")[:12])
def test_a_dash_or_a_slash_does_what_the_colon_does(tmp_path: Path, phrase: str, sign: str) -> None:
    assert read(tmp_path, f"{phrase}{sign}محمود الخطيب")[0][:2] == ["title", "byline"]


@pytest.mark.parametrize("phrase", of("byline_alone"))
def test_some_words_of_bylines_need_no_sign(tmp_path: Path, phrase: str) -> None:
    assert read(tmp_path, f"{phrase} محمود الخطيب")[0][:2] == ["title", "byline"]


@pytest.mark.parametrize("phrase", of("weak_byline"))
def test_a_weak_word_of_bylines_needs_a_colon(tmp_path: Path, phrase: str) -> None:
    assert read(tmp_path, f"{phrase}: محمود الخطيب")[0][:2] == ["title", "byline"]


def test_what_stands_alone_is_a_word_of_bylines_with_a_sign_too() -> None:
    assert set(of("byline_alone")) <= set(of("byline"))


def spoken_to(folder: Path, word: str) -> list[str]:
    """The outlets that a story says it was spoken to, where somebody does what `word` says "to" a paper."""
    page = folder / "page.txt"
    page.write_text(f"{_TITLE}\n\n{_BODY}{word} المسؤول لـ«الغد» مع بدء الخطة.\n", encoding="utf-8")
    credits = map(vars, corpus_pkg.parse(page).tables["credits"])
    return [row["source_id"] for row in credits if row["rule"] == "said to"]


@pytest.mark.parametrize("phrase", [*of("speech"), *of("weak_speech")])
def test_who_speaks_to_a_paper_is_cited_there(tmp_path: Path, phrase: str) -> None:
    assert spoken_to(tmp_path, phrase) == ["al-ghad-jordan"]


@pytest.mark.parametrize("word", ["نجح", "فاز", "الوزير"])
def test_who_does_another_thing_for_a_paper_is_not(tmp_path: Path, word: str) -> None:
    assert spoken_to(tmp_path, word) == []


@pytest.mark.parametrize("role", ["speech", "act"])
def test_what_those_do_who_are_named_tells_of_names(role: str) -> None:
    words = traits(default()).of
    assert all("speech" in words[folded(phrase)] for phrase in of(role))


def test_a_weak_word_of_speech_tells_nothing_of_names() -> None:
    words = traits(default()).of
    assert not any("speech" in words.get(folded(phrase), ()) for phrase in of("weak_speech"))


# The letters of "أ.د" are words of their own to credits; layout alone reads it.
@pytest.mark.parametrize("phrase", [phrase for phrase in of("honorific") if "." not in phrase])
def test_an_honorific_is_no_part_of_a_name(tmp_path: Path, phrase: str) -> None:
    assert read(tmp_path, f"بقلم: {phrase} محمود الخطيب")[1] == ["محمود الخطيب"]


def test_a_row_of_a_folder_of_ones_own_is_read_by_layout_and_credits(tmp_path: Path) -> None:
    line = "سطره: السرندب محمود الخطيب"
    assert read(tmp_path, line) != (["title", "byline", "body", "body"], ["محمود الخطيب"])
    own = tmp_path / "own"
    own.mkdir()
    (own / "phrases.csv").write_text("phrase,role\nسطره,byline\nالسرندب,honorific\n", encoding="utf-8")
    assert read(tmp_path, line, Lexicons(own)) == (["title", "byline", "body", "body"], ["محمود الخطيب"])
