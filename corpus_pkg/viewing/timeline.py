"""The dates of a story on a line of time; the rows of the record beside it say the same in words.

Time runs as the story is read: of Arabic from the right to the left.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from html import escape
from typing import Any

from corpus_pkg.edtf import bounds
from corpus_pkg.notebook import plain

#: The size of the picture, the line's place in it, and the least width of a date.
_WIDTH, _HEIGHT, _LINE, _LEAST = 400, 34, 16, 3
#: Each date may have so many characters in what is told when it is pointed at.
_LONGEST = 60


def timeline(title: str | None, dates: Sequence[Any]) -> str:
    """Return the dates of a story whose bounds are known as SVG; empty where they do not part two days.

    Linear in the dates. `title` tells which way the story is written.
    """
    spans = [(span, row) for row in dates if (span := _span(row.value)) is not None]
    if not spans:
        return ""
    first = min(start for (start, _), _ in spans)
    last = max(end for (_, end), _ in spans)
    if first == last:
        return ""
    step = (_WIDTH - _LEAST) / (last - first + 1)
    leftwards = _is_leftwards(title or dates[0].surface)
    marks = []
    for (start, end), row in spans:
        width = max((end - start + 1) * step, _LEAST)
        x = (start - first) * step
        if leftwards:
            x = _WIDTH - x - width
        told = escape(plain(f"{row.surface[:_LONGEST]} · {row.value}"))
        marks.append(f'<rect x="{x:.1f}" y="{_LINE - 12}" width="{width:.1f}" height="12"><title>{told}</title></rect>')
    days = [datetime.date.fromordinal(day).isoformat() for day in (first, last)]
    left, right = reversed(days) if leftwards else days
    return (
        f'<svg class="line" role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'aria-label="Dates from {days[0]} to {days[1]}, as the table of dates has them">'
        f'<path d="M0 {_LINE}H{_WIDTH}"/>{"".join(marks)}<text x="0" y="{_HEIGHT - 4}">{left}</text>'
        f'<text x="{_WIDTH}" y="{_HEIGHT - 4}" text-anchor="end">{right}</text></svg>'
    )


def _span(value: str | None) -> tuple[int, int] | None:
    """Return the first and the last day of a date, as numbers; None where one of them is open or unknown."""
    found = bounds(value) if value else None
    return None if found is None else (found[0].toordinal(), found[1].toordinal())


def _is_leftwards(text: str) -> bool:
    """Return whether the first letter that has a direction is written from the right to the left."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)
