"""Whether every value of a package is what its pages say: the checks that no schema can make.

The tables are read side by side, a document at a time, and each document's page is read once; memory holds one page,
the ids of sources and entities, and the links that lead somewhere.
"""

from __future__ import annotations

import datetime
import os
import re
import stat
import unicodedata
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus_pkg import edtf, identifiers, reading, records
from corpus_pkg.building import duplicates
from corpus_pkg.building.linking import title_key
from corpus_pkg.dataset.rows import Rows
from corpus_pkg.dates import read_date, read_stamp
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.language.detection import language
from corpus_pkg.language.orthography import normalise
from corpus_pkg.package import descriptor, tables
from corpus_pkg.package.paths import WITHIN, original, package_path
from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import CarrierError, Loaded, Member, MissingLibraryError
from corpus_pkg.records import TABLES
from corpus_pkg.sharing import standoff
from corpus_pkg.validation.problems import Kind, Problem
from corpus_pkg.validation.problems import evidence as kinds
from corpus_pkg.validation.wording import quoted

__all__ = ["Problem", "Tally", "check", "is_ours"]

#: The tables whose rows belong to documents, which their keys begin with.
_OF_DOCUMENTS = ("documents", "segments", "articles", "dates", "credits", "mentions", "links")
_ID = len(identifiers.document_id("0" * 64))
_INVISIBLE = frozenset({"Cc", "Cf"})
#: The kind of the segment in which a date or a link of the role stands.
_KIND_OF_ROLE = {"published": "published", "updated": "updated", "retrieved": "retrieved"}
#: Segments whose words are not those of a story's head; a story's title, names and keywords are looked for elsewhere
#: first.
_LONG = frozenset({"body", "nav", "other", "related_link"})
_MARKUP = re.compile("[<&]")
_GLANCE = 200

#: A row of each table: the columns' values and `at`, the number of the row in its file (the header is row 1).
_ROWS: dict[str, Any] = {name: namedtuple(name, (*table.columns, "at")) for name, table in TABLES.items()}


@dataclass(slots=True)
class Dossier:
    """All that a package says of one document; its text and when its carrier fetched it, where the page is at hand."""

    document: Any
    segments: list[Any] = field(default_factory=list)
    articles: dict[str, Any] = field(default_factory=dict)
    dates: list[Any] = field(default_factory=list)
    credits: list[Any] = field(default_factory=list)
    mentions: list[Any] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    text: str | None = None
    fetched: str | None = None
    standoff: bool = False
    plain: bool = False
    marked: bool = False

    def shown(self, start: int, end: int, rule: str = "") -> str:
        """What a reader sees of a span of the text that `rule` found; nothing where there is no text."""
        part = (self.text or "")[start:end]
        if not rule:
            if self.plain:
                return part
            if self.marked and _MARKUP.search(part) is None:
                # Without a tag or a reference markup shows its characters.
                return normalise(part)
        return reading.shown(part, self.document.media_type, rule)


@dataclass(slots=True)
class Tally:
    """How much was checked: documents, those without a page at hand, spans, and dates that were read again."""

    documents: int = 0
    without_page: int = 0
    spans: int = 0
    dates: int = 0
    standoff: bool = False


def is_ours(body: Mapping[str, Any]) -> bool:
    """Whether a package is one of ours: marked so, or with two of our tables at least, each with its key."""
    if descriptor.MARK in body:
        return True
    found = 0
    for resource in body["resources"]:
        name = resource.get("name") if isinstance(resource, Mapping) else None
        schema = resource.get("schema") if isinstance(resource, Mapping) else None
        fields = schema.get("fields") if isinstance(schema, Mapping) else None
        if isinstance(name, str) and name in TABLES and isinstance(fields, list):
            names = {item.get("name") for item in fields if isinstance(item, Mapping)}
            found += set(TABLES[name].key) <= names
    return found >= 2


def check(package: str | os.PathLike[str], tally: Tally | None = None) -> Iterator[Problem]:
    """The problems of the package (its folder or its descriptor) by its own evidence, as they are met.

    Raises PackageError where there is no package to check.
    """
    path = descriptor.locate(package)
    body = descriptor.read(path)
    known = descriptor.resources(body)
    tally = tally if tally is not None else Tally()
    tally.standoff = standoff.is_standoff(body)
    checker = _Checker(path.parent, tally)
    listed = {str(resource.get("name")): name for name, resource in known.items() if resource.get("type") == "table"}
    files: dict[str, Path] = {}
    for name in TABLES:
        place = listed.get(name)
        file = descriptor.inside(path.parent, place) if place is not None else None
        if file is None:
            yield kinds.TABLE_MISSING.problem(f"the package has no table {name}; build it again", name)
        else:
            files[name] = file
    raw = frozenset(name for name, resource in known.items() if resource.get("type") != "table")
    yield from checker.run(files, raw)


