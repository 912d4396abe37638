"""How Arabic is written: one folded form for comparing, with the way back to the characters that were read.

Everything that looks for words in a page looks in its folded form, made once, and reports spans of the
text as it stands. Folding removes what writers leave out at will (vowel signs, tatweel, marks of direction)
and unites what they interchange (hamza on alef, alef maqsura and ya, ta marbuta and ha, Persian letter
forms, digits). All but the removals are one character for one, so that the way back is a table of the removals.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

#: Arabic combining marks (harakat, tanwin, shadda, sukun, superscript alef, Quranic signs).
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
#: Format characters without a shape of their own: bidi marks and isolates, zero-width characters, soft hyphen, BOM.
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
#: Arabic letters, without tatweel.
LETTERS = "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff"

_REMOVABLE = re.compile(f"[{MARKS}{INVISIBLE}ـ]+")
# A tatweel by itself is a dash; one that a letter or a vowel sign touches only stretches the word.
_REMOVED = re.compile(f"[{MARKS}{INVISIBLE}]+|(?<=[{LETTERS}{MARKS}])ـ+|(?<!ـ)ـ+(?=[{LETTERS}{MARKS}])")
_TRAILING_MARKS = re.compile(f"[{MARKS}ـ]*")
_SPACES = re.compile(r"\s+")
_WORDLESS = re.compile(f"[{INVISIBLE}]|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def _table() -> dict[str, str]:
    same = {
        "ا": "أإآٱ",
        "ي": "ىیېۍ",
        "ه": "ةھہۀەۃ",
        "ك": "کڪگ",
        "و": "ۆۇۋ",
        "-": "ـ‐‑‒–—―−",
        "'": "‘’ʼ`´",
        " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    }
    table = {variant: letter for letter, variants in same.items() for variant in variants}
    for digit in range(10):
        table[chr(0x660 + digit)] = table[chr(0x6F0 + digit)] = str(digit)
    # Presentation forms: what PDF exports write for single letters.
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[chr(code)] = table.get(plain, plain)
    return table


_FOLDED = _table()
#: Variants that most pages have.
_FREQUENT = "أإآىةـ–\u00a0"
_RARE = re.compile(f"[{''.join(re.escape(variant) for variant in _FOLDED if variant not in _FREQUENT)}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in folded form, and the way back.

    Attributes:
        text: the folded text; never longer than the source.
        source: the text that was folded.

    """

    text: str
    source: str
    # Removal i stands at the source offset _removals[i] and before the folded character _edges[i]; _shifts[i] is the
    # length of all removals before it.
    _removals: tuple[int, ...]
    _edges: tuple[int, ...]
    _shifts: tuple[int, ...]

    def start(self, position: int) -> int:
        """Return the offset in the source of the folded character at `position` (the end of the source at the end)."""
        if not self._edges:
            return position
        return position + self._shifts[bisect_right(self._edges, position)]

    def end(self, position: int) -> int:
        """Return the offset in the source behind the folded character before `position`, its vowel signs included."""
        if not self._edges or position <= 0:
            return position
        last = self.start(position - 1) + 1
        match = _TRAILING_MARKS.match(self.source, last)
        return match.end() if match else last

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the source of the folded span `[start, end)`."""
        return self.start(start), self.end(end)

    def position(self, offset: int) -> int:
        """Return the folded position of a source offset, as the inverse of `start`; in a removal, what follows it."""
        removal = bisect_right(self._removals, offset) - 1
        if removal < 0:
            return offset
        return max(self._edges[removal], offset - self._shifts[removal + 1])


def fold(text: str) -> Folded:
    """Fold `text` for comparison; linear in its length.

    >>> folded = fold("أكَّدَ الهُدنة")
    >>> folded.text
    'اكد الهدنه'
    >>> folded.span(0, 3)
    (0, 6)
    """
    removals: list[int] = []
    edges: list[int] = []
    lengths: list[int] = []
    pieces: list[str] = []
    last = removed = 0
    for start, end in _removals(text):
        pieces.append(text[last:start])
        removals.append(start)
        edges.append(start - removed)
        removed += end - start
        lengths.append(end - start)
        last = end
    if not edges:
        return Folded(_united(text), text, (), (), ())
    pieces.append(text[last:])
    shifts = (0, *accumulate(lengths))
    return Folded(_united("".join(pieces)), text, tuple(removals), tuple(edges), shifts)


def _removals(text: str) -> Iterator[tuple[int, int]]:
    for match in _REMOVABLE.finditer(text):
        if "ـ" in match.group():
            # The expression with a look around every character is slow: only where there is something to see.
            yield from (inner.span() for inner in _REMOVED.finditer(text, match.start(), match.end() + 1))
        else:
            yield match.span()


def _united(text: str) -> str:
    # Each replacement runs over the text as fast as memory; only what is rare is looked for first.
    for variant in _FREQUENT:
        text = text.replace(variant, _FOLDED[variant])
    for variant in set(_RARE.findall(text)):
        text = text.replace(variant, _FOLDED[variant])
    return text


def folded(text: str) -> str:
    """Return the folded form alone, for keys and phrases: `fold(text).text` with white space folded and trimmed."""
    return _SPACES.sub(" ", fold(text).text).strip()


def normalise(text: str) -> str:
    r"""Return text as records carry it: no control or invisible characters, white space folded to one space, trimmed.

    Letters, vowel signs and punctuation stay as they were written.

    >>> normalise("لمـدة\u200f  4\u00a0 أيام ")
    'لمـدة 4 أيام'
    """
    return _SPACES.sub(" ", _WORDLESS.sub("", text)).strip()
