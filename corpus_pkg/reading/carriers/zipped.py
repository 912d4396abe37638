"""ZIP archives.

The directory is read by the standard library; a member is inflated from its own place, so that reading one of many
thousands does not read the directory again.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from corpus_pkg import files
from corpus_pkg.reading.carriers import names
from corpus_pkg.reading.carriers.model import BLOCK, Broken, CarrierError, Member, check_name, check_total, hidden

NAME = "zip"
MEDIA_TYPE = "application/zip"
ENDINGS = (".zip",)

_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED, _PATCHED, _STRONG = 0x1, 0x20, 0x40


def begins(head: bytes) -> bool:
    """Whether a file that begins with `head` is such an archive."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(path: Path) -> Iterator[Member | Broken]:
    """Yield the files in the archive, folders and hidden names left out."""
    size = path.stat().st_size
    try:
        with files.opened(path) as file, zipfile.ZipFile(file) as archive:
            listed = archive.infolist()
    except OSError:
        raise
    except Exception as error:
        # The standard library raises a dozen types for the ways in which a directory can be broken.
        raise CarrierError(f"is no whole ZIP archive ({error}); pack it again") from None
    check_total(sum(info.file_size for info in listed), size)
    before: set[str] = set()
    for info, name in zip(listed, names.decoded(listed), strict=True):
        try:
            check_name(name)
            if name.endswith("/"):
                continue
            _check(info, name, before)
        except CarrierError as error:
            yield Broken(name, str(error))
            continue
        before.add(name)
        if not hidden(name):
            yield Member(
                name,
                NAME,
                info.header_offset,
                info.compress_size,
                info.file_size,
                info.compress_type,
                info.CRC,
            )


def _check(info: zipfile.ZipInfo, name: str, before: Collection[str]) -> None:
    """Raise CarrierError for a member that must not be unpacked, or cannot; `before` are the names before it."""
    if name in before:
        raise CarrierError(f"holds {name!r} twice; pack it again")
    if info.create_system == 3 and stat.S_ISLNK(info.external_attr >> 16):
        raise CarrierError(f"holds {name!r}, a symbolic link; pack it again with the file itself")
    if info.flag_bits & (_ENCRYPTED | _STRONG):
        raise CarrierError(f"holds {name!r}, which is encrypted; pack it again without a password")
    if info.flag_bits & _PATCHED or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise CarrierError(f"holds {name!r}, packed by method {info.compress_type}; pack it again with deflate")


def blocks(path: Path, member: Member) -> Iterator[bytes]:
    """Yield the bytes of the member, never more than its size says."""
    checksum = size = 0
    with files.opened(path) as file:
        for block in _inflated(file, member):
            size += len(block)
            if size > member.size:
                break
            checksum = zlib.crc32(block, checksum)
            yield block
    if size != member.size or checksum != member.checksum:
        raise CarrierError(f"holds {member.name!r}, whose bytes are not those that were packed; pack it again")


def _inflated(file: BinaryIO, member: Member) -> Iterator[bytes]:
    try:
        file.seek(member.start)
        mark, name_length, extra_length = _HEADER.unpack(file.read(_HEADER.size))
        if mark != b"PK\x03\x04":
            raise CarrierError(f"holds no member at the place of {member.name!r}; pack it again")
        file.seek(name_length + extra_length, os.SEEK_CUR)
        left = member.length
        engine = zlib.decompressobj(-zlib.MAX_WBITS) if member.method == zipfile.ZIP_DEFLATED else None
        while left and (packed := file.read(min(BLOCK, left))):
            left -= len(packed)
            if engine is None:
                yield packed
                continue
            while packed:
                yield engine.decompress(packed, BLOCK)
                packed = engine.unconsumed_tail
        if engine is not None:
            yield engine.flush()
    except (zlib.error, struct.error, OverflowError, ValueError) as error:
        if isinstance(error, CarrierError):
            raise
        raise CarrierError(f"holds {member.name!r}, which cannot be unpacked ({error}); pack it again") from None