class _Checker:
    def __init__(self, root: Path, tally: Tally) -> None:
        self._root = root
        self._home = os.path.realpath(root)
        self._tally = tally
        self._seen: set[str] = set()
        self._members: dict[str, dict[str, Member]] = {}
        self._folders: dict[str, Path | None] = {}
        #: The type of each entity, and the sources, with whether a row has named them.
        self._types: dict[str, str] = {}
        self._sources: set[str] = set()
        self._named: set[str] = set()
        self._credited: set[str] = set()

    def run(self, files: Mapping[str, Path], raw: frozenset[str]) -> Iterator[Problem]:
        found: list[Problem] = []
        shared: dict[str, dict[str, Any]] = {}
        for name in ("sources", "entities"):
            if name in files:
                shared[name] = {row[0]: row for row in _rows(name, files[name], found)}
                yield from _drain(found)
        self._sources = set(shared.get("sources", ()))
        self._types = {key: row.type for key, row in shared.get("entities", {}).items()}
        if "documents" not in files:
            return
        targets = _Targets(files)
        streams = {name: _Stream(name, files[name], found) for name in _OF_DOCUMENTS if name in files}
        for identifier, rows in streams.pop("documents").groups:
            document = rows[0]
            dossier = Dossier(document, standoff=self._tally.standoff)
            dossier.plain = document.media_type == "text/plain"
            dossier.marked = document.media_type == "text/html"
            for name, stream in streams.items():
                taken = stream.take(identifier)
                if name == "articles":
                    dossier.articles = {row.article_id: row for row in taken}
                else:
                    setattr(dossier, name, taken)
                    self._tally.spans += len(taken)
            self._tally.documents += 1
            yield from _drain(found)
            yield from self._page(dossier, raw)
            for rule in RULES:
                yield from rule(dossier)
            if dossier.text is not None:
                self._tally.dates += len(dossier.dates)
            yield from self._shared(dossier, "sources" in files, "entities" in files)
            targets.meet(dossier)
        for stream in streams.values():
            stream.rest()
        yield from _drain(found)
        if "articles" in files:
            yield from targets.judged(self._tally.standoff)
        for name, used in (("sources", self._credited), ("entities", self._named)):
            using = "credits" if name == "sources" else "mentions"
            if using not in files:
                continue
            for key, row in shared.get(name, {}).items():
                if key not in used:
                    yield _problem(kinds.UNUSED, name, row, None, f"no row of {using} names it; take it out")
        if "duplicates" in files:
            yield from self._duplicates(files)
        for path in sorted(raw - self._seen):
            message = f"{path} is a resource of the package, but no document's page"
            yield kinds.PAGE_UNKNOWN.problem(message, "documents", "path")

    def _shared(self, dossier: Dossier, with_sources: bool, with_entities: bool) -> Iterator[Problem]:
        """Sources and entities that rows name are there, and of the type that the mention says."""
        for row in dossier.credits:
            self._credited.add(row.source_id)
            if with_sources and row.source_id not in self._sources:
                yield _problem(kinds.FOREIGN_ROW, "credits", row, "source_id", f"{row.source_id} is no row of sources")
        for row in dossier.mentions:
            entity = row.entity_id
            if entity is None:
                continue
            self._named.add(entity)
            kind = self._types.get(entity)
            if kind is None:
                if with_entities:
                    yield _problem(kinds.FOREIGN_ROW, "mentions", row, "entity_id", f"{entity} is no row of entities")
            elif kind != row.type and row.method == "gazetteer":
                message = f"is {row.type}, the entity {entity} is {kind}"
                yield _problem(kinds.TYPE_DIFFERS, "mentions", row, "type", message)

    def _duplicates(self, files: Mapping[str, Path]) -> Iterator[Problem]:
        """The stories of a group are as alike as their rows say, counted again; holds one group's rows."""
        found: list[Problem] = []
        groups: dict[str, list[Any]] = {}
        for row in _rows("duplicates", files["duplicates"], found):
            groups.setdefault(row.group_id, []).append(row)
        yield from _drain(found)
        if "articles" not in files:
            return
        articles = Rows[records.Article](files["articles"], TABLES["articles"])
        for first, listed in groups.items():
            if listed[0].article_id != first or len(listed) < 2:
                message = f"the group {first} has {len(listed)} stories, the first {listed[0].article_id}"
                yield _problem(kinds.GROUP, "duplicates", listed[0], "group_id", message)
                continue
            if self._tally.standoff:
                continue
            stories = (_story(articles, row.article_id) for row in listed)
            head = next(stories)
            others = [story for story in stories if story is not None] if head else []
            if head is None or len(others) + 1 < len(listed):
                message = f"the group {first} holds stories that are not there, or too short to be compared"
                yield _problem(kinds.GROUP, "duplicates", listed[0], "group_id", message)
                continue
            for row, true in zip(listed, duplicates.beside_first(head, others), strict=True):
                if (row.kind, row.score) != (true.kind, true.score):
                    message = f"is {row.kind} {row.score}, the texts are {true.kind} {true.score}"
                    yield _problem(kinds.UNTRUE, "duplicates", row, "score", message)

    def _page(self, dossier: Dossier, raw: frozenset[str]) -> Iterator[Problem]:
        """Read the page of the document and check what the document's row says of it; sets `dossier.text`."""
        row = dossier.document
        copies = (row.also_at or "").split("|") if row.also_at else []
        if any(before >= path for before, path in pairwise((row.path, *copies))):
            message = "its path and those of its copies are not in order, each once"
            yield _problem(kinds.UNTRUE, "documents", row, "also_at", message)
        for column, path in (("path", row.path), *(("also_at", path) for path in copies if path)):
            file, _, within = path.partition(WITHIN)
            place = self._place(file)
            if place is None or (within and not descriptor.is_inside(path)):
                yield _problem(kinds.UNSAFE_PATH, "documents", row, column, f"{path} does not stay inside the package")
                continue
            # A package holds all of its pages, or (built without them) lists none.
            if raw and file not in raw:
                yield _problem(kinds.PAGE_UNLISTED, "documents", row, column, f"{file} is no resource of the package")
            self._seen.add(file)
            try:
                status = place.stat()
                if not stat.S_ISREG(status.st_mode):
                    raise CarrierError("is no plain file")
                member = self._member(file, within) if within else None
                size = member.size if member else status.st_size
                read = carriers.load(place, member, whole=carriers.unread(size, member) is None)
            except MissingLibraryError as error:
                raise PackageError(one_line(f"{self._root / file}: {error}")) from None
            except (OSError, CarrierError) as error:
                if raw:
                    said = error.strerror if isinstance(error, OSError) else error
                    yield _problem(kinds.PAGE_MISSING, "documents", row, column, f"{path} cannot be read ({said})")
                elif column == "path":
                    self._tally.without_page += 1
                continue
            if read.sha256 != row.sha256:
                kind = kinds.PAGE_CHANGED if column == "path" else kinds.COPY_DIFFERS
                message = f"{path} has the sha256 {read.sha256}, expected is {row.sha256}"
                yield _problem(kind, "documents", row, column, message)
            elif column == "path":
                yield from self._decoded(dossier, read)
                yield from self._carried(dossier, member)

    def _place(self, file: str) -> Path | None:
        """The page's file, its links followed; None where it lies outside. The links of a folder are followed once."""
        if not descriptor.is_inside(file):
            return None
        folder, _, name = file.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = descriptor.beneath(self._home, folder) if folder else Path(self._home)
        home = self._folders[folder]
        if home is None or not name:
            return None
        place = home / name
        return descriptor.beneath(self._home, file) if place.is_symlink() else place

    def _member(self, file: str, name: str) -> Member:
        """The member of a carrier by its name in the package; the carrier's list is read once."""
        if file not in self._members:
            known = self._members[file] = {}
            for member in carriers.members(self._root / file, original(file)):
                known[package_path(member.name)] = member
        found = self._members[file].get(name)
        if found is None:
            raise CarrierError("holds no such member")
        return found

    def _decoded(self, dossier: Dossier, read: Loaded) -> Iterator[Problem]:
        row = dossier.document
        decoded = reading.decode(read.head if read.data is None else read.data)
        known = read.data is not None and decoded.encoding is not None
        facts = {
            "bytes": read.size,
            "encoding": decoded.encoding if known else None,
            "media_type": decoded.media_type,
            "replaced": decoded.replaced if known else None,
            "characters": len(decoded.text) if known else None,
        }
        if known and dossier.plain:
            # Markup would have to be read as a whole to tell its letters.
            facts["language"] = _language(decoded.text, row.language)
        for column, fact in facts.items():
            stated = getattr(row, column)
            if stated != fact:
                yield _problem(kinds.UNTRUE, "documents", row, column, f"{column} is {stated}, the page has {fact}")
        dossier.text = decoded.text if known else ""

    def _carried(self, dossier: Dossier, member: Member | None) -> Iterator[Problem]:
        """What the carrier's header says of the page."""
        row = dossier.document
        dossier.fetched = member.retrieved if member else None
        stated = reading.render(dossier.text or "", row.media_type).url if row.url else None
        address = member.url if member and member.url else stated
        if row.url != address:
            yield _problem(kinds.UNTRUE, "documents", row, "url", f"is {row.url}, the carrier has {address}")


