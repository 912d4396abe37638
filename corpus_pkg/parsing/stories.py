"""What the stories of a page say: of their dates, who wrote and published them, and whom they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus_pkg import credits, dates, entities, layout
from corpus_pkg.credits import Credit, Dateline
from corpus_pkg.dates import Expression, StoryDates
from corpus_pkg.entities import Mention
from corpus_pkg.entities.recognition import Recognizer
from corpus_pkg.parsing import precedence, statements
from corpus_pkg.parsing.page import Page
from corpus_pkg.parsing.precedence import Value
from corpus_pkg.parsing.statements import StatedDay
from corpus_pkg.reading.rendering import Stated
from corpus_pkg.records import DateRole, SegmentKind

#: A longer line is no paragraph, and names are not looked for in it: they would cost minutes and gigabytes.
LONGEST_NAMED = 100_000
#: Kinds of segment that are read for mentions and for time expressions.
_READ: tuple[SegmentKind, ...] = ("title", "heading", "body", "caption", "dateline")
#: A story speaks from the first of these days that is stated.
_ANCHORS: tuple[DateRole, ...] = ("published", "updated")
#: Rules that take a line for one that states a day by the day alone.
_UNLABELLED = frozenset({"date_line", "clock"})
#: Kinds of segment that state a date, and what it is the date of.
_STATING: dict[SegmentKind, DateRole] = {"published": "published", "updated": "updated", "retrieved": "retrieved"}


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
    # What stands around several stories may be the page's of any of them, and markup states whose page it is.
    around = arrangement.segments if page.rendering.plain else ()
    return [
        _read(page, story, days, (beside, around) if story.ordinal == 1 else ((), ()), recognizer)
        for story, days in zip(arrangement.stories, story_dates, strict=True)
    ]


def _read(
    page: Page,
    story: layout.Story,
    days: StoryDates,
    alone: tuple[Sequence[Stated], Sequence[layout.Segment]],
    recognizer: Recognizer | str | None,
) -> StoryReading:
    """Read a story; `alone` is what only the first of a page has: what the metadata states, and all segments."""
    folded, lexicons = page.folded, page.lexicons
    beside, around = alone
    days = statements.reconciled(page, story, days, beside)
    days_beside = statements.days(page, story, days, beside)
    # Many sites print the day of the last change alone; the story speaks from that day.
    spoken = [
        days_beside[role].expression.value if role in days_beside else days.stated[role].value
        for role in _ANCHORS
        if role in days_beside or role in days.stated
    ]
    anchor = next((value[:10] for value in spoken if value), None)
    zones = _zones(story)
    own = credits.find_house(folded, around, lexicons=lexicons)
    story_credits = credits.find_credits(folded, story.segments, own, lexicons=lexicons)
    lines = credits.find_authors(folded, story.segments, own, lexicons=lexicons)
    authors, naming = statements.authors(page, story, lines, beside)
    metadata = statements.values(page, story, story_credits, beside)
    if naming:
        metadata["author"] = naming
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
