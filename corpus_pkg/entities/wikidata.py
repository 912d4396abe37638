"""Entities of Wikidata's JSON dump, as entries of a list.

Those are taken that have an Arabic name and an `instance of` that wikidata_types.csv knows.
"""

from __future__ import annotations

import re
from typing import Any, cast

from corpus_pkg.entities.entries import COUNTRY_CODE, ITEM, WIKIDATA, BadRow, Entry, NameRules, entry, text
from corpus_pkg.language.countries import countries
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import folded
from corpus_pkg.records import EntityType

_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_INSTANCE_OF, _COUNTRY, _CITIZENSHIP, _CODE = "P31", "P17", "P27", "P297"


class Dump:
    """Reads the items of a dump; `kind` is the only type that is taken, where one is given."""

    def __init__(self, lexicons: Lexicons, kind: EntityType | None, origin: str) -> None:
        """Read items whose `origin` is `origin`; raises LexiconError for a table that cannot be used."""
        self._kind = kind
        self._origin = origin
        self._rules = NameRules(lexicons)
        self._types = {row["item"]: row["type"] for row in lexicons.rows("wikidata_types")}
        self._codes = {
            country.same_as.removeprefix(WIKIDATA): country.code
            for country in countries(lexicons)
            if country.same_as.startswith(WIKIDATA)
        }

    def read(self, entity: dict[str, Any]) -> Entry | None:
        """Return an item's entry; None for one that is passed over; raises BadRow for what is none."""
        identifier = entity.get("id")
        if not isinstance(identifier, str):
            raise BadRow("no `id`; this is no entity of a Wikidata dump (name a list of one's own .jsonl)")
        if not ITEM.fullmatch(identifier):
            return None
        name = _label(entity, "ar")
        kind = next((self._types[value] for value in _values(entity, _INSTANCE_OF) if value in self._types), None)
        if kind is None or not _ARABIC.search(name) or (self._kind is not None and kind != self._kind):
            return None
        if identifier in self._codes or any(map(COUNTRY_CODE.fullmatch, _values(entity, _CODE))):
            # Countries come from CLDR, with the rules of their adjectives.
            return None
        alone = self._stands_alone(name, kind)
        if not alone and kind != "LOC":
            return None
        origins = _values(entity, _CITIZENSHIP if kind == "PER" else _COUNTRY)
        made = entry(
            cast(EntityType, kind),
            name,
            origin=self._origin,
            name_en=_label(entity, "en"),
            country=next((self._codes[value] for value in origins if value in self._codes), ""),
            aliases=[alias for alias in _aliases(entity) if alias != name and self._stands_alone(alias, kind)],
            context="" if alone else "{place}",
            same_as=f"{WIKIDATA}{identifier}",
        )
        return made._replace(fallback=identifier.lower())

    def _stands_alone(self, name: str, kind: str) -> bool:
        """Return whether a name can stand for the entity without more; a person's single name cannot."""
        return (
            self._rules.problem(name, context=False) is None
            and _ARABIC.search(name) is not None
            and (kind != "PER" or " " in folded(name))
            and not name.endswith("?")
        )


def _label(entity: dict[str, Any], language: str) -> str:
    labels = entity.get("labels")
    value = labels.get(language) if isinstance(labels, dict) else None
    label = value.get("value") if isinstance(value, dict) else None
    return text(label, "a label") if isinstance(label, str) else ""


def _aliases(entity: dict[str, Any]) -> list[str]:
    aliases = entity.get("aliases")
    values = aliases.get("ar") if isinstance(aliases, dict) else None
    if not isinstance(values, list):
        return []
    names = (value.get("value") for value in values if isinstance(value, dict))
    return list(dict.fromkeys(text(name, "an alias") for name in names if isinstance(name, str)))


def _values(entity: dict[str, Any], property_id: str) -> list[str]:
    """Return the values of a property that are items or texts, those of preferred rank first."""
    claims = entity.get("claims")
    statements = claims.get(property_id) if isinstance(claims, dict) else None
    ranked: list[tuple[bool, str]] = []
    for statement in statements if isinstance(statements, list) else ():
        if not isinstance(statement, dict) or statement.get("rank") == "deprecated":
            continue
        snak = statement.get("mainsnak")
        datavalue = snak.get("datavalue") if isinstance(snak, dict) else None
        value = datavalue.get("value") if isinstance(datavalue, dict) else None
        plain = value.get("id") if isinstance(value, dict) else value
        if isinstance(plain, str):
            ranked.append((statement.get("rank") != "preferred", plain))
    return [plain for _, plain in sorted(ranked, key=lambda pair: pair[0])]
