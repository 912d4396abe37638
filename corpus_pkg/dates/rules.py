"""The rules: what shapes are expressions of time, and what each says.

A rule is a name, a pattern over the shape of a run (`corpus_pkg.dates.shapes`) and a reading: a function from the
tokens that the pattern's groups hold to a value. Patterns are written in the notation of `corpus_pkg.dates.notation`.
A reading may refuse ("31 April"), and then the next longest candidate at the place is asked.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from corpus_pkg.dates import calendars
from corpus_pkg.dates.notation import SIGN, compiled, versions
from corpus_pkg.dates.openings import opening
from corpus_pkg.dates.shapes import Run, Token
from corpus_pkg.records import Calendar, DateKind

#: Years that a number without a word beside it is taken for.
_BARE_YEARS = range(1900, 2051)
#: Years that a number beside a word for year or a month is taken for.
_YEARS = range(1000, 2200)
_HIJRI_YEARS = range(1343, 1501)
#: A number of more digits counts nothing in time: it is the number of a telephone or of an account.
_LONGEST = 9
#: Why an expression has a second reading: its weekday is not that of its date; its two calendars name different days;
#: its numbers may be day and month or month and day.
Problem = Literal["weekday", "calendars", "order"]


@dataclass(frozen=True, slots=True)
class Sense:
    """What an expression says.

    Attributes:
        value: EDTF, None where the words do not settle it.
        kind: what sort of expression it is.
        calendar: the calendar that its words count in.
        other: the value of a second reading that the words allow, or that a part of them asks for.
        problem: why there is a second reading.
    """

    value: str | None
    kind: DateKind
    calendar: Calendar = "gregorian"
    other: str | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The tokens of a candidate by the name of their group, and what the reading may know besides.

    Attributes:
        tokens: by group.
        anchor: the day that relative words count from.
        whole: whether the text is given as one date, so that a word that is often more than a date is one.
        quoted: whether the words are inside quotation marks, where "today" is the speaker's.
        shape: the pattern's text of the candidate, as the shape has it.
    """

    tokens: dict[str, Token]
    anchor: datetime.date | None
    quoted: Callable[[], bool]
    shape: str
    whole: bool = False

    def text(self, group: str) -> str:
        """The value of a group's token, "" where the group is absent."""
        token = self.tokens.get(group)
        return token.value if token else ""

    def kind(self, group: str) -> str:
        """Return the class of a group's token, "" where the group is absent."""
        token = self.tokens.get(group)
        return token.kind if token else ""

    def has(self, notation: str) -> bool:
        """Return whether a stretch of the candidate fits a pattern."""
        return compiled(notation).search(self.shape) is not None

    def number(self, group: str) -> int | None:
        """Return the value of a group's token as a number; None where the group is absent or too long to count."""
        value = self.text(group)
        return int(value) if value and len(value) <= _LONGEST else None


