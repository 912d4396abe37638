"""Stretches of time: how long, how long ago, how long from now."""

from __future__ import annotations

from corpus_pkg.dates import calendars
from corpus_pkg.dates.rules.readings import unit_value
from corpus_pkg.dates.senses import Example, Parts, Rules, Sense

RULES = Rules()


@RULES.rule(
    "from_now",
    "a stretch of time from now on",
    Example("بعد يومين من الآن", "2024-03-20", "2024-03-22~"),
    "{after} (?:(?P<f>{about}) )?(?:(?P<n>[{short_number}{cardinal}]) "
    "(?P<u>[{plural}{day}{week}{month}{year}])|(?P<u1>{dual})|(?P<u2>[{week}{month}{year}])) {of} "
    "(?P<v>{now}){END}",
)
def _from_now(parts: Parts) -> Sense | None:
    return _ago(parts)


@RULES.rule(
    "ago",
    "a stretch of time ago",
    Example("قبل يومين", "2024-03-20", "2024-03-18"),
    "{before} (?:(?P<f>{about}) )?(?:(?P<n>[{short_number}{cardinal}]) "
    "(?P<u>[{plural}{day}{week}{month}{year}])|(?P<u1>{dual})|(?P<u2>[{week}{month}{year}]))(?! {of})"
    "(?! ?[~&]?[{year_number}{month_name}{doubtful_month}{hijri_month}{long_number}{short_number}{month}{this_year}])"
    "{END}",
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
        day = calendars.shifted(parts.anchor, -count * (7 if unit == "W" else 1))
        value = None if day is None else day.isoformat()
    else:
        value = unit_value(parts.anchor, unit, -count)
    # Whole weeks, months and years are round numbers; days are counted.
    if value is not None and ("f" in parts.tokens or ahead or unit != "D"):
        value = f"{value}~"
    return Sense(value, "relative")


#: A count and its unit; "#" stands for its place among several.
_QUANTITY = (
    "(?:(?P<n#>[{short_number}{cardinal}]) (?P<u#>[{plural}{day}{week}{month}{year}])"
    "|(?P<d#>{dual})|(?P<b#>[{day}{week}{month}{year}])(?: {extra})?)"
)
#: Two to four of them, as "two years, a month and 21 days".
_QUANTITIES = (
    _QUANTITY.replace("#", "1")
    + "(?:,? ?& ?)"
    + _QUANTITY.replace("#", "2")
    + "".join(f"(?:(?:,? ?& ?){_QUANTITY.replace('#', place)})?" for place in "34")
)
_LONGER = "YMWD"


def _quantities(parts: Parts) -> list[tuple[int, str]] | None:
    """Return the counts and units of a compound stretch, from the longest unit down; None where it is none."""
    found: list[tuple[int, str]] = []
    for place in "1234":
        if f"n{place}" in parts.tokens:
            count = parts.number(f"n{place}")
            if count is None:
                return None
            found.append((count, parts.text(f"u{place}")))
        elif f"d{place}" in parts.tokens:
            found.append((int(parts.text(f"d{place}")[0]), parts.text(f"d{place}")[1]))
        elif f"b{place}" in parts.tokens:
            found.append((1, parts.text(f"b{place}")))
    ranks = [_LONGER.index(unit) for _, unit in found]
    return found if ranks == sorted(set(ranks)) else None


@RULES.rule(
    "compound_ago",
    "a stretch of time ago, in several units",
    Example("منذ شهر و21 يوما", "2021-05-10", "2021-03-20"),
    "(?P<x>{before}) (?:(?P<f>{about}) )?" + _QUANTITIES + "(?! ?[{year_number}{month_name}{long_number}]){END}",
    "{after} (?:(?P<f>{about}) )?" + _QUANTITIES + " {of} (?P<v>{now}){END}",
)
def _compound_ago(parts: Parts) -> Sense | None:
    quantities = _quantities(parts)
    if quantities is None:
        return None
    if parts.anchor is None:
        return Sense(None, "relative")
    sign = 1 if "v" in parts.tokens else -1
    counts = {unit: count for count, unit in quantities}
    months = sign * (12 * counts.get("Y", 0) + counts.get("M", 0))
    month = calendars.month_of(parts.anchor, months)
    if month is None or not {"W", "D"} & counts.keys():
        # The last unit is a round number, as "two years ago" is.
        return Sense(month and f"{month}~", "relative")
    day = calendars.shifted(
        calendars.same_day(parts.anchor, month), sign * (7 * counts.get("W", 0) + counts.get("D", 0))
    )
    if day is None:
        return Sense(None, "relative")
    return Sense(day.isoformat() + ("~" if "f" in parts.tokens or "D" not in counts else ""), "relative")


@RULES.rule(
    "compound_duration",
    "a stretch of time in several units",
    Example("سنتين وثلاثة أشهر", None, "P2Y3M"),
    "(?<!¬ ){<}" + _QUANTITIES + "(?! ?[{past}{future}{current}{year_number}{hijri_mark}]){END}",
)
def _compound_duration(parts: Parts) -> Sense | None:
    quantities = _quantities(parts)
    if quantities is None or not any(f"{group}{place}" in parts.tokens for group in "nd" for place in "1234"):
        return None
    return Sense("P" + "".join(f"{count}{unit}" for count, unit in quantities), "duration")


@RULES.rule(
    "duration",
    "a number of days, weeks, months or years",
    Example("أربعة أيام", None, "P4D"),
    "(?<!¬ ){<}(?P<n>[{short_number}{cardinal}{long_number}]) (?P<u>[{plural}{day}{week}{month}{year}])"
    "(?! ?[{past}{future}{current}{year_number}{hijri_mark}]){END}",
    "(?<!¬ ){<}(?P<n>[{short_number}{cardinal}{long_number}])(?: (?P<f>{of}) )?(?P<u>[{day}{year}])"
    "(?! ?[{past}{future}{current}{year_number}{hijri_mark}]){END}",
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


@RULES.rule(
    "duration_ordinal",
    "one day, a second day",
    Example("يوم واحد", None, "P1D"),
    "(?P<u>{day}) (?:(?P<o>{ordinal})|(?P<e>{extra})){END}(?! {of})",
)
def _duration_ordinal(parts: Parts) -> Sense | None:
    if "o" in parts.tokens and parts.tokens["o"].text.startswith("ال"):
        return None
    return Sense("P1D", "duration")


@RULES.rule(
    "duration_open",
    "days, weeks, months or years without their number",
    Example("منذ سنوات", None, None),
    "(?P<W>{plural}) {other}{END}",
    "(?<=[→{before}{after}{between}] )(?P<W>{plural}){END}(?! ?{SHIFT})",
    "(?<=[→{before}{after}{between}] )(?P<W>{plural})$",
)
def _duration_open(parts: Parts) -> Sense | None:
    return Sense(None, "duration")
