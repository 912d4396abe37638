"""Tables in parts: each file holds the rows of the documents whose ids begin alike, and all of them together the table.

A part is a whole CSV file with a header, also where it has no row, so what a descriptor lists depends on nothing but
the number of parts. Keys begin with the document's id and tables are sorted by key: the parts one behind the other,
the headers of all but the first left out, are byte for byte the table in one file. Frictionless reads and hashes them
like that, but passes over the first line of each later part; so each part is a resource by itself besides, of bytes
with a size and a hash.
"""

from __future__ import annotations

import io
import os
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast, get_args

from corpus_pkg.digests import Digest
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.files import Positioned
from corpus_pkg.package import descriptor, tables
from corpus_pkg.package.configuration import InParts
from corpus_pkg.package.extension import EVERY
from corpus_pkg.package.staging import digest

#: In how many parts a package may have its tables.
NUMBERS: tuple[int, ...] = get_args(InParts)

# What stands before the digits of a document's id, and the columns whose values begin with one.
_LEAD = len("doc-")
OF_DOCUMENTS = frozenset({"document_id", "article_id", "date_id"})
_BLOCK = 1 << 20


def digits(number: int) -> list[str]:
    """Return what the ids of the documents of each part begin with, behind "doc-".

    >>> digits(16)[-1], digits(256)[-1], digits(1)
    ('f', 'ff', [''])
    """
    width = NUMBERS.index(number)
    return [f"{part:0{width}x}" for part in range(number)] if width else [""]


def is_cut(name: str) -> bool:
    """Return whether a table of ours is one of those in parts: each of its rows belongs to a document, by its key."""
    return name in EVERY and EVERY[name].key[0] in OF_DOCUMENTS


def paths(name: str, number: int) -> list[str]:
    """Return where the files of a table lie in a package in so many parts, by its root: of some the one that they have.

    >>> paths("mentions", 16)[:2]
    ['data/mentions/0.csv', 'data/mentions/1.csv']
    """
    whole = descriptor.table_path(name)
    return (
        [f"{whole.removesuffix('.csv')}/{part}.csv" for part in digits(number)]
        if number > 1 and is_cut(name)
        else [whole]
    )


class Parts:
    """The parts of a table as one file, whose bytes are those of the table in one."""

    def __init__(self, files: Sequence[Any], *, header: bool = True, strict: bool = True) -> None:
        """Know the files, in order; nothing is read before it is asked for.

        Args:
            files: where they lie, on disk or in an archive.
            header: whether each begins with one, of which the first counts.
            strict: whether it is an error where a later header is another, or a part ends within a line.

        """
        self.files = tuple(files)
        self._header = header
        self._strict = strict

    @property
    def name(self) -> str:
        """The names of the files, as a pattern."""
        return f"{self.files[0].parent.name}/*{Path(self.files[0].name).suffix}"

    def __str__(self) -> str:
        """Return a pattern of the files."""
        return f"{self.files[0].parent}{os.sep}*{Path(self.files[0].name).suffix}"

    def is_file(self) -> bool:
        """Return whether all of the files are there."""
        return all(file.is_file() for file in self.files)

    def exists(self) -> bool:
        """Return whether one of the files, or what is none, is there."""
        return any(file.exists() for file in self.files)

    def read_bytes(self) -> bytes:
        """Return all bytes."""
        with self.open("rb") as file:
            return cast(bytes, file.read())

    def open(self, mode: str = "r", *, encoding: str | None = None, newline: str | None = None) -> IO[Any]:
        """Open the table for reading; raises OSError, and PackageError while it is read where it is strict."""
        binary = io.BufferedReader(_Joined(self.files, header=self._header, strict=self._strict), _BLOCK)
        return binary if "b" in mode else io.TextIOWrapper(binary, encoding=encoding, newline=newline)


