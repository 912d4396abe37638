"""A page beside its rows: what its spans say, which segment holds them, and where they stand in a story's texts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from corpus_pkg import reading
from corpus_pkg.layout import of_text
from corpus_pkg.parsing import texts
from corpus_pkg.parsing.texts import Places, StoryTexts
from corpus_pkg.records import Article, Document, Segment


class Sheet:
    """A page, decoded, with the segments and the stories that its rows tell of.

    Attributes:
        document: its row.
        text: the decoded text, in which the offsets of rows count.
        articles: its stories by their ids.

    """

    def __init__(self, document: Document, text: str, segments: Sequence[Segment], articles: Iterable[Article]) -> None:
        """Know a page; nothing is rendered before it is asked for."""
        self.document = document
        self.text = text
        self.articles: Mapping[str, Article] = {article.article_id: article for article in articles}
        self._segments = segments
        self._starts = [segment.start for segment in segments]
        self._stories: dict[str, StoryTexts] = {}

    @cached_property
    def rendering(self) -> reading.Rendering:
        """What a reader sees of it."""
        return reading.render(self.text, self.document.media_type)

    @cached_property
    def _surfaces(self) -> reading.Surfaces:
        segments = ((segment.start, segment.end, segment.rule) for segment in self._segments)
        return reading.Surfaces(self.text, self.document.media_type, segments)

    @cached_property
    def _places(self) -> Sequence[int]:
        """Where each character of the rendering stands in the text."""
        shown = self.rendering
        return range(len(self.text)) if shown.plain else [shown.start(at) for at in range(len(shown.text))]

    def surface(self, start: int, end: int) -> str:
        """Return what a span of the text says."""
        return self._surfaces.at(start, end)

    def home(self, start: int, end: int) -> Segment | None:
        """Return the segment that a span lies in; None where no one segment holds all of it."""
        at = bisect_right(self._starts, start) - 1
        return self._segments[at] if start < end and at >= 0 and end <= self._segments[at].end else None

    def story(self, article_id: str) -> StoryTexts:
        """Return the title and the text of a story of the page, with the way to the rendering and back."""
        if article_id not in self._stories:
            own = [segment for segment in self._segments if segment.article_id == article_id]
            titles = (self._shown(segment) for segment in own if segment.kind == "title")
            self._stories[article_id] = texts.of_spans(
                self.rendering.text, self.articles[article_id].title, titles, map(self._shown, of_text(own))
            )
        return self._stories[article_id]

    def places(self, article_id: str, start: int, end: int) -> Places:
        """Return where a span of the text stands in the title or the text of a story."""
        return self.story(article_id).places(bisect_left(self._places, start), bisect_left(self._places, end))

    def _shown(self, segment: Segment) -> tuple[int, int]:
        """Return where a segment stands in the rendering."""
        return bisect_left(self._places, segment.start), bisect_left(self._places, segment.end)
