"""From what was read of a page to its rows, with offsets in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus_pkg import credits, dates, edtf, entities, identifiers, records
from corpus_pkg.language.detection import language
from corpus_pkg.language.orthography import normalise
from corpus_pkg.language.punctuation import LIST
from corpus_pkg.layout import Layout, Segment, visible
from corpus_pkg.parsing import texts
from corpus_pkg.parsing.page import Page, verdict
from corpus_pkg.parsing.precedence import Value
from corpus_pkg.parsing.statements import StatedDay, outlet_name
from corpus_pkg.parsing.stories import StoryReading
from corpus_pkg.parsing.texts import Places, StoryTexts
from corpus_pkg.reading import Surfaces
from corpus_pkg.reading.rendering import Stated
from corpus_pkg.records import DateRole, SegmentKind

_BULLET = re.compile(r"^[\s•·●▪■◦*»⭕-]+")
_LABELLED = re.compile(r"^[^:：]{0,30}[:：]\s*")
_LIST = re.compile(rf"(?<!\s)\s*+[{LIST}]\s*")
#: The kind of segment that a stretch of markup becomes which states a value of a story.
_KINDS: dict[Value, SegmentKind] = {"title": "title", "author": "byline", "publisher": "source", "keywords": "keywords"}

_STATED_DAYS: dict[DateRole, SegmentKind] = {
    "published": "published",
    "updated": "updated",
    "retrieved": "retrieved",
}


#: Where what the metadata says stands in the texts.
_NOWHERE = Places()


class _Read(NamedTuple):
    """A story that was read: its id, what it says, and its texts."""

    article_id: str
    reading: StoryReading
    texts: StoryTexts


class File(NamedTuple):
    """A document as a file: SHA-256 and number of its bytes, and the path to record; None for its identifier."""

    sha256: str
    size: int
    path: str | None


def of_page(
    file: File, page: Page, layout: Layout, stories: Sequence[StoryReading]
) -> dict[str, tuple[records.Record, ...]]:
    """Return the rows of each table of a package, in the order of the page."""
    document_id = identifiers.document_id(file.sha256)
    read = [
        _Read(identifiers.article_id(document_id, reading.story.ordinal), reading, texts.of_story(page, reading))
        for reading in stories
    ]
    stated = [segment for reading in stories for segment in _stating(reading)]
    surfaces = Surfaces(page.text.text, page.text.media_type, ((s.start, s.end, s.rule) for s in stated))
    days = sorted((row for story in read for row in _dates(document_id, page, story, surfaces)), key=_place)
    mentions = sorted((row for story in read for row in _mentions(document_id, page, story, surfaces)), key=_place)
    credited = [credit for story in read for credit in _credits(document_id, page, story, surfaces)]
    sources = {source.source_id: source for source, _ in credited}
    entity_ids = sorted({row.entity_id for row in mentions if row.entity_id})
    status, note = verdict(page, layout)
    document = records.Document(
        document_id=document_id,
        path=file.path or document_id,
        sha256=file.sha256,
        bytes=file.size,
        media_type=page.text.media_type,
        encoding=page.text.encoding,
        replaced=page.text.replaced,
        characters=None if page.text.encoding is None else len(page.text.text),
        language=page.language if status == "ok" else None,
        retrieved=next((row.value for row in days if row.role == "retrieved" and row.value), None),
        url=page.rendering.url,
        status=status,
        note=note,
    )
    return {
        "documents": (document,),
        "segments": tuple(_segments(document_id, page, layout, stated)),
        "articles": tuple(_article(document_id, page, story) for story in read),
        "dates": tuple(days),
        "sources": tuple(sources[key] for key in sorted(sources)),
        "credits": tuple(row for _, row in credited),
        "entities": tuple(entities.entity(entity_id, page.lexicons) for entity_id in entity_ids),
        "mentions": tuple(mentions),
        "links": tuple(_links(document_id, page, layout, surfaces)),
    }


def _place(row: records.Date | records.Mention) -> tuple[int, int]:
    return row.start, row.end


def _article(document_id: str, page: Page, read: _Read) -> records.Article:
    reading, text = read.reading, read.texts.text
    story = reading.story
    published, updated = reading.day("published"), reading.day("updated")
    earliest, latest = reading.dates.earliest, reading.dates.latest
    if published:
        earliest, latest = edtf.bounds(published) or (None, None)
    return records.Article(
        article_id=read.article_id,
        document_id=document_id,
        ordinal=story.ordinal,
        role=story.role,
        title=read.texts.title,
        text=text or None,
        language=language(text),
        dateline_place=reading.dateline.place if reading.dateline else None,
        authors=_joined(reading.authors),
        keywords=_joined(keyword for listed in _keywords(page, reading) for keyword in _LIST.split(listed)),
        published=published,
        published_basis="stated" if published else "inferred" if latest else "unknown",
        published_earliest=earliest,
        published_latest=latest,
        updated=updated,
        published_at=edtf.instant(published),
        updated_at=edtf.instant(updated),
        text_sha256=identifiers.sha256(text.encode("utf-8")),
    )


def _keywords(page: Page, reading: StoryReading) -> Iterator[str]:
    """Yield the lists of keywords of a story."""
    for segment in reading.story.segments:
        if segment.kind == "keywords":
            yield _LABELLED.sub("", page.normalised(segment))
    for stated in reading.metadata.get("keywords", ()):
        yield normalise(stated.text)


def _dates(document_id: str, page: Page, read: _Read, surfaces: Surfaces) -> Iterator[records.Date]:
    """Yield the dates of a story; further dates of a line that states one are mentioned only."""
    reading = read.reading

    def row(
        expression: dates.Expression, role: DateRole, start: int, end: int, places: Places = _NOWHERE
    ) -> records.Date:
        value = expression.value
        earliest, latest = (edtf.bounds(value) if value else None) or (None, None)
        return records.Date(
            date_id=identifiers.date_id(document_id, start, end),
            document_id=document_id,
            article_id=read.article_id,
            start=start,
            end=end,
            surface=surfaces.at(start, end),
            value=value,
            earliest=earliest,
            latest=latest,
            instant=edtf.instant(value),
            kind=expression.kind,
            calendar=expression.calendar,
            role=role,
            rule=expression.rule,
            problem=expression.problem,
            other=expression.other,
            **places._asdict(),
        )

    lines: list[tuple[dates.Expression, DateRole]] = [
        (expression, role) for role, expression in reading.dates.stated.items()
    ]
    lines += [(expression, "mentioned") for expression in (*reading.dates.others, *reading.mentioned)]
    for expression, role in lines:
        places = read.texts.places(expression.start, expression.end)
        yield row(expression, role, *page.span(expression.start, expression.end), places)
    for role, day in reading.days.items():
        expression, (start, end) = _stamp(day)
        yield row(expression, role, start, end)


def _stamp(day: StatedDay) -> tuple[dates.Expression, tuple[int, int]]:
    """Return the date that the metadata states, with its span in the source."""
    expression, stated = day.expression, day.stated
    if day.verbatim:
        return expression, (stated.start + expression.start, stated.start + expression.end)
    # Where the value is written with escapes, the whole of it is the surface.
    return expression, (stated.start, stated.end)


def _credits(
    document_id: str, page: Page, read: _Read, surfaces: Surfaces
) -> Iterator[tuple[records.Source, records.Credit]]:
    """Yield the credits of a story, each with its outlet; the site that the metadata names is the publisher."""
    reading = read.reading

    def row(
        source: records.Source,
        role: records.CreditRole,
        start: int,
        end: int,
        rule: str,
        places: Places = _NOWHERE,
    ) -> tuple[records.Source, records.Credit]:
        return source, records.Credit(
            article_id=read.article_id,
            document_id=document_id,
            source_id=source.source_id,
            role=role,
            start=start,
            end=end,
            surface=surfaces.at(start, end),
            rule=rule,
            **places._asdict(),
        )

    for credit in reading.credits:
        places = read.texts.places(credit.start, credit.end)
        yield row(credit.source, credit.role, *page.span(credit.start, credit.end), credit.rule, places)
    for site in reading.metadata.get("publisher", ()):
        name = outlet_name(site)
        yield row(credits.named(name, page.lexicons), "publisher", site.start, site.end, site.rule)


def _mentions(document_id: str, page: Page, read: _Read, surfaces: Surfaces) -> Iterator[records.Mention]:
    for mention in read.reading.mentions:
        start, end = page.span(mention.start, mention.end)
        yield records.Mention(
            article_id=read.article_id,
            document_id=document_id,
            start=start,
            end=end,
            surface=surfaces.at(start, end),
            type=mention.type,
            entity_id=mention.entity_id,
            method=mention.method,
            **read.texts.places(mention.start, mention.end)._asdict(),
        )


def _segments(document_id: str, page: Page, layout: Layout, stated: Sequence[Segment]) -> Iterator[records.Segment]:
    """Yield the segments: the lines, what metadata states of a story, and the markup between them."""
    segments: Iterable[Segment] = (
        segment._replace(start=page.rendering.start(segment.start), end=page.rendering.end(segment.end))
        for segment in layout.segments
    )
    if not page.rendering.plain:
        segments = _with_markup(page.text.text, sorted([*segments, *stated], key=lambda segment: segment.start))
    for segment in segments:
        yield records.Segment(
            document_id=document_id,
            start=segment.start,
            end=segment.end,
            kind=segment.kind,
            article_id=identifiers.article_id(document_id, segment.story) if segment.story else None,
            rule=segment.rule,
        )


def _stating(reading: StoryReading) -> Iterator[Segment]:
    """Yield the stretches of the source that state a value of the story outside the lines of the page."""
    ordinal = reading.story.ordinal
    kinds: list[tuple[SegmentKind, Stated]] = [(_STATED_DAYS[role], day.stated) for role, day in reading.days.items()]
    kinds += [(_KINDS[value], stated) for value, values in reading.metadata.items() for stated in values]
    taken: set[tuple[int, int]] = set()
    for kind, stated in kinds:
        # One node of JSON-LD may be what two properties refer to.
        if (stated.start, stated.end) not in taken:
            taken.add((stated.start, stated.end))
            yield Segment(stated.start, stated.end, kind, stated.rule, ordinal)


def _with_markup(source: str, segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield the segments, and one of kind `other` for each stretch of markup between them."""
    last = 0
    for segment in (*segments, None):
        start = segment.start if segment else len(source)
        for begin, end in visible(source, last, start):
            yield Segment(begin, end, "other", "markup")
        if segment:
            yield segment
            last = segment.end


def _links(document_id: str, page: Page, layout: Layout, surfaces: Surfaces) -> Iterator[records.Link]:
    for segment in layout.segments:
        if segment.kind != "related_link":
            continue
        start, end = page.span(segment.start, segment.end)
        title = normalise(_BULLET.sub("", surfaces.at(start, end)))
        if title:
            yield records.Link(document_id=document_id, start=start, end=end, title=title)


def _joined(items: Iterable[str]) -> str | None:
    """Return items as a list cell, each once, in order; None where there is none."""
    return "|".join(dict.fromkeys(item.replace("|", " ").strip() for item in items if item.strip())) or None
