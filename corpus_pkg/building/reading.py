"""What comes of the documents of a build, in order: from the cache, or read here, by worker processes or an engine."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack

from corpus_pkg.building import garbage, rows
from corpus_pkg.building.cache import Cache
from corpus_pkg.building.encoding import Result, decode, encode, is_lasting
from corpus_pkg.building.engines.batches import Batches
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.building.means import Means
from corpus_pkg.building.order import Place, Readers, Window, in_order
from corpus_pkg.building.workers import Workers


def read_all(
    documents: Sequence[Original], knowledge: Knowledge, means: Means, cache: Cache
) -> Generator[tuple[Original, Result], None, None]:
    """Yield the documents with their rows, in order; what is in the cache is not read.

    Raises BuildError as `rows.read`, EngineError for an engine that cannot be used.
    """
    if means.is_alone or len(documents) < 2:
        yield from _alone(documents, knowledge, means.seconds, cache)
        return
    readers = _readers(len(documents), knowledge, means, cache)
    window = Window(Place(original, cache.get(original)) for original in documents)
    try:
        for original, result in in_order(window, readers):
            yield original, decode(result) if isinstance(result, bytes) else result
    finally:
        readers.end()


def _readers(documents: int, knowledge: Knowledge, means: Means, cache: Cache) -> Readers:
    """Return who reads so many documents."""
    if means.is_local:
        return Workers(knowledge, means.jobs, means.seconds, cache)
    return Batches(means, knowledge, cache, documents)


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
                    stack.enter_context(garbage.kept())
                    is_prepared = True
                result = rows.read(original, knowledge, seconds)
                if cache.is_open and is_lasting(encoded := encode(result, packed=True)):
                    cache.keep(original, encoded)
            yield original, result
