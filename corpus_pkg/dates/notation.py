"""The notation of shapes and of the patterns over them: every class of words by its name.

A shape (`corpus_pkg.dates.shapes`) has one character, a sign, for each word or number of time, the white space and
punctuation between, and a mark for what stands on each side. In a pattern the sign is written as the name of its class
in braces, `{weekday} {past}`; a stretch that many patterns have in common is a fragment, written in capitals,
`{DAY}{TO_MONTH}{MONTH}`. All else is a regular expression. A class of words is added by naming it in `CLASSES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

#: What words and numbers of time there are, each with its meaning. `time_words.csv` may name all but `OF_TABLES`.
CLASSES = {
    "day": "a word for day behind or before which its date stands",
    "week": "a word for week",
    "month": "a word for month",
    "year": "a word for year",
    "day_dual": "a dual of a word for day that stands before two days by name",
    "today": "today, also the day",
    "this_week": "the week",
    "this_month": "the month",
    "this_year": "the year",
    "plural": "days, weeks, months, years; its value is the unit",
    "these": "the days, the weeks, the months, the years; its value is the unit",
    "dual": "two of a unit in one word; its value is the count and the unit",
    "past": "last",
    "future": "next",
    "current": "current",
    "anaphor": "same, following, previous: counted from what the text spoke of before",
    "relative_day": "yesterday and the like; its value is the shift in days",
    "tomorrow": "tomorrow, where it is also another word",
    "name": "a proper name that holds words of time",
    "part": "a part of the day: morning, evening",
    "half": "am or pm",
    "meem": "the letter that is pm behind a clock and AD behind a year",
    "hijri_mark": "AH",
    "solar_mark": "a year of the Hijra by the sun",
    "era": "AD",
    "edge": "beginning, middle or end; its value is 1 for the first, -1 for the last",
    "season": "a season; its value is that of EDTF",
    "league": "a season of games",
    "zone": "a zone of time; its value is its offset",
    "place_zone": "by the clock of a place",
    "at": "at the hour of",
    "before": "ago, since",
    "about": "about",
    "of": "of",
    "this": "this",
    "article": "an article that stands by itself",
    "until": "to, until",
    "between": "between",
    "bc": "before Christ",
    "rare_month": "a Gregorian month whose name is mostly another word: a month between its day and its year alone",
    "being": "which is: links two readings of one day",
    "century": "a word for century",
    "decade": "the eighties and the like; its value is the digit of the decade",
    "ordinal": "an ordinal",
    "cardinal": "a cardinal",
    "ordinal_suffix": "th",
    "iso_t": "the T of ISO 8601",
    "fraction": "a half, a third, a quarter; its value is how many make a whole",
    "extra": "one, more",
    "other": "another",
    "vague": "recently, later: a time that no day is given for",
    "now": "now",
    "weekday": "a day of the week; its value is 0 for Monday",
    "cut_weekday": "a day of the week that lost its first letter",
    "in_a_row": "in a row",
    "definite_cardinal": "a cardinal with the article",
    "bare_weekday": "a day of the week without the article",
    "last": "the last one",
    "after": "after",
    "hour_mark": "the h between hours and minutes",
    "hour": "a word for hour",
    "minute": "a word for minute",
    "each": "each",
    "month_name": "a Gregorian month",
    "doubtful_month": "a Gregorian month whose name is also another word",
    "hijri_month": "a Hijri month",
    "short_number": "a number of one or two digits",
    "year_number": "a number of four digits, or a year in words",
    "long_number": "a number of other digits",
}
#: Classes of what other tables than `time_words.csv` hold, and of numbers in digits.
OF_TABLES = frozenset(("month_name", "doubtful_month", "hijri_month", "short_number", "year_number", "long_number"))
#: The areas of Unicode that are no one's: a sign is never a character of the punctuation beside it.
_AREAS = (range(0xE000, 0xF900), range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE))


def signs(names: Iterable[str]) -> dict[str, str]:
    """Return a character of its own for each name, in order of declaration; raises ValueError for a name twice."""
    free = (chr(code) for area in _AREAS for code in area)
    given: dict[str, str] = {}
    for name in names:
        if name in given:
            raise ValueError(f"the class {name!r} is declared twice; name a class once")
        given[name] = next(free)
    return given


#: The sign of each class.
SIGNS = signs(CLASSES)
#: Any sign.
SIGN = re.compile("[\ue000-\U0010ffff]")

_FRAGMENTS = {
    # Any sign, inside square brackets.
    "ANY": "\ue000-\U0010ffff",
    # No word or number follows at once.
    "END": "(?![{ANY}])",
    "DIGITS": "[{short_number}{year_number}{long_number}]",
    "HOURS": "[{short_number}{year_number}]",
    "NTH": "[{short_number}{ordinal}]",
    "SHIFT": "[{past}{future}{current}]",
    "ANY_SHIFT": "[{past}{future}{current}{anaphor}]",
    "MONTH_NAME": "[{month_name}{doubtful_month}]",
    "VAGUE": "[{vague}{now}]",
    "YEAR_WORD": "[{year}{this_year}]",
    "PART": "[{part}{half}{meem}]",
    # A number is whole: no other number hangs on it.
    "<": "(?<!{DIGITS})(?:(?<!{DIGITS}[.,/:+-])|(?<={year_number}-)(?={DATE}))",
    ">": "(?:(?<=[{ANY}])(?<!{DIGITS})|(?![.,/:+-]?{DIGITS})|(?=-(?:{DATE})))",
    "DATE": "{HOURS}[./-]{short_number}[./-]{HOURS}|{short_number} [{month_name}{doubtful_month}{hijri_month}]",
    "WEEKDAY": "(?:{day} )?(?P<w>[{weekday}{cut_weekday}])(?: ?, ?|-|/| {being} | |)(?:{day} )?",
    # The day in words before its date: "this evening, Thursday (", "on the morning of Monday".
    "IN_WORDS": "{AT_PART}{WORDS_OF_DAY}",
    "WORDS_OF_DAY": "(?:{day} )?(?:[{relative_day}{today}{tomorrow}],? ?(?:{day} )?)?(?:(?P<w__>{weekday}))?{LATE}"
    r"(?:, ?| ?- ?| {being} |, ?{being} | ?\(| )",
    "DAY": "(?<!{this_week} )(?:{today} (?={ordinal})|{article} ?)?(?P<d>{NTH})(?: ?{ordinal_suffix})?(?:, ?)?",
    "TO_MONTH": r"(?: (?:{of} )?~?(?:{month} )?|-|/|\.(?: |)|)",
    "MONTH": r"(?P<m>{MONTH_NAME})(?:[/-]| | ?\(|)(?P<m2>{MONTH_NAME})\)?",
    "SINGLE_MONTH": "(?P<m>{MONTH_NAME})",
    "TO_YEAR": r"(?: {SHIFT})?"
    r"(?: (?:→ |{of} )?~?(?:{this} )?{YEAR_WORD}(?: {SHIFT})? | {of} |, ?|-|/|\.(?: |)| |)",
    # The year of a day or month that has none beside it: "of last year", "of this year", "last".
    "OF_YEAR": "(?: (?:{of} |→ )?~?(?:{this_year} (?P<ym>{SHIFT})|{this} {this_year})|{MOD})"
    "(?!(?:, ?| |-){year_number}(?! ?#))",
    "YEAR": "(?P<y>{year_number}){ERA}",
    "ERA": "(?: ?[{meem}{era}]{END})?",
    "MOD": "(?: (?P<mod>{ANY_SHIFT}))?",
    "CLOCK": "(?P<H>{short_number})(?::|{hour_mark})(?P<N>{short_number}){SECONDS}(?: ?(?P<ap>{PART}))?",
    "SECONDS": r"(?::(?P<S>{short_number})(?:\.{DIGITS})?)?",
    "ZONE": r"(?:(?:, ?| |-|)\(?(?P<z>[{zone}{place_zone}])"
    r"(?:(?P<zs>[+-])(?P<zh>{HOURS})(?::(?P<zm>{short_number}))?)?\)?"
    "|(?: (?=[+-]{year_number}))?(?P<us>[+-])(?P<uh>{HOURS})(?::(?P<um>{short_number}))?)?",
    "THEN": r"(?:, ?|\. |@|\||-|/| |{iso_t}|)",
    "AT": "(?:{at}[: ]?|→ )?",
    "AT_CLOCK": "{AT}(?:(?P<H>{short_number})(?:[:,]|{hour_mark})(?P<N>{short_number}){SECONDS}"
    "(?: ?(?P<ap>{PART}){END})?"
    "|(?<={at} )(?P<H1>{short_number}) (?P<ap1>{PART})"
    "|(?<={at} )(?P<H__>{short_number}) ?& ?(?P<N__>{short_number}) {minute})",
    # Nothing that this could count or belong to follows.
    "ALONE": "(?= ?[.,)⊣](?! ?{DIGITS}))",
    # A part of the day behind its day, "in the morning".
    "LATE": "(?: (?P<late>[{part}{half}]))?",
    "AT_PART": "(?:{at}[: ]?(?P<H>{NTH})(?:[:,](?P<N>{short_number}))? )?(?:(?P<ap>{part}) )?",
    "TAIL": "(?:{THEN}{AT_CLOCK}{ZONE})?",
}
_NAME = re.compile(r"\{([^{}]*)\}")


@cache
def written(notation: str) -> str:
    """Return the regular expression of a pattern: names give way to signs, fragments to what they hold.

    Raises:
        ValueError: where a name is neither a class nor a fragment.

    """

    def named(match: re.Match[str]) -> str:
        name = match[1]
        if name in SIGNS:
            return SIGNS[name]
        if name not in _FRAGMENTS:
            raise ValueError(
                f"no class or fragment {name!r} in the pattern {notation!r}; name a class in corpus_pkg.dates.notation"
            )
        return written(_FRAGMENTS[name])

    return _NAME.sub(named, notation)


@cache
def compiled(notation: str) -> re.Pattern[str]:
    """Return a pattern compiled; raises ValueError for a name that is neither a class nor a fragment."""
    return re.compile(written(notation))


def versions(notation: str) -> tuple[str, ...]:
    """Return the patterns that one stands for: where it has a month, one with two names for it and one with one."""
    if "{MONTH}" not in notation:
        return (notation,)
    return notation, notation.replace("{MONTH}", "{SINGLE_MONTH}")
