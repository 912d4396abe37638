"""How work grows with what is read: in time of the processor, which other programs do not lengthen much."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

TIMES, TRIES = 8, 5


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds that this thread's processor spends on the work."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


def check_linear(work: Callable[[int], object], size: int, *, bound: float = 3) -> None:
    """Fail where work on `TIMES` the size takes more than `bound * TIMES` the time in each of `TRIES` tries.

    Work that grows with the square of the size takes `TIMES` times `TIMES`, every time; what disturbs a measurement
    does not do so five times in a row.
    """
    ratios = []
    for _ in range(TRIES):
        # Below a millisecond the clock says nothing.
        few = max(seconds(lambda: work(size)), 0.001)
        ratios.append(seconds(lambda: work(TIMES * size)) / few)
        if ratios[-1] <= bound * TIMES:
            return
    raise AssertionError(f"{TIMES} times the size takes {min(ratios):.0f} times the time")


def steps(work: Callable[[], object]) -> int:
    """Return how many calls the work makes, of functions of Python and of others: the same on every machine."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
