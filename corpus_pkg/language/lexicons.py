"""What the program knows of the language: tables, read once, with a user's own laid over them.

A lexicon is a CSV file under `corpus_pkg/language/arabic/tables` (UTF-8, a header, one entry a row, lists separated
by a vertical bar, a column `origin` that says where the row comes from). A folder of one's own with files of the same
names adds rows, and replaces rows of the same `id` column (the first column).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

Row = dict[str, str]

_SHIPPED = Path(__file__).parent / "arabic" / "tables"


class LexiconError(ValueError):
    """A lexicon that cannot be used; the message names the file, the line and what to do."""


@dataclass(frozen=True)
class Lexicons:
    """The shipped tables with those of `folder`, if any, laid over them.

    Equal folders make equal lexicons, so that compiled forms can be cached by it.
    """

    folder: Path | None = None
    _tables: dict[str, tuple[Row, ...]] = field(default_factory=dict, compare=False, repr=False)

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of table `name` ("furniture", "outlets", ...), every cell trimmed; raises LexiconError."""
        if name not in self._tables:
            shipped = _read(_SHIPPED / f"{name}.csv")
            own = self.folder / f"{name}.csv" if self.folder else None
            if own is not None and own.exists():
                columns = list(shipped[0]) if shipped else []
                merged = {row[columns[0]]: row for row in shipped}
                merged.update((row[columns[0]], row) for row in _read(own, columns))
                shipped = tuple(merged.values())
            self._tables[name] = shipped
        return self._tables[name]


def _read(path: Path, columns: list[str] | None = None) -> tuple[Row, ...]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 ({error}); save it as UTF-8 CSV") from error
    reader = csv.reader(lines)
    header = next(reader, None)
    if not header:
        raise LexiconError(f"{path}:1: no header; the first line names the columns")
    if columns is not None and header != columns:
        raise LexiconError(f"{path}:1: columns are {', '.join(header)}; they must be {', '.join(columns)}")
    rows = []
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(header):
            raise LexiconError(f"{path}:{reader.line_num}: {len(cells)} cells where the header has {len(header)}")
        rows.append(dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    return tuple(rows)


def listed(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds a list."""
    return tuple(item.strip() for item in cell.split("|") if item.strip())


@cache
def default() -> Lexicons:
    """The shipped lexicons alone."""
    return Lexicons()
