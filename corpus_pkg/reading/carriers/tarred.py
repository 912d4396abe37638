"""Tar archives, plain or packed."""

from __future__ import annotations

import tarfile
from collections.abc import Collection, Iterator
from pathlib import Path

from corpus_pkg.reading.carriers import packing
from corpus_pkg.reading.carriers.model import BLOCK, Broken, CarrierError, Member, check_name, hidden

NAME = "tar"
MEDIA_TYPE = "application/x-tar"
ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.zst", ".tzst")

_MARK = slice(257, 262)


def begins(head: bytes) -> bool:
    """Whether a file that begins with `head` can be such an archive."""
    return head[_MARK] == b"ustar" or packing.begins(head)


def members(path: Path) -> Iterator[Member | Broken]:
    """Yield the files in the archive, folders and hidden names left out; reads it once."""
    names: set[str] = set()
    with packing.opened(path) as file:
        try:
            with tarfile.TarFile(fileobj=file, mode="r", encoding="utf-8") as archive:
                while (info := archive.next()) is not None:
                    if info.isdir():
                        continue
                    try:
                        _check(info, names)
                    except CarrierError as error:
                        yield Broken(info.name, str(error))
                        continue
                    names.add(info.name)
                    if not hidden(info.name):
                        yield Member(info.name, NAME, info.offset_data, info.size, info.size)
                file.seek(archive.offset)
                # The library takes a header that it cannot read for the end, which is a block of zeros.
                if file.read(tarfile.BLOCKSIZE).strip(b"\0"):
                    raise CarrierError("is no whole tar archive: what lies in its middle is no header; pack it again")
                # Whether what is packed was whole is told at its end.
                while file.read(BLOCK):
                    pass
        except (CarrierError, OSError, MemoryError):
            raise
        except Exception as error:
            # As many types as there are ways in which a header can be broken.
            raise CarrierError(f"is no whole tar archive ({error}); pack it again") from None


def _check(info: tarfile.TarInfo, names: Collection[str]) -> None:
    """Raise CarrierError for a member that must not be read, or cannot; `names` are those before it."""
    check_name(info.name)
    if info.name in names:
        raise CarrierError(f"holds {info.name!r} twice; pack it again")
    if not info.isreg() or info.sparse is not None:
        raise CarrierError(f"holds {info.name!r}, a link or no plain file; pack it again with the file itself")
    if info.size < 0:
        raise CarrierError(f"holds {info.name!r}, of a size below zero; pack it again")


def blocks(path: Path, member: Member) -> Iterator[bytes]:
    """Yield the bytes of the member."""
    yield from packing.part(path, member)
