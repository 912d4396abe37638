"""The best labels of a line of tokens, by their scores and the model's transitions (Viterbi)."""

from __future__ import annotations

from collections.abc import Sequence
from operator import add

_THOUSAND = 1000


class Decoder:
    """Finds the best labels; label 0 is outside any name, those behind it begin (odd) and go on (even) with a type.

    Args:
        transitions: the weight of each label (column) behind each (row), in thousandths.
        width: labels are given up that fall so far behind the one outside any name (natural logarithm).

    """

    def __init__(self, transitions: Sequence[Sequence[int]], width: float) -> None:
        """Work out from the transitions when a label cannot win."""
        self._transitions = transitions
        self._columns = list(zip(*transitions, strict=True))
        beginnings = range(1, len(transitions), 2)
        self._width = round(_THOUSAND * width)
        # So far must `O` be ahead of what begins a name for none to begin there.
        self._clear = self._width + max(transitions[0][1::2]) - transitions[0][0]
        # So far must `O` be ahead of every other label for being the best before `O` and before each `B`.
        self._ahead = max(row[label] - transitions[0][label] for row in transitions for label in (0, *beginnings))
        self._inner = [
            (label, label + 1, transitions[label][label + 1], transitions[label + 1][label + 1]) for label in beginnings
        ]

    def best(self, line: Sequence[tuple[int, ...]]) -> list[int]:
        """Return the best labels of a line of tokens (Viterbi), outside any name before and behind it.

        Where nothing but `O` is left, tokens are passed over until a name may begin.
        """
        chosen: list[int] = []
        first: int | None = None
        clear, width = self._clear, self._width
        for at, scores in enumerate(line):
            if first is None and scores[0] - max(scores[1::2]) >= clear:
                chosen.append(0)
                continue
            if first is None:
                first = at
                totals = list(map(add, scores, self._transitions[0]))
                backs: list[list[int]] = []
            else:
                totals, back = self._step(totals, scores)
                backs.append(back)
            if totals[0] - max(totals[1:]) >= width:
                chosen += self._traced(backs, 0)
                first = None
        if first is not None:
            last = max(range(len(totals)), key=lambda label: totals[label] + self._transitions[label][0])
            chosen += self._traced(backs, last)
        return chosen

    def _step(self, totals: Sequence[int], scores: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return the best totals up to the next token, by its label, and the label before each."""
        outside = totals[0]
        if outside - max(totals[1:]) >= self._ahead:
            further = [outside + step for step in self._transitions[0]]
            back = [0] * len(further)
        else:
            further, back = [], []
            for column in self._columns:
                sums = list(map(add, totals, column))
                best = max(sums)
                further.append(best)
                back.append(sums.index(best))
        for begin, goes_on, begun, gone_on in self._inner:
            first, more = totals[begin] + begun, totals[goes_on] + gone_on
            further[goes_on] = max(first, more)
            back[goes_on] = begin if first >= more else goes_on
        return list(map(add, further, scores)), back

    @staticmethod
    def _traced(backs: Sequence[Sequence[int]], last: int) -> list[int]:
        chosen = [last]
        for back in reversed(backs):
            chosen.append(back[chosen[-1]])
        chosen.reverse()
        return chosen
