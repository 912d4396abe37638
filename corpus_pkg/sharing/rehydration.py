"""A package without texts and the pages that it was made of: the full package again, byte for byte, or nothing.

The pages are known by their hashes, wherever they lie and whatever they are called. The tables are written with what
the pages say, and compared with the hashes that the full package's files had.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_pkg.errors import BuildError, PackageError, one_line
from corpus_pkg.package import descriptor, parts
from corpus_pkg.package.extension import sealed
from corpus_pkg.package.members import Members
from corpus_pkg.package.paths import WITHIN, original
from corpus_pkg.package.staging import Claims, Staging, file_digest
from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import CarrierError
from corpus_pkg.records import Document
from corpus_pkg.sharing import standoff

# So many pages are named in a refusal; the rest is counted.
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Rehydrated:
    """What came of it: the descriptor of the full package, and how many pages and tables it holds."""

    package: Path
    pages: int
    tables: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A file of the full package that the raw folder must give."""

    path: str
    sha256: str
    size: int


def rehydrate(package: str | os.PathLike[str], raw: str | os.PathLike[str], out: str | os.PathLike[str]) -> Rehydrated:
    """Make the full package of `package`, which has no texts, in the folder `out`, with the pages in the folder `raw`.

    `out` may hold an earlier package that nobody has changed. Raises PackageError, a line for each page whose bytes
    are nowhere in `raw` (naming the file that lies in its place, if one does), for a package that is no such one or
    was changed, and where what comes out is not the full package; `out` is then as it was.
    """
    path = descriptor.locate(package)
    body = descriptor.read(path)
    if not standoff.is_standoff(body):
        raise PackageError(f"{path}: is no package without texts; build one with --text standoff")
    if not descriptor.is_whole(body):
        raise PackageError(f"{path}: was edited since it was built; get the package again")
    full = standoff.full_descriptor(parts.whole(body))
    _check_tables(path, body)
    wanted = [
        _Wanted(str(resource["path"]), _sha256(resource), int(resource["bytes"]))
        for resource in full["resources"]
        if descriptor.is_page(resource)
    ]
    folder = Path(raw)
    if not folder.is_dir():
        raise PackageError(f"{folder}: is no folder; name the one with the raw pages")
    place = Path(os.path.realpath(Path(out).absolute()))
    if place.exists() and not place.is_dir():
        raise PackageError(f"{out}: is no folder; name another")
    if place == Path(os.path.realpath(folder)):
        raise PackageError(f"{out}: is the folder with the raw pages, which stays as it is; name another")
    with _in_one_line(place):
        return _rehydrate(path, body, full, wanted, _located(folder, wanted), place)


def _rehydrate(
    path: Path,
    body: Mapping[str, Any],
    full: Mapping[str, Any],
    wanted: list[_Wanted],
    located: Mapping[str, Path],
    out: Path,
) -> Rehydrated:
    tables = {str(resource["name"]): resource for resource in full["resources"] if not descriptor.is_page(resource)}
    into = parts.number(body)
    listed = {str(resource["name"]): parts.of_resource(resource) for resource in body["resources"]}

    def source(name: str) -> Path:
        return parts.joined([path.parent / place for place in listed.get(name) or [descriptor.table_path(name)]])

    made: dict[str, list[tuple[str, str, int]]] = {}
    pages = _Pages({file.path: located[file.sha256] for file in wanted})
    with Staging(out) as staging:
        claims = Claims(out)
        written: list[str] = []
        standoff.fill(
            source,
            lambda name: staging.file(str(tables[name]["path"])),
            pages.content,
        )
        for name, resource in tables.items():
            relative = str(resource["path"])
            if name not in standoff.COLUMNS:
                with source(name).open("rb") as whole, staging.file(relative).open("wb") as copy:
                    shutil.copyfileobj(whole, copy)
            if file_digest(staging.file(relative)) != (_sha256(resource), resource["bytes"]):
                raise PackageError(
                    f"{relative}: would not be the full package's (its hash differs); use the version of corpus-pkg "
                    "that built it"
                )
            if into > 1 and parts.is_cut(name):
                made[name] = parts.cut(staging.file(relative), name, into, staging.file)
            for place in [place for place, _, _ in made.get(name, ())] or [relative]:
                claims.check(place)
                written.append(place)
        for file in wanted:
            # A page that lies in its place already is left there.
            target = out / file.path
            if not (target.is_file() and file_digest(target) == (file.sha256, file.size)):
                claims.check(file.path)
                shutil.copyfile(located[file.sha256], staging.file(file.path))
                if file_digest(staging.file(file.path)) != (file.sha256, file.size):
                    raise PackageError(f"{located[file.sha256]}: changed while it was read; try again")
                written.append(file.path)
        staging.file(descriptor.FILE_NAME).write_bytes(descriptor.dump(sealed(parts.describe(full, made))))
        wanted_paths = {*written, *(file.path for file in wanted)}
        removed = [
            place for place in (*claims.tables, *claims.copies) if place not in wanted_paths and claims.unchanged(place)
        ]
        staging.commit([*written, *staging.checklist(), descriptor.FILE_NAME], removed)
    return Rehydrated(out / descriptor.FILE_NAME, len(wanted), len(tables))


