"""The date of a story: what its lines state, which reading the page supports, and what its text allows where none do.

A line that states a date states the first whole day in it, and one that a label names the day of ("published on") is
believed before one that none does. Where the numbers of that day may be day and month or month and day, the page is the
judge: a weekday in the story's text, another date of the page in the same writing, the day of retrieval. Nothing else
changes what a line says. Where nothing is stated, "today, Tuesday 3 October 2023" in the lede tells the day, and words
that name the present ("this December", "the current year 2012") bound it, together with the day by which the page was
there.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus_pkg import edtf
from corpus_pkg.dates import calendars
from corpus_pkg.dates.expressions import Expression, find_in, search
from corpus_pkg.dates.vocabulary import Vocabulary, vocabulary
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import Folded, fold
from corpus_pkg.records import DateRole

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![^T])")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_NUMBERS = re.compile(r"(?<![0-9])([0-9]{1,2})[ \t]*([./-])[ \t]*([0-9]{1,2})[ \t]*\2[ \t]*[0-9]{4}(?![0-9])")
_WORD = re.compile(r"[^\W\d_]+")
_WHOLE_YEAR = re.compile(r"\d{4}")
_CURRENT = "current"
#: How many zones of running text from the top of a story speak of the day of its publication.
_LEDE = 4

#: A stretch of the page: offsets in the source.
Zone = tuple[int, int]


@dataclass(frozen=True, slots=True)
class StoryDates:
    """What a story's lines and text say of its date.

    Attributes:
        stated: by role, the expression that states it.
        others: further expressions in those lines, which state nothing.
        earliest, latest: days that bound the publication where it is inferred; None where the text allows no bounds.
        support: the expressions of the text that the bounds rest on.
        against: expressions of the text whose weekday disagrees with the stated day of publication.

    """

    stated: dict[DateRole, Expression]
    others: tuple[Expression, ...]
    earliest: datetime.date | None
    latest: datetime.date | None
    support: tuple[Expression, ...]
    against: tuple[Expression, ...]


def is_month(value: str | None) -> bool:
    """Return whether an EDTF value is one month of one year."""
    return value is not None and _MONTH.fullmatch(value) is not None


def is_whole_day(value: str | None) -> bool:
    """Return whether an EDTF value is one day, with or without a clock."""
    return value is not None and _DAY.match(value) is not None


def read_stamp(text: str, lexicons: Lexicons | None = None) -> Expression | None:
    """Return the one day that a short text states, as metadata and carriers do; None where it states none or several.

    Where it states no day it may state one month.

    >>> read_stamp("2020-11-09T08:00:00+0000").value
    '2020-11-09T08:00:00Z'
    >>> read_stamp("Mon, 09 Nov 2020 08:00:00 GMT").value
    '2020-11-09T08:00:00Z'
    """
    expressions = search(fold(text), 0, len(text), vocabulary(lexicons or default()), whole=True)
    days = [expression for expression in expressions if is_whole_day(expression.value)]
    days = days or [expression for expression in expressions if is_month(expression.value)]
    return days[0] if len({(expression.value or "")[:10] for expression in days}) == 1 else None


@dataclass(frozen=True, slots=True)
class StoryZones:
    """Where a story may tell its date.

    Attributes:
        lines: the lines that state a date, with the role of what they state, in order.
        text: its title, headings and running text, in order.
        labelled: where the lines begin in which a label says what they state.

    """

    lines: tuple[tuple[int, int, DateRole], ...]
    text: tuple[Zone, ...]
    labelled: frozenset[int] = frozenset()


def page_dates(
    folded: Folded, stories: Sequence[StoryZones], *, lexicons: Lexicons | None = None
) -> tuple[StoryDates, ...]:
    """Return what the lines and the text of each story of a page say of its date.

    Args:
        folded: the page.
        stories: where each of its stories may tell its date.
        lexicons: the tables to use; the shipped ones by default.

    Raises:
        LexiconError: where a table cannot be used.

    """
    lexicons = lexicons or default()
    lines = [_lines(folded, story, lexicons) for story in stories]
    seen = [day for stated, _ in lines if (day := _day(stated.get("retrieved")))]
    orders = {_order(expression) for stated, others in lines for expression in (*stated.values(), *others)}
    open_days: list[tuple[int, DateRole]] = []
    for place, (stated, _) in enumerate(lines):
        latest = min([*seen, *([day] if (day := _day(stated.get("updated"))) else [])], default=None)
        for role, expression in stated.items():
            if expression.problem != "order":
                continue
            second = _judged(folded, stories[place].text, expression, latest, lexicons)
            if second is None:
                open_days.append((place, role))
                continue
            stated[role] = _turned(expression) if second else replace(expression, other=None, problem=None)
            orders.add(_order(stated[role]))
    for place, role in open_days:
        expression = lines[place][0][role]
        mark = _NUMBERS.search(fold(expression.surface).text)
        if mark is not None and (mark[2], "month") in orders and (mark[2], "day") not in orders:
            lines[place][0][role] = _turned(expression)
    return tuple(
        _dated(folded, story, *read, min(seen, default=None), lexicons)
        for story, read in zip(stories, lines, strict=True)
    )


def _lines(
    folded: Folded, story: StoryZones, lexicons: Lexicons
) -> tuple[dict[DateRole, Expression], list[Expression]]:
    """Return the first whole day of each role's lines, of a labelled one where there is one, and the others.

    A labelled line without a day may state a month.

    A clock alone ("last update 12:00") behind a day, on one line of the page, is the clock of that day.
    """
    stated: dict[DateRole, Expression] = {}
    others: list[Expression] = []
    day: datetime.date | None = None
    last = 0
    sure: set[DateRole] = set()
    months: dict[DateRole, Expression] = {}
    words = vocabulary(lexicons)
    for start, end, role in story.lines:
        if "\n" in folded.source[last:start]:
            day = None
        labelled = start in story.labelled
        expressions = search(folded, start, end, words, day, whole=labelled)
        day, last = next((_day(expression) for expression in expressions if is_whole_day(expression.value)), day), end
        for expression in expressions:
            if is_whole_day(expression.value) and (role not in stated or (labelled and role not in sure)):
                if role in stated:
                    others.append(stated[role])
                stated[role] = expression
                sure.update([role] if labelled else [])
            else:
                others.append(expression)
                if labelled and is_month(expression.value):
                    months.setdefault(role, expression)
    for role, month in months.items():
        if role not in stated:
            stated[role] = month
            others.remove(month)
    return stated, others


def _turned(expression: Expression) -> Expression:
    """Return the second reading in place of the first; the rule's name tells it, so that nothing is changed unseen."""
    return replace(expression, value=expression.other, other=None, problem=None, rule=f"{expression.rule}:judged")


