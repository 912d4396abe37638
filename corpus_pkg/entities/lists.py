"""Lists of names of one's own, turned into rows of the lexicons of names.

Three formats are read, a line at a time, plain or compressed (.gz, .bz2): CSV with a header and JSON Lines, both with
`name`, `type`, `id`, `aliases` and, if wanted, `name_en`, `country`, `context`, `same_as` (only `name` must be there,
and a type, in the row or for all), and Wikidata's JSON dump (.json), one entity a line, of which those are taken that
have an Arabic name and an `instance of` that wikidata_types.csv knows.

The rows are laid over a folder of lexicons (people.csv, organisations.csv, places.csv): a row of an entity that is
there keeps what it says and gains what it lacks, so that adding a list twice changes nothing. An entity of a list that
has no id is the one of the shipped tables with its type, its Arabic and its English name, where there is one; else its
id is made of these three.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import re
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple, cast, get_args

from corpus_pkg.entities.context import compiled
from corpus_pkg.identifiers import sha256
from corpus_pkg.language.countries import countries, slug
from corpus_pkg.language.lexicons import LexiconError, Lexicons, Row, default, listed
from corpus_pkg.language.orthography import folded, normalise
from corpus_pkg.records import EntityType

#: The tables of names and the types that each holds.
TABLES: dict[str, tuple[EntityType, ...]] = {
    "people": ("PER",),
    "organisations": ("ORG", "MISC"),
    "places": ("LOC",),
}
COLUMNS = ("entity_id", "type", "name_ar", "name_en", "country_code", "spellings", "context", "same_as", "origin")

_TABLE_OF = {kind: table for table, kinds in TABLES.items() for kind in kinds}
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY = re.compile("[A-Z]{2}")
_IRI = re.compile(r"https?://[^\s|]+")
_ITEM = re.compile(r"Q[1-9][0-9]*")
_WIKIDATA = "http://www.wikidata.org/entity/"
_SURROGATE = re.compile("[\ud800-\udfff]")
# Shorter ones are initials or parts of words; the lexicons ask a context of them.
_SHORTEST = 3
# A longer one would be no name, and a row of it no row that anyone can read.
_LONGEST = 200


class Name(NamedTuple):
    """An entity of a list, checked.

    Attributes:
        table: the table of names that it belongs to.
        row: its row in that table's columns; `entity_id` is empty where the list gives none.
        fallback: its id, where neither the list nor a table knows one.
    """

    table: str
    row: Row
    fallback: str


class BadRow(ValueError):
    """What is wrong with an entity of a list, and what to do."""


@dataclass
class Added:
    """What came of adding a list.

    Attributes:
        rows: rows written or changed, by table.
        kept: entities of the list that the tables had as they are.
        passed: entities of a dump that are none of the types, or have no Arabic name.
        problems: a line for each entity that was left out: file, line, what, what to do.
    """

    rows: dict[str, int] = field(default_factory=dict)
    kept: int = 0
    passed: int = 0
    problems: list[str] = field(default_factory=list)


def opened(path: Path) -> IO[bytes]:
    """The bytes of a list, decompressed by its suffix; raises OSError."""
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if path.suffix == ".bz2":
        return cast(IO[bytes], bz2.open(path, "rb"))
    return path.open("rb")


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(stream, start=1):
        try:
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise LexiconError(f":{number}: is not UTF-8 (byte {error.start} of the line); save it as UTF-8") from None


def _csv(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, dict[str, Any] | BadRow]]:
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


def _jsonl(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, dict[str, Any] | BadRow]]:
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


def _text(value: object, what: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise BadRow(f"{what} is no text; write it in quotes")
    text = normalise(str(value).replace("|", " "))
    if _SURROGATE.search(text):
        raise BadRow(f"{what} has half a character (a lone surrogate); write it in UTF-8")
    return text


def _texts(value: object, what: str) -> list[str]:
    items = value if isinstance(value, list) else str(value).split("|") if isinstance(value, str) else [value]
    return list(dict.fromkeys(filter(None, (_text(item, what) for item in items))))


class _Reader:
    """Entities of the formats, as names."""

    def __init__(self, lexicons: Lexicons, kind: EntityType | None, origin: str) -> None:
        self.lexicons = lexicons
        self.kind = kind
        self.origin = origin
        self.common = frozenset(folded(row["word"]) for row in lexicons.rows("common_words"))
        self.types = {row["item"]: row["type"] for row in lexicons.rows("wikidata_types")}
        self.codes = {
            country.same_as.removeprefix(_WIKIDATA): country.code
            for country in countries(lexicons)
            if country.same_as.startswith(_WIKIDATA)
        }

    def name(self, entry: dict[str, Any]) -> Name:
        """The entity of a CSV row or a JSON object; raises BadRow."""
        name = _text(entry.get("name"), "the name")
        if not name:
            raise BadRow("no name; fill the column `name`")
        kind = _text(entry.get("type"), "the type").upper() or self.kind or ""
        if kind not in get_args(EntityType):
            said = f"type {kind!r} is none of" if kind else "no type; it must be one of"
            raise BadRow(f"{said} {', '.join(get_args(EntityType))}; fill the column `type`, or give --type")
        identifier = _text(entry.get("id"), "the id")
        same_as = _text(entry.get("same_as"), "same_as")
        if _ITEM.fullmatch(identifier):
            same_as, identifier = same_as or f"{_WIKIDATA}{identifier}", identifier.lower()
        if identifier and not _SLUG.fullmatch(identifier):
            raise BadRow(f"id {identifier!r} is no slug; use lower-case letters, digits and single hyphens")
        country = _text(entry.get("country") or entry.get("country_code"), "the country").upper()
        if country and not _COUNTRY.fullmatch(country):
            raise BadRow(f"country {country!r} is no ISO 3166-1 code; write two letters, such as EG")
        if same_as and not _IRI.fullmatch(same_as):
            raise BadRow(f"same_as {same_as!r} is no address; it begins with http:// or https://")
        context = "|".join(_texts(entry.get("context"), "the context"))
        if context:
            try:
                compiled(context, self.lexicons)
            except LexiconError as error:
                raise BadRow(f"context {context!r} cannot be read ({error})") from None
        aliases = _texts(entry.get("aliases") or entry.get("spellings"), "an alias")
        for one in (name, *aliases):
            self._check(one, bool(context))
        return self._named(
            cast(EntityType, kind),
            identifier,
            name,
            _text(entry.get("name_en"), "name_en"),
            country,
            aliases,
            context,
            same_as,
        )

    def _check(self, name: str, context: bool) -> None:
        plain = folded(name.removesuffix("?"))
        if len(name) > _LONGEST:
            raise BadRow(f"a name of {len(name)} characters; a name has at most {_LONGEST}")
        if len(re.sub(r"[\W_]", "", plain)) < _SHORTEST and not context:
            raise BadRow(f"{name!r} is shorter than {_SHORTEST} letters; say in `context` what must stand near it")
        if plain in self.common and not context:
            raise BadRow(f"{name!r} is a common word too; say in `context` what must stand near it")

    def _named(
        self,
        kind: EntityType,
        identifier: str,
        name: str,
        name_en: str,
        country: str,
        aliases: Iterable[str],
        context: str,
        same_as: str,
    ) -> Name:
        cells = (identifier, kind, name, name_en, country, "|".join(aliases), context, same_as, self.origin)
        said = f"{folded(name)}|{slug(name_en)}"
        fallback = f"{kind.lower()}-{sha256(said.encode())[:12]}"
        return Name(_TABLE_OF[kind], dict(zip(COLUMNS, cells, strict=True)), fallback)

    def item(self, entity: dict[str, Any]) -> Name | None:
        """An entity of Wikidata's dump; None for one that is passed over; raises BadRow for what is none."""
        identifier = entity.get("id")
        if not isinstance(identifier, str):
            raise BadRow("no `id`; this is no entity of a Wikidata dump (name a list of one's own .jsonl)")
        if not _ITEM.fullmatch(identifier):
            return None
        name = self._label(entity, "ar")
        kind = next((self.types[value] for value in _values(entity, "P31") if value in self.types), None)
        if kind is None or not _ARABIC.search(name) or (self.kind is not None and kind != self.kind):
            return None
        code = next((value for value in _values(entity, "P297") if _COUNTRY.fullmatch(value)), "")
        if identifier in self.codes or code:
            # Countries come from CLDR, with the rules of their adjectives.
            return None
        origins = _values(entity, "P27" if kind == "PER" else "P17")
        code = next((self.codes[value] for value in origins if value in self.codes), "")
        context = ""
        if not self._good(name, kind):
            if kind != "LOC":
                return None
            context = "{place}"
        aliases = [alias for alias in self._aliases(entity) if alias != name and self._good(alias, kind)]
        row = self._named(
            cast(EntityType, kind),
            "",
            name,
            self._label(entity, "en"),
            code,
            aliases,
            context,
            f"{_WIKIDATA}{identifier}",
        )
        return row._replace(fallback=identifier.lower())

    def _good(self, name: str, kind: str) -> bool:
        """Whether a name can stand for the entity without more; a person's single name cannot."""
        plain = folded(name)
        return (
            len(name) <= _LONGEST
            and len(re.sub(r"[\W_]", "", plain)) >= _SHORTEST
            and _ARABIC.search(name) is not None
            and plain not in self.common
            and (kind != "PER" or " " in plain)
            and not name.endswith("?")
        )

    def _label(self, entity: dict[str, Any], language: str) -> str:
        labels = entity.get("labels")
        value = labels.get(language) if isinstance(labels, dict) else None
        text = value.get("value") if isinstance(value, dict) else None
        return _text(text, "a label") if isinstance(text, str) else ""

    def _aliases(self, entity: dict[str, Any]) -> list[str]:
        aliases = entity.get("aliases")
        values = aliases.get("ar") if isinstance(aliases, dict) else None
        if not isinstance(values, list):
            return []
        texts = (one.get("value") for one in values if isinstance(one, dict))
        return list(dict.fromkeys(_text(text, "an alias") for text in texts if isinstance(text, str)))


