"""Pages packed into few archives, so that a package of millions of pages has few resources.

Each archive is a carrier like any other: `documents.path` names it and the member, and whoever reads carriers reads it.
An archive holds the pages whose ids begin alike and is cut in sixteen where it would grow too large: another page
changes one archive. Pages are stored as they are, with fixed times and rights, so that the bytes follow from the pages
alone, whatever packs them, and a page is read from its own place.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus_pkg.building.collection import PageFile
from corpus_pkg.errors import BuildError, one_line
from corpus_pkg.files import opened
from corpus_pkg.package.paths import original, package_path
from corpus_pkg.package.staging import file_digest
from corpus_pkg.package.zip_entries import entry
from corpus_pkg.reading import carriers

#: An archive holds no more pages and bytes of pages than these, but for a single page or copies of one.
MOST_PAGES, MOST_BYTES = 4096, 64 << 20

_NAME = "packed-pages"
_PACKED = re.compile(rf"{_NAME}(?:-[0-9a-f]+)?\.zip")
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class _Page:
    """A page to be packed: the SHA-256 and the size in bytes of its file, and its name in the archive."""

    sha256: str
    size: int
    name: str
    file: PageFile


def is_packed(carrier: str) -> bool:
    """Return whether the path in a package is that of an archive of packed pages.

    >>> is_packed("raw/packed-pages-3f%2Ezip"), is_packed("raw/a%2Ezip")
    (True, False)
    """
    return _PACKED.fullmatch(original(carrier).rpartition("/")[2]) is not None


def pack(pages: Iterable[PageFile], folder: Path) -> tuple[PageFile, ...]:
    """Pack pages into archives in the folder; return the files to build of instead, in order of their paths.

    What lies in the package already stays there, and so does what is a carrier itself or has a name that is hidden or
    no text. Raises BuildError where an input has the place of an archive, OSError where one cannot be written.
    """
    kept: list[PageFile] = []
    packed: list[_Page] = []
    top = ""
    for page in pages:
        made = None if page.in_place else _page(page)
        if made is None:
            kept.append(page)
        else:
            top = page.path.partition("/")[0]
            packed.append(made)
    places = {page.path: page for page in kept}
    for digits, held in _archives(packed):
        file = folder / f"{_NAME}{'-' if digits else ''}{digits}.zip"
        path = f"{top}/{package_path(file.name)}"
        if path in places:
            raise BuildError(f"{places[path].name}: has the place of an archive of packed pages ({path}); rename it")
        _write(file, held)
        kept.append(PageFile(str(file), path, in_place=False))
    return tuple(sorted(kept, key=lambda page: page.path))


def _page(page: PageFile) -> _Page | None:
    """Return the page to be packed; None where it stays a file."""
    name = original(page.path.partition("/")[2])
    if any(part.startswith(".") for part in name.split("/")) or package_path(name) != page.path.partition("/")[2]:
        return None
    try:
        name.encode("utf-8")
        if carriers.listing(Path(page.file), page.named).format is not None:
            return None
        return _Page(*file_digest(page.file), name, page)
    except (OSError, UnicodeEncodeError):
        # Who reads it next tells what is wrong with it.
        return None


def _archives(pages: Sequence[_Page], width: int = 0) -> Iterator[tuple[str, Sequence[_Page]]]:
    """Yield the pages of each archive, with the digits that their ids begin with."""
    if not pages:
        return
    fits = len(pages) <= MOST_PAGES and sum(page.size for page in pages) <= MOST_BYTES
    if fits or width == _DIGITS or len({page.sha256 for page in pages}) == 1:
        yield pages[0].sha256[:width], pages
        return
    ordered = sorted(pages, key=lambda page: page.sha256)
    for _, group in groupby(ordered, key=lambda page: page.sha256[: width + 1]):
        yield from _archives(list(group), width + 1)


def _write(file: Path, pages: Iterable[_Page]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for page in sorted(pages, key=lambda page: page.name):
            try:
                with (
                    opened(page.file.file) as source,
                    archive.open(entry(page.name, page.size), "w") as target,
                ):
                    shutil.copyfileobj(source, target)
            except RuntimeError as error:
                raise BuildError(f"{one_line(page.file.file)}: cannot be packed ({one_line(error)})") from None