class _Targets:
    """The stories that links lead to, and the titles that these stories bear."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._links: dict[str, list[Any]] = {}
        self._titles: dict[str, set[bytes]] = {}
        self._first: dict[str, str] = {}
        # Whoever reads the tables for their rows reports what is wrong with them.
        unheeded: list[Problem] = []
        if "links" in files:
            for row in _rows("links", files["links"], unheeded):
                if row.target_article_id is not None:
                    self._links.setdefault(row.target_article_id, []).append(row)
        if self._links and "duplicates" in files:
            self._first = {row.article_id: row.group_id for row in _rows("duplicates", files["duplicates"], unheeded)}

    def meet(self, dossier: Dossier) -> None:
        """Note the titles of the document's stories that links lead to."""
        if not self._links:
            return
        for article in dossier.articles.values():
            for target in {article.article_id, self._first.get(article.article_id, article.article_id)}:
                if target in self._links:
                    known = self._titles.setdefault(target, set())
                    known.add(title_key(article.title or ""))

    def judged(self, standoff_only: bool) -> Iterator[Problem]:
        """The links that lead nowhere, or to a story of another title."""
        for target, links in self._links.items():
            titles = self._titles.get(target)
            for row in links:
                if titles is None:
                    message = f"{target} is no row of articles"
                    yield _problem(kinds.FOREIGN_ROW, "links", row, "target_article_id", message)
                elif not standoff_only and title_key(row.title) not in titles:
                    message = f"{target} does not bear the title {quoted(row.title)}"
                    yield _problem(kinds.TARGET, "links", row, "target_article_id", message)


