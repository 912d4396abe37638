"""Files that are packed as a whole, by gzip or by zstd: what they unpack to, as if it were the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from corpus_pkg import files
from corpus_pkg.reading.carriers import gzip_stream, zstd_stream
from corpus_pkg.reading.carriers.model import BLOCK, CarrierError, Member

# What tells how a file is packed is no longer.
_HEAD = 4


def gzipped(head: bytes) -> bool:
    """Whether a file that begins with `head` is packed by gzip."""
    return head.startswith(gzip_stream.MAGIC)


def zstandard(head: bytes) -> bool:
    """Whether a file that begins with `head` is packed by zstd."""
    return zstd_stream.MAGIC.match(head) is not None


def begins(head: bytes) -> bool:
    """Whether a file that begins with `head` is packed."""
    return gzipped(head) or zstandard(head)


def opened(path: Path) -> BinaryIO:
    """Open the file, unpacked where it is packed; what is read of it raises CarrierError where that is broken.

    Raises OSError, and MissingLibraryError where the library for it is not installed.
    """
    file = files.opened(path)
    try:
        head = file.read(_HEAD)
        file.seek(0)
        if gzipped(head):
            return io.BufferedReader(gzip_stream.opened(file, path), BLOCK)
        if zstandard(head):
            return io.BufferedReader(zstd_stream.opened(file, path), BLOCK)
        return file
    except BaseException:
        file.close()
        raise


def page(path: Path, name: str) -> Iterator[Member]:
    """Yield the one page that a file holds as it is packed, none where it is empty; unpacks it once.

    `name` is that of the carrier.
    """
    size = 0
    with opened(path) as file:
        while block := file.read(BLOCK):
            size += len(block)
    if size:
        yield Member("1", name, 0, size, size)


def part(path: Path, member: Member) -> Iterator[bytes]:
    """Yield the bytes of a member that lies as it is in the file, or in what the file unpacks to."""
    with opened(path) as file:
        file.seek(member.start)
        left = member.length
        while left:
            block = file.read(min(BLOCK, left))
            if not block:
                raise CarrierError(f"ends before {member.name} does; build again")
            left -= len(block)
            yield block
