"""The tokens of all parts of a story at once, as numbers.

`corpus_pkg.entities.tokens.Tokenizer` says what the tokens are, word by word. Here the letters of a word are packed
into one whole number, which is looked up for all words of a story together, so that a word met before is neither copied
nor cut again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus_pkg.entities.growing import Growing
from corpus_pkg.entities.tokens import BREAK, SHORTEST_REST, Piece, Tokenizer

#: Letters that a packed word has at most, and the bits of each.
_LETTERS, _BITS = 10, 6
_CODED = (1 << _BITS) - 2
_UNCODED = _CODED + 1
#: What packed words are told from: a number by its length, a sign by its code point, a break; -1 is what is not packed.
_NUMBER, _SIGN, _BREAK, _UNPACKED = 1 << 61, 1 << 62, 1 << 60, -1
_LONGEST_NUMBER = 4
# Kinds of characters.
_SPACE, _LETTER, _DIGIT, _OTHER, _NEWLINE, _END = range(6)
_KINDS = re.compile(
    r"(?P<letter>[^\W\d_]+)|(?P<digit>\d+)|(?P<newline>[\n\r]+)|(?P<space>[^\S\n\r]+)|(?P<other>.)", re.DOTALL
)
_OF_KIND = {"letter": _LETTER, "digit": _DIGIT, "newline": _NEWLINE, "space": _SPACE, "other": _OTHER}
#: Code points whose kinds stand in a table.
_IN_TABLE = 1 << 16
_BLANKS = re.compile(r"[\n\r]\s*|   +(?:[\n\r]\s*)?")
_PIECES = 3
# Of Knuth's multiplicative hashing: 2**64 divided by the golden ratio.
_SPREAD = np.uint64(0x9E3779B97F4A7C15)

# So many times as many places as words: hardly two then ask for one.
_ROOM = 3

_Numbers = NDArray[np.intp]
_NOTHING = (np.zeros(0, np.intp),) * 3


class Cut(NamedTuple):
    """The tokens of parts of a text.

    Attributes:
        numbers: that of each as `Cutter` was given them.
        starts, ends: where each stands in the text.
        breaks: which of them end lines.

    """

    numbers: _Numbers
    starts: _Numbers
    ends: _Numbers
    breaks: list[int]


class _Words(NamedTuple):
    """The words, numbers, signs and breaks of a text: where each stands, and what it is as a number."""

    begins: _Numbers
    stops: _Numbers
    keys: NDArray[np.int64]


class Packing:
    """Words as numbers, each its own: the letters that most words have make one number of a short word.

    Args:
        words: words of a language.

    """

    def __init__(self, words: Iterable[str]) -> None:
        """Give the most frequent letters a code."""
        self._kinds = np.zeros(_IN_TABLE, np.uint8)
        for match in _KINDS.finditer("".join(map(chr, range(_IN_TABLE)))):
            self._kinds[match.start() : match.end()] = _OF_KIND[str(match.lastgroup)]
        letters = Counter("".join(words))
        self._codes = np.where(self._kinds == _LETTER, _UNCODED, 0).astype(np.int64)
        often = sorted(letters, key=lambda letter: (-letters[letter], letter))
        for code, letter in enumerate([one for one in often if ord(one) < _IN_TABLE][:_CODED], 1):
            self._codes[ord(letter)] = code

    def __call__(self, text: str, ends: _Numbers) -> _Words:
        """Return the words of a text; each of the characters at `ends`, the last among them, is a break."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        kinds = self._kinds.take(points, mode="clip")
        codes = self._codes.take(points, mode="clip")
        for at in np.flatnonzero(points >= _IN_TABLE).tolist():
            match = _KINDS.match(text, at, at + 1)
            kinds[at] = _OF_KIND[str(match and match.lastgroup)]
            codes[at] = _UNCODED if kinds[at] == _LETTER else 0
        kinds[ends] = _END
        codes[ends] = 0
        begins, stops, of_run = _runs(text, kinds)
        offsets = np.arange(len(kinds))
        offsets[begins[0] :] -= np.repeat(begins, np.diff(begins, append=len(kinds)))
        # What stands behind a word has no code and adds nothing.
        keys = np.add.reduceat(codes << (offsets * _BITS), begins)
        lengths = stops - begins
        unpacked = (of_run == _LETTER) & (lengths > _LETTERS)
        if (codes == _UNCODED).any():
            unpacked |= np.logical_or.reduceat(codes == _UNCODED, begins)
        keys[unpacked] = _UNPACKED
        no_words = np.flatnonzero(of_run != _LETTER)
        kind = of_run.take(no_words)
        signs = _SIGN + points.take(begins.take(no_words)).astype(np.int64)
        numbers = _NUMBER + np.minimum(lengths.take(no_words), _LONGEST_NUMBER)
        keys[no_words] = np.where(kind == _DIGIT, numbers, np.where(kind == _OTHER, signs, _BREAK))
        return _Words(begins, stops, keys)


