"""What takes too long is ended wherever it is, and nobody else's alarm is lost."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from types import FrameType

import pytest

from corpus_pkg.building.deadline import deadline

alarms = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarms")


def loop() -> None:
    while True:
        pass


def catch() -> None:
    while True:
        try:
            loop()
        except Exception:
            continue


def stubborn() -> None:
    """Catch the first end as well."""
    try:
        loop()
    except BaseException:
        loop()


def backtrack() -> None:
    re.match(r"(a|aa)+$", "a" * 200 + "b")


@alarms
@pytest.mark.parametrize("work", [loop, catch, stubborn, backtrack, lambda: time.sleep(1000), threading.Event().wait])
def test_the_main_thread_is_ended_wherever_it_is(work: Callable[[], object]) -> None:
    with pytest.raises(TimeoutError), deadline(0.2):
        work()
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pytest.mark.parametrize("work", [loop, catch, stubborn])
def test_any_other_thread_is_ended_too(work: Callable[[], object]) -> None:
    ended: list[type[BaseException]] = []

    def late() -> None:
        try:
            with deadline(0.2):
                work()
        except BaseException as error:
            ended.append(type(error))
        # Nothing is left over that would end what comes after.
        for _ in range(1000):
            time.sleep(0.001)
        ended.append(type(None))

    thread = threading.Thread(target=late, daemon=True)
    thread.start()
    thread.join(100)
    assert ended == [TimeoutError, type(None)]


def test_a_program_can_be_profiled_after_a_thread_was_in_time_or_late() -> None:
    program = """
import sys, threading
from corpus_pkg.building.deadline import deadline
def work(rounds, seconds):
    try:
        with deadline(seconds):
            for _ in range(rounds):
                pass
    except TimeoutError:
        pass
for rounds, seconds in ((10, 100), (10**12, 0.1)):
    thread = threading.Thread(target=work, args=(rounds, seconds))
    thread.start()
    thread.join()
sys.setprofile(lambda *_: None)
def called():
    return sum(number for number in range(1000))
print(called())
"""
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout == "499500\n"


def test_what_is_in_time_is_left_alone() -> None:
    for seconds in (100, inf):
        with deadline(seconds):
            time.sleep(0.01)


class Other(Exception):
    """What somebody else's alarm raises."""


@contextmanager
def alarm(seconds: float) -> Iterator[Callable[[int, FrameType | None], None]]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise Other

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield ring
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@alarms
def test_an_alarm_of_somebody_else_rings_when_it_is_due() -> None:
    with alarm(0.2), pytest.raises(Other), deadline(100):
        loop()
    with alarm(1000) as ring:
        with pytest.raises(TimeoutError), deadline(0.2):
            loop()
        assert signal.getsignal(signal.SIGALRM) is ring
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] < 1000
