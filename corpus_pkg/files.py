"""Plain files, opened to be read: whatever else stands in the place of one is told and never waited for."""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO

# Whoever opens a pipe waits for somebody who writes to it; systems without these flags have no such pipes.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
) | getattr(os, "O_NOCTTY", 0)


def opened(path: str | os.PathLike[str]) -> BinaryIO:
    """Open a plain file for its bytes; raises OSError where it cannot be read, or is none (a pipe, device, folder)."""
    descriptor = os.open(path, _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "is no plain file", os.fspath(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise
