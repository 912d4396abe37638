"""The dates of a document: each is what its surface reads as, and what a story says of its days has a date."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from corpus_pkg import edtf
from corpus_pkg.dates import Expression, read_date, read_stamp
from corpus_pkg.language.base import PERSIAN
from corpus_pkg.language.lexicons import default, in_language
from corpus_pkg.validation.evidence.dossier import Dossier
from corpus_pkg.validation.evidence.rows import problem
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds
from corpus_pkg.validation.wording import quoted

#: The rule of a date that a person corrected.
CURATED = "curated"
#: What a rule's name ends with where a story speaks for the second reading.
_JUDGED = ":judged"


class Reading(NamedTuple):
    """A value that a surface may have, with the calendar and the kind of its date, and the rule that reads it."""

    value: str | None
    calendar: str
    kind: str
    rule: str


def readings(dossier: Dossier) -> Iterator[Problem]:
    """Yield the dates that are not what their surface reads as: by itself, or from the day on which its story speaks.

    A surface that the shipped lexicons do not know says nothing for or against its value: a package may be built with
    others.
    """
    if dossier.standoff:
        return
    for date in dossier.dates:
        if date.rule == CURATED:
            # What a person says of it stands in the table of corrections.
            continue
        article = dossier.articles.get(date.article_id) if date.article_id is not None else None
        possible = set[Reading]()
        for readings_of_date in _attempts(date, article, dossier.document.language):
            possible |= readings_of_date
            # The first that agrees is enough: reading takes longer than all else here.
            if date.other is None and any(_agrees(date, reading, dossier.same) for reading in readings_of_date):
                break
        else:
            yield from _reading(date, possible, ruled=dossier.same)


def _agrees(date: Any, reading: Reading, ruled: bool) -> bool:
    """Return whether a date is as its surface reads, where `ruled` also by the rule that it names."""
    if (date.value, date.calendar, date.kind) != reading[:3]:
        return False
    return not ruled or date.rule.removesuffix(_JUDGED) == reading.rule


def _attempts(date: Any, article: Any, language: str | None) -> Iterator[frozenset[Reading]]:
    """Yield what a date's surface reads as by itself, as a stamp, and from the days of its article if it has one.

    On a page in no language of the tables it may be one of the solar calendar, which Persian pages count by.
    """
    if language is None and date.calendar == "persian":
        yield _by_the_sun(date.surface)
    yield _read(date.surface, None)
    yield _stamp(date.surface)
    for anchor in (article.published, article.updated) if article is not None else ():
        if anchor:
            yield _read(date.surface, anchor[:10])


def _reading(date: Any, possible: Collection[Reading], *, ruled: bool) -> Iterator[Problem]:
    """Yield where a date is none of its possible readings; a surface that cannot be read has none."""
    if not possible:
        return
    surface = quoted(date.surface)
    alike = [reading for reading in possible if reading.value == date.value]
    rules = {reading.rule for reading in possible}
    if ruled and date.rule.removesuffix(_JUDGED) not in rules:
        message = f"is {quoted(date.rule)}, {surface} is read by {_either(rules)}"
        yield problem(kinds.RULE, "dates", date, "rule", message)
    if any(_agrees(date, reading, ruled=False) for reading in possible):
        # What metadata says against a line stands elsewhere in the page.
        spoken = date.other is not None and date.problem != "metadata"
        if spoken and all(date.other != reading.value for reading in possible):
            yield problem(kinds.READING, "dates", date, "other", f"is {date.other}, as which {surface} does not read")
    elif not alike:
        values = _either(reading.value for reading in possible) or "nothing"
        message = f"is {date.value or 'empty'}, {surface} reads as {values}"
        yield problem(kinds.READING, "dates", date, "value", message)
    elif all(date.calendar != reading.calendar for reading in alike):
        calendars = _either(reading.calendar for reading in alike)
        message = f"is {date.calendar}, {surface} counts by the {calendars} calendar"
        yield problem(kinds.READING, "dates", date, "calendar", message)
    else:
        message = f"is {date.kind}, {surface} is {_either(reading.kind for reading in alike)}"
        yield problem(kinds.READING, "dates", date, "kind", message)


def _either(values: Iterable[str | None]) -> str:
    return " or ".join(sorted({value for value in values if value}))


@lru_cache(maxsize=1 << 15)
def _read(surface: str, anchor: str | None) -> frozenset[Reading]:
    """Return what a surface may read as, from the day `anchor` where there is one."""
    return _values(read_date(surface, anchor))


@lru_cache(maxsize=1 << 15)
def _by_the_sun(surface: str) -> frozenset[Reading]:
    """Return what a surface may read as on a Persian page."""
    return _values(read_date(surface, lexicons=in_language(default(), PERSIAN)))


@lru_cache(maxsize=1 << 15)
def _stamp(surface: str) -> frozenset[Reading]:
    """Return what a surface may read as where a machine wrote it."""
    return _values(read_stamp(surface))


def _values(date: Expression | None) -> frozenset[Reading]:
    if date is None:
        return frozenset()
    values = {date.value, date.other} if date.other else {date.value}
    return frozenset(Reading(value, str(date.calendar), str(date.kind), date.rule) for value in values)


def _may_be_carried(dossier: Dossier) -> bool:
    """Return whether a carrier that is not at hand may say when the page was fetched."""
    return dossier.text is None and "!" in dossier.document.path


def publication(dossier: Dossier) -> Iterator[Problem]:
    """Yield what is not backed by a date: publication, with its basis and bounds, update and retrieval."""
    row = dossier.document
    fetched = row.retrieved
    dated = {(date.role, date.value) for date in dossier.dates}
    if fetched not in (None, dossier.fetched) and ("retrieved", fetched) not in dated and not _may_be_carried(dossier):
        message = f"{fetched} is stated by no row of dates"
        yield problem(kinds.RETRIEVED, "documents", row, "retrieved", message)
    published = _by_article(dossier, "published")
    updated = _by_article(dossier, "updated")
    for article in dossier.articles.values():
        yield from _published(article, published.get(article.article_id, ()))
        yield from _updated(article, updated.get(article.article_id, ()))


def _by_article(dossier: Dossier, role: str) -> dict[str | None, list[str | None]]:
    """Return the values that dates of the role state, by article."""
    values: dict[str | None, list[str | None]] = {}
    for date in dossier.dates:
        if date.role == role:
            values.setdefault(date.article_id, []).append(date.value)
    return values


def _published(article: Any, dates: Collection[str | None]) -> Iterator[Problem]:
    """Yield where basis, value and bounds of a publication do not fit each other, or the `dates` that state it."""
    basis, value = article.published_basis, article.published
    early, late = article.published_earliest, article.published_latest
    empty = value is None and early is None and late is None
    message = None
    if basis == "stated" and value is None:
        message = "is empty although stated"
    elif basis == "stated" and value not in dates:
        message = f"{value} is stated by no row of dates"
    elif basis == "unknown" and not empty:
        message = "has a value or bounds although unknown"
    elif basis == "inferred" and empty:
        message = "is inferred without a value or bounds"
    if message is not None:
        yield problem(kinds.PUBLISHED, "articles", article, "published", message)
    if basis != "stated" and dates:
        message = f"is {basis}, a row of dates states {next(filter(None, dates), 'a date')}"
        yield problem(kinds.PUBLISHED, "articles", article, "published", message)
    days = edtf.bounds(value) if value is not None else None
    first, last = days or (None, None)
    if basis == "stated" and value is not None and value in dates and (early, late) != (first, last):
        message = f"{early or '..'} and {late or '..'} are not the bounds of {value}, which are "
        message += f"{first or '..'} and {last or '..'}"
        yield problem(kinds.BOUNDS, "articles", article, "published_earliest", message)
        return
    if early is not None and late is not None and early > late:
        yield problem(kinds.BOUNDS, "articles", article, "published_latest", f"{late} is before {early}")
    if not _within(days, early, late):
        message = f"{value} is not within {early or '..'} and {late or '..'}"
        yield problem(kinds.BOUNDS, "articles", article, "published", message)


def _updated(article: Any, dates: Collection[str | None]) -> Iterator[Problem]:
    if dates and article.updated is None:
        yield problem(kinds.UPDATED, "articles", article, "updated", "is empty, a row of dates states it")
    if article.updated is not None and article.updated not in dates:
        message = f"{article.updated} is stated by no row of dates"
        yield problem(kinds.UPDATED, "articles", article, "updated", message)


def _within(days: edtf.Bounds | None, earliest: datetime.date | None, latest: datetime.date | None) -> bool:
    """Return whether one of the days from the first to the last may lie within the bounds; without days one may."""
    if days is None:
        return True
    return (earliest is None or earliest <= days[1]) and (latest is None or days[0] <= latest)


RULES = (readings, publication)
