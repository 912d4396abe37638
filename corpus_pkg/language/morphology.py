"""What a language joins to its words, and how it marks its verbs: data, and the few questions that rules ask of it.

A language that writes its words apart has an empty one, which answers no to every question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_NEVER = re.compile(r"(?!)")
#: A stem has so many letters at least, and so many of it tell it from others.
_SHORTEST_STEM, _TELLING_STEM = 3, 5


class Joined(NamedTuple):
    """A word with clitics in front of it: how they are written, and the whole."""

    clitics: str
    form: str


@dataclass(frozen=True)
class Morphology:
    """The clitics and endings of a language, in folded letters.

    Attributes:
        article: what is joined to the front of a definite word.
        conjunctions: letters that are joined in front of all others; the first is the plain "and".
        prepositions: letters that are joined behind them.
        assimilating: the preposition that swallows the first letter of the article behind it.
        imperfect: letters that a verb in the imperfect begins with; the first is of the third person.
        feminine: the ending of a verb in the perfect whose subject is feminine.
        pronouns: endings of a verb that stand for its object.
        endings: endings that a word loses to be compared with others, the longest of those that fit first.
        final: letters, as they stand before folding, that only end a word.
        homograph: two words that are one when folded, as writers who tell them apart spell them: a preposition, a name.

    """

    article: str = ""
    conjunctions: str = ""
    prepositions: str = ""
    assimilating: str = ""
    imperfect: str = ""
    feminine: str = ""
    pronouns: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    final: str = ""
    homograph: tuple[str, str] | None = None

    @property
    def conjunction(self) -> str:
        """The letter that is joined to a word for "and"; empty where none is."""
        return self.conjunctions[:1]

    @property
    def proclitics(self) -> str:
        """All letters that are joined to the front of a word, the article apart."""
        return self.conjunctions + self.prepositions + self.assimilating

    def joined(self, form: str) -> Iterator[Joined]:
        """Yield a word behind each of the clitics that may stand before it: one conjunction and one preposition.

        >>> from corpus_pkg.language.arabic import ARABIC
        >>> [joined.form for joined in ARABIC.morphology.joined("اليوم")][-3:]
        ['لليوم', 'ولليوم', 'فلليوم']
        """
        definite = bool(self.article) and form.startswith(self.article)
        prepositions = self.prepositions if definite else self.prepositions + self.assimilating
        for conjunction in ("", *self.conjunctions):
            for preposition in ("", *prepositions):
                if clitics := conjunction + preposition:
                    yield Joined(clitics, clitics + form)
        if definite and self.assimilating:
            for conjunction in ("", *self.conjunctions):
                clitics = conjunction + self.assimilating
                yield Joined(clitics, clitics + self.assimilating + form[len(self.article) :])

    def definite(self, text: str) -> bool:
        """Return whether a text begins with the article."""
        return bool(self.article) and text.startswith(self.article)

    def indefinite(self, word: str) -> str:
        """Return a word without the article."""
        return word.removeprefix(self.article)

    def without_conjunction(self, word: str) -> str:
        """Return a word without the "and" joined to it."""
        return word.removeprefix(self.conjunction)

    def bare(self, word: str) -> str:
        """Return a word without the conjunctions and prepositions that it begins with."""
        return word.lstrip(self.conjunctions + self.prepositions)

    def behind_preposition(self, word: str) -> bool:
        """Return whether clitics and the article stand before a word."""
        return self._behind_preposition.match(word) is not None

    def inflected(self, word: str) -> bool:
        """Return whether a word bears a clitic or is a verb in the imperfect, and is no part of a name."""
        return self._inflected.match(word) is not None

    def acts(self, word: str) -> bool:
        """Return whether a word is a verb in the imperfect, third person."""
        return self._third_person.fullmatch(word) is not None

    def verb(self, word: str) -> bool:
        """Return whether a word may be a verb in the imperfect, of any person."""
        return self._imperfect.fullmatch(word) is not None

    def acts_on(self, word: str) -> bool:
        """Return whether a word is a verb in the imperfect with its object joined to it."""
        return self._acting_on.fullmatch(word) is not None

    def stems(self, text: str) -> set[str]:
        """Return rough stems of the longer words of a folded text, by which two lines about one thing are alike."""
        stems = set(map(_stemmer(self._proclitic, self._ending), _WORD.findall(text)))
        stems.discard("")
        return stems

    def grown_together(self, source: str) -> bool:
        """Return whether a text as it stands has a letter that only ends words, with a letter behind it."""
        return self._grown.search(source) is not None

    def parts_homograph(self, source: str) -> bool:
        """Return whether a text as it stands spells the preposition of the homograph as a preposition."""
        return self.homograph is not None and self._spelt[0].search(source) is not None

    def names_homograph(self, source: str) -> bool:
        """Return whether a text as it stands has the name of the homograph, and no such preposition."""
        return (
            self.homograph is not None
            and self._spelt[1].search(source) is not None
            and self._spelt[0].search(source) is None
        )

    @cached_property
    def _spelt(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        preposition, name = self.homograph or ("", "")
        return re.compile(rf"\b{preposition}\b"), re.compile(rf"\b{name}\b")

    @cached_property
    def _behind_preposition(self) -> re.Pattern[str]:
        if not self.article:
            return _NEVER
        letters = self.conjunctions + self.prepositions
        return re.compile(f"[{letters}]{self.article}|{self.assimilating * 2}")

    @cached_property
    def _inflected(self) -> re.Pattern[str]:
        letters = self.conjunctions + self.prepositions + self.imperfect[:1]
        if not letters:
            return _NEVER
        return re.compile(rf"[{letters}]\w{{3,}}|{self.assimilating * 2}\w+")

    @cached_property
    def _third_person(self) -> re.Pattern[str]:
        return re.compile(rf"[{self.imperfect[:1]}]\w{{3,}}") if self.imperfect else _NEVER

    @cached_property
    def _imperfect(self) -> re.Pattern[str]:
        return re.compile(rf"[{self.imperfect}]\w{{3,}}") if self.imperfect else _NEVER

    @cached_property
    def _acting_on(self) -> re.Pattern[str]:
        if not self.imperfect or not self.pronouns:
            return _NEVER
        return re.compile(rf"[{self.imperfect}]\w{{3,}}(?:{'|'.join(self.pronouns)})")

    @cached_property
    def _proclitic(self) -> re.Pattern[str]:
        if not self.proclitics:
            return _NEVER
        conjunction = f"[{self.conjunctions}]?"
        return re.compile(
            rf"\A(?:{conjunction}[{self.prepositions}{self.assimilating}]?{self.article}"
            rf"|{conjunction}{self.assimilating * 2}|[{self.proclitics}](?=\w{{3}}))"
        )

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        return re.compile(f"(?:{'|'.join(self.endings)})$") if self.endings else _NEVER

    @cached_property
    def _grown(self) -> re.Pattern[str]:
        return re.compile(rf"[{self.final}](?=[^\W\d_])") if self.final else _NEVER


@cache
def _stemmer(proclitic: re.Pattern[str], ending: re.Pattern[str]) -> Callable[[str], str]:
    """Return what gives the stem of a word, empty where it is too short: words recur on a page, and on others."""

    @lru_cache(maxsize=1 << 15)
    def stem(word: str) -> str:
        whole = ending.sub("", proclitic.sub("", word, count=1), count=1)
        return whole[:_TELLING_STEM] if len(whole) >= _SHORTEST_STEM else ""

    return stem
