"""What is typed beside a value of time says the same: the days that it allows, and the instant that it names."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_pkg import edtf
from corpus_pkg.package.tables import cell
from corpus_pkg.validation.evidence.dossier import Dossier
from corpus_pkg.validation.evidence.rows import problem
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds

#: The columns of an article that name instants, with those of their values.
_INSTANTS = {"published_at": "published", "updated_at": "updated"}


def allowed(dossier: Dossier) -> Iterator[Problem]:
    """Yield the dates whose first and last day are not those that their value allows."""
    for date in dossier.dates:
        bounds = (edtf.bounds(date.value) if date.value else None) or (None, None)
        for column, given in zip(("earliest", "latest"), bounds, strict=True):
            if getattr(date, column) != given:
                message = f"is {_shown(getattr(date, column))}, {date.value or 'no value'} allows {_shown(given)}"
                yield problem(kinds.BOUNDS, "dates", date, column, message)


def named(dossier: Dossier) -> Iterator[Problem]:
    """Yield the instants that are not those of the values beside them."""
    stated = [("dates", date, "instant", date.value) for date in dossier.dates]
    stated += [
        ("articles", article, column, getattr(article, value))
        for article in dossier.articles.values()
        for column, value in _INSTANTS.items()
    ]
    for table, row, column, value in stated:
        given = edtf.instant(value)
        if getattr(row, column) != given:
            message = f"is {_shown(getattr(row, column))}, {value or 'no value'} names {_shown(given)}"
            yield problem(kinds.INSTANT, table, row, column, message)


def _shown(moment: object) -> str:
    return cell(moment) or "none"


RULES = (allowed, named)
