"""What the stories of a page say: of their dates, who wrote and published them, and whom they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from corpus_pkg import credits, dates, entities, layout
from corpus_pkg.credits import Credit, Dateline
from corpus_pkg.dates import Expression, StoryDates
from corpus_pkg.entities import Mention
from corpus_pkg.entities.recognition import Recognizer
from corpus_pkg.language.orthography import folded as fold
from corpus_pkg.language.orthography import normalise
from corpus_pkg.parsing import precedence
from corpus_pkg.parsing.page import Page
from corpus_pkg.parsing.precedence import Value, winners
from corpus_pkg.reading import fields
from corpus_pkg.reading.rendering import Stated
from corpus_pkg.records import DateRole, SegmentKind

#: A longer line is no paragraph, and names are not looked for in it: they would cost minutes and gigabytes.
LONGEST_NAMED = 100_000
_NO_OUTLET = re.compile(r"//|[&<>@]|^\W*$")
#: Kinds of segment that are read for mentions and for time expressions.
_READ: tuple[SegmentKind, ...] = ("title", "heading", "body", "caption", "dateline")
#: What the days are the days of that metadata states; the story speaks from the first that is stated.
_OF_METADATA: tuple[Literal["published", "updated"], ...] = ("published", "updated")
_ANCHORS: tuple[DateRole, ...] = _OF_METADATA
#: Kinds of segment that state a date, and what it is the date of.
#: Rules that take a line for one that states a day by the day alone.
_UNLABELLED = frozenset({"date_line", "clock"})
_STATING: dict[SegmentKind, DateRole] = {"published": "published", "updated": "updated", "retrieved": "retrieved"}


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day that the metadata states: where, how it is read, and whether it is written as it reads."""

    stated: Stated
    expression: Expression
    verbatim: bool


@dataclass(frozen=True, slots=True)
class StoryReading:
    """What a story says, and the metadata about it where that wins over the lines; offsets in the rendering.

    Attributes:
        story: its segments.
        dates: what its lines and its text say of its date.
        mentioned: time expressions of its text, read from the day of the story.
        credits: who published it, who reported it first and whom it cites.
        authors: the persons whom its bylines name, or its metadata where no line does.
        dateline: where it was filed; None where it does not say.
        mentions: people, organisations and places that it names.
        days: the days that the metadata states, where no line does; offsets in the source.
        metadata: the other values that the metadata states, where no line does; offsets in the source.

    """

    story: layout.Story
    dates: StoryDates
    mentioned: tuple[Expression, ...]
    credits: tuple[Credit, ...]
    authors: tuple[str, ...]
    dateline: Dateline | None
    mentions: tuple[Mention, ...]
    days: dict[DateRole, StatedDay]
    metadata: dict[Value, tuple[Stated, ...]]

    def day(self, role: DateRole) -> str | None:
        """Return the value of the day that the metadata or a line states for a role; None where none is."""
        if role in self.days:
            return self.days[role].expression.value
        shown = self.dates.stated.get(role)
        return shown.value if shown is not None else None


def read_stories(page: Page, arrangement: layout.Layout, recognizer: Recognizer | str | None) -> list[StoryReading]:
    """Read the stories of a page; the dates of one are evidence for another's, and metadata speaks of the first.

    Args:
        page: the page.
        arrangement: its segments and stories.
        recognizer: what finds names that no table has, or its name; "none" or None for none.

    Raises:
        LexiconError, RecognizerError: tables or a recognizer that cannot be used.

    """
    zones = [
        dates.StoryZones(
            tuple((s.start, s.end, _STATING[s.kind]) for s in story.segments if s.kind in _STATING),
            _zones(story),
            frozenset(s.start for s in story.segments if s.kind in _STATING and s.rule not in _UNLABELLED),
        )
        for story in arrangement.stories
    ]
    story_dates = dates.page_dates(page.folded, zones, lexicons=page.lexicons)
    lines = [page.span(segment.start, segment.end) for segment in arrangement.segments]
    beside = precedence.beside(page.rendering.stated, lines, len(page.rendering.source))
    return [
        _read(page, story, days, beside if story.ordinal == 1 else (), recognizer)
        for story, days in zip(arrangement.stories, story_dates, strict=True)
    ]


