"""What can be the name of a person or of an outlet, by its words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus_pkg.language.countries import countries
from corpus_pkg.language.lexicons import Lexicons, listed
from corpus_pkg.language.morphology import Morphology
from corpus_pkg.language.orthography import folded

_FEWEST, _MOST = 2, 5
#: A name of more words has one that tells descent.
_PLAIN = 3
#: A shorter word that begins with the conjunction is too short to be joined to it.
_SHORTEST_JOINED = 4
_SIGNS = ".-/:"
#: "Jean-Paul", "O'Hara".
_IN_WORD = re.compile("['-]")
#: First names of known people are longer than this: shorter ones are initials and titles.
_SHORTEST_GIVEN = 2
#: Words of an outlet's name that tells by its form that it is one.
_FEWEST_OF_OUTLET, _MOST_OF_OUTLET = 2, 3
#: Words of one that has a class noun before it and says behind it what it is ("the agency X for news").
_MOST_BETWEEN = 5


@dataclass(frozen=True)
class NameShape:
    """The words that names of people begin with, hold and do not hold, in folded form.

    Attributes:
        honorifics: they stand before a name and are no part of it.
        descent: what stands between the names of a person and of an ancestor ("bin", "de"), or goes with one.
        own_article: names that begin as with the article.
        own_conjunction: words that begin as with "and" joined to them.
        function: words that no name holds.
        given: first names of people.
        outlet_parts: what names of outlets end with.
        passing: those of them that end as many other phrases too ("Today").
        press: what a paper, a bulletin or a site is called by, with the article ("of the morning").
        outlet_heads: what names of outlets begin with, before a place ("Voice of ...").
        classes: what an outlet is, before its name and without the article ("the paper X").
        places: the names of countries and places.
        regions: what names of outlets end with as with a place ("the South", "the Coast").
        capitals: whether names are written with capitals.
        homograph: a name that is a function word too; None where the language has none.
        morphology: the clitics of the language.

    """

    honorifics: frozenset[str]
    descent: frozenset[str]
    own_article: frozenset[str]
    own_conjunction: frozenset[str]
    function: frozenset[str]
    given: frozenset[str]
    outlet_parts: frozenset[str]
    passing: frozenset[str]
    press: frozenset[str]
    outlet_heads: frozenset[str]
    classes: frozenset[str]
    places: frozenset[str]
    regions: frozenset[str]
    capitals: bool
    homograph: str | None
    morphology: Morphology

    def bare(self, words: Sequence[str]) -> Sequence[str]:
        """Return the words of a name without honorifics before them, and the signs that part these from the name."""
        first = 0
        while first < len(words) and words[first].strip(_SIGNS) in self.honorifics:
            first += 1
            if first < len(words) and words[first] in _SIGNS:
                first += 1
        return words[first:]

    def conjoined(self, word: str) -> bool:
        """Return whether "and" is joined to the front of a word."""
        joined = self.morphology.without_conjunction(word) != word
        return joined and len(word) >= _SHORTEST_JOINED and word not in self.own_conjunction

    def person(self, words: Sequence[str]) -> bool:
        """Return whether words, honorifics aside, begin as a person's name does: with a first name, if any is known."""
        bare = self.bare(words)
        return self.fits(bare) and (not self.given or bare[0] in self.given or bare[0] in self.descent)

    def outlet(self, words: Sequence[str]) -> bool:
        """Return whether words have the form of an outlet's name, and hardly that of anything else.

        They end as such names do, begin as they do before a place, or call a place or a name "of the morning".
        """
        if not _FEWEST_OF_OUTLET <= len(words) <= _MOST_BETWEEN or self.function.intersection(words):
            return False
        first, last = words[0], words[-1]
        if len(words) > _FEWEST_OF_OUTLET and last in self.press and first in self.outlet_heads | self.classes:
            return True
        if len(words) > _MOST_OF_OUTLET:
            return False
        if last in self.outlet_parts and not last.isdigit():  # a place and a number may be its weather
            return last not in self.passing or first in self.places
        if last in self.press:
            named = first in self.places or first in self.outlet_heads
            return named or (len(words) == _FEWEST_OF_OUTLET and not self.morphology.definite(first))
        return first in self.outlet_heads and words[1] in self.places

    def of_a_place(self, words: Sequence[str]) -> bool:
        """Return whether words end with the name of a place or region, and begin with no person's."""
        last = words[-1:] and (words[-1] in self.places or words[-1] in self.regions)
        return len(words) > 1 and bool(last) and not self.person(words)

    def fits(self, words: Sequence[str], *, homograph: bool = True) -> bool:
        """Return whether words, honorifics aside, can be the name of a person; more than three where one tells descent.

        `homograph` says whether the language's word that is a name and a preposition is the name here.
        """
        if not _FEWEST <= len(words) <= _MOST or not all(map(_is_of_name, words)):
            return False
        if len(words) > _PLAIN and not self.descent.intersection(words):
            return False
        first, last = words[0], words[-1]
        if (self.morphology.definite(first) and first not in self.own_article) or self.conjoined(first):
            return False
        if last in self.outlet_parts or any(map(self.morphology.behind_preposition, words)) or self.outlet(words):
            return False
        if self.capitals and any(word.islower() and word not in self.descent for word in words):
            return False
        return not any(word in self.function and not (homograph and word == self.homograph) for word in words)


