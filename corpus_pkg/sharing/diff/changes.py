"""What a change is: of the schema, of a file, of a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from corpus_pkg.errors import one_line
from corpus_pkg.sharing.diff.versions import Level

Key: TypeAlias = tuple[str | int, ...]
Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """A change of what the data look like, or of what the package says of itself.

    Attributes:
        table: the table, or None for the package.
        what: the place of the change: "table", "column", "order", "type", "format", "key", "reference",
            "missing values", "property", or the name of a constraint.
        name: the column, the property or the reference; None for a table.
        old, new: what was there and what is; None where nothing.
        level: the number of the version that it raises.

    """

    table: str | None
    what: str
    name: str | None
    old: Any
    new: Any
    level: Level


@dataclass(frozen=True, slots=True)
class FileChange:
    """A change of a file that is no table, such as a raw page.

    Attributes:
        path: where it lies, or lay.
        kind: what became of it; one with the bytes of a file that is gone is that file, renamed.
        old, new: its hash before and now.
        was: the path that it had, where it was renamed.

    """

    path: str
    kind: Kind | Literal["renamed"]
    old: str | None
    new: str | None
    was: str | None = None


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that was edited or renamed.

    Attributes:
        kind: "edited" where its bytes are others, "renamed" where they are the same in another place.
        path, was: where it lies, and lay.
        old, new: its id before and now.
        stories: the id of each of its stories before and now, where it was edited; None where it is gone, or is new.

    """

    kind: Literal["edited", "renamed"]
    path: str
    was: str
    old: str
    new: str
    stories: tuple[tuple[str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, removed or changed.

    Attributes:
        table: its table.
        kind: what became of it.
        key: its key, integers where the column is one; of a page that was edited the one in the new package.
        was: the key in the old package, where that is another.
        cells: the cells that differ, by column: what was there and what is; empty text is an empty cell. All cells of
            the row where it was added (nothing was there) or removed (nothing is).

    """

    table: str
    kind: Kind
    key: Key
    cells: Mapping[str, tuple[str | None, str | None]]
    was: Key | None = None


def described(change: SchemaChange) -> str:
    """Return a change of the schema in one line."""
    where = f"{change.table}: " if change.table is not None else ""
    name = f" {change.name}" if change.name is not None else ""
    old, new = (None if value is None else one_line(_text(value), 60) for value in (change.old, change.new))
    if change.what in ("table", "column") or old is None or new is None:
        state = "added" if change.old is None else "removed" if change.new is None else "changed"
        value = "" if change.what in ("table", "column") else f" ({new if old is None else old})"
        return one_line(f"{where}{change.what}{name} {state}{value}", 300)
    return one_line(f"{where}{change.what}{name}: {old} -> {new}", 300)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
