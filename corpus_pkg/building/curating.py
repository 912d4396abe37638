"""People's corrections over what was read: the rows of a page as they are written, after the cache has given them."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus_pkg.building.inventory import Original
from corpus_pkg.building.rows import DocumentRows
from corpus_pkg.building.terms import Terms
from corpus_pkg.curation import layer, table
from corpus_pkg.curation.known import Known
from corpus_pkg.curation.sheet import Sheet
from corpus_pkg.errors import BuildError
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.package import parts, tables
from corpus_pkg.package.extension import CURATION, Curation
from corpus_pkg.records import TABLES

_NEEDED = (*layer.TOUCHED, "segments")


class Corrections:
    """The corrections of a build.

    Attributes:
        standing: those that stand in the rows given back so far, in order of the pages.

    """

    def __init__(self, rows: Iterable[Curation], lexicons: Lexicons | None) -> None:
        """Take the rows of curation.csv and the tables that know entities."""
        self.standing: list[Curation] = []
        self._told: list[str] = []
        self._known = Known(lexicons)
        self._rows: dict[str, list[Curation]] = {}
        for row in rows:
            self._rows.setdefault(row.document_id, []).append(row)

    @property
    def told(self) -> tuple[str, ...]:
        """Why each other one does not stand, in a line; for pages that did not come, one line a page."""
        gone = (
            layer.line(rows[0], f"the page is not among those that are built ({len(rows)} corrections of it)")
            for rows in self._rows.values()
        )
        return (*self._told, *gone)

    def over(self, original: Original, rows: DocumentRows) -> DocumentRows:
        """Return the rows of a document with its corrections laid over them; raises PageError as `Original.load`."""
        curation = self._rows.pop(original.document_id, None)
        if curation is None:
            return rows
        read: dict[str, list[Any]] = {name: list(_records(name, rows.lines[name])) for name in _NEEDED}
        (document,) = read["documents"]
        data = original.load()[0].data if document.encoding is not None else None
        text = (data or b"").decode(document.encoding or "utf-8", "replace")
        sheet = Sheet(document, text, read["segments"], read["articles"])
        applied = layer.apply(read, curation, sheet, self._known.has)
        self.standing += applied.standing
        self._told += applied.told
        made = {name: b"".join(tables.lines(TABLES[name], found)) for name, found in applied.rows.items()}
        named = {row.__dict__["entity_id"] for row in applied.rows["mentions"]} - {None}
        met = rows.shared["entities"]
        entities = {name: met[name] if name in met else tables.line(self._known.entity(name)) for name in sorted(named)}
        return replace(
            rows,
            lines={**rows.lines, **made},
            counts={**rows.counts, **{name: len(found) for name, found in applied.rows.items()}},
            shared={**rows.shared, "entities": entities},
        )

    def write(self, path: Path) -> bool:
        """Write those that stand to the package's own table, where there are any; return whether."""
        if self.standing:
            tables.write(path, CURATION, self.standing)
        return bool(self.standing)


def opened(folder: Path, own: Terms, lexicons: Lexicons | None) -> Corrections:
    """Return the corrections beside the package or its corpus.toml; raises BuildError where some would be lost."""
    places = {os.path.realpath(place / table.FILE_NAME): place / table.FILE_NAME for place in (folder, own.home)}
    there = [place for place in places.values() if os.path.lexists(place)]
    if len(there) > 1:
        raise BuildError(f"{' and '.join(map(str, there))}: corrections lie in two places; put them into one file")
    earlier = [path for number in parts.NUMBERS for path in parts.paths(CURATION.name, number)]
    if not there and any(os.path.lexists(folder / path) for path in earlier):
        raise BuildError(
            f"{folder / table.FILE_NAME}: is not there, and the package has corrections of people; copy "
            f"{earlier[0]} to it, or put a file with the header alone there to drop them"
        )
    return Corrections(table.read(there[0]) if there else (), lexicons)


def _records(name: str, lines: bytes) -> Iterator[Any]:
    reader = tables.RowReader(TABLES[name])
    for cells in csv.reader(io.StringIO(lines.decode("utf-8"), newline=""), strict=True):
        yield reader.record(cells)
