"""What layout finds in a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from corpus_pkg.records import ArticleRole, SegmentKind


class _OfKind(Protocol):
    @property
    def kind(self) -> str: ...


_Some = TypeVar("_Some", bound=_OfKind)


def of_text(segments: Sequence[_Some]) -> list[_Some]:
    """Return those of the segments of a story, in order, that make its running text.

    They are the paragraphs of its body and the headings between the first and the last of them.
    """
    bodies = [number for number, segment in enumerate(segments) if segment.kind == "body"]
    inside = segments[bodies[0] : bodies[-1] + 1] if bodies else ()
    return [segment for segment in inside if segment.kind in ("body", "heading")]


@dataclass(frozen=True, slots=True)
class Label:
    """A kind that the wording of a line gives it, and the rule; `day` where it states a whole date."""

    kind: SegmentKind
    rule: str
    day: bool = False


class Segment(NamedTuple):
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
    def text(self) -> list[Segment]:
        """The segments that make its running text."""
        return of_text(self.segments)


class Layout(NamedTuple):
    """A page cut up: its segments, in order, disjoint, holding every visible character; and its stories."""

    segments: tuple[Segment, ...]
    stories: tuple[Story, ...]
