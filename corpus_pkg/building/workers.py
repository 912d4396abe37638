"""Documents read one after the other, or by worker processes, and given back in the same order either way.

A worker that does not answer in time, or ends in the middle of a page, costs that page alone: it is ended, and another
takes its place. So it is when the build is interrupted: workers hold nothing that would have to be put in order.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from math import inf, isfinite
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Thread
from time import monotonic

from corpus_pkg.building import rows
from corpus_pkg.building.failures import Failure
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.building.rows import DocumentRows
from corpus_pkg.errors import BuildError, CorpusError
from corpus_pkg.package.staging import uninterrupted

#: What is given to a worker at a time: at most so many pages, of at most so many bytes where they are several.
CHUNK_PAGES, CHUNK_BYTES = 32, 2_000_000
#: A worker ends a page itself when its time is over, and keeps its text in as much time again; after so many times the
#: time of a page, and a second, nothing is to be expected of it.
_TIMES = 3
#: A process whose pipe is closed has ended, or does so in so many seconds.
_ENDING = 10.0

Result = DocumentRows | Failure


def read_all(
    documents: Sequence[Original], knowledge: Knowledge, jobs: int, seconds: float
) -> Generator[tuple[Original, Result], None, None]:
    """Yield the documents with their rows, in order, read by so many processes, each page in so many seconds at most.

    Raises BuildError as `rows.read`.
    """
    if jobs == 1 or len(documents) < 2:
        rows.prepare(knowledge)
        with _kept():
            for original in documents:
                yield original, rows.read(original, knowledge, seconds)
        return
    workers: list[_Worker] = []
    try:
        for _ in range(min(jobs, len(documents))):
            # Known before it runs: an interruption as soon as it does must find it.
            workers.append(_Worker(knowledge, seconds))
            workers[-1].start()
        yield from _shared_out(documents, workers)
    finally:
        with uninterrupted():
            for worker in workers:
                worker.end()


def _shared_out(documents: Sequence[Original], workers: list[_Worker]) -> Iterator[tuple[Original, Result]]:
    """Yield the documents with their rows in order; no worker is more than some chunks ahead of what is yielded."""
    coming = chunks(documents)
    waiting: deque[_Chunk] = deque()
    while True:
        for worker in workers:
            if worker.chunk is None and len(waiting) < 2 * len(workers) and (pages := next(coming, None)):
                waiting.append(worker.take(_Chunk(pages)))
        if not waiting:
            return
        while waiting and waiting[0].done:
            chunk = waiting.popleft()
            yield from zip(chunk.pages, chunk.results, strict=True)
        if waiting and not waiting[0].done:
            _advance([worker for worker in workers if worker.chunk is not None])


def _advance(workers: list[_Worker]) -> None:
    """Wait until one of the workers says something, ends or is late, and take it."""
    left = min(worker.late for worker in workers) - monotonic()
    ready = connection.wait([worker.pipe for worker in workers], max(left, 0) if isfinite(left) else None)
    for worker in workers:
        if worker.pipe in ready:
            worker.hear()
        elif monotonic() > worker.late:
            worker.replace(rows.LATE.format(f"{worker.seconds:g}"))


@dataclass(slots=True)
class _Chunk:
    """Pages that one worker reads one after the other, and what came of those that it has read."""

    pages: list[Original]
    results: list[Result] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return len(self.results) == len(self.pages)


class _Worker:
    """A process that reads pages, and the one that takes its place."""

    def __init__(self, knowledge: Knowledge, seconds: float) -> None:
        self.seconds = seconds
        self.chunk: _Chunk | None = None
        self._knowledge = knowledge
        self._process: SpawnProcess | None = None

    def start(self) -> None:
        """Start the process."""
        # Spawned, not forked: a fork copies the locks of whatever threads run (the progress bar has one).
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._knowledge.carried(), self.seconds))
        self._heard = False
        self._given_up: Original | None = None
        self.late = inf
        with _deaf():
            process.start()
            self._process = process
        theirs.close()

    def take(self, chunk: _Chunk) -> _Chunk:
        """Give the worker pages to read, and return them."""
        self.chunk = chunk
        self._wait()
        self._send([(original, None) for original in chunk.pages])
        return chunk

    def _send(self, pages: list[tuple[Original, str | None]]) -> None:
        with suppress(OSError):
            # One that has ended says so when it is heard.
            self.pipe.send(pages)

    def hear(self) -> None:
        """Take what the worker says: that it is there, what came of a page, or why it cannot go on."""
        try:
            said = self.pipe.recv()
        except (EOFError, OSError):
            assert self._process is not None
            self._process.join(_ENDING)
            self.replace(rows.ENDED.format(self._process.exitcode))
            return
        if isinstance(said, BaseException):
            raise said
        if self._heard:
            self._keep(said)
        self._heard = True
        self._wait()

    def _wait(self) -> None:
        """Set when nothing more is to be expected; as long as a process starts it is not late."""
        self.late = monotonic() + _TIMES * self.seconds + 1 if self._heard and self.chunk is not None else inf

    def _keep(self, result: Result) -> None:
        assert self.chunk is not None
        self.chunk.results.append(result)
        if self.chunk.done:
            self.chunk = None

    def replace(self, reason: str) -> None:
        """Go on with another process; the page that this one was at is given up for the reason."""
        if not self._heard:
            raise BuildError("a worker process ended before it read a page; build again with fewer --jobs")
        assert self.chunk is not None
        given_up = self._given_up
        self.end()
        self.start()
        first, *others = self.chunk.pages[len(self.chunk.results) :]
        if first is given_up:
            # Not even its text could be kept.
            self._send([(original, None) for original in others])
            self._keep(rows.unread(first, reason))
            return
        self._given_up = first
        self._send([(first, reason), *((original, None) for original in others)])

    def end(self) -> None:
        """End the process, whatever it is at; one that never ran has ended."""
        if self._process is None:
            return
        self._process.kill()
        self._process.join()
        self.pipe.close()
        self._process = None


def chunks(documents: Iterable[Original]) -> Iterator[list[Original]]:
    """Yield the documents in order, so many together as a worker is given at a time."""
    chunk: list[Original] = []
    size = 0
    for original in documents:
        if chunk and (len(chunk) >= CHUNK_PAGES or size + original.size > CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(original)
        size += original.size
    if chunk:
        yield chunk


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


def _serve(pipe: Connection, knowledge: Knowledge, seconds: float) -> None:
    """Read pages in a process of its own, as long as the build asks for any; its lexicons are read once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        rows.prepare(knowledge)
        pipe.send(None)
        with _kept():
            while True:
                for original, given_up in pipe.recv():
                    pipe.send(rows.read(original, knowledge, seconds, given_up))
    except (EOFError, OSError):
        return
    except CorpusError as error:
        pipe.send(BuildError(*str(error).splitlines()))


def _end_with_parent() -> None:
    """Wait for the end of the build, and end with it: where it was killed nobody asks for anything any more."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
