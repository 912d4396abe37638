"""Institutions that no table names, told by how Arabic builds such a name.

A name of this kind is a noun that says what the institution is, and what makes it this one:

1. the noun stands in the construct state before a definite noun or a name, with at most one noun between: the ministry
   of the antiquities, the municipality of a town, the police of the province of a town;
2. or the noun has the article and an adjective, and what it is for behind the preposition ل: the general authority for
   tourism.

Adjectives go on either, told by their form or by the tables; so does a second noun that is joined by "and" to one that
is no name. A verb, a word of time, a title of office and any mark end it. "The council of the association" names
nothing: a noun that says itself what something is refers back. Which nouns begin such names, which of them need more
than a definite noun behind them, and which phrases are none, `institution_words.csv` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from corpus_pkg.language.arabic.clitics import AND, ARTICLE, CHAINS, JOINED_ARTICLE, LAM, PROCLITICS, without_lam
from corpus_pkg.language.arabic.forms import (
    are_subjects,
    is_definite_relation,
    is_feminine,
    is_present,
    is_relation,
)
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import folded

_WORD = re.compile(r"\w+")
#: With less behind it, ال is rather a part of the word.
_SHORTEST_DEFINITE = 5
_SHORTEST = 3
# سيدات is no verb, though it begins like one.
_PLURAL = "ات"
_DIGIT = re.compile(r"\d")

#: Where the name that begins at a position ends, and its type; None where none begins there.
Names = Callable[[int], tuple[int, str] | None]


@dataclass(frozen=True)
class Institutions:
    """The compiled rule; reads folded text.

    Attributes:
        heads: nouns without the article that begin the name of an institution.
        purposes: nouns whose name may go on behind ل though they have no article.
        areas: nouns that are as often a part of a country: the district of a town is that district.
        lands: nouns that say what a part of the earth is: the centre of the province of a town is that town.
        single: nouns whose name holds no second noun joined by "and": a municipality is that of one town.
        unsure: nouns that need more than a definite noun behind them.
        adjectives: adjectives that no form tells.
        ends: words that are in no such name.
        kinds: definite nouns that say what something is, and so refer back.
        common: phrases that begin as such a name does and are none.
        clubs: what stands before a town's name where it is that of a club.

    """

    heads: frozenset[str]
    purposes: frozenset[str]
    areas: frozenset[str]
    lands: frozenset[str]
    single: frozenset[str]
    unsure: frozenset[str]
    adjectives: frozenset[str]
    ends: frozenset[str]
    kinds: frozenset[str]
    common: tuple[str, ...]
    clubs: frozenset[str]

    @cached_property
    def forms(self) -> frozenset[str]:
        """What a word is that may begin such a name, clitics before it left out."""
        return frozenset(before + noun for noun in self.heads for before in ("", ARTICLE, LAM))

    def find(
        self, text: str, words: Iterable[tuple[int, int]], names: Names, nationalities: Collection[str]
    ) -> list[tuple[int, int]]:
        """Return the spans of institutions in a folded text, in order and disjoint.

        Args:
            text: the folded text.
            words: where words of it stand, whole and in order: at least those of `forms`, with clitics or without.
            names: tells the names that are known.
            nationalities: the adjectives of countries.

        """
        spans: list[tuple[int, int]] = []
        free = 0
        for first, last in words:
            if first < free:
                continue
            beginning = self._head(text[first:last])
            if beginning is None:
                continue
            clitics, head = beginning
            start = first + clitics
            end = _Phrase(self, text, last, head, names, nationalities).read()
            # Some are none with the preposition before them alone: بقيادة is "led by".
            if end is not None and not any(f"{text[at:end]} ".startswith(self.common) for at in (first, start)):
                spans.append((start, end))
                free = end
        return spans

    def _head(self, word: str) -> tuple[int, str] | None:
        """Return how many letters of clitics stand before the noun that a word is, and it; None where it is none."""
        for chain in CHAINS:
            if not word.startswith(chain):
                continue
            rest = word[len(chain) :]
            noun = without_lam(LAM + rest) if chain.endswith(LAM) and rest.startswith(LAM) else rest
            if noun.removeprefix(ARTICLE) in self.heads:
                return len(chain), noun
        return None


class _Phrase:
    """What follows the noun that begins the name; `end` is where the name ends so far."""

    def __init__(
        self, rule: Institutions, text: str, end: int, head: str, names: Names, nationalities: Collection[str]
    ) -> None:
        self.rule = rule
        self.text = text
        self.end = end
        self.head = head
        self.names = names
        self.nationalities = nationalities
        self.named = False

    def read(self) -> int | None:
        """Return where the name ends; None where there is none."""
        return self._definite() if self.head.startswith(ARTICLE) else self._construct()

    def _next(self) -> re.Match[str] | None:
        """Return the next word, where nothing but a blank parts it from the name."""
        return _WORD.match(self.text, self.end + 1) if self.text.startswith(" ", self.end) else None

    def _construct(self) -> int | None:
        """Return the end of a name whose noun has no article."""
        if not self._complement(between=1):
            return None
        told = self._adjectives()
        if not self.named and self.head not in self.rule.single:
            told |= self._joined()
        if self.head in self.rule.purposes:
            told |= self._purpose(of_any=not told)
        return self.end if told or self.named or self.head not in self.rule.unsure else None

    def _definite(self) -> int | None:
        """Return the end of a name whose noun has the article: it needs an adjective, and what it is for or another."""
        first = self.end
        if not self._adjectives():
            return None
        told = self.text[first + 1 : self.end].split(" ")
        if self._purpose(of_any=True):
            return self.end
        several = len(told) > 1 and all(is_definite_relation(word) and word not in self.nationalities for word in told)
        return self.end if several and self.head.removeprefix(ARTICLE) not in self.rule.unsure else None

    def _complement(self, between: int) -> bool:
        """Take a definite noun or a name, and at most so many nouns before it."""
        word = self._next()
        if word is None or self._ends(word.group()):
            return False
        name = self.names(word.start())
        if name is not None:
            self.end, kind = name
            self.named = True
            # The office of a person is no institution of its own; an organisation has its own name.
            if kind == "LOC" and between and self.head in self.rule.areas:
                return self.text.startswith(f" {JOINED_ARTICLE}", self.end)
            return kind == "LOC" or (kind == "PER" and self.head not in self.rule.unsure)
        if self._is_definite(word.group()):
            self.end = word.end()
            following = self._next()
            return word.group() not in self.rule.kinds or (
                following is not None and self._is_adjective(following.group())
            )
        if not between or not self._is_noun(word.group()) or self._is_indefinite_adjective(word.group()):
            return False
        if self.head in self.rule.areas and word.group() in self.rule.lands:
            return False
        self.end = word.end()
        return self._complement(between - 1)

    def _adjectives(self) -> bool:
        """Take adjectives; behind a name those that go with the noun before it, and no country's."""
        before = self.end
        while (word := self._next()) and self._is_adjective(word.group()) and self.names(word.start()) is None:
            if self.named and (
                word.group() in self.nationalities or is_feminine(word.group()) != is_feminine(self.head)
            ):
                break
            self.end = word.end()
        return self.end > before

    def _joined(self) -> bool:
        """Take nouns with the article that "and" joins, and their adjectives."""
        before = self.end
        while (word := self._next()) and word.group().startswith(AND):
            noun = word.group()[len(AND) :]
            if (
                not self._is_definite(noun)
                or are_subjects(noun)
                or noun in self.rule.kinds
                or self.names(word.start() + len(AND)) is not None
            ):
                break
            self.end = word.end()
            self._adjectives()
        return self.end > before

    def _purpose(self, *, of_any: bool) -> bool:
        """Take what the institution is for, behind ل: a definite noun, or `of_any` noun before one."""
        word = self._next()
        if word is None or not word.group().startswith(LAM) or self.names(word.start() + len(LAM)) is not None:
            return False
        before = self.end
        if word.group().startswith(JOINED_ARTICLE):
            if not self._is_definite(ARTICLE + word.group()[len(JOINED_ARTICLE) :]):
                return False
            self.end = word.end()
        else:
            noun = word.group()[len(LAM) :]
            # "For the government of" a place it may be, but for no government at large.
            of_kind = _definite(noun) in self.rule.kinds
            if not (of_any and self._is_noun(noun) and (of_kind or self._is_noun(word.group()))):
                return False
            self.end = word.end()
            if not self._complement(between=0) or (of_kind and not self.named):
                self.end = before
                return False
        self._adjectives()
        self._joined()
        return True

    def _ends(self, word: str) -> bool:
        return word in self.rule.ends or _DIGIT.search(word) is not None

    def _is_definite(self, word: str) -> bool:
        return word.startswith(ARTICLE) and len(word) >= _SHORTEST_DEFINITE and not self._ends(word)

    def _is_noun(self, word: str) -> bool:
        """Return whether a word may be a noun without the article: no verb, and no preposition joined to a noun."""
        return len(word) >= _SHORTEST and not (
            word.startswith((ARTICLE, JOINED_ARTICLE))
            or self._ends(word)
            or (is_present(word) and not word.endswith(_PLURAL))
            or (word[0] in PROCLITICS and ARTICLE + word[1:] in self.rule.kinds)
        )

    def _is_indefinite_adjective(self, word: str) -> bool:
        """Return whether a word has the form of an adjective of the noun without the article: as feminine as that one.

        Behind a feminine noun the masculine form is a plural before its noun: جمعية مربي الجاموس.
        """
        return is_relation(word) and not (is_feminine(self.head) and not is_feminine(word))

    def _is_adjective(self, word: str) -> bool:
        return not self._ends(word) and (word in self.rule.adjectives or is_definite_relation(word))


