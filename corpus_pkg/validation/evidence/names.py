"""Names of sources and entities as the lexicons have them, in a package that was made with those at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpus_pkg.credits.outlets import outlets, unknown
from corpus_pkg.entities import entity
from corpus_pkg.language.base import languages
from corpus_pkg.language.lexicons import Lexicons, default, in_language
from corpus_pkg.package import descriptor
from corpus_pkg.records import Record
from corpus_pkg.validation.evidence.rows import problem
from corpus_pkg.validation.likeness import beside
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds


def at_hand(body: Mapping[str, Any]) -> tuple[Lexicons, ...]:
    """Return the lexicons that made the package of a descriptor, one for each language; none where others did."""
    stated = descriptor.made_by(body).get("lexicons")
    if stated is None or stated != default().fingerprint():
        return ()
    return tuple(in_language(default(), language) for language in languages().values())


def listed(name: str, row: Any, lexicons: tuple[Lexicons, ...]) -> Iterator[Problem]:
    """Yield what a row of the table `name` ("sources" or "entities") says otherwise than every language's lexicon."""
    rows = [given for tables in lexicons if (given := _given(name, row, tables)) is not None]
    if not rows and name == "sources" and (row.name_ar or row.name_en):
        # An outlet that no lexicon has is known by the name on its page alone.
        rows = [unknown(row.name_ar or row.name_en)]
    if not rows:
        yield problem(kinds.NAME, name, row, None, "no lexicon has it; name one that a lexicon has, or take it out")
        return
    differing = [
        [column for column in type(given).model_fields if getattr(given, column) != getattr(row, column)]
        for given in rows
    ]
    columns = min(differing, key=len)
    given = rows[differing.index(columns)]
    for column in columns:
        stated, known = getattr(row, column), getattr(given, column)
        if stated and known:
            stated, known = beside(str(stated), str(known))
        message = f"is {stated or 'empty'}, the lexicons have {known or 'nothing'}"
        yield problem(kinds.NAME, name, row, column, message)


def _given(name: str, row: Any, lexicons: Lexicons) -> Record | None:
    """Return the row of the lexicons with the id; None where they have none."""
    try:
        return outlets(lexicons).sources[row.source_id] if name == "sources" else entity(row.entity_id, lexicons)
    except KeyError:
        return None