def _is_of_name(word: str) -> bool:
    """Return whether a word is letters alone or, where words have capitals, an initial or a word with a sign in it."""
    if word.isalpha():
        return True
    if not word[:1].isupper():
        return False
    return word[1:] == "." or all(map(str.isalpha, _IN_WORD.split(word)))


def _first_names(lexicons: Lexicons) -> frozenset[str]:
    """Return the words with which the names of known people begin, where others follow."""
    names = (folded(row["name_ar"]).split() for row in lexicons.rows("people"))
    return frozenset(words[0] for words in names if len(words) > 1 and len(words[0]) > _SHORTEST_GIVEN)


@cache
def name_shape(lexicons: Lexicons) -> NameShape:
    """Return the shape of names by the tables, made once for each; raises LexiconError."""
    morphology = lexicons.language.morphology
    places = {
        folded(name) for row in lexicons.rows("places") for name in (row["name_ar"], *listed(row["spellings"])) if name
    }

    def words(table: str, column: str, label: str, *wanted: str) -> frozenset[str]:
        return frozenset(folded(row[column]) for row in lexicons.rows(table) if row[label] in wanted)

    return NameShape(
        honorifics=words("phrases", "phrase", "role", "honorific"),
        descent=words("name_parts", "part", "role", "lineage", "particle", "ending"),
        own_article=words("cues", "phrase", "kind", "own_article"),
        own_conjunction=words("phrases", "phrase", "role", "own_waw"),
        function=words("cues", "phrase", "kind", "function"),
        given=words("entity_words", "word", "role", "given") | _first_names(lexicons),
        outlet_parts=words("credit_phrases", "phrase", "kind", "outlet_part"),
        passing=frozenset(
            folded(row["phrase"])
            for row in lexicons.rows("credit_phrases")
            if row["kind"] == "outlet_part" and row["detail"] == "passing"
        ),
        press=words("credit_phrases", "phrase", "kind", "outlet_press"),
        outlet_heads=words("credit_phrases", "phrase", "kind", "outlet_head"),
        classes=frozenset(
            folded(row["phrase"])
            for row in lexicons.rows("credit_phrases")
            if row["kind"] == "class_noun"
            and row["detail"].endswith(("open", "quoted"))
            and not morphology.definite(folded(row["phrase"]))
        ),
        places=frozenset(places | {folded(name) for country in countries(lexicons) for name in country.names}),
        regions=words("credit_phrases", "phrase", "kind", "outlet_place"),
        capitals=lexicons.language.capitals,
        homograph=folded(morphology.homograph[1]) if morphology.homograph else None,
        morphology=morphology,
    )