class _Joined(Positioned):
    """The bytes of several files, one behind the other, a file open at a time."""

    def __init__(self, files: Sequence[Any], *, header: bool, strict: bool) -> None:
        super().__init__()
        self._files = files
        self._strict = strict
        self._file: IO[bytes] | None = None
        self._number = -1
        #: Where each file begins in the whole, and how many bytes of it are no part of that; known as far as read.
        self._starts: list[int] = []
        self._left_out: list[int] = []
        self._first: bytes | None = None if header else b""
        self._last = b"\n"
        self._enter(0)

    def readinto(self, buffer: Any) -> int:
        while self._file is not None:
            read = self._file.read(len(buffer))
            if read:
                buffer[: len(read)] = read
                self._at += len(read)
                self._last = read[-1:]
                return len(read)
            if self._number + 1 == len(self._files):
                return 0
            if self._strict and self._last != b"\n":
                raise PackageError(f"{self._files[self._number]}: ends within a row; build it again")
            self._enter(self._number + 1)
        return 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_CUR:
            offset += self._at
        elif whence == os.SEEK_END:
            self._to_last()
            assert self._file is not None
            size = self._file.seek(0, os.SEEK_END)
            offset += self._starts[-1] + size - self._left_out[-1]
        if offset >= (self._starts[-1] if self._starts else 0):
            self._to_last(offset)
        number = max(0, bisect_right(self._starts, offset) - 1)
        if number != self._number:
            self._enter(number)
        assert self._file is not None
        self._file.seek(offset - self._starts[number] + self._left_out[number])
        self._at = offset
        self._last = b"\n"
        return offset

    def _to_last(self, offset: int | None = None) -> None:
        """Learn where the files begin, up to the one with the offset, or all."""
        while len(self._starts) < len(self._files) and (offset is None or self._starts[-1] <= offset):
            known = len(self._starts) - 1
            if self._number != known:
                self._enter(known)
            assert self._file is not None
            end = self._file.seek(0, os.SEEK_END)
            self._at = self._starts[known] + end - self._left_out[known]
            self._enter(known + 1)
        if offset is None and self._number != len(self._files) - 1:
            self._enter(len(self._files) - 1)

    def _enter(self, number: int) -> None:
        """Open a file where its rows begin; one that was not met before begins where the last one that was ends."""
        if self._file is not None:
            self._file.close()
        self._file = self._files[number].open("rb")
        self._number = number
        if number == len(self._starts):
            self._starts.append(self._at)
            self._left_out.append(self._passed(number))
        else:
            self._at = self._starts[number]
        self._file.seek(self._left_out[number])

    def _passed(self, number: int) -> int:
        """Return how many bytes of a file are no part of the whole: its header, where another has it."""
        if self._first == b"":
            return 0
        assert self._file is not None
        first = self._file.readline()
        if self._first is None:
            self._first = first or None
            return 0
        if self._strict and first != self._first:
            raise PackageError(f"{self._files[number]}:1: the columns are not those of {self._files[0]}")
        return len(first)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()


def of_resource(resource: Mapping[str, Any]) -> list[str]:
    """Return the paths of a resource's files; none where one of them leads out of the package, or is no path."""
    stated = resource.get("path")
    listed = stated if isinstance(stated, list) else [stated]
    found = [path for path in listed if isinstance(path, str) and descriptor.is_inside(path)]
    return found if len(found) == len(listed) else []


