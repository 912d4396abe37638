"""A story's title and running text as records carry them, and where what stands on the page stands in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

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


def of_story(page: Page, reading: StoryReading) -> StoryTexts:
    """Return the texts of a story of the page.

    The title is what the metadata states, or else the first headline of the page; each headline that says the same is
    where it stands.
    """
    pieces = tuple(_pieces(page, reading))
    headlines = [_piece(page, segment, 0) for segment in reading.story.segments if segment.kind == "title"]
    if "title" in reading.metadata:
        title = normalise(reading.metadata["title"][0].text) or None
    else:
        title = headlines[0].words.text or None if headlines else None
    same = tuple(headline for headline in headlines if headline.words.text == title)
    return StoryTexts(title, "\n".join(piece.words.text for piece in pieces), same, pieces)


def _pieces(page: Page, reading: StoryReading) -> Iterator[_Piece]:
    at = 0
    for segment in reading.story.text:
        piece = _piece(page, segment, at)
        if piece.words.text:
            yield piece
            at += len(piece.words.text) + 1


def _piece(page: Page, segment: Segment, at: int) -> _Piece:
    words = normalised(page.rendering.text[segment.start : segment.end])
    return _Piece(segment.start, segment.end, at, words)


def _within(piece: _Piece, start: int, end: int) -> tuple[int | None, int | None]:
    span = piece.words.span(start - piece.start, end - piece.start)
    return (None, None) if span is None else (piece.at + span[0], piece.at + span[1])
