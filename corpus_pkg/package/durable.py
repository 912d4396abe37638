"""What was written is on the disk, so that a power cut does not take it back."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

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
    for parent in sorted(above(relatives), reverse=True):
        try:
            _wait(base / parent, os.O_RDONLY | os.O_DIRECTORY)
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise


def above(relatives: Iterable[str]) -> set[str]:
    """Return the folders that lie above these paths beneath a folder, and that folder itself: the empty path."""
    found = {""}
    for path in relatives:
        while (path := path.rpartition("/")[0]) not in found:
            found.add(path)
    return found


def _wait(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
