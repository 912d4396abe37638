"""Foreign names that a page spells as no table does: by their consonants, and by what the story says besides.

A foreign name is written by ear, so that its vowels come and go (كلنتون beside كلينتون) and two letters change places
under a hasty hand. What stays is its skeleton: the letters without those that variants.csv (scope `skeleton`) drops,
those united that writers take for one another. Words are taken for a person's full name where a word of it stands
there as known (or, for a slip over the space, anywhere), and

- their skeleton is that of the name, and the story names the person, or a title of office stands before them and the
  last name is no short one;
- in a long skeleton, one word has a letter wrong, missing or too many, or two neighbouring letters have changed places
  (an optimal string alignment distance of 1), and the story names the person in full;
- the last letter of a word and the first of the next changed places, the story names the person, and does so in full or
  a title of office stands before them.

A word that differs must be no other known first name (أحمد كرزاي is not حامد كرزاي) and no definite or joined word.
Arabic names are left alone: حسن and حسين, سالم and سليم are two people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeVar

import ahocorasick_rs

from corpus_pkg.language.arabic.clitics import ARTICLE, CHAIN, CONJUNCTIONS
from corpus_pkg.language.lexicons import Lexicons

# Letters of the whole skeleton from which each kind of likeness is enough.
_SHORTEST = 5
_SHORTEST_WITH_ERROR = 7
_SHORTEST_WORD = 3
# From so many on, an automaton finds them sooner than one search for each.
_MANY = 100
_MOST_WORDS = 4
_LONGEST_WORD = 24
_MOST_REMEMBERED = 1 << 16
_WORD = re.compile(r"\w+")
_RUN = re.compile(rf"\w{{1,{_LONGEST_WORD}}}(?: \w{{1,{_LONGEST_WORD}}}){{0,{_MOST_WORDS - 1}}}")
_WORDS_BEFORE = re.compile(rf"(?<!\w)(?:\w{{1,{_LONGEST_WORD}}} ){{1,{_MOST_WORDS - 1}}}$")
_CHAIN = re.compile(CHAIN)
# What a wrong letter of a skeleton can be: the letters that are left in one.
_LETTERS = "بتحخدرزسشعفكلمن"


_Key = TypeVar("_Key", str, tuple[str, ...])


class Anchor(NamedTuple):
    """A word of a text, `text[start:end]`, that is known as a first or a last name."""

    start: int
    end: int
    first: bool
    last: bool


class Run(NamedTuple):
    """Words of a text, `text[start:end]`, that are a person's name by their skeleton."""

    start: int
    end: int
    entity_id: str


@dataclass(frozen=True)
class Wanted:
    """The skeletons that one story lets misspelt names have.

    Attributes:
        named: the people whom the story names in any way.
        in_full: those whom it names in full.
        slips: who bears each skeleton, without spaces, in which two letters changed places over a space, where the
            story has it.
        of: the skeletons of each person.

    """

    named: Collection[str]
    in_full: Collection[str]
    slips: dict[str, str | None]
    of: dict[str, frozenset[tuple[str, ...]]]

    @cached_property
    def errors(self) -> dict[tuple[str, ...], str | None]:
        """Who bears each skeleton with one error."""
        errors: dict[tuple[str, ...], str | None] = {}
        for person in self.named:
            for name in self.of.get(person, ()) if person in self.in_full else ():
                _add(errors, _errors(name), person)
        return errors


