"""What words and those around them add to the scores of the labels.

What a word adds, to its own labels and to those of its neighbours, is summed once and kept as a row of a matrix; what
neighbours add together depends on their classes and kinds, which are few, and stands in a matrix for each two and three
of them. So the scores of a page are a few sums of rows. All are whole numbers: no order of adding changes them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import accumulate
from operator import or_

import numpy as np
from numpy.typing import NDArray

from corpus_pkg.entities.features import PLACES, Features
from corpus_pkg.entities.tokens import BREAK
from corpus_pkg.entities.weights import Weights

_EDGE = 2
_BITS = 32
# What several words add together: the first letter of the attributes, and how many words they speak of.
_OF_CLASSES = {"L": 2, "R": 2, "M": 2}
_OF_KINDS = {"l": 2, "r": 2, "m": 3, "f": 3}

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
        most: how many words are kept; where one more is met, all are forgotten.
        together: how many tokens are summed at once, fewer than words are kept.

    """

    def __init__(self, weights: Weights, features: Features, most: int = 100_000, together: int = 20_000) -> None:
        """Lay out the weights of a model by what its features know."""
        labels = len(weights.labels)
        self._together = together
        self._words = _Words(weights, features, most)
        self._classes = self._words.classes
        self._kinds = self._words.kinds
        self._further = _Further(weights.attributes, features, labels, most)

    def of(self, forms: Sequence[str], tags: Sequence[str]) -> Scored:
        """Return the scores of each token; those of the end of a line say nothing.

        `forms` and `tags` are as `Features.attributes` has them.
        """
        edge = (BREAK,) * _EDGE
        padded = [*edge, *forms, *edge]
        blocks = [
            self._block(padded[at : at + self._together + 2 * _EDGE])
            for at in range(0, max(len(forms), 1), self._together)
        ]
        scores = np.concatenate([block for block, _ in blocks])
        rare = np.concatenate([of_block for _, of_block in blocks])
        self._further.add(scores, forms, tags, np.flatnonzero(rare).tolist())
        return scores

    def _block(self, padded: Sequence[str]) -> tuple[Scored, NDArray[np.bool_]]:
        """Return the scores of tokens by what they are and what stands beside them, and whether they are rare words.

        Args:
            padded: the tokens with two more on either side.

        """
        words = self._words
        far, left, own, right, far_right = _around(words.numbers(padded))
        scores = words.own.take(own, axis=0)
        scores += words.after.take(left, axis=0)
        scores += words.before.take(right, axis=0)
        scores += words.after_far.take(far, axis=0)
        scores += words.before_far.take(far_right, axis=0)
        of_left, of_own, of_right = (words.class_of[numbers] for numbers in (left, own, right))
        scores += self._classes.scores("L", of_left, of_own)
        scores += self._classes.scores("R", of_own, of_right)
        scores += self._classes.scores("M", of_left, of_right)
        of_far, of_left, of_own, of_right = (words.kind_of[numbers] for numbers in (far, left, own, right))
        scores += self._kinds.scores("l", of_left, of_own)
        scores += self._kinds.scores("r", of_own, of_right)
        scores += self._kinds.scores("m", of_left, of_own, of_right)
        scores += self._kinds.scores("f", of_far, of_left, of_own)
        return scores, words.rare[own]


def _around(numbers: _Numbers) -> list[_Numbers]:
    """Return, for each token, the numbers of the word two before, before, of itself, behind and two behind."""
    size = len(numbers) - 2 * _EDGE
    return [numbers[at : at + size] for at in range(2 * _EDGE + 1)]


