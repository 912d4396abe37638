"""Words that say one thing wherever they stand: layout and credits read them alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import corpus_pkg
from corpus_pkg.language.lexicons import Lexicons, default

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
