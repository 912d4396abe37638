"""What was written is on the disk, so that a power cut does not take it back."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

# Of more files than these, each would wait for the disk by itself: Linux can be asked for all at once, and waits.
_MANY = 256


def files(paths: Iterable[Path]) -> None:
    """Wait until what the files hold is on the disk; raises OSError where it does not come there."""
    paths = list(paths)
    if len(paths) > _MANY and sys.platform == "linux":
        os.sync()
        return
    for path in paths:
        _wait(path, os.O_RDWR)


def folders(base: Path, relatives: Iterable[str]) -> None:
    """Wait until it is on the disk what lies, or no longer lies, at these paths beneath the folder.

    Folders that are not there are passed over; systems that know no such waiting go without.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    # `base` itself is among the parents: the empty path.
    parents = {parent for relative in relatives for parent in PurePosixPath(relative).parents}
    for parent in sorted(parents, reverse=True):
        try:
            _wait(base / parent, os.O_RDONLY | os.O_DIRECTORY)
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise


def _wait(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