def _definite(word: str) -> str:
    return word if word.startswith(ARTICLE) else ARTICLE + word


@cache
def institutions(lexicons: Lexicons) -> Institutions:
    """Return the rule with the words of `lexicons`; raises LexiconError."""
    roles: dict[str, set[str]] = {}
    for row in lexicons.rows("institution_words"):
        roles.setdefault(row["role"], set()).add(folded(row["word"]))
    unsure = frozenset(roles.get("head_unsure", set()) | roles.get("head_area", set()))
    purposes = unsure | roles.get("head_for", set())
    single = frozenset(roles.get("head_single", ()))
    heads = purposes | single | roles.get("head", set())
    words: dict[str, set[str]] = {}
    for row in lexicons.rows("entity_words"):
        words.setdefault(row["role"], set()).add(folded(row["word"]))
    adjectives = frozenset(roles.get("adjective", ()))
    ends = {folded(row["word"]) for row in lexicons.rows("person_contexts") if row["role"] in ("title", "stop")}
    ends |= {_definite(word) for word in words.get("person_role", ())} | roles.get("end", set())
    ends |= {folded(row["form"]) for row in lexicons.rows("time_words")}
    lands = frozenset(words.get("place_head", ()))
    kinds = heads | words.get("org_head", set()) | roles.get("kind", set())
    return Institutions(
        heads=heads,
        purposes=purposes,
        areas=heads & (lands | roles.get("head_area", set())),
        lands=lands,
        single=single,
        unsure=unsure,
        adjectives=adjectives,
        ends=frozenset(ends - adjectives - heads),
        kinds=frozenset(map(_definite, kinds)),
        clubs=frozenset(roles.get("club", ())),
        common=tuple(sorted(f"{phrase} " for phrase in roles.get("common", ()))),
    )
