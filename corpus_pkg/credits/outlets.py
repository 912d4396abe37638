"""Media outlets: the lexicon's, and those met under names that it does not know."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import cast

from babel.languages import get_official_languages

from corpus_pkg import identifiers
from corpus_pkg.credits.phrases import wording
from corpus_pkg.language.arabic.clitics import ARTICLE
from corpus_pkg.language.lexicons import Lexicons, default, listed
from corpus_pkg.language.orthography import LETTERS, folded, normalise
from corpus_pkg.language.phrases import WORD, Phrases, key, phrases
from corpus_pkg.records import Source, SourceKind

_ARABIC = re.compile(f"[{LETTERS}]")
#: Kinds of outlet that a class noun of one kind cannot name.
CLASH = {
    "newspaper": ("broadcaster", "agency"),
    "magazine": ("broadcaster", "agency"),
    "broadcaster": ("newspaper", "magazine", "agency"),
    "agency": ("newspaper", "magazine"),
}


@dataclass(frozen=True, slots=True)
class Outlets:
    """The lexicon of outlets, compiled.

    Attributes:
        sources: rows by source id.
        names: the finder of their spellings; values are source ids.
        titles: their spellings and the names of one alone in Latin letters, as what a name is as a whole.

    """

    sources: dict[str, Source]
    names: Phrases
    titles: dict[str, str]


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
    latin = Counter(key(source.name_en) for source in sources.values() if source.name_en)
    titles = {
        key(source.name_en): identity
        for identity, source in sources.items()
        if source.name_en and latin[key(source.name_en)] == 1
    }
    return Outlets(sources, phrases(spellings), titles | spellings)


def source(source_id: str, lexicons: Lexicons | None = None) -> Source:
    """Return the row of an outlet of the lexicon; raises KeyError for an id that the lexicon does not have."""
    return outlets(lexicons or default()).sources[source_id]


def named(name: str, lexicons: Lexicons | None = None) -> Source:
    """Return the row of the outlet of that name, of the lexicon or unknown to it.

    A word for its kind may stand before the name that the lexicon has, where it is one of that kind: "the channel X" is
    not the paper X.

    >>> named("وكالة وفا").source_id, named("Sky News Arabia").source_id
    ('wafa', 'sky-news-arabia')
    """
    lexicons = lexicons or default()
    media = outlets(lexicons)
    identity = media.titles.get(key(name)) or _classed(name, lexicons)
    return media.sources[identity] if identity is not None else unknown(name)


def _classed(name: str, lexicons: Lexicons) -> str | None:
    """Return the outlet that a word for its kind and one of its spellings name together; None where none is."""
    media, words = outlets(lexicons), wording(lexicons)
    text = key(name)
    parts = list(WORD.finditer(text))
    noun = words.class_noun.at(text, parts, 0, clitics=False) if parts else None
    if noun is None or noun.phrase.startswith(ARTICLE) or noun.last + 1 == len(parts):
        return None
    sort = words.classes[noun.phrase]
    identity = media.titles.get(text[parts[noun.last + 1].start() :])
    if identity is None or sort.freedom == "known":
        return None
    return None if media.sources[identity].kind in (*CLASH.get(sort.kind, ()), "unnamed", "network") else identity


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
