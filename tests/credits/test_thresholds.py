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
WORDS = ("شجيرة", "غيمة", "سنبلة", "ريحانة", "قطرة", "زهرة", "موجة", "نسمة")


class Case(NamedTuple):
    """A threshold, a line of a story of a size, and what is read of it on either side."""

    name: str
    kind: SegmentKind
    line: Callable[[int], str]
    last: int
    within: list[str]
    beyond: list[str]


def ending(before: str, name: str, size: int) -> str:
    """A line with a name that ends behind so many characters, blanks before it."""
    return before + " " * (size - len(before) - len(name)) + name


CASES = [
    Case(
        "REACH",
        "body",
        lambda size: ending("بيروت - رويترز،", "الجزيرة", size) + ": بدأ العمل في المصنع.",
        100,
        ["origin reuters", "origin al-jazeera", "dateline بيروت"],
        [],
    ),
    Case(
        "LONGEST",
        "source",
        lambda size: ending("المصدر: رويترز،", "الجزيرة", size),
        300,
        ["origin reuters", "origin al-jazeera"],
        ["origin reuters", "origin الجزير"],
    ),
    Case(
        "_WORDS_OF_NAME",
        "source",
        lambda size: "المصدر: " + " ".join(WORDS[:size]),
        5,
        ["origin " + " ".join(WORDS[:5]).replace("ة", "ه")],
        [],
    ),
    Case(
        "_MOST_AUTHORS",
        "published",
        lambda size: "بيروت - " + "، ".join(NAMES[:size]) + " - 12 مارس 2021",
        3,
        ["dateline بيروت", *(f"author {name}" for name in NAMES[:3])],
        ["dateline بيروت"],
    ),
]


def read(kind: SegmentKind, line: str) -> list[str]:
    """The credits, the dateline and the authors of a story of one line."""
    folded = fold(line + "\n")
    segments = [Segment(0, len(line), kind, "test", 1)]
    credits = [
        f"{credit.role} {credit.source.name_ar if credit.source.kind == 'unknown' else credit.source.source_id}"
        for credit in find_credits(folded, segments)
    ]
    place = find_dateline(folded, segments)
    authors = [f"author {author.name}" for author in find_authors(folded, segments)]
    return [*credits, *([f"dateline {place.place}"] if place else []), *authors]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_threshold_stands_where_it_stands(case: Case) -> None:
    assert [read(case.kind, case.line(size)) for size in (case.last, case.last + 1)] == [case.within, case.beyond]