# What must hold of one document: each rule is a function of its dossier.


def _identity(dossier: Dossier) -> Iterator[Problem]:
    """Identifiers are derived from content, and the stories of a page are numbered from 1."""
    row = dossier.document
    if row.document_id != identifiers.document_id(row.sha256):
        message = f"is {row.document_id}, the hash gives {identifiers.document_id(row.sha256)}"
        yield _problem(kinds.ID, "documents", row, "document_id", message)
    for article in dossier.articles.values():
        derived = identifiers.article_id(article.document_id, article.ordinal)
        if article.article_id != derived:
            message = f"is {article.article_id}, document and ordinal give {derived}"
            yield _problem(kinds.ID, "articles", article, "article_id", message)
    ordinals = sorted(article.ordinal for article in dossier.articles.values())
    if ordinals != list(range(1, len(ordinals) + 1)):
        numbers = ", ".join(map(str, ordinals))
        message = f"its stories have the numbers {numbers}, expected are 1 to {len(ordinals)}"
        yield _problem(kinds.ORDINAL, "documents", row, None, message)
    for date in dossier.dates:
        derived = identifiers.date_id(date.document_id, date.start, date.end)
        if date.date_id != derived:
            yield _problem(kinds.ID, "dates", date, "date_id", f"is {date.date_id}, the span gives {derived}")


def _status(dossier: Dossier) -> Iterator[Problem]:
    """A page is ok where stories were read from it, and not where none were."""
    row = dossier.document
    if (row.status == "ok") != bool(dossier.articles):
        message = f"is {row.status}, the document has {len(dossier.articles)} articles"
        yield _problem(kinds.STATUS, "documents", row, "status", message)


def _references(dossier: Dossier) -> Iterator[Problem]:
    """A row's article is one of its own document."""
    articles = dossier.articles
    for name, rows in _spanned(dossier):
        if name == "links":
            continue
        for row in rows:
            article = row.article_id
            if article is not None and article not in articles:
                yield _problem(
                    kinds.FOREIGN_ARTICLE, name, row, "article_id", f"{article} is no article of this document"
                )


