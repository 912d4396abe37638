"""What a build shows of how far it is: a bar, lines, or JSON for other programs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from corpus_pkg.errors import one_line

if TYPE_CHECKING:
    from corpus_pkg.building.failures import Failure
    from corpus_pkg.building.progress import Listener, Progress

#: Seconds between two lines of one step: for people, and for programs.
LINES, EVENTS = 10.0, 1.0
#: What the steps are called.
NAMES = {
    "fetching": "fetching pages",
    "packing": "packing pages",
    "listing": "listing files",
    "copying": "copying pages",
    "reading": "reading pages",
    "joining": "joining stories",
    "describing": "describing the package",
}


class Watch:
    """What is new of a build, and how fast it goes, by the clock of whoever watches.

    Attributes:
        begins: whether a step has just begun.
        is_due: whether something is to be said: a step begins or is done, or so many seconds were silent.
        failed: the failures that are new.
        seconds: how long the step has taken.
        per_second: files or documents a second; those from the cache count as well.
        rows_per_second: rows a second.
        left: seconds that the step will take at this pace; None where nothing tells.

    """

    def __init__(self, silence: float) -> None:
        """Watch for somebody who wants to hear something after so many seconds."""
        self._silence = silence
        self._step = ""
        self._began = self._said = 0.0
        self._rows = self._failures = 0
        self.begins = self.is_due = False
        self.failed: Sequence[Failure] = ()
        self.seconds = self.per_second = self.rows_per_second = 0.0
        self.left: float | None = None

    def take(self, progress: Progress, now: float) -> None:
        """Take in how far the build is, at that second of the clock."""
        self.begins = progress.step != self._step
        if self.begins:
            self._step, self._began, self._rows = progress.step, now, progress.rows
        self.failed = progress.failures[self._failures :]
        self._failures = len(progress.failures)
        self.is_due = self.begins or progress.done == progress.total or now - self._said >= self._silence
        if self.is_due:
            self._said = now
        self.seconds = now - self._began
        self.per_second = progress.done / self.seconds if self.seconds > 0 else 0.0
        self.rows_per_second = (progress.rows - self._rows) / self.seconds if self.seconds > 0 else 0.0
        self.left = None
        if progress.total is not None and self.per_second > 0:
            self.left = (progress.total - progress.done) / self.per_second


def lines(stream: TextIO) -> Listener:
    """Return what says lines for people: each step as it begins and every ten seconds, each failure as it is met."""
    watch = Watch(LINES)

    def say(progress: Progress) -> None:
        watch.take(progress, time.monotonic())
        said = [failed.line for failed in watch.failed]
        if watch.is_due:
            said.append(line(progress, watch))
        for text in said:
            print(f"corpus-pkg: {text}", file=stream, flush=True)

    return say


def events(stream: TextIO) -> Listener:
    """Return what writes JSON for programs, an object a line: `step`, `progress` once a second, `failure`."""
    watch = Watch(EVENTS)

    def say(progress: Progress) -> None:
        watch.take(progress, time.monotonic())
        for failed in watch.failed:
            write(stream, "failure", path=failed.path, problem=failed.problem, remedy=failed.remedy)
        if watch.begins:
            write(stream, "step", step=progress.step)
        if watch.is_due and progress.total is not None:
            write(
                stream,
                "progress",
                step=progress.step,
                done=progress.done,
                total=progress.total,
                rows=progress.rows,
                reused=progress.reused,
                failures=len(progress.failures),
                seconds=round(watch.seconds, 3),
                per_second=round(watch.per_second, 3),
                seconds_left=None if watch.left is None else round(watch.left, 1),
            )

    return say


def write(stream: TextIO, event: str, **values: Any) -> None:
    """Write one event: a JSON object in ASCII, so that any terminal and locale carries it."""
    print(json.dumps({"event": event, **values}), file=stream, flush=True)


def line(progress: Progress, watch: Watch) -> str:
    """Return how far the build is, for people: what the step does, how much of it, how fast, what failed, what is left.

    >>> from corpus_pkg.building.progress import Progress
    >>> watch = Watch(LINES)
    >>> watch.take(Progress("reading", 0, 5000, 0, 0, ()), 0.0)
    >>> half_way = Progress("reading", 1000, 5000, 90_000, 250, ())
    >>> watch.take(half_way, 20.0)
    >>> line(half_way, watch)
    'reading pages: 1,000 of 5,000 (250 from the cache), 50 a second, 4,500 rows a second, 0:01:20 left'
    """
    text = NAMES[progress.step]
    if not progress.total:
        return text
    parts = [f"{text}: {progress.done:,} of {progress.total:,}"]
    if progress.reused:
        parts[0] += f" ({progress.reused:,} from the cache)"
    if watch.per_second:
        parts.append(f"{watch.per_second:,.0f} a second")
    if watch.rows_per_second:
        parts.append(f"{watch.rows_per_second:,.0f} rows a second")
    if progress.failures:
        parts.append(f"{len(progress.failures):,} failed")
    if watch.left is not None and progress.done < progress.total:
        parts.append(f"{clock(watch.left)} left")
    return ", ".join(parts)


def clock(seconds: float) -> str:
    """Return seconds as hours, minutes and seconds.

    >>> clock(80.4), clock(123_456)
    ('0:01:20', '34:17:36')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


@contextmanager
def bar() -> Iterator[Listener]:
    """Show a bar on the terminal as long as the build goes on."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    watch = Watch(LINES)
    with Bar(BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None)

        def show(progress: Progress) -> None:
            watch.take(progress, time.monotonic())
            text = one_line(line(progress, watch))
            shown.update(task, description=text, completed=progress.done, total=progress.total)

        yield show
