"""Which files are the pages of a package, and where each lies in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus_pkg.errors import BuildError, one_line
from corpus_pkg.package import descriptor, extension
from corpus_pkg.package.paths import WITHIN, package_path
from corpus_pkg.reading.carriers import Member
from corpus_pkg.records import TABLES

#: Where pages from elsewhere are put.
RAW = "raw"

# What a name may have in bytes on the file systems there are.
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page to be packaged, or a carrier of pages.

    Attributes:
        file: the file to read.
        path: where the page lies in the package, with `/` between folders; of a member `carrier!member`.
        in_place: whether it lies there already.
        member: where in the file the page is, if the file is a carrier.

    """

    file: str
    path: str
    in_place: bool
    member: Member | None = None

    def within(self, member: Member) -> PageFile:
        """Return the page that is a member of this carrier."""
        return replace(self, path=f"{self.path}{WITHIN}{package_path(member.name)}", member=member)

    @property
    def name(self) -> str:
        """The page for messages: the file, and the member's name where it is one."""
        return one_line(self.file if self.member is None else f"{self.file}{WITHIN}{self.member.name}")


@dataclass(frozen=True, slots=True)
class Collection:
    """The pages found, in order of their paths, and what was passed over.

    Attributes:
        hidden: how many files and folders were skipped for a name that begins with a dot.
        links: symbolic links to folders that were not followed.

    """

    pages: tuple[PageFile, ...]
    hidden: int
    links: tuple[str, ...]


def collect(inputs: Iterable[str | os.PathLike[str]], out: Path) -> Collection:
    """Return the pages in `inputs` (files, or folders with all that is in them) for a package in the folder `out`.

    Pages inside `out` keep their place, others get one under raw/. A file named twice counts once. Raises BuildError
    for an input that is missing, unreadable, neither file nor folder, or holds `out`; for two pages that would get one
    place; and where there is no page at all.
    """
    home = os.path.realpath(out)
    by_place: dict[str, PageFile] = {}
    hidden: list[str] = []
    links: list[str] = []
    named = [os.fspath(item) for item in inputs]
    if not named:
        raise BuildError("no input; name a folder of pages or a page")
    for item in named:
        for file, relative in _files(item, home, hidden, links):
            page = _place(file, relative, home)
            real = os.path.realpath(file)
            if real not in by_place or page.path < by_place[real].path:
                by_place[real] = page
    if not by_place:
        passed_over = f" ({len(hidden)} hidden names were skipped)" if hidden else ""
        raise BuildError(
            f"{', '.join(one_line(item) for item in named)}: no pages{passed_over}; name a folder that holds some"
        )
    pages = sorted(by_place.values(), key=lambda page: page.path)
    _check_places(pages)
    return Collection(tuple(pages), len(hidden), tuple(sorted(links)))


def _files(item: str, home: str, hidden: list[str], links: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the files of one input, each with the path that it would have under raw/."""
    try:
        mode = Path(item).stat().st_mode
    except OSError as error:
        raise BuildError(f"{one_line(item)}: cannot be read ({error.strerror}); name a folder or a file") from None
    except ValueError:
        raise BuildError(f"{one_line(item)}: is no path") from None
    if not item:
        raise BuildError("an input has no name; name a folder or a file")
    root = os.path.realpath(item)
    if not stat.S_ISDIR(mode):
        _check_regular(item, mode)
        yield item, Path(item).absolute().name
        return
    if home == root or home.startswith(root.rstrip(os.sep) + os.sep):
        raise BuildError(f"{one_line(item)}: the package would lie inside this input; build it somewhere else (--out)")
    folders = [(item, Path(root).name)]
    while folders:
        folder, prefix = folders.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            raise BuildError(
                f"{one_line(folder)}: cannot be read ({error.strerror}); allow it or leave it out"
            ) from None
        for entry in listed:
            relative = f"{prefix}/{entry.name}" if prefix else entry.name
            if entry.name.startswith("."):
                hidden.append(entry.path)
            elif entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, relative))
            elif entry.is_symlink() and entry.is_dir():
                links.append(entry.path)
            else:
                try:
                    mode = entry.stat().st_mode
                except OSError as error:
                    raise BuildError(
                        f"{one_line(entry.path)}: cannot be read ({error.strerror}); mend it or leave it out"
                    ) from None
                _check_regular(entry.path, mode)
                yield entry.path, relative


def _place(file: str, relative: str, home: str) -> PageFile:
    if not Path(file).is_symlink():
        real = os.path.realpath(file)
        if real.startswith(home.rstrip(os.sep) + os.sep):
            path = os.path.relpath(real, home).replace(os.sep, "/")
            if path == package_path(path):
                return PageFile(file, path, True)
    path = f"{RAW}/{package_path(relative.replace(os.sep, '/'))}"
    if any(len(part.encode("utf-8")) > _LONGEST for part in path.split("/")):
        raise BuildError(
            f"{one_line(file)}: as {one_line(path, 40)} in the package a name would have more than {_LONGEST} bytes; "
            "shorten it"
        )
    return PageFile(file, path, False)


def _check_regular(path: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise BuildError(f"{one_line(path)}: is neither a file nor a folder; leave it out")


def _check_places(pages: list[PageFile]) -> None:
    own = (
        descriptor.FILE_NAME,
        descriptor.CHECKLIST,
        *(descriptor.table_path(name) for name in (*TABLES, *extension.TABLES)),
    )
    places: dict[str, str] = dict.fromkeys(own, "")
    for page in pages:
        if page.path in places:
            other = places[page.path]
            if not other:
                raise BuildError(
                    f"{one_line(page.file)}: the package writes this file itself; leave it out of the input"
                )
            raise BuildError(
                f"{one_line(other)} and {one_line(page.file)}: both would become {page.path}; rename one folder or file"
            )
        places[page.path] = page.file
    for page in pages:
        parent = page.path.rpartition("/")[0]
        while parent:
            if parent in places:
                raise BuildError(f"{one_line(page.file)}: {parent} would be a file and a folder; rename one of the two")
            parent = parent.rpartition("/")[0]
