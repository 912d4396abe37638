"""What the program knows of the language: tables, read once, with a user's own laid over them.

A lexicon is a CSV file under `corpus_pkg/language/arabic/tables` (UTF-8, a header, one entry a row, lists separated
by a vertical bar, a column `origin` that says where the row comes from); what a row of each is says the module
`corpus_pkg.language.tables`. A folder of one's own with files of the same names adds rows, and replaces those with the
same whole key.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from corpus_pkg.digests import Digest, canonical
from corpus_pkg.errors import CorpusError
from corpus_pkg.language.arabic import ARABIC
from corpus_pkg.language.base import Language, languages
from corpus_pkg.language.tables import RENAMED, TABLES, LexiconTable

Row = dict[str, str]

_SHIPPED = Path(__file__).parent / "arabic" / "tables"
#: Tables that belong to no language: one for all of them.
_SHARED = frozenset(
    ("carrier_fields", "elements", "licenses", "metadata_keys", "site_lines", "tag_classes", "wikidata_types")
)
#: Tables of names, whose rows a further language reads in the column that it names.
_OF_NAMES = frozenset(("outlets", "places"))


class LexiconError(CorpusError):
    """A lexicon that cannot be used; the message names the file, the line and what to do."""


@dataclass(frozen=True)
class Lexicons:
    """The shipped tables with those of `folder`, if any, laid over them.

    Equal folders and languages make equal lexicons, so that compiled forms can be cached by it. A further language than
    Arabic has its tables of one's own in the folder of its code in `folder` ("lexicons/en").
    """

    folder: Path | None = None
    language: Language = ARABIC
    _tables: dict[str, tuple[Row, ...]] = field(default_factory=dict, compare=False, repr=False)
    _own: dict[str, tuple[Row, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __hash__(self) -> int:
        """Return the hash of the folder and the language's code: compiled forms are asked for at every line."""
        return hash((self.folder, self.language.code))

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the rows of table `name` ("boilerplate", "outlets", ...), every cell trimmed.

        Raises LexiconError for any fault of the user's folder: it is read as a whole, so that a table of a misspelt
        name is told and not passed over.
        """
        if name not in self._tables:
            if not self._tables and self.folder is not None:
                own = dict(_folder(self.folder))
                if self.language != ARABIC:
                    # What belongs to no language is read for all, and a folder of the language may add to it.
                    own = {name: rows for name, rows in own.items() if name in _SHARED}
                    for name, rows in _folder(self.folder / self.language.code):
                        own[name] = (*own.get(name, ()), *rows)
                self._own.update(own)
            table = TABLES[name]
            merged = {_key(table, row): row for row in _shipped(name, self.language)}
            merged.update((_key(table, row), row) for row in self._own.get(name, ()))
            self._tables[name] = tuple(merged.values())
        return self._tables[name]

    def fingerprint(self) -> str:
        """Return the SHA-256 of all languages and their rows as they are read; where they lie does not count."""
        digest = Digest()
        for language in languages().values():
            digest.add(canonical(language.stated()))
            tables = in_language(self, language)
            for name in TABLES:
                digest.add(canonical([name, tables.rows(name)]))
        return digest.stated


def _shipped(name: str, language: Language) -> Iterator[Row]:
    """Yield the rows that a language has of a table: shared ones, names in its letters, its own."""
    table = TABLES[name]
    if language == ARABIC or name in _SHARED or (name in _OF_NAMES and language.names):
        for _, row in _read(_SHIPPED / f"{name}.csv", table):
            yield _named_in(row, language.names) if name in _OF_NAMES and language.names else row
    if language != ARABIC and language.tables is not None and (path := language.tables / f"{name}.csv").exists():
        yield from (row for _, row in _read(path, table))


def _named_in(row: Row, column: str) -> Row:
    """Return the row with the name in `column` for its spellings, and without conditions: they are words of Arabic."""
    return row | {"spellings": row[column]} | {key: "" for key in row if key == "context"}


def _key(table: LexiconTable, row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in table.key)


def _folder(folder: Path) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Return the tables in a folder of one's own, every row checked."""
    for path in sorted(folder.glob("*.csv")):
        table = TABLES.get(path.stem)
        if table is None:
            if path.stem in RENAMED:
                raise LexiconError(f"{path}: this table is {RENAMED[path.stem]}.csv now; rename it")
            near = get_close_matches(path.stem, TABLES, 1)
            meant = f"; did you mean {near[0]}.csv?" if near else ""
            raise LexiconError(f"{path}: no table {path.stem!r}{meant} The tables are {', '.join(TABLES)}")
        rows = []
        for line, row in _read(path, table):
            problem = table.problem(row)
            if problem:
                raise LexiconError(f"{path}:{line}: {problem}")
            rows.append(row)
        yield path.stem, tuple(rows)


def _read(path: Path, table: LexiconTable) -> Iterator[tuple[int, Row]]:
    """Return the rows of a file with their lines; columns that it leaves out are empty."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 ({error}); save it as UTF-8 CSV") from error
    reader = csv.reader(lines)
    header = next(reader, None)
    if not header:
        raise LexiconError(f"{path}:1: no header; the first line names the columns")
    _check_header(path, header, table)
    empty = dict.fromkeys(table.columns, "")
    lines_of: dict[tuple[str, ...], int] = {}
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(header):
            raise LexiconError(f"{path}:{reader.line_num}: {len(cells)} cells where the header has {len(header)}")
        row = empty | dict(zip(header, (cell.strip() for cell in cells), strict=True))
        before = lines_of.setdefault(_key(table, row), reader.line_num)
        if before != reader.line_num:
            named = ", ".join(f"{column} {row[column]!r}" for column in table.key)
            raise LexiconError(
                f"{path}:{reader.line_num}: {named} stands in line {before} already; leave one of the two"
            )
        yield reader.line_num, row


def _check_header(path: Path, header: list[str], table: LexiconTable) -> None:
    """Raise LexiconError for a column that is unknown, missing or named twice."""
    place = f"{path}:1: columns are {', '.join(header)}"
    unknown = [column for column in header if column not in table.columns]
    missing = [column for column in table.columns if column not in header and column not in table.optional]
    if unknown or missing or len(set(header)) < len(header):
        optional = [column for column in table.columns if column in table.optional]
        must = [column for column in table.columns if column not in table.optional]
        raise LexiconError(f"{place}; they must be {', '.join(must)} and may be {', '.join(optional)}")


def listed(cell: str) -> tuple[str, ...]:
    """Return the items of a cell that holds a list."""
    return tuple(item.strip() for item in cell.split("|") if item.strip())


@cache
def in_language(lexicons: Lexicons, language: Language) -> Lexicons:
    """Return the lexicons of a language, those of one's own from the same folder."""
    return lexicons if lexicons.language == language else Lexicons(lexicons.folder, language)


@cache
def default() -> Lexicons:
    """Return the shipped lexicons alone."""
    return Lexicons()
