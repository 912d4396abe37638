"""Files: those to be read are plain ones, what is written takes its place as a whole, and what is like a file."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

# Whoever opens a pipe waits for somebody who writes to it; systems without these flags have no such pipes.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
) | getattr(os, "O_NOCTTY", 0)


class Positioned(io.RawIOBase):
    """Bytes that are read as a file, and know where they are; `seek` and `readinto` are for those who have them."""

    _at = 0

    def readable(self) -> bool:
        """Return that it is."""
        return True

    def seekable(self) -> bool:
        """Return that it is."""
        return True

    def tell(self) -> int:
        """Return the offset of the next byte."""
        return self._at


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


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield where to write what takes the place of the file at `path`, once all of it is written, or else vanishes.

    Whoever is killed leaves the file as it was; what is left beside it is written over the next time.
    """
    made = path.with_name(f".{path.name}.new")
    try:
        yield made
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
