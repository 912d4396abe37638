"""Which documents the collected files hold: the same bytes are one document, and carriers hold several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus_pkg import identifiers
from corpus_pkg.building.collection import PageFile
from corpus_pkg.errors import BuildError, one_line
from corpus_pkg.package import descriptor
from corpus_pkg.package.staging import file_digest
from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import CarrierError, Loaded


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a document: its files in order of their paths, which are all the same."""

    document_id: str
    sha256: str
    size: int
    files: tuple[PageFile, ...]

    @property
    def page(self) -> PageFile:
        """The file that is read."""
        return self.files[0]

    def load(self) -> tuple[Loaded, str | None]:
        """Return what the file holds now, and why it is left unread (its bytes are None then).

        Raises BuildError where that is no longer what it held before.
        """
        reason = carriers.unread(self.size, self.page.member)
        with _blaming(self.page):
            loaded = carriers.load(Path(self.page.file), self.page.member, whole=reason is None)
        if loaded.sha256 != self.sha256:
            raise BuildError(f"{self.page.name}: changed while it was read; build again")
        return loaded, reason

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
    """A file that the package is to hold: a page, or a carrier of pages, whose format is not None."""

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


def take(pages: Iterable[PageFile]) -> Inventory:
    """Return the documents in `pages`, each file read once for its hash.

    Raises BuildError for a file that cannot be read, a broken carrier, and two documents that would get one id.
    """
    same: dict[str, list[PageFile]] = {}
    sizes: dict[str, int] = {}
    files: list[RawFile] = []
    for file in pages:
        with _blaming(file):
            sha256, size = file_digest(file.file)
            members = [file.within(member) for member in carriers.members(Path(file.file), file.named)]
        files.append(RawFile(file, sha256, size, carriers.format_of(Path(file.file), file.named) if members else None))
        # A carrier that holds no page is a document itself, so that no file goes without a row.
        for page in sorted(members, key=lambda page: page.path) or [file]:
            if page.member is not None:
                with _blaming(page):
                    loaded = carriers.load(Path(page.file), page.member, whole=False)
                sha256, size = loaded.sha256, loaded.size
            same.setdefault(sha256, []).append(page)
            sizes[sha256] = size
    documents = sorted(
        (
            Original(identifiers.document_id(sha256), sha256, sizes[sha256], tuple(pages))
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


@contextmanager
def _blaming(page: PageFile) -> Iterator[None]:
    """Tell what goes wrong with reading the page as what is wrong with the build."""
    try:
        yield
    except CarrierError as error:
        raise BuildError(one_line(f"{one_line(page.file)}: {error}")) from None
    except OSError as error:
        raise BuildError(f"{page.name}: cannot be read ({error.strerror}); allow it or leave it out") from None
