"""Pages as a reader sees them, with names and dates in them: the exact text for formats whose offsets count in a text.

A page of plain text is its own; of markup it is what is rendered, tags dropped and references decoded. So the span of a
name reads as its surface, which in the folded text of a story it need not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_pkg import reading
from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.pages import Page, Span
from corpus_pkg.language.orthography import normalise
from corpus_pkg.records import Date, Document, Mention

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

# A stretch of a line: formats of lines cannot hold what runs over the end of one.
LINE = re.compile(r"[^\r\n]+")
#: The tables whose spans are taken, and what a span of a date is called beside the types of names.
TABLES, DATE = ("dates", "mentions"), "DATE"


@dataclass(frozen=True, slots=True)
class Mark:
    """A name or a date in a text.

    Attributes:
        start, end: code points of the text; `end` is exclusive.
        kind: the type of the name, or DATE.
        row: the mention, or the date.

    """

    start: int
    end: int
    kind: str
    row: Mention | Date


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of a page with its names and dates, in order of their places, a longer one before those inside it.

    Attributes:
        document: the page.
        text: what a reader sees of it.
        marks: the names and dates.
        lost: how many stand where a reader sees nothing, such as in the metadata.

    """

    document: Document
    text: str
    marks: tuple[Mark, ...]
    lost: int


def outermost(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks that overlap no earlier one; `marks` are in order, a longer one before those inside it."""
    end = 0
    for mark in marks:
        if mark.start >= end:
            yield mark
            end = mark.end


def kind(span: Span) -> str:
    """Return what a name or a date is called: its type, or DATE."""
    return DATE if span.table == "dates" else span.kind


def note_lost(target: Target, lost: int) -> None:
    """Say how many names and dates are left out as they stand where a reader sees nothing, where there are such."""
    if lost:
        target.note(f"{lost} names and dates stand where a reader sees nothing (in metadata) and are left out")


def with_stories(dataset: Dataset) -> Iterator[Page]:
    """Yield each page that has a story, in order of the documents; raises PackageError where one is not at hand."""
    named = {article.document_id for article in dataset.articles}
    for document in dataset.documents:
        if document.document_id in named:
            yield dataset.page(document)


def pages(dataset: Dataset) -> Iterator[Shown]:
    """Yield each of them as a reader sees it."""
    return map(shown, with_stories(dataset))


def shown(page: Page) -> Shown:
    """Return a page as a reader sees it."""
    rendering = reading.render(page.text, page.document.media_type)
    starts = None if rendering.plain else [rendering.start(at) for at in range(len(rendering.text))]
    marks, lost = [], 0
    for span in page.spans:
        if span.table not in TABLES:
            continue
        start, end = span.start, span.end
        if starts is not None:
            start, end = bisect_left(starts, start), bisect_left(starts, end)
        if start < end and normalise(rendering.text[start:end]) == normalise(span.row.surface):
            marks.append(Mark(start, end, kind(span), span.row))
        else:
            lost += 1
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind))
    return Shown(page.document, rendering.text, tuple(ordered), lost)
