"""The pages of the documents of a site, each beside its records."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.pages import Texts
from corpus_pkg.errors import PackageError
from corpus_pkg.exploring.documents import Whole
from corpus_pkg.exploring.folder import put
from corpus_pkg.exploring.names import file_of
from corpus_pkg.exploring.shell import Shell
from corpus_pkg.exploring.statistics import name_of
from corpus_pkg.exploring.stories import address_of, page_of
from corpus_pkg.viewing import Around, Named, facts, view

#: From the page of a document to the top of the site.
_UP = "../../"


class Pages:
    """What writes the page of a document; several processes may have one for the same site."""

    def __init__(self, dataset: Dataset, folder: Path, stories: Container[str]) -> None:
        """Write to the site in `folder`; `stories` are the ids of all stories."""
        self._folder = folder
        self._shell = Shell(dataset.descriptor)
        self._texts = Texts(dataset.root)
        self._around = _Site(dataset, stories)

    def write(self, whole: Whole) -> None:
        """Write the page of a document."""
        document = whole.document
        try:
            text: str | None = self._texts.read(document)
        except PackageError:
            text = None
        titles = (article.title for article in whole.rows["articles"] if article.title)
        body = (
            f'<p class="facts"><bdi>{facts(document)}</bdi></p>',
            *view(document, text, whole.rows, self._around),
        )
        file = page_of(document.document_id)
        put(self._folder, file, self._shell.page(file, next(titles, document.path), body))


class _Site(Around):
    """What is around a page of the site."""

    def __init__(self, dataset: Dataset, stories: Container[str]) -> None:
        """Know the outlets, the entities, the stories, and which stories are copies of each other."""
        self._rows = {
            "sources": {row.source_id: row for row in dataset.table("sources").tuples()},
            "entities": {row.entity_id: row for row in dataset.table("entities").tuples()},
        }
        self._stories = stories
        self._known: dict[tuple[str, str], Named] = {}
        self._group: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        for row in dataset.table("duplicates").tuples():
            self._group[row.article_id] = row.group_id
            self._members.setdefault(row.group_id, []).append(row.article_id)

    def entity(self, entity_id: str) -> Named | None:
        """Return the page of an entity."""
        return self._named("entities", entity_id)

    def source(self, source_id: str) -> Named | None:
        """Return the page of an outlet."""
        return self._named("sources", source_id)

    def article(self, article_id: str) -> Named | None:
        """Return the place of another story."""
        return Named(f"{_UP}{address_of(article_id)}", article_id) if article_id in self._stories else None

    def copies(self, article_id: str) -> Sequence[Named]:
        """Return the places of the other stories of its group, the first hundred."""
        members = self._members.get(self._group.get(article_id, ""), ())
        others = (self.article(other) for other in members[:100] if other != article_id)
        return [other for other in others if other is not None]

    def _named(self, folder: str, identifier: str) -> Named | None:
        known = self._known.get((folder, identifier))
        row: Any = self._rows[folder].get(identifier) if known is None else None
        if row is not None:
            known = Named(f"{_UP}{folder}/{file_of(identifier)}", name_of(row, identifier))
            self._known[folder, identifier] = known
        return known
