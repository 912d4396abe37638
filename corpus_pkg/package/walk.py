"""Tables side by side, a document at a time.

Keys of what belongs to a document begin with its id and tables are sorted by key, so one pass over each is enough, and
memory holds the rows of one document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Generic, TypeVar

from corpus_pkg.errors import PackageError

R = TypeVar("R")


class Walk(Generic[R]):
    """The rows of one table, for documents that are asked for in order of their ids; nothing is read before."""

    def __init__(
        self,
        where: object,
        rows: Iterable[R],
        document_of: Callable[[R], str],
        unclaimed: Callable[[str, list[R]], None] | None = None,
    ) -> None:
        """Begin before the first row.

        Args:
            where: the table's file, for what goes wrong with it.
            rows: its rows, in order.
            document_of: the id of the document that a row belongs to.
            unclaimed: is given each document that nobody asked for, with its rows, those out of order as well; without
                it they are passed over, and rows out of order are an error.

        """
        self._where = where
        self._groups: Iterator[tuple[str, Iterator[R]]] = groupby(rows, document_of)
        self._unclaimed = unclaimed
        self._id = ""
        self._rows: list[R] | None = None
        self._begun = False

    def take(self, document_id: str) -> list[R]:
        """Return the rows of the document, in order; raises PackageError where the table is not sorted by key."""
        self._begin()
        while self._rows is not None and self._id < document_id:
            self._pass()
        if self._rows is None or self._id != document_id:
            return []
        rows = self._rows
        self._advance()
        return rows

    def rest(self) -> None:
        """Pass over what is left: rows out of order wait there, and nobody else would miss them."""
        self._begin()
        while self._rows is not None:
            self._pass()

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._advance()

    def _pass(self) -> None:
        if self._unclaimed is not None and self._rows is not None:
            self._unclaimed(self._id, self._rows)
        self._advance()

    def _advance(self) -> None:
        document_id, rows = next(self._groups, (None, None))
        if document_id is None or rows is None:
            self._rows = None
            return
        if document_id < self._id and self._unclaimed is None:
            raise PackageError(f"{self._where}: {document_id}: is not sorted by key; build it again")
        self._id, self._rows = document_id, list(rows)
