"""The tables of a package, written as the documents come: what needs two of them at once is settled at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from corpus_pkg.building import duplicates, linking
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.rows import SHARED, DocumentRows
from corpus_pkg.package import descriptor, tables
from corpus_pkg.records import TABLES


@dataclass(slots=True)
class Tally:
    """What is known of the documents that are written.

    Attributes:
        rows: number of rows of each table.
        statuses: number of documents of each status.
        pages: the files that are documents by themselves.
        shared: the lines of rows that several documents may have, by table and key.

    """

    rows: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    pages: list[descriptor.Page] = field(default_factory=list)
    shared: dict[str, dict[str, bytes]] = field(default_factory=lambda: {name: {} for name in SHARED})

    def add(self, original: Original, document: DocumentRows) -> None:
        """Count a document; of two lines of one key (a name in two spellings) the first in order is kept."""
        self.rows.update(document.counts)
        self.statuses[document.status] += 1
        self.pages.extend(original.resources(document.media_type, document.encoding))
        for name, lines in document.shared.items():
            kept = self.shared[name]
            for key, line in lines.items():
                before = kept.get(key)
                if before is None or line < before:
                    kept[key] = line


def write(documents: Iterable[tuple[Original, DocumentRows]], place: Callable[[str], Path], scratch: Path) -> Tally:
    """Write all tables, each to its `place`, and return what was counted on the way.

    Memory grows with the number of documents, not with their text: titles and fingerprints go to files in `scratch`.
    """
    tally = Tally()
    unlinked, keys = scratch / "links.csv", scratch / "links.keys"
    with (
        linking.TitleIndex(scratch / "titles.sqlite") as titles,
        duplicates.DuplicateIndex(scratch) as stories,
    ):
        with ExitStack() as stack:
            streams: dict[str, BinaryIO] = {}
            for name, table in TABLES.items():
                path = unlinked if name == "links" else place(name)
                streams[name] = stack.enter_context(path.open("wb"))
                streams[name].write(tables.header(table))
            shown = stack.enter_context(keys.open("wb"))
            for original, document in documents:
                for name, lines in document.lines.items():
                    streams[name].write(lines)
                titles.add(document.titles)
                shown.write(document.links)
                stories.add(document.prints)
                tally.add(original, document)
            for name, shared in tally.shared.items():
                streams[name].writelines(shared[key] for key in sorted(shared))
                tally.rows[name] = len(shared)
            for row in stories.rows():
                streams["duplicates"].write(tables.line(row))
                tally.rows["duplicates"] += 1
                titles.add_duplicates((row,))
        linking.resolve(unlinked, keys, place("links"), titles)
    return tally
