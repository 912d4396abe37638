"""What the readings of several rules have in common: clocks, days, months and years of a candidate."""

from __future__ import annotations

import datetime
import re

from corpus_pkg.dates import calendars
from corpus_pkg.dates.senses import Parts, Problem, Sense
from corpus_pkg.dates.shapes import Token
from corpus_pkg.dates.vocabulary import YEARS
from corpus_pkg.records import Calendar

#: Where a day beside such a word lies, seen from the anchor.
DIRECTIONS = {"past": -1, "future": 1}
#: "The previous", "the following": counted from what the text spoke of before, not from the anchor.
ANAPHOR = "anaphor"


def time_of(parts: Parts) -> str | None:
    """Return the clock and zone of a candidate: "" where it has none, None where it is no clock."""
    hour = parts.number("H") if "H" in parts.tokens else parts.number("H1")
    minute, second = parts.number("N"), parts.number("S")
    if hour is None:
        whole = parts.text("hm")
        if not whole:
            return ""
        hour, minute = int(whole[:2]), int(whole[2:])
    marker = parts.tokens.get("ap") or parts.tokens.get("ap1")
    text = calendars.clock(hour, minute, second, marker.value if marker else "")
    if text is None:
        return None
    zone = parts.tokens.get("z")
    sign = "-" if parts.has("{zone}-") else "+"
    hours = parts.text("zh")
    minutes = parts.text("zm")
    if "uh" in parts.tokens:
        sign, hours, minutes = ("-" if "-" in parts.shape[-4:] else "+"), parts.text("uh"), parts.text("um")
    if hours:
        if len(hours) == 4:
            hours, minutes = hours[:2], hours[2:]
        shift = calendars.offset(sign, int(hours), int(minutes or 0))
        return None if shift is None else text + shift
    return text + (zone.value if zone is not None else "")


def stamped(
    day: datetime.date | None,
    parts: Parts,
    calendar: Calendar = "gregorian",
    other: datetime.date | None = None,
    problem: Problem | None = None,
) -> Sense | None:
    """Return a day with its clock; where the weekday with it is another's, with the nearest day of that weekday."""
    time = time_of(parts)
    if day is None or time is None:
        return None
    weekday = parts.number("w")
    if weekday is not None and weekday != day.weekday():
        other, problem = calendars.nearest_weekday(day, weekday, 0), "weekday"
    return Sense(day.isoformat() + time, "date", calendar, other.isoformat() + time if other else None, problem)


def at_clock(day: datetime.date | None, parts: Parts) -> str | None:
    """Return a day with the clock that stands before it, if one does."""
    time = time_of(parts)
    return None if day is None or time is None else day.isoformat() + time


def month_of(parts: Parts) -> int | None:
    """Return the month of a candidate; None where its two names are of two months."""
    first, second = parts.number("m"), parts.number("m2")
    return first if second is None or first == second else None


def year_of(parts: Parts) -> int | None:
    """Return the Gregorian year of a candidate; None where it has none, or a number that is no year."""
    year = parts.number("y")
    return year if year in YEARS else None


def named_day(parts: Parts) -> datetime.date | None:
    """Return the day of a candidate with a month by name and a year; None where there is no such day."""
    year, month, number = year_of(parts), month_of(parts), parts.number("d")
    if year is None or month is None or number is None:
        return None
    return calendars.day(year, month, number)


def is_nth_weekday(parts: Parts, day: datetime.date) -> bool:
    """Return whether "Tuesday the second of March" must be the second Tuesday: the 2nd is another weekday."""
    weekday, token = parts.number("w"), parts.tokens["d"]
    return (
        weekday is not None
        and not parts.has("{day}")
        and token.kind == "ordinal"
        and token.value in "12345"
        and weekday != day.weekday()
    )


def shift_of(token: Token | None) -> int:
    """Return how many units a word such as "last" is away."""
    return int(token.value) if token is not None and token.value != "new" else 0


def without_year(parts: Parts, month: int, number: int | None) -> str | None:
    """Return a day of a month, or a month, without year: the year that the anchor and the word beside it settle."""
    unsettled = calendars.unspecified_year(month, number) if 1 <= month <= 12 else None
    modifier = parts.kind("mod")
    if parts.anchor is None or unsettled is None or modifier == ANAPHOR:
        return unsettled
    year_shift = parts.tokens.get("ym")
    year: int | None
    if year_shift is not None or parts.has("{this} {this_year}"):
        year = calendars.year_of(parts.anchor, shift_of(year_shift))
    elif modifier == "current":
        year = parts.anchor.year
    else:
        year = calendars.chosen_year(parts.anchor, month, number, DIRECTIONS.get(modifier))
    if year is None or (number is not None and calendars.day(year, month, number) is None):
        return unsettled
    return f"{year:04}{unsettled[4:]}"


def unit_value(anchor: datetime.date, unit: str, shift: int) -> str | None:
    """Return the week, month or year (unit W, M or Y) that many units after that of the anchor; None outside time."""
    if unit == "W":
        day = calendars.shifted(anchor, 7 * shift)
        return None if day is None else calendars.week(day)
    if unit == "M":
        return calendars.month_of(anchor, shift)
    year = calendars.year_of(anchor, shift)
    return None if year is None else f"{year:04}"


#: How a part of the day is written that says when.
_ADVERBIAL = re.compile("بعد .*|.*(?:ا|اء)")


def is_adverbial(parts: Parts) -> bool:
    """Return whether the part of the day behind a day is written as one, which "today an age" is not."""
    late = parts.tokens.get("late")
    return late is None or _ADVERBIAL.fullmatch(late.text) is not None
