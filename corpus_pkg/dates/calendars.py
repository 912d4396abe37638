"""Calendars: what day a written day is, and how a day, month, year or clock is written in EDTF.

Gregorian dates are proleptic, by `datetime`. Hijri dates are Umm al-Qura, by `hijridate`, for the years that it knows
(1343 to 1500); outside them the tabular civil calendar (epoch 16 July 622 Julian; Dershowitz and Reingold,
"Calendrical Calculations") stands in, right to a day or two, and a day read by it is marked approximate.
"""

from __future__ import annotations

import calendar
import datetime
import re
from functools import lru_cache

from hijridate import Hijri

#: Two digits from these on are a year of the last century.
_CENTURY_TURNS = 70
#: The Hijri years of the Umm al-Qura tables.
UMM_AL_QURA = range(1343, 1501)
_EPOCH = 1948440 - 385 - 1721425
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


#: A day, with a clock or a mark of doubt behind it.
_WHOLE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[^/]*|[~?%])?")


def anchored(anchor: str | datetime.date | None) -> datetime.date | None:
    """Return the day of an anchor; None where it names no whole day ("2024-03", "2024-W13", "2024-03-20/..")."""
    if isinstance(anchor, datetime.datetime):
        return anchor.date()
    if isinstance(anchor, datetime.date) or anchor is None:
        return anchor
    if not _WHOLE_DAY.fullmatch(anchor):
        return None
    try:
        return datetime.date.fromisoformat(anchor[:10])
    except ValueError:
        return None


def day(year: int, month: int, number: int) -> datetime.date | None:
    """Return a Gregorian day, None where there is no such day."""
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def full_year(year: int) -> int:
    """Return the year that two digits stand for, of 1970 to 2069."""
    return year + (2000 if year < _CENTURY_TURNS else 1900)


def full_hijri_year(year: int) -> int:
    """Return the Hijri year that two digits stand for, of 1350 to 1449; a longer number is a year as it is."""
    return year + (1400 if year < 50 else 1300) if year < 100 else year


def hijri_day(year: int, month: int, number: int) -> datetime.date | None:
    """Return the Gregorian day of a Hijri day, None where there is no such day."""
    if not (1 <= month <= 12 and 1 <= number <= 30 and 1 <= year <= 9000):
        return None
    if year in UMM_AL_QURA:
        try:
            return Hijri(year, month, number).to_gregorian()
        except (ValueError, OverflowError):
            return None
    count = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + number + _EPOCH
    return datetime.date.fromordinal(count)


#: In 33 solar years of the Hijra these are leap years (of 1178 to 1633, as Iran has kept them).
_SOLAR_LEAPS = (1, 5, 9, 13, 17, 22, 26, 30)
_SOLAR_YEARS = range(1178, 1634)
#: The day before 1 Farvardin 1178.
_SOLAR_EPOCH = datetime.date(1799, 3, 20).toordinal()


def solar_day(year: int, month: int, number: int) -> datetime.date | None:
    """Return the Gregorian day of a day of the solar Hijri calendar, None where there is no such day."""
    if year not in _SOLAR_YEARS or not 1 <= month <= 12:
        return None
    leap = year % 33 in _SOLAR_LEAPS
    length = 31 if month <= 6 else 30 if month < 12 or leap else 29
    if not 1 <= number <= length:
        return None
    leaps = sum(before % 33 in _SOLAR_LEAPS for before in range(_SOLAR_YEARS.start, year))
    passed = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return datetime.date.fromordinal(_SOLAR_EPOCH + 365 * (year - _SOLAR_YEARS.start) + leaps + passed + number)


