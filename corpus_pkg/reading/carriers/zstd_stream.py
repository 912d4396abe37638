"""Zstandard: the bytes that a file packed by it unpacks to, from any place in them (an extra before Python 3.14).

The state of its engine cannot be copied. So what is unpacked once is packed again in pieces, each of which can be read
by itself, and kept beside this process (in a temporary file, if it is much): whoever reads one line of many thousands
unpacks one piece.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import ExitStack
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

from corpus_pkg import files
from corpus_pkg.reading.carriers.model import BLOCK, CarrierError, MissingLibraryError, check_total

#: What such a file begins with: a frame, or one that is skipped (its first byte is any of sixteen).
MAGIC = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")
# Web archives have the dictionary of their frames in a first one that is skipped.
_DICTIONARY = b"\x5d\x2a\x4d\x18"
_FRAME = b"\x28\xb5\x2f\xfd"
_LARGEST_DICTIONARY = 16 << 20

# Bytes of a piece, and of the packed pieces that are kept in memory.
_PIECE = 1 << 20
_IN_MEMORY = 4 << 20


def opened(file: BinaryIO, path: Path) -> io.RawIOBase:
    """Return what the open file at `path` unpacks to; reading it raises CarrierError where the file is broken.

    Raises MissingLibraryError.
    """
    status = os.fstat(file.fileno())
    file.close()
    return _Unpacked(_pieces(path, status.st_size, status.st_mtime_ns))


def library() -> Any:
    """Return the library; raises MissingLibraryError."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(name)
        except ImportError:
            continue
    raise MissingLibraryError("needs backports.zstd to be read; pip install 'corpus-pkg[zstd]'")


# Pages come in no order of the files that hold them: one that fell out of here would be unpacked for each of its own.
@lru_cache(maxsize=100)
def _pieces(path: Path, size: int, changed: int) -> _Pieces:
    """Return what the file unpacks to; another size or time is another file."""
    with files.opened(path) as file:
        return _Pieces(file, size)


class _Pieces:
    """What a file unpacks to, up to where it is broken.

    Attributes:
        size: how many bytes that are.
        problem: what is wrong with the file there; None where it is whole.

    """

    def __init__(self, file: BinaryIO, packed: int) -> None:
        """Unpack the file, of so many bytes."""
        self.size = 0
        self.problem: str | None = None
        self._places = [0]
        self._lock = Lock()
        with ExitStack() as stack:
            self._kept = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))
            self._fill(file, packed)
            weakref.finalize(self, stack.pop_all().close)

    def _fill(self, file: BinaryIO, packed: int) -> None:
        piece = bytearray()
        try:
            for block in _unpacked(file, packed):
                piece += block
                if len(piece) >= _PIECE:
                    self._keep(bytes(piece[:_PIECE]))
                    del piece[:_PIECE]
        except MissingLibraryError:
            raise
        except CarrierError as error:
            self.problem = str(error)
        self._keep(bytes(piece))

    def _keep(self, piece: bytes) -> None:
        self.size += len(piece)
        self._places.append(self._places[-1] + self._kept.write(library().compress(piece, 1)))

    def at(self, offset: int) -> bytes:
        """Return what follows from there to the end of its piece; nothing at the end of all.

        Raises CarrierError where the file is broken there.
        """
        if offset >= self.size:
            if self.problem is not None:
                raise CarrierError(self.problem)
            return b""
        number, within = divmod(offset, _PIECE)
        start, end = self._places[number : number + 2]
        with self._lock:
            self._kept.seek(start)
            packed = self._kept.read(end - start)
        return bytes(library().decompress(packed))[within:]


class _Unpacked(files.Positioned):
    """The unpacked bytes as a file."""

    def __init__(self, pieces: _Pieces) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._pieces.size}[whence]
        self._at = base + offset
        self._rest = memoryview(b"")
        return self._at

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = memoryview(self._pieces.at(self._at))
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        self._at += count
        return count


def _unpacked(file: BinaryIO, packed: int) -> Iterator[bytes]:
    """Yield what the frames of a file of so many bytes unpack to, a block at a time; raises CarrierError."""
    zstd = library()
    try:
        dictionary = _dictionary(file, zstd)
        engine, begun = zstd.ZstdDecompressor(dictionary), False
        waiting, size = b"", 0
        while True:
            if not waiting and engine.needs_input:
                waiting = file.read(BLOCK)
                if not waiting:
                    break
            block = engine.decompress(waiting, BLOCK)
            waiting, begun = b"", True
            size += len(block)
            check_total(size, packed)
            if block:
                yield block
            if engine.eof:
                waiting = engine.unused_data
                engine, begun = zstd.ZstdDecompressor(dictionary), False
    except (zstd.ZstdError, ValueError) as error:
        if isinstance(error, CarrierError):
            raise
        raise CarrierError(f"is no whole zstd file ({error}); fetch or pack it again") from None
    if begun:
        raise CarrierError("is no whole zstd file: its end is missing; fetch or pack it again")


def _dictionary(file: BinaryIO, zstd: Any) -> Any:
    """Return the dictionary that the file begins with, which may be packed itself; None where it begins with none."""
    head = file.read(8)
    if not head.startswith(_DICTIONARY) or len(head) < 8:
        file.seek(0)
        return None
    size = int.from_bytes(head[4:], "little")
    if size > _LARGEST_DICTIONARY:
        raise CarrierError(f"begins with a dictionary of {size} bytes, which no archive needs; fetch or pack it again")
    content = file.read(size)
    if content.startswith(_FRAME):
        content = zstd.ZstdDecompressor().decompress(content, _LARGEST_DICTIONARY)
    return zstd.ZstdDict(content)
