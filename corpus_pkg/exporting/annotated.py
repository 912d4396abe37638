"""Titles and texts of stories with the names and dates in them: what a program of annotation or training takes.

Offsets count code points of the very text, as `text_start` and `title_start` say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.exporting.shown import DATE, Mark, outermost
from corpus_pkg.records import Article, Date, EntityType

#: What a name or a date is called.
KINDS: tuple[str, ...] = (*get_args(EntityType), DATE)
#: What of a story has a text of its own.
Part = Literal["title", "text"]
PARTS: tuple[Part, ...] = get_args(Part)
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Annotated:
    """The title or the text of a story.

    Attributes:
        article: the story.
        part: which of them.
        text: what it says.
        marks: the names and dates in it, in order of their places, a longer one before those inside it.

    """

    article: Article
    part: Part
    text: str
    marks: tuple[Mark, ...]

    @property
    def identifier(self) -> str:
        """Its name: that of the story with that of the part."""
        return f"{self.article.article_id}-{self.part}"

    def outermost(self) -> list[Mark]:
        """Return the marks that overlap no earlier one."""
        return list(outermost(self.marks))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text as tokens: words and single signs, cut where a name or a date begins or ends inside one.

    Attributes:
        start: offset of the line in the text.
        spans: the tokens, by their offsets in the text.
        tags: what each is a part of (BIO).

    """

    start: int
    spans: tuple[tuple[int, int], ...]
    tags: tuple[str, ...]


def annotated(dataset: Dataset) -> Iterator[Annotated]:
    """Yield the titles and texts of all stories, in the order of the articles."""
    for story in dataset.stories():
        rows = (*story.mentions, *story.dates)
        for part in PARTS:
            text = getattr(story, part)
            if text:
                yield Annotated(story, part, text, _marks(rows, part))


def lines(one: Annotated) -> Iterator[Line]:
    """Yield the lines of a text that have tokens; of names inside one another the outermost is tagged."""
    marks = one.outermost()
    edges = {edge for mark in marks for edge in (mark.start, mark.end)}
    at = start = 0
    for words in one.text.split("\n"):
        spans, tags = [], []
        for first, last in tokens(one.text, start, start + len(words), edges):
            while at < len(marks) and marks[at].end <= first:
                at += 1
            spans.append((first, last))
            inside = at < len(marks) and marks[at].start <= first
            tags.append(f"{'B' if marks[at].start == first else 'I'}-{marks[at].kind}" if inside else "O")
        if spans:
            yield Line(start, tuple(spans), tuple(tags))
        start += len(words) + 1


def tokens(text: str, start: int, end: int, edges: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the tokens of a stretch of a text, cut where a name begins or ends inside one."""
    for match in _TOKEN.finditer(text, start, end):
        first = match.start()
        for at in range(first + 1, match.end()):
            if at in edges:
                yield first, at
                first = at
        yield first, match.end()


def _marks(rows: tuple[Any, ...], part: Part) -> tuple[Mark, ...]:
    # A headline that stands twice on its page is one title, and what it names is marked once.
    marks: dict[tuple[int, int, str], Mark] = {}
    for row in rows:
        start, end = getattr(row, f"{part}_start"), getattr(row, f"{part}_end")
        if start is not None and end is not None:
            kind = DATE if isinstance(row, Date) else row.type
            marks.setdefault((start, end, kind), Mark(start, end, kind, row))
    return tuple(sorted(marks.values(), key=lambda mark: (mark.start, -mark.end)))
