"""WARC, the format of web archives, by warcio (an extra).

A document is the body of a response, as the browser would have had it: unchunked and unpacked. Records of type resource
and conversion (Common Crawl's WET files) hold a page or its text without a response around it.

A file packed by gzip has a stream for each record, so that one is read from its own place; one that was packed as a
whole, or by zstd, is unpacked on the way. warcio reads what it can of a broken file and says so on stderr; here a
broken record is told, and the next one is looked for by what records begin with.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from corpus_pkg import files
from corpus_pkg.reading import charset
from corpus_pkg.reading.carriers import packing
from corpus_pkg.reading.carriers.model import (
    BLOCK,
    Broken,
    CarrierError,
    Member,
    MissingLibraryError,
    check_total,
)

NAME = "warc"
MEDIA_TYPE = "application/warc"
ENDINGS = tuple(f"{ending}{packed}" for ending in (".warc", ".wet") for packed in ("", ".gz", ".zst"))

_TYPES = frozenset({"response", "resource", "conversion"})
_MEDIA = re.compile(r"\s*(?:text/(?:html|plain)|application/xhtml\+xml)\s*(?:;|$)", re.IGNORECASE)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z", re.ASCII)
_ADDRESS = re.compile(r"[^\s\x00-\x20\x7f-\x9f\ud800-\udfff]{1,2000}")

#: No line of a record's header has more bytes.
_LONGEST_LINE = 1 << 20
#: What a record begins with, or a stream of gzip; a search reads so many bytes at a time, and so many tell.
_MARK = re.compile(rb"(?P<plain>WARC/\d\.\d{1,2}\r?\n[A-Za-z-]{1,40}:)|\x1f\x8b\x08[\0-\x1f]")
_SEARCHED, _OVERLAP = 1 << 20, 512
#: How many times a file may be looked at again where its records are broken.
_TIMES = 4
#: How a file is packed: its records one by one (or not at all), or all of them as one stream.
_RECORDS, _WHOLE = 0, 1

_T = TypeVar("_T")


def begins(head: bytes) -> bool:
    """Whether a file that begins with `head` can be such a file."""
    return head.startswith(b"WARC/") or packing.begins(head)


class _OneStreamError(CarrierError):
    """Records behind one another in one stream of gzip: none of them has a place of its own in the file."""


def members(path: Path) -> Iterator[Member | Broken]:
    """Yield the records that hold a page that was found (status 2xx), named by their numbers among all records from 1.

    A record that is broken is told, and those behind it are looked for. Reads the whole file once, a block at a time,
    what is broken some times more; one packed as a whole once more.
    """
    last = 0
    with files.opened(path) as file:
        method = _WHOLE if packing.zstandard(file.read(4)) else _RECORDS
    try:
        for item in _members(path, method):
            yield item
            last = int(item.name or 0)
    except _OneStreamError:
        yield from (item for item in _members(path, _WHOLE) if int(item.name or 0) > last)


def _members(path: Path, method: int) -> Iterator[Member | Broken]:
    packed = path.stat().st_size
    # Records met, bytes of pages, bytes looked at again.
    number = unpacked = again = 0
    begin: int | None = 0
    with _opened(path, method) as file:
        while begin is not None:
            file.seek(begin)
            archive, reader = _archive(file, packed)
            try:
                while True:
                    number += 1
                    begin = archive.offset
                    record = _guarded(partial(next, iter(archive), None))
                    if record is None:
                        break
                    member = _member(record, archive, number, method, packed, unpacked)
                    if member is not None:
                        unpacked += member.size
                        yield member
            except CarrierError as error:
                if error.endless or isinstance(error, (_OneStreamError, MissingLibraryError)):
                    raise
                yield Broken(str(number), str(error))
                # What a record that lies about its length has swallowed is looked at, as long as that costs no more
                # than some times the file.
                reached = file.tell()
                if again + reached - begin <= _SEARCHED + _TIMES * max(packed, reached):
                    again += reached - begin
                    reached = begin
                begin = _next_record(file, reached + 1)
                continue
            if reader.cut:
                raise CarrierError("is no whole WARC file: its end is missing; fetch it again")
            return


def _member(record: Any, archive: Any, number: int, method: int, packed: int, unpacked: int) -> Member | None:
    """Read a record to its end and return it where it holds a page; raises CarrierError for one that is broken."""
    size = 0
    if _holds_page(record):
        for block in _content(record):
            size += len(block)
            check_total(unpacked + size, packed)
    # Where a record ends is known when it has been read to its end.
    start, length = _guarded(lambda: (archive.get_record_offset(), archive.get_record_length()))
    if archive.err_count or getattr(record.raw_stream, "limit", 0) > 0:
        raise CarrierError(f"is no whole WARC file: record {number} is cut short; fetch it again")
    if not size:
        return None
    headers = record.rec_headers
    return Member(
        str(number),
        NAME,
        start,
        length,
        size,
        method,
        url=_address(headers.get_header("WARC-Target-URI")),
        retrieved=_instant(headers.get_header("WARC-Date")),
        charset=charset.of_header(_content_type(record)),
    )


def blocks(path: Path, member: Member) -> Iterator[bytes]:
    """Yield the bytes of the record's page."""
    with _opened(path, member.method) as file:
        file.seek(member.start)
        archive, _ = _archive(file, path.stat().st_size)
        record = _guarded(lambda: next(iter(archive), None))
        if record is not None:
            yield from _content(record)


