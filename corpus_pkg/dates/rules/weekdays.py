"""Days of the week, alone and in a week, and what comes again."""

from __future__ import annotations

import datetime

from corpus_pkg.dates import calendars
from corpus_pkg.dates.rules.readings import (
    ANAPHOR,
    at_clock,
    is_adverbial,
    shift_of,
)
from corpus_pkg.dates.senses import Example, Parts, Rules, Sense

RULES = Rules()


def _weekday_of(parts: Parts, group: str) -> datetime.date | None:
    weekday = parts.number(group)
    if parts.anchor is None or weekday is None:
        return None
    modifier = parts.kind("mod")
    if modifier == ANAPHOR:
        return None
    day = calendars.nearest_weekday(parts.anchor, weekday, {"past": -2, "future": 2, "current": 0, "": -1}[modifier])
    before_last = shift_of(parts.tokens.get("mod")) == -2
    return calendars.shifted(day, -7) if day is not None and before_last else day


@RULES.rule(
    "weekday",
    "a weekday, the last or the next",
    Example("الجمعة المقبل", "2024-03-20", "2024-03-22"),
    "(?<!¬ )(?:{VAGUE} {of} )?{AT_PART}(?:{day} )?(?P<w>{weekday}){LATE}{MOD}{END}",
    "(?<!¬ )(?P<w>{weekday}){END}",
)
def _weekday(parts: Parts) -> Sense | None:
    if not is_adverbial(parts):
        return None
    return Sense(at_clock(_weekday_of(parts, "w"), parts), "weekday")


@RULES.rule(
    "weekdays",
    "two weekdays, from one to the other",
    Example("يومي الجمعة والسبت", "2024-03-20", "2024-03-15/2024-03-16"),
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


@RULES.rule(
    "weekday_of_week",
    "a weekday of the last, this or the next week, which is an ISO week",
    Example("الجمعة من الأسبوع المقبل", "2024-03-20", "2024-03-29"),
    "(?:{day} )?(?P<w>[{weekday}{bare_weekday}])(?: {of})? "
    "(?:(?P<u>{this_week}) (?P<mod>{SHIFT})|{this} (?P<u_>{this_week})){END}",
    "(?:(?P<u>{this_week}) (?P<mod>{SHIFT})|{this} (?P<u_>{this_week})) (?:{day} )?(?P<w>{weekday}){END}",
)
def _weekday_of_week(parts: Parts) -> Sense | None:
    """Return Friday of next week, by ISO weeks as in the values of weeks."""
    weekday = parts.number("w")
    if parts.anchor is None or weekday is None:
        return Sense(None, "weekday")
    monday = calendars.nearest_weekday(parts.anchor, 0, -1)
    day = None if monday is None else calendars.shifted(monday, weekday + 7 * shift_of(parts.tokens.get("mod")))
    return Sense(None if day is None else day.isoformat(), "weekday")


@RULES.rule(
    "weekly",
    "a day or a stretch that comes again",
    Example("كل يوم جمعة", None, None),
    "{each} (?:{day} )?[{weekday}{bare_weekday}]{END}",
    "{each} (?:{dual}|[{short_number}{cardinal}] [{plural}{day}{week}{month}{year}]){END}",
    "{plural} {weekday}(?: ?& ?{weekday})*(?! ?{SHIFT}){END}",
)
def _weekly(parts: Parts) -> Sense | None:
    return Sense(None, "set")