def _runs(text: str, kinds: NDArray[np.uint8]) -> tuple[_Numbers, _Numbers, NDArray[np.uint8]]:
    """Return where words, numbers, signs and breaks of a text begin and end, and the kind of each."""
    size = len(kinds)
    blank = (kinds == _SPACE) | (kinds == _NEWLINE)
    # White space is one run, whether lines end in it or not; of signs each is one.
    alike = np.where(blank, np.uint8(_SPACE), kinds)
    edges = np.ones(size + 1, np.bool_)
    np.not_equal(alike[1:], alike[:-1], out=edges[1:-1])
    edges[1:-1] |= alike[1:] >= _OTHER
    at = np.flatnonzero(edges)
    begins, stops = at[:-1], at[1:]
    of_run = kinds.take(begins)
    # A run of blanks that begins with no end of a line may hold several breaks, one or none.
    doubtful = np.flatnonzero((of_run == _SPACE) & (stops - begins > 1))
    kept = of_run != _SPACE
    if not len(doubtful):
        return begins[kept], stops[kept], of_run[kept]
    breaks = [
        match.span()
        for begin, stop in zip(begins[doubtful].tolist(), stops[doubtful].tolist(), strict=True)
        for match in _BLANKS.finditer(text, begin, stop)
    ]
    firsts = np.array([first for first, _ in breaks], np.intp)
    lasts = np.array([last for _, last in breaks], np.intp)
    begins = np.concatenate((begins[kept], firsts))
    order = begins.argsort(kind="stable")
    stops = np.concatenate((stops[kept], lasts))
    of_run = np.concatenate((of_run[kept], np.full(len(breaks), _NEWLINE, np.uint8)))
    return begins[order], stops[order], of_run[order]


