"""Lines of JSON, plain or packed: a document is a line, byte for byte, without its line break."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from corpus_pkg.reading.carriers import packing
from corpus_pkg.reading.carriers.model import BLOCK, Member

NAME = "jsonl"
MEDIA_TYPE = "application/x-ndjson"
ENDINGS = tuple(f"{ending}{packed}" for ending in (".jsonl", ".ndjson") for packed in ("", ".gz", ".zst"))


def begins(head: bytes) -> bool:
    """Whether a file that begins with `head` can be such a file: lines of JSON begin with an object."""
    return packing.begins(head) or head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")


def members(path: Path) -> Iterator[Member]:
    """Yield the lines that hold more than white space, named by their numbers from 1."""
    with packing.opened(path) as file:
        at = len(codecs.BOM_UTF8) if file.read(3) == codecs.BOM_UTF8 else 0
        file.seek(at)
        number = 1
        start, length, seen = at, 0, False
        while piece := file.readline(BLOCK):
            ended = piece.endswith(b"\n")
            seen = seen or not piece.isspace()
            length += len(piece)
            at += len(piece)
            if not ended:
                continue
            if seen:
                yield _line(number, start, length - 1, piece.endswith(b"\r\n"))
            number += 1
            start, length, seen = at, 0, False
        if seen:
            yield _line(number, start, length, False)


def _line(number: int, start: int, length: int, returned: bool) -> Member:
    size = length - 1 if returned else length
    return Member(str(number), NAME, start, size, size)


def blocks(path: Path, member: Member) -> Iterator[bytes]:
    """Yield the bytes of the line."""
    yield from packing.part(path, member)
