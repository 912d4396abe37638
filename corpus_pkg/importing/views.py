"""The texts of a package as they were exported, each with what was read in it and the way back to its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corpus_pkg.curation.sheet import Sheet
from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.exporting.annotated import Part
from corpus_pkg.exporting.shown import Mark, outermost, shown
from corpus_pkg.package.extension import CuratedTable
from corpus_pkg.records import Date, Mention

Row = Mention | Date
Place = tuple[CuratedTable, int, int]


@dataclass(frozen=True, slots=True)
class View:
    """A text that was exported.

    Attributes:
        sheet: the page that it is of.
        text: what was exported.
        rows: the names and dates that the format shows, by table and place in the text.
        hidden: others of the text, which the format does not show, by table and place.
        origin: where a span of the text stands in the page; None where it does not.

    """

    sheet: Sheet
    text: str
    rows: Mapping[Place, tuple[Row, ...]]
    hidden: Mapping[Place, tuple[Row, ...]]
    origin: Callable[[int, int], tuple[int, int] | None]


class Views:
    """The texts of a package, made when they are asked for."""

    def __init__(self, dataset: Dataset) -> None:
        """Know the package."""
        self._dataset = dataset
        self._sheets: dict[str, Sheet] = {}

    def sheet(self, document_id: str) -> Sheet:
        """Return a page; raises KeyError for an unknown id, PackageError where the page is not at hand."""
        if document_id not in self._sheets:
            page = self._dataset.page(self._dataset.documents[document_id])
            segments = [span.row for span in page.spans if span.table == "segments"]
            articles = self._dataset.articles.of(page.document)
            self._sheets[document_id] = Sheet(page.document, page.text, segments, articles)
        return self._sheets[document_id]

    def page(self, document_id: str, *, is_flat: bool = False) -> View:
        """Return the page as a reader sees it; where it `is_flat`, names within others are hidden."""
        sheet = self.sheet(document_id)
        seen = shown(self._dataset.page(sheet.document))
        marks = list(outermost(seen.marks)) if is_flat else seen.marks
        taken = {id(mark) for mark in marks}
        rendering = sheet.rendering

        def origin(start: int, end: int) -> tuple[int, int]:
            return rendering.start(start), rendering.end(end)

        rest = (mark for mark in seen.marks if id(mark) not in taken)
        return View(sheet, seen.text, _by_place(marks), _by_place(rest), origin)

    def part(self, article_id: str, part: Part) -> View:
        """Return the title or the text of a story; raises KeyError for an unknown id."""
        story = self._dataset.story(article_id)
        sheet = self.sheet(story.document_id)
        rows: dict[Place, list[Row]] = {}
        marked: tuple[Row, ...] = (*story.mentions, *story.dates)
        for row in marked:
            start, end = getattr(row, f"{part}_start"), getattr(row, f"{part}_end")
            if start is not None and end is not None:
                rows.setdefault((_table(row), start, end), []).append(row)
        texts = sheet.story(article_id)

        def origin(start: int, end: int) -> tuple[int, int] | None:
            found = texts.origin(part, start, end)
            return found and (sheet.rendering.start(found[0]), sheet.rendering.end(found[1]))

        given = {place: tuple(found) for place, found in rows.items()}
        return View(sheet, getattr(story, part) or "", given, {}, origin)


def _by_place(marks: Iterable[Mark]) -> dict[Place, tuple[Row, ...]]:
    found: dict[Place, list[Row]] = {}
    for mark in marks:
        found.setdefault((_table(mark.row), mark.start, mark.end), []).append(mark.row)
    return {place: tuple(rows) for place, rows in found.items()}


def _table(row: Any) -> CuratedTable:
    return "dates" if isinstance(row, Date) else "mentions"
