"""Days, weeks, months and years that are counted from the anchor: yesterday, last month, the 15th of this month."""

from __future__ import annotations

from corpus_pkg.dates import calendars
from corpus_pkg.dates.rules.readings import (
    ANAPHOR,
    at_clock,
    is_adverbial,
    shift_of,
    time_of,
    unit_value,
)
from corpus_pkg.dates.senses import Example, Parts, Rules, Sense
from corpus_pkg.records import DateKind

RULES = Rules()


@RULES.rule(
    "relative_day",
    "yesterday, today, tomorrow and the like, with a weekday or a part of the day",
    Example("أمس الثلاثاء", "2024-03-20", "2024-03-19"),
    "{AT_PART}(?:{day} )?(?P<R>[{relative_day}{today}{tomorrow}]){LATE}"
    r"(?:,? (?:{day} )?(?P<w>{weekday})|,? ?\((?:{day} )?(?P<w_>{weekday})\))?"
    "(?! ?[{ordinal}{past}{future}{anaphor}]){END}",
    "{AT_PART}(?:{day} )?(?P<w>{weekday}) (?P<R>[{relative_day}{today}{tomorrow}]){END}",
    "(?P<R>{relative_day}){END}",
)
def _relative_day(parts: Parts) -> Sense | None:
    word, weekday = parts.tokens["R"], parts.number("w")
    if word.kind == "tomorrow" and weekday is None and not parts.has("[{day}{part}] {tomorrow}"):
        return None
    if not is_adverbial(parts):
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
    day = calendars.shifted(parts.anchor, shift)
    if day is None or weekday is None or day.weekday() == weekday:
        return Sense(at_clock(day, parts), kind)
    # A weekday is written with more care than the day that a page bears, so it leads.
    named = calendars.nearest_weekday(day, weekday, 0)
    return Sense(at_clock(named, parts), kind, other=at_clock(day, parts), problem="weekday")


@RULES.rule(
    "same_day",
    "the same, the following, the previous day: counted from what the text spoke of before",
    Example("اليوم التالي", "2024-03-20", None),
    "{AT_PART}(?:{day} )?{today} {anaphor}{END}",
    "{anaphor} {today}{END}",
)
def _same_day(parts: Parts) -> Sense | None:
    """Return the same day, the following day: of whichever day the text spoke before."""
    return Sense(None, "relative")


@RULES.rule(
    "day_in_a_row",
    "the third day in a row and the like",
    Example("اليوم الثالث على التوالي", "2024-03-20", None),
    "{today} {ordinal} {in_a_row}",
)
def _day_in_a_row(parts: Parts) -> Sense | None:
    return Sense(None, "relative")


@RULES.rule(
    "relative_unit",
    "the last, this or the next week, month or year",
    Example("الأسبوع المقبل", "2024-03-20", "2024-W13"),
    "(?:{edge} )?(?P<u>[{this_week}{this_month}{this_year}]) (?P<mod>{ANY_SHIFT}){END}",
    "(?:{edge} )?(?P<mod>{anaphor}) (?P<u>[{this_week}{this_month}{this_year}]){END}",
    "(?:{edge} )?{this} (?P<u>[{this_week}{this_month}{this_year}])(?: (?P<mod>{current}))?{END}",
    "{edge} (?P<u>[{this_week}{this_month}{this_year}]){END}",
)
def _relative_unit(parts: Parts) -> Sense | None:
    modifier = parts.tokens.get("mod")
    if parts.anchor is None or (modifier is not None and modifier.kind == ANAPHOR):
        return Sense(None, "relative")
    shift = shift_of(modifier)
    if modifier and modifier.value == "new":
        if parts.text("u") != "Y":
            return None
        shift = 1 if parts.anchor.month > 6 else 0
    return Sense(unit_value(parts.anchor, parts.text("u"), shift), "relative")


