"""Documents given back in the order in which they were handed in, whoever reads them and whichever is read first."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from corpus_pkg.building.encoding import Result
from corpus_pkg.building.inventory import Original

#: So many documents, of so many bytes, may be read before the first of them is: the work of the others while it is.
WINDOW_PAGES, WINDOW_BYTES = 300, 20_000_000


@dataclass(slots=True)
class Place:
    """The place of a document in the order, and what came of it, which may be encoded; None while it is not read."""

    original: Original
    result: Result | bytes | None


class Window:
    """The documents between the first that is not given back and the last that was looked at, in order."""

    def __init__(self, coming: Iterable[Place]) -> None:
        """Look at none yet."""
        self._coming = iter(coming)
        self._places: deque[Place] = deque()
        self._bytes = 0
        self._next: Place | None = None
        self._is_all = False

    @property
    def is_over(self) -> bool:
        """Whether all documents were given back."""
        return self._is_all and not self._places

    def unread(self, ahead: tuple[int, int] = (WINDOW_PAGES, WINDOW_BYTES)) -> Place | None:
        """Return the next document that must be read, the same until it is given; None where there is none for now.

        No further one is looked at while the first can be given back, or where so many, or so many bytes, are.
        """
        pages, size = ahead
        while self._next is None and not self._is_all and not (self._places and self._places[0].result is not None):
            if len(self._places) >= pages or self._bytes >= size:
                break
            place = next(self._coming, None)
            if place is None:
                self._is_all = True
                break
            self._places.append(place)
            self._bytes += place.original.size
            if place.result is None:
                self._next = place
        return self._next

    def give(self) -> None:
        """Know that somebody reads the document that `unread` returned."""
        self._next = None

    def pop(self) -> tuple[Original, Result | bytes] | None:
        """Take out the first document, with what came of it; None where it is not read, or there is none."""
        if not self._places or (result := self._places[0].result) is None:
            return None
        original = self._places.popleft().original
        self._bytes -= original.size
        return original, result


class Readers(Protocol):
    """Whoever reads documents: processes of this machine, or batches on others."""

    @property
    def ahead(self) -> tuple[int, int]:
        """So many documents, of so many bytes, may be read before the first of them is."""

    def take(self, place: Place) -> bool:
        """Take a document to be read, whose place is filled in when it is; return whether there is room for it."""

    def advance(self, *, is_urgent: bool) -> None:
        """Fill in what was read meanwhile; where it is urgent, wait until there is something, if anything is to come.

        Raises BuildError where nothing can be read.
        """

    def end(self) -> None:
        """Give up whatever is not read, at once."""


def in_order(window: Window, readers: Readers) -> Iterator[tuple[Original, Result | bytes]]:
    """Yield the documents of a window in order, with what came of them, and have read what is not known."""
    while True:
        if (place := window.unread(readers.ahead)) is not None and readers.take(place):
            window.give()
            continue
        first = window.pop()
        if first is not None:
            yield first
        elif window.is_over:
            return
        readers.advance(is_urgent=first is None)
