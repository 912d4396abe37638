"""How far a build is, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from corpus_pkg.building.cache import Cache
from corpus_pkg.building.failures import Failure
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.rows import DocumentRows

Item = TypeVar("Item")

#: What a build does, in this order: pages at addresses are fetched; pages are packed into archives, where that is asked
#: for; files are listed and hashed; those that travel with the package are copied; documents are read, or taken from
#: the cache, and written; what needs all of them (duplicates, links) is settled; the package is described and put in
#: its place.
Step = Literal["fetching", "packing", "listing", "copying", "reading", "joining", "describing"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is.

    Attributes:
        step: what it does.
        done: so many files are fetched or listed, or so many documents written; 0 in the other steps.
        total: of so many; None where the step has no parts that are counted.
        rows: so many rows of all tables are written.
        reused: so many of the documents were in the cache.
        failures: what could not be read so far, in the order in which it was met; it grows as the build goes on.

    """

    step: Step
    done: int
    total: int | None
    rows: int
    reused: int
    failures: Sequence[Failure]


#: Called when a step begins, and after each file that is listed and each document that is written.
Listener = Callable[[Progress], None]


class Account:
    """What a build says of how far it is."""

    def __init__(self, listener: Listener | None, failures: Sequence[Failure]) -> None:
        """Speak to the listener, if any; the failures are those so far, and grow."""
        self._listener = listener
        self._failures = failures

    def tell(self, step: Step, done: int = 0, total: int | None = None, *, rows: int = 0, reused: int = 0) -> None:
        """Say how far the build is."""
        if self._listener is not None:
            self._listener(Progress(step, done, total, rows, reused, self._failures))

    def listed(self, files: Sequence[Item]) -> Iterator[Item]:
        """Yield the files, and say of each, once the next is asked for, that it is listed."""
        for done, file in enumerate(files):
            self.tell("listing", done, len(files))
            yield file
        self.tell("listing", len(files), len(files))

    def written(
        self, documents: Iterable[tuple[Original, DocumentRows]], total: int, cache: Cache
    ) -> Iterator[tuple[Original, DocumentRows]]:
        """Yield the documents, and say of each, once the next is asked for, that it is written."""
        self.tell("reading", 0, total)
        rows = 0
        for done, (original, document) in enumerate(documents, 1):
            yield original, document
            rows += sum(document.counts.values())
            self.tell("reading", done, total, rows=rows, reused=cache.reused)
        self.tell("joining", rows=rows, reused=cache.reused)
