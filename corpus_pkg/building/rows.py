"""The rows of one document, ready to be written: what a worker gives back."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from pydantic import ValidationError

from corpus_pkg import records
from corpus_pkg.building import duplicates, linking
from corpus_pkg.building.deadline import deadline
from corpus_pkg.building.failures import Failure, failure
from corpus_pkg.building.inventory import Original, PageError
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.entities.recognition import chosen
from corpus_pkg.errors import CorpusError, one_line
from corpus_pkg.language.lexicons import default
from corpus_pkg.package import tables
from corpus_pkg.parsing import ParsedDocument, kept_document, parse_document, unread_document
from corpus_pkg.records import TABLES

#: Tables of what all pages share: one row for each id, whichever pages speak of it.
SHARED = ("sources", "entities")
#: Why a page is given up, and what to do.
LATE = "took more than {} seconds to read; leave it out, or allow more (--page-seconds)"
ENDED = "ended the process that read it (code {}); leave it out, or build with fewer --jobs"
# So many outlets make a page with a headline and a story.
_OUTLETS = 20
_OWN = tuple(name for name in TABLES if name not in SHARED)


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """What is written of a document.

    Attributes:
        lines: the lines of its rows, by table.
        counts: the number of them, by table.
        shared: the lines of rows that other documents may have too, by table and key.
        titles: the keys of the titles of its stories, with their ids.
        links: the keys of the titles in its rows of links, one behind the other, in their order.
        prints: the fingerprints of its stories, with their ids.
        status, media_type, encoding: what its row says.
        failure: why the page was given up; None where it was read.

    """

    lines: dict[str, bytes]
    counts: dict[str, int]
    shared: dict[str, dict[str, bytes]]
    titles: list[tuple[bytes, str]]
    links: bytes
    prints: list[tuple[str, duplicates.Fingerprint]]
    status: str
    media_type: str
    encoding: str | None
    failure: Failure | None = None


def prepare(knowledge: Knowledge) -> None:
    """Read what every page is read with, so that no page waits for it; raises CorpusError for what cannot be used."""
    lexicons = knowledge.lexicons or default()
    chosen(knowledge.recognizer, lexicons)
    names = [row["name_ar"] for row in lexicons.rows("outlets")[:_OUTLETS]]
    parse_document("\n\n".join((*names[:1], " ".join(names))).encode(), None, lexicons, None)


def read(
    original: Original, knowledge: Knowledge, seconds: float = inf, given_up: str | None = None
) -> DocumentRows | Failure:
    """Return the rows of a document, or why its file cannot be read any more.

    A page that takes more than so many seconds, or that this machine or this program cannot read, is kept with its text
    alone and the reason; so is one that is `given_up` for a reason. Raises CorpusError for what is wrong with no page
    but with what reads it.
    """
    reason = given_up
    try:
        if reason is None:
            with deadline(seconds):
                return _rows(_parsed(original, knowledge), original)
    except PageError as error:
        return error.failure
    except Exception as error:
        reason = _why(error, seconds)
    try:
        with deadline(seconds):
            return _rows(_kept(original, knowledge, reason), original, reason)
    except Exception:
        return unread(original, reason)


def unread(original: Original, reason: str) -> DocumentRows | Failure:
    """Return the row of a document of which nothing but its hash and its first bytes is looked at."""
    try:
        loaded = original.load(whole=False)[0]
    except PageError as error:
        return error.failure
    return _rows(unread_document(loaded, original.page.path, reason), original, reason)


def _parsed(original: Original, knowledge: Knowledge) -> ParsedDocument:
    loaded, reason = original.load()
    if loaded.data is None:
        status: records.Status = "undecodable" if original.broken else "not_news"
        return unread_document(loaded, original.page.path, reason or "", status)
    member = original.page.member
    url, charset = (member.url, member.charset) if member is not None else (None, None)
    return parse_document(loaded.data, original.page.path, knowledge.lexicons, knowledge.recognizer, url, charset)


def _kept(original: Original, knowledge: Knowledge, reason: str) -> ParsedDocument:
    """Return the document with its text alone."""
    loaded, _ = original.load()
    if loaded.data is None:
        return unread_document(loaded, original.page.path, reason)
    member = original.page.member
    charset = member.charset if member is not None else None
    return kept_document(loaded.data, original.page.path, knowledge.lexicons, reason, charset)


def _why(error: Exception, seconds: float) -> str:
    """Return what happened to a page, and what to do; raises the error where the page is not to blame."""
    match error:
        case TimeoutError():
            return LATE.format(f"{seconds:g}")
        case MemoryError():
            return "too large for the memory of this machine; leave it out"
        case ValidationError():
            return f"gave a row that is none ({tables.problem(error)}); please report the page"
        case CorpusError():
            raise error
    return f"could not be read ({type(error).__name__}: {one_line(error)}); please report the page"


def _rows(parsed: ParsedDocument, original: Original, reason: str | None = None) -> DocumentRows:
    """Return what is written of a document that was read, or given up for a reason."""
    document = _document(parsed.document, original)
    rows = {name: parsed.tables.get(name, ()) for name in TABLES} | {"documents": (document,)}
    articles = [row for row in rows["articles"] if isinstance(row, records.Article)]
    prints = ((row.article_id, duplicates.fingerprint(row.text)) for row in articles)
    # In the order of their lines.
    shown = sorted(rows["links"], key=lambda row: tables.key_of(TABLES["links"], row))
    links = (row.title for row in shown if isinstance(row, records.Link))
    page = original.page
    return DocumentRows(
        lines={name: b"".join(tables.lines(TABLES[name], rows[name])) for name in _OWN},
        counts={name: len(rows[name]) for name in _OWN},
        shared={
            name: {str(tables.key_of(TABLES[name], row)[0]): tables.line(row) for row in rows[name]} for name in SHARED
        },
        titles=[(linking.title_key(row.title), row.article_id) for row in articles if row.title],
        links=b"".join(linking.title_key(title) for title in links),
        prints=[(article_id, fingerprint) for article_id, fingerprint in prints if fingerprint is not None],
        status=document.status,
        media_type=document.media_type,
        encoding=document.encoding,
        failure=failure(page.path, page.name, reason, document.document_id) if reason is not None else None,
    )


def _document(document: records.Document, original: Original) -> records.Document:
    """Return the document's row with what its files say of it: where else it lies, where and when it was fetched."""
    stated: dict[str, str | None] = {"also_at": "|".join(file.path for file in original.files[1:]) or None}
    if (member := original.page.member) is not None:
        if member.url:
            stated["url"] = member.url
        if not document.retrieved:
            stated["retrieved"] = member.retrieved
    return document.model_copy(update=stated)
