"""Documents read one after the other, or by worker processes, and given back in the same order either way.

What is in the cache is not read. A worker always has some pages before it, so that it never waits for the next, and no
page is far ahead of what was given back. A worker that does not answer in time, or ends in the middle of a page, costs
that page alone: it is ended, and another takes its place. So it is when the build is interrupted: workers hold nothing
that would have to be put in order.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from math import inf, isfinite
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Thread
from time import monotonic

from corpus_pkg.building import rows
from corpus_pkg.building.cache import Cache
from corpus_pkg.building.encoding import Result, decode, encode
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.errors import BuildError, CorpusError
from corpus_pkg.package.staging import uninterrupted

#: A worker has at most so many pages before it, of at most so many bytes as they are sent where they are several: more
#: would not fit into the pipe, and nobody may wait for the other to empty it.
AHEAD_PAGES, AHEAD_BYTES = 8, 30_000
#: So many documents, of so many bytes, may be read before the first of them is: the work of the others while it is.
WINDOW_PAGES, WINDOW_BYTES = 300, 20_000_000
#: A worker ends a page itself when its time is over, and keeps its text in as much time again; after so many times the
#: time of a page, and a second, nothing is to be expected of it.
_TIMES = 3
#: A process whose pipe is closed has ended, or does so in so many seconds.
_ENDING = 10.0
#: What a worker says before it reads, and before the reason why it cannot.
_READY, _REFUSED = b"", b"!"


def read_all(
    documents: Sequence[Original], knowledge: Knowledge, jobs: int, seconds: float, cache: Cache
) -> Generator[tuple[Original, Result], None, None]:
    """Yield the documents with their rows, in order, read by so many processes, each page in so many seconds at most.

    Raises BuildError as `rows.read`.
    """
    if jobs == 1 or len(documents) < 2:
        yield from _alone(documents, knowledge, seconds, cache)
        return
    workers: list[_Worker] = []
    try:
        yield from _shared_out(documents, knowledge, jobs, seconds, cache, workers)
    finally:
        with uninterrupted():
            end(workers)


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
                    stack.enter_context(_kept())
                    is_prepared = True
                result = rows.read(original, knowledge, seconds)
                if cache.is_open and is_lasting(result):
                    cache.keep(original, encode(result, packed=True))
            yield original, result


def is_lasting(result: Result) -> bool:
    """Return whether a document would be read as the same again: what failed may not."""
    return isinstance(result, rows.DocumentRows) and result.failure is None


def _shared_out(
    documents: Iterable[Original],
    knowledge: Knowledge,
    jobs: int,
    seconds: float,
    cache: Cache,
    workers: list[_Worker],
) -> Iterator[tuple[Original, Result]]:
    """Yield the documents with their rows in order; adds those that read them to `workers` as they are needed."""
    window = Window(Place(original, cache.get(original)) for original in documents)
    while True:
        if (place := window.unread()) is not None:
            worker = min(workers, key=lambda worker: len(worker.places), default=None)
            if len(workers) < jobs and (worker is None or worker.places):
                worker = _Worker(knowledge, seconds, cache)
                # Known before it runs: an interruption as soon as it does must find it.
                workers.append(worker)
                worker.start()
            if worker is not None and worker.take(place):
                window.give()
                continue
        first = window.pop()
        if first is not None:
            yield first
        elif window.is_over:
            return
        if busy := [worker for worker in workers if worker.places]:
            _advance(busy, is_urgent=first is None)


def _advance(workers: list[_Worker], *, is_urgent: bool) -> None:
    """Take what the workers say; where it is urgent, wait until one of them says something, ends or is late."""
    left = min(worker.late for worker in workers) - monotonic() if is_urgent else 0
    ready = connection.wait([worker.pipe for worker in workers], max(left, 0) if isfinite(left) else None)
    for worker in workers:
        if worker.pipe in ready:
            worker.hear()
        elif monotonic() > worker.late:
            worker.replace(rows.LATE.format(f"{worker.seconds:g}"))


@dataclass(slots=True)
class Place:
    """The place of a document in the order, and what came of it; None as long as it is not read."""

    original: Original
    result: Result | None


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

    def unread(self) -> Place | None:
        """Return the next document that must be read, the same until it is given; None where there is none for now.

        No further one is looked at while the first can be given back.
        """
        while self._next is None and not self._is_all and not (self._places and self._places[0].result is not None):
            if len(self._places) >= WINDOW_PAGES or self._bytes >= WINDOW_BYTES:
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

    def pop(self) -> tuple[Original, Result] | None:
        """Take out the first document, with what came of it; None where it is not read, or there is none."""
        if not self._places or (result := self._places[0].result) is None:
            return None
        original = self._places.popleft().original
        self._bytes -= original.size
        return original, result


class _Worker:
    """A process that reads pages, and the one that takes its place."""

    def __init__(self, knowledge: Knowledge, seconds: float, cache: Cache) -> None:
        self.seconds = seconds
        #: What was sent and is not answered, in order.
        self.places: deque[Place] = deque()
        self._sizes: deque[int] = deque()
        self._knowledge = knowledge
        self._cache = cache
        self._process: SpawnProcess | None = None

    def start(self) -> None:
        """Start the process."""
        # Spawned, not forked: a fork copies the locks of whatever threads run (the progress bar has one).
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        arguments = (theirs, self._knowledge.carried(), self.seconds, self._cache.is_open)
        process = context.Process(target=_serve, args=arguments)
        self._heard = False
        self._given_up: Original | None = None
        self.late = inf
        with _deaf():
            process.start()
            self._process = process
        theirs.close()

    def take(self, place: Place) -> bool:
        """Give the worker a page to read; return whether it has room for it."""
        message = pickle.dumps((place.original, None))
        if self.places and (len(self.places) >= AHEAD_PAGES or sum(self._sizes) + len(message) > AHEAD_BYTES):
            return False
        self.places.append(place)
        self._sizes.append(len(message))
        if len(self.places) == 1:
            self._wait()
        self._send(message)
        return True

    def _send(self, message: bytes) -> None:
        with suppress(OSError):
            # One that has ended says so when it is heard.
            self.pipe.send_bytes(message)

    def hear(self) -> None:
        """Take what the worker says: that it is there, what came of pages, or why it cannot go on."""
        try:
            while True:
                self._take_in(self.pipe.recv_bytes())
                if not (self.places and self.pipe.poll()):
                    break
        except (EOFError, OSError):
            assert self._process is not None
            self._process.join(_ENDING)
            self.replace(rows.ENDED.format(self._process.exitcode))

    def _take_in(self, message: bytes) -> None:
        if message[:1] == _REFUSED:
            raise BuildError(*message[1:].decode().splitlines())
        if self._heard:
            result = decode(message)
            if is_lasting(result):
                self._cache.keep(self.places[0].original, message)
            self._settle(result)
        self._heard = True
        self._wait()

    def _wait(self) -> None:
        """Set when nothing more is to be expected; as long as a process starts it is not late."""
        self.late = monotonic() + _TIMES * self.seconds + 1 if self._heard and self.places else inf

    def _settle(self, result: Result) -> None:
        self.places.popleft().result = result
        self._sizes.popleft()

    def replace(self, reason: str) -> None:
        """Go on with another process; the page that this one was at is given up for the reason."""
        if not self._heard:
            raise BuildError("a worker process ended before it read a page; build again with fewer --jobs")
        given_up = self._given_up
        end([self])
        self.start()
        first = self.places[0].original
        if first is given_up:
            # Not even its text could be kept.
            self._settle(rows.unread(first, reason))
        else:
            self._given_up = first
            self._send(pickle.dumps((first, reason)))
        others = list(self.places)[0 if first is given_up else 1 :]
        for place in others:
            self._send(pickle.dumps((place.original, None)))

    def kill(self) -> None:
        """End the process, whatever it is at."""
        if self._process is not None:
            self._process.kill()

    def join(self) -> None:
        """Wait for the end of the process, and forget it; one that never ran has ended."""
        if self._process is not None:
            self._process.join()
            self.pipe.close()
            self._process = None


def end(workers: Iterable[_Worker]) -> None:
    """End all processes together, whatever they are at."""
    workers = list(workers)
    for worker in workers:
        worker.kill()
    for worker in workers:
        worker.join()


@contextmanager
def _kept() -> Iterator[None]:
    """While pages are read: what is there before them, lexicons above all, is not looked through for garbage.

    It is looked through again and again otherwise, which is a sixth of the time that pages take.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _deaf() -> Iterator[None]:
    """While workers are started: they inherit the deafness to Ctrl-C, which is for the parent alone to answer."""
    with uninterrupted():
        before = (
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT]) if hasattr(signal, "pthread_sigmask") else None
        )
        try:
            yield
        finally:
            if before is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, knowledge: Knowledge, seconds: float, packed: bool) -> None:
    """Read pages in a process of its own, as long as the build asks for any; its lexicons are read once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        rows.prepare(knowledge)
        pipe.send_bytes(_READY)
        with _kept():
            while True:
                original, given_up = pickle.loads(pipe.recv_bytes())
                pipe.send_bytes(encode(rows.read(original, knowledge, seconds, given_up), packed=packed))
    except (EOFError, OSError):
        return
    except CorpusError as error:
        pipe.send_bytes(_REFUSED + str(error).encode())


def _end_with_parent() -> None:
    """Wait for the end of the build, and end with it: where it was killed nobody asks for anything any more."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
