"""Cases that others have published for Arabic dates, where they are at hand: how many are read as they expect.

What is not expected of a reader of news is left out by number, each group with its reason.
"""

from __future__ import annotations

import calendar
import datetime
import html
import json
import pathlib
import re
from itertools import pairwise
from typing import Any

import pytest

from corpus_pkg.dates import find_dates

SHARED = pathlib.Path(__file__).parents[2].parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the published cases are not part of this repository")

Days = tuple[datetime.date, datetime.date]

#: Recognizers-Text, `DateParser` and `DatePeriodParser`, by place in the file.
LEFT_OUT: dict[str, dict[str, tuple[int, ...]]] = {
    "DateParser": {
        "a number by itself counts something in news": (0, 32, 33, 34, 35),
        "two numbers about a dash are a score": (6, 7),
        "month first, as in the United States": (10,),
        "the day before or after, said to an assistant: in a narrative it is not counted from the page": (
            19,
            23,
            27,
            28,
        ),
        "the second Sunday of no month": (39, 40),
        "today in running text is nowadays as often": (16, 24),
        "a month ago is a month here, not a day": (29,),
        "a few days are no number": (30,),
    },
    "DatePeriodParser": {
        "my week, said to an assistant": (17, 24, 26),
        "the rest of the week or month": (22, 25),
        "the weekend, which differs from country to country": (16, 27, 47, 61),
        "the week of a month or year by number, which countries count differently": (9, 32, 33, 46),
        "a season without a year": (36, 70),
        "wording that no Arabic text has for a decade or a year": (49, 53, 54, 56, 64),
        "last September as that of last year": (8,),
        "the following month, which a narrative counts from itself": (60,),
        "a stretch from or up to now, which stays a duration": (13, 14, 29, 30, 31, 66),
        "the next decade: ten years from now or the next by number": (65,),
    },
}


def days(value: str | None) -> Days | None:
    """The first and last day of an EDTF value; None where it is no stretch of known days."""
    if not value or value[0] == "P" or "XXXX" in value or ".." in value:
        return None
    ends = [_days(part.rstrip("~?%").split("T")[0]) for part in value.split("/")]
    return ends[0][0], ends[-1][1]


def _days(point: str) -> Days:
    year, _, rest = point.partition("-")
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if rest.startswith("W"):
        monday = datetime.date.fromisocalendar(low, int(rest[1:]), 1)
        return monday, monday + datetime.timedelta(days=6)
    month, _, day = rest.partition("-")
    if month in ("21", "22", "23", "24"):
        begin = datetime.date(low, 3 * (int(month) - 20), 1)
        return begin, begin + datetime.timedelta(days=89)
    last = int(month or 12)
    return (
        datetime.date(low, int(month or 1), int(day or 1)),
        datetime.date(high, last, int(day or calendar.monthrange(high, last)[1])),
    )


def recognised(case: dict[str, Any]) -> bool:
    """Whether the stretches that a case of Recognizers-Text names are found, as past or as future.

    Its periods end with the day behind them, or with the first day of their last unit; two dates that are each found
    are the period between them.
    """
    reference = case["Context"]["ReferenceDateTime"][:10]
    found = find_dates(case["Input"], reference)
    spans = [span for span in (days(one.value) for one in found) if span]
    for result in case["Results"]:
        value = result["Value"]
        timex = value["Timex"].replace("-SU", "-22")
        wanted = set()
        for key in ("PastResolution", "FutureResolution"):
            resolution = value.get(key) or {}
            if "date" in resolution:
                wanted.add((resolution["date"], resolution["date"]))
            elif "startDate" in resolution and "endDate" in resolution:
                wanted.add((resolution["startDate"], resolution["endDate"]))
        whole = [*spans, *((one[0], two[1]) for one, two in pairwise(spans))]
        # The day behind the last, the last, and the first of the last year.
        ends = {
            (first.isoformat(), end.isoformat())
            for first, last in whole
            for end in (last, last + datetime.timedelta(days=1), last.replace(month=1, day=1))
        }
        if not (wanted & ends or any(one.value == timex for one in found)):
            return False
    return True


def cases(name: str) -> list[tuple[int, dict[str, Any]]]:
    found: list[dict[str, Any]] = json.loads((SHARED / "recognizers_text_ar" / f"{name}.json").read_text("utf-8"))
    left_out = {place for group in LEFT_OUT[name].values() for place in group}
    return [(place, case) for place, case in enumerate(found) if case.get("Results") and place not in left_out]


@pytest.mark.parametrize("name", LEFT_OUT)
def test_recognizers_text(name: str) -> None:
    outcome = {place: recognised(case) for place, case in cases(name)}
    missed = [place for place, right in outcome.items() if not right]
    assert sum(outcome.values()) >= 0.85 * len(outcome), f"missed: {missed}"


def test_timeml() -> None:
    """Every date that has its year with it."""
    right = total = 0
    for path in sorted((SHARED / "timeml_ar").glob("*.tml")):
        body = path.read_text("utf-8-sig").split("<TimeML>", 1)[-1]
        text, gold, opened = "", [], []
        for piece in re.findall(r"<[^>]*>|[^<]+", body):
            if piece.startswith("<TIMEX3"):
                opened.append((len(text), dict(re.findall(r'(\w+)="([^"]*)"', piece))))
            elif piece == "</TIMEX3>" and opened:
                gold.append((*opened.pop(), len(text)))
            elif not piece.startswith("<"):
                text += html.unescape(piece)
        found = find_dates(text)
        for start, attributes, end in gold:
            if attributes["type"] != "DATE" or not re.search("[0-9٠-٩]{4}", text[start:end]):
                continue
            total += 1
            value = attributes["value"]
            right += any(one.start < end and start < one.end and (one.value or "").startswith(value) for one in found)
    assert total and right >= 0.95 * total


#: Duckling's cases of a whole day, month or year, by place among all.
DUCKLING_LEFT_OUT: dict[str, tuple[int, ...]] = {
    "a weekday by itself is the last one in news, not the next": (9, 11, 12, 14, 15, 16),
    "a month without a year is the nearest in news, or open, not the next": (43, 47, 48),
    "the previous or following day or month, which a narrative counts from itself": (6, 31),
    "spoken language": (17, 27, 38, 40),
}


def test_duckling() -> None:
    material = json.loads((SHARED / "duckling_ar" / "cases.json").read_text("utf-8"))
    left_out = {place for group in DUCKLING_LEFT_OUT.values() for place in group}
    outcome = {}
    for place, case in enumerate(material["cases"]):
        match = re.fullmatch(r"\((\d+), (\d+), (\d+), [^)]*\) (Day|Month|Year)", case["expected_hs"])
        if match is None or place in left_out:
            continue
        first = datetime.date(int(match[1]), int(match[2]), int(match[3]))
        low, high = {"Day": (0, 0), "Month": (27, 30), "Year": (364, 365)}[match[4]]
        spans = [days(one.value) for one in find_dates(case["text"], material["reference"][:10])]
        outcome[place] = any(span and span[0] == first and low <= (span[1] - first).days <= high for span in spans)
    missed = [place for place, right in outcome.items() if not right]
    assert sum(outcome.values()) >= 0.85 * len(outcome), f"missed: {missed}"
