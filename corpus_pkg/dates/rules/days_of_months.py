"""Days of a month, most without a year: the anchor and the words beside them settle which it is, or nothing does."""

from __future__ import annotations

import datetime

from corpus_pkg.dates import calendars
from corpus_pkg.dates.rules.readings import (
    is_nth_weekday,
    month_of,
    named_day,
    stamped,
    without_year,
    year_of,
)
from corpus_pkg.dates.senses import Example, Parts, Rules, Sense

RULES = Rules()


@RULES.rule(
    "day_month",
    "a day and its month by name, without a year",
    Example("27 سبتمبر الماضي", "2024-10-08", "2024-09-27"),
    "(?:{WEEKDAY}|{day} )?{<}{DAY}{TO_MONTH}{MONTH}{OF_YEAR}{END}",
    "{IN_WORDS}{<}{DAY}{TO_MONTH}{MONTH}{OF_YEAR}{END}",
)
def _day_month(parts: Parts) -> Sense | None:
    month, number = month_of(parts), parts.number("d")
    if month is None or number is None:
        return None
    value = without_year(parts, month, number)
    if value is None:
        return None
    if "X" in value:
        return Sense(value, "date")
    day = datetime.date.fromisoformat(value)
    return None if is_nth_weekday(parts, day) else stamped(day, parts)


@RULES.rule(
    "day_of_each",
    "a day that comes again each year or month",
    Example("12 مايو من كل عام", "2024-03-20", "XXXX-05-12"),
    "(?:{WEEKDAY}|{day} )?{<}{DAY}{TO_MONTH}{MONTH} {of} {each} {year}{END}",
    "(?:{day} )?{<}(?P<d>{NTH}) {of} {each} {month}{END}",
)
def _day_of_each(parts: Parts) -> Sense | None:
    number = parts.number("d") or 0
    if "m" not in parts.tokens:
        return Sense(f"XXXX-XX-{number:02}", "set") if 1 <= number <= 31 else None
    month = month_of(parts)
    value = None if month is None else calendars.unspecified_year(month, number)
    return None if value is None else Sense(value, "set")


@RULES.rule(
    "month_day",
    "a month by its Latin name and its day, without a year",
    Example("March 9", "2024-03-20", "2024-03-09"),
    "{MONTH} (?P<d>{short_number})(?: ?{ordinal_suffix})?{>}{END}",
)
def _month_day(parts: Parts) -> Sense | None:
    return _day_month(parts) if parts.tokens["m"].text < "\u0250" else None


@RULES.rule(
    "day_range",
    "days of one month: from one to another, or one by one",
    Example("10 و21 مايو 2012", None, "2012-05-10/2012-05-21"),
    "{<}(?P<d1>{NTH})(?:(?:, ?&?| ?& ?){NTH})*(?: ?{until} ?| ?& ?| ?- ?)(?P<d>{NTH}){TO_MONTH}{MONTH}"
    "(?:{TO_YEAR}(?P<y>{year_number}){ERA}|{OF_YEAR}){>}{END}",
)
def _day_range(parts: Parts) -> Sense | None:
    month, first, last = month_of(parts), parts.number("d1"), parts.number("d")
    if month is None or first is None or last is None or first >= last:
        return None
    if "y" in parts.tokens:
        year = year_of(parts)
        ends = [calendars.day(year or 0, month, number) for number in (first, last)]
        if ends[0] is None or ends[1] is None:
            return None
        return Sense(f"{ends[0].isoformat()}/{ends[1].isoformat()}", "range")
    begin, end = without_year(parts, month, first), without_year(parts, month, last)
    return Sense(f"{begin[:4]}{begin[4:]}/{begin[:4]}{end[4:]}", "range") if begin and end else None


_NTH = (
    "(?:(?P<n>[{ordinal}{edge}]) (?:{day} )?(?P<w>[{bare_weekday}{weekday}])"
    "|(?P<w_>{weekday}) (?P<n_>[{ordinal}{last}]))"
)

_MONTH_OF = "(?: (?:→ |{of} )?~?)(?:(?:{month} )?(?P<m>{MONTH_NAME})|{month} (?P<m_>[{cardinal}{short_number}]))"


