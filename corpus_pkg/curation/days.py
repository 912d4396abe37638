"""What follows from a corrected date: what sort of expression it is, and what its story and page say of their days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpus_pkg import edtf
from corpus_pkg.dates import read_date
from corpus_pkg.package.extension import Curation
from corpus_pkg.records import Article, Calendar, Date, DateKind, DateRole, Document, SegmentKind

#: What sort of expression a value is by its form, where the surface does not tell.
_FORMS: tuple[tuple[re.Pattern[str], DateKind], ...] = (
    (re.compile(r"P.+"), "duration"),
    (re.compile(r".*/.*"), "range"),
    (re.compile(r"[^-]{4}[~?%]?"), "year"),
    (re.compile(r"[^-]{4}-[0-9X]{2}[~?%]?"), "month"),
)
#: The roles of dates that state a day of their story or page, each with the kind of segment that they stand in.
_STATING: dict[DateRole, SegmentKind] = {"published": "published", "updated": "updated", "retrieved": "retrieved"}


class Sort(NamedTuple):
    """What a date is besides its value."""

    kind: DateKind
    calendar: Calendar
    role: DateRole


def sort_of(row: Curation, was: Date | None, home: SegmentKind | None) -> Sort:
    """Return what sort of date a correction makes: that of the one before, else what the surface or the value tells.

    A date states a day only where it has a value, in the segment that is for it.
    """
    if was is not None:
        stands = was.role not in _STATING or (row.value is not None and _STATING[was.role] == home)
        return Sort(was.kind, was.calendar, was.role if stands else "mentioned")
    expression = read_date(row.surface)
    if expression is not None:
        return Sort(expression.kind, expression.calendar, "mentioned")
    kind: DateKind = next((kind for form, kind in _FORMS if form.fullmatch(row.value or "")), "date")
    return Sort(kind, "gregorian", "mentioned")


def settled(
    articles: Sequence[Article], before: Sequence[Date], dates: Sequence[Date]
) -> tuple[tuple[Article, ...], tuple[Date, ...]]:
    """Return the stories with what their dates say now, and the dates that are told from those days.

    What rules concluded without a stated day is left as it is.
    """
    if dates == tuple(before):
        return tuple(articles), tuple(dates)
    made = []
    changed: dict[str, tuple[Article, Article]] = {}
    for article in articles:
        now = _updated(_published(article, before, dates), before, dates)
        if now != article:
            changed[article.article_id] = article, now
        made.append(now)
    return tuple(made), tuple(_told_from(row, *changed.get(row.article_id or "", (None, None))) for row in dates)


def fetched(document: Document, before: Sequence[Date], dates: Sequence[Date]) -> Document:
    """Return the page with the day on which it was fetched, where a date states it."""
    value = _stated("retrieved", None, document.retrieved, before, dates)
    return document if value == document.retrieved else document.model_copy(update={"retrieved": value})


def _published(article: Article, before: Sequence[Date], dates: Sequence[Date]) -> Article:
    value = _stated("published", article.article_id, article.published, before, dates)
    if value == article.published:
        return article
    first, last = (edtf.bounds(value) if value else None) or (None, None)
    return article.model_copy(
        update={
            "published": value,
            "published_basis": "stated" if value else "unknown",
            "published_earliest": first,
            "published_latest": last,
            "published_at": edtf.instant(value),
        }
    )


def _updated(article: Article, before: Sequence[Date], dates: Sequence[Date]) -> Article:
    value = _stated("updated", article.article_id, article.updated, before, dates)
    if value == article.updated:
        return article
    return article.model_copy(update={"updated": value, "updated_at": edtf.instant(value)})


def _stated(
    role: DateRole, article_id: str | None, value: str | None, before: Iterable[Date], dates: Iterable[Date]
) -> str | None:
    """Return the value that dates of a role state now, where they stated `value` before."""
    then, now = (_values(role, article_id, rows) for rows in (before, dates))
    if then == now or value in now or (value is not None and value not in then):
        return value
    return now[0] if now else None


def _values(role: DateRole, article_id: str | None, rows: Iterable[Date]) -> list[str]:
    return [
        row.value for row in rows if row.role == role and row.value is not None and article_id in (None, row.article_id)
    ]


def _told_from(row: Date, article: Article | None, now: Article | None) -> Date:
    """Return a date whose value was told from a day of its story as that day tells it now."""
    if article is None or now is None or row.rule == "curated" or row.role != "mentioned":
        return row
    anchors = {"published": article.published, "updated": article.updated}
    for name, anchor in anchors.items():
        if anchor is None or _read(row.surface, None) == row.value or _read(row.surface, anchor) != row.value:
            continue
        value = _read(row.surface, getattr(now, name))
        first, last = (edtf.bounds(value) if value else None) or (None, None)
        return row.model_copy(
            update={"value": value, "earliest": first, "latest": last, "instant": edtf.instant(value)}
        )
    return row


def _read(surface: str, anchor: str | None) -> str | None:
    expression = read_date(surface, anchor[:10] if anchor else None)
    return expression.value if expression is not None else None
