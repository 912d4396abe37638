"""Values of time in EDTF (ISO 8601-2), as every table of a package writes them: their form and the days they allow.

The project writes levels 0 and 1, level 2's unspecified year (`XXXX-05-21`), ISO weeks (`2024-W13`), seasons by the
months of the north (21 spring from March on, 24 winter from December on into the next year) and ISO 8601's durations.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable

_YEAR = r"(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)"
_MONTH = r"(?:0[1-9]|1[0-2]|XX)"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01]|XX)"
_TIME = r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
_SEASON = r"2[1-4]"
_WEEK = r"(?:0[1-9]|[1-4][0-9]|5[0-3])"
_POINT = rf"(?:{_YEAR}(?:-W{_WEEK}|-{_SEASON}|-{_MONTH}(?:-{_DAY}(?:{_TIME})?)?)?[~?%]?)"
_DURATION = (
    r"P(?=[0-9]|T[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+W)?(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?"
)
#: One point of time, as a regular expression of any dialect.
POINT = rf"^{_POINT}$(?!\n)"
#: A point, an interval or a duration, as a regular expression of any dialect.
VALUE = rf"^(?:{_POINT}(?:/(?:{_POINT}|\.\.))?|\.\./{_POINT}|{_DURATION})$(?!\n)"

_PARTS = re.compile(
    rf"(?P<year>{_YEAR})"
    rf"(?:-W(?P<week>{_WEEK})|-(?P<season>{_SEASON})|-(?P<month>{_MONTH})(?:-(?P<day>{_DAY})(?:{_TIME})?)?)?[~?%]?"
)

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})")

#: The first and the last day that a value allows.
Bounds = tuple[datetime.date, datetime.date]


def bounds(value: str) -> Bounds | None:
    """Return the first and the last day that an EDTF value allows, by its own clock.

    An unspecified digit or part allows each that the calendar has; `~`, `?` and `%` change nothing. None where one side
    is open or the year may be any, for a duration, for a day that no calendar has, for days outside the years 1 to
    9999, for an interval that ends before it begins, and for what is no EDTF of the project.

    >>> bounds("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> bounds("2008-24")
    (datetime.date(2008, 12, 1), datetime.date(2009, 2, 28))
    >>> bounds("201X-02-29/2024-W13")
    (datetime.date(2012, 2, 29), datetime.date(2024, 3, 31))
    >>> bounds("XXXX-05-21"), bounds("2024-03/.."), bounds("P3D")
    (None, None, None)
    """
    first, _, last = value.partition("/")
    begin = _point(first)
    end = _point(last) if "/" in value else begin
    if begin is None or end is None or begin[0] > end[1]:
        return None
    return begin[0], end[1]


def instant(value: str | None) -> datetime.datetime | None:
    """Return the instant, in UTC, that a value of EDTF names: a day with a clock and its zone.

    None for every other value, and for none: without a zone nobody knows which instant a clock shows, a value that is
    marked `~`, `?` or `%` says that it is not sure, and an interval is no instant.

    >>> instant("2024-03-20T13:43:00+03:00")
    datetime.datetime(2024, 3, 20, 10, 43, tzinfo=datetime.timezone.utc)
    >>> instant("2024-03-20T13:43:00"), instant("2024-03-20")
    (None, None)
    """
    if value is None or _INSTANT.fullmatch(value) is None:
        return None
    try:
        return datetime.datetime.fromisoformat(value).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None


def _point(value: str) -> Bounds | None:
    match = _PARTS.fullmatch(value)
    if match is None or match["year"] == "XXXX":
        return None
    low, high = (int(match["year"].replace("X", digit)) for digit in "09")
    if low < datetime.MINYEAR:
        return None
    first = next((days for year in range(low, high + 1) if (days := _in_year(year, match))), None)
    last = next((days for year in range(high, low - 1, -1) if (days := _in_year(year, match))), None)
    return None if first is None or last is None else (first[0], last[1])


def _in_year(year: int, parts: re.Match[str]) -> Bounds | None:
    """Return the days of one year that week, season, month and day allow, None where it has none of them."""
    try:
        if parts["week"]:
            monday = datetime.date.fromisocalendar(year, int(parts["week"]), 1)
            return monday, monday + datetime.timedelta(days=6)
        if parts["season"]:
            begins = 3 * (int(parts["season"]) - 20)
            ends = (year + 1, 2) if begins == 12 else (year, begins + 2)
            return datetime.date(year, begins, 1), datetime.date(*ends, calendar.monthrange(*ends)[1])
    except (ValueError, OverflowError):
        return None
    days = [
        days
        for month in _allowed(parts["month"], range(1, 13))
        if (days := _in_month(year, month, parts["day"])) is not None
    ]
    return (days[0][0], days[-1][1]) if days else None


def _in_month(year: int, month: int, day: str | None) -> Bounds | None:
    length = calendar.monthrange(year, month)[1]
    days = [number for number in _allowed(day, (1, length)) if number <= length]
    return (datetime.date(year, month, days[0]), datetime.date(year, month, days[-1])) if days else None


def _allowed(part: str | None, every: Iterable[int]) -> Iterable[int]:
    return every if part in (None, "XX") else (int(part or 0),)
