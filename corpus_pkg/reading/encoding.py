"""Bytes to text, with the encoding found and said.

UTF-8 is tried first, then UTF-16, then the two Arabic single-byte encodings, told apart by the bytes that only
one of them knows; anything else goes to charset-normalizer. Text that is nearly all right is decoded with U+FFFD
for what is damaged, and counted: `data.decode(encoding, "replace")` always gives the text that offsets count in.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

#: Larger pages are kept whole as one document, but no story is looked for in them.
LARGEST = 16 * 1024 * 1024

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\r\x0c\x00\x1a")) + b"\x7f"
_HIGH = bytes(range(0x80, 0x100))
# Tables that show where the Arabic letters of each single-byte encoding stand.
_LETTERS_1256 = bytes(
    0x61 if byte in {*range(0xC0, 0xD7), *range(0xD8, 0xE0), 0xE1, *range(0xE3, 0xE7), 0xEC, 0xED, 0xA1, 0xBF} else 0x20
    for byte in range(256)
)
_LETTERS_8859 = bytes(
    0x61 if byte in {*range(0xC1, 0xDB), *range(0xE0, 0xF3), 0xAC, 0xBB, 0xBF} else 0x20 for byte in range(256)
)
_LATIN_IN_1256 = b"\xe0\xe2\xe7\xe8\xe9\xea\xeb"
_UNKNOWN_TO_8859 = re.compile(rb"[\xa1-\xa3\xa5-\xab\xae-\xba\xbc-\xbe\xc0\xdb-\xdf\xf3-\xff]")


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a document and how it was decoded.

    Attributes:
        text: the decoded text, newlines untouched; empty where nothing could be decoded.
        encoding: name of the Python codec that decodes the bytes (a byte-order mark is no part of the text);
            None where there is none.
        replaced: sequences of bytes that the codec does not know, each decoded as U+FFFD; None without encoding.
        media_type: what the bytes are, by their content.
        problem: why there is no text, in a few words; None where there is one.

    """

    text: str
    encoding: str | None
    replaced: int | None
    media_type: str
    problem: str | None


def decode(content: bytes) -> Text:
    r"""Decode a page. Never raises; linear in the size of `content`.

    >>> decode("سلام".encode("windows-1256")).encoding
    'windows-1256'
    >>> decode(b"\xff\xd8\xff\xe0\x00\x10JFIF").problem
    'image/jpeg, not text'
    """
    if not content:
        return Text("", None, None, "application/x-empty", "no bytes")
    for mark, encoding in _BOMS:
        if content.startswith(mark) and not (
            encoding == "utf-16" and len(content) % 2 and b"\x00" not in content[:64] and b"\x06" not in content[:64]
        ):
            return _decoded(content, encoding)
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return Text("", None, None, media_type, f"{media_type}, not text")
    wide = _wide(content)
    if wide:
        return _decoded(content, wide)
    if len(content) - len(content.translate(None, _CONTROL)) > max(2, len(content) // 100):
        return Text("", None, None, "application/octet-stream", "binary, not text")
    try:
        return Text(content.decode("utf-8"), "utf-8", 0, _media_type(content), None)
    except UnicodeDecodeError:
        pass
    high = len(content) - len(content.translate(None, _HIGH))
    in_sequences = len(content.decode("utf-8", "ignore").encode()) - (len(content) - high)
    if in_sequences >= 0.9 * high:
        return _decoded(content, "utf-8")
    # Ha, waw and ya of ISO 8859-6 are Latin letters in windows-1256; no Arabic text goes long without them.
    telling = len(content) - len(content.translate(None, _LATIN_IN_1256)) >= 0.05 * high
    if telling and not _UNKNOWN_TO_8859.search(content) and _in_words(content, _LETTERS_8859) >= 0.6 * high:
        return _decoded(content, "iso-8859-6")
    if _in_words(content, _LETTERS_1256) >= 0.6 * high:
        return _decoded(content, "windows-1256")
    if in_sequences >= 0.5 * high:
        return _decoded(content, "utf-8")
    if content.count(b"?") > 0.05 * len(content):
        # The letters were destroyed before the page was saved: no guess can be better than another, and the
        # one encoding that knows every byte keeps what is left.
        return _decoded(content, "windows-1256")
    guess = charset_normalizer.from_bytes(content[:65536]).best()
    if guess is None:
        return Text("", None, None, "application/octet-stream", "no encoding fits the bytes")
    return _decoded(content, guess.encoding.replace("_", "-"))


def _decoded(content: bytes, encoding: str) -> Text:
    text = content.decode(encoding, "replace")
    replaced = text.count("\ufffd")
    if replaced:
        # What the source itself writes as U+FFFD was not lost here.
        replaced -= content.decode(encoding, "ignore").count("\ufffd")
    return Text(text, encoding, replaced, _media_type(content), None)


def _in_words(content: bytes, letters: bytes) -> int:
    """Letters that stand beside another one: accented letters of other languages seldom do."""
    shown = b" " + content.translate(letters) + b" "
    return shown.count(b"a") - shown.count(b" a ")


def _media_type(content: bytes) -> str:
    head = content[:4096]
    return "text/html" if _HTML.match(head.removeprefix(codecs.BOM_UTF8).replace(b"\x00", b"")) else "text/plain"


def _wide(content: bytes) -> str | None:
    """UTF-16 without a byte-order mark: nearly all high bytes are those of the Arabic and Latin blocks."""
    if len(content) < 4 or len(content) % 2:
        return None
    sample = content[:4096]
    blocks = b"\x00\x06\x20"
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[0::2]), ("utf-16-be", sample[0::2], sample[1::2])):
        in_blocks = len(high) - len(high.translate(None, blocks))
        if in_blocks >= 0.95 * len(high) and len(low) - len(low.translate(None, blocks)) < 0.5 * len(low):
            return encoding
    return None
