"""Whether every value of a package is what its pages say: the checks that no schema can make.

The tables are read side by side, a document at a time, and each document's page is read once; memory holds one page.
"""

from __future__ import annotations

import datetime
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus_pkg import identifiers, reading, records
from corpus_pkg.orthography import normalise
from corpus_pkg.packaging import descriptor, duplicates, tables
from corpus_pkg.packaging.collection import WITHIN, original, package_path
from corpus_pkg.packaging.dataset import Rows
from corpus_pkg.packaging.errors import PackageError, one_line
from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import CarrierError, Loaded, Member, MissingLibraryError
from corpus_pkg.records import TABLES, Record


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a package.

    Attributes:
        code: what sort of thing, a slug.
        layer: who found it: "frictionless" or "evidence".
        table: the table, or the resource, that it is in; None for the package.
        key: the key of the row, its parts separated by a vertical bar; None where it is not about one row.
        column: the column; None where it is not about one.
        message: one line that says what is there and what should be.
    """

    code: str
    layer: str
    table: str | None
    key: str | None
    column: str | None
    message: str


#: The tables whose rows belong to documents, which their keys begin with.
_OF_DOCUMENTS = ("documents", "segments", "articles", "dates", "credits", "mentions", "links")
_ID = len(identifiers.document_id("0" * 64))
_INVISIBLE = frozenset({"Cc", "Cf"})


@dataclass(slots=True)
class Dossier:
    """All that a package says of one document; its text and when its carrier fetched it, where the page is at hand."""

    document: records.Document
    segments: list[records.Segment] = field(default_factory=list)
    articles: dict[str, records.Article] = field(default_factory=dict)
    dates: list[records.Date] = field(default_factory=list)
    credits: list[records.Credit] = field(default_factory=list)
    mentions: list[records.Mention] = field(default_factory=list)
    links: list[records.Link] = field(default_factory=list)
    text: str | None = None
    fetched: str | None = None

    def shown(self, start: int, end: int, rule: str = "") -> str:
        """What a reader sees of a span of the text that `rule` found; nothing where there is no text."""
        return reading.shown((self.text or "")[start:end], self.document.media_type, rule)


@dataclass(slots=True)
class Tally:
    """How much was checked: documents in all, and documents without a page at hand."""

    documents: int = 0
    without_page: int = 0


def check(package: str | os.PathLike[str], tally: Tally | None = None) -> Iterator[Problem]:
    """The problems of the package (its folder or its descriptor) by its own evidence, as they are met.

    Raises PackageError where there is no package to check.
    """
    path = descriptor.locate(package)
    body = descriptor.read(path)
    known = descriptor.resources(body)
    checker = _Checker(path.parent, tally if tally is not None else Tally())
    listed = {str(resource.get("name")): name for name, resource in known.items() if resource.get("type") == "table"}
    files: dict[str, Path] = {}
    for name in TABLES:
        place = listed.get(name)
        if place is None or not descriptor.is_inside(place):
            yield Problem(
                "table-missing", "evidence", name, None, None, f"the package has no table {name}; build it again"
            )
        else:
            files[name] = path.parent / place
    raw = frozenset(name for name, resource in known.items() if resource.get("type") != "table")
    yield from checker.run(files, raw)


class _Checker:
    def __init__(self, root: Path, tally: Tally) -> None:
        self._root = root
        self._tally = tally
        self._seen: set[str] = set()
        self._members: dict[str, dict[str, Member]] = {}

    def run(self, files: Mapping[str, Path], raw: frozenset[str]) -> Iterator[Problem]:
        found: list[Problem] = []
        for name in ("sources", "entities"):
            if name in files:
                for _ in _groups(name, files[name], found):
                    pass
                yield from _drain(found)
        if "documents" not in files:
            return
        streams = {name: _Stream(name, files[name], found) for name in _OF_DOCUMENTS if name in files}
        for identifier, rows in streams.pop("documents").groups:
            document = rows[0]
            assert isinstance(document, records.Document)
            dossier = Dossier(document)
            for name, stream in streams.items():
                taken = stream.take(identifier)
                if name == "articles":
                    dossier.articles = {row.article_id: row for row in taken if isinstance(row, records.Article)}
                else:
                    setattr(dossier, name, taken)
            self._tally.documents += 1
            yield from _drain(found)
            yield from self._page(dossier, raw)
            for rule in RULES:
                yield from rule(dossier)
        for stream in streams.values():
            stream.rest()
        yield from _drain(found)
        if "duplicates" in files:
            yield from self._duplicates(files)
        for path in sorted(raw - self._seen):
            message = f"{path} is a resource of the package, but no document's page"
            yield Problem("page-unknown", "evidence", "documents", None, "path", one_line(message))

    def _duplicates(self, files: Mapping[str, Path]) -> Iterator[Problem]:
        """The stories of a group are as alike as their rows say, counted again; holds one group's rows."""
        found: list[Problem] = []
        groups: dict[str, list[records.Duplicate]] = {}
        for _, rows in _groups("duplicates", files["duplicates"], found):
            for row in rows:
                assert isinstance(row, records.Duplicate)
                groups.setdefault(row.group_id, []).append(row)
        yield from _drain(found)
        if "articles" not in files:
            return
        articles = Rows(files["articles"], TABLES["articles"])
        for first, listed in groups.items():
            if listed[0].article_id != first or len(listed) < 2:
                message = f"the group {first} has {len(listed)} stories, the first {listed[0].article_id}"
                yield _problem("group", "duplicates", listed[0], "group_id", message)
                continue
            stories = (_story(articles, row.article_id) for row in listed)
            head = next(stories)
            others = [story for story in stories if story is not None] if head else []
            if head is None or len(others) + 1 < len(listed):
                message = f"the group {first} holds stories that are not there, or too short to be compared"
                yield _problem("group", "duplicates", listed[0], "group_id", message)
                continue
            for row, true in zip(listed, duplicates.beside_first(head, others), strict=True):
                if row != true:
                    message = f"is {row.kind} {row.score}, the texts are {true.kind} {true.score}"
                    yield _problem("untrue", "duplicates", row, "score", message)

    def _page(self, dossier: Dossier, raw: frozenset[str]) -> Iterator[Problem]:
        """Read the page of the document and check what the document's row says of it; sets `dossier.text`."""
        row = dossier.document
        for column, path in (
            ("path", row.path),
            *(("also_at", path) for path in (row.also_at or "").split("|") if path),
        ):
            if not descriptor.is_inside(path):
                yield _problem("unsafe-path", "documents", row, column, f"{path} does not stay inside the package")
                continue
            file, _, within = path.partition(WITHIN)
            # A package holds all of its pages, or (built without them) lists none.
            if raw and file not in raw:
                yield _problem("page-unlisted", "documents", row, column, f"{file} is no resource of the package")
            self._seen.add(file)
            try:
                member = self._member(file, within) if within else None
                size = member.size if member else (self._root / file).stat().st_size
                read = carriers.load(self._root / file, member, whole=carriers.unread(size, member) is None)
            except MissingLibraryError as error:
                raise PackageError(one_line(f"{self._root / file}: {error}")) from None
            except (OSError, CarrierError) as error:
                if raw:
                    said = error.strerror if isinstance(error, OSError) else error
                    yield _problem("page-missing", "documents", row, column, f"{path} cannot be read ({said})")
                elif column == "path":
                    self._tally.without_page += 1
                continue
            if read.sha256 != row.sha256:
                code = "page-changed" if column == "path" else "copy-differs"
                yield _problem(code, "documents", row, column, f"{path} has other bytes than sha256 says")
            elif column == "path":
                yield from self._decoded(dossier, read)
                yield from self._carried(dossier, member)

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
        for column, fact in facts.items():
            stated = getattr(row, column)
            if stated != fact:
                yield _problem("untrue", "documents", row, column, f"{column} is {stated}, the page has {fact}")
        dossier.text = decoded.text if known else ""

    def _carried(self, dossier: Dossier, member: Member | None) -> Iterator[Problem]:
        """What the carrier's header says of the page."""
        row = dossier.document
        dossier.fetched = member.retrieved if member else None
        stated = reading.render(dossier.text or "", row.media_type).url if row.url else None
        address = member.url if member and member.url else stated
        if row.url != address:
            yield _problem("untrue", "documents", row, "url", f"is {row.url}, the carrier has {address}")


