"""How Arabic is written: one folded form for comparing, with the way back to the characters that were read.

Everything that looks for words in a page looks in its folded form, made once, and reports spans of the
text as it stands. Folding removes what writers leave out at will (vowel signs, tatweel, marks of direction),
unites what they interchange (hamza on alef, alef maqsura and ya, ta marbuta and ha, Persian letter
forms, digits) and spells out ligatures (lam with alef as one character, as exports of PDF write them). All else is one
character for one, so that the way back is a table of the removals and the ligatures.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus_pkg.language import later_letters

#: Arabic combining marks (harakat, tanwin, shadda, sukun, superscript alef, Quranic signs).
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
#: Format characters without a shape of their own: bidi marks and isolates, zero-width characters, soft hyphen, BOM.
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
#: Arabic letters, without tatweel.
LETTERS = "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff"

#: Presentation forms: single shapes of letters, of vowel signs and of ligatures, as exports of PDF write them.
_PRESENTED = (*range(0xFB50, 0xFDFD), *range(0xFE70, 0xFEFD))


def _spelled(code: int) -> str:
    """Return the letters that a presentation form shows, its vowel signs and what they stand on left out."""
    return re.sub(f"[{MARKS}ـ]", "", unicodedata.normalize("NFKC", chr(code))).strip(" ")


#: Vowel signs that stand by themselves or on a tatweel.
_SIGNS = "".join(chr(code) for code in _PRESENTED if not _spelled(code))
#: Several letters in one character: lam with alef, the name of God, and the like.
_LIGATURES = {chr(code): _spelled(code) for code in _PRESENTED if len(_spelled(code)) > 1}
_LIGATURE = re.compile(f"[{''.join(_LIGATURES)}]")
_SIGN = f"{MARKS}{_SIGNS}"
_SHAPE = f"{LETTERS}{_SIGN}{''.join(chr(code) for code in _PRESENTED)}"
_CHANGED = re.compile(f"[{_SIGN}{INVISIBLE}ـ{''.join(_LIGATURES)}]+")
# A tatweel by itself is a dash; one that a letter or a vowel sign touches only stretches the word.
_TATWEEL = rf"(?<=[{_SHAPE}])ـ+|(?<!ـ)ـ+(?=[{_SHAPE}])"
_CHANGE = re.compile(rf"[{_SIGN}{INVISIBLE}]+|{_TATWEEL}|{_LIGATURE.pattern}")
_TRAILING_MARKS = re.compile(f"[{_SIGN}ـ]*")
_SPACES = re.compile(r"\s+")
#: Control and invisible characters, as the inside of a class of a regular expression.
WORDLESS = f"{INVISIBLE}\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_WORDLESS = re.compile(f"[{WORDLESS}]+")
#: A character that is left of a text when it is normalised.
VISIBLE = re.compile(rf"[^\s{WORDLESS}]")


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
    for code in _PRESENTED:
        plain = _spelled(code)
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
        text: the folded text.
        source: the text that was folded.

    """

    text: str
    source: str
    # Change i stands at the source offset _changes[i] and before the folded character _edges[i]; _shifts[i] is by how
    # much all changes before it made the text shorter. A removal is one change; a ligature is one that stands behind it
    # and behind its first letter, and makes the text longer by the others.
    _changes: Sequence[int]
    _edges: Sequence[int]
    _shifts: Sequence[int]

    def start(self, position: int) -> int:
        """Return the offset in the source of the folded character at `position` (the end of the source at the end)."""
        change = bisect_right(self._edges, position)
        if not change:
            return position
        # All letters of a ligature stand where it stands.
        return max(position + self._shifts[change], self._changes[change - 1] - 1)

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
        """Return the folded position of a source offset: the first letter of a ligature; in a removal, what follows."""
        change = bisect_right(self._changes, offset) - 1
        if change < 0:
            return offset
        return max(self._edges[change], offset - self._shifts[change + 1])


def fold(text: str) -> Folded:
    """Fold `text` for comparison; linear in its length.

    >>> folded = fold("أكَّدَ الهُدنة")
    >>> folded.text
    'اكد الهدنه'
    >>> folded.span(0, 3)
    (0, 6)
    """
    changes, edges, shifts = array("q"), array("q"), array("q", [0])
    pieces: list[str] = []
    last = removed = 0
    for start, end in _changed(text):
        pieces.append(text[last:start])
        spelled = _LIGATURES.get(text[start], "")
        pieces.append(spelled)
        changes.append(end if spelled else start)
        edges.append(start - removed + bool(spelled))
        removed += end - start if not spelled else 1 - len(spelled)
        shifts.append(removed)
        last = end
    if not edges:
        return Folded(_united(text), text, (), (), ())
    pieces.append(text[last:])
    return Folded(_united("".join(pieces)), text, changes, edges, shifts)


def _changed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of what folding leaves out, and of each ligature, in order."""
    for match in _CHANGED.finditer(text):
        if "ـ" in match.group() or _LIGATURE.search(match.group()):
            # The expression with a look around every character is slow: only where there is something to see.
            yield from (inner.span() for inner in _CHANGE.finditer(text, match.start(), match.end() + 1))
        else:
            yield match.span()


def _united(text: str) -> str:
    text = later_letters.without(text)
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
    spaced = " ".join(text.split())
    # Of nearly every text that is all: what does not print is left, and looked for, in few.
    return spaced if spaced.isprintable() else _SPACES.sub(" ", _WORDLESS.sub("", text)).strip()


def shows(text: str) -> bool:
    """Return whether anything of a text is left when it is normalised; stops at the first character that is."""
    return VISIBLE.search(text) is not None
