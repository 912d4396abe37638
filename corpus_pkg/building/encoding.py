"""The rows of a document as bytes: what a worker sends, and what a cache keeps.

Numbers, a head in JSON and the lines of the tables as they are, so that whoever reads it runs nothing:

    marks (1 byte), sizes of head, body and both as stored (4 each) | head and body, deflated where packed
    | keys of links | prints

The last two are hashes, which no packing makes smaller.
"""

from __future__ import annotations

import struct
import zlib

from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

from corpus_pkg.building.duplicates import Fingerprint
from corpus_pkg.building.failures import Failure
from corpus_pkg.building.rows import DocumentRows

#: What comes of a document: its rows, or why its file can no longer be read.
Result = DocumentRows | Failure

_SIZES = struct.Struct("<BIII")
#: Marks: head and body are deflated; the document would be read as the same again, which what failed may not.
_PACKED, _LASTING = 1, 2
# The fastest: more time would make little less of it.
_LEVEL = 1


class DamagedError(ValueError):
    """Bytes that are no rows of a document."""


class _Head(BaseModel):
    """What is said of the rows, and the sizes of their lines in the order in which these follow."""

    model_config = ConfigDict(strict=True, extra="forbid")

    counts: dict[str, int]
    lines: dict[str, NonNegativeInt]
    shared: dict[str, dict[str, NonNegativeInt]]
    titles: list[tuple[str, str]]
    links: NonNegativeInt
    # Of each story the sizes of the three parts of its fingerprint.
    prints: list[tuple[str, NonNegativeInt, NonNegativeInt, NonNegativeInt]]
    status: str
    media_type: str
    encoding: str | None
    failure: Failure | None
    is_read: bool


def encode(result: Result, *, packed: bool) -> bytes:
    """Return what came of a document as bytes; `packed` ones are some times smaller and take some time to make."""
    rows = DocumentRows({}, {}, {}, [], b"", [], "", "", None, result) if isinstance(result, Failure) else result
    head = (
        _Head(
            counts=rows.counts,
            lines={name: len(lines) for name, lines in rows.lines.items()},
            shared={name: {key: len(line) for key, line in lines.items()} for name, lines in rows.shared.items()},
            titles=[(key.hex(), article_id) for key, article_id in rows.titles],
            links=len(rows.links),
            prints=[
                (article_id, len(print_.key), len(print_.bands), len(print_.shingles))
                for article_id, print_ in rows.prints
            ],
            status=rows.status,
            media_type=rows.media_type,
            encoding=rows.encoding,
            failure=rows.failure,
            is_read=rows is result,
        )
        .model_dump_json()
        .encode()
    )
    shared = (line for lines in rows.shared.values() for line in lines.values())
    body = b"".join((*rows.lines.values(), *shared))
    stored = zlib.compress(head + body, _LEVEL) if packed else head + body
    is_read = rows is result and rows.failure is None
    sizes = _SIZES.pack(_PACKED * packed | _LASTING * is_read, len(head), len(body), len(stored))
    prints = (part for _, print_ in rows.prints for part in (print_.key, print_.bands, print_.shingles))
    return b"".join((sizes, stored, rows.links, *prints))


def is_lasting(data: bytes) -> bool:
    """Return whether a document would be read as the same again, by what it was encoded as: what failed may not."""
    return bool(data[0] & _LASTING)


def decode(data: bytes) -> Result:
    """Return what came of a document; raises DamagedError for bytes that `encode` did not make."""
    try:
        marks, head_size, body_size, stored_size = _SIZES.unpack_from(data)
        stored = data[_SIZES.size : _SIZES.size + stored_size]
        text = _inflated(stored, head_size + body_size) if marks & _PACKED else stored
        head = _Head.model_validate_json(text[:head_size])
    except (struct.error, zlib.error, ValidationError) as error:
        raise DamagedError(str(error)) from None
    lines, at = _cut(text, head_size, head.lines)
    shared = {}
    for name, sizes in head.shared.items():
        shared[name], at = _cut(text, at, sizes)
    _end(text, at)
    at = _SIZES.size + stored_size
    links = data[at : at + head.links]
    at += head.links
    prints = []
    for article_id, key, bands, shingles in head.prints:
        begin, middle, end = at + key, at + key + bands, at + key + bands + shingles
        prints.append((article_id, Fingerprint(data[at:begin], data[begin:middle], data[middle:end])))
        at = end
    _end(data, at)
    if head.failure is not None and not head.is_read:
        return head.failure
    try:
        titles = [(bytes.fromhex(key), article_id) for key, article_id in head.titles]
    except ValueError as error:
        raise DamagedError(str(error)) from None
    return DocumentRows(
        lines, head.counts, shared, titles, links, prints, head.status, head.media_type, head.encoding, head.failure
    )


def _inflated(stored: bytes, size: int) -> bytes:
    """Return what was packed, which has so many bytes: of more no more is made."""
    return zlib.decompressobj().decompress(stored, size + 1)


def _cut(data: bytes, at: int, sizes: dict[str, int]) -> tuple[dict[str, bytes], int]:
    """Return the parts of bytes from a place on, each of its size, and the place behind them."""
    parts = {}
    for name, size in sizes.items():
        end = at + size
        parts[name] = data[at:end]
        at = end
    return parts, at


def _end(data: bytes, at: int) -> None:
    """Raise DamagedError where the parts of bytes, cut up to a place, do not end with them."""
    if at != len(data):
        raise DamagedError("a part is cut off" if at > len(data) else "there is more than was said")
