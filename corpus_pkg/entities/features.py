"""The features by which the labeller knows a token: names of attributes, a list for each token.

Attributes come from the word itself (form, letters, traits by the lexicons, classes by distribution), from the two
words on either side, from the kinds of neighbouring words together, from the names that the gazetteer found, and from
the other places where the text has the same rare word: what stands beside it there (global features: Chieu and Ng,
"Named Entity Recognition: A Maximum Entropy Approach Using Global Information", COLING 2002).

A label's score at a token is the sum of the weights of all of these. Each function here depends on few words alone, so
that the sums can be kept.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from corpus_pkg.entities.tokens import BREAK
from corpus_pkg.entities.traits import Traits
from corpus_pkg.language.arabic.clitics import ARTICLE

_SHORTEST_DEFINITE = 5
_AFFIXES = (1, 2, 3, 4)
_LONGEST_SHAPE = 8
# Words met more often, so many times or in such a share of all words, are not looked for in other places of the text.
_RARE, _RARE_SHARE = 300, 1 / 2892.5
_SHORTEST_RARE = 3
#: Further places of a rare word count no more.
MOST_COUNTED = 4
_LIKENESS = (-4, 6)
#: What stands before the attributes of the word before, behind, two before, two behind.
PLACES = ("-", "+", "--", "++")
#: What every attribute begins with that other places of a rare word give it, and no other attribute.
TOLD = "e"
#: What words beside another place of a rare word tell of it.
_TELLING_BEFORE = frozenset(
    (
        "first",
        "common",
        "given",
        "lineage",
        "particle",
        "title",
        "person_role",
        "org_head",
        "org_first",
        "place_head",
        "place_first",
        "speech",
        "of_newspaper",
        "of_agency",
        "of_broadcaster",
        "of_place",
    )
)
_TELLING_BEHIND = frozenset(("last", "given", "adjective"))
#: The class of a word and its traits.
Teller = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Vocabulary:
    """What is known of words from running text.

    Attributes:
        counts: how often each was met, clitics aside.
        classes: the distributional classes of each, from the coarsest to the finest division.
        trigrams: how much likelier three letters are in a name than in another word (natural logarithm).

    """

    counts: Mapping[str, int]
    classes: Mapping[str, tuple[int, ...]]
    trigrams: Mapping[str, float]


def trigrams(word: str) -> list[str]:
    """Return the threes of letters of a word, its edges marked."""
    marked = _marked(word)
    return [marked[at : at + 3] for at in range(len(marked) - 2)]


def _marked(word: str) -> str:
    return f"^^{word}$"


def learned_trigrams(names: Iterable[str], words: Iterable[str]) -> dict[str, float]:
    """Return how much likelier each three of letters is in `names` than in other `words`."""
    in_names = Counter(three for name in names for three in trigrams(name))
    in_words = Counter(three for word in words for three in trigrams(word))
    size = len(in_names.keys() | in_words.keys())
    of_names, of_words = in_names.total() + size / 2, in_words.total() + size / 2
    return {
        three: round(
            math.log((in_names[three] + 0.5) / of_names) - math.log((in_words[three] + 0.5) / of_words),
            2,
        )
        for three in sorted(in_names.keys() | in_words.keys())
    }


def shape(form: str) -> str:
    """Return what kind of token it is, and how long."""
    first = form[0]
    if first == "<" and len(form) > 1:
        return form
    if first.isdecimal():
        return f"0{len(form)}"
    if not first.isalpha():
        return "."
    return "a" if first.isascii() else f"ع{min(len(form), _LONGEST_SHAPE)}"


class WordAttributes(NamedTuple):
    """What a word tells, wherever it stands.

    Attributes:
        own: of its own labels.
        beside: of those of the words right beside it; the place is put before each.
        far: of those of the words two before and two behind; the place is put before each.
        key: its class and its kind, which are all that attributes of several words see of it.

    """

    own: list[str]
    beside: list[str]
    far: list[str]
    key: tuple[str, str]


class Features:
    """Attributes of tokens.

    Args:
        vocabulary: what is known of words from running text.
        traits: what the lexicons say of words.

    """

    def __init__(self, vocabulary: Vocabulary, traits: Traits) -> None:
        """Lean on what is known of words from text and from the lexicons."""
        self._counts = vocabulary.counts
        self._rare = max(_RARE, _RARE_SHARE * sum(vocabulary.counts.values()))
        self._classes = vocabulary.classes
        self._trigrams = vocabulary.trigrams
        self._traits = traits

    def of_word(self, form: str) -> WordAttributes:
        """Return what the word itself tells, wherever it stands."""
        looks = shape(form)
        traits = self._traits.of.get(form, ())
        classes = self._classes.get(form, ())
        word, of_traits = f"w={form}", [f"t:{trait}" for trait in traits]
        known = [f"c{level}={number}" for level, number in enumerate(classes)] + of_traits
        own = [word, f"s={looks}", *known]
        beside = [word, f"s={looks[:2]}", *known]
        far = [word, f"s={looks[:2]}", *(f"c0={number}" for number in classes[:1]), *of_traits]
        if traits:
            own.append("t=" + ",".join(traits))
        kind = looks[:1]
        if looks[0] == "ع":
            definite = form.startswith(ARTICLE)
            own += self._letters(form, definite)
            beside.append(f"x={form[-2:]}")
            if definite:
                beside.append("al")
                kind += ARTICLE
        key = (str(classes[0]) if classes else f"?{looks[:1]}", self._traits.kind.get(form) or kind)
        return WordAttributes(own, beside, far, key)

    def _letters(self, form: str, definite: bool) -> list[str]:
        """Return what the letters of a word tell."""
        names = []
        bare = form
        if definite and len(form) >= _SHORTEST_DEFINITE:
            bare = form[len(ARTICLE) :]
            names += ["al", f"b={bare}"]
            names += [f"bt={trait}" for trait in self._traits.of.get(bare, ())]
        for length in _AFFIXES:
            if len(form) > length:
                names.append(f"x={form[-length:]}")
            if len(bare) > length > 1:
                names.append(f"p={bare[:length]}")
        if len(form) >= _SHORTEST_RARE:
            names.append(f"n={self._likeness(form)}")
        return names

    def _likeness(self, form: str) -> int:
        get, marked = self._trigrams.get, _marked(form)
        # Exact, so that every version of Python gives the same: the built-in sum is compensated since 3.12.
        value = fsum([get(marked[at : at + 3], 0.0) for at in range(len(marked) - 2)]) / (len(marked) - 2)
        low, high = _LIKENESS
        return max(low, min(high, round(2 * value)))

    def before(self, left: tuple[str, str], own: tuple[str, str]) -> list[str]:
        """Of a word and the one before it, by their keys."""
        return [f"L{left[0]},{own[0]}", f"l{left[1]},{own[1]}"]

    def behind(self, own: tuple[str, str], right: tuple[str, str]) -> list[str]:
        """Of a word and the one behind it, by their keys."""
        return [f"R{own[0]},{right[0]}", f"r{own[1]},{right[1]}"]

    def around(self, left: str, right: str) -> list[str]:
        """Of the words on either side, by their classes."""
        return [f"M{left},{right}"]

    def between(self, left: str, own: str, right: str) -> list[str]:
        """Of a word and those on either side, by their kinds."""
        return [f"m{left},{own},{right}"]

    def following(self, far: str, left: str, own: str) -> list[str]:
        """Of a word and the two before it, by their kinds."""
        return [f"f{far},{left},{own}"]

    def named(self, left: str, own: str, right: str) -> list[str]:
        """Of the gazetteer's names here and on either side: their tags, empty where there is none."""
        if not (left or own or right):
            return []
        return [f"G{own}", f"g{left},{own}", f"h{own},{right}"]

    def rare(self, form: str) -> bool:
        """Return whether other places of the word in the text tell something of it."""
        return len(form) >= _SHORTEST_RARE and form[0].isalpha() and self._counts.get(form, 0) < self._rare

    def teller(self, form: str) -> Teller:
        """Return what a word is to a rare word beside it."""
        classes = self._classes.get(form)
        return str(classes[0]) if classes else "?", self._traits.of.get(form, ())

    def tells_behind(self, teller: Teller) -> tuple[str, ...]:
        """Return what a word tells of the one behind it."""
        return _tells(teller, "e<", _TELLING_BEFORE)

    def tells_before(self, teller: Teller) -> tuple[str, ...]:
        """Return what a word tells of the one before it."""
        return _tells(teller, "e>", _TELLING_BEHIND)

    def told(self, behind: tuple[str, ...], before: tuple[str, ...], tag: str) -> set[str]:
        """Return what one place of a rare word tells of the word: by the words beside it and by the gazetteer's tag."""
        names = {*behind, *before}
        if tag:
            names.add(f"eg{tag[1:].rstrip('1')}")
        return names

    def often(self, places: int) -> str:
        """Of a rare word that the text has so many times."""
        return f"e#{min(places, MOST_COUNTED)}"

    def attributes(self, forms: Sequence[str], tags: Sequence[str]) -> list[list[str]]:
        """Return the attributes of each token of a text.

        Args:
            forms: the tokens.
            tags: the gazetteer's tag of each: B or I and the type of the name that it begins or goes on, with a 1 where
                it is the whole name; empty elsewhere.

        """
        edge = [BREAK, BREAK]
        padded = [*edge, *forms, *edge]
        tagged = ["", *tags, ""]
        words = [self.of_word(form) for form in padded]
        keys = [word.key for word in words]
        others = self.all_elsewhere(forms, tags)
        return [
            [
                *words[at + 2].own,
                *(f"-{name}" for name in words[at + 1].beside),
                *(f"+{name}" for name in words[at + 3].beside),
                *(f"--{name}" for name in words[at].far),
                *(f"++{name}" for name in words[at + 4].far),
                *self.before(keys[at + 1], keys[at + 2]),
                *self.behind(keys[at + 2], keys[at + 3]),
                *self.around(keys[at + 1][0], keys[at + 3][0]),
                *self.between(keys[at + 1][1], keys[at + 2][1], keys[at + 3][1]),
                *self.following(keys[at][1], keys[at + 1][1], keys[at + 2][1]),
                *self.named(tagged[at], tagged[at + 1], tagged[at + 2]),
                *others.get(at, ()),
            ]
            for at in range(len(forms))
        ]

    def all_elsewhere(self, forms: Sequence[str], tags: Sequence[str]) -> dict[int, list[str]]:
        """Return what other places tell of every token that is a rare word and stands in the text more than once."""
        places: dict[str, list[int]] = {}
        for at, form in enumerate(forms):
            if self.rare(form):
                places.setdefault(form, []).append(at)
        elsewhere: dict[int, list[str]] = {}
        for those in places.values():
            if len(those) < 2:
                continue
            by_place = [
                self.told(
                    self.tells_behind(self.teller(forms[at - 1] if at else BREAK)),
                    self.tells_before(self.teller(forms[at + 1] if at + 1 < len(forms) else BREAK)),
                    tags[at],
                )
                for at in those
            ]
            once, twice = counted(by_place)
            for at, names in zip(those, by_place, strict=True):
                elsewhere[at] = [self.often(len(those)), *sorted(once - (names - twice))]
        return elsewhere


def _tells(teller: Teller, place: str, telling: frozenset[str]) -> tuple[str, ...]:
    of_class, traits = teller
    return (*(place + trait for trait in traits if trait in telling), f"{place}{of_class}")


def counted(by_place: Iterable[set[str]]) -> tuple[set[str], set[str]]:
    """Return what is told at all, and what is told twice or more.

    What places other than one tell is all that is told, without what that one alone tells.
    """
    once: set[str] = set()
    twice: set[str] = set()
    for names in by_place:
        twice |= once & names
        once |= names
    return once, twice
