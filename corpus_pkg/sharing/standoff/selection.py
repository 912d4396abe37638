"""Which stories keep their texts in a package that is shared: those that may be passed on and repeat none that may not.

Each story is asked for by itself, with the sources that it names. Where one that may not be passed on is said again by
one that may (a copy, a long quotation, a link with its title), neither is kept: whose words they are cannot be told.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from corpus_pkg import reading
from corpus_pkg.package import tables
from corpus_pkg.package.walk import Walk
from corpus_pkg.reading.escapes import unescaped
from corpus_pkg.records import TABLES, Article, Credit, Document, Link
from corpus_pkg.sharing.standoff.repeats import Repeats

#: Whether the texts of a page, or of those of its stories that have these credits, may be passed on.
May: TypeAlias = Callable[[Document, Sequence[Credit]], bool]
#: Where the file of a table is, by the table's name.
Place: TypeAlias = Callable[[str], Path]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is kept.

    Attributes:
        stories: the stories that keep their texts, by their ids.
        pages: the pages all of whose stories are kept, and which may be passed on themselves.
        sources: the outlets that a kept story names.
        repeating: how many stories might be passed on, but repeat one that may not.
        repeats: the words of those that may not.

    """

    stories: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    repeating: int = 0
    repeats: Repeats = field(default_factory=Repeats)

    def keeps_page(self, document: Document, text: str, links: Sequence[Link]) -> bool:
        """Return whether the page, which has the decoded text, is kept with all its rows."""
        if document.document_id not in self.pages:
            return False
        readings = (reading.render(text, document.media_type).text, html.unescape(unescaped(text)))
        return not any(map(self.repeats.holds, (*readings, *(link.title for link in links))))

    def keeps_link(self, link: Link) -> bool:
        """Return whether the title that a page shows is kept."""
        return link.document_id in self.pages and not self.repeats.holds(link.title)


def select(source: Place, may: May) -> Selection:
    """Return what of a package may be passed on.

    Args:
        source: where the file of each table of the full package is, by the table's name.
        may: tells it of a page and of each of its stories.

    Memory grows with the number of stories, and by a fortieth of the letters of those that are withheld; the articles
    are read again until none is found that repeats one. Raises PackageError for a table that is none.

    """
    allowed: set[str] = set()
    fresh: set[str] = set()
    pages: dict[str, list[str]] = {}
    named: dict[str, set[str]] = {}
    for document, stories, credited in _documents(source):
        for story in stories:
            own = [credit for credit in credited if credit.article_id == story.article_id]
            named[story.article_id] = {credit.source_id for credit in own}
            (allowed if may(document, own) else fresh).add(story.article_id)
        if may(document, credited):
            pages[document.document_id] = [story.article_id for story in stories]
    might, repeats = len(allowed), Repeats()
    while fresh and allowed:
        for story in _articles(source):
            if story.article_id in fresh:
                repeats.add(f"{story.title or ''}\n{story.text or ''}")
        fresh = {
            story.article_id
            for story in _articles(source)
            if story.article_id in allowed and repeats.holds(f"{story.title or ''}\n{story.text or ''}")
        }
        allowed -= fresh
    return Selection(
        frozenset(allowed),
        frozenset(page for page, stories in pages.items() if allowed.issuperset(stories)),
        frozenset(source_id for story in allowed for source_id in named[story]),
        might - len(allowed),
        repeats,
    )


def _documents(source: Place) -> Iterator[tuple[Document, list[Article], list[Credit]]]:
    """Yield each document with its stories and their credits."""
    stories = Walk(source("articles"), _articles(source), lambda row: row.document_id)
    credits = Walk(source("credits"), _credits(source), lambda row: row.document_id)
    for document in tables.read(source("documents"), TABLES["documents"]):
        assert isinstance(document, Document)
        yield document, stories.take(document.document_id), credits.take(document.document_id)


def _articles(source: Place) -> Iterator[Article]:
    for row in tables.read(source("articles"), TABLES["articles"]):
        assert isinstance(row, Article)
        yield row


def _credits(source: Place) -> Iterator[Credit]:
    for row in tables.read(source("credits"), TABLES["credits"]):
        assert isinstance(row, Credit)
        yield row
