"""Whom or what a whole name stands for, by the tables alone."""

from __future__ import annotations

import re

from corpus_pkg.entities.gazetteer import Gazetteer
from corpus_pkg.records import EntityType

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def bearer(name: str, kind: EntityType, gazetteer: Gazetteer) -> str | None:
    """Return the id of the one entity of a type that bears a whole folded name; None where none or several do.

    A last name, a first name and an organ without its country tell nobody.
    """
    index = gazetteer.indices.get(_BETWEEN_WORDS.sub(" ", name).strip())
    if index is None:
        return None
    bearers = {
        reading.entity_id
        for reading in gazetteer.plain[index]
        if reading.type == kind
        and not (reading.surname or reading.given or reading.organ)
        and (kind != "PER" or reading.full)
    }
    return next(iter(bearers)) if len(bearers) == 1 else None