def _order(expression: Expression) -> tuple[str, str] | None:
    """Return the mark between the numbers of a day, and which of them comes first; None where that is open."""
    match = _NUMBERS.search(fold(expression.surface).text)
    day = calendars.anchored(expression.value)
    if match is None or day is None or expression.problem == "order":
        return None
    if expression.rule.endswith(":judged") or int(match[3]) > 12:
        return match[2], "month"
    return match[2], "day"


def _judged(
    folded: Folded, text: Sequence[Zone], expression: Expression, latest: datetime.date | None, lexicons: Lexicons
) -> bool | None:
    """Return whether the story speaks for the second reading of a day in numbers; None where it speaks for neither."""
    first, second = calendars.anchored(expression.value), calendars.anchored(expression.other)
    if first is None or second is None:
        return None
    against = [len(_against(folded, text[:_LEDE], day, lexicons)) for day in (first, second)]
    if against[0] != against[1]:
        return against[0] > against[1]
    if latest is not None and (first > latest) != (second > latest):
        return first > latest
    return None


def _dated(
    folded: Folded,
    story: StoryZones,
    stated: dict[DateRole, Expression],
    others: Sequence[Expression],
    seen: datetime.date | None,
    lexicons: Lexicons,
) -> StoryDates:
    published, updated = _day(stated.get("published")), _day(stated.get("updated"))
    if published is not None:
        against = _against(folded, story.text[:_LEDE], published, lexicons)
        return StoryDates(stated, tuple(others), None, None, (), against)
    latest = min([day for day in (seen, updated) if day], default=None)
    mentions = [
        expression for start, end in story.text for expression in find_in(folded, start, end, lexicons=lexicons)
    ]
    words = vocabulary(lexicons)
    lede = [mention for mention in mentions if story.text and mention.start < story.text[:_LEDE][-1][1]]
    told = {day: mention for mention in lede if (day := _told(mention, words)) and not (latest and day > latest)}
    if len(told) == 1:
        ((day, mention),) = told.items()
        return StoryDates(stated, tuple(others), day, day, (mention,), ())
    return StoryDates(stated, tuple(others), *_bounded(mentions, latest, words), ())


