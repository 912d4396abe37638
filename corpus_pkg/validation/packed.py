"""Compressed files of data, and whether one unpacks to more than data does; nothing of it is kept."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from corpus_pkg.reading.carriers.model import BLOCK, FLOOR, RATIO

_OPENERS: dict[str, Any] = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}


def exceeded(file: Path, stated: str | None = None) -> int | None:
    """Return how many bytes a file may unpack to, where it unpacks to more; None for any other file.

    What is not there or broken is not told here. `stated` is the compression that is said of it; by default its ending
    tells.
    """
    packing = stated or file.suffix.lower().removeprefix(".")
    try:
        most = max(FLOOR, RATIO * file.stat().st_size)
        if packing == "zip":
            with zipfile.ZipFile(file) as archive:
                total = sum(info.file_size for info in archive.infolist())
        elif packing in _OPENERS:
            with _OPENERS[packing](file, "rb") as stream:
                total = _length(stream, most)
        else:
            return None
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError):
        return None
    return most if total > most else None


def _length(stream: BinaryIO, most: int) -> int:
    total = 0
    while total <= most and (block := stream.read(BLOCK)):
        total += len(block)
    return total