def places(body: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the paths of each resource's files by its name, the first of one name; those outside are left out."""
    found: dict[str, list[str]] = {}
    for resource in body["resources"]:
        if isinstance(resource, dict) and (listed := of_resource(resource)):
            found.setdefault(str(resource.get("name")), listed)
    return found


def of_part(body: Mapping[str, Any], part: str) -> dict[str, list[str]]:
    """Return the paths of each table's files as `places` does, of tables in parts that of the part alone.

    The part is named by the digits that its documents begin with. Raises PackageError where there is none of the name.
    """
    into = number(body)
    if part not in digits(into) or into == 1:
        stated = f"its parts are {digits(into)[0]} to {digits(into)[-1]}" if into > 1 else "each table is one file"
        raise PackageError(f"the package has no part {one_line(part, 20)!r}: {stated}")
    at = digits(into).index(part)
    return {name: listed[at : at + 1] if len(listed) == into else listed for name, listed in places(body).items()}


def joined(files: Sequence[Any], *, header: bool = True, strict: bool = True) -> Path:
    """Return the file of a table: the one that it has, or its parts as one, which is a path as far as it is read."""
    return cast(Path, files[0] if len(files) == 1 else Parts(files, header=header, strict=strict))


def inside(root: Path, listed: Sequence[str]) -> Path | None:
    """Return the file of a table whose files have these paths; None where one lies outside the package."""
    files = [descriptor.inside(root, path) for path in listed]
    return None if not files or None in files else joined(files)


def sums(file: Path) -> tuple[str, int]:
    """Return SHA-256 and size in bytes of a table's file, whether it is one or several."""
    with file.open("rb") as stream:
        return digest(stream)


def number(body: Mapping[str, Any]) -> InParts:
    """Return in how many parts a package has its tables, as a build cuts them."""
    most = max((len(listed) for listed in places(body).values()), default=1)
    return cast(InParts, most) if most in NUMBERS else 1


def cut(whole: Path, name: str, into: int, place: Callable[[str], Path]) -> list[tuple[str, str, int]]:
    """Cut the file of a table into its parts; return their paths with SHA-256 and size in bytes.

    Args:
        whole: the table in one file, sorted by key.
        name: its name.
        into: the number of parts.
        place: where to write what will lie at a path of the package.

    Memory holds a row. Raises PackageError for a row of no part.

    """
    made = []
    with whole.open("rb") as file, whole.open("rb") as offsets:
        header = file.readline()
        rows = (file.read(end - start) for start, end in tables.spans(offsets))
        row = next(rows, None)
        for part, path in zip(digits(into), paths(name, into), strict=True):
            own = part.encode()
            read = Digest()
            with place(path).open("wb") as target:
                target.write(header)
                read.add(header)
                while row is not None and row.startswith(own, _LEAD):
                    target.write(row)
                    read.add(row)
                    row = next(rows, None)
            made.append((path, read.hexadecimal, read.size))
        if row is not None:
            raise PackageError(f"{whole}: has a row of no document, or out of order ({row[:24]!r})")
    return made


def strangers(file: Path, name: str, part: str) -> Iterator[str]:
    """Yield the ids in the first and the last row of a part whose documents do not begin with its digits.

    Of a table that is sorted by key no other row can lie in the wrong part. Raises PackageError where `name` has no
    such rows, OSError where the file cannot be read.
    """
    if not is_cut(name):
        raise PackageError(f"{name} has no rows of documents")
    first = last = None
    with file.open("rb") as stream:
        for start, _ in tables.spans(stream):
            first, last = start if first is None else first, start
    with file.open("rb") as stream:
        for at in dict.fromkeys(place for place in (first, last) if place is not None):
            stream.seek(at)
            identifier = stream.read(_LEAD + 16)
            if not identifier.startswith(part.encode(), _LEAD):
                yield identifier.decode("utf-8", "replace")


def describe(body: Mapping[str, Any], made: Mapping[str, Sequence[tuple[str, str, int]]]) -> dict[str, Any]:
    """Return the descriptor with tables in parts, each a resource behind the tables, and no fingerprint of its own.

    Hash and size of a table stay what they are in one file: so Frictionless counts them.
    """
    resources = [
        {**resource, "path": [path for path, _, _ in made[resource["name"]]]} if resource["name"] in made else resource
        for resource in body["resources"]
    ]
    last = max(at for at, resource in enumerate(resources, 1) if resource.get("type") == "table")
    listed = [resource for name, parts in made.items() for resource in _resources(name, parts)]
    return {**body, "resources": [*resources[:last], *listed, *resources[last:]]}


def _resources(name: str, made: Sequence[tuple[str, str, int]]) -> Iterator[dict[str, Any]]:
    for part, (path, sha256, size) in zip(digits(len(made)), made, strict=True):
        yield {
            "name": f"{name}-{part}",
            "path": path,
            # Else Frictionless would read it as a table once more, and guess at its columns.
            "format": "bin",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": size,
            "hash": f"sha256:{sha256}",
            descriptor.MARK: {"part_of": name},
        }


def whole(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the descriptor with each table in one file, and no fingerprint of its own: the reverse of `describe`."""
    resources = [
        {**resource, "path": descriptor.table_path(resource["name"])}
        if resource.get("type") == "table" and isinstance(resource.get("path"), list)
        else resource
        for resource in body["resources"]
        if not descriptor.is_part(resource)
    ]
    return {**body, "resources": resources}
