"""Days with their year, in words and in numbers, with and without a clock."""

from __future__ import annotations

from corpus_pkg.dates import calendars
from corpus_pkg.dates.rules.readings import (
    is_nth_weekday,
    named_day,
    stamped,
    year_of,
)
from corpus_pkg.dates.senses import Example, Parts, Rules, Sense
from corpus_pkg.dates.vocabulary import YEARS
from corpus_pkg.records import Calendar

RULES = Rules()


_NUMBERS = (
    "{<}(?:(?P<a>{short_number})(?P<sep>[./-])(?P<b>{short_number})"
    "(?P=sep)(?P<y>{year_number})|(?P<y_>{year_number})(?P<sep_>[./-])(?P<a_>{short_number})"
    "(?P=sep_)(?P<b_>{short_number}))"
)

_MARKED = "(?: ?[{meem}{era}{hijri_mark}{solar_mark}]{END})?"


@RULES.rule(
    "day_month_year",
    "a day, its month by name and its year, with the weekday and the clock beside them",
    Example("7 أكتوبر 2023", None, "2023-10-07"),
    "(?:{WEEKDAY})?{<}{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}{TAIL}{>}",
    "(?:{WEEKDAY})?{<}{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}{>}",
    "{day} {<}{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}{>}",
    r"{<}{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}(?: ?- ?| ?\()(?P<w>{weekday})\)?{END}",
)
def _day_month_year(parts: Parts) -> Sense | None:
    day = named_day(parts)
    if day is not None and is_nth_weekday(parts, day):
        return None
    return stamped(day, parts)


@RULES.rule(
    "day_in_words",
    "a day in words, today or yesterday, its weekday or the part of it, and its date behind it",
    Example("صباح اليوم الاثنين 25 أغسطس 2025", "2024-03-20", "2025-08-25"),
    r"{IN_WORDS}{<}{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}\)?{>}",
    r"(?:{part} )?{WORDS_OF_DAY}{<}{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}\)?{TAIL}{>}",
    r"{IN_WORDS}" + _NUMBERS + _MARKED + r"\)?{>}",
)
def _day_in_words(parts: Parts) -> Sense | None:
    if "m" in parts.tokens:
        return stamped(named_day(parts), parts)
    return _numeric(parts)


@RULES.rule(
    "libyan_day",
    "a day of a Libyan month, between its day and its year",
    Example("2 الطير 1998", None, "1998-04-02"),
    "(?:{WEEKDAY}|{day} )?{<}{DAY}(?: (?:{of} )?(?:{month} )?|-|/)(?:(?P<m>{rare_month})|(?P<s>{season}))"
    "{TO_YEAR}{YEAR}{>}",
)
def _libyan_day(parts: Parts) -> Sense | None:
    season = parts.tokens.get("s")
    if season is None:
        return stamped(named_day(parts), parts)
    # Two of the months are called as the seasons are, with the article.
    month = _LIBYAN_SEASONS.get(season.value) if season.text.startswith("ال") else None
    year, number = year_of(parts), parts.number("d")
    return stamped(calendars.day(year or 0, month or 0, number or 0), parts)


#: Spring is March, summer is June.
_LIBYAN_SEASONS = {"21": 3, "22": 6}


@RULES.rule(
    "month_day_year",
    "a month by name, its day and the year",
    Example("November 9, 2020", None, "2020-11-09"),
    "(?:{WEEKDAY})?{MONTH}(?:\\.)? ?(?P<d>{NTH})(?: ?{ordinal_suffix})?(?:, ?| ){YEAR}{TAIL}{>}",
    "(?:{WEEKDAY})?{MONTH}(?:\\.)? ?(?P<d>{NTH})(?: ?{ordinal_suffix})?(?:, ?| ){YEAR}{>}",
)
def _month_day_year(parts: Parts) -> Sense | None:
    return stamped(named_day(parts), parts)


#: Years that a page of the solar calendar writes of its own time.
_SOLAR_YEARS = range(1250, 1500)
_CONVERT = {"gregorian": calendars.day, "hijri": calendars.hijri_day, "persian": calendars.solar_day}


