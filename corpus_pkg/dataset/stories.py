"""Stories whole: each with its page, and all rows that speak of it inside one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from pydantic import Field

from corpus_pkg.dataset.rows import ID_LENGTH, Rows
from corpus_pkg.errors import PackageError
from corpus_pkg.package.walk import Walk
from corpus_pkg.records import Article, Credit, Date, Document, Entity, Link, Mention, Segment, Source

#: The tables of rows that a story holds.
PARTS = ("segments", "dates", "credits", "mentions", "links")


class StoryCredit(Credit):
    """A credit with the outlet that it names."""

    source: Source = Field(title="Source", description="The outlet.")


class StoryMention(Mention):
    """A mention with who or what it is."""

    entity: Entity | None = Field(None, title="Entity", description="Who or what it is; empty where that is open.")


class Story(Article):
    """A story with its page, and all rows that speak of it inside one another."""

    document: Document = Field(title="Document", description="The page that holds the story.")
    segments: tuple[Segment, ...] = Field((), title="Segments", description="The stretches of the page it stands in.")
    dates: tuple[Date, ...] = Field((), title="Dates", description="The story's time expressions.")
    credits: tuple[StoryCredit, ...] = Field((), title="Credits", description="Who published, reported or is cited.")
    mentions: tuple[StoryMention, ...] = Field((), title="Mentions", description="Where the story names entities.")
    links: tuple[Link, ...] = Field((), title="Links", description="Titles of other stories that the page shows.")

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Return the entities that the story names, in order of their first mention."""
        return tuple({mention.entity.entity_id: mention.entity for mention in self.mentions if mention.entity}.values())

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the outlets that the story credits, in order of their first credit."""
        return tuple({credit.source.source_id: credit.source for credit in self.credits}.values())


def story(
    article: Article,
    document: Document,
    parts: Mapping[str, list[Any]],
    source: Callable[[str], Source],
    entity: Callable[[str], Entity],
) -> Story:
    """Build a story of its row, its page and its rows of the tables `PARTS`.

    `source` and `entity` give the row of an id; what they raise for an id without one is passed on.
    """
    # The rows were checked when they were read; checking them again would take as long as reading them.
    return Story.model_construct(
        **article.__dict__,
        document=document,
        segments=tuple(parts["segments"]),
        dates=tuple(parts["dates"]),
        credits=tuple(
            StoryCredit.model_construct(**row.__dict__, source=source(row.source_id)) for row in parts["credits"]
        ),
        mentions=tuple(
            StoryMention.model_construct(**row.__dict__, entity=entity(row.entity_id) if row.entity_id else None)
            for row in parts["mentions"]
        ),
        links=tuple(parts["links"]),
    )


def stories(table: Callable[[str], Rows[Any]]) -> Iterator[Story]:
    """Yield every story whole, in the order of the articles; `table` gives the rows of a table by its name.

    The tables are read once, side by side; memory holds a document's rows, the sources and the entities. Raises
    PackageError where a table is broken, is not sorted by key, or names a source or an entity that is not there.
    """
    sources = {row.source_id: row for row in table("sources")}
    entities = {row.entity_id: row for row in table("entities")}
    articles = table("articles")
    documents, walks = _walk(table("documents")), {name: _walk(table(name)) for name in PARTS}
    for document_id, of_document in groupby(articles, lambda row: str(row.document_id)):
        pages = documents.take(document_id)
        if not pages:
            raise PackageError(f"{table('documents').path}: has no row {document_id}, which articles names")
        rows = {name: walk.take(document_id) for name, walk in walks.items()}
        for article in of_document:
            own = {name: _own(article.article_id, part) for name, part in rows.items()}
            try:
                yield story(article, pages[0], own, sources.__getitem__, entities.__getitem__)
            except KeyError as error:
                raise PackageError(
                    f"{articles.path}: {article.article_id} names {error}, which is neither source nor entity"
                ) from None
    for walk in (documents, *walks.values()):
        walk.rest()


def _walk(rows: Rows[Any]) -> Walk[Any]:
    key = rows.table.key[0]
    return Walk(rows.path, rows, lambda row: str(row.__dict__[key])[:ID_LENGTH])


def _own(article_id: str, rows: list[Any]) -> list[Any]:
    """Return those of a page's rows that belong to the story; a link, which knows its page alone, belongs to each."""
    return [row for row in rows if getattr(row, "article_id", article_id) == article_id]
