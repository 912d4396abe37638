"""All stories of a package whole, out of tables that are read once, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from corpus_pkg.dataset.rows import ID_LENGTH, Rows
from corpus_pkg.errors import PackageError
from corpus_pkg.package.walk import Walk
from corpus_pkg.stories import PARTS, Story, of_page


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
        try:
            yield from of_page(pages[0], of_document, rows, sources.__getitem__, entities.__getitem__)
        except KeyError as error:
            raise PackageError(
                f"{articles.path}: a story of {document_id} names {error}, which is neither source nor entity"
            ) from None
    for walk in (documents, *walks.values()):
        walk.rest()


def _walk(rows: Rows[Any]) -> Walk[Any]:
    key = rows.table.key[0]
    return Walk(rows.path, rows, lambda row: str(row.__dict__[key])[:ID_LENGTH])