# What must hold of one document: each rule is a function of its dossier.


def _identity(dossier: Dossier) -> Iterator[Problem]:
    """Identifiers are derived from content."""
    row = dossier.document
    if row.document_id != identifiers.document_id(row.sha256):
        yield _problem("id", "documents", row, "document_id", f"should be {identifiers.document_id(row.sha256)}")
    for article in dossier.articles.values():
        derived = identifiers.article_id(article.document_id, article.ordinal)
        if article.article_id != derived:
            yield _problem("id", "articles", article, "article_id", f"should be {derived}")
    for date in dossier.dates:
        derived = identifiers.date_id(date.document_id, date.start, date.end)
        if date.date_id != derived:
            yield _problem("id", "dates", date, "date_id", f"should be {derived}")


def _references(dossier: Dossier) -> Iterator[Problem]:
    """A row's article is one of its own document."""
    for name, rows in _spanned(dossier):
        for row in rows:
            article = getattr(row, "article_id", None)
            if article is not None and article not in dossier.articles:
                yield _problem("foreign-article", name, row, "article_id", f"{article} is no article of this document")


def _coverage(dossier: Dossier) -> Iterator[Problem]:
    """Every visible character lies in exactly one segment."""
    text = dossier.text
    last = 0
    for segment in dossier.segments:
        if segment.start >= segment.end:
            yield _problem("span", "segments", segment, "end", f"[{segment.start}, {segment.end}) is empty")
        elif segment.start < last:
            yield _problem("overlap", "segments", segment, "start", f"begins before {last}, where another ends")
        elif text is not None:
            yield from _uncovered(dossier, text, last, segment.start)
        if text is not None and segment.end > len(text):
            yield _problem("span", "segments", segment, "end", f"{segment.end} is behind the page's end {len(text)}")
        last = max(last, segment.end)
    if text is not None:
        yield from _uncovered(dossier, text, last, len(text))


