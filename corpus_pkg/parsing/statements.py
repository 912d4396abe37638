"""What the metadata of a page states of its story, and where it wins over the lines or agrees with them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from corpus_pkg import credits, dates, layout
from corpus_pkg.credits import Author, Credit
from corpus_pkg.dates import Expression, StoryDates
from corpus_pkg.language.orthography import folded, normalise
from corpus_pkg.parsing.page import Page
from corpus_pkg.parsing.precedence import Value, winners
from corpus_pkg.reading import bylines, fields
from corpus_pkg.reading.rendering import Stated
from corpus_pkg.records import DateRole

_NO_OUTLET = re.compile(r"//|[<>@]|^\W*$")
_WORD = re.compile(r"\w{2,}")
_CLOCK = re.compile(r"T[0-9]{2}:[0-9]{2}")
_ZONE = re.compile(r"(?:Z|[+-][0-9]{2}:?[0-9]{2})$")
_ROLES: tuple[Literal["published", "updated", "retrieved"], ...] = ("published", "updated", "retrieved")
#: Keys of metadata whose author is one by the type of its node.
_TYPED = ("json-ld:", "microdata:")
#: Rules of lines that are bylines by their place or their element alone, and not by what they say.
_UNLABELLED = frozenset({"element:author", "name_under_title", "name_behind_body"})
#: Kinds of segment that may hold a byline beside what they are.
_LINES = frozenset({"published", "updated", "heading", "dateline", "byline"})
#: So much of a line is looked at for a name.
_REACH = 300
_NAME_BEFORE = re.compile(r"\s*+([^:]{4,60}?)\s*+:\s")


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day that the metadata states: where, how it is read, and whether it is written as it reads."""

    stated: Stated
    expression: Expression
    verbatim: bool


def days(page: Page, story: layout.Story, shown: StoryDates, beside: Sequence[Stated]) -> dict[DateRole, StatedDay]:
    """Return the days that the metadata states, of roles for which no line states one.

    A page was changed where it says so of a later time than each that it gives for the publication.

    Args:
        page: the page.
        story: its story that metadata speaks of.
        shown: what the lines of the story say of its date.
        beside: what the metadata states beside the lines.

    """
    title = next((segment.start for segment in story.segments if segment.kind == "title"), None)
    body = next((segment.start for segment in story.segments if segment.kind == "body"), None)
    header = range(
        0 if title is None else page.rendering.start(title), 0 if body is None else page.rendering.start(body)
    )
    # A time that no name calls the publication's is, between the title and the text.
    stated = [item for item in beside if item.role != "time" or item.start in header]
    lines = {role: expression.value for role, expression in shown.stated.items() if expression.value}
    read: dict[DateRole, StatedDay] = {}
    for role in _ROLES:
        for item in winners(role, role in lines, stated, partial(_reads, page))[:1]:
            day = _day(page, item)
            if day is not None:
                read[role] = day
    if "updated" in read:
        known = [day.expression.value for item in stated if item.role == "published" and (day := _day(page, item))]
        published = [value for value in (*known, lines.get("published")) if value]
        if not _later(read["updated"].expression.value or "", published):
            del read["updated"]
    return read


def _later(updated: str, published: Sequence[str]) -> bool:
    """Whether a time is behind others by what they tell: minutes, of those in a zone as it is; else days."""
    clocks = [value for value in published if _CLOCK.search(value)] if _CLOCK.search(updated) else []
    if not clocks:
        return all(updated[:10] > value[:10] for value in published)
    first, *others = (datetime.datetime.fromisoformat(value.replace("Z", "+00:00")) for value in (updated, *clocks))
    alike = [other for other in others if (other.tzinfo is None) == (first.tzinfo is None)]
    if not alike:
        first, alike = first.replace(tzinfo=None), [other.replace(tzinfo=None) for other in others]
    return all(_minute(first) > _minute(other) for other in alike)


def _minute(time: datetime.datetime) -> datetime.datetime:
    return time.replace(second=0, microsecond=0)


def _day(page: Page, stated: Stated) -> StatedDay | None:
    verbatim = page.rendering.source[stated.start : stated.end] == stated.text
    expression = dates.read_stamp(stated.text, page.lexicons)
    return StatedDay(stated, expression, verbatim) if expression is not None and expression.value else None


