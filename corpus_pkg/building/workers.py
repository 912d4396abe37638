"""Documents read one after the other, or by worker processes, and given back in the same order either way."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread

from corpus_pkg.building import rows
from corpus_pkg.building.failures import Failure
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.building.rows import DocumentRows
from corpus_pkg.errors import BuildError
from corpus_pkg.package.staging import uninterrupted

#: What is given to a worker at a time: at most so many pages, of at most so many bytes where they are several.
CHUNK_PAGES, CHUNK_BYTES = 32, 2_000_000


def read_all(
    documents: Sequence[Original], knowledge: Knowledge, jobs: int
) -> Iterator[tuple[Original, DocumentRows | Failure]]:
    """Yield the documents with their rows, in order, read by so many processes; raises BuildError as `rows.read`."""
    if jobs == 1 or len(documents) < 2:
        for original in documents:
            yield original, rows.read(original, knowledge)
        return
    # Spawned, not forked: a fork copies the locks of whatever threads run (the progress bar has one).
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(knowledge.carried(),)
    ) as pool:
        waiting: deque[tuple[list[Original], Future[list[DocumentRows | Failure]]]] = deque()
        try:
            for chunk in chunks(documents):
                with _deaf():
                    # Any of these may start a worker.
                    waiting.append((chunk, pool.submit(_read_chunk, chunk)))
                if len(waiting) >= 2 * jobs:
                    done, future = waiting.popleft()
                    yield from zip(done, future.result(), strict=True)
            while waiting:
                done, future = waiting.popleft()
                yield from zip(done, future.result(), strict=True)
        except BrokenProcessPool:
            raise BuildError(
                "a worker process died; build again with fewer --jobs (each holds its pages in memory)"
            ) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


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


_knowledge = Knowledge()


def _start(knowledge: Knowledge) -> None:
    """Begin a worker: its lexicons are read once, and Ctrl-C is for the parent to answer."""
    global _knowledge
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _knowledge = knowledge


def _end_with_parent() -> None:
    """Wait for the end of the build, and end with it: where it was killed nobody asks for anything any more."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_chunk(chunk: list[Original]) -> list[DocumentRows | Failure]:
    return [rows.read(original, _knowledge) for original in chunk]