def _uncovered(dossier: Dossier, text: str, start: int, end: int) -> Iterator[Problem]:
    lost = next((offset for offset in range(start, min(end, len(text))) if _visible(text[offset])), None)
    if lost is not None:
        message = f"the page's character {lost} ({text[lost : lost + 20]!r}) lies in no segment"
        yield _problem("uncovered", "segments", dossier.document, "start", message)


def _surfaces(dossier: Dossier) -> Iterator[Problem]:
    """A surface is the characters of its span."""
    text = dossier.text
    for name, rows in _spanned(dossier):
        if name == "segments":
            continue
        for row in rows:
            if row.start >= row.end:
                yield _problem("span", name, row, "end", f"[{row.start}, {row.end}) is empty")
                continue
            if text is None:
                continue
            if row.end > len(text):
                yield _problem("span", name, row, "end", f"{row.end} is behind the page's end {len(text)}")
                continue
            found = dossier.shown(row.start, row.end)
            if isinstance(row, records.Link):
                # The title leaves the bullet out, so it need only stand in its span.
                if normalise(row.title) not in normalise(found):
                    yield _problem("surface", name, row, "title", f"{row.title!r} does not stand in {found!r}")
            elif row.surface != found:
                yield _problem("surface", name, row, "surface", f"is {row.surface!r}, the page has {found!r}")


def _homes(dossier: Dossier) -> Iterator[Problem]:
    """Dates, credits and mentions of an article lie inside its segments; sorted spans make it one pass."""
    for name, rows in (("dates", dossier.dates), ("credits", dossier.credits), ("mentions", dossier.mentions)):
        at = 0
        ordered: list[Any] = sorted(rows, key=lambda row: (row.start, row.end))
        for row in ordered:
            while at < len(dossier.segments) and dossier.segments[at].end <= row.start:
                at += 1
            home = dossier.segments[at] if at < len(dossier.segments) else None
            if home is None or row.start < home.start or row.end > home.end:
                yield _problem("outside", name, row, "start", f"[{row.start}, {row.end}) lies inside no one segment")
            elif row.article_id is not None and home.article_id != row.article_id:
                message = f"stands in a segment of {home.article_id or 'no article'}, not of {row.article_id}"
                yield _problem("outside", name, row, "article_id", message)


