"""Phrases of a vocabulary, found in text: by their words, and by their characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from corpus_pkg.language.arabic.clitics import ARTICLE, CHAINS, LAM, PROCLITICS, behind_lam, chain_before
from corpus_pkg.language.orthography import folded

#: A word of folded text: digits or letters, never both, so that glued metadata falls apart where a reader parts it.
WORD = re.compile(r"\d+|[^\W\d_]+")
#: What may stand between two words of one name; anything else ends the name.
_INSIDE = re.compile(r"[ .'\-\u00a0]{1,3}\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
# A shorter word that begins as the article does has none: ال itself.
_SHORTEST_DEFINITE = 4


def key(name: str) -> str:
    """Return the words of `name`, folded, without case or punctuation: equal for spellings that count as one.

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
        """Return the longest phrase that begins at word `index`, or None."""
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
    """Return the finder of the phrases that are the keys of `values`, each a `key`."""
    longest: dict[str, int] = {}
    for name in values:
        parts = name.split(" ")
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    firsts: dict[str, list[tuple[int, str, int]]] = {}
    for first, number in longest.items():
        for chain in CHAINS:
            firsts.setdefault(chain + first, []).append((len(chain), first, number))
            # The span keeps the article's own lam: للجزيرة.
            if chain.endswith(LAM) and first.startswith(ARTICLE) and len(first) >= _SHORTEST_DEFINITE:
                firsts.setdefault(chain[:-1] + behind_lam(first), []).append((len(chain), first, number))
    return Phrases(values, {form: tuple(sorted(starts)) for form, starts in firsts.items()})


def encodable(text: str) -> str:
    """Return a text that UTF-8 can hold, as automata read it: a sign of replacement for each lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


class Finder:
    """Finds folded phrases wherever they stand in a folded text as words of their own, clitics aside.

    Phrases are as the text has them, their punctuation included; those that lie in one another are all found.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        """Compile the phrases; each is told by its number among them."""
        self._automaton = AhoCorasick(list(phrases))

    def __call__(self, text: str) -> Iterator[tuple[int, int, int, str]]:
        """Yield the number, the start and the end of each phrase in `text`, and the clitics that are joined to it."""
        length = len(text)
        for number, start, end in self._automaton.find_matches_as_indexes(encodable(text), overlapping=True):
            if end < length and text[end].isalnum():
                continue
            if not start or not text[start - 1].isalnum():
                yield number, start, end, ""
            elif text[start - 1] in PROCLITICS and (chain := chain_before(text, start)) is not None:
                yield number, start, end, chain
