"""Gzip: the bytes that a file packed by it unpacks to, from any place in them.

Whoever reads one line of many thousands does not unpack all before it: every few megabytes the state of the engine is
kept, in this process, and reading goes on from there.
"""

from __future__ import annotations

import io
import os
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from corpus_pkg.files import Positioned
from corpus_pkg.reading.carriers.model import BLOCK, CarrierError, check_total

#: What such a file begins with.
MAGIC = b"\x1f\x8b"

# Bytes unpacked between two kept states (of some 40 kB each).
_APART = 4 << 20
# Header and trailer of gzip, told by zlib itself.
_WINDOW = zlib.MAX_WBITS | 16


def opened(file: BinaryIO, path: Path) -> io.RawIOBase:
    """Return what the open file at `path` unpacks to; reading it raises CarrierError where the file is broken."""
    status = os.fstat(file.fileno())
    return _Unpacked(file, status.st_size, _states(str(path), status.st_size, status.st_mtime_ns))


@dataclass(frozen=True, slots=True)
class _State:
    """A place in the unpacked bytes: what has been read of the file there, and the engine as it was."""

    at: int
    read: int
    engine: Any


# Pages come in no order of the files that hold them: one that fell out of here would be unpacked for each of its own.
@lru_cache(maxsize=100)
def _states(path: str, size: int, changed: int) -> list[_State]:
    """Return the states kept of a file, in order; another size or time is another file."""
    return [_State(0, 0, zlib.decompressobj(_WINDOW))]


class _Unpacked(Positioned):
    """The bytes that a gzip file, of one stream or several, unpacks to."""

    def __init__(self, file: BinaryIO, size: int, states: list[_State]) -> None:
        self._file = file
        self._size = size
        self._kept = states
        self._begin(states[0])

    def _begin(self, state: _State) -> None:
        self._at = state.at
        self._read = state.read
        self._engine = state.engine.copy()
        self._waiting = b""
        self._file.seek(state.read)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an offset, from the beginning or from here; there is no telling where the end is."""
        if whence == io.SEEK_CUR:
            offset += self._at
        elif whence != io.SEEK_SET:
            raise io.UnsupportedOperation("the end is not known before it is read")
        nearest = self._kept[bisect_right(self._kept, offset, key=lambda state: state.at) - 1]
        if offset < self._at or nearest.at > self._at:
            self._begin(nearest)
        while self._at < offset and self._next(min(BLOCK, offset - self._at)):
            pass
        return self._at

    def readinto(self, buffer: Any) -> int:
        block = self._next(len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _next(self, most: int) -> bytes:
        """Unpack up to `most` bytes; none at the end."""
        while True:
            if self._engine.eof and not self._again():
                return b""
            if not self._waiting:
                self._waiting = self._file.read(BLOCK)
                self._read += len(self._waiting)
                if not self._waiting:
                    raise CarrierError("is no whole gzip file: its end is missing; fetch or pack it again")
            try:
                block: bytes = self._engine.decompress(self._waiting, most)
            except zlib.error as error:
                raise CarrierError(f"is no whole gzip file ({error}); fetch or pack it again") from None
            self._waiting = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail
            if block:
                self._at += len(block)
                check_total(self._at, self._size)
                if self._at >= self._kept[-1].at + _APART and not self._engine.eof:
                    self._kept.append(_State(self._at, self._read - len(self._waiting), self._engine.copy()))
                return block

    def _again(self) -> bool:
        """Begin the next stream of the file, if there is one; zeros behind the last are padding."""
        while not self._waiting.lstrip(b"\0"):
            self._waiting = self._file.read(BLOCK)
            self._read += len(self._waiting)
            if not self._waiting:
                return False
        self._waiting = self._waiting.lstrip(b"\0")
        self._engine = zlib.decompressobj(_WINDOW)
        return True