def _values(entity: dict[str, Any], property_id: str) -> list[str]:
    """The values of a property that are items or texts, those of preferred rank first."""
    claims = entity.get("claims")
    statements = claims.get(property_id) if isinstance(claims, dict) else None
    found: list[tuple[bool, str]] = []
    for statement in statements if isinstance(statements, list) else ():
        if not isinstance(statement, dict) or statement.get("rank") == "deprecated":
            continue
        snak = statement.get("mainsnak")
        data = snak.get("datavalue") if isinstance(snak, dict) else None
        value = data.get("value") if isinstance(data, dict) else None
        text = value.get("id") if isinstance(value, dict) else value
        if isinstance(text, str):
            found.append((statement.get("rank") != "preferred", text))
    return [text for _, text in sorted(found, key=lambda one: one[0])]


class _Store:
    """The rows of the folder and of the list, on disk, so that memory does not grow with a dump."""

    def __init__(self, lexicons: Lexicons, folder: Path) -> None:
        self.folder = folder
        self.file = tempfile.TemporaryDirectory(prefix="corpus-pkg-")
        self.rows = sqlite3.connect(Path(self.file.name) / "rows.sqlite", isolation_level=None)
        self.rows.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
            "CREATE TABLE rows (id TEXT PRIMARY KEY, tab TEXT, own INTEGER, cells TEXT) WITHOUT ROWID;"
        )
        # An id of a list may be a shipped row's, but never that of another kind of thing.
        for country in countries(lexicons):
            self.rows.execute("INSERT OR IGNORE INTO rows VALUES (?, 'countries', 0, '')", (country.slug,))
        for row in lexicons.rows("outlets"):
            self.rows.execute("INSERT OR IGNORE INTO rows VALUES (?, 'outlets', 0, '')", (row["source_id"],))
        self.shipped: dict[str, str] = {}
        for table in TABLES:
            for row in default().rows(table):
                if known := _known(row):
                    self.shipped.setdefault(known, row["entity_id"])
            written = _ids(folder / f"{table}.csv")
            for row in lexicons.rows(table):
                self._put(row["entity_id"], table, row["entity_id"] in written, row)

    def _put(self, identifier: str, table: str, own: bool, row: Row) -> None:
        cells = json.dumps([row[column] for column in COLUMNS])
        self.rows.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", (identifier, table, own, cells))

    def add(self, name: Name) -> bool:
        """Lay a name over the rows; whether that changed one; raises BadRow where its id is another's."""
        identifier = name.row["entity_id"]
        if not identifier:
            identifier = self.shipped.get(_known(name.row), name.fallback)
        found = self.rows.execute("SELECT tab, cells FROM rows WHERE id = ?", (identifier,)).fetchone()
        if found is None:
            self._put(identifier, name.table, True, {**name.row, "entity_id": identifier})
            return True
        table, cells = found
        if table != name.table:
            raise BadRow(f"id {identifier!r} is taken in {table}.csv; give another id")
        there = dict(zip(COLUMNS, json.loads(cells), strict=True))
        merged = _merged(there, {**name.row, "entity_id": identifier})
        if merged == there:
            return False
        self._put(identifier, table, True, merged)
        return True

    def write(self) -> None:
        """Write the tables that have rows of one's own, sorted by id; each file is replaced as a whole."""
        for table in TABLES:
            rows = self.rows.execute("SELECT cells FROM rows WHERE tab = ? AND own ORDER BY id", (table,))
            first = rows.fetchone()
            if first is None:
                continue
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f"{table}.csv"
            temporary = self.folder / f".{table}.csv.new"
            try:
                with temporary.open("w", encoding="utf-8", newline="") as file:
                    writer = csv.writer(file, lineterminator="\n")
                    writer.writerow(COLUMNS)
                    writer.writerow(json.loads(first[0]))
                    writer.writerows(json.loads(cells) for (cells,) in rows)
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise

    def close(self) -> None:
        self.rows.close()
        self.file.cleanup()