def _texts(dossier: Dossier) -> Iterator[Problem]:
    """An article's text is its body segments, normalised, one a line."""
    bodies: dict[str, list[str]] = {}
    if dossier.text is not None:
        for segment in dossier.segments:
            if segment.kind == "body" and segment.article_id is not None:
                line = normalise(dossier.shown(segment.start, segment.end))
                if line:
                    bodies.setdefault(segment.article_id, []).append(line)
    for article in dossier.articles.values():
        text = article.text or ""
        hashed = identifiers.sha256(text.encode("utf-8"))
        if article.text_sha256 != hashed:
            yield _problem("untrue", "articles", article, "text_sha256", f"is not the hash of the text, {hashed}")
        if dossier.text is not None:
            body = "\n".join(bodies.get(article.article_id, ()))
            if text != body:
                yield _problem(
                    "text", "articles", article, "text", f"is not the body segments{_difference(text, body)}"
                )


def _stated(dossier: Dossier) -> Iterator[Problem]:
    """Titles, places, authors and keywords stand in the segments of their article."""
    if dossier.text is None:
        return
    words: dict[str, list[str]] = {}
    for segment in dossier.segments:
        if segment.article_id is not None:
            words.setdefault(segment.article_id, []).append(dossier.shown(segment.start, segment.end, segment.rule))
    for article in dossier.articles.values():
        own = normalise(" ".join(words.get(article.article_id, ())))
        # What parts the items of a list stands in none.
        own_items = normalise(own.replace("|", " "))
        for column in ("title", "dateline_place", "authors", "keywords"):
            cell: str | None = getattr(article, column)
            one = column in ("title", "dateline_place")
            for value in (cell,) if one else (cell or "").split("|"):
                if value and normalise(value) not in (own if one else own_items):
                    yield _problem("unstated", "articles", article, column, f"{value!r} does not stand in the article")


def _publication(dossier: Dossier) -> Iterator[Problem]:
    """A stated date has the span that states it; bounds hold the value; nothing is known of the unknown."""
    stated = {(date.article_id, date.value) for date in dossier.dates if date.role == "published"}
    updated = {(date.article_id, date.value) for date in dossier.dates if date.role == "updated"}
    fetched = dossier.document.retrieved
    if (
        fetched is not None
        and fetched != dossier.fetched
        and all(date.role != "retrieved" or date.value != fetched for date in dossier.dates)
    ):
        message = f"{fetched} is stated by no row of dates"
        yield _problem("retrieved", "documents", dossier.document, "retrieved", message)
    for article in dossier.articles.values():
        basis, value = article.published_basis, article.published
        early, late = article.published_earliest, article.published_latest
        if basis == "stated":
            if value is None:
                yield _problem("published", "articles", article, "published", "is empty although stated")
            elif (article.article_id, value) not in stated:
                yield _problem("published", "articles", article, "published", f"{value} is stated by no row of dates")
        elif basis == "unknown":
            if value is not None or early is not None or late is not None:
                yield _problem("published", "articles", article, "published", "has a value or bounds although unknown")
        elif value is None and early is None and late is None:
            yield _problem("published", "articles", article, "published", "is inferred without a value or bounds")
        if early is not None and late is not None and early > late:
            yield _problem("bounds", "articles", article, "published_latest", f"{late} is before {early}")
        if value is not None and not _within(value, early, late):
            message = f"{value} is not within {early or '..'} and {late or '..'}"
            yield _problem("bounds", "articles", article, "published", message)
        if article.updated is not None and (article.article_id, article.updated) not in updated:
            message = f"{article.updated} is stated by no row of dates"
            yield _problem("updated", "articles", article, "updated", message)


