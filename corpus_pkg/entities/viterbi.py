"""The best labels of tokens, by their scores and the model's transitions (Viterbi)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import add

import numpy as np
from numpy.typing import NDArray

_THOUSAND = 1000
#: Tokens whose scores are taken out of the matrix at once where a name may stand.
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
        beginnings = range(1, len(transitions), 2)
        self._outer = (0, *beginnings)
        self._width = round(_THOUSAND * width)
        # So far must `O` be ahead of what begins a name for none to begin there.
        self._clear = self._width + max(transitions[0][1::2]) - transitions[0][0]
        # How much a label (column) can gain on another (row) by its transitions to `O` and to each `B`.
        self._gains = [
            [max(row[label] - ahead[label] for label in self._outer) for row in transitions] for ahead in transitions
        ]
        self._inner = [
            (label, label + 1, transitions[label][label + 1], transitions[label + 1][label + 1]) for label in beginnings
        ]

    def best(self, scores: NDArray[np.int32], breaks: Sequence[int]) -> list[int]:
        """Return the best labels of tokens, those of each line by themselves, outside any name before and behind it.

        Where nothing but `O` is left, tokens are passed over until a name may begin.

        Args:
            scores: those of the labels, a row for each token.
            breaks: the tokens, in order, that end lines; their label is 0.

        """
        chosen = [0] * len(scores)
        if not chosen:
            return chosen
        begins = scores[:, 0] - scores[:, 1::2].max(axis=1) < self._clear
        begins[list(breaks)] = False
        places = np.flatnonzero(begins)
        lines = np.searchsorted(places, (-1, *breaks, len(scores)))
        for (first, last), end in zip(pairwise(lines.tolist()), (*breaks, len(scores)), strict=True):
            done = 0
            for at in places[first:last].tolist():
                if at >= done:
                    labels = self._from(scores, at, end)
                    done = at + len(labels)
                    chosen[at:done] = labels
        return chosen

    def _from(self, scores: NDArray[np.int32], first: int, end: int) -> list[int]:
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


def _rows(scores: NDArray[np.int32], first: int, end: int) -> Iterator[list[int]]:
    for start in range(first, end, _AT_ONCE):
        yield from scores[start : min(start + _AT_ONCE, end)].tolist()


def _traced(backs: Sequence[Sequence[int]], last: int) -> list[int]:
    chosen = [last]
    for back in reversed(backs):
        chosen.append(back[chosen[-1]])
    chosen.reverse()
    return chosen
