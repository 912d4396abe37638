"""What the spans of a document say: one way for those who write surfaces and those who check them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from corpus_pkg.language.orthography import normalise
from corpus_pkg.reading import fields, html, metadata
from corpus_pkg.reading.escapes import unescaped
from corpus_pkg.reading.media import HTML

#: What markup begins a tag or a reference with; without one it shows its characters.
_MARKUP = frozenset("<&")


def shown(text: str, media_type: str, rule: str = "") -> str:
    """Return a stretch of a document as a surface has it: of plain text the characters, of markup what they show.

    What metadata states is written otherwise than what markup shows: `rule` is the one that found the stretch.

    >>> shown("قال &#34;<b>نعم</b>&#34;", "text/html")
    'قال "نعم"'
    """
    if metadata.is_metadata(rule):
        return normalise(metadata.value(unescaped(text) if media_type in fields.MEDIA_TYPES else text, rule))
    if media_type in fields.MEDIA_TYPES:
        return fields.shown(text, media_type)
    if media_type != HTML:
        return text
    return normalise(text if _MARKUP.isdisjoint(text) else html.render(text).text)


class Surfaces:
    """The surfaces of a document."""

    def __init__(self, text: str, media_type: str, segments: Iterable[tuple[int, int, str]]) -> None:
        """Know the text, and of its segments (start, end, rule), which do not overlap, those that metadata states."""
        self._text = text
        self._media_type = media_type
        self._stated = sorted(segment for segment in segments if metadata.is_metadata(segment[2]))
        self._starts = [start for start, _, _ in self._stated]

    def at(self, start: int, end: int) -> str:
        """Return what the span `[start, end)` says; inside a value of the metadata as that is written."""
        rule = ""
        if self._stated and (place := bisect_right(self._starts, start) - 1) >= 0 and end <= self._stated[place][1]:
            rule = self._stated[place][2]
        return shown(self._text[start:end], self._media_type, rule)
