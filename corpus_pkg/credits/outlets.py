"""Media outlets: the lexicon's, and those met under names that it does not know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from babel import Locale
from babel.languages import get_official_languages

from corpus_pkg import identifiers
from corpus_pkg.language.base import Language
from corpus_pkg.language.lexicons import Lexicons, default, listed
from corpus_pkg.language.orthography import LETTERS, folded
from corpus_pkg.records import Source, SourceKind

#: A word of folded text: digits or letters, never both, so that glued metadata falls apart where a reader parts it.
WORD = re.compile(r"\d+|[^\W\d_]+")
_ARABIC = re.compile(f"[{LETTERS}]")
#: What may stand between two words of one name; anything else ends the name.
_INSIDE = re.compile(r"[ .'\-\u00a0]{1,3}\Z")
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "ول", "وب", "فل", "وك")


def key(name: str) -> str:
    """The words of `name`, folded, without case or punctuation: equal for spellings that count as one.

    >>> key("أ.ف.ب") == key("ا ف ب")
    True
    """
    return " ".join(WORD.findall(folded(name).lower()))


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of one to several words, found at a word of a text, with or without the clitics before them.

    Attributes:
        values: what each phrase (a `key`) means.
        firsts: the forms that a phrase's first word can have in a text, with its clitics' lengths, the longest
            phrase's number of words beside them.
    """

    values: dict[str, str]
    firsts: dict[str, tuple[tuple[int, str, int], ...]]

    def at(self, text: str, words: Sequence[re.Match[str]], index: int, clitics: bool = True) -> Hit | None:
        """The longest phrase that begins at word `index`, or None."""
        word = words[index]
        form = word.group()
        forms = self.firsts.get(form.lower() if form.isascii() else form)
        if forms is None:
            return None
        best: Hit | None = None
        for length, first, longest in forms:
            if length and not clitics:
                continue
            name, last = first, index
            while True:
                value = self.values.get(name)
                if value is not None and (best is None or (last, -length) > (best.last, -best.clitic)):
                    best = Hit(value, name, index, last, word.start() + length, words[last].end(), length)
                if last + 1 >= len(words) or last + 1 - index >= longest:
                    break
                gap = text[words[last].end() : words[last + 1].start()]
                if gap and not _INSIDE.match(gap):
                    break
                last += 1
                name = f"{name} {words[last].group().lower()}"
        return best


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: words `first` to `last` of the text, characters `start` to `end` without the clitic."""

    value: str
    phrase: str
    first: int
    last: int
    start: int
    end: int
    clitic: int


def phrases(values: dict[str, str]) -> Phrases:
    """The finder of the phrases that are the keys of `values`."""
    longest: dict[str, int] = {}
    for name in values:
        parts = name.split(" ")
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    firsts: dict[str, list[tuple[int, str, int]]] = {}
    for first, number in longest.items():
        for clitic in _CLITICS:
            firsts.setdefault(clitic + first, []).append((len(clitic), first, number))
            # The article's alef goes after lam: لـ + الجزيرة is للجزيرة; the span keeps the article's own lam.
            if clitic.endswith("ل") and first.startswith("ال") and len(first) > 3:
                firsts.setdefault(clitic + first[1:], []).append((len(clitic), first, number))
    return Phrases(values, {form: tuple(sorted(found)) for form, found in firsts.items()})


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
    """The compiled lexicon; where a user's row and a shipped one share a spelling, the later row has it."""
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
    """The row of an outlet of the lexicon; raises KeyError for an id that the lexicon does not have."""
    return outlets(lexicons or default()).sources[source_id]


def named(name: str, lexicons: Lexicons | None = None) -> Source:
    """The row of the outlet of that name, of the lexicon or unknown to it."""
    known = outlets(lexicons or default())
    identity = known.names.values.get(key(name))
    return known.sources[identity] if identity is not None else unknown(name)


def unknown(name: str) -> Source:
    """The row of an outlet that the lexicon does not know: nothing but the folded name that its id is made of."""
    plain = folded(name)
    arabic = bool(_ARABIC.search(plain))
    return Source(
        source_id=identifiers.source_id(plain),
        name_ar=plain if arabic else None,
        name_en=None if arabic else plain,
        kind="unknown",
        country=None,
        same_as=None,
    )


@cache
def speaks_arabic(country: str) -> bool:
    """Whether Arabic is an official language of the country (CLDR)."""
    return "ar" in get_official_languages(country)


@cache
def territories(language: Language) -> tuple[str, ...]:
    """Return the names of countries in a language, of all of CLDR's locales of it."""
    names = {
        name
        for tag in language.locales or language.companions
        for code, name in Locale.parse(tag).territories.items()
        if code.isalpha()
    }
    return tuple(sorted(names))