#: What is checked of each document, in this order.
RULES: tuple[Callable[[Dossier], Iterable[Problem]], ...] = (
    _identity,
    _references,
    _coverage,
    _surfaces,
    _homes,
    _texts,
    _stated,
    _publication,
)


class _Stream:
    """One table, read a document at a time beside the others."""

    def __init__(self, name: str, path: Path, found: list[Problem]) -> None:
        self._name = name
        self._found = found
        self.groups = _groups(name, path, found)
        self._next: tuple[str, list[Record]] | None = None
        self._begun = False

    def take(self, identifier: str) -> list[Record]:
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
        self._found.append(_problem("foreign-document", self._name, row, "document_id", message))
        self._advance()

    def _advance(self) -> None:
        self._next = next(self.groups, None)


def _groups(name: str, path: Path, found: list[Problem]) -> Iterator[tuple[str, list[Record]]]:
    """The valid rows of the table by document (or by key, where they belong to none), the others reported."""
    table = TABLES[name]
    shared = name not in _OF_DOCUMENTS
    reader = tables.RowReader(table)

    def rows() -> Iterator[tuple[str, Record]]:
        before: tables.Key | None = None
        try:
            for number, cells in tables.cells(path, table):
                try:
                    row = reader.record(cells)
                except (ValidationError, PackageError) as error:
                    found.append(
                        Problem("row", "evidence", name, None, None, f"line {number}: {tables.problem(error)}")
                    )
                    continue
                key = tables.key_of(table, row)
                if before is not None and key <= before:
                    said = "stands twice" if key == before else "is out of order"
                    found.append(_problem("order", name, row, None, f"line {number}: the key {said}"))
                    if str(key[0])[:_ID] < str(before[0])[:_ID]:
                        continue
                before = key
                yield str(key[0]) if shared else _document_of(row), row
        except PackageError as error:
            found.append(Problem("table", "evidence", name, None, None, one_line(error)))

    for identifier, group in groupby(rows(), key=lambda pair: pair[0]):
        yield identifier, [row for _, row in group]


def _story(articles: Rows, article_id: str) -> duplicates.Compared | None:
    """The story as its group sees it; None where there is none, or where its row is none."""
    try:
        row = articles[article_id]
    except (KeyError, PackageError):
        return None
    return duplicates.compared(article_id, row.text) if isinstance(row, records.Article) else None


def _document_of(row: Record) -> str:
    """The document by which the row's key sorts it."""
    identifier: str = row.__dict__["document_id"]
    return identifier


def _spanned(dossier: Dossier) -> Iterator[tuple[str, Sequence[Any]]]:
    yield "segments", dossier.segments
    yield "dates", dossier.dates
    yield "credits", dossier.credits
    yield "mentions", dossier.mentions
    yield "links", dossier.links


def _visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in _INVISIBLE


def _within(value: str, earliest: datetime.date | None, latest: datetime.date | None) -> bool:
    """Whether the days that the EDTF point allows meet the bounds, compared as far as the value goes."""
    day = value.rstrip("~?%").split("T")[0]
    parts = day.split("-")
    if any("X" in part or part.startswith("W") for part in parts):
        return True
    length = len(day)
    return (earliest is None or earliest.isoformat()[:length] <= day) and (
        latest is None or day <= latest.isoformat()[:length]
    )


def _difference(text: str, body: str) -> str:
    at = next((at for at, (one, other) in enumerate(zip(text, body, strict=False)) if one != other), None)
    if at is None:
        at = min(len(text), len(body))
    return f": from {at} it is {text[at : at + 30]!r}, they are {body[at : at + 30]!r}"


def _problem(code: str, table: str, row: Record, column: str | None, message: str) -> Problem:
    model = next(name for name, known in TABLES.items() if known.model is type(row))
    key = "|".join(str(part) for part in tables.key_of(TABLES[model], row))
    return Problem(code, "evidence", table, key, column, one_line(message))


def _drain(found: list[Problem]) -> Iterator[Problem]:
    yield from found
    found.clear()
