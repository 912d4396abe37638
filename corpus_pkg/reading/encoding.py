"""Bytes to text, with the encoding found and said.

UTF-8 is tried first, then UTF-16, then the two Arabic single-byte encodings, told apart by the bytes that only
one of them knows; anything else goes to charset-normalizer. Text that is nearly all right is decoded with U+FFFD
for what is damaged, and counted: `data.decode(encoding, "replace")` always gives the text that offsets count in.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

import charset_normalizer

#: Larger pages are kept whole as one document, but no story is looked for in them.
LARGEST = 16 * 1024 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_LATIN_IN_1256 = b"\xe0\xe2\xe7\xe8\xe9\xea\xeb"
_UNKNOWN_TO_8859 = re.compile(rb"[\xa1-\xa3\xa5-\xab\xae-\xba\xbc-\xbe\xc0\xdb-\xdf\xf3-\xff]")


class Decoded(NamedTuple):
    """The text of some bytes, the codec that gives it and how many sequences of bytes that one does not know."""

    text: str
    encoding: str
    replaced: int


def decode(content: bytes, stated: str | None = None) -> Decoded | str:
    r"""Return the text of some bytes, or why they have none, in a few words. Linear in the size of `content`.

    `stated` is the codec that the page says it is in, which is asked where the bytes do not tell.

    >>> decode("سلام".encode("windows-1256")).encoding
    'windows-1256'
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark) and not (
            encoding == "utf-16" and len(content) % 2 and b"\x00" not in content[:64] and b"\x06" not in content[:64]
        ):
            return _decoded(content, encoding)
    wide = _wide(content)
    if wide:
        return _decoded(content, wide)
    if len(content) - len(content.translate(None, _CONTROL)) > max(2, len(content) // 100):
        return "binary, not text"
    try:
        return Decoded(content.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    high = len(content) - len(content.translate(None, _HIGH))
    in_sequences = len(content.decode("utf-8", "ignore").encode()) - (len(content) - high)
    if in_sequences >= 0.9 * high:
        return _decoded(content, "utf-8")
    told = arabic(content, stated)
    if told is not None:
        return _decoded(content, told)
    if stated is not None and not _c1(whole := content.decode(stated, "replace")) and "\ufffd" not in whole:
        return Decoded(whole, stated, 0)
    if in_sequences >= 0.5 * high:
        return _decoded(content, "utf-8")
    if content.count(b"?") > 0.05 * len(content):
        # The letters were destroyed before the page was saved: no guess can be better than another, and the
        # one encoding that knows every byte keeps what is left.
        return _decoded(content, "windows-1256")
    guess = charset_normalizer.from_bytes(content[:65536]).best()
    if guess is None:
        return "no encoding fits the bytes"
    return _decoded(content, guess.encoding.replace("_", "-"))


def arabic(content: bytes, stated: str | None = None) -> str | None:
    """Return the single-byte encoding in which the bytes are Arabic words; `stated` decides where both could be."""
    high = len(content) - len(content.translate(None, _HIGH))
    if not high:
        return None
    # Ha, waw and ya of ISO 8859-6 are Latin letters in windows-1256; no Arabic text goes long without them.
    telling = len(content) - len(content.translate(None, _LATIN_IN_1256)) >= 0.05 * high or stated == "iso8859-6"
    if telling and not _UNKNOWN_TO_8859.search(content) and _in_words(content, _LETTERS_8859) >= 0.6 * high:
        return "iso-8859-6"
    return "windows-1256" if _in_words(content, _LETTERS_1256) >= 0.6 * high else None


def _decoded(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    replaced = text.count("\ufffd")
    if replaced:
        # What the source itself writes as U+FFFD was not lost here.
        replaced -= content.decode(encoding, "ignore").count("\ufffd")
    return Decoded(text, encoding, replaced)


def _c1(text: str) -> bool:
    """Whether the text has control characters that no page is written with: its encoding is another."""
    return _C1.search(text) is not None


def _in_words(content: bytes, letters: bytes) -> int:
    """Letters that stand beside another one: accented letters of other languages seldom do."""
    shown = b" " + content.translate(letters) + b" "
    return shown.count(b"a") - shown.count(b" a ")


def _wide(content: bytes) -> str | None:
    """UTF-16 without a byte-order mark: nearly all high bytes are those of the Arabic and Latin blocks."""
    sample = content[: min(4096, len(content) // 2 * 2)]
    if len(sample) < 4:
        return None
    blocks = b"\x00\x06\x20"
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[0::2]), ("utf-16-be", sample[0::2], sample[1::2])):
        in_blocks = len(high) - len(high.translate(None, blocks))
        if in_blocks >= 0.95 * len(high) and len(low) - len(low.translate(None, blocks)) < 0.5 * len(low):
            return encoding
    return None
