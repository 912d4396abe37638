"""Corrections laid over the rows of a page: a person's word stands, wherever a rule says otherwise.

A correction is about a span of a page with certain bytes, and says the whole of what stands there: so it does not
depend on what rules find, today or later. One that fits the page no more is told, and nothing else becomes of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from corpus_pkg import edtf, identifiers
from corpus_pkg.curation import days
from corpus_pkg.curation.sheet import Sheet
from corpus_pkg.errors import one_line
from corpus_pkg.package.extension import Curation
from corpus_pkg.records import Date, Mention, Record

#: What rows that a person made say of how they were found.
CURATED = "curated"
#: The tables that corrections are about, and those that follow from them.
TOUCHED = ("documents", "articles", "dates", "mentions")

_Row = TypeVar("_Row", Mention, Date)


@dataclass(frozen=True, slots=True)
class Applied:
    """The rows of a page with the corrections of people.

    Attributes:
        rows: those of the tables that may have changed, by table.
        standing: the corrections that stand in them.
        told: why each other one does not, in a line.

    """

    rows: Mapping[str, tuple[Record, ...]]
    standing: tuple[Curation, ...]
    told: tuple[str, ...]


def apply(
    rows: Mapping[str, Sequence[Any]], curation: Iterable[Curation], sheet: Sheet, is_known: Callable[[str], bool]
) -> Applied:
    """Return the rows of a page with corrections of it laid over them.

    Args:
        rows: the rows of `TOUCHED`, by table.
        curation: the corrections of the page.
        sheet: the page.
        is_known: whether there is an entity of an id.

    """
    standing: list[Curation] = []
    told: list[str] = []
    last: dict[str, int] = {}
    for row in sorted(curation, key=lambda row: (row.table, row.start, row.end)):
        problem = _problem(row, sheet, is_known)
        if problem is None and row.change != "removed":
            if row.start < last.get(row.table, 0):
                problem = "shares characters with another correction"
            else:
                last[row.table] = row.end
        if problem is None:
            standing.append(row)
        else:
            told.append(line(row, problem))
    mentions = _laid(rows["mentions"], [row for row in standing if row.table == "mentions"], _mention, sheet)
    before: Sequence[Date] = rows["dates"]
    dates = _laid(before, [row for row in standing if row.table == "dates"], _date, sheet)
    articles, dates = days.settled(rows["articles"], before, dates)
    documents = tuple(days.fetched(row, before, dates) for row in rows["documents"])
    return Applied(
        {"documents": documents, "articles": articles, "dates": dates, "mentions": mentions},
        tuple(standing),
        tuple(told),
    )


def line(row: Curation, problem: str) -> str:
    """Say of a correction why it is not applied."""
    place = f"{row.document_id} {row.table} [{row.start}, {row.end})"
    return one_line(f"{place}: {problem}; the correction ({row.change}, {row.surface!r}) is kept and not applied")


def _problem(row: Curation, sheet: Sheet, is_known: Callable[[str], bool]) -> str | None:
    """Return why a correction does not fit its page; None where it does."""
    if row.sha256 != sheet.document.sha256:
        return "the page has other bytes now"
    if not row.start < row.end <= len(sheet.text):
        return f"the span is none of the page's {len(sheet.text)} characters"
    if (surface := sheet.surface(row.start, row.end)) != row.surface:
        return f"the page has {surface!r} there"
    if row.change == "removed":
        return None
    home = sheet.home(row.start, row.end)
    if home is None or home.article_id is None:
        return "the span lies in no one segment of a story"
    if row.table == "mentions":
        if row.type is None:
            return "it has no type"
        if row.entity_id is not None and not is_known(row.entity_id):
            return f"no table of entities has {row.entity_id!r}"
    return None


def _laid(
    rows: Sequence[_Row],
    curation: Sequence[Curation],
    made: Callable[[Curation, Mapping[tuple[int, int], _Row], Sheet], _Row],
    sheet: Sheet,
) -> tuple[_Row, ...]:
    """Return the rows of a table: those that no correction is about, and shares no characters with, and its own."""
    if not curation:
        return tuple(rows)
    before = {(row.start, row.end): row for row in rows}
    own: list[_Row] = [made(row, before, sheet) for row in curation if row.change != "removed"]
    about = {(row.start, row.end) for row in curation}
    kept: list[_Row] = [row for row in rows if (row.start, row.end) not in about and _is_apart(row, own)]
    kept.extend(own)
    return tuple(sorted(kept, key=lambda row: (row.start, row.end)))


def _is_apart(row: _Row, others: Sequence[_Row]) -> bool:
    """Return whether a row shares no character with others, which are in order and share none among themselves."""
    at = bisect_left(others, row.end, key=lambda other: other.start)
    return at == 0 or others[at - 1].end <= row.start


def _mention(row: Curation, before: Mapping[tuple[int, int], Mention], sheet: Sheet) -> Mention:
    return Mention(
        **_span(row, sheet),
        type=row.type or "MISC",
        entity_id=row.entity_id,
        method=CURATED,
    )


def _date(row: Curation, before: Mapping[tuple[int, int], Date], sheet: Sheet) -> Date:
    """Return the date of a correction: what it is besides its value is that of the one that it is made of."""
    was = before.get(_place_before(row))
    home = sheet.home(row.start, row.end)
    sort = days.sort_of(row, was, home.kind if home is not None else None)
    first, last = (edtf.bounds(row.value) if row.value else None) or (None, None)
    return Date(
        **_span(row, sheet),
        date_id=identifiers.date_id(row.document_id, row.start, row.end),
        value=row.value,
        earliest=first,
        latest=last,
        instant=edtf.instant(row.value),
        kind=sort.kind,
        calendar=sort.calendar,
        role=sort.role,
        rule=CURATED,
    )


def _place_before(row: Curation) -> tuple[int, int]:
    if row.was_start is not None and row.was_end is not None:
        return row.was_start, row.was_end
    return row.start, row.end


def _span(row: Curation, sheet: Sheet) -> dict[str, Any]:
    home = sheet.home(row.start, row.end)
    article_id = home.article_id if home is not None else None
    assert article_id is not None
    return {
        "article_id": article_id,
        "document_id": row.document_id,
        "start": row.start,
        "end": row.end,
        "surface": row.surface,
        **sheet.places(article_id, row.start, row.end)._asdict(),
    }
