"""The package that a reader began to read is the one that it goes on reading.

A build takes the descriptor away before it moves any other file, and puts the new one there behind all others. So as
long as the descriptor is the one that was read, so is every file that was opened before it was looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor


class Edition:
    """A package between two builds."""

    def __init__(self, path: Path) -> None:
        """Know the descriptor's file as it is now, before it is read."""
        self._path = path
        self._stamp = _stamp(path)

    def check(self, body: Mapping[str, Any]) -> None:
        """Raise PackageError where the descriptor no longer says `body`, which names all files by their hashes."""
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return
        try:
            same = descriptor.read(self._path) == body
        except PackageError:
            same = False
        if not same:
            raise PackageError(f"{self._path}: changed while the package was read; open it again")
        self._stamp = stamp

    @contextmanager
    def reading(self, body: Mapping[str, Any]) -> Iterator[None]:
        """Check when the block ends, and where it fails: what a build moved away is not there for a moment."""
        try:
            yield
        except Exception:
            self.check(body)
            raise
        self.check(body)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
