"""Engines: what runs batches of pages on other processes or machines.

An engine runs a function on bytes somewhere and gives bytes back, as an executor of `concurrent.futures` does; it
starts it anew elsewhere where a machine is lost. All that concerns pages stands on either side of it: `batches` hands
them out and takes the rows in, `node` reads a batch where the engine has brought it. Other distributions bring engines
by entry points of the group `corpus_pkg.engines`: a function of an address and a number of processes that returns one.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from importlib.util import find_spec
from typing import Protocol

from corpus_pkg.errors import BuildError, CorpusError, one_line
from corpus_pkg.plugins import Group

#: The processes of this machine, which no engine has to start.
LOCAL = "local"


class Engine(Protocol):
    """Runs functions on other processes or machines, which have the same program as this one."""

    def submit(self, function: Callable[[bytes], bytes], data: bytes, /) -> Future[bytes]:
        """Run the function, which a module holds, on the data somewhere; again elsewhere where it is lost there."""

    def slots(self) -> int:
        """Return how many such calls can run at once now, which may change as machines come and go."""

    def close(self) -> None:
        """Give up whatever still runs, and free what the engine holds; at once."""


class EngineError(BuildError):
    """An engine that cannot be used; the message says in one line what to install, start or name."""


ENGINES: Group[Callable[[str | None, int], Engine]] = Group(
    name="corpus_pkg.engines",
    noun="engine",
    needs="a function of an address (or None) and a number of processes",
    fits=callable,
    error=EngineError,
    shipped={"dask": "corpus_pkg.building.engines.dask:joined"},
)


#: What an engine leans on, and the extra that brings it.
_NEEDED = {"dask": ("distributed", "engine")}


def check(engine: str) -> None:
    """Raise EngineError where there is no engine of that name, or what it leans on is not installed."""
    name, _, _ = engine.partition(":")
    if name not in (LOCAL, *ENGINES.names()):
        raise EngineError(f"no engine {one_line(repr(name))}; there are {', '.join((LOCAL, *ENGINES.names()))}")
    if engine != LOCAL and name == LOCAL:
        raise EngineError(f"engine {one_line(engine)}: {LOCAL} has no address; leave it out")
    needed, extra = _NEEDED.get(name, (None, None))
    if needed is not None and find_spec(needed) is None:
        raise EngineError(f"engine {name}: {needed} is not installed; pip install 'corpus-pkg[{extra}]'")


def started(engine: str, jobs: int) -> Engine:
    """Start the engine, or join the one at its address ("dask:tcp://10.0.0.1:8786").

    Args:
        engine: its name, and behind a colon its address where it has one.
        jobs: how many processes it may start, where it starts any.

    Raises EngineError where it cannot be used.

    """
    name, _, address = engine.partition(":")
    start = ENGINES.load(name)
    try:
        return start(address or None, jobs)
    except CorpusError:
        raise
    except Exception as error:
        raise ENGINES.problem(name, f"cannot be started: {one_line(error)}") from error
