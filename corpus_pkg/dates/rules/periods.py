"""Seasons, parts of years, decades and centuries."""

from __future__ import annotations

from corpus_pkg.dates import calendars
from corpus_pkg.dates.rules.readings import (
    shift_of,
    year_of,
)
from corpus_pkg.dates.senses import Example, Parts, Rules, Sense

RULES = Rules()


@RULES.rule(
    "season_year",
    "a season of a year",
    Example("صيف 2008", None, "2008-22"),
    "(?:{edge} )?(?P<z>{season}) (?:{of} )?(?:{YEAR_WORD} )?{YEAR}{>}(?! ?[#%])",
)
def _season_year(parts: Parts) -> Sense | None:
    year = year_of(parts)
    return None if year is None else Sense(f"{year:04}-{parts.text('z')}", "range")


_SPRING = "21"


@RULES.rule(
    "season_relative",
    "the last, this or the next of a season",
    Example("الصيف الماضي", "2024-03-20", "2023-22"),
    "(?P<z>{season}) (?P<mod>{SHIFT}){END}",
    "{this} (?P<z>{season}){END}",
)
def _season_relative(parts: Parts) -> Sense | None:
    if parts.has("^{this}") and parts.text("z") == _SPRING:
        return None
    if parts.anchor is None:
        return Sense(None, "relative")
    direction = shift_of(parts.tokens.get("mod"))
    return Sense(calendars.season(parts.anchor, int(parts.text("z")), direction), "relative")


#: The year that a part belongs to: "of 2012", "of last year", "of this year".
_IN_YEAR = (
    "(?: (?:{of} |→ )?~?)(?:(?:{this} )?{YEAR_WORD} (?P<y>{year_number})|(?P<y_>{year_number})"
    "|{this_year} (?P<mod>{SHIFT})|(?P<h>{this}) {this_year}){ERA}{>}{END}"
)


def _in_year(parts: Parts, first: int, last: int) -> Sense | None:
    """Return months `first` to `last` of the year that is named beside them."""
    if "y" in parts.tokens:
        year = year_of(parts)
        if year is None:
            return None
    elif parts.anchor is None:
        return Sense(None, "relative")
    else:
        year = calendars.year_of(parts.anchor, shift_of(parts.tokens.get("mod")))
        if year is None:
            return Sense(None, "relative")
    return Sense(f"{year:04}-{first:02}/{year:04}-{last:02}", "range")


@RULES.rule(
    "part_of_year",
    "a half, a third or a quarter of a year",
    Example("النصف الأول من عام 2012", None, "2012-01/2012-06"),
    "(?:{edge} )?(?P<q>{fraction}) (?P<o>[{ordinal}{last}])" + _IN_YEAR,
    "(?:{edge} )?(?P<q>{fraction}) (?P<o>[{ordinal}{last}]) {of} {this_year}{END}(?! {DIGITS})",
)
def _part_of_year(parts: Parts) -> Sense | None:
    """Return the first half, the last quarter of a year, as its months."""
    pieces, number = parts.number("q"), parts.number("o")
    if pieces is None or number is None or number > pieces:
        return None
    length = 12 // pieces
    last = 12 if number < 0 else length * number
    return _in_year(parts, last - length + 1, last)


@RULES.rule(
    "months_of_year",
    "the first or the last months of a year",
    Example("الأشهر التسعة الأولى من عام 2012", None, "2012-01/2012-09"),
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
    """Return the first five months, the last three months of a year."""
    count, which = parts.number("n") or parts.number("n1"), parts.number("o")
    if parts.text("u") != "M" or count is None or not 1 < count < 12 or which not in (1, -1):
        return None
    return _in_year(parts, *((1, count) if which == 1 else (13 - count, 12)))


#: Centuries up to the one that we are in.
_CENTURIES = range(1, 22)


@RULES.rule(
    "decade",
    "a decade by its name",
    Example("ثمانينات القرن الماضي", None, "198X"),
    "(?:{edge} )?(?P<Z>{decade})(?: (?:{of} )?(?:{century} (?P<mod>{past})"
    "|{century} (?:{article} ?)?(?P<c>[{ordinal}{short_number}])))?(?! {of})",
)
def _decade(parts: Parts) -> Sense | None:
    century = parts.number("c")
    if century is not None and century not in _CENTURIES:
        return None
    return Sense(f"{19 if century is None else century - 1:02}{parts.text('Z')}X", "range")


@RULES.rule(
    "century",
    "a century",
    Example("القرن التاسع عشر", None, "18XX"),
    "(?:{edge} )?{century} (?:(?:{article} ?)?(?P<c>[{ordinal}{short_number}])|(?P<mod>[{past}{current}])){END}",
    "(?:{edge} )?{century} (?:{article} ?)?(?P<c>[{ordinal}{short_number}]) ?(?P<x>{bc}){END}",
)
def _century(parts: Parts) -> Sense | None:
    if "x" in parts.tokens:
        # The values of the project write no year before Christ.
        return Sense(None, "range")
    if "mod" in parts.tokens:
        if parts.anchor is None:
            return Sense(None, "range")
        year = calendars.year_of(parts.anchor, 100 * shift_of(parts.tokens["mod"]))
        return Sense(None if year is None else f"{year // 100:02}XX", "range")
    century = parts.number("c")
    if century is None or century not in _CENTURIES or parts.tokens["c"].text == "":
        return None
    return Sense(f"{century - 1:02}XX", "range")