class _Words:
    """What words add to the labels of themselves and of their neighbours, in a row for each word.

    Attributes:
        own, after, before, after_far, before_far: what a word adds to its own scores, to those of the word behind it,
            before it, two behind and two before.
        class_of, kind_of: the numbers of its class and its kind.
        rare: whether other places of the word tell something of it.
        classes, kinds: what words add together by theirs.

    """

    def __init__(self, weights: Weights, features: Features, most: int) -> None:
        labels = len(weights.labels)
        self._features = features
        self._most = most
        self._numbers: dict[str, int] = {}
        places: dict[str, dict[str, Sequence[int]]] = {place: {} for place in ("", *PLACES)}
        for name, values in weights.attributes.items():
            place = name[: len(name) - len(name.lstrip("+-"))]
            places[place if place in places and name != place else ""][name.removeprefix(place)] = values
        self._of_own = _Sums([places[""]], labels)
        self._of_beside = _Sums([places["-"], places["+"]], labels)
        self._of_far = _Sums([places["--"], places["++"]], labels)
        self.own, self.after, self.before, self.after_far, self.before_far = (
            np.empty((most, labels), np.int32) for _ in range(5)
        )
        self.class_of, self.kind_of = (np.empty(most, np.intp) for _ in range(2))
        self.rare = np.empty(most, np.bool_)
        self.classes = _Together(weights.attributes, _OF_CLASSES, labels)
        self.kinds = _Together(weights.attributes, _OF_KINDS, labels)

    def numbers(self, forms: Sequence[str]) -> _Numbers:
        """Return the number of each word, by which its row is found."""
        number = self._numbers.get
        numbers = [number(form) for form in forms]
        if None in numbers:
            new = dict.fromkeys(form for form, known in zip(forms, numbers, strict=True) if known is None)
            if len(self._numbers) + len(new) > self._most:
                self._numbers.clear()
                new = dict.fromkeys(forms)
            self._learn(list(new))
            numbers = [number(form) for form in forms]
        return np.array(numbers, np.intp)

    def _learn(self, forms: Sequence[str]) -> None:
        features = self._features
        first = len(self._numbers)
        self._numbers.update(zip(forms, range(first, first + len(forms)), strict=True))
        rows = slice(first, first + len(forms))
        words = [features.of_word(form) for form in forms]
        (self.own[rows],) = self._of_own.of([word.own for word in words])
        self.after[rows], self.before[rows] = self._of_beside.of([word.beside for word in words])
        self.after_far[rows], self.before_far[rows] = self._of_far.of([word.far for word in words])
        self.class_of[rows] = [self.classes.number(word.key[0]) for word in words]
        self.kind_of[rows] = [self.kinds.number(word.key[1]) for word in words]
        self.rare[rows] = [features.rare(form) for form in forms]


