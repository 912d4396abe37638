"""All that a package says of one document, beside the text of its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus_pkg import reading
from corpus_pkg.language.detection import language

#: So many first letters tell the language of a text as a rule.
_GLANCE = 200


@dataclass(slots=True)
class Dossier:
    """The rows of a document in each table, and what is known of its page.

    Attributes:
        document: its row.
        segments, dates, credits, mentions, links, curation: its rows in these tables, in their order.
        articles: its stories by their ids.
        text: the text of its page; None where the page is not at hand, empty where it has none.
        fetched: when its carrier fetched it.
        standoff: whether the package leaves texts and surfaces out.
        same: whether the program and the lexicons at hand made the package, so that its rules are theirs.
        plain: whether the page is plain text.

    """

    document: Any
    segments: list[Any] = field(default_factory=list)
    articles: dict[str, Any] = field(default_factory=dict)
    dates: list[Any] = field(default_factory=list)
    credits: list[Any] = field(default_factory=list)
    mentions: list[Any] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    curation: list[Any] = field(default_factory=list)
    text: str | None = None
    fetched: str | None = None
    standoff: bool = False
    same: bool = False
    plain: bool = field(init=False)
    _surfaces: reading.Surfaces | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Tell of what sort the page is."""
        self.plain = self.document.media_type == "text/plain"

    def shown(self, start: int, end: int, rule: str = "") -> str:
        """Return what a reader sees of a span of the text that `rule` found; nothing where there is no text."""
        return reading.shown((self.text or "")[start:end], self.document.media_type, rule)

    def surface(self, start: int, end: int) -> str:
        """Return what a span of the text says; nothing where there is no text."""
        if self._surfaces is None:
            segments = ((segment.start, segment.end, segment.rule) for segment in self.segments)
            self._surfaces = reading.Surfaces(self.text or "", self.document.media_type, segments)
        return self._surfaces.at(start, end)


def spoken(text: str, stated: str | None) -> str | None:
    """Return the language that the letters give; the stated one is looked for first."""
    # Counting all letters costs more than all other checks, and the first few agree as a rule.
    return stated if stated is not None and language(text[:_GLANCE]) == stated else language(text)