def _ids(path: Path) -> frozenset[str]:
    """The ids in a table of one's own; none where it is not there."""
    if not path.exists():
        return frozenset()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return frozenset(row[0].strip() for row in csv.reader(file) if row)


def _known(row: Row) -> str:
    """What tells that two rows without an id are of one entity: type, Arabic name and English name."""
    english = slug(row["name_en"])
    return f"{row['type']}|{folded(row['name_ar'])}|{english}" if english else ""


def _merged(there: Row, new: Row) -> Row:
    """A row with what another of the same entity says besides; what it says stays, but for a list of names."""
    merged = {column: there[column] or new[column] for column in COLUMNS}
    had = {folded(name.removesuffix("?")) for name in (there["name_ar"], *listed(there["spellings"]))}
    names = (new["name_ar"], *listed(new["spellings"]))
    some = any(name.endswith("?") for name in names)
    further = [
        # Only names of the list come under its context, not those that did without.
        f"{name}?" if new["context"] and not some else name
        for name in names
        if folded(name.removesuffix("?")) not in had
    ]
    if not any(name.endswith("?") for name in further):
        merged["context"] = there["context"]
    merged["spellings"] = "|".join((*listed(there["spellings"]), *dict.fromkeys(further)))
    if merged != there and new["origin"] not in there["origin"].split("; "):
        merged["origin"] = "; ".join(filter(None, (there["origin"], new["origin"])))
    return merged