def _short_hijri(parts: Parts, month: int, number: int) -> Sense | None:
    """Return the Hijri day of a year of two digits, where the weekday beside it is that one's and no other's."""
    weekday, year = parts.number("w"), parts.number("y")
    hijri = calendars.hijri_day(calendars.full_hijri_year(year or 0), month, number)
    if weekday is None or hijri is None or hijri.weekday() != weekday:
        return None
    full = calendars.full_year(year or 0)
    days = [calendars.day(full, *order) for order in ((month, number), (number, month))]
    if any(day is not None and day.weekday() == weekday for day in days):
        return None
    return stamped(hijri, parts, "hijri")


def _padded(parts: Parts) -> Sense | None:
    """Return the day of three numbers whose day and month are written with two digits; None of others."""
    return _numeric(parts) if len(parts.text("a")) == len(parts.text("b")) == 2 else None


def _numeric(parts: Parts) -> Sense | None:
    """Return the day of three numbers: day first unless impossible, or unless the weekday beside it decides."""
    year, first, second = parts.number("y"), parts.number("a"), parts.number("b")
    if year is None or first is None or second is None:
        return None
    if len(parts.text("y")) == 2:
        year = calendars.full_year(year)
        hijri = _short_hijri(parts, second, first)
        if hijri is not None:
            return hijri
    calendar: Calendar = "hijri" if year in calendars.UMM_AL_QURA else "gregorian"
    if parts.has("{solar_mark}") or (parts.solar and year in _SOLAR_YEARS and not parts.has("{hijri_mark}")):
        calendar = "persian"
    if calendar == "gregorian" and (parts.has("{hijri_mark}") or year not in YEARS):
        return None
    convert = _CONVERT[calendar]
    year_first = parts.tokens["y"].start < parts.tokens["a"].start
    orders = ((first, second),) if year_first else ((second, first), (first, second))
    days = [day for month, number in orders if (day := convert(year, month, number)) is not None]
    weekday = parts.number("w")
    if weekday is not None:
        days.sort(key=lambda day: day.weekday() != weekday)
    if not days:
        return None
    undecided = weekday is None or all(day.weekday() == weekday for day in days)
    if undecided and len(days) == 2 and days[0] != days[1]:
        return stamped(days[0], parts, calendar, days[1], "order")
    return stamped(days[0], parts, calendar)


@RULES.rule(
    "numbers",
    "a day in three numbers: day, month and year of four digits, or the year first",
    Example("28/05/2012", None, "2012-05-28"),
    "(?:{WEEKDAY}|{day} )?" + _NUMBERS + _MARKED + "{TAIL}{>}",
    "(?:{WEEKDAY}|{day} )?" + _NUMBERS + _MARKED + "{>}",
    _NUMBERS + r"(?: ?- ?| ?\()(?P<w>{weekday})\)?{END}",
)
def _numbers(parts: Parts) -> Sense | None:
    return _numeric(parts)


@RULES.rule(
    "clock_numbers",
    "a clock and behind it a day in three numbers",
    Example("17:27 17.03.2020", None, "2020-03-17T17:27"),
    r"{AT}{<}(?:{CLOCK}|(?P<hm>{year_number}) ?(?=\({zone})){ZONE}(?:[-/|]|, ?| )(?:{WEEKDAY}|{day} )?{<}"
    "(?P<a>{short_number})(?P<sep>[./-])(?P<b>{short_number})"
    "(?P=sep)(?P<y>[{year_number}{short_number}]){>}",
    "(?:{WEEKDAY})?{AT}{<}(?:{CLOCK}){ZONE}(?:[-/|]|, ?| )(?P<a>{short_number})(?P<sep>[./-])(?P<b>{short_number})"
    "(?P=sep)(?P<y>{year_number}){>}",
    "{AT}{<}(?:{CLOCK}){ZONE}(?:[-/|]|, ?| )(?:{WEEKDAY}|{day} )?(?P<y>{year_number})(?P<sep>[./-])"
    "(?P<a>{short_number})(?P=sep)(?P<b>{short_number}){>}",
)
def _clock_numbers(parts: Parts) -> Sense | None:
    return _numeric(parts)


@RULES.rule(
    "short_numbers",
    "a day in three numbers of two digits, beside a weekday or a clock",
    Example("الثلاثاء 17/03/20", None, "2020-03-17"),
    "(?:{WEEKDAY}){<}(?P<a>{short_number})(?P<sep>[./-])(?P<b>{short_number})(?P=sep)(?P<y>{short_number}){TAIL}{>}",
    "{<}(?P<a>{short_number})(?P<sep>/)(?P<b>{short_number})"
    "(?P=sep)(?P<y>{short_number})(?:{THEN}){AT}{CLOCK}{ZONE}{>}",
)
def _short_numbers(parts: Parts) -> Sense | None:
    return _numeric(parts)