def _read(
    page: Page,
    story: layout.Story,
    days: StoryDates,
    beside: Sequence[Stated],
    recognizer: Recognizer | str | None,
) -> StoryReading:
    folded, lexicons = page.folded, page.lexicons
    days_beside = _days(page, story, days, beside)
    # Many sites print the day of the last change alone; the story speaks from that day.
    spoken = [
        day.expression.value if (day := days_beside.get(role)) else days.stated[role].value
        for role in _ANCHORS
        if role in days_beside or role in days.stated
    ]
    anchor = next((value[:10] for value in spoken if value), None)
    zones = _zones(story)
    story_credits = credits.find_credits(folded, story.segments, lexicons=lexicons)
    authors = tuple(author.name for author in credits.find_authors(folded, story.segments, lexicons=lexicons))
    metadata: dict[Value, tuple[Stated, ...]] = {}
    names = partial(_persons, page)
    tests: tuple[tuple[Value, bool, Callable[[Stated], bool]], ...] = (
        ("title", any(segment.kind == "title" for segment in story.segments), _says_something),
        ("author", bool(authors), lambda stated: bool(names(stated))),
        ("publisher", any(credit.role == "publisher" for credit in story_credits), partial(_names_an_outlet, page)),
        ("keywords", any(segment.kind == "keywords" for segment in story.segments), _says_something),
    )
    for value, shown_on_page, usable in tests:
        stated = winners(value, shown_on_page, beside, usable)
        if stated:
            metadata[value] = stated if value in ("author", "keywords") else stated[:1]
    if "author" in metadata:
        authors = tuple(dict.fromkeys(name for stated in metadata["author"] for name in names(stated)))
    return StoryReading(
        story,
        days,
        tuple(
            expression
            for start, end in zones
            for expression in dates.find_in(folded, start, end, anchor=anchor, lexicons=lexicons)
        ),
        tuple(story_credits),
        authors,
        credits.find_dateline(folded, story.segments, lexicons=lexicons),
        # Of the names of a language without a table of people nothing is known.
        tuple(
            entities.find_in(
                folded,
                [(start, end) for start, end in zones if end - start <= LONGEST_NAMED],
                lexicons=lexicons,
                recognizer=recognizer,
            )
        )
        if lexicons.rows("people")
        else (),
        days_beside,
        metadata,
    )


def _zones(story: layout.Story) -> tuple[tuple[int, int], ...]:
    return tuple((segment.start, segment.end) for segment in story.segments if segment.kind in _READ)


def _days(page: Page, story: layout.Story, days: StoryDates, beside: Sequence[Stated]) -> dict[DateRole, StatedDay]:
    """Return the days that the metadata states, of roles for which no line states one."""
    title = next((segment.start for segment in story.segments if segment.kind == "title"), None)
    body = next((segment.start for segment in story.segments if segment.kind == "body"), None)
    header = range(
        0 if title is None else page.rendering.start(title), 0 if body is None else page.rendering.start(body)
    )
    # A time that no name calls the publication's is, between the title and the text.
    stated = [item for item in beside if item.role != "time" or item.start in header]
    shown = {role: expression.value for role, expression in days.stated.items() if expression.value}
    read: dict[DateRole, StatedDay] = {}
    for role in _OF_METADATA:
        items = winners(role, role in shown, stated, lambda item: _day(page, item) is not None)
        day = _day(page, items[0]) if items else None
        if day is not None:
            read[role] = day
    if "updated" in read:
        published = read["published"].expression.value if "published" in read else shown.get("published")
        if published and not _later(read["updated"].expression.value or "", published):
            del read["updated"]
    return read


def _later(updated: str, published: str) -> bool:
    """Whether a page that was published at one time was changed behind it at another."""
    return updated != published and updated[:10] >= published[:10]


def _day(page: Page, stated: Stated) -> StatedDay | None:
    verbatim = page.rendering.source[stated.start : stated.end] == stated.text
    if not verbatim and stated.rule != fields.RULE:
        return None
    expression = dates.read_stamp(stated.text, page.lexicons)
    return StatedDay(stated, expression, verbatim) if expression is not None and expression.value else None


def _says_something(stated: Stated) -> bool:
    return bool(normalise(stated.text))


def _persons(page: Page, stated: Stated) -> list[str]:
    """Return the persons whom a stated value names: none of them the site."""
    sites = {fold(item.text).lower() for item in page.rendering.stated if item.role == "site"}
    names = credits.stated_authors(stated.text, lexicons=page.lexicons)
    return [name for name in names if fold(name).lower() not in sites]


def outlet_name(page: Page, stated: Stated) -> str:
    """Return the name of an outlet as a surface has it: as a field says it, or as the markup writes it."""
    return stated.text if stated.rule == fields.RULE else page.rendering.source[stated.start : stated.end]


def _names_an_outlet(page: Page, stated: Stated) -> bool:
    name = outlet_name(page, stated)
    return not _NO_OUTLET.search(name) and bool(normalise(name))
