"""Which files are the pages of a package, and where each lies in it.

A page that lies in the package's folder under a name that a package can have stays there. Any other is copied, and
never into a folder that is itself read: what a build writes is then no input of the next one.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from corpus_pkg.building import inputs
from corpus_pkg.building.failures import Failure, failure
from corpus_pkg.building.inputs import InputFile, PassedOver
from corpus_pkg.errors import BuildError, one_line
from corpus_pkg.package import descriptor, extension, parts
from corpus_pkg.package.paths import COPIES, RAW, WITHIN, is_package_path, original, package_path
from corpus_pkg.reading.carriers import Member

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
        copy: the copy of the file to read instead, which nobody changes meanwhile.
        shown: what the file is known as, where that is not its path on this machine.

    """

    file: str
    path: str
    in_place: bool
    member: Member | None = None
    copy: str | None = None
    shown: str | None = None

    @property
    def carrier(self) -> str:
        """Where the file lies in the package, which of a member is its carrier's place."""
        return self.path.partition(WITHIN)[0]

    def within(self, member: Member) -> PageFile:
        """Return the page that is a member of this carrier."""
        return replace(self, path=f"{self.path}{WITHIN}{package_path(member.name)}", member=member)

    def with_copy(self, copy: str | None) -> PageFile:
        """Return the page with the copy that is read instead of its file, if any."""
        return PageFile(self.file, self.path, self.in_place, self.member, copy, self.shown)

    @property
    def named(self) -> str:
        """The name that tells what the file is: one that lies in a package had it before it was escaped."""
        return original(self.path) if self.in_place else Path(self.file).name

    @property
    def name(self) -> str:
        """The page for messages: the file, and the member's name where it is one."""
        file = self.shown or self.file
        return one_line(file if self.member is None else f"{file}{WITHIN}{self.member.name}")


@dataclass(frozen=True, slots=True)
class Collection:
    """The pages in the inputs, in order of their paths, and what was passed over.

    Attributes:
        failures: what stands there and cannot be read.
        hidden: how many files and folders were skipped for a name that begins with a dot.
        links: symbolic links to folders that were not followed.
        followed: symbolic links to files in folders, which were.

    """

    pages: tuple[PageFile, ...]
    failures: tuple[Failure, ...]
    hidden: int
    links: tuple[str, ...]
    followed: tuple[str, ...]


def collect(items: Iterable[str | os.PathLike[str]], out: Path) -> Collection:
    """Return the pages in the inputs (files, or folders with all that is in them) for a package in the folder `out`.

    Pages inside `out` keep their place, others get one under raw/, or under copies/ where an input lies in raw/. A file
    named twice counts once. Raises BuildError for an input that is missing, neither file nor folder, or holds `out` or
    the folder of its tables; for two pages that would get one place; for a link to what the package writes; and where
    there is nothing at all.
    """
    home = os.path.realpath(out)
    by_place: dict[str, PageFile] = {}
    failures: dict[str, Failure] = {}
    passed_over = PassedOver()
    to_files: set[str] = set()
    named = [os.fspath(item) for item in items]
    if not named:
        raise BuildError("no input; name a folder of pages or a page")
    modes = [inputs.mode(item) for item in named]
    copies = _copies(named, home)
    folders = _Folders()
    for item, mode in zip(named, modes, strict=True):
        for found in _files(item, mode, home, passed_over):
            lies = folders.place(found)
            page = _page(found, lies, home, copies)
            if (problem := found.problem or _too_long(page.path)) is not None:
                failed = failure(page.path, found.file, problem)
                failures[lies] = min(failed, failures.get(lies, failed))
                continue
            if found.is_link and stat.S_ISDIR(mode):
                to_files.add(found.file)
            # What is listed in a folder and is no link has no other place.
            real = lies if found.is_listed and not found.is_link else os.path.realpath(found.file)
            if real not in by_place or _order(page) < _order(by_place[real]):
                by_place[real] = page
    hidden = len(passed_over.hidden)
    if not by_place and not failures:
        skipped = f" ({hidden} hidden names were skipped)" if hidden else ""
        raise BuildError(
            f"{', '.join(one_line(item) for item in named)}: no pages{skipped}; name a folder that holds some"
        )
    pages = sorted(by_place.values(), key=lambda page: page.path)
    _check_places(pages)
    _check_links(by_place, home)
    followed = tuple(sorted(page.file for page in pages if page.file in to_files))
    return Collection(tuple(pages), tuple(failures.values()), hidden, tuple(sorted(passed_over.links)), followed)


