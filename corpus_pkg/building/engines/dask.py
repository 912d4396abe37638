"""Dask's scheduler and workers as an engine (`pip install 'corpus-pkg[engine]'`).

A batch is a task. Dask starts it anew where its machine is lost, up to as many times as its own configuration allows
(`distributed.scheduler.allowed-failures`).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from importlib import import_module
from typing import Any

from corpus_pkg.building.engines import EngineError
from corpus_pkg.package.staging import uninterrupted

#: A scheduler answers within so many seconds.
_SECONDS = 10


def joined(address: str | None, jobs: int) -> Dask:
    """Join the scheduler at the address, by default that of Dask's own configuration; its workers are what there is.

    Raises EngineError where no scheduler answers.
    """
    place = address or import_module("dask").config.get("scheduler-address", None)
    if place is None:
        raise EngineError("engine dask: where its scheduler is was not said; name it (dask:tcp://HOST:8786)")
    distributed = import_module("distributed")
    try:
        # A client that is cut in two waits at its end for what never comes.
        with uninterrupted():
            client = distributed.Client(place, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise EngineError(f"engine dask: no scheduler at {place} ({error}); start one, or name another") from error
    return Dask(client)


class Dask:
    """A client of a scheduler."""

    def __init__(self, client: Any) -> None:
        """Run what is asked for by the client."""
        self._client = client
        self._executor = client.get_executor(pure=False)

    def submit(self, function: Callable[[bytes], bytes], data: bytes, /) -> Future[bytes]:
        """Run the function on the data on one of the workers."""
        future: Future[bytes] = self._executor.submit(function, data)
        return future

    def slots(self) -> int:
        """Return the number of threads of all workers."""
        return sum(self._client.nthreads().values())

    def close(self) -> None:
        """Let the scheduler forget what still runs."""
        self._executor.shutdown(wait=False)
        self._client.close()