def _readers(path: Path, reader: _Reader) -> tuple[Callable[..., Any], Callable[[dict[str, Any]], Name | None]]:
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() not in (".gz", ".bz2")]
    last = suffixes[-1] if suffixes else ""
    if last in (".jsonl", ".ndjson"):
        return _jsonl, reader.name
    if last == ".json":
        return _jsonl, reader.item
    if last == ".csv":
        return _csv, reader.name
    raise LexiconError(
        f"{path}: what it holds cannot be told; name it .csv or .jsonl (a list) or .json (a Wikidata dump), "
        "with .gz or .bz2 where it is compressed"
    )


def add(path: Path, folder: Path, *, kind: EntityType | None = None) -> Added:
    """Lay the names of the list at `path` over the lexicons in `folder`, which is made where it is not there.

    An entity that cannot be taken is reported and left out; the others are kept. `kind` is the type of rows that have
    none, and of a dump the only type that is taken. Memory does not grow with the length of the list.

    Raises:
        LexiconError: the list cannot be read at all, or a table of the folder cannot be used; nothing is written.
        OSError: a file cannot be read or written.
    """
    reader = _Reader(Lexicons(folder), kind, path.name)
    split, name_of = _readers(path, reader)
    added = Added(dict.fromkeys(TABLES, 0))
    store = _Store(reader.lexicons, folder)
    with closing(store), opened(path) as stream:
        try:
            for number, entry in split(_lines(stream)):
                try:
                    if isinstance(entry, BadRow):
                        raise entry
                    name = name_of(entry)
                    if name is None:
                        added.passed += 1
                    elif store.add(name):
                        added.rows[name.table] += 1
                    else:
                        added.kept += 1
                except BadRow as problem:
                    added.problems.append(f"{path}:{number}: {problem}")
        except LexiconError as error:
            raise LexiconError(f"{path}{error}") from None
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise LexiconError(f"{path}: cannot be decompressed ({error}); fetch it again") from None
        if any(added.rows.values()):
            store.write()
    return added
