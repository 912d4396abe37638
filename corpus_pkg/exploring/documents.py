"""The documents of a package, each with all its rows: the tables are read once, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.rows import ID_LENGTH
from corpus_pkg.package.walk import Walk

#: The tables whose keys begin with the id of a document.
OWNED = ("segments", "articles", "dates", "credits", "mentions", "links", "duplicates")


class Whole(NamedTuple):
    """A document and its rows by table, in the order of their keys."""

    document: Any
    rows: Mapping[str, Sequence[Any]]


def documents(dataset: Dataset) -> Iterator[Whole]:
    """Yield the documents in the order of their ids; memory holds the rows of one.

    Raises PackageError where a table is broken or not sorted by key.
    """
    walks = {
        name: Walk[Any](dataset.table(name).path, dataset.table(name).tuples(), lambda row: str(row[0])[:ID_LENGTH])
        for name in OWNED
    }
    for document in dataset.table("documents").tuples():
        yield Whole(document, {name: walk.take(document.document_id) for name, walk in walks.items()})
    for walk in walks.values():
        walk.rest()
