"""Lists of names of one's own, laid over a folder of lexicons (people.csv, organisations.csv, places.csv).

Three formats are read, a line at a time, plain or compressed (.gz, .bz2): CSV with a header and JSON Lines, both with
`name`, `type`, `id`, `aliases` and, if wanted, `name_en`, `country`, `context`, `same_as` (only `name` must be there,
and a type, in the row or for all), and Wikidata's JSON dump (.json), one entity a line.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from corpus_pkg.entities.entries import TABLES, BadRow, Entry, OwnList
from corpus_pkg.entities.overlay import Overlay
from corpus_pkg.entities.wikidata import Dump
from corpus_pkg.language.lexicons import LexiconError, Lexicons
from corpus_pkg.records import EntityType


@dataclass
class Added:
    """What came of adding a list.

    Attributes:
        rows: rows written or changed, by table.
        kept: entities of the list that the tables had as they are.
        passed: entities of a dump that are none of the types, or have no Arabic name.
        problems: a line for each entity that was left out: file, line, what, what to do.

    """

    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    kept: int = 0
    passed: int = 0
    problems: list[str] = field(default_factory=list)


#: The lines of a list, with their numbers, and the rows in them.
Lines = Iterator[tuple[int, str]]
Rows = Iterator[tuple[int, dict[str, Any] | BadRow]]


def _opened(path: Path) -> IO[bytes]:
    """Open a list, decompressed by its suffix; raises OSError."""
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if path.suffix == ".bz2":
        return cast(IO[bytes], bz2.open(path, "rb"))
    return path.open("rb")


def _lines(stream: IO[bytes]) -> Lines:
    for number, line in enumerate(stream, start=1):
        try:
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise LexiconError(f":{number}: is not UTF-8 (byte {error.start} of the line); save it as UTF-8") from None


def _csv(lines: Lines) -> Rows:
    reader = csv.reader((line for _, line in lines), strict=True)
    header: list[str] | None = None
    last = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield reader.line_num, BadRow(f"is no CSV ({error}); quote the cell, or double the quotes in it")
            continue
        number, last = last + 1, reader.line_num
        if cells is None:
            return
        if header is None:
            header = [cell.strip() for cell in cells]
            if "name" not in header:
                raise LexiconError(":1: no column `name`; the header names the columns: name,type,id,aliases")
        elif any(cell.strip() for cell in cells):
            if len(cells) == len(header):
                yield number, dict(zip(header, cells, strict=True))
            else:
                yield number, BadRow(f"{len(cells)} cells where the header has {len(header)}; quote cells with commas")


def _jsonl(lines: Lines) -> Rows:
    for number, line in lines:
        text = line.strip().rstrip(",")
        if not text or text in "[]":
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield number, BadRow(f"is no JSON ({str(error)[:80]}); write one object a line")
            continue
        yield number, value if isinstance(value, dict) else BadRow("is no JSON object; write one object a line")


#: The formats by suffix: what parts the lines into rows, and what reads these.
_FORMATS: dict[str, tuple[Callable[[Lines], Rows], type[OwnList] | type[Dump]]] = {
    ".csv": (_csv, OwnList),
    ".jsonl": (_jsonl, OwnList),
    ".ndjson": (_jsonl, OwnList),
    ".json": (_jsonl, Dump),
}


def _format(path: Path) -> tuple[Callable[[Lines], Rows], type[OwnList] | type[Dump]]:
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() not in (".gz", ".bz2")]
    if not suffixes or suffixes[-1] not in _FORMATS:
        raise LexiconError(
            f"{path}: what it holds cannot be told; name it .csv or .jsonl (a list) or .json (a Wikidata dump), "
            "with .gz or .bz2 where it is compressed"
        )
    return _FORMATS[suffixes[-1]]


def add(path: Path, folder: Path, *, kind: EntityType | None = None) -> Added:
    """Lay the names of the list at `path` over the lexicons in `folder`, which is made where it is not there.

    An entity that cannot be taken is reported and left out; the others are kept. `kind` is the type of rows that have
    none, and of a dump the only type that is taken. Memory does not grow with the length of the list.

    Raises:
        LexiconError: the list cannot be read at all, or a table of the folder cannot be used; nothing is written.
        OSError: a file cannot be read or written.

    """
    parted, reader = _format(path)
    lexicons = Lexicons(folder)
    read = reader(lexicons, kind, path.name).read
    added = Added()
    with closing(Overlay(lexicons, folder)) as overlay, _opened(path) as stream:
        try:
            for number, row in parted(_lines(stream)):
                try:
                    _take(row, read, overlay, added)
                except BadRow as problem:
                    added.problems.append(f"{path}:{number}: {problem}")
        except LexiconError as error:
            raise LexiconError(f"{path}{error}") from None
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise LexiconError(f"{path}: cannot be decompressed ({error}); fetch it again") from None
        if any(added.rows.values()):
            overlay.write()
    return added


def _take(
    row: dict[str, Any] | BadRow, read: Callable[[dict[str, Any]], Entry | None], overlay: Overlay, added: Added
) -> None:
    """Lay one row over the tables, and count what came of it; raises BadRow."""
    if isinstance(row, BadRow):
        raise row
    entry = read(row)
    if entry is None:
        added.passed += 1
    elif overlay.add(entry):
        added.rows[entry.table] += 1
    else:
        added.kept += 1