@RULES.rule(
    "relative_units",
    "the last or the coming days, weeks, months or years",
    Example("الأيام المقبلة", "2024-03-20", None),
    "(?P<u>{these}) (?:[{definite_cardinal}{short_number}] )?(?P<mod>[{past}{future}]){END}",
)
def _relative_units(parts: Parts) -> Sense | None:
    return Sense(None, "relative")


@RULES.rule(
    "day_of_month",
    "a day of the last, this or the next month",
    Example("15 من الشهر الجاري", "2024-03-20", "2024-03-15"),
    "(?<!{this_week} )(?:{WEEKDAY}|{day} )?(?P<d>{NTH})(?: {of})? (?P<k>{this_month}) (?P<mod>{SHIFT}){END}",
    "(?<!{this_week} )(?P<d>{NTH})(?: {of})? {this} (?P<k>{this_month}){END}",
)
def _day_of_month(parts: Parts) -> Sense | None:
    number = parts.number("d")
    if number is None or not 1 <= number <= 31:
        return None
    if parts.anchor is None:
        return Sense(None, "date")
    month = calendars.month_of(parts.anchor, shift_of(parts.tokens.get("mod")))
    if month is None:
        return Sense(None, "date")
    return Sense(f"{month}-{number:02}", "date") if calendars.day(int(month[:4]), int(month[5:]), number) else None


@RULES.rule(
    "days_of_month",
    "days of the last, this or the next month",
    Example("من 15 إلى 17 من الشهر الجاري", "2024-03-20", "2024-03-15/2024-03-17"),
    "{<}(?P<d1>{NTH})(?: ?{until} ?| ?& ?| ?- ?)(?P<d>{NTH})(?: {of})? "
    "(?:(?P<k>{this_month}) (?P<mod>{SHIFT})|{this} (?P<k_>{this_month})){END}",
)
def _days_of_month(parts: Parts) -> Sense | None:
    first, last = parts.number("d1"), parts.number("d")
    if first is None or last is None or not 1 <= first < last <= 31:
        return None
    if parts.anchor is None:
        return Sense(None, "range")
    month = calendars.month_of(parts.anchor, shift_of(parts.tokens.get("mod")))
    if month is None:
        return Sense(None, "range")
    if calendars.day(int(month[:4]), int(month[5:]), last) is None:
        return None
    return Sense(f"{month}-{first:02}/{month}-{last:02}", "range")


@RULES.rule(
    "clock_in_words",
    "a clock in words, without a day",
    Example("الساعة الثانية والنصف ظهرا", "2024-03-20", None),
    "{at} (?P<H>{ordinal}) ?& ?{fraction}(?: [{part}{half}])?{END}",
    "{at} (?P<H>{ordinal}) [{part}{half}]{END}",
)
def _clock_in_words(parts: Parts) -> Sense | None:
    hour = parts.number("H")
    return Sense(None, "time") if hour is not None and 1 <= hour <= 12 else None


@RULES.rule(
    "vague",
    "now, recently and the like",
    Example("مؤخرا", None, None),
    "(?P<v>{VAGUE}){END}",
)
def _vague(parts: Parts) -> Sense | None:
    return Sense(None, "relative")


@RULES.rule(
    "clock",
    "a clock with its zone, without a day",
    Example("10:32 GMT", "2024-03-20", "2024-03-20T10:32Z"),
    "{AT}{<}(?P<H>{short_number}):(?P<N>{short_number})(?::(?P<S>{short_number}))?(?: ?(?P<ap>{PART}))?"
    r"(?:, ?| |)\(?(?P<z>[{zone}{place_zone}])(?:[+-](?P<zh>{HOURS})(?::(?P<zm>{short_number}))?)?\)?{>}"
    "{END}",
)
def _clock(parts: Parts) -> Sense | None:
    time = time_of(parts)
    if time is None:
        return None
    # "At 10:32 GMT" is of the day that the sentence speaks of; a clock in a line of its own is of the page's.
    if parts.anchor is None or parts.has("^{at}"):
        return Sense(None, "time")
    return Sense(parts.anchor.isoformat() + time, "time")
