"""What carriers have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol, runtime_checkable

from corpus_pkg.errors import CorpusError

#: Members may unpack to so many times the size of their carrier (text packs 3 to 20 times), or to FLOOR bytes.
RATIO = 200
FLOOR = 64 * 1024 * 1024
BLOCK = 1 << 16
#: So many bytes tell what a document is that is not read.
HEAD = 4096

_DRIVE = re.compile(r"[A-Za-z]:")


class CarrierError(CorpusError):
    """A carrier that cannot be read, or must not be; the message is one line without the carrier's name.

    Attributes:
        endless: whether it unpacks to more than any text does, so that nothing more of it is to be read.

    """

    endless = False


class MissingLibraryError(CarrierError):
    """A carrier whose format needs a library that is not installed; the message names the extra."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document in a carrier, and where to read it.

    Attributes:
        name: unique in the carrier: its path in an archive, the number of its line or record (from 1).
        format: the carrier's.
        start, length: offset and size, in bytes, of what holds it in the carrier's file.
        size: its bytes when unpacked.
        method: how it is packed, in the carrier's own terms.
        checksum: CRC-32 of its bytes; None where the carrier has none.
        url: where it was fetched from, as the carrier's header says.
        retrieved: when it was fetched (EDTF), as the carrier's header says.
        charset: the encoding that the server named for it, as the carrier's header says.

    """

    name: str
    format: str
    start: int
    length: int
    size: int
    method: int = 0
    checksum: int | None = None
    url: str | None = None
    retrieved: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A document in a carrier that cannot be read, or must not be.

    Attributes:
        name: as a member's; None where what is lost has no name.
        reason: why, and what to do: one line without the carrier's name.

    """

    name: str | None
    reason: str


@runtime_checkable
class Carrier(Protocol):
    """A format of files that hold many documents: a module, or an object."""

    @property
    def NAME(self) -> str:
        """A short word, which the members bear as their format."""

    @property
    def MEDIA_TYPE(self) -> str:
        """The media type of such a file."""

    @property
    def ENDINGS(self) -> tuple[str, ...]:
        """What the name of such a file ends with, in lower case."""

    def begins(self, head: bytes, /) -> bool:
        """Whether a file that begins with `head` (512 bytes) can be one."""

    def members(self, path: Path, /) -> Iterator[Member | Broken]:
        """Return the documents in it, in its order.

        Raises CarrierError (one line) where nothing behind the last of them can be read, and OSError.
        """

    def blocks(self, path: Path, member: Member, /) -> Iterator[bytes]:
        """Return the bytes of a member in blocks; raises CarrierError where they are not there, and OSError."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read of a document: its hash and size in bytes, its first bytes, and all of them where wanted."""

    sha256: str
    size: int
    head: bytes
    data: bytes | None


def check_name(name: str) -> None:
    """Raise CarrierError for a name that would lead out of a folder; nothing is unpacked, but somebody may."""
    plain = name.replace("\\", "/")
    if not plain:
        raise CarrierError("holds a member without a name; pack it again")
    if plain.startswith("/") or _DRIVE.match(plain):
        raise CarrierError(f"holds {name!r}, an absolute path; pack it again with relative paths")
    if ".." in PurePosixPath(plain).parts:
        raise CarrierError(f"holds {name!r}, which leads out of the archive; pack it again without ..")


def hidden(name: str) -> bool:
    """Whether the member is one that no folder would show: a dot-file, or what macOS puts beside each file."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)


def check_total(total: int, packed: int) -> None:
    """Raise CarrierError where `packed` bytes unpack to more than any text does."""
    if total > max(FLOOR, RATIO * packed):
        error = CarrierError(
            f"unpacks to more than {max(FLOOR, RATIO * packed)} bytes out of {packed}, which no text does; leave it out"
        )
        error.endless = True
        raise error
