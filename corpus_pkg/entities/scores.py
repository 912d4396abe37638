"""What words and those around them add to the scores of the labels.

What a word adds, to its own labels and to those of its neighbours, is summed once and kept as a row of a matrix; what
neighbours add together depends on their classes and kinds, which are few, and stands in a matrix for each two and three
of them. So the scores of a page are a few sums of rows. All are whole numbers: no order of adding changes them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from corpus_pkg.entities.features import MOST_COUNTED, PLACES, TOLD, Features, Teller
from corpus_pkg.entities.growing import Growing
from corpus_pkg.entities.tokens import BREAK
from corpus_pkg.entities.weights import Weights
from corpus_pkg.records import EntityType

_EDGE = 2
# So many words are looked at in all their places at once.
_GROUPS = 2000
# Rows of a matrix are taken fastest where they are of a size that numpy knows.
_ROW = 8
# What several words add together: the first letter of the attributes, and how many words they speak of.
_OF_CLASSES = {"L": 2, "R": 2, "M": 2}
_OF_KINDS = {"l": 2, "r": 2, "m": 3, "f": 3}
#: The gazetteer's tags as `Features.attributes` has them; where there is none, the first.
TAGS = (
    "",
    *(f"{place}{kind}{alone}" for kind in get_args(EntityType) for place, alone in (("B", ""), ("I", ""), ("B", "1"))),
)

#: Scores of the labels in thousandths, a row for each token or word.
Scored = NDArray[np.int32]
_Numbers = NDArray[np.intp]
_ByName = Mapping[str, Sequence[int]]


class Scores:
    """The scores of the labels for each token, by the weights of a model.

    It keeps what it learned of words, within bounds; it is not for several threads at once.

    Args:
        weights: the model.
        features: what its attributes are made of.
        most: how many words are kept beyond a text.
        together: how many tokens are summed at once.

    """

    def __init__(self, weights: Weights, features: Features, most: int = 100_000, together: int = 20_000) -> None:
        """Lay out the weights of a model by what its features know."""
        self._labels = len(weights.labels)
        self._together = together
        self._most = most
        self._elsewhere = _Elsewhere(weights.attributes, features, self._labels)
        self._words = _Words(weights, features, self._elsewhere.numbers)
        self._named = _Named(weights.attributes, features, self._labels)

    def forget(self) -> None:
        """Forget all words: their numbers are those of others from here on."""
        self._words.forget()

    @property
    def full(self) -> bool:
        """Whether more words are kept than should be."""
        return self._words.size > self._most

    def numbers(self, forms: Sequence[str]) -> _Numbers:
        """Return the number of each word, which is its own until all are forgotten."""
        return self._words.numbers(forms)

    def of(self, numbers: _Numbers, tags: _Numbers) -> Scored:
        """Return the scores of each token of a text; those of the end of a line say nothing.

        Args:
            numbers: that of each token.
            tags: the gazetteer's tag of each, by its place in `TAGS`.

        """
        edge = self.numbers((BREAK,) * _EDGE)
        padded = np.concatenate((edge, numbers, edge))
        scores = np.empty((len(numbers), _wide(self._labels)), np.int32)
        for at in range(0, len(numbers), self._together):
            block = scores[at : at + self._together]
            self._words.scores(padded[at : at + len(block) + 2 * _EDGE], block)
        self._named.add(scores, tags)
        self._elsewhere.add(scores, self._words, padded, tags)
        return scores[:, : self._labels]


def _wide(labels: int) -> int:
    """Return how many columns a row of so many labels has."""
    return -(-labels // _ROW) * _ROW


def _rows(values: Iterable[Sequence[int]], labels: int) -> Scored:
    """Return rows of labels, with zeros behind them."""
    listed = list(values)
    rows = np.zeros((len(listed), _wide(labels)), np.int32)
    if listed:
        rows[:, :labels] = listed
    return rows


class _Words:
    """What words add to the labels of themselves and of their neighbours, in a row for each word.

    Attributes:
        size: how many words there are.
        rare: whether other places of the word tell something of it.
        tells_behind, tells_before: the numbers of what it tells of a rare word behind it, and of one before it.

    """

    def __init__(self, weights: Weights, features: Features, told: Mapping[str, int]) -> None:
        labels = len(weights.labels)
        self._features = features
        self._told = told
        self._numbers: dict[str, int] = {}
        places: dict[str, dict[str, Sequence[int]]] = {place: {} for place in ("", *PLACES)}
        for name, values in weights.attributes.items():
            place = name[: len(name) - len(name.lstrip("+-"))]
            places[place if place in places and name != place else ""][name.removeprefix(place)] = values
        self._of_own = _Sums([places[""]], labels)
        self._of_beside = _Sums([places["-"], places["+"]], labels)
        self._of_far = _Sums([places["--"], places["++"]], labels)
        # What a word adds to its own scores, to those of the word behind it, before it, two behind and two before.
        self._own, self._after, self._before, self._after_far, self._before_far = (
            Growing((_wide(labels),), np.int32) for _ in range(5)
        )
        # The numbers of its class and its kind, and what words add together by theirs.
        self._class_of, self._kind_of = Growing((), np.intp), Growing((), np.intp)
        self._classes = _Together(weights.attributes, _OF_CLASSES, labels)
        self._kinds = _Together(weights.attributes, _OF_KINDS, labels)
        self._rare = Growing((), np.bool_)
        # What it is to a rare word beside it, and the numbers of what that tells behind it and before it.
        self._teller_of = Growing((), np.intp)
        self._tellers: dict[Teller, int] = {}
        self._tells_behind, self._tells_before = _Lists(), _Lists()

    @property
    def size(self) -> int:
        return len(self._numbers)

    def forget(self) -> None:
        self._numbers.clear()

    def numbers(self, forms: Sequence[str]) -> _Numbers:
        """Return the number of each word, by which its row is found."""
        number = self._numbers.get
        numbers = [number(form) for form in forms]
        if None in numbers:
            self._learn([form for form in dict.fromkeys(forms) if form not in self._numbers])
            numbers = [number(form) for form in forms]
        return np.array(numbers, np.intp)

    def rare(self, numbers: _Numbers) -> NDArray[np.bool_]:
        """Return whether other places of each word tell something of it."""
        return self._rare.rows.take(numbers)

    def tells(self, left: _Numbers, right: _Numbers) -> list[_Numbers]:
        """Return the numbers of what words tell of a rare word between them, in columns."""
        of_left, of_right = self._teller_of.rows.take(left), self._teller_of.rows.take(right)
        return [self._tells_behind.rows.take(of_left, axis=0), self._tells_before.rows.take(of_right, axis=0)]

    def scores(self, padded: _Numbers, scores: Scored) -> None:
        """Put the scores of tokens by what they are and what stands beside them.

        Args:
            padded: the tokens with two more on either side.
            scores: where they go.

        """
        far, left, own, right, far_right = _around(padded)
        self._own.rows.take(own, axis=0, out=scores, mode="clip")
        scores += self._after.rows.take(left, axis=0)
        scores += self._before.rows.take(right, axis=0)
        scores += self._after_far.rows.take(far, axis=0)
        scores += self._before_far.rows.take(far_right, axis=0)
        _, left, own, right, _ = _around(self._class_of.rows.take(padded))
        scores += self._classes.scores("L", left, own)
        scores += self._classes.scores("R", own, right)
        scores += self._classes.scores("M", left, right)
        far, left, own, right, _ = _around(self._kind_of.rows.take(padded))
        scores += self._kinds.scores("l", left, own)
        scores += self._kinds.scores("r", own, right)
        scores += self._kinds.scores("m", left, own, right)
        scores += self._kinds.scores("f", far, left, own)

    def _learn(self, forms: Sequence[str]) -> None:
        features = self._features
        first = len(self._numbers)
        self._numbers.update(zip(forms, range(first, first + len(forms)), strict=True))
        keys: list[tuple[int, int, int, bool]] = []
        # Word by word, so that the names of attributes are not kept for all words.
        for form in forms:
            word = features.of_word(form)
            self._of_own.add(word.own)
            self._of_beside.add(word.beside)
            self._of_far.add(word.far)
            of_class, kind = word.key
            keys.append(
                (self._classes.number(of_class), self._kinds.number(kind), self._teller(form), features.rare(form))
            )
        sums = (*self._of_own.taken(), *self._of_beside.taken(), *self._of_far.taken())
        matrices = (self._own, self._after, self._before, self._after_far, self._before_far)
        for matrix, rows in zip(matrices, sums, strict=True):
            matrix.put(first, rows)
        columns = np.array(keys, np.intp).T
        for numbers, column in zip((self._class_of, self._kind_of, self._teller_of, self._rare), columns, strict=True):
            numbers.put(first, column)

    def _teller(self, form: str) -> int:
        """Return the number of what a word is to a rare word beside it."""
        teller = self._features.teller(form)
        number = self._tellers.get(teller)
        if number is None:
            number = self._tellers[teller] = len(self._tellers)
            for tells, names in (
                (self._tells_behind, self._features.tells_behind(teller)),
                (self._tells_before, self._features.tells_before(teller)),
            ):
                tells.put(number, [self._told[name] for name in names if name in self._told])
        return number


def _around(numbers: _Numbers) -> list[_Numbers]:
    """Return, for each token, the numbers of the word two before, before, of itself, behind and two behind."""
    size = len(numbers) - 2 * _EDGE
    return [numbers[at : at + size] for at in range(2 * _EDGE + 1)]


class _Sums:
    """The weights of attributes by their names: for each name a row, those at several places side by side."""

    def __init__(self, places: Sequence[_ByName], labels: int) -> None:
        self._places = len(places)
        self._numbers = {name: at for at, name in enumerate(dict.fromkeys(name for of in places for name in of), 1)}
        weights = np.zeros((len(self._numbers) + 1, len(places), _wide(labels)), np.int32)
        for at, of_place in enumerate(places):
            if of_place:
                weights[[self._numbers[name] for name in of_place], at, :labels] = list(of_place.values())
        self._weights = weights.reshape(len(weights), -1)
        self._rows, self._starts = array("i"), array("i")

    def add(self, names: Sequence[str]) -> None:
        """Add the names of one word, at least one, to what is to be summed."""
        number = self._numbers.get
        self._starts.append(len(self._rows))
        self._rows.extend([number(name, 0) for name in names])

    def taken(self) -> list[Scored]:
        """Return for each place the sums for the words that were added, in a row for each, and begin anew."""
        rows = self._weights.take(np.frombuffer(self._rows, np.intc), axis=0)
        sums = np.add.reduceat(rows, np.frombuffer(self._starts, np.intc), axis=0)
        self._rows, self._starts = array("i"), array("i")
        return np.split(sums, self._places, axis=1)


class _Together:
    """What several words add together by a trait of each: an attribute is a letter and the traits, parted by commas."""

    def __init__(self, weights: _ByName, letters: Mapping[str, int], labels: int) -> None:
        parted = {name: tuple(name[1:].split(",")) for name in weights if name[0] in letters}
        parted = {name: traits for name, traits in parted.items() if len(traits) == letters[name[0]]}
        self._numbers = {
            trait: at
            for at, trait in enumerate(dict.fromkeys(trait for traits in parted.values() for trait in traits), 1)
        }
        size = self._size = len(self._numbers) + 1
        self._weights = {
            letter: np.zeros((size**number, _wide(labels)), np.int32) for letter, number in letters.items()
        }
        for name, traits in parted.items():
            place = 0
            for trait in traits:
                place = place * size + self._numbers[trait]
            self._weights[name[0]][place, :labels] = weights[name]

    def number(self, trait: str) -> int:
        """Return the number of a trait; 0 where no weight speaks of it."""
        return self._numbers.get(trait, 0)

    def scores(self, letter: str, first: _Numbers, *further: _Numbers) -> Scored:
        """Return what words add together whose traits have these numbers."""
        place = first
        for numbers in further:
            place = place * self._size + numbers
        return self._weights[letter].take(place, axis=0)


class _Named:
    """What the names of the gazetteer add to the scores of the words in them and beside them."""

    def __init__(self, weights: _ByName, features: Features, labels: int) -> None:
        nothing: Sequence[int] = (0,) * labels
        found = (features.named(*three) for three in product(TAGS, repeat=3))
        added = ([weights[name] for name in names if name in weights] for names in found)
        # A row for every three neighbours' tags.
        self._sums = _rows((list(map(sum, zip(nothing, *values, strict=True))) for values in added), labels)

    def add(self, scores: Scored, tags: _Numbers) -> None:
        """Add to the scores of tokens what the gazetteer's tags add."""
        around = np.zeros(len(tags) + 2, np.intp)
        around[1:-1] = tags
        three = (around[:-2] * len(TAGS) + around[1:-1]) * len(TAGS) + around[2:]
        concerned = np.flatnonzero(three)
        scores[concerned] += self._sums.take(three[concerned], axis=0)