def _coverage(dossier: Dossier) -> Iterator[Problem]:
    """Every visible character lies in exactly one segment."""
    text = dossier.text
    last = 0
    for segment in dossier.segments:
        if segment.start >= segment.end:
            yield _problem(kinds.SPAN, "segments", segment, "end", f"[{segment.start}, {segment.end}) is empty")
        elif segment.start < last:
            yield _problem(kinds.OVERLAP, "segments", segment, "start", f"begins before {last}, where another ends")
        elif text is not None and segment.start > last:
            yield from _uncovered(dossier, text, last, segment.start)
        if text is not None and segment.end > len(text):
            yield _problem(
                kinds.SPAN, "segments", segment, "end", f"{segment.end} is behind the page's end {len(text)}"
            )
        elif text is not None and dossier.plain and (edge := _edge(text, segment.start, segment.end)):
            yield _problem(kinds.SPAN, "segments", segment, "start", f"[{segment.start}, {segment.end}) {edge}")
        last = max(last, segment.end)
    if text is not None:
        yield from _uncovered(dossier, text, last, len(text))


def _edge(text: str, start: int, end: int) -> str | None:
    """What is wrong with where a segment of plain text begins and ends; None where nothing is."""
    if start < end and (text[start].isspace() or text[end - 1].isspace()):
        return "begins or ends with white space"
    if start and unicodedata.category(text[start])[0] == "M" and unicodedata.category(text[start - 1])[0] not in "CZ":
        return "begins with a sign of the letter before it"
    return None


def _uncovered(dossier: Dossier, text: str, start: int, end: int) -> Iterator[Problem]:
    gap = text[start:end]
    if not gap or gap.isspace():
        return
    lost = next((offset for offset, letter in enumerate(gap, start) if _visible(letter)), None)
    if lost is not None:
        message = f"the page's character {lost} ({quoted(text[lost : lost + 20])}) lies in no segment"
        yield _problem(kinds.UNCOVERED, "segments", dossier.document, "start", message)


def _surfaces(dossier: Dossier) -> Iterator[Problem]:
    """A surface is the characters of its span."""
    text = dossier.text
    length = len(text) if text is not None else None
    for name, rows in _spanned(dossier):
        if name == "segments":
            continue
        plain = dossier.plain and name != "links"
        for row in rows:
            start, end = row.start, row.end
            if start >= end:
                yield _problem(kinds.SPAN, name, row, "end", f"[{start}, {end}) is empty")
                continue
            if text is None or length is None:
                continue
            if end > length:
                yield _problem(kinds.SPAN, name, row, "end", f"{end} is behind the page's end {length}")
                continue
            if dossier.standoff or (plain and text[start:end] == row.surface):
                continue
            found = dossier.shown(start, end)
            if name == "links":
                # The title leaves the bullet out, so it need only stand in its span.
                if normalise(row.title) not in normalise(found):
                    message = f"{quoted(row.title)} does not stand in {quoted(found)}"
                    yield _problem(kinds.SURFACE, name, row, "title", message)
            elif row.surface != found:
                yield _problem(
                    kinds.SURFACE, name, row, "surface", f"is {quoted(row.surface)}, the page has {quoted(found)}"
                )


def _homes(dossier: Dossier) -> Iterator[Problem]:
    """Dates, credits, mentions and links lie inside segments of their article that fit their role.

    Sorted spans make it one pass. No two mentions and no two dates share characters.
    """
    segments = dossier.segments
    count = len(segments)
    for name, rows in _spanned(dossier):
        if name == "segments":
            continue
        at = last = 0
        apart = name in ("mentions", "dates")
        with_article = name != "links"
        for row in sorted(rows, key=_place):
            start, end = row.start, row.end
            if start < last and apart:
                yield _problem(kinds.OVERLAP, name, row, "start", f"begins before {last}, where another ends")
            last = end
            while at < count and segments[at].end <= start:
                at += 1
            home = segments[at] if at < count else None
            if home is None or start < home.start or end > home.end:
                yield _problem(kinds.OUTSIDE, name, row, "start", f"[{start}, {end}) lies inside no one segment")
                continue
            if with_article:
                if row.article_id is not None and home.article_id != row.article_id:
                    message = f"stands in a segment of {home.article_id or 'no article'}, not of {row.article_id}"
                    yield _problem(kinds.OUTSIDE, name, row, "article_id", message)
                kind = _KIND_OF_ROLE.get(row.role) if name == "dates" else None
            else:
                kind = "related_link"
                if (start, end) != (home.start, home.end):
                    message = f"[{start}, {end}) is not the whole of its segment [{home.start}, {home.end})"
                    yield _problem(kinds.OUTSIDE, name, row, "start", message)
            if kind is not None and home.kind != kind:
                role = f"the role {row.role}" if with_article else "a link"
                message = f"has {role}, and stands in a segment of kind {home.kind}"
                yield _problem(kinds.ROLE, name, row, "role" if with_article else "start", message)


