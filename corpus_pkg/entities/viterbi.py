"""The best labels of tokens, by their scores and the model's transitions (Viterbi)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import add

import numpy as np
from numpy.typing import NDArray

from corpus_pkg.entities.scores import Scored

_THOUSAND = 1000
#: Stretches that are decoded side by side, and the tokens of the longest that are; longer ones come one at a time.
_TOGETHER, _SHORT = 4096, 8
#: Tokens of a longer stretch whose scores are taken out of the matrix at once.
_AT_ONCE = 16


class Decoder:
    """Finds the best labels; label 0 is outside any name, those behind it begin (odd) and go on (even) with a type.

    Args:
        transitions: the weight of each label (column) behind each (row), in thousandths.
        width: labels are given up that fall so far behind the one outside any name (natural logarithm).

    """

    def __init__(self, transitions: Sequence[Sequence[int]], width: float) -> None:
        """Work out from the transitions when a label cannot win."""
        self._transitions = transitions
        size = len(transitions)
        beginnings = range(1, size, 2)
        self._outer = (0, *beginnings)
        self._width = round(_THOUSAND * width)
        # How much a label (column) can gain on another (row) by its transitions to `O` and to each `B`.
        self._gains = [
            [max(row[label] - ahead[label] for label in self._outer) for row in transitions] for ahead in transitions
        ]
        self._inner = [
            (label, label + 1, transitions[label][label + 1], transitions[label + 1][label + 1]) for label in beginnings
        ]
        self._matrix = np.array(transitions, np.int64)
        self._to_outer = self._matrix[:, self._outer]
        self._begun = self._matrix[range(1, size, 2), range(2, size, 2)]
        self._gone_on = self._matrix[range(2, size, 2), range(2, size, 2)]

    def best(self, scores: Scored, breaks: Sequence[int]) -> list[int]:
        """Return the best labels of tokens, those of each line by themselves, outside any name before and behind it.

        Where nothing but `O` is left, tokens are passed over until a name may begin.

        Args:
            scores: those of the labels, a row for each token.
            breaks: the tokens, in order, that end lines; their label is 0.

        """
        chosen = [0] * len(scores)
        if not chosen:
            return chosen
        start = self._matrix[0]
        most = (scores[:, 1::2] + (start[1::2] - start[0]).astype(np.int32)).max(axis=1)
        begins = np.less(scores[:, 0] - most, self._width)
        begins[list(breaks)] = False
        places = np.flatnonzero(begins)
        line_ends = np.array([*breaks, len(scores)])
        ends = line_ends[np.searchsorted(line_ends, places)]
        done = 0
        for block in range(0, len(places), _TOGETHER):
            here = slice(block, block + _TOGETHER)
            lengths, labels = self._together(scores, places[here], ends[here])
            named = set(np.flatnonzero(labels.sum(axis=1)).tolist())
            for at, (first, length) in enumerate(zip(places[here].tolist(), lengths.tolist(), strict=True)):
                if first < done:
                    continue
                if not length:
                    of_stretch = self._one(scores, first, int(ends[block + at]))
                    done = first + len(of_stretch)
                    chosen[first:done] = of_stretch
                    continue
                done = first + length
                if at in named:
                    chosen[first:done] = labels[at, :length].tolist()
        return chosen

    def _together(self, scores: Scored, places: NDArray[np.intp], ends: NDArray[np.intp]) -> tuple[Scored, Scored]:
        """Return the lengths and labels of the stretches from places where a name may begin to where none is left.

        The length of one that is longer than `_SHORT` is 0. `ends` are those of the lines.
        """
        lengths = np.zeros(len(places), np.int32)
        labels = np.zeros((len(places), _SHORT), np.int32)
        backs = np.zeros((_SHORT, len(places), len(self._matrix)), np.int32)
        open_ = np.arange(len(places))
        totals = scores[places] + self._matrix[0]
        for step in range(_SHORT):
            if step:
                totals, backs[step, open_] = self._steps(totals)
                totals += scores[places[open_] + step]
            left = totals[:, 0] - totals[:, 1:].max(axis=1) >= self._width
            last = np.where(left, 0, (totals + self._matrix[:, 0]).argmax(axis=1))
            stops = left | (places[open_] + step + 1 == ends[open_])
            stopped, label = open_[stops], last[stops]
            lengths[stopped] = step + 1
            for at in range(step, -1, -1):
                labels[stopped, at] = label
                label = backs[at, stopped, label]
            open_, totals = open_[~stops], totals[~stops]
        return lengths, labels

    def _steps(self, totals: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the best totals up to the next token, its scores left out, and the label before: `_step` of many."""
        further, back = np.empty_like(totals), np.empty_like(totals)
        sums = totals[:, :, None] + self._to_outer
        further[:, self._outer], back[:, self._outer] = sums.max(axis=1), sums.argmax(axis=1)
        begins, more = totals[:, 1::2] + self._begun, totals[:, 2::2] + self._gone_on
        further[:, 2::2] = np.maximum(begins, more)
        back[:, 2::2] = np.arange(2, totals.shape[1], 2) - (begins >= more)
        return further, back

    def _one(self, scores: Scored, first: int, end: int) -> list[int]:
        """Return the best labels from where a name may begin to where none is left, `end` at the latest."""
        totals: list[int] = []
        backs: list[list[int]] = []
        for of_token in _rows(scores, first, end):
            if totals:
                totals, back = self._step(totals, of_token)
                backs.append(back)
            else:
                totals = list(map(add, of_token, self._transitions[0]))
            if totals[0] - max(totals[1:]) >= self._width:
                return _traced(backs, 0)
        last = max(range(len(totals)), key=lambda label: totals[label] + self._transitions[label][0])
        return _traced(backs, last)

    def _step(self, totals: Sequence[int], scores: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return the best totals up to the next token, by its label, and the label before each."""
        most = max(totals)
        gains = self._gains[totals.index(most)]
        # The others cannot be the best before any label.
        first, *others = [label for label, total in enumerate(totals) if total + gains[label] >= most]
        leading = totals[first]
        further = [leading + step for step in self._transitions[first]]
        back = [first] * len(further)
        for label in others:
            total, row = totals[label], self._transitions[label]
            for column in self._outer:
                if total + row[column] > further[column]:
                    further[column] = total + row[column]
                    back[column] = label
        for begin, goes_on, begun, gone_on in self._inner:
            begins, more = totals[begin] + begun, totals[goes_on] + gone_on
            further[goes_on] = max(begins, more)
            back[goes_on] = begin if begins >= more else goes_on
        return list(map(add, further, scores)), back


def _rows(scores: Scored, first: int, end: int) -> Iterator[list[int]]:
    for start in range(first, end, _AT_ONCE):
        yield from scores[start : min(start + _AT_ONCE, end)].tolist()


def _traced(backs: Sequence[Sequence[int]], last: int) -> list[int]:
    chosen = [last]
    for back in reversed(backs):
        chosen.append(back[chosen[-1]])
    chosen.reverse()
    return chosen
