"""What was read from one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from corpus_pkg import records

_R = TypeVar("_R", bound=records.Record)
_OfStory = TypeVar("_OfStory", records.Date, records.Credit, records.Mention)


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
    def articles(self) -> tuple[records.ArticleRecord, ...]:
        """The stories of the page, each with its dates, credits, sources, mentions and entities."""
        sources = {row.source_id: row for row in self.rows(records.Source)}
        entities = {row.entity_id: row for row in self.rows(records.Entity)}
        dates = _by_article(self.rows(records.Date))
        credits = _by_article(self.rows(records.Credit))
        mentions = _by_article(self.rows(records.Mention))
        nested = []
        for article in self.rows(records.Article):
            key = article.article_id
            source_ids = {row.source_id for row in credits.get(key, ())}
            entity_ids = {row.entity_id for row in mentions.get(key, ()) if row.entity_id}
            nested.append(
                records.ArticleRecord(
                    **article.model_dump(),
                    dates=tuple(dates.get(key, ())),
                    credits=tuple(credits.get(key, ())),
                    sources=tuple(sources[source_id] for source_id in sorted(source_ids)),
                    mentions=tuple(mentions.get(key, ())),
                    entities=tuple(entities[entity_id] for entity_id in sorted(entity_ids)),
                )
            )
        return tuple(nested)


def _by_article(rows: Iterable[_OfStory]) -> dict[str | None, list[_OfStory]]:
    """Return the rows of each story, in order."""
    grouped: dict[str | None, list[_OfStory]] = {}
    for row in rows:
        grouped.setdefault(row.article_id, []).append(row)
    return grouped