def _texts(dossier: Dossier) -> Iterator[Problem]:
    """An article's text is its body segments, normalised, one a line."""
    if dossier.standoff:
        return
    bodies: dict[str, list[str]] = {}
    if dossier.text is not None:
        for segment in dossier.segments:
            if segment.kind == "body" and segment.article_id is not None:
                line = _normal(dossier.shown(segment.start, segment.end))
                if line:
                    bodies.setdefault(segment.article_id, []).append(line)
    for article in dossier.articles.values():
        text = article.text or ""
        hashed = identifiers.sha256(text.encode("utf-8"))
        if article.text_sha256 != hashed:
            message = f"is {article.text_sha256}, the text has {hashed}"
            yield _problem(kinds.UNTRUE, "articles", article, "text_sha256", message)
        told = _language(text, article.language)
        if article.language != told:
            message = f"is {article.language}, the letters of the text give {told or 'none'}"
            yield _problem(kinds.UNTRUE, "articles", article, "language", message)
        if dossier.text is not None:
            body = "\n".join(bodies.get(article.article_id, ()))
            if text != body:
                yield _problem(
                    kinds.TEXT, "articles", article, "text", f"is not the body segments{_difference(text, body)}"
                )


def _stated(dossier: Dossier) -> Iterator[Problem]:
    """Titles, places, authors and keywords stand in the segments of their article."""
    if dossier.standoff:
        return
    for segment in dossier.segments:
        headed = dossier.articles.get(segment.article_id) if segment.kind == "title" else None
        if headed is not None and headed.title is None:
            message = f"is empty, the segment from {segment.start} is its title"
            yield _problem(kinds.UNTRUE, "articles", headed, "title", message)
    if dossier.text is None:
        return
    wanted: dict[str, list[tuple[str, str]]] = {}
    for article in dossier.articles.values():
        for column in ("title", "dateline_place", "authors", "keywords"):
            cell: str | None = getattr(article, column)
            one = column in ("title", "dateline_place")
            for value in (cell,) if one else (cell or "").split("|"):
                if value:
                    wanted.setdefault(article.article_id, []).append((column, value))
    # What heads a story stands at its head as a rule, so its long segments are read only for what does not.
    for skipped in (_LONG, frozenset[str]()):
        words: dict[str, list[str]] = {}
        for segment in dossier.segments:
            if segment.article_id in wanted and segment.kind not in skipped:
                words.setdefault(segment.article_id, []).append(
                    dossier.shown(segment.start, segment.end, segment.rule if not dossier.plain else "")
                )
        for key in tuple(wanted):
            own = _normal(" ".join(words.get(key, ())))
            # What parts the items of a list stands in none.
            own_items = _normal(own.replace("|", " "))
            wanted[key] = [
                (column, value)
                for column, value in wanted[key]
                if _normal(value) not in (own if column in ("title", "dateline_place") else own_items)
            ]
            if not wanted[key]:
                del wanted[key]
    for key, values in wanted.items():
        for column, value in values:
            article = dossier.articles[key]
            yield _problem(
                kinds.UNSTATED, "articles", article, column, f"{quoted(value)} does not stand in the article"
            )


def _readings(dossier: Dossier) -> Iterator[Problem]:
    """A date's value is what its surface reads as: by itself, or from the day on which its story speaks.

    A surface that the shipped lexicons do not know says nothing for or against its value: a package may be built with
    others.
    """
    if dossier.standoff:
        return
    for date in dossier.dates:
        article = dossier.articles.get(date.article_id) if date.article_id is not None else None
        anchors = (None, article.published, article.updated) if article is not None else (None,)
        read = set[tuple[str | None, str, str]]()
        for anchor in anchors:
            read |= _read(date.surface, anchor[:10] if anchor else None)
        if not read:
            continue
        values = {value for value, _, _ in read}
        if (date.value, date.calendar, date.kind) in read:
            if date.other is not None and date.other not in values:
                message = f"is {date.other}, as which {quoted(date.surface)} does not read"
                yield _problem(kinds.READING, "dates", date, "other", message)
            continue
        if date.value in values:
            calendars = {kind for value, kind, _ in read if value == date.value}
            if date.calendar not in calendars:
                known = " or ".join(sorted(calendars))
                message = f"is {date.calendar}, {quoted(date.surface)} counts by the {known} calendar"
                yield _problem(kinds.READING, "dates", date, "calendar", message)
            else:
                known = " or ".join(sorted({kind for value, _, kind in read if value == date.value}))
                message = f"is {date.kind}, {quoted(date.surface)} is {known}"
                yield _problem(kinds.READING, "dates", date, "kind", message)
            continue
        said = " or ".join(sorted(value for value in values if value)) or "nothing"
        message = f"is {date.value or 'empty'}, {quoted(date.surface)} reads as {said}"
        yield _problem(kinds.READING, "dates", date, "value", message)