@dataclass(frozen=True)
class Skeletons:
    """The skeletons of the full names of foreign people.

    Attributes:
        bearers: who bears a skeleton, given word by word; None where several people do.
        of: the skeletons of each person.
        words: the words of the names of each person.
        letters: what becomes of a letter in a skeleton, an empty text where it is dropped.
        anchoring: words of their names that are no Arabic names.
        excluded: words that no name holds.
        memory: the skeletons of words met before.
        others: words that, where they differ from the name's, make it another person's.

    """

    bearers: dict[tuple[str, ...], str | None]
    of: dict[str, frozenset[tuple[str, ...]]]
    words: dict[str, frozenset[str]]
    letters: dict[str, str]
    anchoring: frozenset[str]
    excluded: Collection[str]
    others: frozenset[str]
    memory: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def wanted(self, named: Collection[str], in_full: Collection[str], texts: Iterable[str]) -> Wanted:
        """Return what may be misspelt in the folded texts of a story that names people in any way, and `in_full`."""
        slips: dict[str, str | None] = {}
        for person in named:
            for name in self.of.get(person, ()):
                _add(slips, _slips(name), person)
        return Wanted(named, in_full, self._present(slips, texts), self.of)

    def _present(self, slips: dict[str, str | None], texts: Iterable[str]) -> dict[str, str | None]:
        """Return the slips that stand in one of the texts, wherever their spaces are."""
        if not slips:
            return slips
        flat = self.skeleton("\n".join(texts)).replace(" ", "")
        if len(slips) > _MANY:
            automaton = ahocorasick_rs.AhoCorasick(list(slips))
            present = set(automaton.find_matches_as_strings(flat, overlapping=True))
        else:
            present = {slip for slip in slips if slip in flat}
        return {slip: person for slip, person in slips.items() if slip in present}

    def runs(
        self, text: str, anchors: Sequence[Anchor], titled: Callable[[int], bool], wanted: Wanted
    ) -> Iterator[Run]:
        """Yield the runs of words in the folded `text` that are a known person's name by their skeleton.

        Args:
            text: folded text.
            anchors: the first and last names that nothing else was made of.
            titled: whether a title of office stands before `text[start:]`.
            wanted: what may be misspelt in the story.

        """
        named, slips = wanted.named, wanted.slips
        errors = wanted.errors if anchors else {}
        for anchor in anchors:
            for begin in self._begins(text, anchor):
                for stop, key in self._keys(text, begin):
                    if stop < anchor.end:
                        continue
                    bearer = self.bearers.get(key)
                    if bearer is None:
                        bearer = errors.get(key)
                    elif bearer not in named and (len(key[-1]) < _SHORTEST_WORD or not titled(begin)):
                        continue
                    if bearer is not None and self._same(text[begin:stop], bearer):
                        yield Run(begin, stop, bearer)
        if slips:
            yield from self._slipped(text, titled, wanted)

    def _same(self, run: str, person: str) -> bool:
        """Return whether the words that differ from the person's own may be misspelt ones."""
        own = self.words[person]
        return not any(
            word in self.others
            or word.startswith(ARTICLE)
            or (word[0] in CONJUNCTIONS and (word[1:] in self.others or word[1:] in own))
            for word in run.split(" ")
            if word not in own
        )

    def _slipped(self, text: str, titled: Callable[[int], bool], wanted: Wanted) -> Iterator[Run]:
        """Yield the runs whose skeleton is that of a name but for two letters that changed places over a space."""
        slips = wanted.slips
        flat = self.skeleton(text).replace(" ", "")
        if not any(slip in flat for slip in slips):
            return
        for match in _WORD.finditer(text):
            for begin in range(match.start(), _chain(text, match.start()) + 1):
                for stop, key in self._keys(text, begin):
                    whole = "".join(key)
                    slipped = slips.get(whole)
                    if slipped is None or key in self.bearers:
                        continue
                    # Of the same length word by word, it would be a slip within a word.
                    moved = all(tuple(map(len, name)) != tuple(map(len, key)) for name in self.of[slipped])
                    if moved and (slipped in wanted.in_full or titled(begin)) and self._same(text[begin:stop], slipped):
                        yield Run(begin, stop, slipped)

    def _begins(self, text: str, anchor: Anchor) -> Iterator[int]:
        """Yield where a name may begin that the known word belongs to."""
        if anchor.first:
            yield anchor.start
        if anchor.last:
            reach = max(0, anchor.start - _MOST_WORDS * _LONGEST_WORD)
            before = _WORDS_BEFORE.search(text, reach, anchor.start)
            for match in _WORD.finditer(text, before.start(), anchor.start) if before else ():
                yield from range(match.start(), _chain(text, match.start()) + 1)

    def _keys(self, text: str, begin: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield the ends and skeletons of the runs of two words and more from `begin`."""
        match = _RUN.match(text, begin)
        if match is None:
            return
        if match.end() < len(text) and text[match.end()].isalnum():
            # The last word is too long for a name.
            words = match.group().split(" ")[:-1]
        else:
            words = match.group().split(" ")
        if len(words) < 2:
            return
        key: tuple[str, ...] = ()
        place = begin
        for word in words:
            if word in self.excluded:
                return
            key = (*key, self._skeleton_of(word))
            place += len(word)
            if len(key) > 1:
                yield place, key
            place += 1

    def _skeleton_of(self, word: str) -> str:
        skeleton = self.memory.get(word)
        if skeleton is None:
            if len(self.memory) > _MOST_REMEMBERED:
                self.memory.clear()
            skeleton = self.memory[word] = self.skeleton(word)
        return skeleton

    def skeleton(self, text: str) -> str:
        """Return the skeleton of folded text."""
        for letter, other in self.letters.items():
            text = text.replace(letter, other)
        return text


def _add(bearers: dict[_Key, str | None], skeletons: Iterable[_Key], person: str) -> None:
    """Note who bears the skeletons; nobody does that two people would bear."""
    for skeleton in skeletons:
        bearers[skeleton] = person if bearers.get(skeleton, person) == person else None


def _chain(text: str, start: int) -> int:
    match = _CHAIN.match(text, start)
    return match.end() if match else start


@lru_cache(maxsize=1 << 12)
def _slips(name: tuple[str, ...]) -> frozenset[str]:
    """Return the skeletons, without spaces, of `name` with the letters about a space in each other's place."""
    whole = "".join(name)
    if len(whole) < _SHORTEST:
        return frozenset()
    edges = accumulate(map(len, name[:-1]))
    slips = {whole[: i - 1] + whole[i] + whole[i - 1] + whole[i + 1 :] for edge in edges for i in (edge - 1, edge) if i}
    return frozenset(slips - {whole})


@lru_cache(maxsize=1 << 12)
def _errors(name: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Return the skeletons that are `name` with one error in one word."""
    if sum(map(len, name)) < _SHORTEST_WITH_ERROR:
        return frozenset()
    errors: set[tuple[str, ...]] = set()
    for place, word in enumerate(name):
        others = {word[:i] + word[i + 1 :] for i in range(len(word))}
        others |= {word[:i] + letter + word[i + 1 :] for i in range(len(word)) for letter in _LETTERS}
        others |= {word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in _LETTERS}
        others |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
        others.discard(word)
        errors |= {
            (*name[:place], other, *name[place + 1 :])
            for other in others
            if min(len(word), len(other)) >= _SHORTEST_WORD
        }
    return frozenset(errors)


@cache
def letters(lexicons: Lexicons) -> dict[str, str]:
    """Return what becomes of a letter in a skeleton, an empty text where it is dropped; raises LexiconError."""
    return {
        letter: row["variants"]
        for row in lexicons.rows("variants")
        if row["scope"] == "skeleton"
        for letter in row["letters"].split()
    }


def skeletons(
    names: Iterable[tuple[str, str]],
    native: Collection[str],
    table: dict[str, str],
    excluded: Collection[str],
    others: frozenset[str],
) -> Skeletons:
    """Return the skeletons of folded full names, each with its bearer.

    `native` are the words of Arabic names; the rest is explained at `Skeletons`.
    """
    bearers: dict[tuple[str, ...], str | None] = {}
    of: dict[str, set[tuple[str, ...]]] = {}
    spelled: dict[str, set[str]] = {}
    made = Skeletons(bearers, {}, {}, table, frozenset(), excluded, others)
    for name, person in names:
        words = tuple(made.skeleton(word) for word in name.split())
        spelled.setdefault(person, set()).update(name.split())
        if not (2 <= len(words) <= _MOST_WORDS) or not all(words) or sum(map(len, words)) < _SHORTEST:
            continue
        if bearers.setdefault(words, person) != person:
            bearers[words] = None
        of.setdefault(person, set()).add(words)
    return replace(
        made,
        of={person: frozenset(forms) for person, forms in of.items()},
        words={person: frozenset(forms) for person, forms in spelled.items()},
        anchoring=frozenset().union(*spelled.values()).difference(native),
    )
