"""Whom a label names: "source" with any sign behind it, and alone on its line."""

from __future__ import annotations

import pytest
from drawn_outlets import PARAGRAPHS, TITLE, WORD
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.language.lexicons import default
from corpus_pkg.records import Credit

NAME = (
    st.builds("{} {}".format, WORD, WORD)
    | st.builds("صحيفة {}".format, WORD)
    | st.builds("{} {}".format, WORD, st.sampled_from(["نيوز", "الإخبارية", "بوست"]))
)
LABEL = st.sampled_from(
    [
        row["phrase"]
        for row in default().rows("credit_phrases")
        if row["kind"] == "source_label" and row["detail"] != "weak"
    ]
)
SIGN = st.sampled_from([": ", " : ", "/ ", " / ", " | ", " - ", " – ", ":"])


def credits(*lines: str) -> list[tuple[str, str]]:
    page = corpus_pkg.parse("\n".join(lines).encode())
    return [(row.role, row.surface) for row in page.rows(Credit)]


@settings(max_examples=30)
@given(LABEL, SIGN, NAME, st.booleans())
def test_whoever_stands_behind_a_label_and_a_sign_is_the_origin(label: str, sign: str, name: str, over: bool) -> None:
    line = f"{label}{sign}{name}"
    page = [TITLE, line, *PARAGRAPHS] if over else [TITLE, *PARAGRAPHS, line]
    assert ("origin", name) in credits(*page)


@settings(max_examples=20)
@given(LABEL, st.sampled_from(["", ":", " :"]), NAME | st.just("Derb News"))
def test_whoever_stands_under_a_label_is_the_origin(label: str, sign: str, name: str) -> None:
    assert ("origin", name) in credits(TITLE, *PARAGRAPHS, f"{label}{sign}", name)


@pytest.mark.parametrize(
    "line",
    ["للمزيد Facebook", "أخبار محلية", "2 تعليق", "شارك", "رشيد الضغظ", "12/3/2021", "ضغظ ثخذ غضظ ذثخ خثظ", "سياسة"],
)
def test_what_else_stands_under_a_label_is_no_source(line: str) -> None:
    assert credits(TITLE, *PARAGRAPHS, "مصدر الخبر", line) == []


def test_a_headline_that_begins_as_a_label_is_one() -> None:
    for headline in ("مصدر / البلدية تفتح الحديقة", "مصدر - بلدية الزيتون تفتتح حديقة عامة"):
        (article,) = corpus_pkg.parse("\n".join([headline, *PARAGRAPHS]).encode()).articles
        assert (article.title, article.credits) == (headline, ())
