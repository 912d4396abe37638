"""What is in a package, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.exploring.documents import OWNED, Whole, documents
from corpus_pkg.records import TABLES

#: What is counted of stories and pages, by the heading under which it is told.
GROUPS = {
    "status": "Pages by status",
    "media_type": "Pages by what they are",
    "encoding": "Pages by encoding",
    "language": "Stories by language",
    "role": "Stories by their place on the page",
    "basis": "Stories by what is known of their day",
    "month": "Stories by month",
    "outlet": "Stories by outlet that published them",
    "country": "Stories by country of the outlet",
    "segment": "Segments by kind",
    "character": "Characters by kind of segment",
    "mention": "Names by type",
    "date": "Dates by role",
    "rule": "Rules that decided, by table",
    "problem": "Problems",
}
#: The words for a story of which something is not known.
UNKNOWN = "(not stated)"


@dataclass(slots=True)
class Statistics:
    """Counts over a package.

    Attributes:
        rows: the rows of each table.
        filled: by table and column, the rows in which it is not empty.
        groups: by the names of `GROUPS`, how often there is what.
        names: of an outlet its name.

    """

    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    filled: dict[str, dict[str, int]] = field(
        default_factory=lambda: {name: dict.fromkeys(table.columns, 0) for name, table in TABLES.items()}
    )
    groups: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in GROUPS})
    names: dict[str, str] = field(default_factory=dict)

    def add(self, whole: Whole, sources: Mapping[str, Any]) -> None:
        """Count a document; `sources` are the outlets by their ids."""
        self.count("documents", (whole.document,))
        for table in OWNED:
            self.count(table, whole.rows[table])
        self._page(whole)
        self._stories(whole, sources)

    def count(self, table: str, rows: Any) -> None:
        """Count the rows of a table and what is filled in them."""
        self.rows[table] += len(rows)
        filled = self.filled[table]
        for column, cells in zip(filled, zip(*rows, strict=True), strict=False):
            filled[column] += len(cells) - cells.count(None)

    def ordered(self, group: str) -> list[tuple[str, int]]:
        """Return the values of a group that are there, the most frequent first."""
        counts = ((value, count) for value, count in self.groups[group].items() if count)
        return sorted(counts, key=lambda pair: (-pair[1], pair[0]))

    def frequent(self, group: str, most: int) -> tuple[list[tuple[str, str, int]], tuple[str, int] | None]:
        """Return the `most` frequent values of a group, each with its name, and the others in words and number."""
        ordered = self.ordered(group)
        names = self.names if group == "outlet" else {}
        rest = ordered[most:]
        others = (f"{len(rest)} others", sum(count for _, count in rest)) if rest else None
        return [(value, names.get(value, value), count) for value, count in ordered[:most]], others

    def _page(self, whole: Whole) -> None:
        document, rows, groups = whole.document, whole.rows, self.groups
        groups["status"][document.status] += 1
        groups["media_type"][document.media_type] += 1
        groups["encoding"][document.encoding or UNKNOWN] += 1
        if document.replaced:
            groups["problem"]["pages with bytes that their encoding does not know"] += 1
        if document.status != "ok":
            groups["problem"][f"pages that are {document.status}"] += 1
        for segment in rows["segments"]:
            groups["segment"][segment.kind] += 1
            groups["character"][segment.kind] += segment.end - segment.start
        groups["rule"].update(f"segments {family(row.rule)}" for row in rows["segments"])
        for date in rows["dates"]:
            groups["date"][date.role] += 1
            groups["rule"][f"dates {date.rule}"] += 1
            if date.problem:
                groups["problem"][f"dates against which something speaks: {date.problem}"] += 1
        groups["rule"].update(f"credits {family(row.rule)}" for row in rows["credits"])
        groups["rule"].update(f"mentions {row.method}" for row in rows["mentions"])
        groups["mention"].update(row.type for row in rows["mentions"])
        open_ = sum(row.target_article_id is None for row in rows["links"])
        groups["problem"]["titles of other stories that are not in the package"] += open_

    def _stories(self, whole: Whole, sources: Mapping[str, Any]) -> None:
        groups = self.groups
        publishers = published_by(whole.rows["credits"])
        for article in whole.rows["articles"]:
            groups["language"][article.language or UNKNOWN] += 1
            groups["role"][article.role] += 1
            groups["basis"][article.published_basis] += 1
            groups["month"][month(article) or UNKNOWN] += 1
            outlets = publishers.get(article.article_id, ())
            groups["outlet"].update(outlets or (UNKNOWN,))
            countries = {sources[outlet].country for outlet in outlets if outlet in sources} - {None}
            groups["country"].update(sorted(countries) or (UNKNOWN,))
            if article.title is None:
                groups["problem"]["stories without a title"] += 1


def statistics(dataset: Dataset) -> Statistics:
    """Count what is in a package; memory holds the rows of one document, the outlets and the counts."""
    counted = Statistics()
    sources = outlets(dataset, counted)
    for entity in dataset.table("entities").tuples():
        counted.count("entities", (entity,))
    for whole in documents(dataset):
        counted.add(whole, sources)
    return counted


def outlets(dataset: Dataset, counted: Statistics) -> dict[str, Any]:
    """Return the outlets by their ids, and count them."""
    sources = {row.source_id: row for row in dataset.table("sources").tuples()}
    counted.count("sources", tuple(sources.values()))
    counted.names.update((identifier, name_of(row, identifier)) for identifier, row in sources.items())
    return sources


def name_of(row: Any, identifier: str) -> str:
    """Return the name of an outlet or entity: the Arabic one, else the English, else its id."""
    return row.name_ar or row.name_en or identifier


def published_by(credits: Any) -> dict[str, tuple[str, ...]]:
    """Return the outlets that published each story, by the story's id."""
    publishers: dict[str, dict[str, None]] = {}
    for credit in credits:
        if credit.role == "publisher":
            publishers.setdefault(credit.article_id, {})[credit.source_id] = None
    return {article: tuple(outlets) for article, outlets in publishers.items()}


def month(article: Any) -> str:
    """Return the month (YYYY-MM) in which a story was published; empty where its bounds allow several or none."""
    first, last = str(article.published_earliest or "")[:7], str(article.published_latest or "")[:7]
    return first if first == last else ""


def family(rule: str) -> str:
    """Return a rule without the phrase that it found."""
    return rule.partition(":")[0]