class _Pages:
    """The documents of the package in the files that were found."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        """Know the file of each path in the package."""
        self._files = files
        self._members = Members()

    def content(self, document: Document) -> bytes | None:
        """Return the bytes of the document; None where it is kept unread."""
        name, _, within = document.path.partition(WITHIN)
        file = self._files.get(name)
        if file is None:
            raise PackageError(f"{document.path}: the full package has no such page; get the package again")
        try:
            member = self._members.find(file, name, within) if within else None
            own = None if within else carriers.format_of(file, original(name))
            whole = carriers.unread(document.bytes, member, own) is None
            read = carriers.load(file, member, whole=whole)
        except CarrierError as error:
            raise PackageError(one_line(f"{file}: {error}")) from None
        if read.sha256 != document.sha256:
            raise PackageError(f"{document.path}: has other bytes than the package was made of ({file})")
        return read.data


def _located(folder: Path, wanted: Iterable[_Wanted]) -> dict[str, Path]:
    """Return a file for each wanted hash; raises PackageError that names each page whose bytes are nowhere."""
    files = list(wanted)
    sizes = {file.size for file in files}
    hashes = {file.sha256 for file in files}
    located: dict[str, Path] = {}
    for path in _walk(folder):
        if len(located) == len(hashes):
            break
        # Only what can be a page by its size is read.
        if path.stat().st_size in sizes:
            sha256, _ = file_digest(path)
            if sha256 in hashes:
                located.setdefault(sha256, path)
    refused = [_refusal(folder, file) for file in files if file.sha256 not in located]
    if refused:
        more = [f"and {len(refused) - _NAMED} more pages"] if len(refused) > _NAMED else []
        raise PackageError(*refused[:_NAMED], *more)
    return located


def _refusal(folder: Path, file: _Wanted) -> str:
    """Say what is wrong with a page that was not found: the file in its place has other bytes, or there is none."""
    parts = original(file.path).split("/")
    for first in range(len(parts)):
        place = folder.joinpath(*parts[first:])
        if place.is_file():
            return (
                f"{place}: differs from {file.path} of the package (its SHA-256 is not {file.sha256}); "
                "get the file as it was"
            )
    return f"{file.path}: no file in {folder} has its bytes (SHA-256 {file.sha256}); add it"


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the plain files in the folder and below, in order of their paths; links to folders are not followed."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(root, name)
            if path.is_file():
                yield path


def _check_tables(path: Path, body: Mapping[str, Any]) -> None:
    """Raise PackageError where a table of the package is not as it was written."""
    for resource in body["resources"]:
        file = parts.inside(path.parent, parts.of_resource(resource))
        if file is None:
            raise PackageError(f"{path}: {resource.get('path')} does not stay inside the package")
        if not file.is_file():
            raise PackageError(f"{file}: is missing; get the package again")
        if parts.sums(file) != (_sha256(resource), resource.get("bytes")):
            raise PackageError(f"{file}: was changed since it was built; get the package again")
    for page in body[descriptor.MARK]["full"]["pages"]:
        if not descriptor.is_inside(str(page.get("path"))):
            raise PackageError(f"{path}: {page.get('path')} does not stay inside the package")


def _sha256(resource: Mapping[str, Any]) -> str:
    return str(resource.get("hash", "")).removeprefix("sha256:")


@contextmanager
def _in_one_line(place: Path) -> Iterator[None]:
    """Tell what goes wrong with files as a PackageError of one line."""
    try:
        yield
    except BuildError as error:
        raise PackageError(str(error)) from None
    except OSError as error:
        where = one_line(os.fsdecode(error.filename)) if error.filename is not None else str(place)
        raise PackageError(f"{where}: {error.strerror or error}; nothing was changed") from error
