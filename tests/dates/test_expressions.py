"""Expressions of time: what must hold for every text."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from babel import localedata
from babel.dates import format_date
from hijridate import Gregorian
from hypothesis import example, given
from hypothesis import strategies as st
from timely import ANCHORS, DAYS, TIMELY

from corpus_pkg.dates import Expression, find_dates, find_in, read_date
from corpus_pkg.dates.vocabulary import vocabulary
from corpus_pkg.edtf import VALUE
from corpus_pkg.errors import CorpusError
from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import fold

TEXTS = (
    TIMELY | st.text(st.characters(codec=None), max_size=60) | st.text(st.sampled_from("0123456789/-.: و"), max_size=40)
)
ARABIC = sorted(name for name in localedata.locale_identifiers() if name.split("_")[0] == "ar")


@given(TEXTS, ANCHORS)
def test_every_expression_tells_the_truth(text: str, anchor: datetime.date | None) -> None:
    last = 0
    for found in find_dates(text, anchor):
        assert last <= found.start < found.end <= len(text)
        assert found.surface == text[found.start : found.end]
        assert len(found.surface.splitlines()) == 1
        assert found.value is None or re.match(VALUE, found.value)
        last = found.end


@given(TEXTS, ANCHORS, st.data())
def test_a_zone_is_never_left(text: str, anchor: datetime.date | None, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for found in find_in(fold(text), start, end, anchor=anchor):
        assert start <= found.start < found.end <= end


@example("أمس الثلاثاء", datetime.date(2000, 1, 1))
@given(TEXTS, ANCHORS)
def test_a_text_twice_has_its_expressions_twice(text: str, anchor: datetime.date | None) -> None:
    once = find_dates(text, anchor)
    shift = len(text) + 1

    def moved(found: Expression) -> Expression:
        return replace(found, start=found.start + shift, end=found.end + shift)

    assert find_dates(text + "\n" + text, anchor) == once + [moved(found) for found in once]


@given(TIMELY, ANCHORS, st.data())
def test_marks_inside_words_change_nothing(text: str, anchor: datetime.date | None, data: st.DataObject) -> None:
    marks = st.sampled_from(["", "", "\u064e", "\u0651", "ـ", "\u200f"])
    letter = re.compile("[\u0621-\u063a\u0641-\u064a]")
    marked = "".join(
        character + (data.draw(marks) if letter.match(character) and letter.match(following) else "")
        for character, following in pairwise(text + " ")
    )
    plain, decorated = find_dates(text, anchor), find_dates(marked, anchor)
    assert [(found.value, found.rule) for found in plain] == [(found.value, found.rule) for found in decorated]


@given(st.text(st.characters(codec=None), max_size=200))
def test_words_that_say_nothing_of_time_yield_nothing(text: str) -> None:
    words = vocabulary(default()).words
    spoken = [
        word for word in re.findall(r"[^\W\d_]+", text) if not {fold(word).text, fold(word).text.lower()} & set(words)
    ]
    assert find_dates(" ".join(spoken)) == []


@given(DAYS, st.sampled_from(ARABIC), st.sampled_from(["full", "long", "medium"]))
def test_what_cldr_writes_is_read_back(day: datetime.date, locale: str, width: str) -> None:
    text = format_date(day, width, locale=locale)
    found = read_date(text)
    assert found is not None and found.value == day.isoformat()


@given(st.dates(datetime.date(1924, 8, 1), datetime.date(2077, 11, 16)))
def test_hijri_dates_are_read_back(day: datetime.date) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    for row in default().rows("months"):
        if row["calendar"] == "hijri" and row["month"] == str(hijri.month):
            found = read_date(f"{hijri.day} {row['form']} {hijri.year} هـ")
            assert found is not None and (found.value, found.calendar) == (day.isoformat(), "hijri")


RELATIVE = (
    "أمس",
    "أول أمس",
    "غدا",
    "اليوم الثلاثاء",
    "صباح اليوم",
    "الأسبوع المقبل",
    "الشهر الماضي",
    "العام الماضي",
    "هذا العام",
    "يوم الأحد",
    "الخميس الماضي",
    "الخميس",
    "قبل ثلاثة أيام",
    "السابع من الشهر الجاري",
    "يومي الأربعاء والخميس الماضيين",
    "القرن الماضي",
    "مساء الأحد المقبل",
)


@pytest.mark.parametrize("text", RELATIVE)
def test_relative_words_need_an_anchor(text: str) -> None:
    (alone,) = find_dates(text)
    assert alone.surface == text and alone.value is None
    (resolved,) = find_dates(text, "2024-03-20")
    assert resolved.surface == text and resolved.value is not None


@pytest.mark.parametrize("anchor", ["x", "", "20 مارس 2024", "2024-13-01", "0", 20240320])
def test_an_anchor_that_says_nothing_is_told(anchor: Any) -> None:
    for read in (read_date, find_dates):
        with pytest.raises(CorpusError, match=r"\Aanchor is .*; give a date, or EDTF such as '2024-03-20'\Z"):
            read("أمس", anchor=anchor)


@pytest.mark.parametrize("anchor", ["2024-03", "XXXX-05-21", "../2024-03-20", "P3D"])
def test_an_anchor_of_no_whole_day_counts_as_none(anchor: str) -> None:
    assert find_dates("أمس", anchor) == find_dates("أمس")


@given(DAYS, st.sampled_from([word for word in RELATIVE if word != "القرن الماضي"]))
def test_relative_words_lie_near_their_anchor(anchor: datetime.date, text: str) -> None:
    (found,) = find_dates(text, anchor)
    assert found.value is not None
    assert abs(int(found.value[:4]) - anchor.year) <= 1


@given(DAYS)
def test_a_day_without_year_is_the_nearest_where_that_is_clear(anchor: datetime.date) -> None:
    (alone,) = find_dates("14 حزيران")
    assert alone.value == "XXXX-06-14"
    (found,) = find_dates("14 حزيران", anchor)
    assert found.value is not None
    apart = sorted(abs((datetime.date(year, 6, 14) - anchor).days) for year in range(anchor.year - 1, anchor.year + 2))
    if found.value == "XXXX-06-14":
        assert 2 * apart[0] > apart[1]
    else:
        assert abs((datetime.date.fromisoformat(found.value) - anchor).days) == apart[0]


def test_vowel_signs_behind_a_zone_stay_outside() -> None:
    text = "غداً"
    (found,) = find_in(fold(text), 0, 3)
    assert (found.start, found.end, found.surface) == (0, 3, "غدا")


def test_broken_characters_do_no_harm() -> None:
    (found,) = find_dates("\ud800\x00 في 7 أكتوبر 2023\x00\udfff")
    assert found.surface == "7 أكتوبر 2023" and found.value == "2023-10-07"


def test_a_string_with_more_than_a_date_is_none() -> None:
    assert read_date("في 7 أكتوبر 2023") is None
    assert read_date("7 أكتوبر 2023 8 أكتوبر 2023") is None
    assert read_date("") is None
    found = read_date(" \u200f7 أكتوبر 2023\u200f.\n")
    assert found is not None and found.surface == "7 أكتوبر 2023"


@given(TEXTS)
def test_no_year_is_read_that_is_not_written(text: str) -> None:
    for found in find_dates(text):
        if found.value is None or found.calendar == "hijri" or found.kind == "duration" or "X" in found.value:
            continue
        digits = fold(found.surface).text
        for year in re.findall("(?<![0-9])[0-9]{4}(?![0-9])", found.value.split("T")[0]):
            # Years in words are told apart by their own test; here every digit of a year stands in the text.
            assert year in digits or f"{int(year[2:]):02}" in digits or not re.search("[0-9]", digits)


def test_today_is_a_day_only_where_it_is_all_that_is_said() -> None:
    (found,) = find_dates("ما نراه اليوم في المدينة", "2024-03-20")
    assert found.value is None
    whole = read_date("اليوم", "2024-03-20")
    assert whole is not None and whole.value == "2024-03-20"
