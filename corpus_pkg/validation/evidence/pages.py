"""The page of a document: whether it is there, unchanged, and as the document's row describes it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus_pkg import reading
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.package import descriptor
from corpus_pkg.package.members import Members
from corpus_pkg.package.paths import WITHIN, original
from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import CarrierError, Loaded, Member, MissingLibraryError
from corpus_pkg.validation.evidence.dossier import Dossier, spoken
from corpus_pkg.validation.evidence.rows import problem
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds
from corpus_pkg.values import items


class Pages:
    """The pages of a package, each read once."""

    def __init__(self, root: Path, raw: frozenset[str], *, complete: bool, own: frozenset[str] | None = None) -> None:
        """Know where pages lie.

        Args:
            root: the package's folder.
            raw: the files that the descriptor lists beside the tables.
            complete: whether these are all pages of the package: it may have been built without some or all.
            own: those of `raw` that only the documents to be met can name; by default all.

        """
        self._complete = complete
        self._root = root
        self._home = os.path.realpath(root)
        self._raw = raw
        self._own = raw if own is None else own
        self._read: set[str] = set()
        self._members = Members()
        self._folders: dict[str, Path | None] = {}
        #: How many documents have no page at hand, in a package that was built without them or some.
        self.absent = 0

    def meet(self, dossier: Dossier) -> Iterator[Problem]:
        """Read the document's page and its copies, yield what its row says otherwise, and set the dossier's text."""
        row = dossier.document
        copies = items(row.also_at)
        if any(before >= path for before, path in pairwise((row.path, *copies))):
            message = "its path and those of its copies are not in order, each once"
            yield problem(kinds.UNTRUE, "documents", row, "also_at", message)
        yield from self._page(dossier, "path", row.path)
        for path in filter(None, copies):
            yield from self._page(dossier, "also_at", path)

    def holds(self, document: Any) -> bool:
        """Return whether the page of the document is a file of the package."""
        return document.path in self._raw

    def rest(self) -> Iterator[Problem]:
        """Yield the files that are no document's page."""
        for path in sorted(self._own - self._read):
            message = f"{path} is a resource of the package, but no document's page"
            yield kinds.PAGE_UNKNOWN.problem(message, "documents", "path")

    def _page(self, dossier: Dossier, column: str, path: str) -> Iterator[Problem]:
        row = dossier.document
        file, _, within = path.partition(WITHIN)
        place = self._place(file)
        if place is None or (within and not descriptor.is_inside(path)):
            message = f"{path} does not stay inside the package"
            yield problem(kinds.UNSAFE_PATH, "documents", row, column, message)
            return
        if self._complete and file not in self._raw:
            yield problem(kinds.PAGE_UNLISTED, "documents", row, column, f"{file} is no resource of the package")
        self._read.add(file)
        try:
            member, loaded = self._loaded(place, file, within)
        except MissingLibraryError as error:
            raise PackageError(one_line(f"{self._root / file}: {error}")) from None
        except (OSError, CarrierError) as error:
            if self._complete or file in self._raw:
                reason = error.strerror if isinstance(error, OSError) else error
                yield problem(kinds.PAGE_MISSING, "documents", row, column, f"{path} cannot be read ({reason})")
            elif column == "path":
                self.absent += 1
            return
        if loaded.sha256 != row.sha256:
            kind = kinds.PAGE_CHANGED if column == "path" else kinds.COPY_DIFFERS
            message = f"{path} has the sha256 {loaded.sha256}, expected is {row.sha256}"
            yield problem(kind, "documents", row, column, message)
        elif column == "path":
            yield from _decoded(dossier, loaded, member.charset if member else None)
            yield from _carried(dossier, member)

    def _loaded(self, place: Path, file: str, within: str) -> tuple[Member | None, Loaded]:
        """Read a page, whole where it is not too long; raises OSError and CarrierError."""
        status = place.stat()
        if not stat.S_ISREG(status.st_mode):
            raise CarrierError("is no plain file")
        member = self._members.find(self._root / file, file, within) if within else None
        size = member.size if member else status.st_size
        own = None if within else carriers.format_of(place, original(file))
        return member, carriers.load(place, member, whole=carriers.unread(size, member, own) is None)

    def _place(self, file: str) -> Path | None:
        """Return the page's file with its links followed, those of a folder once; None where it lies outside."""
        if not descriptor.is_inside(file):
            return None
        folder, _, name = file.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = descriptor.beneath(self._home, folder) if folder else Path(self._home)
        home = self._folders[folder]
        if home is None or not name:
            return None
        place = home / name
        return descriptor.beneath(self._home, file) if place.is_symlink() else place


def _decoded(dossier: Dossier, page: Loaded, charset: str | None) -> Iterator[Problem]:
    """Compare what the bytes give with the document's row, and set the dossier's text."""
    row = dossier.document
    decoded = reading.decode(page.head if page.data is None else page.data, charset)
    readable = page.data is not None and decoded.encoding is not None
    facts = {
        "bytes": page.size,
        "encoding": decoded.encoding if readable else None,
        "media_type": decoded.media_type,
        "replaced": decoded.replaced if readable else None,
        "characters": len(decoded.text) if readable else None,
    }
    if readable and dossier.plain and (row.language is not None or (dossier.same and row.status == "ok")):
        # Markup would have to be read as a whole to tell its letters.
        facts["language"] = spoken(decoded.text, row.language)
    for column, fact in facts.items():
        stated = getattr(row, column)
        if stated != fact:
            message = f"{column} is {stated}, the page has {fact}"
            yield problem(kinds.UNTRUE, "documents", row, column, message)
    dossier.text = decoded.text if readable else ""


def _carried(dossier: Dossier, member: Member | None) -> Iterator[Problem]:
    """Compare what the carrier's header says of the page with the document's row."""
    row = dossier.document
    dossier.fetched = member.retrieved if member else None
    stated = reading.render(dossier.text or "", row.media_type).url if row.url else None
    address = member.url if member and member.url else stated
    if row.url != address:
        yield problem(kinds.UNTRUE, "documents", row, "url", f"is {row.url}, the carrier has {address}")