def _told(expression: Expression, words: Vocabulary) -> datetime.date | None:
    """Return the day on which "today, Tuesday 3 October 2023" or "yesterday, 2 October 2023" was written."""
    day = calendars.anchored(expression.value)
    if day is None or expression.problem is not None or not _WHOLE_YEAR.search(expression.surface):
        return None
    spoken = _WORD.findall(fold(expression.surface).text)
    for place, word in enumerate(spoken):
        phrases = [
            phrase for rest, phrase in words.phrases.get(word, ()) if tuple(spoken[place + 1 :][: len(rest)]) == rest
        ]
        for said in (*phrases, *([words.words[word]] if word in words.words else [])):
            if said.kind in ("today", "relative_day"):
                return calendars.shifted(day, -int(said.value or 0))
    return None


def _day(expression: Expression | None) -> datetime.date | None:
    return calendars.anchored(expression.value) if expression is not None else None


def _against(folded: Folded, lede: Sequence[Zone], day: datetime.date, lexicons: Lexicons) -> tuple[Expression, ...]:
    """Return the expressions such as "yesterday, Tuesday" that a story of that day would not hold."""
    return tuple(
        expression
        for start, end in lede
        for expression in find_in(folded, start, end, anchor=day, lexicons=lexicons)
        if expression.rule == "relative_day" and expression.problem == "weekday"
    )


def _bounded(
    mentions: Iterable[Expression], latest: datetime.date | None, words: Vocabulary
) -> tuple[datetime.date | None, datetime.date | None, tuple[Expression, ...]]:
    """Return the days between which a text was written that calls months or years the current ones."""
    low, high = datetime.date.min, latest or datetime.date.max
    support = []
    for expression in mentions:
        days = _current(expression, latest, words)
        if days is None:
            continue
        support.append(expression)
        low, high = max(low, days[0]), min(high, days[1])
    if not support or low > high or low == datetime.date.min or high == datetime.date.max:
        return None, None, ()
    return low, high, tuple(support)


def _current(
    expression: Expression, latest: datetime.date | None, words: Vocabulary
) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of the month or year that an expression calls the current one."""
    if expression.value is None or expression.calendar != "gregorian":
        return None
    spoken = (words.words.get(word) for word in _WORD.findall(fold(expression.surface).text))
    if not any(word is not None and word.kind == _CURRENT for word in spoken):
        return None
    match = re.match(r"([0-9]{4}|XXXX)(?:-(0[1-9]|1[0-2])(?![0-9]))?", expression.value)
    if match is None:
        return None
    month = int(match[2]) if match[2] else None
    if match[1] != "XXXX":
        year = int(match[1])
    elif latest is None or month is None:
        return None
    else:
        # The last such month that had begun when the page was there.
        year = latest.year - (month > latest.month)
    return edtf.bounds(f"{year:04}" if month is None else f"{year:04}-{month:02}")
