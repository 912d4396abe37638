"""The work that reading a text takes: linear in its length, whatever the text."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from growth import check_linear

from corpus_pkg.dates import find_dates

REPEATED = {
    "numbers": "12 ",
    "years": "2012 ",
    "joined numbers": "12-",
    "slashes": "1/",
    "clocks": "10:32:",
    "days and months": "7 أكتوبر ",
    "days without an end": "10 و11 و",
    "list": "1، ",
    "weekdays": "الثلاثاء ",
    "months": "تشرين الأول/",
    "and": "و ",
    "words for day": "يوم ",
    "of": "من ",
    "thousands": "ألف و",
    "phrases without an end": "أول من ",
    "brackets": "(",
    "quotation marks": '"اليوم ',
    "today": "أمس ",
    "pairs": "الموافق ",
    "Hijri": "1433-07-22 ",
    "blanks": " ",
    "lines": "\n",
    "vowel signs": "\u064e\u0651",
    "tatweel": "ـ",
    "digits": "1",
    "letters": "ا",
    "prose": "وقال المتحدث إن الاجتماع الذي عقد في المدينة انتهى من دون اتفاق. ",
    "nothing of ours": "\ud800\x00☃",
}
LENGTH = 12_000


def steps(text: str) -> int:
    """How many functions of Python are called, and how many of C by them."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        find_dates(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", REPEATED)
def test_doubling_a_text_doubles_the_work_at_most(name: str) -> None:
    piece = REPEATED[name]
    text = piece * (LENGTH // len(piece))
    # What a shape means is found once; the second reading of a length shows what each further character costs.
    find_dates(text + text)
    assert steps(text + text) <= 2.05 * steps(text) + 100
    check_linear(lambda times: find_dates(text * times), 1)


@pytest.mark.parametrize("name", REPEATED)
def test_no_text_takes_long(name: str) -> None:
    piece = REPEATED[name]
    text = piece * (LENGTH // len(piece))
    # The slowest of all, numbers packed tight, takes some 30 steps a character.
    assert steps(text) <= 100 * len(text) + 50_000
