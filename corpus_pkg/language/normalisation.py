"""Where the characters of a text stand once it is normalised as records carry it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from corpus_pkg.language.orthography import VISIBLE, WORDLESS, normalise

_BLANK = rf"\s{WORDLESS}"
# What normalising changes: a run of blanks that is not a single space between two words.
_CHANGED = re.compile(rf"\A[{_BLANK}]+|[{_BLANK}]+\Z|[^\S ][{_BLANK}]*|[{WORDLESS}][{_BLANK}]*| [{_BLANK}]+")
_INVISIBLE = re.compile(f"[{WORDLESS}]+")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as records carry it, and where its characters stood.

    Attributes:
        text: the normalised text, that of `normalise`.
        source: the text as it was.
        ends: offsets in the source behind each stretch that normalising changes.
        removed: how many characters are gone up to each of them.

    """

    text: str
    source: str
    ends: tuple[int, ...]
    removed: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the span `[start, end)` of the source stands in the text; None where none of it is visible.

        White space and invisible characters at its edges count as outside, so that the text has `normalise` of the
        span at that place.
        """
        first = VISIBLE.search(self.source, start, end)
        if first is None:
            return None
        begin = self._at(first.start())
        return begin, begin + len(normalise(self.source[first.start() : end]))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters of the span `[start, end)` of the text, which is not empty, stand in the source.

        The way back of `span`.
        """
        return self._from(start), self._from(end - 1) + 1

    def _from(self, place: int) -> int:
        """Return the offset in the source of a character of the text."""
        before = bisect_right(range(len(self.ends)), place, key=lambda at: self.ends[at] - self.removed[at]) - 1
        return place + (self.removed[before] if before >= 0 else 0)

    def _at(self, offset: int) -> int:
        """Return where a visible character of the source stands."""
        before = bisect_right(self.ends, offset) - 1
        return offset - (self.removed[before] if before >= 0 else 0)


def normalised(text: str) -> Normalised:
    r"""Normalise a text and keep where its characters stood.

    >>> places = normalised("\u200fقال  لويد أوستن ")
    >>> places.text, places.span(6, 10), places.text[slice(*places.span(6, 10))]
    ('قال لويد أوستن', (4, 8), 'لويد')
    """
    ends, removed, gone = [], [], 0
    for match in _CHANGED.finditer(text):
        is_edge = match.start() == 0 or match.end() == len(text)
        kept = 0 if is_edge or not _INVISIBLE.sub("", match.group()) else 1
        gone += match.end() - match.start() - kept
        ends.append(match.end())
        removed.append(gone)
    return Normalised(normalise(text), text, tuple(ends), tuple(removed))
