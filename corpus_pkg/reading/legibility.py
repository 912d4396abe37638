"""Whether the letters of a page survived what was done to it before it was saved.

Bytes of one encoding read as another and saved again are letters nobody can read, though every byte decodes. They are
told by undoing it: where the characters, written in the encoding that they were taken for, are text in another, they
were. Such a page is said to be undecodable and left as it is: no codec gives its text, so no span could point at it.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from itertools import islice

from corpus_pkg.language import later_letters
from corpus_pkg.reading import encoding

#: A page is destroyed that has more question marks and replacement characters than these, and than so many a letter.
_DESTROYED, _DESTROYED_SHARE = 20, 0.25
#: A page is misread that gains so many letters when it is undone, and such a share of all.
_MISREAD, _MISREAD_SHARE = 12, 0.25

_LETTER = re.compile(r"[^\W\d_]")
_HIGH = re.compile("[^\x00-\x7f]+")
#: So much of a page tells.
_TOP, _SAMPLE = 1 << 16, 4096
#: What programs take bytes for that they do not know.
_TAKEN_FOR = ("windows-1252", "windows-1256", "windows-1251", "cp437", "cp850", "mac-roman")
#: First bytes of Arabic letters in UTF-8, and of what those become when the same is done to them twice; a misread text
#: has a character of each letter among them.
_FIRST, _FIRST_SHARE = bytes((0xD8, 0xD9, 0xDA, 0xDB, 0xC2, 0xC3)), 0.2
#: Alef, lam, ya, mim and nun, nearly half of all letters, in windows-1256 and in ISO 8859-6.
_COMMON, _COMMON_SHARE = bytes((0xC7, 0xE1, 0xED, 0xE3, 0xE4, 0xEA, 0xE5, 0xE6)), 0.3


def illegible(text: str) -> str | None:
    """Return why nobody can read what the page shows, in a few words; None where the letters are there.

    >>> illegible("أعلنت الوزارة اليوم".encode().decode("windows-1256", "ignore"))
    'UTF-8 that was read as windows-1256 before the page was saved; save it again from its source'
    """
    destroyed = text.count("?") + text.count("\ufffd")
    text = later_letters.without(text)
    # With so many letters they are no share of them, however many more there are.
    enough = int(destroyed / _DESTROYED_SHARE) + 1
    if destroyed > _DESTROYED and destroyed > _DESTROYED_SHARE * sum(1 for _ in islice(_LETTER.finditer(text), enough)):
        return "letters were replaced by question marks before the page was saved"
    high = "".join(_HIGH.findall(text[:_TOP]))[:_SAMPLE]
    for taken_for in _TAKEN_FOR if len(high) >= _MISREAD else ():
        was = _was(high, text, taken_for)
        if was is not None:
            return f"{was} that was read as {taken_for} before the page was saved; save it again from its source"
    return None


def _was(high: str, text: str, taken_for: str) -> str | None:
    """Return the encoding of the bytes that were taken for another; `high` are the characters that are not ASCII."""
    table = _bytes_of(taken_for)
    if _share(high, _FIRST, taken_for) >= _FIRST_SHARE:
        gained = len(_LETTER.findall(codecs.charmap_encode(high, "ignore", table)[0].decode("utf-8", "ignore")))
        # Each letter was two characters or more, not all of them letters.
        kept = max(0, len(_LETTER.findall(text[:_SAMPLE])) - gained)
        return "UTF-8" if gained >= max(_MISREAD, _MISREAD_SHARE * (gained + kept)) else None
    if taken_for == "windows-1256" or _share(high, _COMMON, taken_for) < _COMMON_SHARE:
        return None
    top = text[:_SAMPLE]
    foreign = sum(map(len, _HIGH.findall(top)))
    if foreign < max(_MISREAD, _MISREAD_SHARE * len(_LETTER.findall(top))):
        return None
    return encoding.arabic(codecs.charmap_encode(top, "replace", table)[0])


def _share(high: str, content: bytes, codec: str) -> float:
    return sum(map(high.count, _read_as(content, codec))) / len(high)


@cache
def _read_as(content: bytes, codec: str) -> tuple[str, ...]:
    """Return what each byte is taken for; those that the codec leaves out stay control characters."""
    return tuple(bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in content)


@cache
def _bytes_of(codec: str) -> dict[int, int]:
    """Return the byte of each character of the codec."""
    return {byte: byte for byte in range(256)} | {
        ord(character): byte for byte, character in enumerate(_read_as(bytes(range(256)), codec))
    }
