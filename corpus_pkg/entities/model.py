"""What the parts of entity recognition hand to one another."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_pkg.records import EntityType
from corpus_pkg.values import Method


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that names an entity.

    Attributes:
        start, end: span in code points, clitics left out.
        surface: the characters of the span.
        type: PER, ORG, LOC or MISC.
        entity_id: who or what it is; None where that is open.
        method: how it was found.

    """

    start: int
    end: int
    surface: str
    type: EntityType
    entity_id: str | None
    method: Method
