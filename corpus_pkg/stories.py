"""A story whole: the nested form of the tables, for who reads one story rather than ten tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

from pydantic import Field

from corpus_pkg.records import Article, Credit, Date, Document, Entity, Link, Mention, Segment, Source

#: The tables of rows that a story holds; the last knows pages alone.
PARTS = ("segments", "dates", "credits", "mentions", "links")


class StoryCredit(Credit):
    """A credit in a story whole."""

    description: ClassVar[str] = "A credit with the outlet that it names."

    source: Source = Field(title="Source", description="The outlet.")


class StoryMention(Mention):
    """A mention in a story whole."""

    description: ClassVar[str] = "A mention with who or what it is."

    entity: Entity | None = Field(None, title="Entity", description="Who or what it is; empty where that is open.")


class Story(Article):
    """A story whole: the nested form of the tables."""

    description: ClassVar[str] = "A story with its page, and all rows that speak of it inside one another."

    document: Document = Field(title="Page", description="The page that holds the story.")
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


def whole(
    article: Article,
    document: Document,
    parts: Mapping[str, Iterable[Any]],
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


def of_page(
    document: Document,
    articles: Iterable[Article],
    rows: Mapping[str, Iterable[Any]],
    source: Callable[[str], Source],
    entity: Callable[[str], Entity],
) -> Iterator[Story]:
    """Yield the stories of a page whole, in the order of `articles`, out of the page's rows of the tables `PARTS`.

    A link, which knows its page alone, belongs to each. `source` and `entity` are those of `whole`.
    """
    by_article: dict[str, defaultdict[str | None, list[Any]]] = {name: defaultdict(list) for name in PARTS[:-1]}
    for name, grouped in by_article.items():
        for row in rows[name]:
            grouped[row.article_id].append(row)
    links = list(rows["links"])
    for article in articles:
        own = {name: grouped[article.article_id] for name, grouped in by_article.items()}
        yield whole(article, document, {**own, "links": links}, source, entity)
