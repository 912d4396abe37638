"""A bound on the time that something takes in this thread, which ends it where it is.

The main thread is ended by an alarm, which reaches whatever runs Python, sleeps, waits or matches a pattern; any other
thread, and systems without alarms, by an exception that is raised in it, which reaches what runs Python. What ends it
is no `Exception`, so that nobody who catches those goes on.
"""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from time import monotonic
from types import FrameType

#: Whoever caught the end is told again after so many seconds.
_AGAIN = 0.5
#: An exception for a thread is raised in it at the end of a round of a loop; what was sent is there after these.
_ROUNDS = 100


class _Late(BaseException):
    """Raised wherever the thread is when its time is over."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise TimeoutError where the block takes longer; an alarm of somebody else that comes before is left alone."""
    alarms = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    try:
        if not isfinite(seconds):
            yield
        elif alarms:
            with _alarm(seconds):
                yield
        else:
            with _watch(seconds):
                yield
    except _Late:
        raise TimeoutError from None


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    others, interval = signal.getitimer(signal.ITIMER_REAL)
    if 0 < others <= seconds:
        yield
        return
    over = False

    def late(number: int, frame: FrameType | None) -> None:
        if not over:
            raise _Late

    began = monotonic()
    before = signal.signal(signal.SIGALRM, late)
    try:
        # Within, for it may be late at once.
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        # From here on nothing is interrupted, though an alarm be on its way.
        over = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if others:
            signal.setitimer(signal.ITIMER_REAL, max(others - (monotonic() - began), 1e-3), interval)


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    thread = ctypes.c_ulong(threading.get_ident())
    over = threading.Event()

    def watch() -> None:
        wait = seconds
        while not over.wait(wait):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(_Late))
            wait = _AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        # What is on its way is awaited and taken here. To call it back would not do: the interpreter would look for it
        # for ever, and one of 3.11 that is profiled would do nothing else.
        while True:
            try:
                over.set()
                watcher.join()
                for _ in range(_ROUNDS):
                    pass
                break
            except _Late:
                continue
