"""Lines of JSON, plain or packed: a document is a line, byte for byte, without its line break."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from corpus_pkg.reading.carriers import packing
from corpus_pkg.reading.carriers.model import BLOCK, Broken, Member
from corpus_pkg.reading.encoding import LARGEST

NAME = "jsonl"
MEDIA_TYPE = "application/x-ndjson"
ENDINGS = tuple(f"{ending}{packed}" for ending in (".jsonl", ".ndjson") for packed in ("", ".gz", ".zst"))

# So many broken lines of a file are named one by one.
_NAMED = 1000
# What numbers are worth is nothing here, and those of very many digits are refused by default.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, strict=False)


def begins(head: bytes) -> bool:
    """Whether a file that begins with `head` can be such a file: lines of JSON begin with an object."""
    return packing.begins(head) or head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")


def members(path: Path) -> Iterator[Member | Broken]:
    """Yield the lines that hold a record, named by their numbers from 1, and those that hold anything else as broken.

    Blank lines are left out. Of many broken ones the first are named and the others counted.
    """
    broken: list[int] = []
    records = False
    with packing.opened(path) as file:
        at = len(codecs.BOM_UTF8) if file.read(3) == codecs.BOM_UTF8 else 0
        file.seek(at)
        for number, (start, length, line) in enumerate(_lines(file, at), 1):
            if line is not None and line.isspace():
                continue
            if line is None or _is_record(line):
                records = True
                yield Member(str(number), NAME, start, length, length)
            else:
                broken.append(number)
    if broken and not records:
        yield Broken(None, "holds no line that is a record of JSON; write one record a line, or name it .json")
        return
    for number in broken[:_NAMED]:
        yield Broken(str(number), f"line {number} is no record of JSON; mend the line or leave it out")
    if broken[_NAMED:]:
        reason = f"{len(broken) - _NAMED} more lines are no records of JSON, the first is {broken[_NAMED]}"
        yield Broken(None, f"{reason}; mend the lines or leave them out")


def _lines(file: BinaryIO, at: int) -> Iterator[tuple[int, int, bytes | None]]:
    """Yield where each line begins, how long it is without its break, and its bytes; None where no page has so many."""
    pieces: list[bytes] = []
    length = 0
    while piece := file.readline(BLOCK):
        length += len(piece)
        if length <= LARGEST:
            pieces.append(piece)
        if piece.endswith(b"\n"):
            ending = 2 if piece.endswith(b"\r\n") else 1
            yield at, length - ending, b"".join(pieces) if length <= LARGEST else None
            at += length
            pieces, length = [], 0
    if length:
        yield at, length, b"".join(pieces) if length <= LARGEST else None


def _is_record(line: bytes) -> bool:
    """Whether the line is an object of JSON, with a comma behind it or without; its letters may be in any encoding."""
    try:
        return isinstance(_DECODER.decode(line.decode("latin-1").strip().removesuffix(",")), dict)
    except RecursionError:
        # Nested deeper than anybody reads; its strings are read all the same.
        return True
    except ValueError:
        return False


def blocks(path: Path, member: Member) -> Iterator[bytes]:
    """Yield the bytes of the line."""
    yield from packing.part(path, member)
