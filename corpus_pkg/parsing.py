"""One document to its records: reading, layout, dates, credits and entities in turn.

`parse_document` is a pure function of the bytes, the path and the lexicons: it knows no file system, no clock and no
other document, so that a loop, a process pool and a cluster run the same code and give the same rows.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from corpus_pkg import credits, dates, edtf, entities, identifiers, layout, reading, records
from corpus_pkg.entities import recognition
from corpus_pkg.entities.recognition import Recognizer
from corpus_pkg.language.detection import language, reading_language, stated_language
from corpus_pkg.language.lexicons import Lexicons, default, in_language
from corpus_pkg.language.orthography import Folded, fold, normalise
from corpus_pkg.reading import carriers, fields
from corpus_pkg.reading.rendering import Stated
from corpus_pkg.records import DateRole

_LETTER = re.compile(r"[^\W\d_]")
_BULLET = re.compile(r"^[\s•·●▪■◦*»⭕-]+")
_LABELLED = re.compile(r"^[^:：]{0,30}[:：]\s*")
_NO_NAME = re.compile(r"//|[&<>@]|^\W*$")
_LIST = re.compile(r"\s*[،,|؛;]\s*")

#: Kinds of segment that are read for mentions and for time expressions.
_READ = ("title", "heading", "body", "caption", "dateline")
_STATED: dict[str, DateRole] = {"published": "published", "updated": "updated", "retrieved": "retrieved"}

_R = TypeVar("_R", bound=records.Record)
_A = TypeVar("_A", records.Date, records.Credit, records.Mention)


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """Everything that was read from one document.

    Attributes:
        text: the decoded text that all offsets count in; empty where the bytes could not be decoded.
        tables: the document's rows of each table of a package, in the order of the page.
    """

    text: str
    tables: dict[str, tuple[records.Record, ...]]

    def rows(self, table: type[_R]) -> tuple[_R, ...]:
        """The rows whose record type is `table`, such as `records.Mention`."""
        name = next(name for name, known in records.TABLES.items() if known.model is table)
        return tuple(row for row in self.tables[name] if isinstance(row, table))

    @property
    def document(self) -> records.Document:
        """The row of the document itself."""
        return self.rows(records.Document)[0]

    @property
    def segments(self) -> tuple[records.Segment, ...]:
        """The segments of the page, in order."""
        return self.rows(records.Segment)

    @property
    def articles(self) -> tuple[records.ArticleRecord, ...]:
        """The stories of the page, each with its dates, credits, sources, mentions and entities."""
        sources = {row.source_id: row for row in self.rows(records.Source)}
        known = {row.entity_id: row for row in self.rows(records.Entity)}
        dated = _by_article(self.rows(records.Date))
        credited = _by_article(self.rows(records.Credit))
        mentions = _by_article(self.rows(records.Mention))
        nested = []
        for article in self.rows(records.Article):
            own = article.article_id
            named, mentioned = credited.get(own, []), mentions.get(own, [])
            nested.append(
                records.ArticleRecord(
                    **article.model_dump(),
                    dates=tuple(dated.get(own, ())),
                    credits=tuple(named),
                    sources=tuple(sources[key] for key in sorted({row.source_id for row in named})),
                    mentions=tuple(mentioned),
                    entities=tuple(known[key] for key in sorted({row.entity_id for row in mentioned if row.entity_id})),
                )
            )
        return tuple(nested)


def _by_article(rows: Iterable[_A]) -> dict[str | None, list[_A]]:
    """The rows of each story, in order."""
    found: dict[str | None, list[_A]] = {}
    for row in rows:
        found.setdefault(row.article_id, []).append(row)
    return found


def parse(
    source: bytes | str | os.PathLike[str],
    *,
    lexicons: Lexicons | None = None,
    recognizer: Recognizer | str | None = recognition.DEFAULT,
) -> ParsedDocument:
    """Read one page: its bytes, or the path of the file that holds them (whose name is recorded as its path).

    `lexicons` are the tables of the language, by default those shipped; `recognizer` is what finds names that no table
    has, or its name, "none" for none.

    Raises OSError where the file cannot be read, LexiconError and RecognizerError for tables or a recognizer that
    cannot be used; no content makes it raise.

    >>> parsed = parse("بيان مقتضب من الوزارة\\n\\nأعلنت الوزارة اليوم أن العمل في المشروع بدأ.".encode())
    >>> parsed.articles[0].title
    'بيان مقتضب من الوزارة'
    """
    if isinstance(source, bytes):
        return parse_document(source, lexicons=lexicons, recognizer=recognizer)
    file = Path(source)
    # A name that is no Unicode cannot be recorded as it is.
    name = file.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return parse_document(file.read_bytes(), name, lexicons, recognizer)


def parse_document(
    data: bytes,
    path: str | None = None,
    lexicons: Lexicons | None = None,
    recognizer: Recognizer | str | None = recognition.DEFAULT,
) -> ParsedDocument:
    """Read one document. Any bytes give a document row; nothing raises.

    Args:
        data: the page as it was received.
        path: what to record as its path; its identifier where there is none.
        lexicons: knowledge of the language; the shipped tables where there is none.
        recognizer: what finds names that no table has, or its name; "none" or None for none.
    """
    reason = carriers.unread(len(data))
    if reason is not None:
        return unread_document(
            carriers.Loaded(identifiers.sha256(data), len(data), data[: carriers.HEAD], None), path, reason
        )
    lexicons = lexicons or default()
    digest = identifiers.sha256(data)
    document_id = identifiers.document_id(digest)
    read = reading.decode(data)
    status, note = _status(read, data)
    rendering = reading.render(read.text, read.media_type)
    stated_in_markup = None if rendering.plain else stated_language(read.text)
    own = reading_language(rendering.text, stated_in_markup)
    if own is not None:
        lexicons = in_language(lexicons, own)
    folded = fold(rendering.text)
    if status == "ok":
        segments, stories = layout.segment(folded, lexicons, rendering)
        if not stories:
            status, note = "not_news", "no story: no running text was found"
            if read.media_type in fields.MEDIA_TYPES and not rendering.text:
                note = "a record without text: no field that the lexicon carrier_fields knows for one holds any"
    else:
        segments, stories = layout.unread(folded), ()
    reader = _Reader(document_id, folded, rendering, segments, lexicons, recognizer)
    reader.read_dates(stories)
    for story in stories:
        reader.story(story)
    reader.dates.sort(key=lambda row: (row.start, row.end))
    reader.mentions.sort(key=lambda row: (row.start, row.end))
    retrieved = [date for date in reader.dates if date.role == "retrieved" and date.value]
    document = records.Document(
        document_id=document_id,
        path=path or document_id,
        sha256=digest,
        bytes=len(data),
        media_type=read.media_type,
        encoding=read.encoding,
        replaced=read.replaced,
        characters=None if read.encoding is None else len(read.text),
        language=language(rendering.text, stated_in_markup) if status == "ok" else None,
        retrieved=retrieved[0].value if retrieved else None,
        url=rendering.url,
        status=status,
        note=note,
    )
    placed = [replace(s, start=rendering.start(s.start), end=rendering.end(s.end)) for s in segments]
    if not rendering.plain:
        placed = _with_markup(read.text, sorted([*placed, *reader.outside], key=lambda segment: segment.start))
    rows = [
        records.Segment(
            document_id=document_id,
            start=segment.start,
            end=segment.end,
            kind=segment.kind,
            article_id=identifiers.article_id(document_id, segment.story) if segment.story else None,
            rule=segment.rule,
        )
        for segment in placed
    ]
    links = [
        records.Link(
            document_id=document_id,
            start=rendering.start(segment.start),
            end=rendering.end(segment.end),
            title=title,
        )
        for segment in segments
        if segment.kind == "related_link"
        and (title := normalise(_BULLET.sub("", rendering.text[segment.start : segment.end])))
    ]
    return ParsedDocument(
        read.text,
        {
            "documents": (document,),
            "segments": tuple(rows),
            "articles": tuple(reader.articles),
            "dates": tuple(reader.dates),
            "sources": tuple(reader.sources[key] for key in sorted(reader.sources)),
            "credits": tuple(reader.credits),
            "entities": tuple(reader.entities[key] for key in sorted(reader.entities)),
            "mentions": tuple(reader.mentions),
            "links": tuple(links),
        },
    )


def unread_document(read: carriers.Loaded, path: str | None, reason: str) -> ParsedDocument:
    """A document that is kept without being read, and why: a row of status `not_news`, no text and no other row."""
    document_id = identifiers.document_id(read.sha256)
    document = records.Document(
        document_id=document_id,
        path=path or document_id,
        sha256=read.sha256,
        bytes=read.size,
        media_type=reading.decode(read.head).media_type,
        status="not_news",
        note=reason,
    )
    nothing: dict[str, tuple[records.Record, ...]] = {name: () for name in records.TABLES if name != "duplicates"}
    return ParsedDocument("", nothing | {"documents": (document,)})


class _Reader:
    """Gathers the records of one document's stories."""

    def __init__(
        self,
        document_id: str,
        folded: Folded,
        rendering: reading.Rendering,
        segments: Sequence[layout.Segment],
        lexicons: Lexicons,
        recognizer: Recognizer | str | None,
    ) -> None:
        self.document_id = document_id
        self.folded = folded
        self.rendering = rendering
        #: Stretches of the markup that state a value of a story; their offsets count in the source.
        self.outside: list[layout.Segment] = []
        #: The spans of the page's lines in the source.
        self.lines = [(rendering.start(segment.start), rendering.end(segment.end)) for segment in segments]
        self.lexicons = lexicons
        self.recognizer = recognizer
        self.articles: list[records.Article] = []
        self.dates: list[records.Date] = []
        self.credits: list[records.Credit] = []
        self.sources: dict[str, records.Source] = {}
        self.mentions: list[records.Mention] = []
        self.entities: dict[str, records.Entity] = {}
        #: What each story says of its date, by ordinal.
        self.told: dict[int, dates.StoryDates] = {}

    def read_dates(self, stories: Iterable[layout.Story]) -> None:
        """Read the dates of the stories from their lines; those of one story are evidence for another's."""
        stories = tuple(stories)
        zones = [
            dates.StoryZones(
                tuple((s.start, s.end, _STATED[s.kind]) for s in story.segments if s.kind in _STATED),
                tuple((s.start, s.end) for s in story.segments if s.kind in _READ),
            )
            for story in stories
        ]
        found = dates.page_dates(self.folded, zones, lexicons=self.lexicons)
        self.told = {story.ordinal: told for story, told in zip(stories, found, strict=True)}

    def story(self, story: layout.Story) -> None:
        article_id = identifiers.article_id(self.document_id, story.ordinal)
        stated = self._stated(article_id, story)
        if "published" not in stated:
            stated.update(self._stated_in_metadata(article_id, story))
        published, updated = stated.get("published"), stated.get("updated")
        told = self.told[story.ordinal]
        # Many sites print the day of the last change alone; the story speaks from that day.
        self._mentioned(article_id, story, (published or updated or "")[:10] or None)
        self._credited(article_id, story)
        self._named(article_id, story)
        dateline = credits.find_dateline(self.folded, story.segments, lexicons=self.lexicons)
        authors = credits.find_authors(self.folded, story.segments, lexicons=self.lexicons)
        text = "\n".join(filter(None, (self._normalised(segment) for segment in _of(story, "body"))))
        earliest, latest = (edtf.bounds(published) or (None, None)) if published else (told.earliest, told.latest)
        self.articles.append(
            records.Article(
                article_id=article_id,
                document_id=self.document_id,
                ordinal=story.ordinal,
                role=story.role,
                title=self._title(story),
                text=text or None,
                language=language(text),
                dateline_place=dateline.place if dateline else None,
                authors=_joined(author.name for author in authors) or self._author_in_metadata(story),
                keywords=_joined(
                    keyword
                    for segment in _of(story, "keywords")
                    for keyword in _LIST.split(_LABELLED.sub("", self._normalised(segment)))
                ),
                published=published,
                published_basis="stated" if published else "inferred" if latest else "unknown",
                published_earliest=earliest,
                published_latest=latest,
                updated=updated,
                text_sha256=identifiers.sha256(text.encode("utf-8")),
            )
        )

    def _normalised(self, segment: layout.Segment) -> str:
        return normalise(self.folded.source[segment.start : segment.end])

    def _date(self, article_id: str, found: dates.Expression, role: DateRole, origin: int | None = None) -> None:
        """Record a date; `origin` is the source offset of its text where that lies outside the rendering."""
        if origin is None:
            start, end = self.rendering.start(found.start), self.rendering.end(found.end)
        else:
            start, end = origin + found.start, origin + found.end
        self.dates.append(
            records.Date(
                date_id=identifiers.date_id(self.document_id, start, end),
                document_id=self.document_id,
                article_id=article_id,
                start=start,
                end=end,
                surface=found.surface,
                value=found.value,
                kind=found.kind,
                calendar=found.calendar,
                role=role,
                rule=found.rule,
                problem=found.problem,
                other=found.other,
            )
        )

    def _stated(self, article_id: str, story: layout.Story) -> dict[DateRole, str]:
        """What the lines of a story state, by role; further dates of such a line are mentioned only."""
        told = self.told[story.ordinal]
        for role, found in told.stated.items():
            self._date(article_id, found, role)
        for found in told.others:
            self._date(article_id, found, "mentioned")
        return {role: found.value for role, found in told.stated.items() if found.value}

    def _stated_in_metadata(self, article_id: str, story: layout.Story) -> dict[DateRole, str]:
        """The publication date that the page's metadata states, where no line of the page does; of its first story."""
        if story.ordinal != 1:
            return {}
        titles, body = _of(story, "title"), _of(story, "body")
        header = range(
            self.rendering.start(titles[0].start) if titles else 0, self.rendering.start(body[0].start) if body else 0
        )
        published = [item for item in self.rendering.stated if item.role == "published"]
        # A time that no name calls the publication's is, between the title and the text.
        published += [item for item in self.rendering.stated if item.role == "time" and item.start in header]
        for stated in published:
            verbatim = self.rendering.source[stated.start : stated.end] == stated.text
            if not (verbatim or stated.rule == fields.RULE) or not self._free(stated):
                continue
            found = dates.read_stamp(stated.text, self.lexicons)
            if found and found.value:
                # Where the value is written with escapes, the whole of it is the surface.
                whole = replace(found, start=0, end=stated.end - stated.start, surface=stated.text)
                self._outside(stated, "published", story)
                self._date(article_id, found if verbatim else whole, "published", origin=stated.start)
                return {"published": found.value}
        return {}

    def _title(self, story: layout.Story) -> str | None:
        """The headline: what a field of a record states, or else what the page shows, or else its metadata states."""
        titles = _of(story, "title")
        stated = self._first("title", story)
        if stated is not None and (not titles or stated.rule == fields.RULE):
            self._outside(stated, "title", story)
            return normalise(stated.text)
        return (self._normalised(titles[0]) or None) if titles else None

    def _author_in_metadata(self, story: layout.Story) -> str | None:
        """The author that the metadata names, where the page names none."""
        stated = self._first("author", story)
        if stated is None or _NO_NAME.search(stated.text):
            return None
        self._outside(stated, "byline", story)
        return _joined((normalise(stated.text),))

    def _first(self, role: str, story: layout.Story) -> Stated | None:
        """The first value of the role in the metadata, which speaks of the page's first story."""
        found = (
            item
            for item in self.rendering.stated
            if item.role == role and normalise(item.text) and (item.rule == fields.RULE or self._free(item))
        )
        return next(found, None) if story.ordinal == 1 else None

    def _free(self, stated: Stated) -> bool:
        """Whether a stated value stands in no line of the page, where its segment could not stand beside the line's."""
        line = bisect_right(self.lines, (stated.start, len(self.rendering.source))) - 1
        before = line < 0 or self.lines[line][1] <= stated.start
        return before and (line + 1 == len(self.lines) or stated.end <= self.lines[line + 1][0])

    def _outside(self, stated: Stated, kind: records.SegmentKind, story: layout.Story) -> None:
        self.outside.append(layout.Segment(stated.start, stated.end, kind, stated.rule, story.ordinal))

    def _mentioned(self, article_id: str, story: layout.Story, day: str | None) -> None:
        for segment in story.segments:
            if segment.kind in _READ:
                for found in dates.find_in(self.folded, segment.start, segment.end, anchor=day, lexicons=self.lexicons):
                    self._date(article_id, found, "mentioned")

    def _credited(self, article_id: str, story: layout.Story) -> None:
        found = credits.find_credits(self.folded, story.segments, lexicons=self.lexicons)
        for item in found:
            start, end = self.rendering.start(item.start), self.rendering.end(item.end)
            self._credit(article_id, item.source, item.role, start, end, item.surface, item.rule)
        if not any(item.role == "publisher" for item in found):
            self._site(article_id, story)

    def _site(self, article_id: str, story: layout.Story) -> None:
        """The site that the metadata names is the publisher of the page's first story, where no line names one."""
        for stated in self.rendering.stated:
            name = stated.text if stated.rule == fields.RULE else self.rendering.source[stated.start : stated.end]
            named = stated.role == "site" and not _NO_NAME.search(name) and normalise(name) and self._free(stated)
            if story.ordinal != 1 or not named:
                continue
            self._outside(stated, "source", story)
            source = credits.named(name, self.lexicons)
            self._credit(article_id, source, "publisher", stated.start, stated.end, name, stated.rule)
            return

    def _credit(
        self,
        article_id: str,
        source: records.Source,
        role: records.CreditRole,
        start: int,
        end: int,
        surface: str,
        rule: str,
    ) -> None:
        """Record a credit; the offsets count in the source of the page."""
        self.sources[source.source_id] = source
        self.credits.append(
            records.Credit(
                article_id=article_id,
                document_id=self.document_id,
                source_id=source.source_id,
                role=role,
                start=start,
                end=end,
                surface=surface,
                rule=rule,
            )
        )

    def _named(self, article_id: str, story: layout.Story) -> None:
        if not self.lexicons.rows("people"):
            # Nothing is known of the names of this language.
            return
        zones = [(segment.start, segment.end) for segment in story.segments if segment.kind in _READ]
        for found in entities.find_in(self.folded, zones, lexicons=self.lexicons, recognizer=self.recognizer):
            if found.entity_id:
                self.entities[found.entity_id] = entities.entity(found.entity_id, self.lexicons)
            self.mentions.append(
                records.Mention(
                    article_id=article_id,
                    document_id=self.document_id,
                    start=self.rendering.start(found.start),
                    end=self.rendering.end(found.end),
                    surface=found.surface,
                    type=found.type,
                    entity_id=found.entity_id,
                    method=found.method,
                )
            )


