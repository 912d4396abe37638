"""Months and years."""

from __future__ import annotations

from corpus_pkg.dates import calendars
from corpus_pkg.dates.rules.readings import (
    month_of,
    stamped,
    without_year,
    year_of,
)
from corpus_pkg.dates.senses import Example, Parts, Rules, Sense
from corpus_pkg.dates.vocabulary import LIVED_YEARS, YEARS

RULES = Rules()


@RULES.rule(
    "month_year",
    "a month and its year",
    Example("شهر مايو 2013", None, "2013-05"),
    "(?:(?:{VAGUE} {of} |{edge} )?{month} |(?P<x>{edge}) )?{MONTH}{TO_YEAR}{YEAR}{>}",
    "(?:{edge} )?{month} (?P<m>[{cardinal}{short_number}]){TO_YEAR}{YEAR}{>}",
)
def _month_year(parts: Parts) -> Sense | None:
    month, year = month_of(parts), year_of(parts)
    if parts.text("x") == "1" and month is not None and year is not None:
        return stamped(calendars.day(year, month, 1), parts)
    if month is not None and not 1 <= month <= 12:
        return None
    return None if month is None or year is None else Sense(f"{year:04}-{month:02}", "month")


@RULES.rule(
    "given_month",
    "a month and its year in numbers, where the text is given as one date",
    Example("2019-11", None, "2019-11"),
    "{<}(?P<y>{year_number})[/-](?P<m>{short_number}){>}{END}",
    "{<}(?P<m>{short_number})[/-](?P<y>{year_number}){>}{END}",
)
def _given_month(parts: Parts) -> Sense | None:
    month, year = parts.number("m"), year_of(parts)
    if not parts.whole or year is None or month is None or not 1 <= month <= 12:
        return None
    return Sense(f"{year:04}-{month:02}", "month")


#: What makes a month of a name that is also another word.
_SURE_MONTH = "{month} {doubtful_month}|{doubtful_month} {SHIFT}|{edge} {doubtful_month}"


@RULES.rule(
    "month",
    "a month without a year",
    Example("يوليو الماضي", "2024-03-20", "2023-07"),
    "(?P<k>(?:{VAGUE} {of} |{edge} )?{month} |(?P<x>{edge}) )?{MONTH}{OF_YEAR}(?![{ANY}/:])",
)
def _month_alone(parts: Parts) -> Sense | None:
    month = month_of(parts)
    if month is not None and parts.text("x") == "1":
        # "Awwal Mayu" is the first of May, as "awa'il Mayu" is not.
        value = without_year(parts, month, 1)
        return None if value is None else Sense(value, "date")
    doubtful = parts.kind("m") == "doubtful_month" and "m2" not in parts.tokens
    if month is None or (doubtful and not parts.has(_SURE_MONTH)):
        return None
    value = without_year(parts, month, None)
    return None if value is None else Sense(value, "month")


@RULES.rule(
    "month_announced",
    "a month whose name is also another word, behind a preposition of time",
    Example("منذ آب", "2024-03-20", "XXXX-08"),
    "(?<=[→{until}{of}{before}{after}{between}] ){SINGLE_MONTH}{OF_YEAR}(?![{ANY}/:])",
)
def _month_announced(parts: Parts) -> Sense | None:
    """Read a name that is also a word, behind a preposition of time."""
    month = month_of(parts)
    value = None if month is None else without_year(parts, month, None)
    return None if value is None else Sense(value, "month")


@RULES.rule(
    "year_word",
    "a year beside a word for year",
    Example("عام 1987", None, "1987"),
    "(?:{edge} )?(?:{this} )?{YEAR_WORD}(?: {SHIFT})? ?{<}{YEAR}{>}(?!%| ?{hijri_mark}| ?{bc})",
    "{YEAR_WORD} {<}(?P<y>{long_number})(?: ?[{meem}{era}])?(?= ?[.,)⊣])",
    "{plural} {<}(?P<y>{year_number}){>}(?! ?[#¬%{bc}])",
)
def _year_word(parts: Parts) -> Sense | None:
    year = parts.number("y")
    if year is None or not 100 <= year < YEARS.stop or (parts.has("^{plural}") and parts.tokens["y"].start == 0):
        return None
    return None if year is None else Sense(f"{year:04}", "year")


@RULES.rule(
    "year_before_christ",
    "a year before Christ, which the values of the project do not write",
    Example("عام 1200 قبل الميلاد", None, None),
    "(?:{edge} )?{YEAR_WORD} {<}(?P<y>[{short_number}{year_number}{long_number}]) ?{bc}{END}",
)
def _year_before_christ(parts: Parts) -> Sense | None:
    return Sense(None, "year")


@RULES.rule(
    "year",
    "a number that can only be a year",
    Example("في 2012.", None, "2012"),
    "(?<=[→ ⊢(:,&~{article}])(?<![¬{between}] ){<}(?P<y>{year_number}){ERA}{>}(?! ?[#%$¬{bc}])(?![{ANY}+·/])",
    "(?<={between} ){<}(?P<y>{year_number}){ERA}{>}(?= ?[&~](?!{DIGITS}))",
    "{edge} (?P<y>{year_number})(?![{ANY}+·/])",
)
def _year(parts: Parts) -> Sense | None:
    year = parts.number("y")
    written = parts.tokens["y"].text.isdigit()
    return Sense(f"{year:04}", "year") if year in (LIVED_YEARS if written else YEARS) else None


@RULES.rule(
    "years_between",
    "the years between two",
    Example("بين عامي 2011 و2018", None, "2011/2018"),
    "{between} ?(?:{YEAR_WORD} ?)?{<}(?P<y>{year_number}){ERA} ?& ?(?:{YEAR_WORD} )?(?P<y2>{year_number}){ERA}{>}"
    "(?! ?[#%])",
)
def _years_between(parts: Parts) -> Sense | None:
    first, last = parts.number("y"), parts.number("y2")
    if first not in YEARS or last not in YEARS or first is None or last is None or first >= last:
        return None
    return Sense(f"{first:04}/{last:04}", "range")


@RULES.rule(
    "years",
    "a stretch of years",
    Example("1980-1985", None, "1980/1985"),
    "(?:{league} |{YEAR_WORD} )?{<}(?P<y>{year_number})(?:[-/]| )(?P<y2>{year_number}){ERA}{>}(?![{ANY}·])",
)
def _years(parts: Parts) -> Sense | None:
    ends = sorted(year for group in ("y", "y2") if (year := parts.number(group)) is not None and year in LIVED_YEARS)
    if len(ends) != 2 or ends[0] == ends[1]:
        return None
    return Sense(f"{ends[0]:04}/{ends[1]:04}", "range")
