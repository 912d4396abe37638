"""The way of a page, a list of stages with one typed value between each and the next.

    bytes -> reading.Text -> Page (rendered, folded) -> layout.Layout -> StoryReading, one a story -> rows

`parse_document` is a pure function of the bytes, the path, the lexicons and the recognizer: it knows no file system, no
clock and no other document, so that a loop, a process pool and a cluster run the same code and give the same rows.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from corpus_pkg import identifiers, reading, records
from corpus_pkg.entities import recognition
from corpus_pkg.entities.recognition import Recognizer
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.parsing import rows
from corpus_pkg.parsing.document import ParsedDocument
from corpus_pkg.parsing.page import arranged, opened
from corpus_pkg.parsing.stories import read_stories
from corpus_pkg.reading import carriers


def parse(
    source: bytes | str | os.PathLike[str],
    *,
    lexicons: Lexicons | None = None,
    recognizer: Recognizer | str | None = recognition.DEFAULT,
) -> ParsedDocument:
    r"""Read one page: its bytes, or the path of the file that holds them (whose name is recorded as its path).

    `lexicons` are the tables of the language, by default those shipped; `recognizer` is what finds names that no table
    has, or its name, "none" for none.

    Raises OSError where the file cannot be read, LexiconError and RecognizerError for tables or a recognizer that
    cannot be used; no content makes it raise.

    >>> parsed = parse("بيان مقتضب من الوزارة\n\nأعلنت الوزارة اليوم أن العمل في المشروع بدأ.".encode())
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
    url: str | None = None,
    charset: str | None = None,
) -> ParsedDocument:
    """Read one document. Any bytes give a document row; nothing raises.

    Args:
        data: the page as it was received.
        path: what to record as its path, whose folders may name its site; its identifier where there is none.
        lexicons: knowledge of the language; the shipped tables where there is none.
        recognizer: what finds names that no table has, or its name; "none" or None for none.
        url: where it was fetched from, which tells its site; by default what it states itself.
        charset: the encoding that the server named for it, which is asked where its bytes do not tell.

    """
    digest = identifiers.sha256(data)
    reason = carriers.unread(len(data))
    if reason is not None:
        return unread_document(carriers.Loaded(digest, len(data), data[: carriers.HEAD], None), path, reason)
    text = reading.decode(data, charset)
    page = opened(text, lexicons=lexicons or default(), path=path, url=url)
    layout = arranged(page)
    stories = read_stories(page, layout, recognizer)
    return ParsedDocument(text.text, rows.of_page(rows.File(digest, len(data), path), page, layout, stories))


def kept_document(
    data: bytes, path: str | None, lexicons: Lexicons | None, reason: str, charset: str | None = None
) -> ParsedDocument:
    """Return a document that is kept with its text alone, for a reason in a few words: one segment, no story.

    Its row says what is true of its bytes; where they gave no text or no page, it says why as ever.
    """
    digest = identifiers.sha256(data)
    page = opened(reading.decode(data, charset), lexicons=lexicons or default())
    if page.status == "ok":
        page = replace(page, status="not_news", note=reason, language=None)
    return ParsedDocument(page.text.text, rows.of_page(rows.File(digest, len(data), path), page, arranged(page), ()))


def unread_document(
    read: carriers.Loaded, path: str | None, reason: str, status: records.Status = "not_news"
) -> ParsedDocument:
    """Return a document that is kept without being read: a row of the status with the reason, no text, no more.

    Args:
        read: what is known of the file.
        path: what to record as its path; its identifier where there is none.
        reason: why it was not read, in a few words.
        status: `undecodable` for what is broken.

    """
    document_id = identifiers.document_id(read.sha256)
    document = records.Document(
        document_id=document_id,
        path=path or document_id,
        sha256=read.sha256,
        bytes=read.size,
        media_type=reading.decode(read.head).media_type,
        status=status,
        note=reason,
    )
    nothing: dict[str, tuple[records.Record, ...]] = {name: () for name in records.TABLES if name != "duplicates"}
    return ParsedDocument("", nothing | {"documents": (document,)})
