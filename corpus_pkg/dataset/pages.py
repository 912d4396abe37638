"""Pages as they were received, decoded, with the spans of what was read from them."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_pkg import identifiers
from corpus_pkg.dataset.files import Place, unpacking
from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor
from corpus_pkg.package.members import Members
from corpus_pkg.package.paths import WITHIN
from corpus_pkg.reading import carriers
from corpus_pkg.records import Document
from corpus_pkg.viewing import stretches

#: What a span is called, by its table: one of its columns.
_KINDS = {"segments": "kind", "dates": "role", "credits": "role", "mentions": "type"}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a page with what was read from it.

    Attributes:
        start, end: code points of the page's text; `end` is exclusive.
        table: the table of the row: "segments", "dates", "credits", "mentions" or "links".
        kind: a segment's kind, a date's or credit's role, a mention's type; "link" of a link.
        row: the record.

    """

    start: int
    end: int
    table: str
    kind: str
    row: Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was received, decoded, with the spans in it.

    Attributes:
        document: its row.
        text: the decoded text, in which offsets count; empty where no encoding decodes the page.
        spans: in order of their places, a longer one before those inside it.

    """

    document: Document
    text: str
    spans: tuple[Span, ...]

    def to_html(self) -> str:
        """Return the text as an HTML `pre`: dates, credits, names and links marked, their stories in titles.

        Linear in the text and the overlaps.
        """
        pieces = ['<pre dir="auto">']
        spans = ((number, span.start, span.end) for number, span in enumerate(self.spans) if span.end > span.start)
        for stretch in stretches(0, len(self.text), spans):
            words = html.escape(self.text[stretch.start : stretch.end].replace("\0", "\ufffd"))
            if inside := [self.spans[number] for number in stretch.inside]:
                tag = "mark" if any(span.table != "segments" for span in inside) else "span"
                title = html.escape("; ".join(map(_title, inside)))
                words = f'<{tag} title="{title}">{words}</{tag}>'
            pieces.append(words)
        return "".join((*pieces, "</pre>"))

    _repr_html_ = to_html


def spans(rows: Iterable[tuple[str, Any]]) -> tuple[Span, ...]:
    """Return the spans of rows, each given with the name of its table, in order of their places."""
    unordered = [
        Span(row.start, row.end, name, str(getattr(row, _KINDS.get(name, ""), "link")), row) for name, row in rows
    ]
    return tuple(sorted(unordered, key=lambda span: (span.start, -span.end)))


class Texts:
    """The texts of a package's pages, read where they lie."""

    def __init__(self, root: Place) -> None:
        """Know the package's folder, or its place in an archive."""
        self._root = root
        self._members = Members()

    def read(self, document: Document) -> str:
        """Return the decoded text of the page; empty where no encoding decodes it.

        Raises PackageError where the page is not in the package or is not the one that was read.
        """
        file, _, within = document.path.partition(WITHIN)
        place = self._root / file
        if not descriptor.is_inside(file) or not place.is_file():
            raise PackageError(f"{place}: is not there; build the package with its pages")
        if document.encoding is None:
            return ""
        with unpacking(place):
            if isinstance(place, Path):
                member = self._members.find(place, file, within) if within else None
                page = carriers.load(place, member).data or b""
            elif within:
                raise PackageError(f"{place}: lies in an archive inside the archive; unpack the outer one")
            else:
                page = place.read_bytes()
        if identifiers.sha256(page) != document.sha256:
            raise PackageError(f"{place}: has other bytes than were read; build again")
        return page.decode(document.encoding, "replace")


def _title(span: Span) -> str:
    """Return a span in a few words."""
    read = next(
        (getattr(span.row, name) for name in ("value", "source_id", "entity_id") if hasattr(span.row, name)), ""
    )
    owner = getattr(span.row, "article_id", None) or ""
    return " ".join(part for part in (span.table, span.kind, read, owner) if part)
