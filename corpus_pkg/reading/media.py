"""The one decision on what the bytes of a document are, and whether a page can be read in them.

In this order: no bytes; a format told by its first bytes; an encoding (byte order mark, the bytes themselves, what the
page states, a guess); XML that is no page; a record of JSON, or several; HTML; a table; and text. What is no page is
said to be what it is, and never read as text. Which files are carriers of others is decided before, in `carriers`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from corpus_pkg.language.orthography import shows
from corpus_pkg.reading import charset, delimited, encoding, fields, markup
from corpus_pkg.records import Status

HTML, PLAIN = "text/html", "text/plain"

#: Formats that no text begins like.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM\x00", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    (b"%PDF-", "application/pdf"),
    (b"%!PS-Adobe", "application/postscript"),
    (b"{\\rtf1", "application/rtf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"ID3\x03", "audio/mpeg"),
    (b"ID3\x04", "audio/mpeg"),
    (b"OggS\x00", "application/ogg"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"\x7fELF", "application/x-elf"),
)
#: Formats told by bytes that stand further in: where, what, and what it is.
_MAGIC_WITHIN = (
    (4, b"ftyp", "video/mp4"),
    (8, b"WEBPVP8", "image/webp"),
    (8, b"WAVEfmt ", "audio/wav"),
    (257, b"ustar", "application/x-tar"),
)

_ARRAY = re.compile(r'[\ufeff\s]*+\[\s*+(?:\{\s*+["}]|\]\s*+\Z|\[\s*+["\d\[{]|"(?:[^"\\]|\\.)*+"\s*+[,\]])', re.S)
_SAVED_PAGE = re.compile(
    r"(?:[A-Za-z-]{1,40}:[^\n]*+\n(?:[ \t][^\n]*+\n){0,9}+){0,40}?content-type: multipart/related", re.I
)


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a document, how it was decoded and what it is.

    Attributes:
        text: the decoded text, newlines untouched; empty where nothing could be decoded.
        encoding: name of the Python codec that decodes the bytes (a byte-order mark is no part of the text);
            None where there is none.
        replaced: sequences of bytes that the codec does not know, each decoded as U+FFFD; None without encoding.
        media_type: what the bytes are, by their content.
        status: "ok" where a page can be read in it, and why not elsewhere.
        note: the same in a few words; None where there is nothing to say.

    """

    text: str
    encoding: str | None
    replaced: int | None
    media_type: str
    status: Status
    note: str | None


def decode(content: bytes, stated: str | None = None) -> Text:
    r"""Decode a document and say what it is. Never raises; linear in the size of `content`.

    `stated` is the encoding that the header which came with it names.

    >>> decode('{"text": "..."}'.encode()).media_type
    'application/json'
    >>> decode(b"\xff\xd8\xff\xe0\x00\x10JFIF").note
    'image/jpeg, not text'
    """
    if not content:
        return Text("", None, None, "application/x-empty", "empty", "no bytes")
    if (binary := _format(content)) is not None:
        return Text("", None, None, binary, "undecodable", f"{binary}, not text")
    decoded = encoding.decode(content, charset.stated(content, stated))
    if isinstance(decoded, str):
        return Text("", None, None, "application/octet-stream", "undecodable", decoded)
    text, codec, replaced = decoded
    media_type, note = _media_type(text)
    if not shows(text):
        return Text(text, codec, replaced, media_type, "empty", "no visible character")
    return Text(text, codec, replaced, media_type, "not_news" if note else "ok", note)


def _format(content: bytes) -> str | None:
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return media_type
    return next((kind for at, magic, kind in _MAGIC_WITHIN if content.startswith(magic, at)), None)


def _media_type(text: str) -> tuple[str, str | None]:
    """Return what the text is, and why it is no page; None for the reason of one that may be a page."""
    if text.startswith("WARC/"):
        return "application/warc", "a web archive: name the file .warc, and each of its pages is a document"
    if (foreign := markup.foreign(text)) is not None:
        media_type, name = foreign
        return media_type, f"{name}, no page"
    if fields.is_record(text):
        if _several(text):
            return "application/x-ndjson", "several records of JSON: name the file .jsonl, and each is a document"
        return fields.media_type(text), None
    if _ARRAY.match(text):
        return "application/json; contents=array", "an array of JSON, no page: write one record a line into a .jsonl"
    if _SAVED_PAGE.match(text):
        return "multipart/related", "a page that a browser packed with its pictures (MHTML): save it as HTML"
    if markup.is_html(text):
        return HTML, None
    if delimited.is_table(text):
        return "text/csv", "a table (CSV), no page: write its rows as records of JSON, one a line, into a .jsonl"
    return PLAIN, None


def _several(text: str) -> bool:
    """Whether a whole record of JSON has another behind it."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return False
    return text[end:].lstrip().startswith("{")
