"""Documents read in batches that an engine runs: their bytes travel with them, and rows come back as a cache has them.

No more batches are under way than the engine runs at once and will run next, so that memory does not grow with the
number of documents, and each begins as soon as one has ended.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from math import inf
from time import monotonic

from corpus_pkg.building.cache import Cache
from corpus_pkg.building.encoding import is_lasting
from corpus_pkg.building.engines import Engine, EngineError, node, started
from corpus_pkg.building.inventory import Original, PageError
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.building.means import Means
from corpus_pkg.building.order import Place
from corpus_pkg.errors import one_line
from corpus_pkg.package.staging import uninterrupted

#: A batch has at most so many pages, of at most so many bytes where they are several.
BATCH_PAGES, BATCH_BYTES = 64, 4_000_000
#: So many batches are under way for each that runs, and so many may be read before the first of them is.
_UNDER_WAY, _AHEAD = 2, 4
#: Whatever the engine runs at once, pages of no more bytes are ahead of the first that is not read.
_MOST_BYTES = 200_000_000
#: After so many seconds it is asked anew how much the engine runs at once; without any for so many it is given up.
_ASKED, _PATIENCE = 5.0, 120.0


class Batches:
    """The documents that an engine has to read."""

    def __init__(self, means: Means, knowledge: Knowledge, cache: Cache, documents: int) -> None:
        """Start nothing yet; of so many documents some may be known. Raises OSError for tables that cannot be read."""
        self._name = means.engine
        self._jobs = means.jobs
        self._order = node.order(knowledge, means.seconds)
        self._cache = cache
        self._documents = documents
        self._engine: Engine | None = None
        self._waiting: list[tuple[Place, Original]] = []
        self._bytes = 0
        self._under_way: dict[Future[bytes], list[tuple[Place, Original]]] = {}
        self._slots = 1
        self._asked = -inf
        self._seen = inf

    @property
    def ahead(self) -> tuple[int, int]:
        """So many documents, of so many bytes, may be read before the first of them is."""
        most = _AHEAD * self._slots
        return most * BATCH_PAGES, min(most * BATCH_BYTES, _MOST_BYTES)

    def take(self, place: Place) -> bool:
        """Put the document into the next batch; return whether there is room for one."""
        if self._waiting and (len(self._waiting) >= self._pages() or self._bytes + place.original.size > BATCH_BYTES):
            self._send()
        if not self._waiting and len(self._under_way) >= _UNDER_WAY * self._count():
            return False
        try:
            self._waiting.append((place, place.original.carried()))
            self._bytes += place.original.size
        except PageError as error:
            place.result = error.failure
        return True

    def advance(self, *, is_urgent: bool) -> None:
        """Take what was read; where it is urgent, send what waits for more, and wait for the next batch to end."""
        if is_urgent and self._waiting:
            self._send()
        while self._under_way:
            done, _ = wait(self._under_way, _ASKED if is_urgent else 0, FIRST_COMPLETED)
            for future in done:
                self._take_in(future, self._under_way.pop(future))
            if done or not is_urgent:
                break
            self._count()

    def end(self) -> None:
        """Give up what is under way, and free the engine."""
        with uninterrupted():
            if self._engine is not None:
                self._engine.close()
                self._engine = None

    def _started(self) -> Engine:
        if self._engine is None:
            self._engine = started(self._name, self._jobs)
        return self._engine

    def _pages(self) -> int:
        """Return how many pages a batch has: few where there are few, so that all that runs has some to the end."""
        return max(1, min(BATCH_PAGES, self._documents // (_AHEAD * self._slots)))

    def _send(self) -> None:
        self._submit(self._waiting)
        self._waiting, self._bytes = [], 0

    def _submit(self, documents: list[tuple[Place, Original]], *, whole: bool = False) -> None:
        data = node.batch(self._order, [original for _, original in documents], whole=whole)
        self._under_way[self._started().submit(node.read, data)] = documents

    def _take_in(self, future: Future[bytes], documents: list[tuple[Place, Original]]) -> None:
        try:
            answer = future.result()
        except (Exception, CancelledError) as error:
            raise self._problem(
                f"a batch of pages was given up ({type(error).__name__}: {one_line(error)}); mend that and build again "
                "(with --cache DIR nothing is read twice)"
            ) from error
        if answer.startswith(node.REFUSED):
            raise self._problem(one_line(answer[1:].decode()))
        if answer.startswith(node.UNKNOWN):
            # A process that was not there before.
            self._submit(documents, whole=True)
            return
        for (place, _), result in zip(documents, node.unframed(answer), strict=True):
            if is_lasting(result):
                self._cache.keep(place.original, result)
            place.result = result

    def _count(self) -> int:
        """Return how many batches run at once, at least one; raises EngineError where none could run for long."""
        now = monotonic()
        if now - self._asked >= _ASKED:
            slots = self._started().slots()
            self._asked, self._slots = now, max(slots, 1)
            if slots or self._seen == inf:
                self._seen = now
            if now - self._seen > _PATIENCE:
                raise self._problem(f"no machine has joined it for {_PATIENCE:g} seconds; start some")
        return self._slots

    def _problem(self, reason: str) -> EngineError:
        return EngineError(f"engine {one_line(self._name)}: {reason}")
