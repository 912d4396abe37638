"""What words and those around them add to the scores of the labels.

What a word adds, to its own labels and to those of its neighbours, is summed once and kept as a row of a matrix; what
neighbours add together depends on their classes and kinds, which are few, and stands in a matrix for each two and three
of them. So the scores of a page are a few sums of rows. All are whole numbers: no order of adding changes them.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from corpus_pkg.entities.features import PLACES, TOLD, Features
from corpus_pkg.entities.tokens import BREAK
from corpus_pkg.entities.weights import Weights

_EDGE = 2
# So many words are looked at in all their places at once.
_GROUPS = 2000
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
        self._elsewhere = _Elsewhere(weights.attributes, features, labels)
        self._words = _Words(weights, features, self._elsewhere.numbers, most)
        self._classes = self._words.classes
        self._kinds = self._words.kinds
        self._named = _Named(weights.attributes, features, labels)

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
        scores = np.concatenate([of_block for of_block, _, _ in blocks])
        rare = np.concatenate([of_block for _, of_block, _ in blocks])
        self._named.add(scores, tags)
        tells = [of_block for _, _, of_block in blocks]
        width = max(of_block.shape[1] for of_block in tells)
        padded_tells = [np.pad(of_block, ((0, 0), (0, width - of_block.shape[1]))) for of_block in tells]
        self._elsewhere.add(scores, forms, tags, np.flatnonzero(rare).tolist(), np.concatenate(padded_tells))
        return scores

    def _block(self, padded: Sequence[str]) -> tuple[Scored, NDArray[np.bool_], _Numbers]:
        """Return the scores of tokens by what they are and what stands beside them.

        Besides whether each is a rare word, and of those that are what the words beside them tell.

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
        rare = words.rare[own]
        tells = np.column_stack((words.tells_behind.rows[left[rare]], words.tells_before.rows[right[rare]]))
        return scores, rare, tells


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
        tells_behind, tells_before: the numbers of what it tells of a rare word behind it, and of one before it.
        classes, kinds: what words add together by theirs.

    """

    def __init__(self, weights: Weights, features: Features, told: Mapping[str, int], most: int) -> None:
        labels = len(weights.labels)
        self._features = features
        self._told = told
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
        self.tells_behind, self.tells_before = _Lists(most), _Lists(most)
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
        told = self._told
        self.tells_behind.put(
            first, [[told[name] for name in features.tells_behind(form) if name in told] for form in forms]
        )
        self.tells_before.put(
            first, [[told[name] for name in features.tells_before(form) if name in told] for form in forms]
        )


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


class _Named:
    """What the names of the gazetteer add to the scores of the words in them and beside them."""

    def __init__(self, weights: _ByName, features: Features, labels: int) -> None:
        self._weights = weights
        self._features = features
        self._nothing: Sequence[int] = (0,) * labels
        self._rows: dict[tuple[str, str, str], int] = {}
        self._sums = np.empty((0, labels), np.int32)

    def add(self, scores: Scored, tags: Sequence[str]) -> None:
        """Add to the scores of tokens what the gazetteer's tags add."""
        named = [at for at, tag in enumerate(tags) if tag]
        if not named:
            return
        around = ["", *tags, ""]
        concerned = sorted({place for at in named for place in (at - 1, at, at + 1) if 0 <= place < len(tags)})
        rows = [self._row((around[at], around[at + 1], around[at + 2])) for at in concerned]
        scores[concerned] += self._sums[rows]

    def _row(self, three: tuple[str, str, str]) -> int:
        """Return the row of what the tags of three neighbours add to the one between."""
        row = self._rows.get(three)
        if row is None:
            row = self._rows[three] = len(self._rows)
            found = [self._weights.get(name, self._nothing) for name in self._features.named(*three)]
            added = np.array([self._nothing, *found], np.int32).sum(axis=0, keepdims=True, dtype=np.int32)
            self._sums = np.concatenate((self._sums, added))
        return row


class _Elsewhere:
    """What the other places of a rare word add to its scores (`Features.all_elsewhere`, by sums)."""

    def __init__(self, weights: _ByName, features: Features, labels: int) -> None:
        self._features = features
        names = [name for name in weights if name.startswith(TOLD)]
        #: The number of each name that has a weight; the others have 0, which adds nothing.
        self.numbers = {name: at for at, name in enumerate(names, 1)}
        self._weights = np.array([(0,) * labels, *(weights[name] for name in names)], np.int32)

    def add(
        self, scores: Scored, forms: Sequence[str], tags: Sequence[str], rare: Sequence[int], tells: _Numbers
    ) -> None:
        """Add to the scores of tokens what there is to add.

        Args:
            scores: those of the tokens.
            forms: the tokens.
            tags: the gazetteer's tag of each.
            rare: the places of rare words.
            tells: the numbers of what is told by the words beside each of these, 0 where there is no more.

        """
        groups: dict[str, int] = {}
        of_place = np.array([groups.setdefault(forms[at], len(groups)) for at in rare], np.intp)
        places = np.array(rare, np.intp)
        counts = np.bincount(of_place, minlength=len(groups))
        several = np.flatnonzero(counts[of_place] > 1)
        order = several[np.argsort(of_place[several], kind="stable")]
        of_place = of_place[order]
        kept, sizes = np.unique(of_place, return_counts=True)
        ends = np.cumsum(sizes)
        for first in range(0, len(kept), _GROUPS):
            of_groups = sizes[first : first + _GROUPS]
            here = order[ends[first] - sizes[first] : ends[first] - sizes[first] + int(of_groups.sum())]
            by_tag = [self._by_tag(tags[at]) for at in places[here].tolist()]
            told = np.column_stack((tells[here], np.array(by_tag, tells.dtype)))
            scores[places[here]] += self._sums(told, of_groups)

    def _by_tag(self, tag: str) -> int:
        return sum(self.numbers.get(name, 0) for name in self._features.told((), (), tag)) if tag else 0

    def _sums(self, told: _Numbers, sizes: _Numbers) -> Scored:
        """Return what is added to each place, given what each tells and how many there are of each word, in order."""
        of_place = np.repeat(np.arange(len(sizes)), sizes)
        number = len(self._weights)
        keys = of_place[:, None] * number + told
        times = np.bincount(keys.ravel(), minlength=len(sizes) * number)
        once = times.reshape(len(sizes), number) > 0
        # Whole numbers far below 2**53: the products of floating-point numbers are exact.
        everywhere = (once.astype(np.float64) @ self._weights.astype(np.float64)).astype(np.int32)
        often = [self.numbers.get(self._features.often(size), 0) for size in sizes.tolist()]
        added: Scored = (everywhere + self._weights[often])[of_place]
        # What one place alone tells, it does not tell of itself.
        place, column = np.nonzero((times[keys] == 1) & (told > 0))
        if len(place):
            starts = np.flatnonzero(np.diff(place, prepend=-1))
            added[place[starts]] -= np.add.reduceat(self._weights[told[place, column]], starts, axis=0)
        return added


class _Lists:
    """A list of numbers for each word, in a row with zeros behind it."""

    def __init__(self, most: int) -> None:
        self.rows = np.zeros((most, 1), np.intp)

    def put(self, first: int, lists: Sequence[Sequence[int]]) -> None:
        """Put lists into the rows from `first` on."""
        longest = max(map(len, lists))
        if longest > self.rows.shape[1]:
            self.rows = np.pad(self.rows, ((0, 0), (0, longest - self.rows.shape[1])))
        size = self.rows.shape[1]
        self.rows[first : first + len(lists)] = [(*numbers, *(0,) * (size - len(numbers))) for numbers in lists]
