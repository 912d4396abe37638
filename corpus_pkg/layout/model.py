"""What layout finds in a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from corpus_pkg.records import ArticleRole, SegmentKind


@dataclass(frozen=True, slots=True)
class Label:
    """A kind that the wording or the element of a line gives it, and the rule; `day` where it states a whole date."""

    kind: SegmentKind
    rule: str
    day: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the page with one job.

    Attributes:
        start, end: offsets of code points in the decoded text; edges are visible characters.
        kind: what it is for.
        rule: the rule that decided, with its phrase where there was one ("phrase:المصدر", "prose").
        story: ordinal of the story on the page that it belongs to, from 1; None for boilerplate.

    """

    start: int
    end: int
    kind: SegmentKind
    rule: str
    story: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One story of the page: its place, its role, and its segments in order of the page."""

    ordinal: int
    role: ArticleRole
    segments: tuple[Segment, ...]

    @property
    def text(self) -> tuple[Segment, ...]:
        """The paragraphs of its running text, and the headings between the first and the last of them."""
        bodies = [number for number, segment in enumerate(self.segments) if segment.kind == "body"]
        if not bodies:
            return ()
        inside = self.segments[bodies[0] : bodies[-1] + 1]
        return tuple(segment for segment in inside if segment.kind in ("body", "heading"))


class Layout(NamedTuple):
    """A page cut up: its segments, in order, disjoint, holding every visible character; and its stories."""

    segments: tuple[Segment, ...]
    stories: tuple[Story, ...]
