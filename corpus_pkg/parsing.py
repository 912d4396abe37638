"""One document to its records: reading, layout, dates, credits and entities in turn.

`parse_document` is a pure function of the bytes, the path and the lexicons: it knows no file system, no clock and no
other document, so that a loop, a process pool and a cluster run the same code and give the same rows.
"""

from __future__ import annotations

import calendar
import datetime
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpus_pkg import credits, dates, entities, identifiers, layout, reading, records
from corpus_pkg.lexicon import Lexicons, default
from corpus_pkg.orthography import LETTERS, Folded, fold, normalise
from corpus_pkg.reading.encoding import LARGEST
from corpus_pkg.records import DateRole

_ARABIC = re.compile(f"[{LETTERS}]")
_LETTER = re.compile(r"[^\W\d_]")
# Letters of Persian and Urdu that Arabic does not have.
_OTHER_ARABIC_SCRIPT = re.compile("[پچژگٹڈڑےں]")
_BULLET = re.compile(r"^[\s•·●▪■◦*»⭕-]+")
_LABELLED = re.compile(r"^[^:：]{0,30}[:：]\s*")
_LIST = re.compile(r"\s*[،,|؛;]\s*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

#: Kinds of segment that are read for mentions and for time expressions.
_READ = ("title", "heading", "body", "caption", "dateline")
_STATED: dict[str, DateRole] = {"published": "published", "updated": "updated", "retrieved": "retrieved"}

_R = TypeVar("_R", bound=records.Record)


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
        nested = []
        for article in self.rows(records.Article):
            own = article.article_id
            named = [row for row in self.rows(records.Credit) if row.article_id == own]
            mentioned = [row for row in self.rows(records.Mention) if row.article_id == own]
            nested.append(
                records.ArticleRecord(
                    **article.model_dump(),
                    dates=tuple(row for row in self.rows(records.Date) if row.article_id == own),
                    credits=tuple(named),
                    sources=tuple(sources[key] for key in sorted({row.source_id for row in named})),
                    mentions=tuple(mentioned),
                    entities=tuple(known[key] for key in sorted({row.entity_id for row in mentioned if row.entity_id})),
                )
            )
        return tuple(nested)


def parse(source: bytes | str | os.PathLike[str], *, lexicons: Lexicons | None = None) -> ParsedDocument:
    """Read one page: its bytes, or the path of the file that holds them (whose name is recorded as its path).

    Raises OSError where the file cannot be read; no content makes it raise.

    >>> parsed = parse("بيان مقتضب من الوزارة\\n\\nأعلنت الوزارة اليوم أن العمل في المشروع بدأ.".encode())
    >>> parsed.articles[0].title
    'بيان مقتضب من الوزارة'
    """
    if isinstance(source, bytes):
        return parse_document(source, lexicons=lexicons)
    file = Path(source)
    return parse_document(file.read_bytes(), file.name, lexicons)


def parse_document(data: bytes, path: str | None = None, lexicons: Lexicons | None = None) -> ParsedDocument:
    """Read one document. Any bytes give a document row; nothing raises.

    Args:
        data: the page as it was received.
        path: what to record as its path; its identifier where there is none.
        lexicons: knowledge of the language; the shipped tables where there is none.
    """
    lexicons = lexicons or default()
    digest = identifiers.sha256(data)
    document_id = identifiers.document_id(digest)
    read = reading.decode(data)
    status, note = _status(read, data)
    folded = fold(read.text)
    if status == "ok":
        segments, stories = layout.segment(folded, lexicons)
        if not stories:
            status, note = "not_news", "no story: no running text was found"
    else:
        segments, stories = layout.unread(folded), ()
    reader = _Reader(document_id, folded, lexicons)
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
        language=_language(read.text) if status == "ok" else None,
        retrieved=retrieved[0].value if retrieved else None,
        status=status,
        note=note,
    )
    rows = [
        records.Segment(
            document_id=document_id,
            start=segment.start,
            end=segment.end,
            kind=segment.kind,
            article_id=identifiers.article_id(document_id, segment.story) if segment.story else None,
            rule=segment.rule,
        )
        for segment in segments
    ]
    links = [
        records.Link(document_id=document_id, start=segment.start, end=segment.end, title=title)
        for segment in segments
        if segment.kind == "related_link"
        and (title := normalise(_BULLET.sub("", read.text[segment.start : segment.end])))
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


class _Reader:
    """Gathers the records of one document's stories."""

    def __init__(self, document_id: str, folded: Folded, lexicons: Lexicons) -> None:
        self.document_id = document_id
        self.folded = folded
        self.lexicons = lexicons
        self.articles: list[records.Article] = []
        self.dates: list[records.Date] = []
        self.credits: list[records.Credit] = []
        self.sources: dict[str, records.Source] = {}
        self.mentions: list[records.Mention] = []
        self.entities: dict[str, records.Entity] = {}

    def story(self, story: layout.Story) -> None:
        article_id = identifiers.article_id(self.document_id, story.ordinal)
        stated = self._stated(article_id, story)
        published, updated = stated.get("published"), stated.get("updated")
        # Many sites print the day of the last change alone; the story speaks from that day.
        self._mentioned(article_id, story, (published or updated or "")[:10] or None)
        self._credited(article_id, story)
        self._named(article_id, story)
        dateline = credits.find_dateline(self.folded, story.segments, lexicons=self.lexicons)
        authors = credits.find_authors(self.folded, story.segments, lexicons=self.lexicons)
        text = "\n".join(filter(None, (self._normalised(segment) for segment in _of(story, "body"))))
        titles = _of(story, "title")
        earliest, latest = _bounds(published)
        self.articles.append(
            records.Article(
                article_id=article_id,
                document_id=self.document_id,
                ordinal=story.ordinal,
                role=story.role,
                title=(self._normalised(titles[0]) or None) if titles else None,
                text=text or None,
                language=_language(text),
                dateline_place=dateline.place if dateline else None,
                authors=_joined(author.name for author in authors),
                keywords=_joined(
                    keyword
                    for segment in _of(story, "keywords")
                    for keyword in _LIST.split(_LABELLED.sub("", self._normalised(segment)))
                ),
                published=published,
                published_basis="stated" if published else "unknown",
                published_earliest=earliest,
                published_latest=latest,
                updated=updated,
                text_sha256=identifiers.sha256(text.encode("utf-8")),
            )
        )

    def _normalised(self, segment: layout.Segment) -> str:
        return normalise(self.folded.source[segment.start : segment.end])

    def _date(self, article_id: str, found: dates.Expression, role: DateRole) -> None:
        self.dates.append(
            records.Date(
                date_id=identifiers.date_id(self.document_id, found.start, found.end),
                document_id=self.document_id,
                article_id=article_id,
                start=found.start,
                end=found.end,
                surface=found.surface,
                value=found.value,
                kind=found.kind,
                calendar=found.calendar,
                role=role,
                rule=found.rule,
            )
        )

    def _stated(self, article_id: str, story: layout.Story) -> dict[DateRole, str]:
        """The first whole day of each metadata line; further dates of such a line are mentioned only."""
        stated: dict[DateRole, str] = {}
        for segment in story.segments:
            role = _STATED.get(segment.kind)
            if role is None:
                continue
            for found in dates.find_in(self.folded, segment.start, segment.end, lexicons=self.lexicons):
                whole = found.value is not None and _DAY.match(found.value) and "/" not in found.value
                if whole and found.value and role not in stated:
                    stated[role] = found.value
                    self._date(article_id, found, role)
                else:
                    self._date(article_id, found, "mentioned")
        return stated

    def _mentioned(self, article_id: str, story: layout.Story, day: str | None) -> None:
        for segment in story.segments:
            if segment.kind in _READ:
                for found in dates.find_in(self.folded, segment.start, segment.end, anchor=day, lexicons=self.lexicons):
                    self._date(article_id, found, "mentioned")

    def _credited(self, article_id: str, story: layout.Story) -> None:
        for found in credits.find_credits(self.folded, story.segments, lexicons=self.lexicons):
            self.sources[found.source.source_id] = found.source
            self.credits.append(
                records.Credit(
                    article_id=article_id,
                    document_id=self.document_id,
                    source_id=found.source.source_id,
                    role=found.role,
                    start=found.start,
                    end=found.end,
                    surface=found.surface,
                    rule=found.rule,
                )
            )

    def _named(self, article_id: str, story: layout.Story) -> None:
        zones = [(segment.start, segment.end) for segment in story.segments if segment.kind in _READ]
        for found in entities.find_in(self.folded, zones, lexicons=self.lexicons):
            if found.entity_id:
                self.entities[found.entity_id] = entities.entity(found.entity_id, self.lexicons)
            self.mentions.append(
                records.Mention(
                    article_id=article_id,
                    document_id=self.document_id,
                    start=found.start,
                    end=found.end,
                    surface=found.surface,
                    type=found.type,
                    entity_id=found.entity_id,
                    method=found.method,
                )
            )


def _of(story: layout.Story, kind: records.SegmentKind) -> list[layout.Segment]:
    return [segment for segment in story.segments if segment.kind == kind]


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
    if len(data) > LARGEST:
        return "not_news", f"{len(data)} bytes; no news page has more than {LARGEST}: split the file into its pages"
    if read.media_type == "text/html":
        return "not_news", "HTML is not read yet: give the page's text"
    letters, destroyed = len(_LETTER.findall(read.text)), read.text.count("?") + read.text.count("\ufffd")
    if destroyed > 20 and destroyed > 0.25 * letters:
        return "undecodable", "letters were replaced by question marks before the page was saved"
    return "ok", None


def _language(text: str) -> records.Language | None:
    """ "ar" where most letters are Arabic and hardly any are Persian or Urdu; else the letters do not tell."""
    sample = text[:20000]
    arabic = len(_ARABIC.findall(sample))
    if arabic == 0 or arabic < 0.5 * len(_LETTER.findall(sample)):
        return None
    return "ar" if len(_OTHER_ARABIC_SCRIPT.findall(sample)) < 0.02 * arabic else None


def _bounds(value: str | None) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and last day that a stated date allows; a part that is not stated leaves the bounds empty."""
    if value is None:
        return None, None
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\dXW-])", value)
    if match is None:
        return None, None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not year >= datetime.MINYEAR:
        return None, None
    first, last = month or 1, month or 12
    return (
        datetime.date(year, first, day or 1),
        datetime.date(year, last, day or calendar.monthrange(year, last)[1]),
    )
