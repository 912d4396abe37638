"""A house that names itself in the page's own lines is told of its story; whatever else is, stands in the story."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import corpus_pkg

TITLE = "بلدية الزيتون تفتتح حديقة عامة على ضفة النهر"
TEXT = (
    "افتتحت بلدية الزيتون حديقة عامة على ضفة النهر تضم ملاعب للأطفال وممرات للدراجات ومقاعد خشبية.",
    "وقال رئيس البلدية لوكالة رويترز إن الأشجار زرعت قبل عامين، وإن الأهالي تبرعوا بنصف كلفتها.",
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    lines = (TITLE, *TEXT, "جميع الحقوق محفوظة لموقع محور ظغضذ 2016")
    (tmp_path / "page.txt").write_text("\n\n".join(lines), encoding="utf-8")
    corpus_pkg.build(tmp_path / "page.txt", tmp_path / "out", recognizer="none")
    return tmp_path / "out"


def test_the_house_may_stand_in_a_line_of_the_page(package: Path) -> None:
    with (package / "data/credits.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["role"]: row for row in csv.DictReader(file)}
    assert rows["publisher"]["rule"] == "house:rights" and "cited" in rows
    with (package / "data/segments.csv").open(encoding="utf-8", newline="") as file:
        homes = [row for row in csv.DictReader(file) if int(row["start"]) <= int(rows["publisher"]["start"])]
    assert homes[-1]["article_id"] == ""
    assert corpus_pkg.validate(package).verdict == "valid"


@pytest.mark.parametrize(("old", "new"), [("house:rights", "line"), (",publisher,", ",cited,")])
def test_nothing_else_may(package: Path, old: str, new: str) -> None:
    table = package / "data/credits.csv"
    table.write_text(table.read_text("utf-8").replace(old, new), "utf-8")
    problems = corpus_pkg.validate(package).problems
    assert any("stands in a segment of no article" in str(problem) for problem in problems), problems
