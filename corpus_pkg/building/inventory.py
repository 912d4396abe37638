"""Which documents the collected files hold: the same bytes are one document, and carriers hold several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from corpus_pkg import identifiers
from corpus_pkg.building.collection import PageFile
from corpus_pkg.building.failures import Failure, Failures, failure
from corpus_pkg.building.inputs import UNREADABLE
from corpus_pkg.errors import BuildError, one_line
from corpus_pkg.package import descriptor
from corpus_pkg.package.paths import WITHIN, package_path
from corpus_pkg.package.staging import file_digest
from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import Broken, CarrierError, Loaded, Member, MissingLibraryError

#: What may happen to a file, and what to do.
CHANGED = "changed while it was read; build again"


class PageError(BuildError):
    """A page that is no longer what it was, or can no longer be read; the message is one line.

    Attributes:
        failure: the same for the report.

    """

    def __init__(self, page: PageFile, problem: str) -> None:
        """Say what happened to the page and what to do."""
        super().__init__(f"{page.name}: {problem}")
        self.failure = failure(page.path, page.name, problem)


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a document.

    Attributes:
        document_id, sha256, size: which bytes.
        files: where they lie, in order of their paths.
        note: why they are not read, where they are those of a carrier.
        broken: whether that is because the carrier is broken.
        held: what `load` returns, where the files are not at hand.

    """

    document_id: str
    sha256: str
    size: int
    files: tuple[PageFile, ...]
    note: str | None = None
    broken: bool = False
    held: tuple[Loaded, str | None] | None = None

    @property
    def page(self) -> PageFile:
        """The file that is read."""
        return self.files[0]

    def load(self, *, whole: bool = True) -> tuple[Loaded, str | None]:
        """Return what the file holds now, and why it is left unread (its bytes are None then, or without `whole`).

        Raises PageError where that is no longer what it held before.
        """
        if self.held is not None:
            held, reason = self.held
            return held if whole else replace(held, data=None), reason
        reason = self.note or carriers.unread(self.size, self.page.member)
        place = Path(self.page.copy or self.page.file)
        loaded, problem = _loaded(place, self.page.member, whole=whole and reason is None)
        if loaded is not None and loaded.sha256 != self.sha256:
            problem = CHANGED
        if loaded is None or problem is not None:
            raise PageError(self.page, problem or "")
        return loaded, reason

    def carried(self) -> Original:
        """Return the document with its bytes, to be read where its files are not; raises PageError as `load`."""
        return replace(self, held=self.load())

    def resources(self, media_type: str, encoding: str | None) -> Iterator[descriptor.Page]:
        """Yield the files that hold nothing else, as the descriptor names them."""
        for file in self.files:
            if file.member is None:
                name = f"page-{self.document_id}"
                yield descriptor.Page(
                    name, file.path, self.sha256, self.size, media_type, encoding, copied=not file.in_place
                )


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file that the package is to hold: a document, or (with a format) a carrier that is none itself."""

    file: PageFile
    sha256: str
    size: int
    format: str | None


@dataclass(frozen=True, slots=True)
class Inventory:
    """The documents in order of their ids, and the files that hold them in order of their paths."""

    documents: tuple[Original, ...]
    files: tuple[RawFile, ...]

    def carriers(self) -> Iterator[descriptor.Page]:
        """Yield the carriers, copies together, as the descriptor names them."""
        for raw in sorted(self.files, key=lambda raw: (raw.sha256, raw.file.path)):
            if raw.format is not None:
                name, media_type = f"carrier-{raw.sha256[:16]}", carriers.media_type(raw.format)
                yield descriptor.Page(
                    name, raw.file.path, raw.sha256, raw.size, media_type, None, copied=not raw.file.in_place
                )


def take(pages: Iterable[PageFile], failures: Failures) -> Inventory:
    """Return the documents in `pages`, each file read once for its hash; what cannot be read goes to `failures`.

    A carrier that holds no page, or in which one is broken, is a document itself, so that no bytes go without a row.
    Raises BuildError where two documents would get one id, or a format needs a library that is not installed.
    """
    same: dict[str, list[PageFile]] = {}
    sizes: dict[str, int] = {}
    notes: dict[str, tuple[str, bool]] = {}
    files: list[RawFile] = []
    for file in pages:
        taken = _taken(file, failures)
        if taken is None:
            continue
        files.append(taken.raw)
        if taken.note is not None:
            notes[file.path] = taken.note, taken.broken
        for page, sha256, size in taken.documents:
            same.setdefault(sha256, []).append(page)
            sizes[sha256] = size
    documents = sorted(
        (
            Original(
                identifiers.document_id(sha256),
                sha256,
                sizes[sha256],
                tuple(pages),
                *notes.get(pages[0].path, (None, False)),
            )
            for sha256, pages in same.items()
        ),
        key=lambda original: (original.document_id, original.sha256),
    )
    for original, other in pairwise(documents):
        if original.document_id == other.document_id:
            raise BuildError(
                f"{original.page.name} and {other.page.name}: differ, but would get the same id "
                f"{original.document_id}; leave one out"
            )
    return Inventory(tuple(documents), tuple(files))


@dataclass(frozen=True, slots=True)
class _Taken:
    """What one file holds: its documents with hash and size, and why it is one itself where it is a carrier."""

    raw: RawFile
    documents: list[tuple[PageFile, str, int]]
    note: str | None = None
    broken: bool = False


def _taken(file: PageFile, failures: Failures) -> _Taken | None:
    """Return what the file holds, None where it cannot be read."""
    place = Path(file.file)
    try:
        sha256, size = file_digest(place)
        listing = carriers.listing(place, file.named)
    except MissingLibraryError as error:
        raise BuildError(one_line(f"{file.name}: {error}")) from None
    except OSError as error:
        failures.add(failure(file.path, file.name, UNREADABLE.format(error.strerror)))
        return None
    if listing.format is None:
        return _Taken(RawFile(file, sha256, size, None), [(file, sha256, size)])
    own = identifiers.document_id(sha256)
    broken = [_lost(file, item, own) for item in listing.broken]
    documents = []
    for page in sorted((file.within(member) for member in listing.members), key=lambda page: page.path):
        loaded, problem = _loaded(place, page.member, whole=False)
        if loaded is None:
            broken.append(failure(page.path, file.name, problem or "", own))
        else:
            documents.append((page, loaded.sha256, loaded.size))
    for failed in broken:
        failures.add(failed)
    if documents and not broken:
        return _Taken(RawFile(file, sha256, size, listing.format), documents)
    note = carriers.unread(size, None, listing.format)
    if broken:
        others = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        note = one_line(f"{broken[0].problem}{others}; {broken[0].remedy}")
    return _Taken(RawFile(file, sha256, size, None), [(file, sha256, size), *documents], note, bool(broken))


def _lost(file: PageFile, item: Broken, document_id: str) -> Failure:
    path = file.path if item.name is None else f"{file.path}{WITHIN}{package_path(item.name)}"
    return failure(path, file.name, item.reason, document_id)


def _loaded(place: Path, member: Member | None, *, whole: bool) -> tuple[Loaded | None, str | None]:
    """Read a page; None, and what happened, where it cannot be read."""
    try:
        return carriers.load(place, member, whole=whole), None
    except CarrierError as error:
        return None, one_line(error)
    except OSError as error:
        return None, UNREADABLE.format(error.strerror)