def hijri_month(year: int, month: int) -> str | None:
    """Return a Hijri month as an interval of Gregorian days."""
    first = hijri_day(year, month, 1)
    following = hijri_day(year + month // 12, month % 12 + 1, 1)
    if first is None or following is None:
        return None
    return f"{first.isoformat()}/{(following - datetime.timedelta(days=1)).isoformat()}"


def hijri_year(year: int) -> str | None:
    """Return a Hijri year as an interval of the Gregorian years that it touches."""
    first, following = hijri_day(year, 1, 1), hijri_day(year + 1, 1, 1)
    if first is None or following is None:
        return None
    last = following - datetime.timedelta(days=1)
    return interval(f"{first.year:04}", f"{last.year:04}")


def is_tabular(year: int) -> bool:
    """Return whether a Hijri year lies outside the tables, so that its days are approximate."""
    return year not in UMM_AL_QURA


def interval(first: str, last: str) -> str:
    """Return an EDTF interval, or the point where both ends are one."""
    return first if first == last else f"{first}/{last}"


def unspecified_year(month: int, number: int | None = None) -> str | None:
    """Return a day of any year, or a month of any year: `XXXX-05-21`, `XXXX-05`."""
    if number is None:
        return f"XXXX-{month:02}"
    if not 1 <= number <= _LONGEST_MONTHS[month - 1]:
        return None
    return f"XXXX-{month:02}-{number:02}"


def week(of: datetime.date) -> str:
    """Return the ISO week of a day: `2024-W13`."""
    year, number, _ = of.isocalendar()
    return f"{year:04}-W{number:02}"


def year_of(of: datetime.date, shift: int = 0) -> int | None:
    """Return the year `shift` years after that of a day, None outside the calendar."""
    year = of.year + shift
    return year if datetime.MINYEAR <= year <= datetime.MAXYEAR else None


def month_of(of: datetime.date, shift: int = 0) -> str | None:
    """Return the month `shift` months after that of a day, `2024-03`; None outside the calendar."""
    years, month = divmod(of.month - 1 + shift, 12)
    year = year_of(of, years)
    return None if year is None else f"{year:04}-{month + 1:02}"


def same_day(of: datetime.date, month: str) -> datetime.date:
    """Return the day of that number in a month (`2024-02`), its last where it has no such day."""
    year, number = int(month[:4]), int(month[5:])
    return datetime.date(year, number, min(of.day, calendar.monthrange(year, number)[1]))


def shifted(of: datetime.date, days: int) -> datetime.date | None:
    """Return the day `days` after a day, None outside the calendar."""
    try:
        return of + datetime.timedelta(days=days)
    except OverflowError:
        return None


def nearest_weekday(to: datetime.date, weekday: int, direction: int) -> datetime.date | None:
    """Return the nearest day of a weekday (Monday is 0).

    `direction` -1: on or before `to`; -2: before it; 2: after it; 0: whichever is nearer, at most three days off.
    """
    ahead = (weekday - to.weekday()) % 7
    if direction == -1:
        return shifted(to, ahead - 7 if ahead else 0)
    if direction == -2:
        return shifted(to, ahead - 7)
    if direction == 2:
        return shifted(to, ahead or 7)
    return shifted(to, ahead if ahead <= 3 else ahead - 7)


def chosen_year(to: datetime.date, month: int, number: int | None, direction: int | None) -> int | None:
    """Return the year that a day or month without one is in, seen from `to`.

    `direction` -1: the last one not after `to`; 1: the first one not before it; None: the nearest, where it is at
    least twice as near as any other, else none.
    """
    middle = number or (to.day if month == to.month else 15)
    options = [option for year in range(to.year - 4, to.year + 5) if year > 0 and (option := day(year, month, middle))]
    if number is None and month == to.month and direction is not None:
        return to.year
    nearest = _chosen(options, to, direction)
    return None if nearest is None else nearest.year


def _chosen(options: list[datetime.date], to: datetime.date, direction: int | None) -> datetime.date | None:
    """Return the nearest day not after (-1) or not before (1) `to`; with no direction, one that no other is near."""
    if direction is not None:
        options = [option for option in options if (option - to).days * direction >= 0]
    options = sorted(options, key=lambda option: (abs(option - to), option))
    if direction is None and len(options) > 1 and 2 * abs(options[0] - to) > abs(options[1] - to):
        return None
    return options[0] if options else None


def chosen_hijri_day(to: datetime.date, month: int, number: int, direction: int | None) -> datetime.date | None:
    """Return the Gregorian day of a day of a Hijri month without year, seen from `to`, as `chosen_year` chooses.

    None where there is no such day in the years about `to`, or where none is near enough.
    """
    year = round((to.year - 622) * 33 / 32)
    options = [option for shift in range(-3, 4) if (option := hijri_day(year + shift, month, number))]
    return _chosen(options, to, direction)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> datetime.date | None:
    """Return the first to fifth of a weekday (Monday is 0) in a month, or the last (`number` -1), or None."""
    last = last_day(year, month)
    if last is None:
        return None
    if number == -1:
        return last - datetime.timedelta(days=(last.weekday() - weekday) % 7)
    first = last.replace(day=1)
    return day(year, month, 1 + (weekday - first.weekday()) % 7 + 7 * (number - 1))


def last_day(year: int, month: int) -> datetime.date | None:
    """Return the last day of a month, None where there is no such month."""
    if not (1 <= month <= 12 and datetime.MINYEAR <= year <= datetime.MAXYEAR):
        return None
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def nearest_day_of_month(to: datetime.date, number: int) -> datetime.date | None:
    """Return the day of that number nearest to a day, in its month or one beside it."""
    options = []
    for shift in (-1, 0, 1):
        month = month_of(to, shift)
        option = None if month is None else day(int(month[:4]), int(month[5:]), number)
        if option is not None:
            options.append(option)
    return min(options, key=lambda option: (abs(option - to), option), default=None)


def season(of: datetime.date, number: int, direction: int) -> str | None:
    """Return a season (21 spring, 22 summer, 23 autumn, 24 winter, by the months of the north) as EDTF, `2008-22`.

    `direction` -1: the last that is over at the day; 1: the next to begin; 0: that of the day's year.
    """
    year, begins = of.year, 3 * (number - 20)
    if direction < 0:
        over = day(year + (begins == 12), (begins + 3) % 12 or 12, 1)
        while over is not None and over > of:
            year -= 1
            over = day(year + (begins == 12), (begins + 3) % 12 or 12, 1)
    elif direction > 0 and of.month >= begins:
        year += 1
    settled = year_of(of, year - of.year)
    return None if settled is None else f"{settled:04}-{number}"


def clock(hour: int, minute: int | None, second: int | None, half: str) -> str | None:
    """Return a time of day, `T17:34`; `half` is "am", "pm" or "" and counts only where the hour is one of twelve."""
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    text = f"T{hour:02}:{minute or 0:02}"
    return text if second is None else f"{text}:{second:02}"


def offset(sign: str, hours: int, minutes: int) -> str | None:
    """Return a distance from UTC, `+04:00`; `Z` where it is none."""
    if hours > 14 or minutes > 59:
        return None
    if hours == minutes == 0:
        return "Z"
    return f"{sign}{hours:02}:{minutes:02}"
