"""A folder of one's own tables of names, to which entries are added.

A row of an entity that is there keeps what it says and gains what it lacks, so that adding an entry twice changes
nothing. An entry that has no id is the entity of the shipped tables with its type, its Arabic and its English name,
where there is one; else its id is made of these three.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import tempfile
from pathlib import Path

from corpus_pkg.entities.entries import COLUMNS, TABLES, BadRow, Entry
from corpus_pkg.files import replacing
from corpus_pkg.language.countries import countries, slug
from corpus_pkg.language.lexicons import Lexicons, Row, default, listed
from corpus_pkg.language.orthography import folded

_SCHEMA = (
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
    "CREATE TABLE rows (id TEXT PRIMARY KEY, tab TEXT, own INTEGER, cells TEXT) WITHOUT ROWID;"
)


class Overlay:
    """The rows of the folder and of the shipped tables, on disk, so that memory does not grow with a dump."""

    def __init__(self, lexicons: Lexicons, folder: Path) -> None:
        """Read the rows that are there; raises LexiconError and OSError."""
        self._folder = folder
        self._file = tempfile.TemporaryDirectory(prefix="corpus-pkg-")
        self._rows = sqlite3.connect(Path(self._file.name) / "rows.sqlite", isolation_level=None)
        self._rows.executescript(_SCHEMA)
        # An id of a list may be a shipped row's, but never that of another kind of thing.
        for country in countries(lexicons):
            self._rows.execute("INSERT OR IGNORE INTO rows VALUES (?, 'countries', 0, '')", (country.slug,))
        for row in lexicons.rows("outlets"):
            self._rows.execute("INSERT OR IGNORE INTO rows VALUES (?, 'outlets', 0, '')", (row["source_id"],))
        self._shipped: dict[str, str] = {}
        for table in TABLES:
            for row in default().rows(table):
                if names := _names(row):
                    self._shipped.setdefault(names, row["entity_id"])
            own = _ids(folder / f"{table}.csv")
            for row in lexicons.rows(table):
                self._put(row["entity_id"], table, row["entity_id"] in own, row)

    def _put(self, identifier: str, table: str, own: bool, row: Row) -> None:
        cells = json.dumps([row[column] for column in COLUMNS])
        self._rows.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", (identifier, table, own, cells))

    def add(self, entry: Entry) -> bool:
        """Lay an entry over the rows; whether that changed one; raises BadRow where its id is another's."""
        identifier = entry.row["entity_id"] or self._shipped.get(_names(entry.row), entry.fallback)
        new = {**entry.row, "entity_id": identifier}
        stored = self._rows.execute("SELECT tab, cells FROM rows WHERE id = ?", (identifier,)).fetchone()
        if stored is None:
            self._put(identifier, entry.table, True, new)
            return True
        table, cells = stored
        if table != entry.table:
            raise BadRow(f"id {identifier!r} is taken in {table}.csv; give another id")
        there = dict(zip(COLUMNS, json.loads(cells), strict=True))
        merged = _merged(there, new)
        if merged == there:
            return False
        self._put(identifier, table, True, merged)
        return True

    def write(self) -> None:
        """Write the tables that have rows of one's own, sorted by id; each file is replaced as a whole."""
        for table in TABLES:
            rows = self._rows.execute("SELECT cells FROM rows WHERE tab = ? AND own ORDER BY id", (table,))
            first = rows.fetchone()
            if first is None:
                continue
            self._folder.mkdir(parents=True, exist_ok=True)
            with (
                replacing(self._folder / f"{table}.csv") as made,
                made.open("w", encoding="utf-8", newline="") as file,
            ):
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(COLUMNS)
                writer.writerow(json.loads(first[0]))
                writer.writerows(json.loads(cells) for (cells,) in rows)

    def close(self) -> None:
        """Close the store and remove its file."""
        self._rows.close()
        self._file.cleanup()


def _ids(path: Path) -> frozenset[str]:
    """Return the ids in a table of one's own; none where it is not there."""
    if not path.exists():
        return frozenset()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return frozenset(row[0].strip() for row in csv.reader(file) if row)


def _names(row: Row) -> str:
    """Return what tells that two rows without an id are of one entity: type, Arabic name and English name."""
    english = slug(row["name_en"])
    return f"{row['type']}|{folded(row['name_ar'])}|{english}" if english else ""


def _merged(there: Row, new: Row) -> Row:
    """Return a row with what another of the same entity says besides; what it says stays, but for a list of names."""
    merged = {column: there[column] or new[column] for column in COLUMNS}
    had = {folded(name.removesuffix("?")) for name in (there["name_ar"], *listed(there["spellings"]))}
    names = (new["name_ar"], *listed(new["spellings"]))
    marked = any(name.endswith("?") for name in names)
    further = [
        # Only names of the list come under its context, not those that did without.
        f"{name}?" if new["context"] and not marked else name
        for name in names
        if folded(name.removesuffix("?")) not in had
    ]
    if not any(name.endswith("?") for name in further):
        merged["context"] = there["context"]
    merged["spellings"] = "|".join((*listed(there["spellings"]), *dict.fromkeys(further)))
    if merged != there and new["origin"] not in there["origin"].split("; "):
        merged["origin"] = "; ".join(filter(None, (there["origin"], new["origin"])))
    return merged