def _copies(named: Iterable[str], home: str) -> str:
    """Return the folder of the package for copies: the first of a fixed row that no input lies in or around.

    It follows from the inputs alone, so that the next build of the same inputs takes the same.
    """
    # What holds the package itself is refused where it is read, and would leave no folder here.
    roots = [root for root in map(os.path.realpath, named) if not _holds(root, home)]
    for folder in copy_folders():
        place = os.path.realpath(f"{home}/{folder}")
        if not any(_holds(root, place) or _holds(place, root) for root in roots):
            return folder
    raise AssertionError("count has no end")


def copy_folders() -> Iterator[str]:
    """Yield the folders that copies may lie in, without end: the first that no input touches is taken."""
    yield from chain((RAW, COPIES), (f"{COPIES}-{number}" for number in count(2)))


def _holds(folder: str, path: str) -> bool:
    """Return whether the path is the folder or lies in it; links have been followed in both."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _order(page: PageFile) -> tuple[bool, str]:
    """Return which of two ways to the same file is taken: the file itself before links, then the first path."""
    return not page.in_place, page.path


def _files(item: str, mode: int, home: str, passed_over: PassedOver) -> Iterator[InputFile]:
    """Yield the files of one input; raises BuildError for a folder that the package would be written into."""
    if not stat.S_ISDIR(mode):
        yield inputs.lone(item, mode)
        return
    root = os.path.realpath(item)
    if _holds(root, home):
        raise BuildError(f"{one_line(item)}: the package would lie inside this input; build it somewhere else (--out)")
    if any(_holds(root, os.path.realpath(f"{home}/{path}")) for path in _own_places()):
        raise BuildError(
            f"{one_line(item)}: the package would write its tables into this input; move the pages to a folder of "
            "another name"
        )
    yield from inputs.within(item, passed_over)


class _Folders:
    """Where folders lie, links followed, each looked at once."""

    def __init__(self) -> None:
        self._real: dict[str, str] = {}

    def place(self, found: InputFile) -> str:
        """Return where a file lies, links on the way to it followed."""
        folder, name = os.path.split(found.file if found.is_listed else Path(found.file).absolute())
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder)
        return f"{self._real[folder].rstrip(os.sep)}{os.sep}{name}"


def _page(found: InputFile, real: str, home: str, copies: str) -> PageFile:
    """Return the page that a file is, which lies at `real`."""
    relative = found.relative
    if _holds(home, real):
        # However it was reached: where an input begins is no part of a name in the package.
        relative = os.path.relpath(real, home)
        path = relative.replace(os.sep, "/")
        if is_package_path(path) and not found.is_link:
            return PageFile(found.file, path, True)
    path = f"{copies}/{package_path(relative.replace(os.sep, '/'))}"
    return PageFile(found.file, path, False)


def _too_long(path: str) -> str | None:
    """Return what is wrong with a path that no file system can hold; None where one can."""
    if all(len(part.encode("utf-8")) <= _LONGEST for part in path.split("/")):
        return None
    return f"in the package ({one_line(path, 40)}) a name would have more than {_LONGEST} bytes; shorten it"


def _own_paths() -> Iterator[str]:
    """Yield the paths of what the package writes besides copies of pages."""
    yield from (descriptor.FILE_NAME, descriptor.CHECKLIST, descriptor.REPORT)
    for name in extension.EVERY:
        for number in parts.NUMBERS if parts.is_cut(name) else (1,):
            yield from parts.paths(name, number)


def _own_places() -> Iterable[str]:
    """Return the same with the folder of a table for its parts, which are hundreds."""
    return dict.fromkeys(path.rpartition("/")[0] if path.count("/") > 1 else path for path in _own_paths())


def _check_links(by_place: Mapping[str, PageFile], home: str) -> None:
    """Refuse links to what the build itself writes: the next build would read something else there."""
    written = dict.fromkeys(_own_paths(), "") | {
        page.path: page.file for page in by_place.values() if not page.in_place
    }
    for real, page in by_place.items():
        if page.in_place or not _holds(home, real):
            continue
        path = os.path.relpath(real, home).replace(os.sep, "/")
        if path in written:
            raise BuildError(f"{one_line(page.file)}: is {path} of the package, which the build writes; leave it out")


def _check_places(pages: list[PageFile]) -> None:
    places: dict[str, str] = dict.fromkeys(_own_paths(), "")
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