def _next_record(file: BinaryIO, start: int) -> int | None:
    """Return where the next record begins, there or behind it, packed by itself or not; None where there is none."""
    at = start
    while True:
        file.seek(at)
        block = file.read(_SEARCHED)
        for match in _MARK.finditer(block):
            if match["plain"] or _holds_record(block[match.start() : match.start() + _OVERLAP]):
                return at + match.start()
        if len(block) < _SEARCHED:
            return None
        at += len(block) - _OVERLAP


def _holds_record(head: bytes) -> bool:
    """Whether a stream of gzip that begins so holds a record."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 8).startswith(b"WARC/")
    except zlib.error:
        return False


def _opened(path: Path, method: int) -> BinaryIO:
    return packing.opened(path) if method == _WHOLE else files.opened(path)


def _archive(file: BinaryIO, packed: int) -> tuple[Any, Any]:
    try:
        iterator = import_module("warcio.archiveiterator").ArchiveIterator
        reader = import_module("warcio.bufferedreaders").DecompressingBufferedReader
    except ImportError:
        raise MissingLibraryError("needs warcio to be read; pip install 'corpus-pkg[warc]'") from None

    class Reader(reader):  # type: ignore[misc, valid-type]
        """The reader of the file itself, with an end to what it unpacks and without forgiveness."""

        decompressor: Any
        cut = False

        def _decompress(self, block: bytes) -> bytes:
            if self.decompressor and block:
                try:
                    block = self.decompressor.decompress(block)
                except Exception as error:
                    if self.num_read or self.num_block_read:
                        raise CarrierError(f"is no whole WARC file ({error}); fetch it again") from None
                    self.decompressor = None
            check_total(self.num_read + len(block), packed)
            self.cut = self.decompressor is not None and not self.decompressor.eof
            return block

        def readline(self, length: int | None = None) -> bytes:
            if length is not None:
                return bytes(super().readline(length))
            # The library would put a line of any length together in time that grows with its square.
            pieces: list[bytes] = []
            size = 0
            while piece := super().readline(BLOCK):
                pieces.append(piece)
                size += len(piece)
                if piece.endswith(b"\n"):
                    break
                if size > _LONGEST_LINE:
                    raise CarrierError(f"holds a line of a header with more than {_LONGEST_LINE} bytes; fetch it again")
            return b"".join(pieces)

    archive = iterator(file)
    archive.reader = Reader(file, block_size=BLOCK)
    return archive, archive.reader


def _guarded(call: Callable[[], _T]) -> _T:
    """Return what `call` gives; whatever the library raises says that the file is broken; what it prints is dropped."""
    try:
        with redirect_stderr(io.StringIO()):
            return call()
    except (CarrierError, OSError, MemoryError):
        raise
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        if "non-chunked gzip" in reason:
            raise _OneStreamError(reason) from None
        raise CarrierError(f"is no WARC file that can be read ({reason}); fetch or pack it again") from None


def _holds_page(record: Any) -> bool:
    if record.rec_type not in _TYPES:
        return False
    headers = record.http_headers
    answered = headers is None or str(headers.get_statuscode() or "").startswith("2")
    return answered and bool(_MEDIA.match(_content_type(record)))


def _content_type(record: Any) -> str:
    """Return what the record says its content is: the server's word where it holds a response."""
    headers = record.rec_headers if record.http_headers is None else record.http_headers
    return headers.get_header("Content-Type") or ""


def _content(record: Any) -> Iterator[bytes]:
    stream = _guarded(record.content_stream)
    while block := _guarded(lambda: stream.read(BLOCK)):
        yield bytes(block)


def _address(value: str | None) -> str | None:
    """Return the address, where it is one that a cell can hold."""
    value = (value or "").strip("<> ")
    return value if _ADDRESS.fullmatch(value) else None


def _instant(value: str | None) -> str | None:
    """WARC dates are ISO 8601 in UTC, which EDTF takes to the second."""
    match = _INSTANT.fullmatch(value or "")
    return f"{match[1]}Z" if match else None
