"""The best labels of tokens, by their scores and the model's transitions (Viterbi)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import add

import numpy as np
from numpy.typing import NDArray

from corpus_pkg.entities.scores import Scored

_THOUSAND = 1000
#: Stretches that are decoded side by side, and the tokens of each that are; longer ones go on one at a time.
_TOGETHER, _SHORT = 4096, 8
#: Tokens of a longer stretch whose scores are taken out of the matrix at once.
_AT_ONCE = 16
#: What no sum of scores makes good: less than any transition that a file may have.
_NEVER = -(10**15)

_Totals = NDArray[np.int64]


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
        start = self._matrix[0]
        # By how much the best label that begins a name may lie behind `O` at a place where one may begin.
        self._begins = (start[1::2] - start[0])[:, None]
        # A name goes on with its own type alone, whatever the transitions of the others are.
        self._steps = self._matrix.copy()
        self._steps[:, 2::2] = _NEVER
        for begin, goes_on, begun, gone_on in self._inner:
            self._steps[begin, goes_on], self._steps[goes_on, goes_on] = begun, gone_on
        self._outside = start[0] * np.arange(1, _SHORT + 1)[:, None]

    def best(self, scores: Scored, breaks: Sequence[int]) -> list[int]:
        """Return the best labels of tokens, those of each line by themselves, outside any name before and behind it.

        Where nothing but `O` is left, tokens are passed over until a name may begin.

        Args:
            scores: those of the labels, a row for each token.
            breaks: the tokens, in order, that end lines; their label is 0.

        """
        size = len(scores)
        chosen = [0] * size
        if not chosen:
            return chosen
        # With the labels side by side each step runs over all stretches at once; nothing is looked at behind the end.
        by_label = np.zeros((scores.shape[1], size + _SHORT), np.int64)
        by_label[:, :size] = scores.T
        begins = by_label[0, :size] - (by_label[1::2, :size] + self._begins).max(axis=0) < self._width
        begins[list(breaks)] = False
        places = np.flatnonzero(begins)
        line_ends = np.array([*breaks, size])
        ends = line_ends[np.searchsorted(line_ends, places)]
        done = 0
        for block in range(0, len(places), _TOGETHER):
            here = slice(block, block + _TOGETHER)
            for first, labels in self._named(scores, by_label, places[here], ends[here], done):
                done = first + len(labels)
                chosen[first:done] = labels
        return chosen

    def _named(
        self, scores: Scored, by_label: _Totals, places: NDArray[np.intp], ends: NDArray[np.intp], done: int
    ) -> Iterator[tuple[int, list[int]]]:
        """Yield where stretches begin in which there is a name, and their labels.

        Args:
            scores: those of the labels, a row for each token.
            by_label: the same, a row for each label, and `_SHORT` columns more.
            places: where a name may begin; a stretch goes from one to where none is left.
            ends: where their lines end.
            done: where the stretch before ends: what begins before that is part of it.

        """
        index = places + np.arange(_SHORT)[:, None]
        totals = by_label.take(index, axis=1)
        outside = np.cumsum(totals[0], axis=0) + self._outside
        totals[:, 0] += self._matrix[0][:, None]
        for step in range(1, _SHORT):
            totals[:, step] += (totals[:, step - 1, None] + self._steps[:, :, None]).max(axis=0)
        left = totals[0] - totals[1:].max(axis=0) >= self._width
        stops = left | (index + 1 == ends)
        final, each = stops.argmax(axis=0), np.arange(len(places))
        last = (totals[:, final, each] + self._matrix[:, 0, None]).argmax(axis=0)
        last[left[final, each]] = 0
        open_ = ~stops[final, each]
        # Nothing but `O` is on the best way to it where that way is worth as much: the first of equals is taken.
        named = (open_ | (last > 0) | (totals[0, final, each] != outside[final, each])).tolist()
        following = np.searchsorted(places, places + final + 1).tolist()
        chosen: list[int] = []
        ends_in: list[tuple[int, int, list[int]]] = []
        at = int(np.searchsorted(places, done))
        while at < len(named):
            if not named[at]:
                at = following[at]
                continue
            chosen.append(at)
            if open_[at]:
                first = int(places[at]) + _SHORT
                label, behind = self._further(scores, totals[:, -1, at].tolist(), first, int(ends[at]))
                ends_in.append((_SHORT - 1, label, behind))
                at = int(np.searchsorted(places, first + len(behind)))
            else:
                ends_in.append((int(final[at]), int(last[at]), []))
                at = following[at]
        if chosen:
            backs = self._backs(totals[:, :-1, chosen])
            for first, back, (step, label, behind) in zip(places[chosen].tolist(), backs, ends_in, strict=True):
                yield first, [*_traced(back[:step], label), *behind]

    def _backs(self, totals: _Totals) -> list[list[list[int]]]:
        """Return the label before each label of the next token, given the best totals by label, step and stretch."""
        backs = (totals[:, None] + self._steps[:, :, None, None]).argmax(axis=0)
        listed: list[list[list[int]]] = backs.transpose(2, 1, 0).tolist()
        return listed

    def _further(self, scores: Scored, totals: list[int], first: int, end: int) -> tuple[int, list[int]]:
        """Return the best labels of a stretch from `first` on, and before them that of the token before.

        It goes to where no name is left, `end` at the latest; `totals` are those of the token before.
        """
        backs: list[list[int]] = []
        last = None
        for of_token in _rows(scores, first, end):
            totals, back = self._step(totals, of_token)
            backs.append(back)
            if totals[0] - max(totals[1:]) >= self._width:
                last = 0
                break
        if last is None:
            last = max(range(len(totals)), key=lambda label: totals[label] + self._transitions[label][0])
        before, *labels = _traced(backs, last)
        return before, labels

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
    """Return the labels that lead to `last`, itself included, by the label before each label of every token behind."""
    chosen = [last]
    for back in reversed(backs):
        chosen.append(back[chosen[-1]])
    chosen.reverse()
    return chosen
