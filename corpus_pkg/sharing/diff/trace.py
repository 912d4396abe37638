"""The rows of an old package with the ids that the new one has for the same pages and stories."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from corpus_pkg.sharing.diff.changes import Key
from corpus_pkg.sharing.diff.tables import Row, Table

#: The columns that hold the id of a document, or one that begins with it.
_COLUMNS = frozenset({"document_id", "article_id", "date_id", "group_id", "target_article_id", "subject", "key"})
_DOCUMENT = re.compile(r"doc-[0-9a-f]{16}")
_STORY = re.compile(r"doc-[0-9a-f]{16}-[0-9]+")


@dataclass(frozen=True, slots=True)
class Trace:
    """What the ids of an old package became.

    Attributes:
        documents: the new id of each edited page by its old one.
        stories: the same of each story that is still there.

    """

    documents: Mapping[str, str] = field(default_factory=dict)
    stories: Mapping[str, str] = field(default_factory=dict)
    _arrivals: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Know the new ids of the edited pages."""
        object.__setattr__(self, "_arrivals", frozenset(self.documents.values()))

    def __bool__(self) -> bool:
        """Return whether anything has another id now."""
        return bool(self.documents)

    def cell(self, cell: str) -> str:
        """Return an id as the new package has it, or several between bars; that of a story that is gone stays."""
        return "|".join(map(self._identifier, cell.split("|")))

    def _identifier(self, identifier: str) -> str:
        match = _DOCUMENT.match(identifier)
        if match is None or match[0] not in self.documents:
            return identifier
        if _STORY.fullmatch(identifier):
            return self.stories.get(identifier, identifier)
        return self.documents[match[0]] + identifier[match.end() :]

    def row(self, table: Table, row: Row) -> Row:
        """Return a row of the old package's table with the ids of the new one."""
        return tuple(
            self.cell(cell) if name in _COLUMNS else cell for name, cell in zip(table.columns, row, strict=True)
        )

    def key(self, table: Table, key: Key) -> Key:
        """Return the key of that row."""
        return tuple(
            self.cell(part) if isinstance(part, str) and name in _COLUMNS else part
            for name, part in zip(table.key, key, strict=True)
        )

    def leads_to(self, table: Table, key: Key) -> bool:
        """Return whether a key of the new package is one of an edited page."""
        return any(
            isinstance(part, str) and name in _COLUMNS and any(map(self._arrived, part.split("|")))
            for name, part in zip(table.key, key, strict=True)
        )

    def _arrived(self, identifier: str) -> bool:
        match = _DOCUMENT.match(identifier)
        return match is not None and match[0] in self._arrivals


def leads_to(trace: Trace | None, table: Table, key: Key) -> bool:
    """Return whether a key of the new package is one of an edited page."""
    return trace is not None and bool(trace) and trace.leads_to(table, key)


class Aside:
    """Rows that stand elsewhere in the order of the other package, on disk until all are read; to be closed."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._database: sqlite3.Connection | None = None

    def put(self, side: Literal["old", "new"], key: Key, row: Row, was: Key | None = None) -> None:
        """Keep a row of a side by its key in the new package, with the one that it had in the old."""
        if self._database is None:
            self._database = sqlite3.connect("")
            for name in ("old", "new"):
                self._database.execute(
                    f"create table {name} (n integer primary key, key text unique, was text, row text)"
                )
        statement = f"insert into {side} (key, was, row) values (?, ?, ?)"
        self._database.execute(statement, tuple(json.dumps(value) for value in (key, was, row)))

    def pairs(self) -> Iterator[tuple[Key, Key | None, Row | None, Row | None]]:
        """Yield each key, the one that it was, and the rows of the two sides: the old ones in order, then new ones."""
        both = "select old.key, old.was, old.row, new.row from old left join new using (key) order by old.n"
        fresh = "select key, null, null, row from new where key not in (select key from old) order by n"
        for statement in (both, fresh) if self._database is not None else ():
            assert self._database is not None
            for values in self._database.execute(statement):
                key, was, old, new = (tuple(value) if value else None for value in map(_read, values))
                assert key is not None
                yield key, was, old, new

    def close(self) -> None:
        """Let go of the rows."""
        if self._database is not None:
            self._database.close()


def _read(value: str | None) -> Any:
    return json.loads(value) if value is not None else None