def reconciled(page: Page, story: layout.Story, shown: StoryDates, beside: Sequence[Stated]) -> StoryDates:
    """Return what the lines say of the date of a story, the metadata heard beside them; arguments as of `days`.

    Of several lines that state a day of publication the one that the metadata agrees with is believed, and of two
    readings of one line the one that it agrees with. Where it agrees with none the line is believed, with the
    metadata's day as the other.
    """
    line = shown.stated.get("published")
    stated = winners("published", False, (item for item in beside if item.role != "time"), partial(_reads, page))
    day = _day(page, stated[0]) if stated else None
    if line is None or not line.value or day is None or not day.expression.value:
        return shown
    told = day.expression.value
    if _may_be_one_day(line.value, told):
        heard = replace(line, other=None, problem=None) if line.problem == "order" else line
        return replace(shown, stated=shown.stated | {"published": heard})
    lines = [range(segment.start, segment.end) for segment in story.segments if segment.kind == "published"]
    for other in shown.others:
        stating = any(other.start in line for line in lines)
        if stating and dates.is_whole_day(other.value) and _may_be_one_day(other.value or "", told):
            others = tuple(line if expression is other else expression for expression in shown.others)
            return replace(shown, stated=shown.stated | {"published": other}, others=others)
    if line.problem == "order" and _may_be_one_day(line.other or "", told):
        line = replace(line, value=line.other, other=None, problem=None, rule=f"{line.rule}:judged")
    elif line.problem is None:
        line = replace(line, other=told, problem="metadata")
    return replace(shown, stated=shown.stated | {"published": line})


def _reads(page: Page, stated: Stated) -> bool:
    return _day(page, stated) is not None


def _may_be_one_day(line: str, stated: str) -> bool:
    """Whether a line and the metadata may mean one day: days that touch, where the metadata tells a clock in a zone."""
    if line[:10] == stated[:10]:
        return True
    try:
        first, second = datetime.date.fromisoformat(line[:10]), datetime.date.fromisoformat(stated[:10])
    except ValueError:
        return False
    zoned = _CLOCK.search(stated) is not None and _ZONE.search(stated) is not None
    return zoned and abs((first - second).days) <= 1


def values(
    page: Page, story: layout.Story, story_credits: Sequence[Credit], beside: Sequence[Stated]
) -> dict[Value, tuple[Stated, ...]]:
    """Return what the metadata states of title, publisher and keywords, where no line does; arguments as of `days`."""
    kinds = {segment.kind for segment in story.segments}
    tests: tuple[tuple[Value, bool, Callable[[Stated], bool]], ...] = (
        ("title", "title" in kinds, _says_something),
        ("publisher", any(credit.role == "publisher" for credit in story_credits), _names_an_outlet),
        ("keywords", "keywords" in kinds, _says_something),
    )
    read: dict[Value, tuple[Stated, ...]] = {}
    for value, shown, usable in tests:
        stated = winners(value, shown, beside, usable)
        if stated:
            read[value] = stated if value == "keywords" else stated[:1]
    return read


def _says_something(stated: Stated) -> bool:
    return bool(normalise(stated.text))


def outlet_name(stated: Stated) -> str:
    """Return the name of an outlet as a surface has it: as a field says it, or as the markup shows it."""
    return stated.text if stated.rule == fields.RULE else normalise(stated.text)


def _names_an_outlet(stated: Stated) -> bool:
    return not _NO_OUTLET.search(stated.text) and bool(normalise(stated.text))


