"""The rows of one document, ready to be written: what a worker gives back."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError

from corpus_pkg import records
from corpus_pkg.building import duplicates, linking
from corpus_pkg.building.failures import Failure, failure
from corpus_pkg.building.inventory import Original, PageError
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.errors import BuildError
from corpus_pkg.package import tables
from corpus_pkg.parsing import ParsedDocument, parse_document, unread_document
from corpus_pkg.records import TABLES

#: Tables of what all pages share: one row for each id, whichever pages speak of it.
SHARED = ("sources", "entities")
_OWN = tuple(name for name in TABLES if name not in SHARED)


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """What is written of a document.

    Attributes:
        lines: the lines of its rows, by table.
        counts: the number of them, by table.
        shared: the lines of rows that other documents may have too, by table and key.
        titles: the keys of the titles of its stories, with their ids.
        prints: the fingerprints of its stories, with their ids.
        status, media_type, encoding: what its row says.

    """

    lines: dict[str, bytes]
    counts: dict[str, int]
    shared: dict[str, dict[str, bytes]]
    titles: list[tuple[bytes, str]]
    prints: list[tuple[str, duplicates.Fingerprint]]
    status: str
    media_type: str
    encoding: str | None


def read(original: Original, knowledge: Knowledge) -> DocumentRows | Failure:
    """Return the rows of a document, or why its file cannot be read any more.

    Raises BuildError (one line) for a page that this machine or this program cannot read.
    """
    try:
        parsed = _parsed(original, knowledge)
        document = _document(parsed.document, original)
        rows = {name: parsed.tables.get(name, ()) for name in TABLES} | {"documents": (document,)}
        articles = [row for row in rows["articles"] if isinstance(row, records.Article)]
        prints = ((row.article_id, duplicates.fingerprint(row.text)) for row in articles)
        return DocumentRows(
            lines={name: b"".join(tables.lines(TABLES[name], rows[name])) for name in _OWN},
            counts={name: len(rows[name]) for name in _OWN},
            shared={
                name: {str(tables.key_of(TABLES[name], row)[0]): tables.line(row) for row in rows[name]}
                for name in SHARED
            },
            titles=[(linking.title_key(row.title), row.article_id) for row in articles if row.title],
            prints=[(article_id, fingerprint) for article_id, fingerprint in prints if fingerprint is not None],
            status=document.status,
            media_type=document.media_type,
            encoding=document.encoding,
        )
    except PageError as error:
        # The message begins with the file's name, which the failure has beside it.
        return failure(original.page.path, original.page.name, str(error).removeprefix(f"{original.page.name}: "))
    except ValidationError as error:
        raise BuildError(
            f"{original.page.name}: gave a row that is none ({tables.problem(error)}); please report the page"
        ) from error
    except MemoryError:
        raise BuildError(f"{original.page.name}: too large for the memory of this machine; leave it out") from None


def _parsed(original: Original, knowledge: Knowledge) -> ParsedDocument:
    loaded, reason = original.load()
    if loaded.data is None:
        status: records.Status = "undecodable" if original.broken else "not_news"
        return unread_document(loaded, original.page.path, reason or "", status)
    return parse_document(loaded.data, original.page.path, knowledge.lexicons, knowledge.recognizer)


def _document(document: records.Document, original: Original) -> records.Document:
    """Return the document's row with what its files say of it: where else it lies, where and when it was fetched."""
    stated: dict[str, str | None] = {"also_at": "|".join(file.path for file in original.files[1:]) or None}
    if (member := original.page.member) is not None:
        if member.url:
            stated["url"] = member.url
        if not document.retrieved:
            stated["retrieved"] = member.retrieved
    return document.model_copy(update=stated)
