"""What pages were read as, kept from one build to the next: a page is read again only where something changed.

What is read of a page is a function of its bytes, of what its files say of it, and of what it is read with. The last
has a fingerprint, by which the file of a cache is named; the others are the key of an entry in it. So an entry is never
wrong, only wanted or not, and a build that was killed has left what it read. A failure is never kept.

A cache is for the next build alone: one that is damaged, or cannot be read or written, costs time and nothing else.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from corpus_pkg.building.encoding import DamagedError, decode
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.rows import DocumentRows
from corpus_pkg.digests import canonical
from corpus_pkg.errors import one_line

#: The rows of so many states of program, tables and model are kept, those that were used last.
KEPT = 3

_NAME = re.compile(r"[0-9a-f]{32}\.rows")
_BESIDE = ("", "-wal", "-shm", "-journal")
_DIGEST = 16
_OPENED = (
    "PRAGMA journal_mode = WAL",
    # A kill loses nothing, a power cut the last entries alone.
    "PRAGMA synchronous = NORMAL",
    # The file may come from elsewhere.
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "CREATE TABLE IF NOT EXISTS rows (key BLOB PRIMARY KEY, value BLOB NOT NULL)",
)
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_UNTOLD = "was not used: the recognizer tells no model, and may be another one next time; give it an attribute `model`"
#: Another build may write for so many seconds.
_PATIENCE = 10.0


class Cache:
    """The rows of pages that were read before; without a folder it knows none and keeps none.

    Attributes:
        problem: why it is not, or no longer, of use, and what to do, in a line; None where it is.
        reused: how many documents were found in it.

    """

    def __init__(self, folder: Path | None = None, fingerprint: str | None = None) -> None:
        """Open the cache in the folder, which is made where it is missing, for what has this fingerprint."""
        self.problem: str | None = None
        self.reused = 0
        self._is_full = False
        self._connection: sqlite3.Connection | None = None
        if folder is None:
            return
        if fingerprint is None:
            self.problem = f"{one_line(folder)}: {_UNTOLD}"
            return
        self._folder = folder
        self._path = folder / f"{blake2b(fingerprint.encode(), digest_size=16).hexdigest()}.rows"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._open()
        except (OSError, sqlite3.Error) as error:
            if _is_damage(error):
                # Not ours any more, whatever it was: a new one takes its place.
                self._begin_anew()
            else:
                self._give_up(error)

    def get(self, original: Original) -> DocumentRows | None:
        """Return the rows that the document was read as; None where it must be read."""
        if self._connection is None:
            return None
        key = _key(original)
        try:
            row = self._connection.execute("SELECT value FROM rows WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if row is None or not isinstance(row[0], bytes) or row[0][:_DIGEST] != _digest(key, row[0][_DIGEST:]):
            return None
        try:
            rows = decode(row[0][_DIGEST:])
        except DamagedError:
            return None
        if not isinstance(rows, DocumentRows) or rows.failure is not None:
            return None
        self.reused += 1
        return rows

    def keep(self, original: Original, encoded: bytes) -> None:
        """Keep the rows that the document was read as, packed; they are there for whoever comes, whatever happens."""
        if self._connection is None or self._is_full:
            return
        key = _key(original)
        try:
            self._connection.execute(
                "INSERT OR REPLACE INTO rows VALUES (?, ?)", (key, _digest(key, encoded) + encoded)
            )
        except sqlite3.Error as error:
            if _is_damage(error):
                self._give_up(error)
            else:
                # What is in it may be read all the same.
                self._is_full = True
                self.problem = self._told(error)

    @property
    def is_open(self) -> bool:
        """Whether what is read is kept."""
        return self._connection is not None and not self._is_full

    def close(self) -> None:
        """Close the file; and take away those of earlier states that were not used for long."""
        if self._connection is None:
            return
        with suppress(sqlite3.Error):
            self._connection.close()
        self._connection = None
        with suppress(OSError):
            os.utime(self._path)
            for path in list(_newest_first(self._folder))[KEPT:]:
                _remove(path)

    def _open(self) -> None:
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            for statement in _OPENED:
                connection.execute(statement)
            # Whether it may be written is known before anything is read.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _begin_anew(self) -> None:
        try:
            _remove(self._path)
            self._open()
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)
        else:
            self.problem = f"{one_line(self._path)}: was damaged; it was begun anew"

    def _give_up(self, error: Exception) -> None:
        """Go on without it; one that is damaged is taken away."""
        self.problem = self._told(error)
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
        if _is_damage(error):
            self.problem = f"{one_line(self._path)}: was damaged; it was taken away, and the next build makes a new one"
            with suppress(OSError):
                _remove(self._path)

    def _told(self, error: Exception) -> str:
        reason = error.strerror if isinstance(error, OSError) else error
        return one_line(f"{self._folder}: the cache cannot be used ({reason}); mend that or name another (--cache)")


def _key(original: Original) -> bytes:
    """Return the key of what the reading of a document depends on besides what it is read with."""
    first, *others = original.files
    member = first.member
    stated = [
        original.sha256,
        original.size,
        original.note,
        original.broken,
        first.path,
        [file.path for file in others],
        member and [member.name, member.format, member.url, member.retrieved, member.charset],
    ]
    return blake2b(canonical(stated), digest_size=_DIGEST).digest()


def _digest(key: bytes, encoded: bytes) -> bytes:
    return blake2b(encoded, digest_size=_DIGEST, key=key).digest()


def _is_damage(error: Exception) -> bool:
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorname", "").startswith(_DAMAGED)


def _newest_first(folder: Path) -> Iterator[Path]:
    """Return the files of caches in the folder, the one that was used last first."""
    with os.scandir(folder) as entries:
        found = [(entry.stat().st_mtime_ns, entry.name) for entry in entries if _NAME.fullmatch(entry.name)]
    return (folder / name for _, name in sorted(found, reverse=True))


def _remove(path: Path) -> None:
    for ending in _BESIDE:
        Path(f"{path}{ending}").unlink(missing_ok=True)
