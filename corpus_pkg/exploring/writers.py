"""The pages of a site written by several processes, each of which reads the tables for itself.

Rows would cost more to hand over than to read. All go through the documents in the same order, and who comes to a
few of them first writes their pages: so one that has other work besides falls back, and the others take its share.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from corpus_pkg.building.workers import deaf
from corpus_pkg.dataset.dataset import open
from corpus_pkg.dataset.files import Location
from corpus_pkg.errors import PackageError
from corpus_pkg.exploring.documents import documents
from corpus_pkg.exploring.pages import Pages

#: Who comes first writes the pages of so many documents.
_TOGETHER = 16


class Turns:
    """Which documents are one's own to write; each is somebody's."""

    def __init__(self, following: Any = None) -> None:
        """Share out with those who have the same number of the `following` documents; without it all are one's own."""
        self._following = following
        self._at = -1
        self._mine = following is None

    def mine(self, number: int) -> bool:
        """Return whether to write the document of that number; asked of each, in order."""
        if self._following is not None and number // _TOGETHER != self._at:
            self._at = number // _TOGETHER
            with self._following.get_lock():
                self._mine = self._following.value <= self._at
                if self._mine:
                    self._following.value = self._at + 1
        return self._mine


@contextmanager
def sharing(package: Location | None, folder: Path, stories: frozenset[str], others: int) -> Iterator[Turns]:
    """Start so many other processes that write pages; give the turns of this one, and wait for them at the end.

    Raises PackageError where one of them cannot go on. After an error here they are ended.
    """
    if others == 0:
        yield Turns()
        return
    # Spawned, not forked: a fork copies the locks of whatever threads run.
    context = get_context("spawn")
    following = context.Value("q", 0)
    started = []
    try:
        for _ in range(others):
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(
                target=_write, args=(theirs, following, package, folder, stories), daemon=True, name="pages"
            )
            with deaf():
                process.start()
            theirs.close()
            started.append((process, ours))
        yield Turns(following)
        for process, ours in started:
            try:
                error = ours.recv()
            except EOFError:
                process.join()
                raise PackageError(
                    f"a process that writes pages ended (code {process.exitcode}); explore again with fewer --jobs"
                ) from None
            if error is not None:
                raise error
            process.join()
    finally:
        for process, ours in started:
            process.kill()
            process.join()
            ours.close()


def _write(pipe: Connection, following: Any, package: Location | None, folder: Path, stories: frozenset[str]) -> None:
    """Write pages in a process of its own, and say at the end what went wrong, None where nothing did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    error: Exception | None = None
    try:
        dataset = open(package)
        pages, turns = Pages(dataset, folder, stories), Turns(following)
        for number, whole in enumerate(documents(dataset)):
            if turns.mine(number):
                pages.write(whole)
                if number % _TOGETHER == 0 and parent is not None and not parent.is_alive():
                    return
    except (PackageError, OSError) as problem:
        error = problem
    pipe.send(error)
