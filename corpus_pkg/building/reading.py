"""What comes of the documents of a build, in their order: from the cache, or read here, or by worker processes."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack

from corpus_pkg.building import rows
from corpus_pkg.building.cache import Cache
from corpus_pkg.building.encoding import Result, decode, encode, is_lasting
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.building.order import Place, Window, in_order
from corpus_pkg.building.workers import Workers


def read_all(
    documents: Sequence[Original], knowledge: Knowledge, jobs: int, seconds: float, cache: Cache
) -> Generator[tuple[Original, Result], None, None]:
    """Yield the documents with their rows, in order, read by so many processes, each page in so many seconds at most.

    What is in the cache is not read. Raises BuildError as `rows.read`.
    """
    if jobs == 1 or len(documents) < 2:
        yield from _alone(documents, knowledge, seconds, cache)
        return
    readers = Workers(knowledge, jobs, seconds, cache)
    window = Window(Place(original, cache.get(original)) for original in documents)
    try:
        for original, result in in_order(window, readers):
            yield original, decode(result) if isinstance(result, bytes) else result
    finally:
        readers.end()


def _alone(
    documents: Iterable[Original], knowledge: Knowledge, seconds: float, cache: Cache
) -> Iterator[tuple[Original, Result]]:
    """Yield the documents with their rows, read in this process."""
    with ExitStack() as stack:
        is_prepared = False
        for original in documents:
            result: Result | None = cache.get(original)
            if result is None:
                if not is_prepared:
                    rows.prepare(knowledge)
                    stack.enter_context(rows.kept())
                    is_prepared = True
                result = rows.read(original, knowledge, seconds)
                if cache.is_open and is_lasting(encoded := encode(result, packed=True)):
                    cache.keep(original, encoded)
            yield original, result
