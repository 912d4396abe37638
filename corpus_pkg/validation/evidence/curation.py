"""The corrections of people: each reads as the page, and is what the table that it speaks of has, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus_pkg.validation.evidence.dossier import Dossier
from corpus_pkg.validation.evidence.rows import problem
from corpus_pkg.validation.likeness import beside
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds

#: Of each table that is corrected: the column that tells who found a row, and those of which a correction speaks.
_TABLES = {"dates": ("rule", ("value",)), "mentions": ("method", ("type", "entity_id"))}
_CURATED = "curated"


def curated(dossier: Dossier) -> Iterator[Problem]:
    """Yield the corrections that are of another page, or do not stand in its rows, and rows that nobody corrected."""
    if not dossier.curation and not any(
        getattr(row, column) == _CURATED for name, (column, _) in _TABLES.items() for row in getattr(dossier, name)
    ):
        return
    made: set[tuple[str, int, int]] = set()
    for name, (column, said) in _TABLES.items():
        rows = {(row.start, row.end): row for row in getattr(dossier, name)}
        for item in dossier.curation:
            if item.table != name:
                continue
            yield from _of_page(dossier, item)
            row = rows.get((item.start, item.end))
            place = f"[{item.start}, {item.end})"
            if item.change == "removed":
                if row is not None:
                    message = f"a row stands at {place}, where somebody removed it"
                    yield problem(kinds.CURATED, "curation", item, "change", message)
                continue
            made.add((name, item.start, item.end))
            if row is None:
                message = f"no row of {name} stands at {place}"
                yield problem(kinds.CURATED, "curation", item, "start", message)
                continue
            for at in (column, *said):
                stated, given = getattr(row, at), _CURATED if at == column else getattr(item, at)
                if stated != given:
                    here, there = (value or "empty" for value in (stated, given))
                    yield problem(kinds.CURATED, name, row, at, f"is {here}, a person corrected it to {there}")
        for row in rows.values():
            if getattr(row, column) == _CURATED and (name, row.start, row.end) not in made:
                message = "is said to be a person's, and no row of curation says so"
                yield problem(kinds.CURATED, name, row, column, message)


def _of_page(dossier: Dossier, item: Any) -> Iterator[Problem]:
    """Yield what says that a correction is of another page, or of another span of it."""
    if item.sha256 != dossier.document.sha256:
        yield problem(kinds.CURATED, "curation", item, "sha256", "is not the hash of the page")
    if dossier.text is None or dossier.standoff:
        return
    if not item.start < item.end <= len(dossier.text):
        message = f"[{item.start}, {item.end}) is no span of the page's {len(dossier.text)} characters"
        yield problem(kinds.SPAN, "curation", item, "end", message)
        return
    shown = dossier.surface(item.start, item.end)
    if shown != item.surface:
        stated, given = beside(item.surface, shown)
        yield problem(kinds.SURFACE, "curation", item, "surface", f"is {stated}, the page has {given}")


RULES = (curated,)
