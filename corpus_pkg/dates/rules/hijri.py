"""Days, months and years of the Hijri calendar, and days in both calendars."""

from __future__ import annotations

import datetime

from corpus_pkg.dates import calendars
from corpus_pkg.dates.rules.readings import (
    ANAPHOR,
    DIRECTIONS,
    at_clock,
    named_day,
    stamped,
)
from corpus_pkg.dates.senses import Example, Parts, Rules, Sense
from corpus_pkg.dates.vocabulary import YEARS

RULES = Rules()


def _hijri(parts: Parts) -> datetime.date | None:
    year, month, number = parts.number("hy"), parts.number("hmonth"), parts.number("hd")
    if year is None or month is None or number is None:
        return None
    return calendars.hijri_day(calendars.full_hijri_year(year), month, number)


_HIJRI_DAY = "(?:{article} ?)?(?P<hd>{NTH})(?: {of} | {of} {month} | {month} | |)(?P<hmonth>{hijri_month})"

_HIJRI_DATE = "(?:{article} ?)?(?P<hd>{NTH})(?: {of} | {of} {month} | {month} |-|/| |)(?P<hmonth>{hijri_month})" + (
    "(?: {of} {YEAR_WORD} | {of} | {YEAR_WORD} |, ?|-|/| )(?P<hy>[{year_number}{long_number}])(?: ?{hijri_mark})?"
)


@RULES.rule(
    "hijri_day_month_year",
    "a day of a Hijri month and its year",
    Example("28 جمادى الثانية 1433 هـ", None, "2012-05-19"),
    "(?:{WEEKDAY}|{day} )?{<}" + _HIJRI_DATE + "{TAIL}{>}",
    "(?:{WEEKDAY}|{day} )?{<}" + _HIJRI_DATE + "{>}",
    "(?:{WEEKDAY}|{day} )?{<}" + _HIJRI_DAY + "(?:, ?|-|/| )(?P<hy>{short_number}) ?{hijri_mark}{TAIL}{END}",
    "(?:{WEEKDAY}|{day} )?{<}(?P<hd>{short_number})(?P<sep>[./-])(?P<hmonth>{short_number})(?P=sep)"
    "(?P<hy>{short_number}) ?{hijri_mark}{TAIL}{END}",
)
def _hijri_day_month_year(parts: Parts) -> Sense | None:
    day = _hijri(parts)
    sense = stamped(day, parts, "hijri")
    if day is None or sense is None or not calendars.is_tabular(calendars.full_hijri_year(parts.number("hy") or 0)):
        return sense
    return Sense(day.isoformat() + "~", "date", "hijri")


# Two days with a sign between them alone are one where they are the same.
_PAIR_LINK = "(?: ?[-(,] ?| |){being}(?:[: ,-])(?:{day} )?(?:{weekday}(?:, ?| ))?"
_SIGN_LINK = r"(?: ?[-/|=(] ?|, ?)"

_GREGORIAN = (
    "(?:{DAY}{TO_MONTH}{MONTH}{TO_YEAR}(?P<y>{year_number})"
    "|(?P<a>{short_number})(?P<sep>[./-])(?P<b>{short_number})(?P=sep)(?P<y2>{year_number})){ERA}"
)

_HIJRI_EITHER = (
    "(?:"
    + _HIJRI_DATE
    + (
        "|(?P<ha>{short_number})(?P<hsep>[./-])(?P<hb>{short_number})"
        "(?P=hsep)(?P<hy2>{year_number})(?: ?{hijri_mark})?)"
    )
)


