"""Counts as pictures: plain SVG, each with the table that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from corpus_pkg.exploring.shell import table, text

#: The size of a plot, and the space below its columns for the years.
_WIDTH, _HEIGHT, _FOOT = 720, 140, 18
#: A gap of more months than this is not drawn month by month.
_LONGEST = 1_200


def bars(caption: str, counts: Sequence[tuple[str, int]], heading: str = "What") -> str:
    """Return counts as a table with a bar beside each; the labels are HTML."""
    most = max((count for _, count in counts), default=1) or 1
    return table(
        caption,
        (heading, "Count", ""),
        ((label, f"{count:,}", share(count / most)) for label, count in counts),
    )


def share(part: float) -> str:
    """Return a share between 0 and 1 as a bar."""
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{max(part * 100, 0.5) if part else 0:.1f}" height="8"/></svg>'
    )


def months(caption: str, counts: Mapping[str, int]) -> str:
    """Return counts by month (YYYY-MM) as columns on a line of time, with the table behind; empty without months."""
    known = sorted(month for month in counts if month)
    if not known:
        return ""
    rows = ((text(month), f"{counts[month]:,}") for month in known)
    return (
        f'<figure><figcaption>{escape(caption)}</figcaption><svg class="plot" role="img" '
        f'aria-label="{escape(caption)}, as the table below has them" viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}">'
        f"{_columns(known, counts)}</svg>"
        f"<details><summary>The numbers</summary>{table(caption, ('Month', 'Count'), rows)}</details></figure>"
    )


def month_columns(counts: Mapping[str, int]) -> tuple[int, str]:
    """Return the columns of counts by month, of which there are some: their height, and their SVG."""
    return _HEIGHT + _FOOT, _columns(sorted(counts), counts)


def _columns(known: Sequence[str], counts: Mapping[str, int]) -> str:
    """Return the columns of months, sorted, above their years."""
    first, last = _number(known[0]), _number(known[-1])
    span = last - first + 1
    if span > _LONGEST:
        # One stray date would press all others into a line.
        positions = {month: index for index, month in enumerate(known)}
        span = len(known)
    else:
        positions = {month: _number(month) - first for month in known}
    most = max(counts[month] for month in known)
    step = _WIDTH / max(span, 12)
    columns = []
    years: dict[str, float] = {}
    for month in known:
        height = max(counts[month] / most * (_HEIGHT - 20), 1.5)
        x = positions[month] * step
        years.setdefault(month[:4], x)
        columns.append(
            f'<rect x="{x:.2f}" y="{_HEIGHT - height:.2f}" width="{max(step * 0.8, 0.6):.2f}" height="{height:.2f}">'
            f"<title>{month}: {counts[month]:,}</title></rect>"
        )
    return (
        f'{"".join(columns)}<path d="M0 {_HEIGHT}H{_WIDTH}"/>{"".join(_labels(years))}'
        f'<text x="0" y="12">{most:,} at most</text>'
    )


def _labels(years: Mapping[str, float]) -> Iterable[str]:
    """Yield the labels of the years that have room."""
    free = 0.0
    for year, x in years.items():
        if x >= free and x <= _WIDTH - 30:
            free = x + 40
            yield f'<text x="{x:.1f}" y="{_HEIGHT + 14}">{year}</text>'


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])