@RULES.rule(
    "weekday_of_month",
    "the first, second, last of a weekday in a month",
    Example("أول يوم جمعة من يوليو 2012", None, "2012-07-06"),
    _NTH + _MONTH_OF + "(?:{TO_YEAR}(?P<y>{year_number})|{OF_YEAR}){>}{END}",
)
def _weekday_of_month(parts: Parts) -> Sense | None:
    """Return the first Friday of July, the last Monday of March."""
    number, weekday, month = parts.number("n"), parts.number("w"), parts.number("m")
    if number is None or weekday is None or month is None or not (number == -1 or 1 <= number <= 5):
        return None
    if "y" in parts.tokens:
        year = year_of(parts)
    else:
        settled = without_year(parts, month, None)
        year = int(settled[:4]) if settled and settled[:4] != "XXXX" else None
    if year is None:
        return Sense(None, "date")
    day = calendars.nth_weekday(year, month, weekday, number)
    return None if day is None else Sense(day.isoformat(), "date")


@RULES.rule(
    "last_day_of_month",
    "the last day of a month",
    Example("آخر يوم من شهر فبراير 2012", None, "2012-02-29"),
    "(?P<x>{edge}) {day}" + _MONTH_OF + "(?:{TO_YEAR}(?P<y>{year_number})|{OF_YEAR}){>}{END}",
)
def _last_day_of_month(parts: Parts) -> Sense | None:
    month = parts.number("m")
    if parts.text("x") != "-1" or month is None:
        return None
    year = year_of(parts)
    settled = f"{year:04}-{month:02}" if year else without_year(parts, month, None)
    if settled is None or settled.startswith("XXXX"):
        return Sense(None, "date")
    day = calendars.last_day(int(settled[:4]), month)
    return None if day is None else Sense(day.isoformat(), "date")


@RULES.rule(
    "numbered_month",
    "a day of a month by its number",
    Example("الثالث من شهر 10 عام 2013.", None, "2013-10-03"),
    "(?:{WEEKDAY}|{day} )?{<}{DAY}(?: {of}|) ~?{month} (?P<m>[{cardinal}{short_number}])"
    "(?:{TO_YEAR}(?P<y>{year_number})|{OF_YEAR}){ALONE}",
)
def _numbered_month(parts: Parts) -> Sense | None:
    """Return the third of month ten."""
    if "y" in parts.tokens:
        return stamped(named_day(parts), parts)
    return _day_month(parts)


@RULES.rule(
    "day_month_numbers",
    "a day and its month in two numbers",
    Example("يوم 22/4", "2024-03-20", "2024-04-22"),
    "(?:{WEEKDAY}|{day} ){<}(?P<a>{short_number})(?P<sep>[/-])(?P<b>{short_number}){>}(?![{ANY}%])",
    "(?<=[→{before}{between}·] ){<}(?P<a>{short_number})(?P<sep>/)(?P<b>{short_number}){>}(?! ?[#%])(?![{ANY}%+])",
)
def _day_month_numbers(parts: Parts) -> Sense | None:
    """Read 22/4 behind a word for day; elsewhere only 22/04, which is no fraction and no count, as 24/7 is."""
    first, second = parts.number("a") or 0, parts.number("b") or 0
    padded = parts.text("a").startswith("0") or parts.text("b").startswith("0")
    if parts.has("^{short_number}") and not (padded and max(first, second) > 12):
        return None
    orders = [order for order in ((second, first), (first, second)) if order[0] <= 12]
    values = [value for month, number in orders if (value := without_year(parts, month, number))]
    return Sense(values[0], "date") if values else None


@RULES.rule(
    "day_alone",
    "the number of a day alone",
    Example("يوم 27.", None, "XXXX-XX-27"),
    "{day} (?P<d>{short_number}){ALONE}",
)
def _day_alone(parts: Parts) -> Sense | None:
    number = parts.number("d")
    return Sense(f"XXXX-XX-{number:02}", "date") if number and number <= 31 else None


@RULES.rule(
    "weekday_day",
    "a weekday and the number of its day",
    Example("الجمعة 15.", "2017-09-27", "2017-09-15"),
    "(?:{day} )?(?P<w>{weekday}) (?P<d>{short_number}){ALONE}",
)
def _weekday_day(parts: Parts) -> Sense | None:
    """Return the nearest 15th for "Friday the 15th", where that is a Friday."""
    weekday, number = parts.number("w"), parts.number("d")
    if parts.anchor is None or weekday is None or number is None:
        return None
    day = calendars.nearest_day_of_month(parts.anchor, number)
    return Sense(day.isoformat(), "date") if day is not None and day.weekday() == weekday else None
