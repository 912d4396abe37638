"""What was read from one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from corpus_pkg import records
from corpus_pkg.stories import Story, of_page

_R = TypeVar("_R", bound=records.Record)


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """Everything that was read from one document.

    Attributes:
        text: the decoded text that all offsets count in; empty where the bytes could not be decoded.
        tables: the document's rows of each table of a package, in the order of the page.

    """

    text: str
    tables: dict[str, tuple[records.Record, ...]]

    def rows(self, table: type[_R]) -> tuple[_R, ...]:
        """Return the rows whose record type is `table`, such as `records.Mention`."""
        name = next(name for name, spec in records.TABLES.items() if spec.model is table)
        return tuple(row for row in self.tables[name] if isinstance(row, table))

    @property
    def document(self) -> records.Document:
        """The row of the document itself."""
        return self.rows(records.Document)[0]

    @property
    def segments(self) -> tuple[records.Segment, ...]:
        """The segments of the page, in order."""
        return self.rows(records.Segment)

    @property
    def articles(self) -> tuple[Story, ...]:
        """The stories of the page whole, in order: each with the page and its segments, dates, credits and mentions."""
        sources = {row.source_id: row for row in self.rows(records.Source)}
        entities = {row.entity_id: row for row in self.rows(records.Entity)}
        return tuple(
            of_page(
                self.document,
                self.rows(records.Article),
                self.tables,
                sources.__getitem__,
                entities.__getitem__,
            )
        )