@RULES.rule(
    "given_numbers",
    "a day in three numbers, the year of two digits, where the text is given as one date",
    Example("17/05/21", None, "2021-05-17"),
    "{<}(?P<a>{short_number})(?P<sep>[./-])(?P<b>{short_number})(?P=sep)(?P<y>{short_number}){TAIL}{>}",
)
def _given_numbers(parts: Parts) -> Sense | None:
    return _numeric(parts) if parts.whole and len(parts.text("y")) == 2 else None


@RULES.rule(
    "year_month_day",
    "a day in three numbers with blanks between, the year first, alone on its line",
    Example("2015 05 14", None, "2015-05-14"),
    "(?<=⊢){<}(?P<y>{year_number}) (?P<a>{short_number}) (?P<b>{short_number}){TAIL}(?= ?⊣)",
)
def _year_month_day(parts: Parts) -> Sense | None:
    return _padded(parts)


@RULES.rule(
    "colon_stamp",
    "a day in three numbers with colons between, the year first, and its clock",
    Example("2021:03:29.08:52", None, "2021-03-29T08:52"),
    "{<}(?P<y>{year_number}):(?P<a>{short_number}):(?P<b>{short_number})(?:[.-]|, ?| |{iso_t})"
    "(?P<H>{short_number}):(?P<N>{short_number}){SECONDS}(?: ?(?P<ap>{PART}))?{ZONE}{>}",
)
def _colon_stamp(parts: Parts) -> Sense | None:
    return _padded(parts)


@RULES.rule(
    "short_year",
    "a day, its month by name and a year of two digits: between dashes, or with the clock behind it",
    Example("13-Jan-26", None, "2026-01-13"),
    "{<}(?P<d>{short_number})(?P<sep>[/-]){SINGLE_MONTH}(?P=sep)(?P<y>{short_number}){TAIL}{>}",
    "(?:{WEEKDAY})?{<}(?P<d>{short_number}) {SINGLE_MONTH} (?P<y>{short_number})(?:{THEN}){AT}{CLOCK}{ZONE}{>}",
)
def _short_year(parts: Parts) -> Sense | None:
    """Return a day such as 13-Jan-26."""
    month, number, year = parts.number("m"), parts.number("d"), parts.number("y")
    if month is None or number is None or year is None or len(parts.text("y")) != 2:
        return None
    return stamped(calendars.day(calendars.full_year(year), month, number), parts)


@RULES.rule(
    "glued_stamp",
    "a day with its clock stuck to it",
    Example("1433-2012-06-0603:40 PM", None, "2012-06-06T15:40"),
    "{<}(?:(?P<hy>{year_number})-)?(?P<y>{year_number})-(?P<b>{short_number})-(?P<dh>{year_number}):"
    "(?P<N>{short_number})(?: ?(?P<ap>[{half}{meem}]))?(?![{ANY}:])",
)
def _glued_stamp(parts: Parts) -> Sense | None:
    """Return a day with its clock stuck to it, behind its Hijri year or not: 1433-2012-06-0603:40 PM."""
    both, minute, marker = parts.text("dh"), parts.number("N"), parts.tokens.get("ap")
    year, month, hijri = parts.number("y") or 0, parts.number("b") or 0, parts.number("hy")
    time = calendars.clock(int(both[2:]), minute, None, marker.value if marker else "")
    day = calendars.day(year, month, int(both[:2]))
    if day is None or time is None or year not in YEARS:
        return None
    if hijri is not None and str(year) not in (calendars.hijri_year(hijri) or "").split("/"):
        return None
    return Sense(day.isoformat() + time, "date")


@RULES.rule(
    "clock_day_month_year",
    "a clock and behind it a day, its month by name and its year",
    Example("10:32 الأحد 25 مارس 2012", None, "2012-03-25T10:32"),
    "{AT}{<}{CLOCK}{ZONE}(?:[-/|]|, ?| )(?:{WEEKDAY}|{day} )?{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}{>}",
)
def _clock_day_month_year(parts: Parts) -> Sense | None:
    return stamped(named_day(parts), parts)
