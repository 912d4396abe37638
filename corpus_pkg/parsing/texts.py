"""A story's title and running text as records carry them, and where what stands on the page stands in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from corpus_pkg.language.normalisation import Normalised, normalised
from corpus_pkg.language.orthography import normalise
from corpus_pkg.layout import Segment
from corpus_pkg.parsing.page import Page
from corpus_pkg.parsing.stories import StoryReading


class Places(NamedTuple):
    """Where a span stands in the title or in the text of its story; None where it does not."""

    text_start: int | None = None
    text_end: int | None = None
    title_start: int | None = None
    title_end: int | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A segment of the page that a text is made of: where it begins there and in the text."""

    start: int
    end: int
    at: int
    words: Normalised


@dataclass(frozen=True, slots=True)
class StoryTexts:
    """The texts of a story.

    Attributes:
        title: its headline; None where it has none.
        text: its paragraphs and the headings between them, a line each; empty where it has none.

    """

    title: str | None
    text: str
    _headlines: tuple[_Piece, ...]
    _pieces: tuple[_Piece, ...]

    def places(self, start: int, end: int) -> Places:
        """Return where the span `[start, end)` of the rendering stands in the texts."""
        for headline in self._headlines:
            if headline.start <= start and end <= headline.end:
                return Places(None, None, *_within(headline, start, end))
        at = bisect_right(self._pieces, start, key=lambda piece: piece.start) - 1
        if at < 0 or end > self._pieces[at].end:
            return Places()
        return Places(*_within(self._pieces[at], start, end))

    def origin(self, part: Literal["title", "text"], start: int, end: int) -> tuple[int, int] | None:
        """Return where a span of the title or of the text stands in the rendering; None where no one line has it.

        Of a headline that stands twice the first is meant.
        """
        pieces = self._headlines[:1] if part == "title" else self._pieces
        at = bisect_right(pieces, start, key=lambda piece: piece.at) - 1
        if at < 0 or not start < end <= pieces[at].at + len(pieces[at].words.text):
            return None
        piece = pieces[at]
        first, last = piece.words.origin(start - piece.at, end - piece.at)
        return piece.start + first, piece.start + last


def of_story(page: Page, reading: StoryReading) -> StoryTexts:
    """Return the texts of a story of the page.

    The title is what the metadata states, or else the first headline of the page; each headline that says the same is
    where it stands.
    """
    shown = page.rendering.text
    headlines = [segment for segment in reading.story.segments if segment.kind == "title"]
    if "title" in reading.metadata:
        title = normalise(reading.metadata["title"][0].text) or None
    else:
        title = page.normalised(headlines[0]) or None if headlines else None
    return of_spans(shown, title, map(_span, headlines), map(_span, reading.story.text))


def of_spans(
    shown: str, title: str | None, headlines: Iterable[tuple[int, int]], body: Iterable[tuple[int, int]]
) -> StoryTexts:
    """Return the texts of a story with a title, of a page of which a reader sees `shown`.

    Args:
        shown: the rendering.
        title: the headline.
        headlines: the spans of segments of it that may say the title.
        body: those of the segments that make the text, in order.

    """
    pieces = tuple(_pieces(shown, body))
    same = tuple(piece for span in headlines if (piece := _piece(shown, span, 0)).words.text == title)
    return StoryTexts(title, "\n".join(piece.words.text for piece in pieces), same, pieces)


def _span(segment: Segment) -> tuple[int, int]:
    return segment.start, segment.end


def _pieces(shown: str, body: Iterable[tuple[int, int]]) -> Iterator[_Piece]:
    at = 0
    for span in body:
        piece = _piece(shown, span, at)
        if piece.words.text:
            yield piece
            at += len(piece.words.text) + 1


def _piece(shown: str, span: tuple[int, int], at: int) -> _Piece:
    return _Piece(*span, at, normalised(shown[slice(*span)]))


def _within(piece: _Piece, start: int, end: int) -> tuple[int | None, int | None]:
    span = piece.words.span(start - piece.start, end - piece.start)
    return (None, None) if span is None else (piece.at + span[0], piece.at + span[1])
