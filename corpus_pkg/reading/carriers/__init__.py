"""Files that hold documents: ZIP and tar archives, lines of JSON, WARC, pages packed by gzip or zstd.

A carrier is told by its name and its first bytes together, so that a broken or foreign file stays a document of its
own. `listing` says what is in it and where; `blocks` reads one member from there, knowing nothing of the others.
Nothing is written to disk, and no carrier inside another is opened. Other distributions bring carriers by entry points
of the group `corpus_pkg.carriers`, each an object with what `Carrier` has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus_pkg import files
from corpus_pkg.digests import Digest
from corpus_pkg.plugins import Group
from corpus_pkg.reading.carriers import json_lines, tarred, warc, zipped
from corpus_pkg.reading.carriers.model import (
    BLOCK,
    HEAD,
    Broken,
    Carrier,
    CarrierError,
    Loaded,
    Member,
    MissingLibraryError,
)
from corpus_pkg.reading.encoding import LARGEST

__all__ = [
    "CARRIERS",
    "HEAD",
    "Broken",
    "Carrier",
    "CarrierError",
    "Listing",
    "Loaded",
    "Member",
    "MissingLibraryError",
    "blocks",
    "format_of",
    "listing",
    "load",
    "media_type",
    "unread",
]

#: Our own carriers, and those that other distributions bring.
CARRIERS: Group[Carrier] = Group(
    name="corpus_pkg.carriers",
    noun="carrier",
    needs="a module or object with NAME, MEDIA_TYPE, ENDINGS, begins, members and blocks",
    fits=lambda value: isinstance(value, Carrier),
    error=CarrierError,
    shipped={
        "zip": "corpus_pkg.reading.carriers.zipped",
        "jsonl": "corpus_pkg.reading.carriers.json_lines",
        "warc": "corpus_pkg.reading.carriers.warc",
        "tar": "corpus_pkg.reading.carriers.tarred",
        "gzip": "corpus_pkg.reading.carriers.gzipped",
        "zstd": "corpus_pkg.reading.carriers.zstandard",
    },
    key=lambda carrier: carrier.NAME,
)
# What is not text is told by its bytes; these would be taken for pages.
_NOT_WITHIN = (*json_lines.ENDINGS, *warc.ENDINGS, ".tar")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a file holds, in its order.

    Attributes:
        format: the carrier's; None for a file that is no carrier, which holds nothing.
        members: the documents that can be read.
        broken: those that cannot.

    """

    format: str | None
    members: tuple[Member, ...] = ()
    broken: tuple[Broken, ...] = ()


def media_type(name: str) -> str:
    """Return the media type of the carriers of that name."""
    return CARRIERS.all()[name].MEDIA_TYPE


def format_of(path: Path, name: str | None = None) -> str | None:
    """Which carrier the file is, one of `CARRIERS`; None for a document. Raises OSError.

    `name` is what the file was called before it got the name that it has.
    """
    called = (name or path.name).lower()
    # The longer an ending, the more it says: `.warc.gz` before `.gz`.
    lengths = {
        key: max(map(len, filter(called.endswith, carrier.ENDINGS)), default=0)
        for key, carrier in CARRIERS.all().items()
    }
    formats = sorted((key for key, length in lengths.items() if length), key=lambda key: -lengths[key])
    if not formats:
        return None
    with files.opened(path) as file:
        head = file.read(512)
    return next((key for key in formats if CARRIERS.all()[key].begins(head)), None)


def listing(path: Path, name: str | None = None) -> Listing:
    """Return the documents in the carrier at `path`; what is broken or hostile in it is told, and costs nothing else.

    `name` is what the file was called before it got the name that it has.

    Raises MissingLibraryError (one line) for a carrier of a format whose extra is missing, and OSError.
    """
    key = format_of(path, name)
    if key is None:
        return Listing(None)
    members: list[Member] = []
    broken: list[Broken] = []
    try:
        for item in CARRIERS.all()[key].members(path):
            if isinstance(item, Broken):
                broken.append(item)
            else:
                members.append(item)
    except MissingLibraryError:
        raise
    except CarrierError as error:
        broken.append(Broken(None, str(error)))
    return Listing(key, tuple(members), tuple(broken))


def blocks(path: Path, member: Member | None = None) -> Iterator[bytes]:
    """Yield the bytes of a member of the carrier at `path`, or of the file itself, a block at a time.

    Raises CarrierError where they are not there, and OSError.
    """
    if member is not None:
        yield from CARRIERS.all()[member.format].blocks(path, member)
        return
    with files.opened(path) as file:
        while block := file.read(BLOCK):
            yield block


def load(path: Path, member: Member | None = None, *, whole: bool = True) -> Loaded:
    """Read a member, or the file itself; without `whole` only its hash, its size and its first bytes are kept."""
    digest, head = Digest(), b""
    kept: list[bytes] = []
    for block in blocks(path, member):
        digest.add(block)
        if len(head) < HEAD:
            head = (head + block)[:HEAD]
        if whole:
            kept.append(block)
    return Loaded(digest.hexadecimal, digest.size, head, b"".join(kept) if whole else None)


def unread(size: int, member: Member | None = None, format_: str | None = None) -> str | None:
    """Why a document of `size` bytes is kept without being read; None where it is read.

    `format_` is the carrier's where the document is a carrier itself, none of whose words is a page's.
    """
    if format_ is not None:
        return "a carrier that holds no page"
    if size > LARGEST:
        return f"{size} bytes; no news page has more than {LARGEST}: split the file into its pages"
    if member is not None and member.format in (zipped.NAME, tarred.NAME) and member.name.lower().endswith(_NOT_WITHIN):
        return "a carrier inside another is not opened: take it out and give it by itself"
    return None