@RULES.rule(
    "pair",
    "one day in both calendars",
    Example("28 جمادى الثانية 1433 هـ الموافق 19 مايو 2012 م", None, "2012-05-19"),
    "(?:{WEEKDAY}|{day} )?{<}" + _GREGORIAN + _PAIR_LINK + _HIJRI_EITHER + r"\)?{TAIL}{>}",
    "(?:{WEEKDAY}|{day} )?{<}" + _HIJRI_EITHER + _PAIR_LINK + _GREGORIAN + r"\)?{TAIL}{>}",
    "(?:{WEEKDAY}|{day} )?{<}" + _GREGORIAN + _SIGN_LINK + _HIJRI_EITHER + r"\)?{TAIL}{>}",
    "(?:{WEEKDAY}|{day} )?{<}" + _HIJRI_EITHER + _SIGN_LINK + _GREGORIAN + r"\)?{TAIL}{>}",
)
def _pair(parts: Parts) -> Sense | None:
    """Return the same day in two calendars; local sightings of the moon may lie two days from the tables."""
    if "y" in parts.tokens:
        gregorian = named_day(parts)
    else:
        year, first, second = parts.number("y2"), parts.number("a"), parts.number("b")
        gregorian = calendars.day(year or 0, second or 0, first or 0) if year in YEARS else None
    if "hy" in parts.tokens:
        hijri = _hijri(parts)
    else:
        hijri = calendars.hijri_day(parts.number("hy2") or 0, parts.number("hb") or 0, parts.number("ha") or 0)
    if gregorian is None or hijri is None:
        return None
    if abs(gregorian - hijri).days > 2:
        if not parts.has("{being}"):
            return None
        return stamped(gregorian, parts, "gregorian", hijri, "calendars")
    return stamped(gregorian, parts)


@RULES.rule(
    "hijri_month_year",
    "a Hijri month and its year",
    Example("رمضان 1433", None, "2012-07-20/2012-08-18"),
    "(?:(?:{edge} )?{month} |{edge} )?{<}(?P<hmonth>{hijri_month})(?: {YEAR_WORD} |, ?|-|/| )"
    "(?P<hy>[{year_number}{long_number}])(?: ?{hijri_mark})?{>}{END}",
)
def _hijri_month_year(parts: Parts) -> Sense | None:
    year, month = parts.number("hy"), parts.number("hmonth")
    value = calendars.hijri_month(year, month) if year and month and 1 <= year <= 1600 else None
    return None if value is None else Sense(value, "month", "hijri")


@RULES.rule(
    "hijri_day_month",
    "a day of a Hijri month without a year",
    Example("الجمعة 15 رمضان", "2012-08-06", "2012-08-03"),
    "(?:{AT_PART}(?:{day} )?(?:{relative_day} )?(?:{WEEKDAY})?|{day} )?{<}" + _HIJRI_DAY + "{MOD}{END}",
)
def _hijri_day_month(parts: Parts) -> Sense | None:
    """Return a day of a Hijri month: of the year that the anchor and a weekday or "last" beside it settle.

    With neither it is as often the feast of every year.
    """
    number, month = parts.number("hd") or 0, parts.number("hmonth") or 0
    if not 1 <= number <= 30:
        return None
    modifier = parts.kind("mod")
    weekday = parts.number("w")
    if parts.anchor is None or modifier == ANAPHOR or not (modifier or weekday is not None):
        return Sense(None, "date", "hijri")
    day = calendars.chosen_hijri_day(parts.anchor, month, number, DIRECTIONS.get(modifier))
    if day is None or weekday is None or day.weekday() == weekday:
        return Sense(at_clock(day, parts), "date", "hijri")
    # The moon is sighted a day or two off the tables.
    named = calendars.nearest_weekday(day, weekday, 0)
    if named is not None and abs(named - day).days <= 2:
        return Sense(at_clock(named, parts), "date", "hijri")
    return Sense(at_clock(day, parts), "date", "hijri", other=at_clock(named, parts), problem="weekday")


@RULES.rule(
    "hijri_year",
    "a Hijri year",
    Example("عام 1433 هـ", None, "2011/2012"),
    "(?:{YEAR_WORD} )?{<}(?P<y>[{year_number}{long_number}]) ?{hijri_mark}{END}",
)
def _hijri_year(parts: Parts) -> Sense | None:
    year = parts.number("y")
    value = calendars.hijri_year(year) if year and year <= 1600 else None
    return None if value is None else Sense(value, "year", "hijri")
