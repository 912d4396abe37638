"""The page that somebody names: a file, standard input, a member of a carrier, a page or story of a package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from corpus_pkg.dataset.dataset import open as open_package
from corpus_pkg.dataset.pages import Texts
from corpus_pkg.dataset.rows import ID_LENGTH
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.exploring.documents import OWNED
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.package.paths import WITHIN, package_path
from corpus_pkg.parsing import ParsedDocument, parse_document, unread_document
from corpus_pkg.reading import carriers
from corpus_pkg.reading.encoding import LARGEST

#: The name of standard input.
STDIN = "-"


def read(name: str, own: Lexicons | None, recognizer: str | None) -> ParsedDocument:
    """Read the page of that name: a file, `-` for standard input, or `carrier!member` as packages name it.

    Of a member of JSONL or WARC the name is its number, from 1. Never more is held than a page has; what is larger
    is unread. Raises PackageError for what cannot be read.
    """
    if (carried := None if name == STDIN else _carried(name)) is not None:
        return _member(*carried, own, recognizer)
    path = None if name == STDIN else Path(name)
    try:
        if path is None:
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
            if len(content) > LARGEST and path.is_file():
                loaded = carriers.load(path, whole=False)
                return unread_document(loaded, package_path(path.name), carriers.unread(loaded.size) or "")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise PackageError(f"{name}: cannot be read ({reason}); name a page") from None
    if len(content) > LARGEST:
        raise PackageError(f"{name}: gives more than {LARGEST} bytes; no news page has more")
    # The folders of a page may name its site.
    place = None if path is None else package_path("/".join(path.absolute().parts[1:]))
    return parse_document(content, place, own, recognizer)


def _carried(name: str) -> tuple[Path, str] | None:
    """Return the carrier and the member that a name names; None where it is the name of a file."""
    if WITHIN not in name or Path(name).exists():
        return None
    places = (place for place, letter in enumerate(name) if letter == WITHIN)
    return next(((Path(name[:at]), name[at + 1 :]) for at in places if Path(name[:at]).is_file()), None)


def _member(file: Path, within: str, own: Lexicons | None, recognizer: str | None) -> ParsedDocument:
    listed = carriers.listing(file)
    if listed.format is None:
        raise PackageError(f"{file}: holds no pages; name a ZIP, a tar, lines of JSON or a WARC")
    member = next((one for one in listed.members if within in (one.name, package_path(one.name))), None)
    if member is None:
        lost = next((one.reason for one in listed.broken if one.name in (within, None)), None)
        some = ", ".join(one_line(one.name, 60) for one in listed.members[:3])
        raise PackageError(f"{file}: {lost or f'holds no {one_line(within, 80)}'}; it holds {some or 'nothing'}")
    path = f"{package_path(file.name)}{WITHIN}{package_path(member.name)}"
    reason = carriers.unread(member.size, member)
    try:
        loaded = carriers.load(file, member, whole=reason is None)
    except carriers.CarrierError as error:
        raise PackageError(f"{file}: {error}") from None
    if reason is not None:
        return unread_document(loaded, path, reason)
    return parse_document(loaded.data or b"", path, own, recognizer, member.url, member.charset)


def packaged(package: str, identifier: str) -> ParsedDocument:
    """Return a page of a package, or a story with its segments alone, as its tables have it; nothing is read anew.

    Raises PackageError where the package has none of that id, or not the page.
    """
    dataset = open_package(package)
    document_id = identifier[:ID_LENGTH]
    try:
        document = dataset.documents[document_id]
        if identifier != document_id:
            dataset.articles[identifier]
    except KeyError:
        raise PackageError(
            f"{package}: has no page or story {one_line(identifier, 60)}; `articles` lists them"
        ) from None
    rows: dict[str, tuple[Any, ...]] = {name: tuple(dataset.table(name).of(identifier)) for name in OWNED}
    if identifier != document_id:
        # Titles of other stories belong to the page, and no story.
        rows["links"] = ()
    return ParsedDocument(Texts(dataset.root).read(document), rows | {"documents": (document,)})
