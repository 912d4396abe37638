"""What a change is: of the schema, of a file, of a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

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
    """A change of a file that is no table, such as a raw page: by its path, with its old and new hash."""

    path: str
    kind: Kind
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, removed or changed.

    Attributes:
        table: its table.
        kind: what became of it.
        key: its key, integers where the column is one.
        cells: the cells that differ, by column: what was there and what is; empty text is an empty cell. All cells of
            the row where it was added (nothing was there) or removed (nothing is).

    """

    table: str
    kind: Kind
    key: Key
    cells: Mapping[str, tuple[str | None, str | None]]
