"""Thresholds of credits with a story on either side: a test fails when one of them moves by one step.

`benchmarks/mutation.py credits` moves each. The stories are made for it and say nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from corpus_pkg.credits import find_authors, find_credits, find_dateline
from corpus_pkg.language.orthography import fold
from corpus_pkg.layout.model import Segment
from corpus_pkg.records import SegmentKind

NAMES = ("محمود الخطيب", "سليم البستاني", "كمال المنوفي", "عادل الطويل", "نبيل السباعي")
ADJECTIVES = ("البريطانية", "اليومية", "الأسبوعية", "العربية")
LONG = "بدأ العمل في المصنع أمس بعد توقف دام أسابيع بسبب أعمال الصيانة وعاد العمال إلى بيوتهم في المساء"
WAFA = "وكالة الأنباء والمعلومات الفلسطينية"
WORDS = ("شجيرة", "غيمة", "سنبلة", "ريحانة", "قطرة", "زهرة", "موجة", "نسمة")


class Case(NamedTuple):
    """A threshold, a line of a story of a size, the largest size within it, and what is read on either side."""

    name: str
    kind: SegmentKind
    line: Callable[[int], str]
    last: int
    within: list[str]
    beyond: list[str]


def words(count: int) -> str:
    """So many words that say nothing."""
    return " ".join(WORDS[:count])


def adjectives(count: int) -> str:
    """So many adjectives of a newspaper."""
    return " ".join(ADJECTIVES[:count])


def ending(before: str, name: str, size: int) -> str:
    """A line with a name that ends behind so many characters, blanks before it."""
    return before + " " * (size - len(before) - len(name)) + name


CASES = [
    Case(
        "REACH",
        "body",
        lambda size: ending("بيروت - رويترز،", "الجزيرة", size) + ": بدأ العمل.",
        100,
        ["origin رويترز", "origin الجزيرة", "dateline بيروت"],
        [],
    ),
    Case(
        "LONGEST",
        "source",
        lambda size: ending("المصدر: رويترز،", "الجزيرة", size),
        300,
        ["origin رويترز", "origin الجزيرة"],
        ["origin رويترز", "origin الجزير"],
    ),
    Case(
        "_WORDS_WITH_ENDING",
        "byline",
        lambda size: f"{words(size - 1)} نيوز - محمود الخطيب",
        3,
        ["publisher شجيرة غيمة نيوز", "author محمود الخطيب"],
        ["author شجيرة غيمة سنبلة نيوز", "author محمود الخطيب"],
    ),
    Case(
        "_WORDS_BEHIND_NOUN",
        "source",
        lambda size: f"المصدر: صحيفة {words(size)}",
        4,
        ["origin صحيفة شجيرة غيمة سنبلة ريحانة"],
        ["origin صحيفة شجيرة غيمة سنبلة ريحانة"],
    ),
    Case(
        "_ADJECTIVES",
        "body",
        lambda size: f"قالت الصحيفة {adjectives(size)} «الغارديان» إن العمل بدأ",
        2,
        ["cited الصحيفة البريطانية اليومية «الغارديان»"],
        ["cited الغارديان"],
    ),
    Case(
        "_WORDS_IN_QUOTES",
        "body",
        lambda size: f"ذكرت صحيفة «{words(size)}» أن العمل بدأ",
        4,
        ["cited صحيفة «شجيرة غيمة سنبلة ريحانة»"],
        [],
    ),
    Case(
        "_WORDS_BARE",
        "body",
        lambda size: f"ذكرت صحيفة الشجيرة {adjectives(size - 1)} أن العمل بدأ",
        3,
        ["cited صحيفة الشجيرة البريطانية اليومية"],
        ["cited صحيفة الشجيرة البريطانية اليومية"],
    ),
    Case(
        "_GAP",
        "body",
        lambda size: f"ذكرت غيمة وكالة رويترز{' ' * size}والأناضول العمل",
        6,
        ["cited وكالة رويترز", "cited الأناضول"],
        ["cited وكالة رويترز"],
    ),
    Case(
        "_NEAR_NOUN",
        "body",
        lambda size: f"ذكرت {words(size - 1)} صحيفة «الغارديان» العمل",
        4,
        ["cited صحيفة «الغارديان»"],
        [],
    ),
    Case("_NEAR_NAME", "body", lambda size: f"ذكرت {words(size - 1)} رويترز العمل", 3, ["cited رويترز"], []),
    Case("_NEAR_COMMON", "body", lambda size: f"ذكرت {words(size - 1)} «الحياة» العمل", 2, ["cited الحياة"], []),
    Case("_NEAR_SPEECH", "body", lambda size: f"قال {words(size - 2)} لـ«الغد» في العمل", 7, ["publisher الغد"], []),
    Case("_BEHIND", "body", lambda size: f"العمل رويترز {words(size - 1)} ذكرت", 2, ["cited رويترز"], []),
    Case(
        "_SHORTEST_DEFINITE",
        "body",
        lambda size: f"ذكرت صحيفة ال{'ب' * (size - 2)} أن العمل",
        3,
        [],
        ["cited صحيفة البب"],
    ),
    Case(
        "_WORDS_OF_PLACE",
        "body",
        lambda size: f"البلدة {words(size - 1)} - رويترز: بدأ العمل",
        3,
        ["origin رويترز", "dateline البلدة شجيرة غيمة"],
        [],
    ),
    Case(
        "_SIGNATURE_REACH",
        "body",
        lambda size: LONG + " (" + WAFA + ")" + "!" * (size - len(WAFA) - 2),
        40,
        ["origin وكالة الأنباء والمعلومات الفلسطينية"],
        [],
    ),
    Case(
        "_WORDS_OF_AUTHOR",
        "body",
        lambda size: f"عمان - {words(size)}: بدأ العمل",
        4,
        ["dateline عمان", "author شجيرة غيمة سنبلة ريحانة"],
        ["dateline عمان"],
    ),
    Case(
        "_WORDS_OF_INLINE_NAME",
        "body",
        lambda size: f"كتب {words(size)}: بدأ العمل",
        4,
        ["author شجيرة غيمة سنبلة ريحانة"],
        [],
    ),
    Case(
        "_WORDS_OF_NAME",
        "source",
        lambda size: f"المصدر: {words(size)}",
        5,
        ["origin شجيرة غيمة سنبلة ريحانة قطرة"],
        [],
    ),
    Case(
        "_MOST_AUTHORS",
        "published",
        lambda size: f"بيروت - {'، '.join(NAMES[:size])} - 12 مارس 2021",
        3,
        ["dateline بيروت", "author محمود الخطيب", "author سليم البستاني", "author كمال المنوفي"],
        ["dateline بيروت"],
    ),
]


def read(kind: SegmentKind, line: str) -> list[str]:
    """The credits, the dateline and the authors of a story of one line."""
    folded = fold(line + "\n")
    segments = [Segment(0, len(line), kind, "test", 1)]
    credits = [f"{credit.role} {credit.surface}" for credit in find_credits(folded, segments)]
    place = find_dateline(folded, segments)
    authors = [f"author {author.name}" for author in find_authors(folded, segments)]
    return [*credits, *([f"dateline {place.place}"] if place else []), *authors]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_threshold_stands_where_it_stands(case: Case) -> None:
    assert [read(case.kind, case.line(size)) for size in (case.last, case.last + 1)] == [case.within, case.beyond]
