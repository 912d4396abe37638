"""Work done in a child that is killed (SIGKILL) at a chosen moment, for scripts of one thread: they fork."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

#: What changes a folder; an audit hook hears of each before it is done.
CHANGES = frozenset(("os.rename", "os.mkdir", "os.remove", "os.rmdir"))


def _forked(prepare: Callable[[], None], work: Callable[[], object]) -> bool:
    child = os.fork()
    if child == 0:
        try:
            prepare()
            work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert killed or os.waitstatus_to_exitcode(status) == 0, status
    return killed


def before_change(number: int, work: Callable[[], object]) -> bool:
    """Do the work up to that change of a folder (from 1); return whether it came so far and was killed."""
    left = number

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in CHANGES:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return _forked(lambda: sys.addaudithook(hear), work)


def at_call(number: int, work: Callable[[], object]) -> bool:
    """Do the work up to that call of a function (from 1); return whether it came so far and was killed."""
    left = number

    def hear(frame: object, event: str, argument: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return _forked(lambda: sys.setprofile(hear), work)


def pages_known(cache: Path) -> int:
    """How many pages the cache in the folder knows."""
    count = 0
    for path in cache.glob("*.rows"):
        # Killed before the table was made, it has none.
        with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.OperationalError):
            count += connection.execute("SELECT count(*) FROM rows").fetchone()[0]
    return count
