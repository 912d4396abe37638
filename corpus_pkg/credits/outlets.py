"""Media outlets: the lexicon's, and those met under names that it does not know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from babel.languages import get_official_languages

from corpus_pkg import identifiers
from corpus_pkg.language.lexicons import Lexicons, default, listed
from corpus_pkg.language.orthography import LETTERS, folded, normalise
from corpus_pkg.language.phrases import Phrases, key, phrases
from corpus_pkg.records import Source, SourceKind

_ARABIC = re.compile(f"[{LETTERS}]")


@dataclass(frozen=True, slots=True)
class Outlets:
    """The lexicon of outlets, compiled.

    Attributes:
        sources: rows by source id.
        names: the finder of their spellings; values are source ids.

    """

    sources: dict[str, Source]
    names: Phrases


@cache
def outlets(lexicons: Lexicons) -> Outlets:
    """Return the compiled lexicon; where a user's row and a shipped one share a spelling, the later row has it."""
    sources: dict[str, Source] = {}
    spellings: dict[str, str] = {}
    for row in lexicons.rows("outlets"):
        identity = row["source_id"]
        sources[identity] = Source(
            source_id=identity,
            name_ar=row["name_ar"] or None,
            name_en=row["name_en"] or None,
            kind=cast(SourceKind, row["kind"]),
            country=row["country"] or None,
            same_as=row["same_as"] or None,
        )
        for spelling in (row["name_ar"], *listed(row["spellings"])):
            if key(spelling):
                spellings[key(spelling)] = identity
    return Outlets(sources, phrases(spellings))


def source(source_id: str, lexicons: Lexicons | None = None) -> Source:
    """Return the row of an outlet of the lexicon; raises KeyError for an id that the lexicon does not have."""
    return outlets(lexicons or default()).sources[source_id]


def named(name: str, lexicons: Lexicons | None = None) -> Source:
    """Return the row of the outlet of that name, of the lexicon or unknown to it."""
    media = outlets(lexicons or default())
    identity = media.names.values.get(key(name))
    return media.sources[identity] if identity is not None else unknown(name)


def unknown(name: str) -> Source:
    """Return the row of an outlet that the lexicon does not know, under its name as a page writes it.

    Spellings that fold alike share an id.
    """
    written = normalise(name)
    arabic = bool(_ARABIC.search(folded(written)))
    return Source(
        source_id=identifiers.source_id(written),
        name_ar=written if arabic else None,
        name_en=None if arabic else written,
        kind="unknown",
        country=None,
        same_as=None,
    )


@cache
def speaks_arabic(country: str) -> bool:
    """Return whether Arabic is an official language of the country (CLDR)."""
    return "ar" in get_official_languages(country)