class _Elsewhere:
    """What the other places of a rare word add to its scores (`Features.all_elsewhere`, by sums)."""

    def __init__(self, weights: _ByName, features: Features, labels: int) -> None:
        names = [name for name in weights if name.startswith(TOLD)]
        #: The number of each name that has a weight; the others have 0, which adds nothing.
        self.numbers = {name: at for at, name in enumerate(names, 1)}
        self._weights = _rows([(0,) * labels, *(weights[name] for name in names)], labels)
        self._exact = self._weights.astype(np.float64)
        told = ([self.numbers.get(name, 0) for name in features.told((), (), tag)] for tag in TAGS)
        self._by_tag = np.array([sum(numbers) for numbers in told], np.intp)
        often = [features.often(places) for places in range(MOST_COUNTED + 1)]
        self._often = np.array([self.numbers.get(name, 0) for name in often], np.intp)

    def add(self, scores: Scored, words: _Words, padded: _Numbers, tags: _Numbers) -> None:
        """Add to the scores of tokens what there is to add.

        Args:
            scores: those of the tokens.
            words: what is known of words.
            padded: the numbers of the tokens, with two more on either side.
            tags: the gazetteer's tag of each.

        """
        own = padded[_EDGE:-_EDGE]
        places = np.flatnonzero(words.rare(own))
        found = own.take(places)
        order = found.argsort(kind="stable")
        places, found = places.take(order), found.take(order)
        # Words that stand there once are told nothing.
        same = np.zeros(len(found) + 1, np.bool_)
        np.equal(found[1:], found[:-1], out=same[1:-1])
        several = np.flatnonzero(same[1:] | same[:-1])
        places, begins = places.take(several), np.flatnonzero(~same[:-1].take(several))
        sizes = np.diff(begins, append=len(places))
        for first in range(0, len(begins), _GROUPS):
            of_groups = sizes[first : first + _GROUPS]
            here = places[begins[first] : begins[first] + int(of_groups.sum())]
            columns = words.tells(padded.take(here + 1), padded.take(here + _EDGE + 1))
            told = np.concatenate((*columns, self._by_tag.take(tags.take(here))[:, None]), axis=1)
            scores[here] += self._sums(told, of_groups)

    def _sums(self, told: _Numbers, sizes: _Numbers) -> Scored:
        """Return what is added to each place, given what each tells and how many there are of each word, in order."""
        of_place = np.repeat(np.arange(len(sizes)), sizes)
        number = len(self._weights)
        keys = of_place[:, None] * number + told
        times = np.bincount(keys.ravel(), minlength=len(sizes) * number)
        once = times.reshape(len(sizes), number) > 0
        # Whole numbers far below 2**53: the products of floating-point numbers are exact.
        everywhere = (once.astype(np.float64) @ self._exact).astype(np.int32)
        often = self._often.take(sizes, mode="clip")
        added: Scored = (everywhere + self._weights.take(often, axis=0)).take(of_place, axis=0)
        # What one place alone tells, it does not tell of itself.
        place, column = np.nonzero((times.take(keys) == 1) & (told > 0))
        if len(place):
            starts = np.flatnonzero(np.diff(place, prepend=-1))
            added[place[starts]] -= np.add.reduceat(self._weights.take(told[place, column], axis=0), starts, axis=0)
        return added


class _Lists:
    """Lists of numbers, each in a row with zeros behind it."""

    def __init__(self) -> None:
        self._growing = Growing((1,), np.intp)

    @property
    def rows(self) -> _Numbers:
        """The rows."""
        return self._growing.rows

    def put(self, row: int, numbers: Sequence[int]) -> None:
        """Put a list into a row."""
        size = self.rows.shape[1]
        if len(numbers) > size:
            self._growing.rows = np.pad(self.rows, ((0, 0), (0, len(numbers) - size)))
            size = len(numbers)
        self._growing.put(row, np.array([(*numbers, *(0,) * (size - len(numbers)))], np.intp))