Reading = Callable[[Parts], "Sense | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule.

    Attributes:
        name: as records carry it.
        reading: what the tokens say; None refuses.
        patterns: compiled; the first that matches at a place counts.
    """

    name: str
    reading: Reading
    patterns: tuple[re.Pattern[str], ...]


RULES: list[Rule] = []


def _rule(name: str, *patterns: str) -> Callable[[Reading], Reading]:
    def register(reading: Reading) -> Reading:
        compiled = tuple(pattern for notation in patterns for pattern in versions(notation))
        RULES.append(Rule(name, reading, compiled))
        return reading

    return register


def _time(parts: Parts) -> str | None:
    """The clock and zone of a candidate: "" where it has none, None where it is no clock."""
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


def _stamp(
    found: datetime.date | None,
    parts: Parts,
    calendar: Calendar = "gregorian",
    other: datetime.date | None = None,
    problem: Problem | None = None,
) -> Sense | None:
    """A day with its clock; where a weekday stands with it and is another, with the nearest day of that weekday."""
    time = _time(parts)
    if found is None or time is None:
        return None
    weekday = parts.number("w")
    if weekday is not None and weekday != found.weekday():
        other, problem = calendars.nearest_weekday(found, weekday, 0), "weekday"
    return Sense(found.isoformat() + time, "date", calendar, other.isoformat() + time if other else None, problem)


def _month(parts: Parts) -> int | None:
    """The month of a candidate; None where its two names are of two months."""
    first, second = parts.number("m"), parts.number("m2")
    return first if second is None or first == second else None


def _gregorian_year(parts: Parts, group: str = "y") -> int | None:
    year = parts.number(group)
    return year if year in _YEARS else None


def _named_date(parts: Parts) -> datetime.date | None:
    year, month, number = _gregorian_year(parts), _month(parts), parts.number("d")
    if year is None or month is None or number is None:
        return None
    return calendars.day(year, month, number)


@_rule(
    "day_month_year",
    "(?:{WEEKDAY})?{<}{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}{TAIL}{>}",
    "(?:{WEEKDAY})?{<}{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}{>}",
    "{day} {<}{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}{>}",
)
def _day_month_year(parts: Parts) -> Sense | None:
    found = _named_date(parts)
    if found is not None and _is_nth(parts, found):
        return None
    return _stamp(found, parts)


def _is_nth(parts: Parts, found: datetime.date) -> bool:
    """Whether "Tuesday the second of March" must be the second Tuesday, since the 2nd is another day of the week."""
    weekday, token = parts.number("w"), parts.tokens["d"]
    return (
        weekday is not None
        and not parts.has("{day}")
        and token.kind == "ordinal"
        and token.value in "12345"
        and weekday != found.weekday()
    )


@_rule(
    "month_day_year",
    "(?:{WEEKDAY})?{MONTH} ?(?P<d>{NTH})(?: ?{ordinal_suffix})?(?:, ?| ){YEAR}{TAIL}{>}",
    "(?:{WEEKDAY})?{MONTH} ?(?P<d>{NTH})(?: ?{ordinal_suffix})?(?:, ?| ){YEAR}{>}",
)
def _month_day_year(parts: Parts) -> Sense | None:
    return _stamp(_named_date(parts), parts)


def _numeric(parts: Parts) -> Sense | None:
    """The day of three numbers: day first unless impossible, or unless the weekday beside it decides."""
    year, first, second = parts.number("y"), parts.number("a"), parts.number("b")
    if year is None or first is None or second is None:
        return None
    if len(parts.text("y")) == 2:
        year += 2000 if year < 70 else 1900
    calendar: Calendar = "hijri" if year in _HIJRI_YEARS else "gregorian"
    if calendar == "gregorian" and (parts.has("{hijri_mark}") or year not in _YEARS):
        return None
    convert = calendars.hijri_day if calendar == "hijri" else calendars.day
    year_first = parts.tokens["y"].start < parts.tokens["a"].start
    orders = ((first, second),) if year_first else ((second, first), (first, second))
    found = [day for month, number in orders if (day := convert(year, month, number)) is not None]
    weekday = parts.number("w")
    if weekday is not None:
        found.sort(key=lambda day: day.weekday() != weekday)
    if not found:
        return None
    undecided = weekday is None or all(day.weekday() == weekday for day in found)
    if undecided and len(found) == 2 and found[0] != found[1]:
        return _stamp(found[0], parts, calendar, found[1], "order")
    return _stamp(found[0], parts, calendar)


_NUMBERS = (
    "{<}(?:(?P<a>{short_number})(?P<sep>[./-])(?P<b>{short_number})"
    "(?P=sep)(?P<y>{year_number})|(?P<y_>{year_number})(?P<sep_>[./-])(?P<a_>{short_number})"
    "(?P=sep_)(?P<b_>{short_number}))"
)
_MARKED = "(?: ?[{meem}{era}{hijri_mark}]{END})?"


@_rule(
    "numbers",
    "(?:{WEEKDAY}|{day} )?" + _NUMBERS + _MARKED + "{TAIL}{>}",
    "(?:{WEEKDAY}|{day} )?" + _NUMBERS + _MARKED + "{>}",
)
def _numbers(parts: Parts) -> Sense | None:
    return _numeric(parts)


@_rule(
    "clock_numbers",
    (
        r"{AT}{<}(?:{CLOCK}|(?P<hm>{year_number}) ?(?=\({zone})){ZONE}(?:[-|]|, ?| )"
        "(?:{WEEKDAY})?{<}(?P<a>{short_number})(?P<sep>[./-])(?P<b>{short_number})"
        "(?P=sep)(?P<y>[{year_number}{short_number}]){>}"
    ),
    (
        "{AT}{<}(?:{CLOCK}){ZONE}(?:[-|]|, ?| )(?:{WEEKDAY})?(?P<y>{year_number})(?P<sep>[./-])"
        "(?P<a>{short_number})(?P=sep)(?P<b>{short_number}){>}"
    ),
)
def _clock_numbers(parts: Parts) -> Sense | None:
    return _numeric(parts)


@_rule(
    "short_numbers",
    "(?:{WEEKDAY}){<}(?P<a>{short_number})(?P<sep>[./-])(?P<b>{short_number})(?P=sep)(?P<y>{short_number}){TAIL}{>}",
    (
        "{<}(?P<a>{short_number})(?P<sep>/)(?P<b>{short_number})"
        "(?P=sep)(?P<y>{short_number})(?:{THEN}){AT}{CLOCK}{ZONE}{>}"
    ),
)
def _short_numbers(parts: Parts) -> Sense | None:
    return _numeric(parts)


@_rule("short_year", "{<}(?P<d>{short_number})(?P<sep>[/-]){SINGLE_MONTH}(?P=sep)(?P<y>{short_number}){TAIL}{>}")
def _short_year(parts: Parts) -> Sense | None:
    """13-Jan-26."""
    month, number, year = parts.number("m"), parts.number("d"), parts.number("y")
    if month is None or number is None or year is None or len(parts.text("y")) != 2:
        return None
    return _stamp(calendars.day(year + (2000 if year < 70 else 1900), month, number), parts)


@_rule(
    "glued_stamp",
    (
        "{<}(?:(?P<hy>{year_number})-)?(?P<y>{year_number})-(?P<b>{short_number})-(?P<dh>{year_number}):"
        "(?P<N>{short_number})(?: ?(?P<ap>[{half}{meem}]))?(?![{ANY}:])"
    ),
)
def _glued_stamp(parts: Parts) -> Sense | None:
    """A day with its clock stuck to it, behind its Hijri year or not: 1433-2012-06-0603:40 PM."""
    both, minute, marker = parts.text("dh"), parts.number("N"), parts.tokens.get("ap")
    year, month, hijri = parts.number("y") or 0, parts.number("b") or 0, parts.number("hy")
    time = calendars.clock(int(both[2:]), minute, None, marker.value if marker else "")
    found = calendars.day(year, month, int(both[:2]))
    if found is None or time is None or year not in _YEARS:
        return None
    if hijri is not None and str(year) not in (calendars.hijri_year(hijri) or "").split("/"):
        return None
    return Sense(found.isoformat() + time, "date")


@_rule(
    "clock_day_month_year",
    "{AT}{<}{CLOCK}{ZONE}(?:[-|]|, ?| )(?:{WEEKDAY})?{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}{>}",
)
def _clock_day_month_year(parts: Parts) -> Sense | None:
    return _stamp(_named_date(parts), parts)


def _hijri(parts: Parts) -> datetime.date | None:
    year, month, number = parts.number("hy"), parts.number("hmonth"), parts.number("hd")
    if year is None or month is None or number is None:
        return None
    return calendars.hijri_day(year, month, number)


_HIJRI_DAY = "(?:{article} ?)?(?P<hd>{NTH})(?: {of} | {of} {month} | {month} | |)(?P<hmonth>{hijri_month})"
_HIJRI_DATE = "(?:{article} ?)?(?P<hd>{NTH})(?: {of} | {of} {month} | {month} |-|/| |)(?P<hmonth>{hijri_month})" + (
    "(?: {of} {YEAR_WORD} | {of} | {YEAR_WORD} |, ?|-|/| )(?P<hy>[{year_number}{long_number}])(?: ?{hijri_mark})?"
)


@_rule(
    "hijri_day_month_year",
    "(?:{WEEKDAY}|{day} )?{<}" + _HIJRI_DATE + "{TAIL}{>}",
    "(?:{WEEKDAY}|{day} )?{<}" + _HIJRI_DATE + "{>}",
)
def _hijri_day_month_year(parts: Parts) -> Sense | None:
    found = _hijri(parts)
    sense = _stamp(found, parts, "hijri")
    if found is None or sense is None or not calendars.is_tabular(parts.number("hy") or 0):
        return sense
    return Sense(found.isoformat() + "~", "date", "hijri")


_PAIR_LINK = "(?: ?[-(,] ?| |){being}(?:[: ,-])(?:{day} )?(?:{weekday}(?:, ?| ))?"
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


@_rule(
    "pair",
    "(?:{WEEKDAY}|{day} )?{<}" + _GREGORIAN + _PAIR_LINK + _HIJRI_EITHER + r"\)?{TAIL}{>}",
    "(?:{WEEKDAY}|{day} )?{<}" + _HIJRI_EITHER + _PAIR_LINK + _GREGORIAN + r"\)?{TAIL}{>}",
)
def _pair(parts: Parts) -> Sense | None:
    """The same day in two calendars; local sightings of the moon may lie two days from the tables."""
    if "y" in parts.tokens:
        gregorian = _named_date(parts)
    else:
        year, first, second = parts.number("y2"), parts.number("a"), parts.number("b")
        gregorian = calendars.day(year or 0, second or 0, first or 0) if year in _YEARS else None
    if "hy" in parts.tokens:
        hijri = _hijri(parts)
    else:
        hijri = calendars.hijri_day(parts.number("hy2") or 0, parts.number("hb") or 0, parts.number("ha") or 0)
    if gregorian is None or hijri is None:
        return None
    if abs(gregorian - hijri).days > 2:
        return _stamp(gregorian, parts, "gregorian", hijri, "calendars")
    return _stamp(gregorian, parts)


_DIRECTIONS = {"past": -1, "future": 1}
#: "The previous", "the following": counted from what the text spoke of before, not from the anchor.
_ANAPHOR = "anaphor"


def _shift(token: Token | None) -> int:
    """How many units a word such as "last" is away."""
    return int(token.value) if token is not None and token.value != "new" else 0


def _yearless(parts: Parts, month: int, number: int | None) -> str | None:
    """A day of a month, or a month, without year: the year that the anchor and the word beside it settle."""
    unsettled = calendars.unspecified_year(month, number) if 1 <= month <= 12 else None
    modifier = parts.kind("mod")
    if parts.anchor is None or unsettled is None or modifier == _ANAPHOR:
        return unsettled
    year_shift = parts.tokens.get("ym")
    year: int | None
    if year_shift is not None or parts.has("{this} {this_year}"):
        year = parts.anchor.year + _shift(year_shift)
    elif modifier == "current":
        year = parts.anchor.year
    else:
        year = calendars.chosen_year(parts.anchor, month, number, _DIRECTIONS.get(modifier))
    if year is None or (number is not None and calendars.day(year, month, number) is None):
        return unsettled
    return f"{year:04}{unsettled[4:]}"


_OF_YEAR = (
    "(?: (?:{of} |→ )?~?(?:{this_year} (?P<ym>{SHIFT})|{this} {this_year})|{MOD})(?!(?:, ?| |-){year_number}(?! ?#))"
)


@_rule("day_month", "(?:{WEEKDAY}|{day} )?{<}{DAY}{TO_MONTH}{MONTH}" + _OF_YEAR + "{END}")
def _day_month(parts: Parts) -> Sense | None:
    month, number = _month(parts), parts.number("d")
    if month is None or number is None:
        return None
    value = _yearless(parts, month, number)
    if value is None:
        return None
    if "X" in value:
        return Sense(value, "date")
    found = datetime.date.fromisoformat(value)
    return None if _is_nth(parts, found) else _stamp(found, parts)


@_rule("month_day", "{MONTH} (?P<d>{short_number})(?: ?{ordinal_suffix})?{>}{END}")
def _month_day(parts: Parts) -> Sense | None:
    return _day_month(parts) if parts.tokens["m"].text < "\u0250" else None


@_rule(
    "day_range",
    (
        "{<}(?P<d1>{NTH})(?:(?:, ?&?| ?& ?){NTH})*(?: ?{until} ?| ?& ?| ?- ?)(?P<d>{NTH}){TO_MONTH}"
        "{MONTH}(?:{TO_YEAR}(?P<y>{year_number}){ERA}|"
    )
    + _OF_YEAR
    + "){>}{END}",
)
def _day_range(parts: Parts) -> Sense | None:
    month, first, last = _month(parts), parts.number("d1"), parts.number("d")
    if month is None or first is None or last is None or first >= last:
        return None
    if "y" in parts.tokens:
        year = _gregorian_year(parts)
        ends = [calendars.day(year or 0, month, number) for number in (first, last)]
        if ends[0] is None or ends[1] is None:
            return None
        return Sense(f"{ends[0].isoformat()}/{ends[1].isoformat()}", "range")
    begin, end = _yearless(parts, month, first), _yearless(parts, month, last)
    return Sense(f"{begin[:4]}{begin[4:]}/{begin[:4]}{end[4:]}", "range") if begin and end else None


_NTH = (
    "(?:(?P<n>[{ordinal}{edge}]) (?:{day} )?(?P<w>[{bare_weekday}{weekday}])"
    "|(?P<w_>{weekday}) (?P<n_>[{ordinal}{last}]))"
)
_MONTH_OF = "(?: (?:→ |{of} )?~?)(?:(?:{month} )?(?P<m>{MONTH_NAME})|{month} (?P<m_>[{cardinal}{short_number}]))"


@_rule(
    "weekday_of_month",
    _NTH + _MONTH_OF + "(?:{TO_YEAR}(?P<y>{year_number})|" + _OF_YEAR + "){>}{END}",
)
def _weekday_of_month(parts: Parts) -> Sense | None:
    """The first Friday of July, the last Monday of March."""
    number, weekday, month = parts.number("n"), parts.number("w"), parts.number("m")
    if number is None or weekday is None or month is None or not (number == -1 or 1 <= number <= 5):
        return None
    if "y" in parts.tokens:
        year = _gregorian_year(parts)
    else:
        settled = _yearless(parts, month, None)
        year = int(settled[:4]) if settled and settled[:4] != "XXXX" else None
    if year is None:
        return Sense(None, "date")
    found = calendars.nth_weekday(year, month, weekday, number)
    return None if found is None else Sense(found.isoformat(), "date")


@_rule(
    "last_day_of_month",
    "(?P<x>{edge}) {day}" + _MONTH_OF + "(?:{TO_YEAR}(?P<y>{year_number})|" + _OF_YEAR + "){>}{END}",
)
def _last_day_of_month(parts: Parts) -> Sense | None:
    month = parts.number("m")
    if parts.text("x") != "-1" or month is None:
        return None
    year = _gregorian_year(parts)
    settled = f"{year:04}-{month:02}" if year else _yearless(parts, month, None)
    if settled is None or settled.startswith("XXXX"):
        return Sense(None, "date")
    found = calendars.last_day(int(settled[:4]), month)
    return None if found is None else Sense(found.isoformat(), "date")


@_rule(
    "numbered_month",
    (
        "(?:{WEEKDAY}|{day} )?{<}{DAY}(?: {of}|) ~?{month} (?P<m>[{cardinal}{short_number}])"
        "(?:{TO_YEAR}(?P<y>{year_number})|"
    )
    + _OF_YEAR
    + "){ALONE}",
)
def _numbered_month(parts: Parts) -> Sense | None:
    """The third of month ten."""
    if "y" in parts.tokens:
        return _stamp(_named_date(parts), parts)
    return _day_month(parts)


@_rule(
    "day_month_numbers",
    "(?:{WEEKDAY}|{day} ){<}(?P<a>{short_number})(?P<sep>[/-])(?P<b>{short_number}){>}(?![{ANY}%])",
    "(?<=[→{before}·] ){<}(?P<a>{short_number})(?P<sep>/)(?P<b>{short_number}){>}(?! ?[#%])(?![{ANY}%+])",
)
def _day_month_numbers(parts: Parts) -> Sense | None:
    """22/4 behind a word for day; elsewhere only 22/04, which is no fraction and no count: 24/7 is none of ours."""
    first, second = parts.number("a") or 0, parts.number("b") or 0
    padded = parts.text("a").startswith("0") or parts.text("b").startswith("0")
    if parts.has("^{short_number}") and not (padded and max(first, second) > 12):
        return None
    orders = [order for order in ((second, first), (first, second)) if order[0] <= 12]
    values = [value for month, number in orders if (value := _yearless(parts, month, number))]
    return Sense(values[0], "date") if values else None


@_rule("day_alone", "{day} (?P<d>{short_number}){ALONE}")
def _day_alone(parts: Parts) -> Sense | None:
    number = parts.number("d")
    return Sense(f"XXXX-XX-{number:02}", "date") if number and number <= 31 else None


@_rule("weekday_day", "(?:{day} )?(?P<w>{weekday}) (?P<d>{short_number}){ALONE}")
def _weekday_day(parts: Parts) -> Sense | None:
    """Friday the 15th: the nearest 15th, where that is a Friday."""
    weekday, number = parts.number("w"), parts.number("d")
    if parts.anchor is None or weekday is None or number is None:
        return None
    found = calendars.nearest_day_of_month(parts.anchor, number)
    return Sense(found.isoformat(), "date") if found is not None and found.weekday() == weekday else None


@_rule(
    "month_year",
    "(?:(?:{vague} {of} |{edge} )?{month} |(?P<x>{edge}) )?{MONTH}{TO_YEAR}{YEAR}{>}",
    "(?:{edge} )?{month} (?P<m>[{cardinal}{short_number}]){TO_YEAR}{YEAR}{>}",
)
def _month_year(parts: Parts) -> Sense | None:
    month, year = _month(parts), _gregorian_year(parts)
    if parts.text("x") == "1" and month is not None and year is not None:
        return _stamp(calendars.day(year, month, 1), parts)
    if month is not None and not 1 <= month <= 12:
        return None
    return None if month is None or year is None else Sense(f"{year:04}-{month:02}", "month")


#: What makes a month of a name that is also another word.
_SURE_MONTH = "{month} {doubtful_month}|{doubtful_month} {SHIFT}|{edge} {doubtful_month}"


@_rule(
    "month",
    "(?P<k>(?:{vague} {of} |{edge} )?{month} |(?P<x>{edge}) )?{MONTH}" + _OF_YEAR + "(?![{ANY}/:])",
)
def _month_alone(parts: Parts) -> Sense | None:
    month = _month(parts)
    if month is not None and parts.text("x") == "1":
        # "Awwal Mayu" is the first of May, as "awa'il Mayu" is not.
        value = _yearless(parts, month, 1)
        return None if value is None else Sense(value, "date")
    doubtful = parts.kind("m") == "doubtful_month" and "m2" not in parts.tokens
    if month is None or (doubtful and not parts.has(_SURE_MONTH)):
        return None
    value = _yearless(parts, month, None)
    return None if value is None else Sense(value, "month")


@_rule("month_announced", "(?<=[→{until}{of}{before}{after}] ){SINGLE_MONTH}" + _OF_YEAR + "(?![{ANY}/:])")
def _month_announced(parts: Parts) -> Sense | None:
    """A name that is also a word, behind a preposition of time."""
    month = _month(parts)
    value = None if month is None else _yearless(parts, month, None)
    return None if value is None else Sense(value, "month")


@_rule(
    "hijri_month_year",
    (
        "(?:(?:{edge} )?{month} |{edge} )?{<}(?P<hmonth>{hijri_month})(?: {YEAR_WORD} |, ?|-|/| )"
        "(?P<hy>[{year_number}{long_number}])(?: ?{hijri_mark})?{>}{END}"
    ),
)
def _hijri_month_year(parts: Parts) -> Sense | None:
    year, month = parts.number("hy"), parts.number("hmonth")
    value = calendars.hijri_month(year, month) if year and month and 1 <= year <= 1600 else None
    return None if value is None else Sense(value, "month", "hijri")


@_rule(
    "hijri_day_month",
    "(?:{AT_PART}(?:{day} )?(?:{relative_day} )?(?:{WEEKDAY})?|{day} )?{<}" + _HIJRI_DAY + "{MOD}{END}",
)
def _hijri_day_month(parts: Parts) -> Sense | None:
    """A day of a Hijri month: of the year that the anchor and a weekday or "last" beside it settle.

    With neither it is as often the feast of every year.
    """
    number, month = parts.number("hd") or 0, parts.number("hmonth") or 0
    if not 1 <= number <= 30:
        return None
    modifier = parts.kind("mod")
    weekday = parts.number("w")
    if parts.anchor is None or modifier == _ANAPHOR or not (modifier or weekday is not None):
        return Sense(None, "date", "hijri")
    found = calendars.chosen_hijri_day(parts.anchor, month, number, _DIRECTIONS.get(modifier))
    if found is None or weekday is None or found.weekday() == weekday:
        return Sense(_at(found, parts), "date", "hijri")
    # The moon is sighted a day or two off the tables.
    named = calendars.nearest_weekday(found, weekday, 0)
    if named is not None and abs(named - found).days <= 2:
        return Sense(_at(named, parts), "date", "hijri")
    return Sense(_at(found, parts), "date", "hijri", other=_at(named, parts), problem="weekday")


@_rule(
    "year_word",
    "(?:{edge} )?(?:{this} )?{YEAR_WORD}(?: {SHIFT})? ?{<}{YEAR}{>}(?!%)",
    "{YEAR_WORD} {<}(?P<y>{long_number})(?: ?[{meem}{era}])?(?= ?[.,)⊣])",
    "{plural} {<}(?P<y>{year_number}){>}(?! ?[#¬%])",
)
def _year_word(parts: Parts) -> Sense | None:
    year = parts.number("y")
    if year is None or not 100 <= year < _YEARS.stop or (parts.has("^{plural}") and parts.tokens["y"].start == 0):
        return None
    return None if year is None else Sense(f"{year:04}", "year")


@_rule(
    "year",
    "(?<=[→ ⊢(:,&~{article}])(?<![¬] ){<}(?P<y>{year_number}){ERA}{>}(?! ?[#%$¬])(?![{ANY}+·/])",
    "{edge} (?P<y>{year_number})(?![{ANY}+·/])",
)
def _year(parts: Parts) -> Sense | None:
    year = parts.number("y")
    written = parts.tokens["y"].text.isdigit()
    return Sense(f"{year:04}", "year") if year in (_BARE_YEARS if written else _YEARS) else None


@_rule("hijri_year", "(?:{YEAR_WORD} )?{<}(?P<y>[{year_number}{long_number}]) ?{hijri_mark}{END}")
def _hijri_year(parts: Parts) -> Sense | None:
    year = parts.number("y")
    value = calendars.hijri_year(year) if year and year <= 1600 else None
    return None if value is None else Sense(value, "year", "hijri")


@_rule(
    "years", ("(?:{league} |{YEAR_WORD} )?{<}(?P<y>{year_number})(?:[-/]| )(?P<y2>{year_number}){ERA}{>}(?![{ANY}·])")
)
def _years(parts: Parts) -> Sense | None:
    ends = sorted(year for group in ("y", "y2") if (year := parts.number(group)) is not None and year in _BARE_YEARS)
    if len(ends) != 2 or ends[0] == ends[1]:
        return None
    return Sense(f"{ends[0]:04}/{ends[1]:04}", "range")


@_rule("season_year", "(?:{edge} )?(?P<z>{season}) (?:{of} )?(?:{YEAR_WORD} )?{YEAR}{>}(?! ?[#%])")
def _season_year(parts: Parts) -> Sense | None:
    year = _gregorian_year(parts)
    return None if year is None else Sense(f"{year:04}-{parts.text('z')}", "range")


_SPRING = "21"


@_rule("season_relative", "(?P<z>{season}) (?P<mod>{SHIFT}){END}", "{this} (?P<z>{season}){END}")
def _season_relative(parts: Parts) -> Sense | None:
    if parts.has("^{this}") and parts.text("z") == _SPRING:
        return None
    if parts.anchor is None:
        return Sense(None, "relative")
    direction = _shift(parts.tokens.get("mod"))
    return Sense(calendars.season(parts.anchor, int(parts.text("z")), direction), "relative")


#: The year that a part belongs to: "of 2012", "of last year", "of this year".
_IN_YEAR = (
    "(?: (?:{of} |→ )?~?)(?:(?:{this} )?{YEAR_WORD} (?P<y>{year_number})|(?P<y_>{year_number})"
    "|{this_year} (?P<mod>{SHIFT})|(?P<h>{this}) {this_year}){ERA}{>}{END}"
)


def _in_year(parts: Parts, first: int, last: int) -> Sense | None:
    """Months `first` to `last` of the year that is named beside them."""
    if "y" in parts.tokens:
        year = _gregorian_year(parts)
        if year is None:
            return None
    elif parts.anchor is None:
        return Sense(None, "relative")
    else:
        year = parts.anchor.year + _shift(parts.tokens.get("mod"))
    return Sense(f"{year:04}-{first:02}/{year:04}-{last:02}", "range")


@_rule(
    "part_of_year",
    "(?:{edge} )?(?P<q>{fraction}) (?P<o>[{ordinal}{last}])" + _IN_YEAR,
    "(?:{edge} )?(?P<q>{fraction}) (?P<o>[{ordinal}{last}]) {of} {this_year}{END}(?! {DIGITS})",
)
def _part_of_year(parts: Parts) -> Sense | None:
    """The first half, the last quarter of a year, as its months."""
    pieces, number = parts.number("q"), parts.number("o")
    if pieces is None or number is None or number > pieces:
        return None
    length = 12 // pieces
    last = 12 if number < 0 else length * number
    return _in_year(parts, last - length + 1, last)


@_rule(
    "months_of_year",
    (
        "(?:{edge} )?(?P<u>[{these}{plural}]) (?:(?P<n>[{definite_cardinal}{cardinal}])"
        "|{article} ?(?P<n_>{short_number})|(?P<n1>{short_number})) (?P<o>[{ordinal}{last}])"
    )
    + _IN_YEAR,
    (
        "(?:{edge} )?(?:(?P<n>[{definite_cardinal}{cardinal}])|{article} ?(?P<n_>{short_number})"
        "|(?P<n1>{short_number})) (?P<u>[{these}{plural}]) (?P<o>[{ordinal}{last}])"
    )
    + _IN_YEAR,
    "(?P<o>{edge}) (?P<n>[{cardinal}{short_number}]) (?P<u>{plural})" + _IN_YEAR,
)
def _months_of_year(parts: Parts) -> Sense | None:
    """The first five months, the last three months of a year."""
    count, which = parts.number("n") or parts.number("n1"), parts.number("o")
    if parts.text("u") != "M" or count is None or not 1 < count < 12 or which not in (1, -1):
        return None
    return _in_year(parts, *((1, count) if which == 1 else (13 - count, 12)))


@_rule(
    "decade",
    (
        "(?:{edge} )?(?P<Z>{decade})(?: (?:{of} )?(?:{century} (?P<mod>{past})"
        "|{century} (?P<c>[{ordinal}{short_number}])))?(?! {of})"
    ),
)
def _decade(parts: Parts) -> Sense | None:
    century = parts.number("c")
    if century is not None and not 10 <= century <= 21:
        return None
    return Sense(f"{19 if century is None else century - 1}{parts.text('Z')}X", "range")


@_rule("century", "(?:{edge} )?{century} (?:(?P<c>[{ordinal}{short_number}])|(?P<mod>[{past}{current}])){END}")
def _century(parts: Parts) -> Sense | None:
    if "mod" in parts.tokens:
        if parts.anchor is None:
            return Sense(None, "range")
        return Sense(f"{parts.anchor.year // 100 + _shift(parts.tokens['mod']):02}XX", "range")
    century = parts.number("c")
    if century is None or not 1 <= century <= 21 or parts.tokens["c"].text == "":
        return None
    return Sense(f"{century - 1:02}XX", "range")


def _at(found: datetime.date | None, parts: Parts) -> str | None:
    """A day with the clock that stands before it, if one does."""
    time = _time(parts)
    return None if found is None or time is None else found.isoformat() + time


@_rule(
    "relative_day",
    (
        "{AT_PART}(?:{day} )?(?P<R>[{relative_day}{today}{tomorrow}]){LATE}"
        r"(?:,? (?:{day} )?(?P<w>{weekday})|,? ?\((?:{day} )?(?P<w_>{weekday})\))?"
        "(?! ?[{ordinal}{past}{future}{anaphor}]){END}"
    ),
    "{AT_PART}(?:{day} )?(?P<w>{weekday}) (?P<R>[{relative_day}{today}{tomorrow}]){END}",
    "(?P<R>{relative_day}){END}",
)
def _relative_day(parts: Parts) -> Sense | None:
    word, weekday = parts.tokens["R"], parts.number("w")
    if word.kind == "tomorrow" and weekday is None and not parts.has("[{day}{part}] {tomorrow}"):
        return None
    if not _is_adverbial(parts):
        return None
    kind: DateKind = "weekday" if weekday is not None else "time" if parts.has("[{part}{half}]") else "relative"
    shift = {"today": 0, "tomorrow": 1}.get(word.kind, int(word.value or 0))
    # "Today" by itself is "nowadays" as often as the day of the page, and in a quotation it is the speaker's.
    if (
        parts.anchor is None
        or (parts.has("^{today}$") and not parts.whole)
        or (weekday is None and shift >= 0 and parts.quoted())
    ):
        return Sense(None, kind)
    found = calendars.shifted(parts.anchor, shift)
    if found is None or weekday is None or found.weekday() == weekday:
        return Sense(_at(found, parts), kind)
    # A weekday is written with more care than the day that a page bears, so it leads.
    named = calendars.nearest_weekday(found, weekday, 0)
    return Sense(_at(named, parts), kind, other=_at(found, parts), problem="weekday")


_ADVERBIAL = re.compile("بعد .*|.*(?:ا|اء)")


def _is_adverbial(parts: Parts) -> bool:
    """Whether the part of the day behind a day is written as one: "today an age ...", "yesterday appeared" are not."""
    late = parts.tokens.get("late")
    return late is None or _ADVERBIAL.fullmatch(late.text) is not None


@_rule("same_day", "{AT_PART}(?:{day} )?{today} {anaphor}{END}", "{anaphor} {today}{END}")
def _same_day(parts: Parts) -> Sense | None:
    """The same day, the following day: of whichever day the text spoke before."""
    return Sense(None, "relative")


@_rule("day_in_a_row", "{today} {ordinal} {in_a_row}")
def _day_in_a_row(parts: Parts) -> Sense | None:
    return Sense(None, "relative")


def _weekday_of(parts: Parts, group: str) -> datetime.date | None:
    weekday = parts.number(group)
    if parts.anchor is None or weekday is None:
        return None
    modifier = parts.kind("mod")
    if modifier == _ANAPHOR:
        return None
    found = calendars.nearest_weekday(parts.anchor, weekday, {"past": -2, "future": 2, "current": 0, "": -1}[modifier])
    before_last = _shift(parts.tokens.get("mod")) == -2
    return calendars.shifted(found, -7) if found is not None and before_last else found


@_rule(
    "weekday",
    "(?<!¬ )(?:{vague} {of} )?{AT_PART}(?:{day} )?(?P<w>{weekday}){LATE}{MOD}{END}",
    "(?<!¬ )(?P<w>{weekday}){END}",
)
def _weekday(parts: Parts) -> Sense | None:
    if not _is_adverbial(parts):
        return None
    return Sense(_at(_weekday_of(parts, "w"), parts), "weekday")


@_rule(
    "weekdays",
    "(?:{day_dual} |{part} |{day} )?(?P<w>{weekday})(?: ?& ?|-)(?P<w2>{weekday}){MOD}{END}",
    "{part} (?P<w>{weekday}) (?P<w2>{weekday}){END}",
)
def _weekdays(parts: Parts) -> Sense | None:
    both = "mod" in parts.tokens and parts.tokens["mod"].text.endswith("ين")
    if not parts.has("^[{day_dual}{part}]|-") and not both:
        return None
    first, last = _weekday_of(parts, "w"), _weekday_of(parts, "w2")
    if first is not None and last is not None and last < first:
        first = calendars.shifted(first, -7)
    if first is None or last is None:
        return Sense(None, "range")
    return Sense(calendars.interval(first.isoformat(), last.isoformat()), "range")


def _unit_value(anchor: datetime.date, unit: str, shift: int) -> str | None:
    if unit == "W":
        found = calendars.shifted(anchor, 7 * shift)
        return None if found is None else calendars.week(found)
    if unit == "M":
        return calendars.month_of(anchor, shift)
    year = anchor.year + shift
    return f"{year:04}" if 1 <= year <= 9999 else None


@_rule(
    "relative_unit",
    "(?:{edge} )?(?P<u>[{this_week}{this_month}{this_year}]) (?P<mod>{ANY_SHIFT}){END}",
    "(?:{edge} )?(?P<mod>{anaphor}) (?P<u>[{this_week}{this_month}{this_year}]){END}",
    "(?:{edge} )?{this} (?P<u>[{this_week}{this_month}{this_year}])(?: (?P<mod>{current}))?{END}",
    "{edge} (?P<u>[{this_week}{this_month}{this_year}]){END}",
)
def _relative_unit(parts: Parts) -> Sense | None:
    modifier = parts.tokens.get("mod")
    if parts.anchor is None or (modifier is not None and modifier.kind == _ANAPHOR):
        return Sense(None, "relative")
    shift = _shift(modifier)
    if modifier and modifier.value == "new":
        if parts.text("u") != "Y":
            return None
        shift = 1 if parts.anchor.month > 6 else 0
    return Sense(_unit_value(parts.anchor, parts.text("u"), shift), "relative")


@_rule("relative_units", "(?P<u>{these}) (?:[{definite_cardinal}{short_number}] )?(?P<mod>[{past}{future}]){END}")
def _relative_units(parts: Parts) -> Sense | None:
    return Sense(None, "relative")


@_rule(
    "day_of_month",
    "(?<!{this_week} )(?:{WEEKDAY}|{day} )?(?P<d>{NTH})(?: {of})? (?P<k>{this_month}) (?P<mod>{SHIFT}){END}",
    "(?<!{this_week} )(?P<d>{NTH})(?: {of})? {this} (?P<k>{this_month}){END}",
)
def _day_of_month(parts: Parts) -> Sense | None:
    number = parts.number("d")
    if number is None or not 1 <= number <= 31:
        return None
    if parts.anchor is None:
        return Sense(None, "date")
    shift = _shift(parts.tokens.get("mod"))
    month = calendars.month_of(parts.anchor, shift)
    return Sense(f"{month}-{number:02}", "date") if calendars.day(int(month[:4]), int(month[5:]), number) else None


@_rule(
    "days_of_month",
    (
        "{<}(?P<d1>{NTH})(?: ?{until} ?| ?& ?| ?- ?)(?P<d>{NTH})(?: {of})? "
        "(?:(?P<k>{this_month}) (?P<mod>{SHIFT})|{this} (?P<k_>{this_month})){END}"
    ),
)
def _days_of_month(parts: Parts) -> Sense | None:
    first, last = parts.number("d1"), parts.number("d")
    if first is None or last is None or not 1 <= first < last <= 31:
        return None
    if parts.anchor is None:
        return Sense(None, "range")
    month = calendars.month_of(parts.anchor, _shift(parts.tokens.get("mod")))
    if calendars.day(int(month[:4]), int(month[5:]), last) is None:
        return None
    return Sense(f"{month}-{first:02}/{month}-{last:02}", "range")


@_rule(
    "weekday_of_week",
    (
        "(?:{day} )?(?P<w>[{weekday}{bare_weekday}])(?: {of})? "
        "(?:(?P<u>{this_week}) (?P<mod>{SHIFT})|{this} (?P<u_>{this_week})){END}"
    ),
    "(?:(?P<u>{this_week}) (?P<mod>{SHIFT})|{this} (?P<u_>{this_week})) (?:{day} )?(?P<w>{weekday}){END}",
)
def _weekday_of_week(parts: Parts) -> Sense | None:
    """Friday of next week, by ISO weeks as in the values of weeks."""
    weekday = parts.number("w")
    if parts.anchor is None or weekday is None:
        return Sense(None, "weekday")
    monday = calendars.nearest_weekday(parts.anchor, 0, -1)
    found = None if monday is None else calendars.shifted(monday, weekday + 7 * _shift(parts.tokens.get("mod")))
    return None if found is None else Sense(found.isoformat(), "weekday")


@_rule(
    "weekly",
    "{each} (?:{day} )?[{weekday}{bare_weekday}]{END}",
    "{each} (?:{dual}|[{short_number}{cardinal}] [{plural}{day}{week}{month}{year}]){END}",
    "{plural} {weekday}(?: ?& ?{weekday})*(?! ?{SHIFT}){END}",
)
def _weekly(parts: Parts) -> Sense | None:
    return Sense(None, "set")


@_rule(
    "from_now",
    (
        "{after} (?:(?P<f>{about}) )?(?:(?P<n>[{short_number}{cardinal}]) "
        "(?P<u>[{plural}{day}{week}{month}{year}])|(?P<u1>{dual})|(?P<u2>[{week}{month}{year}])) {of} "
        "(?P<v>{vague}){END}"
    ),
)
def _from_now(parts: Parts) -> Sense | None:
    return _ago(parts) if parts.tokens["v"].text == "الان" else None


@_rule(
    "ago",
    (
        "{before} (?:(?P<f>{about}) )?(?:(?P<n>[{short_number}{cardinal}]) "
        "(?P<u>[{plural}{day}{week}{month}{year}])|(?P<u1>{dual})|(?P<u2>[{week}{month}{year}]))(?! {of})"
        "(?! ?[~&]?"
        "[{year_number}{month_name}{doubtful_month}{hijri_month}{long_number}{short_number}{month}{this_y"
        "ear}]){END}"
    ),
)
def _ago(parts: Parts) -> Sense | None:
    unit = parts.text("u") or parts.text("u1") or parts.text("u2")
    count = parts.number("n") if "n" in parts.tokens else 1
    if unit[0].isdigit():
        count, unit = int(unit[0]), unit[1:]
    if parts.anchor is None or count is None:
        return Sense(None, "relative")
    ahead = "v" in parts.tokens
    count = -count if ahead else count
    value: str | None
    if unit in ("D", "W"):
        found = calendars.shifted(parts.anchor, -count * (7 if unit == "W" else 1))
        value = None if found is None else found.isoformat()
    else:
        value = _unit_value(parts.anchor, unit, -count)
    # Whole weeks, months and years are round numbers; days are counted.
    if value is not None and ("f" in parts.tokens or ahead or unit != "D"):
        value = f"{value}~"
    return Sense(value, "relative")


@_rule(
    "duration",
    (
        "(?<!¬ ){<}(?P<n>[{short_number}{cardinal}{long_number}]) "
        "(?P<u>[{plural}{day}{week}{month}{year}])(?! ?"
        "[{past}{future}{current}{year_number}{hijri_mark}]){END}"
    ),
    (
        "(?<!¬ ){<}(?P<n>[{short_number}{cardinal}{long_number}])(?: (?P<f>{of}) )?(?P<u>[{day}{year}])"
        "(?! ?[{past}{future}{current}{year_number}{hijri_mark}]){END}"
    ),
    "(?P<u>{dual})(?! ?[{year_number}{ordinal}])",
)
def _duration(parts: Parts) -> Sense | None:
    unit, count = parts.text("u"), parts.number("n")
    if "n" not in parts.tokens:
        return Sense(f"P{unit}", "duration")
    if count is None:
        return None
    if parts.kind("u") != "plural" and count < 11 and parts.kind("n") != "cardinal":
        return None
    return Sense(f"P{count}{unit}", "duration")


@_rule("duration_ordinal", "(?P<u>{day}) (?:(?P<o>{ordinal})|(?P<e>{extra})){END}(?! {of})")
def _duration_ordinal(parts: Parts) -> Sense | None:
    if "o" in parts.tokens and parts.tokens["o"].text.startswith("ال"):
        return None
    return Sense("P1D", "duration")


@_rule(
    "duration_open",
    "(?P<W>{plural}) {other}{END}",
    "(?<=[→{before}{after}] )(?P<W>{plural}){END}(?! ?{SHIFT})",
    "(?<=[→{before}{after}] )(?P<W>{plural})$",
)
def _duration_open(parts: Parts) -> Sense | None:
    return Sense(None, "duration")


@_rule("vague", "(?P<v>{vague}){END}")
def _vague(parts: Parts) -> Sense | None:
    return Sense(None, "relative")


@_rule(
    "clock",
    (
        "{AT}{<}(?P<H>{short_number}):(?P<N>{short_number})(?::(?P<S>{short_number}))?"
        r"(?: ?(?P<ap>{PART}))?(?:, ?| |)\(?(?P<z>[{zone}{place_zone}])"
        r"(?:[+-](?P<zh>{HOURS})(?::(?P<zm>{short_number}))?)?\)?{>}{END}"
    ),
)
def _clock(parts: Parts) -> Sense | None:
    time = _time(parts)
    if time is None:
        return None
    # "At 10:32 GMT" is of the day that the sentence speaks of; a clock in a line of its own is of the page's.
    if parts.anchor is None or parts.has("^{at}"):
        return Sense(None, "time")
    return Sense(parts.anchor.isoformat() + time, "time")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule whose pattern fits at a token of a run.

    Attributes:
        rule: the rule.
        length: how many tokens it takes.
        groups: for each named group, how many tokens its token is from the first.
        shape: the part of the run's shape that it takes.
    """

    rule: Rule
    length: int
    groups: tuple[tuple[str, int], ...]
    shape: str


#: How much of a shape around a token the rules see: longer than what any of them takes.
_BEHIND, _AHEAD = 8, 104


#: Every pattern with its rule and what a match of it may begin with, in the order of the rules.
_PATTERNS = tuple((rule, pattern, opening(pattern.pattern)) for rule in RULES for pattern in rule.patterns)


@cache
def _opened_by(sign: str) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The patterns that a match beginning with a sign may be of."""
    return tuple((rule, pattern) for rule, pattern, signs in _PATTERNS if signs is None or sign in signs)


@lru_cache(maxsize=1 << 15)
def _opening(window: str, place: int) -> tuple[Candidate, ...]:
    index = {match.start(): number for number, match in enumerate(SIGN.finditer(window, place))}
    here = []
    for rule, pattern in _opened_by(window[place]):
        match = pattern.match(window, place)
        if match is None or match.end() == place:
            continue
        text = match.group()
        if text.endswith(")") and "(" not in text:
            text = text[:-1]
        starts = ((name, match.start(name)) for name in pattern.groupindex)
        groups = tuple((name.rstrip("_"), index[at]) for name, at in starts if at in index)
        here.append(Candidate(rule, len(SIGN.findall(text)), groups, text))
    here.sort(key=lambda candidate: -len(candidate.shape))
    return tuple(here)


def candidates(run: Run) -> Iterable[tuple[Candidate, ...]]:
    """For each token of the run, what may begin there, longest first."""
    return _short(run.shape) if len(run.shape) <= _SHORT else _all(run.shape)


#: Shapes as short as this are seen again and again.
_SHORT = 24


@lru_cache(maxsize=1 << 14)
def _short(shape: str) -> tuple[tuple[Candidate, ...], ...]:
    return tuple(_all(shape))


def _all(shape: str) -> Iterator[tuple[Candidate, ...]]:
    for match in SIGN.finditer(shape):
        place = match.start()
        first = max(0, place - _BEHIND)
        yield _opening(shape[first : place + _AHEAD], place - first)