@lru_cache(maxsize=1 << 15)
def _read(surface: str, anchor: str | None) -> frozenset[tuple[str | None, str, str]]:
    """What a surface may read as, with the calendar and the kind."""
    found = [read_date(surface, anchor), read_stamp(surface) if anchor is None else None]
    read = {(item.value, str(item.calendar), str(item.kind)) for item in found if item is not None}
    others = {(item.other, str(item.calendar), str(item.kind)) for item in found if item is not None and item.other}
    return frozenset(read | others)


def _publication(dossier: Dossier) -> Iterator[Problem]:
    """A stated date has the span that states it; bounds hold the value; nothing is known of the unknown."""
    stated = {(date.article_id, date.value) for date in dossier.dates if date.role == "published"}
    updated = {(date.article_id, date.value) for date in dossier.dates if date.role == "updated"}
    statements = dict(stated)
    updates = dict(updated)
    fetched = dossier.document.retrieved
    if (
        fetched is not None
        and fetched != dossier.fetched
        and all(date.role != "retrieved" or date.value != fetched for date in dossier.dates)
    ):
        message = f"{fetched} is stated by no row of dates"
        yield _problem(kinds.RETRIEVED, "documents", dossier.document, "retrieved", message)
    for article in dossier.articles.values():
        if article.article_id in updates and article.updated is None:
            message = "is empty, a row of dates states it"
            yield _problem(kinds.UPDATED, "articles", article, "updated", message)
        basis, value = article.published_basis, article.published
        if basis != "stated" and article.article_id in statements:
            message = f"is {basis}, a row of dates states {statements[article.article_id] or 'a date'}"
            yield _problem(kinds.PUBLISHED, "articles", article, "published", message)
        early, late = article.published_earliest, article.published_latest
        if basis == "stated":
            if value is None:
                yield _problem(kinds.PUBLISHED, "articles", article, "published", "is empty although stated")
            elif (article.article_id, value) not in stated:
                yield _problem(
                    kinds.PUBLISHED, "articles", article, "published", f"{value} is stated by no row of dates"
                )
            else:
                days = edtf.bounds(value) or (None, None)
                if (early, late) != days:
                    message = f"{early or '..'} and {late or '..'} are not the bounds of {value}, which are "
                    message += f"{days[0] or '..'} and {days[1] or '..'}"
                    yield _problem(kinds.BOUNDS, "articles", article, "published_earliest", message)
                    continue
        elif basis == "unknown":
            if value is not None or early is not None or late is not None:
                yield _problem(
                    kinds.PUBLISHED, "articles", article, "published", "has a value or bounds although unknown"
                )
        elif value is None and early is None and late is None:
            yield _problem(kinds.PUBLISHED, "articles", article, "published", "is inferred without a value or bounds")
        if early is not None and late is not None and early > late:
            yield _problem(kinds.BOUNDS, "articles", article, "published_latest", f"{late} is before {early}")
        if value is not None and not _within(value, early, late):
            message = f"{value} is not within {early or '..'} and {late or '..'}"
            yield _problem(kinds.BOUNDS, "articles", article, "published", message)
        if article.updated is not None and (article.article_id, article.updated) not in updated:
            message = f"{article.updated} is stated by no row of dates"
            yield _problem(kinds.UPDATED, "articles", article, "updated", message)


#: What is checked of each document, in this order.
RULES: tuple[Callable[[Dossier], Iterable[Problem]], ...] = (
    _identity,
    _status,
    _references,
    _coverage,
    _surfaces,
    _homes,
    _texts,
    _stated,
    _readings,
    _publication,
)


