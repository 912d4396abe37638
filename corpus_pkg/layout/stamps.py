"""The grammar of a line that states a day: labels, days, and what stands beside them, in any order.

    سلوى الزمردي | آخر تحديث 12 أيار 2021 (تعليقان)
    aside       |  label     day          aside

What each label says is a row of `boilerplate.csv` (published, updated, retrieved); where it stands decides which day it
speaks of: that behind it, or the one before it where no other follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus_pkg.records import SegmentKind


class DayLabel(NamedTuple):
    """A phrase that says what a day is the day of: its place in the folded line, and the kind."""

    start: int
    end: int
    kind: SegmentKind


#: Where a day stands in the folded line.
Place = tuple[int, int]


def role(labels: Sequence[DayLabel], days: Sequence[Place]) -> SegmentKind | None:
    """Return what the first day of a line is the day of, by the labels around it; None where none speaks of it.

    Args:
        labels: the labels of the line, in order.
        days: its days, in order; a clock alone is none.

    >>> role([DayLabel(0, 9, "updated")], [(10, 22)])
    'updated'
    >>> role([DayLabel(14, 23, "updated")], [(0, 12)])
    'updated'
    >>> role([DayLabel(14, 23, "updated")], [(0, 12), (24, 36)]) is None
    True

    """
    if not days:
        return None
    start, end = days[0]
    before = [label for label in labels if label.end <= start]
    if before:
        return before[-1].kind
    behind = next((label for label in labels if label.start >= end), None)
    if behind is None:
        return None
    following = next((day for day in days[1:] if day[0] >= behind.end), None)
    # A day behind the label is the one that it speaks of, but where that one has a label of its own behind it.
    own = following is not None and not any(label.start >= following[1] for label in labels)
    return None if own else behind.kind