def _of(story: layout.Story, kind: records.SegmentKind) -> list[layout.Segment]:
    return [segment for segment in story.segments if segment.kind == kind]


def _with_markup(source: str, segments: list[layout.Segment]) -> list[layout.Segment]:
    """The segments, and one of kind `other` for each stretch of markup between them."""
    found: list[layout.Segment] = []
    last = 0
    for segment in [*segments, layout.Segment(len(source), len(source), "other", "end")]:
        found.extend(
            layout.Segment(start, end, "other", "markup") for start, end in layout.visible(source, last, segment.start)
        )
        found.append(segment)
        last = segment.end
    return found[:-1]


def _joined(items: Iterable[str]) -> str | None:
    """Items as a list cell, each once, in order; None where there is none."""
    return "|".join(dict.fromkeys(item.replace("|", " ").strip() for item in items if item.strip())) or None


def _status(read: reading.Text, data: bytes) -> tuple[records.Status, str | None]:
    if not data:
        return "empty", "no bytes"
    if read.problem:
        return "undecodable", read.problem
    if not normalise(read.text[:4096]) and not normalise(read.text):
        return "empty", "no visible character"
    destroyed = read.text.count("?") + read.text.count("\ufffd")
    if destroyed > 20 and destroyed > 0.25 * len(_LETTER.findall(read.text)):
        return "undecodable", "letters were replaced by question marks before the page was saved"
    return "ok", None
