"""What words and those around them add to the scores of the labels.

What a word, a pair of neighbours or three of them add is summed once and kept, so that reading takes no more than the
standard library.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from struct import Struct

from corpus_pkg.entities.features import PLACES, Features, counted
from corpus_pkg.entities.tokens import BREAK
from corpus_pkg.entities.weights import Weights

_MOST_WORDS = 50_000
_MOST_TOGETHER = 200_000
_EDGE = 2
_BITS = 32
# Keys, classes and kinds are numbered, below this; what belongs to several of them is kept under one number.
_MOST = 1 << 16


class _Lanes:
    """Sums of the weights of attributes: the scores of all labels side by side in one integer, 32 bits each.

    So that a sum over labels costs one addition. Weights are below 10**6 in size and attributes of a token some
    hundreds, so that no lane runs over.
    """

    def __init__(self, weights: Weights) -> None:
        size = len(weights.labels)
        self._middle = sum(1 << (_BITS * lane + _BITS - 1) for lane in range(size))
        self._length = size * _BITS // 8
        self._unpack = Struct(f"<{size}I").unpack
        self._own: dict[str, int] = {}
        places = {place: dict[str, int]() for place in PLACES}
        for name, values in weights.attributes.items():
            packed = sum(value << (_BITS * lane) for lane, value in enumerate(values))
            place = name[: len(name) - len(name.lstrip("+-"))]
            (places[place] if place in places and name != place else self._own)[name.removeprefix(place)] = packed
        self._places = places

    def of(self, names: Iterable[str]) -> int:
        """Return the sum of attributes, as one integer."""
        get = self._own.get
        return sum([get(name, 0) for name in names])

    def at(self, place: str, names: Iterable[str]) -> int:
        """Return the sum of attributes of a word at a place beside the token."""
        get = self._places[place].get
        return sum([get(name, 0) for name in names])

    def scores(self, total: int) -> tuple[int, ...]:
        """Return the scores of the labels, all moved by the same."""
        return self._unpack((total + self._middle).to_bytes(self._length, "little"))


class _Numbers:
    """Numbers for keys, classes and kinds, in the order in which they are met; the lexicons bound how many."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}

    def of(self, thing: object) -> int:
        """Return the number of a thing."""
        return self._numbers.setdefault(thing, len(self._numbers))


class _Word:
    """What a word adds to the labels of itself and of its neighbours."""

    __slots__ = (
        "after",
        "after_far",
        "before",
        "before_far",
        "class_number",
        "key",
        "kind_number",
        "number",
        "own",
        "rare",
        "tells_after",
        "tells_before",
    )

    def __init__(self, form: str, features: Features, lanes: _Lanes, numbers: _Numbers) -> None:
        self.key = features.key(form)
        self.number = numbers.of(self.key)
        self.class_number = numbers.of(self.key[0])
        self.kind_number = numbers.of(self.key[1])
        self.own = lanes.of(features.own(form))
        beside = features.beside(form)
        self.after = lanes.at("-", beside)
        self.before = lanes.at("+", beside)
        far = features.far(form)
        self.after_far = lanes.at("--", far)
        self.before_far = lanes.at("++", far)
        self.rare = features.rare(form)
        self.tells_after = features.tells_behind(form)
        self.tells_before = features.tells_before(form)