class Cutter:
    """Cuts the parts of a story into tokens, and tells the number of each.

    It keeps what it learned of words, within bounds.

    Args:
        tokenizer: what cuts a word.
        packing: what makes words numbers.
        number: returns the numbers of forms, which are theirs until all is forgotten.
        most: how many words are kept beyond a story.
        together: how many characters are cut at once, where one part has no more.

    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        packing: Packing,
        number: Callable[[Sequence[str]], _Numbers],
        most: int = 100_000,
        together: int = 1 << 17,
    ) -> None:
        """Know no word yet."""
        self._together = together
        self._tokenizer = tokenizer
        self._packing = packing
        self._number = number
        self._most = most
        self.forget()

    def forget(self) -> None:
        """Forget all words."""
        self._rows = _Rows()
        self._unpacked: dict[str, int] = {}
        self._begun: dict[tuple[str, int], int] = {}
        self._counts, self._forms, self._offsets = (Growing(shape, np.intp) for shape in ((), (_PIECES,), (_PIECES,)))
        self._size = 0

    @property
    def full(self) -> bool:
        """Whether more words are kept than should be."""
        return self._size > self._most

    def __call__(self, text: str, parts: Sequence[tuple[int, int]], starts: Sequence[int]) -> Cut:
        """Return the tokens of parts of a folded text, a break behind each.

        Args:
            text: the text.
            parts: spans of it, in order and at least one character apart.
            starts: where known names begin, in order, whatever stands before them.

        """
        cut = [
            self._cut(text, group, starts[bisect_left(starts, group[0][0]) : bisect_left(starts, group[-1][1])])
            for group in _groups(parts, self._together)
        ]
        numbers, begins, ends = cut[0] if len(cut) == 1 else map(np.concatenate, zip(_NOTHING, *cut, strict=True))
        breaks = np.flatnonzero(numbers == self._number((BREAK,))[0])
        return Cut(numbers, begins, ends, breaks.tolist())

    def _cut(
        self, text: str, parts: Sequence[tuple[int, int]], starts: Sequence[int]
    ) -> tuple[_Numbers, _Numbers, _Numbers]:
        """Return the numbers of the tokens of parts, where they stand and where they end."""
        joined = "\n".join([*(text[first:last] for first, last in parts), ""])
        spans = np.array(parts, np.intp)
        ends = np.cumsum(spans[:, 1] - spans[:, 0] + 1) - 1
        words = self._packing(joined, ends)
        rows = self._rows_of(joined, words)
        # From here on where they stand in the text itself.
        moved = (spans[:, 1] - ends).take(np.searchsorted(ends, words.begins))
        begins, stops = words.begins + moved, words.stops + moved
        if starts:
            self._begin_names(text, begins, stops, rows, np.array(starts, np.intp))
        counts = self._counts.rows.take(rows)
        word = np.repeat(np.arange(len(rows)), counts)
        last = np.cumsum(counts) - 1
        place = np.arange(len(word)) + (rows * _PIECES - last + counts - 1).take(word)
        token_starts = begins.take(word) + self._offsets.rows.ravel().take(place)
        # Clitics are letters.
        token_ends = token_starts + 1
        token_ends[last] = stops
        return self._forms.rows.ravel().take(place), token_starts, token_ends

    def _rows_of(self, joined: str, words: _Words) -> _Numbers:
        """Return the row of each word, those that are met for the first time learned."""
        rows, unknown = self._rows.find(words.keys)
        packed: dict[int, int] = {}
        new: list[str] = []
        for at, begin, stop, key in zip(
            unknown.tolist(),
            words.begins[unknown].tolist(),
            words.stops[unknown].tolist(),
            words.keys[unknown].tolist(),
            strict=True,
        ):
            word = joined[begin:stop]
            known = self._unpacked.get(word) if key == _UNPACKED else packed.get(key)
            if known is None:
                known = self._size + len(new)
                new.append(word)
                if key == _UNPACKED:
                    self._unpacked[word] = known
                else:
                    packed[key] = known
            rows[at] = known
        self._rows.add(packed)
        self._learn([self._tokenizer.pieces(word) for word in new])
        return rows

    def _learn(self, cuts: Sequence[tuple[Piece, ...]]) -> None:
        """Put the pieces of words into the rows behind those that there are."""
        if not cuts:
            return
        numbers = iter(self._number([piece.form for pieces in cuts for piece in pieces]).tolist())
        size = self._size
        self._counts.put(size, np.array([len(pieces) for pieces in cuts]))
        self._forms.put(size, np.array([_filled([next(numbers) for _ in pieces]) for pieces in cuts]))
        self._offsets.put(size, np.array([_filled([piece.start for piece in pieces]) for pieces in cuts]))
        self._size += len(cuts)

    def _begin_names(self, text: str, begins: _Numbers, stops: _Numbers, rows: _Numbers, starts: _Numbers) -> None:
        """Cut words where a known name begins, and nowhere behind that."""
        at = np.searchsorted(begins, starts, "right") - 1
        inside = starts - begins.take(at, mode="clip")
        near = (at >= 0) & (inside < np.minimum(SHORTEST_REST, (stops - begins).take(at, mode="clip")))
        # Of several in one word the first counts.
        near[1:] &= ~(near[:-1] & (at[1:] == at[:-1]))
        row = rows.take(at, mode="clip")
        cut_there = self._offsets.rows.ravel().take(row * _PIECES + self._counts.rows.take(row) - 1) == inside
        for number in np.flatnonzero(near & ~cut_there).tolist():
            place, offset = int(at[number]), int(inside[number])
            word = text[begins[place] : stops[place]]
            known = self._begun.get((word, offset))
            if known is None:
                known = self._begun[word, offset] = self._size
                self._learn([self._tokenizer.begun(word, offset)])
            rows[place] = known


def _groups(parts: Sequence[tuple[int, int]], together: int) -> Iterator[Sequence[tuple[int, int]]]:
    """Yield parts one behind the other, as many as span so many characters, and one at least."""
    first = 0
    for at, (_, end) in enumerate(parts):
        if at > first and end - parts[first][0] > together:
            yield parts[first:at]
            first = at
    if parts:
        yield parts[first:]


def _filled(numbers: list[int]) -> list[int]:
    return numbers + [0] * (_PIECES - len(numbers))


class _Rows:
    """Rows by packed words: a table of open addresses, so that all words of a text are looked up together."""

    def __init__(self) -> None:
        self._size = 0
        self._open(12)

    def _open(self, bits: int) -> None:
        self._bits = bits
        # No packed word is 0.
        self._keys = np.zeros(1 << bits, np.int64)
        self._values = np.zeros(1 << bits, np.intp)

    def find(self, keys: NDArray[np.int64]) -> tuple[_Numbers, _Numbers]:
        """Return the row of each of the keys, and the places of those that have none."""
        slots = self._slots(keys)
        found = self._keys.take(slots)
        open_ = np.flatnonzero(found != keys)
        missing = open_[:0]
        while len(open_):
            empty = found.take(open_) == 0
            missing = np.concatenate((missing, open_[empty]))
            open_ = open_[~empty]
            further = (slots.take(open_) + 1) & (len(self._keys) - 1)
            slots[open_], found[open_] = further, self._keys.take(further)
            open_ = open_[found.take(open_) != keys.take(open_)]
        missing.sort()
        return self._values.take(slots), missing

    def _slots(self, keys: NDArray[np.int64]) -> _Numbers:
        return ((keys.view(np.uint64) * _SPREAD) >> np.uint64(64 - self._bits)).astype(np.intp)

    def add(self, rows: Mapping[int, int]) -> None:
        """Add keys that are not there."""
        self._size += len(rows)
        if _ROOM * self._size > len(self._keys):
            there = np.flatnonzero(self._keys)
            rows = {**dict(zip(self._keys[there].tolist(), self._values[there].tolist(), strict=True)), **rows}
            self._open((_ROOM * _ROOM * self._size).bit_length())
        keys, values, last = self._keys, self._values, len(self._keys) - 1
        slots = self._slots(np.array(list(rows), np.int64))
        for slot, (key, row) in zip(slots.tolist(), rows.items(), strict=True):
            while keys[slot]:
                slot = (slot + 1) & last
            keys[slot], values[slot] = key, row
