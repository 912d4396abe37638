"""Countries: their names by CLDR, and the adjectives (nisba) that are made of them.

Names come from every Arabic locale of CLDR, through Babel; `countries.csv` adds what CLDR has not: further names in
use, adjectives that no rule makes, Wikidata ids.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from babel.core import get_global

from corpus_pkg.language import cldr
from corpus_pkg.language.lexicons import Lexicons, listed
from corpus_pkg.language.orthography import folded

# A code of a country has two letters, one of a part of the world or of a country more.
_LETTERS_OF_COUNTRY = 2
# Codes of CLDR that name no territory that one could be in.
_NO_PLACES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
# Below this share Arabic is one official language among others (Israel until 2018, Chad, Eritrea), and names
# of the country's people and places reach the news through another script.
_MAJORITY = 40.0
_ADJECTIVE_ENDING = re.compile("(?:يا|ا|ه)$")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory.

    Attributes:
        code: ISO 3166-1 alpha-2 code (or CLDR's, for Kosovo).
        slug: the id of its entity, from the English name.
        names: Arabic names, the preferred one first.
        name_en: English name.
        adjectives: definite nisba forms, folded, as (masculine, feminine) pairs.
        context: see `corpus_pkg.entities.context`.
        same_as: IRI of the country in Wikidata, or empty.

    """

    code: str
    slug: str
    names: tuple[str, ...]
    name_en: str
    adjectives: tuple[tuple[str, str], ...]
    context: str
    same_as: str


def slug(name: str) -> str:
    """Return an identifier of an English name: lower-case ASCII words joined by hyphens.

    >>> slug("Côte d’Ivoire")
    'cote-d-ivoire'
    """
    plain = unicodedata.normalize("NFKD", name.replace("’", "-")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


@cache
def arabic_speaking() -> frozenset[str]:
    """Codes of the countries where Arabic is official and spoken by most, by CLDR."""
    return frozenset(
        code
        for code, languages in get_global("territory_languages").items()
        if (arabic := languages.get("ar")) and arabic["official_status"] and arabic["population_percent"] > _MAJORITY
    )


def _adjectives(name: str, irregular: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    if irregular:
        # An adjective of two words agrees in both: الكوري الجنوبي, الكورية الجنوبية.
        bases = [folded(form) for form in irregular]
    else:
        plain = folded(name)
        if " " in plain:
            return ()
        bases = [_ADJECTIVE_ENDING.sub("", plain.removeprefix("ال")) + "ي"]
    return tuple(
        (" ".join(f"ال{word}" for word in base.split()), " ".join(f"ال{word}ه" for word in base.split()))
        for base in bases
    )


@cache
def countries(lexicons: Lexicons) -> tuple[Country, ...]:
    """Every country and territory of CLDR, with what `countries.csv` adds; raises LexiconError."""
    rows = {row["country_code"]: row for row in lexicons.rows("countries")}
    english = cldr.territories(("en",))
    territories = []
    for code, names in cldr.territories(lexicons.language.locales).items():
        if len(code) != _LETTERS_OF_COUNTRY or code in _NO_PLACES:
            continue
        row = rows.get(code, {})
        further = listed(row.get("spellings", ""))
        territories.append(
            Country(
                code=code,
                slug=slug(english[code][0]),
                names=(*names, *further),
                name_en=english[code][0],
                adjectives=_adjectives(names[0], listed(row.get("adjectives", ""))),
                context=row.get("context", ""),
                same_as=row.get("same_as", ""),
            )
        )
    return tuple(territories)
