"""People whom no table knows, told by how Arabic says who spoke.

Between a verb of saying and the conjunction "that" stands who said it: an office with the article, or a noun and a
definite one behind it, and then the name, which has no article where it begins. No adjective of the office can stand
there, as it would have one: وقالت المديرة غازية الزوايدة إن.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus_pkg.entities.persons import persons
from corpus_pkg.entities.traits import traits
from corpus_pkg.language.arabic.clitics import (
    ARTICLE,
    CONJUNCTIONS,
    JOINED_ARTICLE,
    LAM,
    PREPOSITION_LETTERS,
    PREPOSITIONS,
    PROCLITICS,
)
from corpus_pkg.language.arabic.forms import THAT, are_subjects
from corpus_pkg.language.lexicons import Lexicons, listed
from corpus_pkg.language.orthography import folded

# What begins with letters is found fastest; what stands before them is looked at behind.
_THAT = re.compile(rf"{THAT}(?!\w)(?:(?<!\w{THAT})|(?<=\b{PREPOSITION_LETTERS[0]}{THAT}))")
# Far enough for an office of eight words and a name of five.
_REACH = 110
_WORD = re.compile(r"\w+")
_MOST, _FEWEST = 5, 2
_SHORTEST = 3
_BETWEEN = (" ", "، ", " ، ")
_SHORTEST_DEFINITE = 5


@dataclass(frozen=True)
class Speakers:
    """The compiled rule; reads folded text.

    Attributes:
        verbs: of saying.
        stops: words that no name holds.
        clauses: those of them that are in no office either.
        common: words that are hardly ever a name's.
        first_names: first names, which may be words besides.
        also_words: those of them that look like a preposition and a noun, or like another word.
        linking: short words inside names.
        names: words that begin known names.
        within: stops that may stand in an office: nouns of offices, and prepositions of place.

    """

    verbs: frozenset[str]
    stops: frozenset[str]
    clauses: frozenset[str]
    common: frozenset[str]
    first_names: frozenset[str]
    also_words: frozenset[str]
    linking: frozenset[str]
    names: frozenset[str]
    within: frozenset[str]

    def find(self, text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the spans of people who speak in a part of a folded text, in order and disjoint."""
        free = first
        for that in _THAT.finditer(text, first, last):
            begin = that.start() - (text[that.start() - 1 : that.start()] in PREPOSITIONS)
            low = max(free, begin - _REACH)
            words = list(_WORD.finditer(text, low, begin))
            if low > free:
                # The first word may be cut.
                del words[:1]
            span = self._speaker(text, words, begin)
            if span is not None:
                yield span
                free = span[1]

    def _speaker(self, text: str, words: list[re.Match[str]], end: int) -> tuple[int, int] | None:
        """Return the span of the name that ends the words before "that"; None where there is none."""
        size = len(words)
        at = size
        while at and size - at < _MOST and self._goes_on(text, words, at - 1, end):
            at -= 1
        for begin in range(max(at, 1), size - _FEWEST + 1):
            if (
                not self._begins(words[begin].group())
                or text[words[begin - 1].end() : words[begin].start()] not in _BETWEEN
            ):
                continue
            if self._definite(words[begin - 1].group()):
                return (words[begin].start(), words[-1].end()) if self._said(text, words[:begin]) else None
        return None

    def _goes_on(self, text: str, words: list[re.Match[str]], at: int, end: int) -> bool:
        """Return whether a word may be one of a name, and nothing but blanks stand behind it."""
        behind = words[at + 1].start() if at + 1 < len(words) else end
        word = words[at].group()
        return (
            text[words[at].end() : behind] in (_BETWEEN if behind == end else " ")
            and word not in self.stops
            and not any(letter.isdigit() for letter in word)
            and (word not in self.common or word in self.first_names or word in self.linking)
            and not word.startswith(JOINED_ARTICLE)
            and not are_subjects(word)
        )

    def _begins(self, word: str) -> bool:
        """Return whether a word may begin a name: no article, no clitic."""
        if word in self.first_names and word not in self.also_words:
            return True
        joined = word[0] == LAM or (word[0] in PROCLITICS and self._joined(word[1:]))
        return len(word) >= _SHORTEST and not (word.startswith(ARTICLE) or joined)

    def _joined(self, word: str) -> bool:
        """Return whether a preposition may be joined to a word: a common one, or a name that is known."""
        return word in self.common or word.startswith(ARTICLE) or word in self.names

    def _said(self, text: str, words: list[re.Match[str]]) -> bool:
        """Return whether the words are an office behind a verb of saying, in one clause."""
        for at in range(len(words) - 1, -1, -1):
            word = words[at].group()
            if at + 1 < len(words) and text[words[at].end() : words[at + 1].start()] != " ":
                return False
            if word in self.verbs or (word[0] in CONJUNCTIONS and word[1:] in self.verbs):
                return True
            if word in self.clauses and word not in self.within:
                return False
        return False

    def _definite(self, word: str) -> bool:
        return (
            word.startswith((ARTICLE, JOINED_ARTICLE)) and len(word) >= _SHORTEST_DEFINITE and word not in self.clauses
        )


@cache
def speakers(lexicons: Lexicons) -> Speakers:
    """Return the rule with the words of `lexicons`; raises LexiconError."""
    told = traits(lexicons)
    common = frozenset(folded(row["word"]) for row in lexicons.rows("common_words"))
    time = frozenset(word for row in lexicons.rows("time_words") for word in folded(row["form"]).split())
    verbs = frozenset(folded(row["phrase"]) for row in lexicons.rows("phrases") if row["role"] in ("speech", "act"))
    clauses = time | {folded(row["word"]) for row in lexicons.rows("person_contexts") if row["role"] == "stop"}
    where = {
        folded(word)
        for row in lexicons.rows("contexts")
        if row["context_id"] == "where"
        for word in listed(row["conditions"])
    }
    roles = frozenset(word for word, those in told.of.items() if "person_role" in those)
    bodies = {word for word, those in told.of.items() if "org_head" in those and "given" not in those}
    return Speakers(
        verbs,
        persons(lexicons).stops | clauses | bodies,
        clauses,
        common,
        frozenset(word for word, those in told.of.items() if {"given", "first", "common"} & set(those)),
        persons(lexicons).also_words,
        persons(lexicons).linking,
        told.names,
        roles | where,
    )
