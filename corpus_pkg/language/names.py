"""What can be the name of a person, by its words alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.morphology import Morphology
from corpus_pkg.language.orthography import folded

_FEWEST, _MOST = 2, 5
#: A name of more words has one that tells descent.
_PLAIN = 3
#: A shorter word that begins with the conjunction is too short to be joined to it.
_SHORTEST_JOINED = 4
_SIGNS = ".-/:"


@dataclass(frozen=True)
class NameShape:
    """The words that names of people begin with, hold and do not hold, in folded form.

    Attributes:
        honorifics: they stand before a name and are no part of it.
        descent: what stands between the names of a person and of an ancestor ("bin", "de"), or goes with one.
        own_article: names that begin as with the article.
        own_conjunction: words that begin as with "and" joined to them.
        function: words that no name holds.
        outlet_parts: what names of outlets end with.
        capitals: whether names are written with capitals.
        homograph: a name that is a function word too; None where the language has none.
        morphology: the clitics of the language.

    """

    honorifics: frozenset[str]
    descent: frozenset[str]
    own_article: frozenset[str]
    own_conjunction: frozenset[str]
    function: frozenset[str]
    outlet_parts: frozenset[str]
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

    def fits(self, words: Sequence[str], *, homograph: bool = True) -> bool:
        """Return whether words, honorifics aside, can be the name of a person; more than three where one tells descent.

        `homograph` says whether the language's word that is a name and a preposition is the name here.
        """
        if not _FEWEST <= len(words) <= _MOST or not all(map(str.isalpha, words)):
            return False
        if len(words) > _PLAIN and not self.descent.intersection(words):
            return False
        first, last = words[0], words[-1]
        if (self.morphology.definite(first) and first not in self.own_article) or self.conjoined(first):
            return False
        if last in self.outlet_parts or any(map(self.morphology.behind_preposition, words)):
            return False
        if self.capitals and any(word.islower() and word not in self.descent for word in words):
            return False
        return not any(word in self.function and not (homograph and word == self.homograph) for word in words)


@cache
def name_shape(lexicons: Lexicons) -> NameShape:
    """Return the shape of names by the tables, made once for each; raises LexiconError."""
    morphology = lexicons.language.morphology

    def words(table: str, column: str, label: str, *wanted: str) -> frozenset[str]:
        return frozenset(folded(row[column]) for row in lexicons.rows(table) if row[label] in wanted)

    return NameShape(
        honorifics=words("phrases", "phrase", "role", "honorific"),
        descent=words("name_parts", "part", "role", "lineage", "particle", "ending"),
        own_article=words("cues", "phrase", "kind", "own_article"),
        own_conjunction=words("phrases", "phrase", "role", "own_waw"),
        function=words("cues", "phrase", "kind", "function"),
        outlet_parts=words("credit_phrases", "phrase", "kind", "outlet_part"),
        capitals=lexicons.language.capitals,
        homograph=folded(morphology.homograph[1]) if morphology.homograph else None,
        morphology=morphology,
    )
