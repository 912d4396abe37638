"""The tokens of folded text: words without their clitics, the clitics, numbers, signs.

Whether a first letter is a clitic (و ف ب ل ك) is decided by how often the word and the rest of it are met: وزير stands
far more often than زير, قال than وقال. The counts come with the labeller's model.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from corpus_pkg.language.arabic.clitics import AND, ARTICLE, CONJUNCTIONS, JOINED_ARTICLE, PREPOSITIONS, without_lam

#: The token that stands for the end of a line.
BREAK = "<br>"
#: The form of what is too long to be a word.
LONG = "<long>"
# Pages that lost their line breaks show them as runs of blanks.
_TOKEN = re.compile(r"([^\W\d_]+|\d+|[\n\r]\s*|   +(?:[\n\r]\s*)?|\S)")
_END = "\n"
_WORD = re.compile(r"[^\W\d_]+")
# Words and numbers beyond these lengths are told apart no more.
_LONGEST_WORD = 24
_LONGEST_NUMBER = 4
_SHORTEST_DEFINITE = 5
#: What is shorter is never the rest of a word behind a clitic.
SHORTEST_REST = 3
# A rest this often met, measured by the word as it stands, makes the first letter a clitic.
_CONJUNCTION_RATIO = 0.3
_PREPOSITION_RATIO = 1.0
# A word of a known name counts as one met so often.
_NAME = 10
# و before these begins a foreign name rather than another word, where neither is known.
_OWN_WAW = re.compile("و(?:[وي]|اي)")


class Piece(NamedTuple):
    """A part of a word.

    Attributes:
        start, end: where it stands in the word.
        form: how it is known: an article whose alef the preposition ل swallowed is whole again, a number is its length
            in zeros, a word beyond all length is `LONG`.

    """

    start: int
    end: int
    form: str


class Tokens:
    """The tokens of a text, in order.

    Args:
        begins: where each word of the text begins, in order.
        words: the pieces of each.

    """

    def __init__(self, begins: Sequence[int], words: Sequence[tuple[Piece, ...]]) -> None:
        """Put the pieces of words one behind the other."""
        self._begins = begins
        self._words = words
        #: Each as it is known; `BREAK` for the end of a line.
        self.forms = [piece.form for pieces in words for piece in pieces]
        # How many tokens stand before each word.
        self._before = [0, *accumulate(map(len, words))]

    @property
    def starts(self) -> list[int]:
        """Where each stands."""
        return [begin + one.start for begin, word in zip(self._begins, self._words, strict=True) for one in word]

    @property
    def ends(self) -> list[int]:
        """Where each ends."""
        return [begin + one.end for begin, word in zip(self._begins, self._words, strict=True) for one in word]

    def span(self, at: int) -> tuple[int, int]:
        """Return where a token stands."""
        number = bisect_right(self._before, at) - 1
        begin, piece = self._begins[number], self._words[number][at - self._before[number]]
        return begin + piece.start, begin + piece.end

    def first(self, start: int) -> int:
        """Return the first token that begins at `start` or behind it."""
        number = bisect_right(self._begins, start) - 1
        if number < 0:
            return 0
        inside = start - self._begins[number]
        return self._before[number] + sum(piece.start < inside for piece in self._words[number])


def words(text: str) -> list[str]:
    """Return the words of folded text as they stand, clitics included."""
    return _WORD.findall(text)


class Tokenizer:
    """Cuts folded text into tokens.

    Args:
        counts: how often words were met.
        names: words of known names.
        most: how many words are kept in memory, cut.

    """

    def __init__(self, counts: Mapping[str, int], names: Collection[str], most: int = 100_000) -> None:
        """Cut by the counts and the names that are given."""
        self._counts = counts
        self._names = names
        self._most = most
        self._cut: dict[str, tuple[Piece, ...]] = {}

    def __call__(self, text: str, starts: Collection[int] = ()) -> Tokens:
        """Return the tokens of `text`, which is folded; at `starts` known names begin, whatever stands before them."""
        return self.lines([(0, text)], starts, ended=False)

    def lines(self, parts: Iterable[tuple[int, str]], starts: Collection[int], *, ended: bool = True) -> Tokens:
        """Return the tokens of parts of a folded text, with a `BREAK` behind each where they are `ended`.

        Args:
            parts: each and the offset at which it begins, in order, at least one character apart.
            starts: the offsets at which known names begin, whatever stands before them.
            ended: whether each is a line of its own.

        """
        words: list[str] = []
        begins: list[int] = []
        for begin, text in parts:
            parted = _TOKEN.split(text)
            words += parted[1::2]
            edges = list(accumulate(map(len, parted), initial=begin))
            begins += edges[1:-1:2]
            if ended:
                words.append(_END)
                begins.append(edges[-1])
        known = self._cut.get
        pieces = [known(word) or self._remember(word) for word in words]
        for start in starts:
            at = bisect_right(begins, start) - 1
            if at >= 0 and start - begins[at] < min(SHORTEST_REST, len(words[at])):
                pieces[at] = self._agreeing(words[at], begins[at], starts)
        return Tokens(begins, pieces)

    def _remember(self, word: str) -> tuple[Piece, ...]:
        """Return the pieces of a word."""
        if len(self._cut) >= self._most:
            self._cut.clear()
        pieces = self._cut[word] = self.pieces(word)
        return pieces

    def _agreeing(self, word: str, begin: int, starts: Collection[int]) -> tuple[Piece, ...]:
        """Return the pieces with a cut where a known name begins, and none behind that."""
        for offset in range(min(SHORTEST_REST, len(word))):
            if begin + offset in starts:
                return self.begun(word, offset)
        return self.pieces(word)

    def begun(self, word: str, offset: int) -> tuple[Piece, ...]:
        """Return the pieces of a word in which a known name begins at `offset`: none begins behind that."""
        pieces = self.pieces(word)
        if pieces[-1].start == offset:
            return pieces
        letters = tuple(Piece(at, at + 1, word[at]) for at in range(offset))
        return (*letters, Piece(offset, len(word), word[offset:]))

    def _met(self, word: str) -> int:
        return self._counts.get(word, 0) + (_NAME if word in self._names else 0)

    def pieces(self, word: str) -> tuple[Piece, ...]:
        """Return the parts of a token as it stands in the text."""
        if word[0].isspace():
            return (Piece(0, len(word), BREAK),)
        if word[0].isdecimal():
            return (Piece(0, len(word), "0" * min(len(word), _LONGEST_NUMBER)),)
        if len(word) > _LONGEST_WORD:
            return (Piece(0, len(word), LONG),)
        start = 0
        clitics: list[Piece] = []
        if self._conjunction(word):
            clitics.append(Piece(0, 1, word[0]))
            start = 1
        rest = word[start:]
        if self._preposition(rest):
            clitics.append(Piece(start, start + 1, rest[0]))
            form = without_lam(rest)
            return (*clitics, Piece(start + 1, len(word), form))
        return (*clitics, Piece(start, len(word), rest))

    def _conjunction(self, word: str) -> bool:
        if word[0] not in CONJUNCTIONS or len(word) < SHORTEST_REST:
            return False
        rest = word[1:]
        whole, part = self._met(word), self._met(rest)
        if not rest[0].isalpha() or rest.isascii():
            return True
        if rest.startswith(ARTICLE) and len(rest) >= _SHORTEST_DEFINITE:
            return not (word in self._names and rest not in self._names)
        if not whole and not part:
            return word[0] == AND and not _OWN_WAW.match(word)
        return part > _CONJUNCTION_RATIO * whole

    def _preposition(self, word: str) -> bool:
        if not word or word[0] not in PREPOSITIONS or len(word) <= SHORTEST_REST:
            return False
        rest = word[1:]
        if rest.isascii():
            return True
        if word.startswith(JOINED_ARTICLE):
            return len(word) >= _SHORTEST_DEFINITE and word not in self._names
        if rest.startswith(ARTICLE) and len(rest) >= _SHORTEST_DEFINITE:
            return word not in self._names and (word[0] == "ب" or self._met(rest) > 0)
        part = self._met(rest)
        if word[0] == "ك":
            return rest in self._names and part > self._met(word)
        return part > 0 and part >= _PREPOSITION_RATIO * self._met(word)
