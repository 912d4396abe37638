"""Documents read by processes of this machine.

A worker always has some pages before it, so that it never waits for the next. A worker that does not answer in time, or
ends in the middle of a page, costs that page alone: it is ended, and another takes its place. So it is when the build
is interrupted: workers hold nothing that would have to be put in order.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from math import inf, isfinite
from multiprocessing import connection, current_process, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Thread
from time import monotonic

from corpus_pkg.building import garbage, rows
from corpus_pkg.building.cache import Cache
from corpus_pkg.building.encoding import Result, encode, is_lasting
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.building.order import WINDOW_BYTES, WINDOW_PAGES, Place
from corpus_pkg.errors import BuildError, CorpusError
from corpus_pkg.package.staging import uninterrupted

#: A worker has at most so many pages before it, of at most so many bytes as they are sent where they are several: more
#: would not fit into the pipe, and nobody may wait for the other to empty it.
AHEAD_PAGES, AHEAD_BYTES = 16, 30_000
#: To start a worker takes as long as to read some hundred pages: none is while those there have fewer pages than this,
#: of fewer bytes, before them.
FEW_PAGES, FEW_BYTES = 12, 200_000
#: A worker ends a page itself when its time is over, and keeps its text in as much time again; after so many times the
#: time of a page, and a second, nothing is to be expected of it.
_TIMES = 3
#: A process whose pipe is closed has ended, or does so in so many seconds.
_ENDING = 10.0
#: What a worker says before it reads, and before the reason why it cannot.
_READY, _REFUSED = b"", b"!"


class Workers:
    """Processes of this machine that read pages, started as they are needed."""

    ahead = (WINDOW_PAGES, WINDOW_BYTES)

    def __init__(
        self, knowledge: Knowledge, jobs: int, seconds: float, cache: Cache, *, is_packed: bool = False
    ) -> None:
        """Start none yet, and at most so many; a page may take so many seconds in them."""
        self._knowledge = knowledge
        self._jobs = jobs
        self._seconds = seconds
        self._cache = cache
        self._is_packed = is_packed
        self._workers: list[_Worker] = []

    def take(self, place: Place) -> bool:
        """Give a page to the one that has the fewest before it; return whether any has room for it."""
        worker = min(self._workers, key=lambda worker: len(worker.places), default=None)
        if len(self._workers) < self._jobs and (worker is None or all(each.has_enough for each in self._workers)):
            worker = _Worker(self._knowledge, self._seconds, self._cache, self._is_packed)
            # Known before it runs: an interruption as soon as it does must find it.
            self._workers.append(worker)
            worker.start()
        return worker is not None and worker.take(place)

    def advance(self, *, is_urgent: bool) -> None:
        """Take what the workers say; where it is urgent, wait until one of them says something, ends or is late."""
        busy = [worker for worker in self._workers if worker.places]
        if not busy:
            return
        left = min(worker.late for worker in busy) - monotonic() if is_urgent else 0
        ready = connection.wait([worker.pipe for worker in busy], max(left, 0) if isfinite(left) else None)
        for worker in busy:
            if worker.pipe in ready:
                worker.hear()
            elif monotonic() > worker.late:
                worker.replace(rows.LATE.format(f"{worker.seconds:g}"))

    def end(self) -> None:
        """End all of them, whatever they are at."""
        with uninterrupted():
            _end(self._workers)


class _Worker:
    """A process that reads pages, and the one that takes its place."""

    def __init__(self, knowledge: Knowledge, seconds: float, cache: Cache, is_packed: bool) -> None:
        self.seconds = seconds
        #: What was sent and is not answered, in order.
        self.places: deque[Place] = deque()
        self._sizes: deque[int] = deque()
        self._knowledge = knowledge
        self._cache = cache
        self._is_packed = is_packed
        self._process: SpawnProcess | None = None

    @property
    def has_enough(self) -> bool:
        """Whether it is worth a further process to take pages from this one."""
        return len(self.places) >= FEW_PAGES or sum(place.original.size for place in self.places) >= FEW_BYTES

    def start(self) -> None:
        """Start the process."""
        # Spawned, not forked: a fork copies the locks of whatever threads run (the progress bar has one).
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        arguments = (theirs, self._knowledge.carried(), self.seconds, self._is_packed or self._cache.is_open)
        process = context.Process(target=_serve, args=arguments, daemon=True)
        self._heard = False
        self._given_up: Original | None = None
        self.late = inf
        with deaf():
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
            if is_lasting(message):
                self._cache.keep(self.places[0].original, message)
            self._settle(message)
        self._heard = True
        self._wait()

    def _wait(self) -> None:
        """Set when nothing more is to be expected; as long as a process starts it is not late."""
        self.late = monotonic() + _TIMES * self.seconds + 1 if self._heard and self.places else inf

    def _settle(self, result: Result | bytes) -> None:
        self.places.popleft().result = result
        self._sizes.popleft()

    def replace(self, reason: str) -> None:
        """Go on with another process; the page that this one was at is given up for the reason."""
        if not self._heard:
            raise BuildError("a worker process ended before it read a page; build again with fewer --jobs")
        given_up = self._given_up
        _end([self])
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


def _end(workers: Iterable[_Worker]) -> None:
    """End all processes together, whatever they are at."""
    workers = list(workers)
    for worker in workers:
        worker.kill()
    for worker in workers:
        worker.join()


@contextmanager
def deaf() -> Iterator[None]:
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
    # A daemon for who started it, to be ended with it; it may start processes of its own, as recognizers do.
    current_process().daemon = False
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        rows.prepare(knowledge)
        pipe.send_bytes(_READY)
        with garbage.kept():
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
