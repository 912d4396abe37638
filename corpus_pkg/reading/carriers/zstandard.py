"""A page that is packed by itself, by zstd."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus_pkg.reading.carriers import packing
from corpus_pkg.reading.carriers.model import Member

NAME = "zstd"
MEDIA_TYPE = "application/zstd"
ENDINGS = (".zst",)
begins = packing.zstandard


def members(path: Path) -> Iterator[Member]:
    """Yield the page in the file, none where it is empty; unpacks it once, a block at a time."""
    yield from packing.page(path, NAME)


def blocks(path: Path, member: Member) -> Iterator[bytes]:
    """Yield the bytes of the page."""
    yield from packing.part(path, member)
