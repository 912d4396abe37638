"""Links between pages: which story of the package bears the title that another page shows.

The one step of a build that needs every document at once. Titles are kept on disk, so that memory does not grow, and of
the titles that pages show only the keys are looked at, which whoever reads a page makes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType

from corpus_pkg.building.duplicates import words
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES, Duplicate

_BEARERS = (
    "SELECT DISTINCT coalesce(groups.first, titles.article) FROM titles LEFT JOIN groups USING (article)"
    " WHERE key = ? LIMIT 2"
)
_EMPTY = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "CREATE TABLE titles (key BLOB NOT NULL, article TEXT NOT NULL)",
    "CREATE TABLE groups (article TEXT PRIMARY KEY, first TEXT NOT NULL) WITHOUT ROWID",
    "BEGIN",
)


#: Bytes of a key.
KEY = 16
#: The key of what has neither letters nor digits, which leads nowhere.
NO_KEY = bytes(KEY)


def title_key(title: str) -> bytes:
    """Return what two spellings of a title share: a 128-bit hash of folded letters and digits; NO_KEY without any."""
    plain = "".join(words(title))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()[:KEY] if plain else NO_KEY


class TitleIndex:
    """The titles of a package's stories, on disk at `path` (a scratch file that the caller removes)."""

    def __init__(self, path: Path) -> None:
        """Make an empty index."""
        with ExitStack() as stack:
            # On a full disk the file is there and cannot be written: it is closed all the same.
            self._connection = stack.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
            for statement in _EMPTY:
                self._connection.execute(statement)
            self._files = stack.pop_all()
        self._indexed = False

    def __enter__(self) -> TitleIndex:
        """Return itself; all is open from the beginning."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files."""
        self._files.close()

    def add(self, titles: Iterable[tuple[bytes, str]]) -> None:
        """Add pairs of a title's key and the id of the story that bears it."""
        self._connection.executemany(
            "INSERT INTO titles VALUES (?, ?)", ((key, name) for key, name in titles if key != NO_KEY)
        )

    def add_duplicates(self, rows: Iterable[Duplicate]) -> None:
        """Add which stories are one story on several pages."""
        self._connection.executemany(
            "INSERT INTO groups VALUES (?, ?)", ((row.article_id, row.group_id) for row in rows)
        )

    def target(self, key: bytes) -> str | None:
        """Return the id of the only story with a title of this key; of one on several pages, its group's first."""
        if not self._indexed:
            self._connection.execute("CREATE INDEX by_key ON titles (key)")
            self._indexed = True
        if key == NO_KEY:
            return None
        bearers = self._connection.execute(_BEARERS, (key,)).fetchall()
        return str(bearers[0][0]) if len(bearers) == 1 else None


def resolve(source: Path, keys: Path, target: Path, index: TitleIndex) -> None:
    """Copy the table of links at `source` to `target` with each target story filled in, row by row.

    No row of `source` has a target; `keys` holds the keys of their titles, in their order.
    """
    with source.open("rb") as rows, source.open("rb") as offsets, keys.open("rb") as read, target.open("wb") as file:
        file.write(tables.header(TABLES["links"]))
        rows.readline()
        for start, end in tables.spans(offsets):
            line = rows.read(end - start)
            story = index.target(read.read(KEY))
            file.write(line if story is None else line[:-1] + story.encode() + b"\n")