def authors(
    page: Page, story: layout.Story, lines: Sequence[Author], beside: Sequence[Stated]
) -> tuple[tuple[str, ...], tuple[Stated, ...]]:
    """Return the persons who wrote the story, and the metadata that names those of them whom no line does.

    Where a line names whom the metadata names, both speak of one byline: the metadata says which words of it are the
    names, and the lines that name others are not of this story. Where they name different persons, a line that says
    "written by" is believed before the metadata, this before a line that is a byline by its place alone.

    Args:
        page: the page.
        story: its story that metadata speaks of.
        lines: the persons whom its bylines name.
        beside: what the metadata states beside the lines.

    """
    if page.rendering.plain:
        return tuple(author.name for author in lines), ()
    persons = partial(_persons, page)
    naming = winners("author", False, beside, lambda stated: bool(persons(stated.text)))
    names = tuple(dict.fromkeys(name for stated in naming for name in persons(stated.text)))
    nobody = [_words(item.text) for item in beside if item.role == "author" and not persons(item.text)]
    lines = [
        author
        for author in lines
        if not _is_site(page, author.name)
        and (_rule(story, author) not in _UNLABELLED or _is_person(page, author))
        and not any(words and words <= _words(author.name) for words in nobody)
    ]
    shown_in = {author: _line(page, story, author) for author in lines}
    agreeing = [author for author in lines if any(_key(name) in shown_in[author] for name in names)]
    if agreeing:
        others = [
            author.name
            for author in agreeing
            if _is_person(page, author) and not any(_common(author.name, name) for name in names)
        ]
        shown = normalise(" ".join(page.folded.source[s.start : s.end] for s in story.segments if s.kind == "byline"))
        unseen = (item for item in naming if any(name not in shown for name in persons(item.text)))
        return tuple(dict.fromkeys((*names, *others))), tuple(unseen)
    typed = bool(naming) and naming[0].rule.startswith(_TYPED)
    labelled = [author for author in lines if _rule(story, author) not in _UNLABELLED]
    if naming and not labelled and (typed or not lines):
        return names, naming
    if lines:
        return tuple(author.name for author in lines), ()
    named = [*_in_bylines(page, story)] or [*_before_title(page, story)]
    return tuple(
        name for name in dict.fromkeys(named) if not any(words and words <= _words(name) for words in nobody)
    ), ()


def _persons(page: Page, text: str) -> list[str]:
    """Return the persons whom a stated value names: nobody who has the site's name."""
    return [name for name in credits.stated_authors(text, lexicons=page.lexicons) if not _is_site(page, name)]


def _is_site(page: Page, name: str) -> bool:
    """Whether a name is a part of the site's, or the site's with more."""
    words = _words(name)
    sites = [_words(item.text) for item in page.rendering.stated if item.role == "site"]
    return any(words <= site or site <= words for site in sites if site)


def _is_person(page: Page, author: Author) -> bool:
    return _persons(page, author.name) == [author.name]


def _rule(story: layout.Story, author: Author) -> str:
    """Return the rule of the segment that names an author."""
    return next((s.rule for s in story.segments if s.start <= author.start < s.end), "")


def _line(page: Page, story: layout.Story, author: Author) -> str:
    """Return the line that names an author, or the beginning of it."""
    start, end = next(
        ((s.start, s.end) for s in story.segments if s.start <= author.start < s.end), (author.start, author.end)
    )
    return _key(page.folded.source[start : min(end, start + _REACH)])


def _key(text: str) -> str:
    return folded(text).lower()


def _words(text: str) -> set[str]:
    return set(_WORD.findall(_key(text)))


def _common(one: str, other: str) -> bool:
    return not _words(one).isdisjoint(_words(other))


def _in_bylines(page: Page, story: layout.Story) -> Iterator[str]:
    """Yield the persons whom elements for the author name that are parts of lines over the text of the story."""
    # The first paragraph may stand over them.
    bodies = [segment.start for segment in story.segments if segment.kind == "body"][:2]
    body = bodies[-1] if bodies else None
    shown = [item for item in page.rendering.stated if item.role == bylines.ROLE]
    for segment in story.segments:
        if segment.kind in _LINES and (body is None or segment.start < body):
            start, end = page.span(segment.start, segment.end)
            named = [(item.rank, _persons(page, item.text)) for item in shown if start <= item.start < end]
            best = min((rank for rank, names in named if names), default=None)
            yield from (name for rank, names in named if rank == best for name in names)


def _before_title(page: Page, story: layout.Story) -> Iterator[str]:
    """Yield the person whose name stands before the headline ("NAME: headline") and on a line of its own below it."""
    title = next((s for s in story.segments if s.kind == "title"), None)
    match = _NAME_BEFORE.match(page.folded.source, title.start, title.end) if title else None
    if title is None or match is None:
        return
    name = normalise(match[1])
    behind = page.folded.source[title.end : title.end + _REACH].split("\n")
    if name in map(normalise, behind) and _persons(page, name) == [name]:
        yield name