class Scores:
    """The scores of the labels for each token, by the weights of a model.

    It keeps what it learned of words, within bounds; it is not for several threads at once.
    """

    def __init__(self, weights: Weights, features: Features) -> None:
        """Sum the weights of a model by what its features know."""
        self._features = features
        self._lanes = _Lanes(weights)
        self._words: dict[str, _Word] = {}
        self._numbers = _Numbers()
        self._pairs: dict[int, tuple[int, int]] = {}
        self._around: dict[int, int] = {}
        self._threes: dict[int, tuple[int, int]] = {}
        self._tags: dict[tuple[str, str, str], int] = {}

    def of(self, forms: Sequence[str], tags: Sequence[str]) -> list[tuple[int, ...]]:
        """Return the scores of each token, all labels of it moved by the same; none for the end of a line.

        `forms` and `tags` are as `Features.attributes` has them.
        """
        kept = self._words
        edge = (BREAK,) * _EDGE
        words = [kept.get(form) or self._word(form) for form in (*edge, *forms, *edge)]
        more = self._further(words, forms, tags)
        lines: list[tuple[int, ...]] = []
        scores = self._lanes.scores
        pairs, threes, around = self._pairs, self._threes, self._around
        far, left, own, right = words[:4]
        pair, following = self._pair(left, own), self._three(far, left, own)[1]
        for at, form in enumerate(forms):
            far_right = words[at + 2 * _EDGE]
            # What is kept is taken here, as a call for each token would cost more than all the rest.
            next_pair = pairs.get(own.number * _MOST + right.number) or self._pair(own, right)
            three = threes.get((left.kind_number * _MOST + own.kind_number) * _MOST + right.kind_number) or self._three(
                left, own, right
            )
            beside = around.get(left.class_number * _MOST + right.class_number)
            if beside is None:
                beside = self._beside(left, right)
            if form == BREAK:
                lines.append(())
            else:
                lines.append(
                    scores(
                        own.own
                        + left.after
                        + right.before
                        + far.after_far
                        + far_right.before_far
                        + pair[1]
                        + next_pair[0]
                        + beside
                        + three[0]
                        + following
                        + more.get(at, 0)
                    )
                )
            pair, following = next_pair, three[1]
            far, left, own, right = left, own, right, far_right
        return lines

    def _word(self, form: str) -> _Word:
        if len(self._words) >= _MOST_WORDS:
            self._words.clear()
        word = self._words[form] = _Word(form, self._features, self._lanes, self._numbers)
        return word

    def _pair(self, left: _Word, right: _Word) -> tuple[int, int]:
        """Return what two neighbours add to the left one and to the right one."""
        if len(self._pairs) >= _MOST_TOGETHER:
            self._pairs.clear()
        pair = self._pairs[left.number * _MOST + right.number] = (
            self._lanes.of(self._features.behind(left.key, right.key)),
            self._lanes.of(self._features.before(left.key, right.key)),
        )
        return pair

    def _three(self, left: _Word, own: _Word, right: _Word) -> tuple[int, int]:
        """Return what the kinds of three neighbours add to the one between and to the last."""
        if len(self._threes) >= _MOST_TOGETHER:
            self._threes.clear()
        kinds = (left.key[1], own.key[1], right.key[1])
        number = (left.kind_number * _MOST + own.kind_number) * _MOST + right.kind_number
        three = self._threes[number] = (
            self._lanes.of(self._features.between(*kinds)),
            self._lanes.of(self._features.following(*kinds)),
        )
        return three

    def _beside(self, left: _Word, right: _Word) -> int:
        """Return what the classes of two words add to the one between."""
        number = left.class_number * _MOST + right.class_number
        beside = self._around[number] = self._lanes.of(self._features.around(left.key[0], right.key[0]))
        return beside

    def _further(self, words: Sequence[_Word], forms: Sequence[str], tags: Sequence[str]) -> dict[int, int]:
        """Return what the gazetteer's names and other places of a word add, where there are any."""
        added: dict[int, int] = {}
        around = ["", *tags, ""]
        for at, tag in enumerate(tags):
            for place in range(max(0, at - 1), min(at + 2, len(tags))) if tag else ():
                if place not in added:
                    added[place] = self._named(around[place], around[place + 1], around[place + 2])
        places: dict[str, list[int]] = {}
        for at, form in enumerate(forms):
            if words[at + _EDGE].rare:
                places.setdefault(form, []).append(at)
        for of_word in places.values():
            if len(of_word) > 1:
                self._elsewhere(words, tags, of_word, added)
        return added

    def _named(self, left: str, own: str, right: str) -> int:
        """Return what the gazetteer's tags of three neighbours add to the one between."""
        three = (left, own, right)
        if three not in self._tags:
            self._tags[three] = self._lanes.of(self._features.named(*three))
        return self._tags[three]

    def _elsewhere(
        self, words: Sequence[_Word], tags: Sequence[str], places: Sequence[int], added: dict[int, int]
    ) -> None:
        """Add to each place of a rare word what its other places tell (`Features.all_elsewhere`, by sums)."""
        of = self._lanes.of
        by_place = [
            self._features.told(words[at + _EDGE - 1].tells_after, words[at + _EDGE + 1].tells_before, tags[at])
            for at in places
        ]
        once, twice = counted(by_place)
        everywhere = of(once) + of((self._features.often(len(places)),))
        for at, names in zip(places, by_place, strict=True):
            added[at] = added.get(at, 0) + everywhere - of(names - twice)
