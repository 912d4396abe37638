"""Entities of a list of one's own, checked before they become rows of the tables of names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, cast, get_args

from corpus_pkg.entities.context import compiled
from corpus_pkg.identifiers import sha256
from corpus_pkg.language.countries import slug
from corpus_pkg.language.lexicons import LexiconError, Lexicons, Row
from corpus_pkg.language.orthography import folded, normalise
from corpus_pkg.records import EntityType

#: The tables of names and the types that each holds.
TABLES: dict[str, tuple[EntityType, ...]] = {
    "people": ("PER",),
    "organisations": ("ORG", "MISC"),
    "places": ("LOC",),
}
COLUMNS = ("entity_id", "type", "name_ar", "name_en", "country_code", "spellings", "context", "same_as", "origin")
#: A code of a country, and an item of Wikidata with what stands before it in an IRI.
COUNTRY_CODE = re.compile("[A-Z]{2}")
ITEM = re.compile(r"Q[1-9][0-9]*")
WIKIDATA = "http://www.wikidata.org/entity/"

_TABLE_OF = {kind: table for table, kinds in TABLES.items() for kind in kinds}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_IRI = re.compile(r"https?://[^\s|]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_LETTER = re.compile(r"[\W_]")
# Shorter ones are initials or parts of words; the lexicons ask a context of them.
_SHORTEST = 3
# A longer one would be no name, and a row of it no row that anyone can read.
_LONGEST = 200


class Entry(NamedTuple):
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


def entry(
    kind: EntityType,
    name: str,
    *,
    origin: str,
    identifier: str = "",
    name_en: str = "",
    country: str = "",
    aliases: Iterable[str] = (),
    context: str = "",
    same_as: str = "",
) -> Entry:
    """Return the entry of what a list says of an entity."""
    cells = (identifier, kind, name, name_en, country, "|".join(aliases), context, same_as, origin)
    fingerprint = sha256(f"{folded(name)}|{slug(name_en)}".encode())
    return Entry(_TABLE_OF[kind], dict(zip(COLUMNS, cells, strict=True)), f"{kind.lower()}-{fingerprint[:12]}")


def text(value: object, what: str) -> str:
    """Return the text of a cell, in one line and without the sign between items; raises BadRow where it has none."""
    if value is None:
        return ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise BadRow(f"{what} is no text; write it in quotes")
    line = normalise(str(value).replace("|", " "))
    if _SURROGATE.search(line):
        raise BadRow(f"{what} has half a character (a lone surrogate); write it in UTF-8")
    return line


def texts(value: object, what: str) -> list[str]:
    """Return the texts of a cell that holds several, each once; raises BadRow."""
    items = value if isinstance(value, list) else str(value).split("|") if isinstance(value, str) else [value]
    return list(dict.fromkeys(filter(None, (text(item, what) for item in items))))


class NameRules:
    """What a name must be to stand for an entity by itself."""

    def __init__(self, lexicons: Lexicons) -> None:
        """Read the common words of `lexicons`; raises LexiconError."""
        self.common = frozenset(folded(row["word"]) for row in lexicons.rows("common_words"))

    def problem(self, name: str, context: bool) -> str | None:
        """Return what is wrong with `name`; None where nothing is. A name with a context may be short or common."""
        plain = folded(name.removesuffix("?"))
        if len(name) > _LONGEST:
            return f"a name of {len(name)} characters; a name has at most {_LONGEST}"
        if context:
            return None
        if len(_NO_LETTER.sub("", plain)) < _SHORTEST:
            return f"{name!r} is shorter than {_SHORTEST} letters; say in `context` what must stand near it"
        if plain in self.common:
            return f"{name!r} is a common word too; say in `context` what must stand near it"
        return None


class OwnList:
    """Reads the rows of a list of one's own; `kind` is the type of those that name none."""

    def __init__(self, lexicons: Lexicons, kind: EntityType | None, origin: str) -> None:
        """Read rows whose `origin` is `origin`; raises LexiconError for a table that cannot be used."""
        self._lexicons = lexicons
        self._kind = kind
        self._origin = origin
        self._rules = NameRules(lexicons)

    def read(self, row: dict[str, Any]) -> Entry:
        """Return the entity of a CSV row or a JSON object; raises BadRow."""
        name = text(row.get("name"), "the name")
        if not name:
            raise BadRow("no name; fill the column `name`")
        identifier, same_as = self._identity(row)
        context = self._context(row)
        aliases = texts(row.get("aliases") or row.get("spellings"), "an alias")
        for spelling in (name, *aliases):
            if problem := self._rules.problem(spelling, bool(context)):
                raise BadRow(problem)
        return entry(
            self._type(row),
            name,
            origin=self._origin,
            identifier=identifier,
            name_en=text(row.get("name_en"), "name_en"),
            country=self._country(row),
            aliases=aliases,
            context=context,
            same_as=same_as,
        )

    def _type(self, row: dict[str, Any]) -> EntityType:
        kind = text(row.get("type"), "the type").upper() or self._kind or ""
        types = get_args(EntityType)
        if kind not in types:
            problem = f"type {kind!r} is none of" if kind else "no type; it must be one of"
            raise BadRow(f"{problem} {', '.join(types)}; fill the column `type`, or give --type")
        return cast(EntityType, kind)

    def _identity(self, row: dict[str, Any]) -> tuple[str, str]:
        """Return the id and the IRI; an id of Wikidata gives both."""
        identifier = text(row.get("id"), "the id")
        same_as = text(row.get("same_as"), "same_as")
        if ITEM.fullmatch(identifier):
            same_as, identifier = same_as or f"{WIKIDATA}{identifier}", identifier.lower()
        if identifier and not _SLUG.fullmatch(identifier):
            raise BadRow(f"id {identifier!r} is no slug; use lower-case letters, digits and single hyphens")
        if same_as and not _IRI.fullmatch(same_as):
            raise BadRow(f"same_as {same_as!r} is no address; it begins with http:// or https://")
        return identifier, same_as

    def _country(self, row: dict[str, Any]) -> str:
        country = text(row.get("country") or row.get("country_code"), "the country").upper()
        if country and not COUNTRY_CODE.fullmatch(country):
            raise BadRow(f"country {country!r} is no ISO 3166-1 code; write two letters, such as EG")
        return country

    def _context(self, row: dict[str, Any]) -> str:
        context = "|".join(texts(row.get("context"), "the context"))
        try:
            compiled(context, self._lexicons)
        except LexiconError as error:
            raise BadRow(f"context {context!r} cannot be read ({error})") from None
        return context
