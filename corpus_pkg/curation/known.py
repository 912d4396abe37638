"""The entities that tables know, in whatever language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from corpus_pkg.entities import entity
from corpus_pkg.language.base import languages
from corpus_pkg.language.lexicons import Lexicons, default, in_language
from corpus_pkg.records import Entity


class Known:
    """The entities of some lexicons, by default of those shipped; no table is read before it is asked for."""

    def __init__(self, lexicons: Lexicons | None = None) -> None:
        """Take the lexicons, in any language."""
        self._own = lexicons
        self._met: dict[str, Entity | None] = {}

    @cached_property
    def _lexicons(self) -> tuple[Lexicons, ...]:
        own = self._own or default()
        return tuple(in_language(own, language) for language in languages().values())

    def has(self, entity_id: str) -> bool:
        """Return whether one of the lexicons has it."""
        return self._find(entity_id) is not None

    def entity(self, entity_id: str) -> Entity:
        """Return the entity; raises KeyError where none of the lexicons has it."""
        found = self._find(entity_id)
        if found is None:
            raise KeyError(entity_id)
        return found

    def _find(self, entity_id: str) -> Entity | None:
        if entity_id not in self._met:
            self._met[entity_id] = next(self._given(entity_id), None)
        return self._met[entity_id]

    def _given(self, entity_id: str) -> Iterator[Entity]:
        for lexicons in self._lexicons:
            try:
                yield entity(entity_id, lexicons)
            except KeyError:
                continue
