"""One build at a time in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

from filelock import BaseFileLock, FileLock, Timeout

from corpus_pkg.errors import BuildError


def lock(folder: Path) -> Callable[[], None] | None:
    """Keep other builds out of the folder until what is returned is called, or this process ends however it ends.

    Raises BuildError where another build is at work in it. File systems without locks go without (None).
    """
    taken = f"{folder}: another build is at work in it; wait for its end or build somewhere else"
    if fcntl is None:
        # A folder cannot be locked there: a file in it is, and is gone with the lock.
        held = FileLock(folder / ".corpus-pkg-lock")
        try:
            held.acquire(blocking=False)
        except Timeout:
            raise BuildError(taken) from None
        return partial(_release, held)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise BuildError(taken) from None
    except OSError:
        os.close(handle)
        return None
    return partial(os.close, handle)


def _release(held: BaseFileLock) -> None:
    held.release()
    with suppress(OSError):
        Path(held.lock_file).unlink()