class _Sums:
    """The weights of attributes by their names: for each name a row, those at several places side by side."""

    def __init__(self, places: Sequence[_ByName], labels: int) -> None:
        self._labels = labels
        self._numbers = {name: at for at, name in enumerate(dict.fromkeys(name for of in places for name in of), 1)}
        weights = np.zeros((len(self._numbers) + 1, len(places), labels), np.int32)
        for at, of_place in enumerate(places):
            if of_place:
                weights[[self._numbers[name] for name in of_place], at] = list(of_place.values())
        self._weights = weights.reshape(len(weights), -1)

    def of(self, lists: Sequence[Sequence[str]]) -> list[Scored]:
        """Return for each place the sums over lists of names, none of them empty, in a row for each list."""
        number = self._numbers.get
        rows = array("i", [number(name, 0) for names in lists for name in names])
        starts = list(accumulate(map(len, lists[:-1]), initial=0))
        sums = np.add.reduceat(self._weights[np.frombuffer(rows, np.intc)], starts, axis=0)
        return np.split(sums, sums.shape[1] // self._labels, axis=1)


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
        self._weights = {letter: np.zeros((size**number, labels), np.int32) for letter, number in letters.items()}
        for name, traits in parted.items():
            place = 0
            for trait in traits:
                place = place * size + self._numbers[trait]
            self._weights[name[0]][place] = weights[name]

    def number(self, trait: str) -> int:
        """Return the number of a trait; 0 where no weight speaks of it."""
        return self._numbers.get(trait, 0)

    def scores(self, letter: str, first: _Numbers, *further: _Numbers) -> Scored:
        """Return what words add together whose traits have these numbers."""
        place = first
        for numbers in further:
            place = place * self._size + numbers
        return self._weights[letter].take(place, axis=0)


class _Further:
    """What the names of the gazetteer and the other places of a rare word add to the scores.

    Few tokens are concerned, and each sum is over few attributes: the scores of all labels stand side by side in one
    integer, 32 bits each, and a set of attributes is an integer with a bit for each.
    """

    def __init__(self, weights: _ByName, features: Features, labels: int, most: int) -> None:
        self._features = features
        self._labels = labels
        self._most = most
        self._middle = sum(1 << (_BITS * lane + _BITS - 1) for lane in range(labels))
        names = [name for name in weights if name[0] in "Gghe"]
        self._bits = {name: 1 << at for at, name in enumerate(names)}
        self._weights = {
            self._bits[name]: sum(value << (_BITS * lane) for lane, value in enumerate(weights[name])) for name in names
        }
        self._tags: dict[tuple[str, str, str], int] = {}
        self._tells: dict[str, tuple[int, int]] = {}

    def add(self, scores: Scored, forms: Sequence[str], tags: Sequence[str], rare: Sequence[int]) -> None:
        """Add to the scores of tokens what there is to add; `rare` are the places of rare words."""
        around = ["", *tags, ""]
        named = [at for at, tag in enumerate(tags) if tag]
        concerned = {place for at in named for place in (at - 1, at, at + 1) if 0 <= place < len(tags)}
        added = {at: self._named(*around[at : at + 3]) for at in concerned}
        places: dict[str, list[int]] = {}
        for at in rare:
            places.setdefault(forms[at], []).append(at)
        for of_word in places.values():
            if len(of_word) > 1:
                self._elsewhere(forms, tags, of_word, added)
        size = self._labels * _BITS // 8
        data = b"".join([(value + self._middle).to_bytes(size, "little") for value in added.values()])
        lanes = np.frombuffer(data, "<u4").reshape(-1, self._labels).astype(np.int64) - (1 << (_BITS - 1))
        scores[list(added)] += lanes.astype(np.int32)

    def _named(self, left: str, own: str, right: str) -> int:
        """Return what the gazetteer's tags of three neighbours add to the one between."""
        three = (left, own, right)
        if three not in self._tags:
            self._tags[three] = self._sum(self._set(self._features.named(*three)))
        return self._tags[three]

    def _elsewhere(
        self, forms: Sequence[str], tags: Sequence[str], places: Sequence[int], added: dict[int, int]
    ) -> None:
        """Add to each place of a rare word what its other places tell (`Features.all_elsewhere`, by sums)."""
        last = len(forms) - 1
        by_place = [
            self._of_word(forms[at - 1] if at else BREAK)[0]
            | self._of_word(forms[at + 1] if at < last else BREAK)[1]
            | (self._set(self._features.told((), (), tags[at])) if tags[at] else 0)
            for at in places
        ]
        once = twice = 0
        for names in by_place:
            twice |= once & names
            once |= names
        everywhere = self._sum(once | self._set((self._features.often(len(places)),)))
        for at, names in zip(places, by_place, strict=True):
            added[at] = added.get(at, 0) + everywhere - self._sum(names & ~twice)

    def _of_word(self, form: str) -> tuple[int, int]:
        """Return what a word tells of the one behind it, and of the one before it."""
        tells = self._tells.get(form)
        if tells is None:
            if len(self._tells) >= self._most:
                self._tells.clear()
            features = self._features
            tells = self._tells[form] = (
                self._set(features.tells_behind(form)),
                self._set(features.tells_before(form)),
            )
        return tells

    def _set(self, names: Iterable[str]) -> int:
        """Return the set of names; what has no weight is left out."""
        return reduce(or_, [self._bits.get(name, 0) for name in names], 0)

    def _sum(self, names: int) -> int:
        """Return the sum of the weights of a set of names."""
        total = 0
        while names:
            bit = names & -names
            total += self._weights[bit]
            names ^= bit
        return total