class _Stream:
    """One table, read a document at a time beside the others."""

    def __init__(self, name: str, path: Path, found: list[Problem]) -> None:
        self._name = name
        self._found = found
        self.groups = _groups(_rows(name, path, found))
        self._next: tuple[str, list[Any]] | None = None
        self._begun = False

    def take(self, identifier: str) -> list[Any]:
        """The rows of the document; rows of documents that stand before it belong to none."""
        if not self._begun:
            self._advance()
            self._begun = True
        while self._next is not None and self._next[0] < identifier:
            self._orphans()
        if self._next is not None and self._next[0] == identifier:
            rows = self._next[1]
            self._advance()
            return rows
        return []

    def rest(self) -> None:
        """Report the rows that no document has claimed."""
        if not self._begun:
            self._advance()
            self._begun = True
        while self._next is not None:
            self._orphans()

    def _orphans(self) -> None:
        assert self._next is not None
        row = self._next[1][0]
        message = f"{self._next[0]} is no document of this package"
        self._found.append(_problem(kinds.FOREIGN_DOCUMENT, self._name, row, "document_id", message))
        self._advance()

    def _advance(self) -> None:
        self._next = next(self.groups, None)


def _groups(rows: Iterator[Any]) -> Iterator[tuple[str, list[Any]]]:
    """The rows document by document."""
    group: list[Any] = []
    current = ""
    for row in rows:
        identifier: str = row.document_id
        if identifier != current and group:
            yield current, group
            group = []
        current = identifier
        group.append(row)
    if group:
        yield current, group


def _rows(name: str, path: Path, found: list[Problem]) -> Iterator[Any]:
    """The valid rows of the table, the others reported."""
    table = TABLES[name]
    read = tables.RowReader(table).values
    kind, make = _ROWS[name], tuple.__new__
    key_of = _key_of([table.columns.index(column) for column in table.key])
    before: Any = ("",)
    at = 1
    try:
        for cells in tables.lists(path, table):
            at += 1
            try:
                values = read(cells)
            except (ValidationError, PackageError) as error:
                found.append(kinds.ROW.problem(tables.problem(error), name, row=at))
                continue
            values.append(at)
            key = key_of(values)
            if key <= before:
                row = make(kind, values)
                said = "stands twice" if key == before else "is out of order"
                found.append(_problem(kinds.ORDER, name, row, None, f"the key {said}; sort the rows by their keys"))
                if str(key[0])[:_ID] < str(before[0])[:_ID]:
                    continue
            before = key
            yield make(kind, values)
    except PackageError as error:
        found.append(kinds.TABLE.problem(str(error), name))


def _key_of(places: list[int]) -> Callable[[list[Any]], tuple[Any, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    [place] = places
    return lambda values: (values[place],)


def _story(articles: Rows[Any], article_id: str) -> duplicates.Compared | None:
    """The story as its group sees it; None where there is none, or where its row is none."""
    try:
        row = articles[article_id]
    except (KeyError, PackageError):
        return None
    return duplicates.compared(article_id, row.text) if isinstance(row, records.Article) else None


def _spanned(dossier: Dossier) -> Iterator[tuple[str, Sequence[Any]]]:
    yield "segments", dossier.segments
    yield "dates", dossier.dates
    yield "credits", dossier.credits
    yield "mentions", dossier.mentions
    yield "links", dossier.links


def _normal(text: str) -> str:
    """`normalise`, sooner where there is nothing but white space to fold: a blank is all that is printed of it."""
    return " ".join(text.split()) if text.isprintable() else normalise(text)


def _place(row: Any) -> tuple[int, int]:
    return row.start, row.end


def _language(text: str, stated: str | None) -> str | None:
    """The language that the letters give, where they speak against the stated one; else that."""
    # Counting all letters costs more than all other checks, and the first few agree as a rule.
    if stated is None or language(text[:_GLANCE]) == stated:
        return stated
    return language(text)


def _visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in _INVISIBLE


def _within(value: str, earliest: datetime.date | None, latest: datetime.date | None) -> bool:
    """Return whether a day that the EDTF point allows lies within the bounds."""
    days = edtf.bounds(value)
    if days is None:
        return True
    return (earliest is None or earliest <= days[1]) and (latest is None or days[0] <= latest)


def _difference(text: str, body: str) -> str:
    at = next((at for at, (one, other) in enumerate(zip(text, body, strict=False)) if one != other), None)
    if at is None:
        at = min(len(text), len(body))
    return f": from {at} it is {quoted(text[at : at + 30])}, they are {quoted(body[at : at + 30])}"


def _problem(kind: Kind, table: str, row: Any, column: str | None, message: str) -> Problem:
    of_document = table != "documents" and isinstance(row, _ROWS["documents"])
    named = TABLES["documents" if of_document else table]
    key = "|".join(str(getattr(row, name)) for name in named.key)
    return kind.problem(message, table, column, key=key, row=None if of_document else row.at)


def _drain(found: list[Problem]) -> Iterator[Problem]:
    yield from found
    found.clear()
