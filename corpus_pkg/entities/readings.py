"""What a spelling in the tables of names may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from corpus_pkg.entities.context import Context
from corpus_pkg.records import EntityType


class Organ(NamedTuple):
    """A kind of body that every country has one of, such as a ministry of health.

    Attributes:
        organ_id: first part of the ids of its entities.
        feminine: whether an adjective behind it is feminine.
        alone: whether it is a mention without the country's adjective.

    """

    organ_id: str
    feminine: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a spelling may stand for.

    Attributes:
        entity_id: the entity; None for an organ whose country is not said.
        type: its type.
        context: what must stand near, if anything.
        surname: the spelling is a last name alone: good only where the story names the person in full.
        full: the spelling names the person in full.
        given: the spelling is a first name, with which an unknown person's name may begin.
        organ: the kind of body, where the spelling is one.
        written: the forms of that spelling that the tables write with vowel signs.

    """

    entity_id: str | None
    type: EntityType
    context: Context | None = None
    surname: bool = False
    full: bool = False
    given: bool = False
    organ: Organ | None = None
    written: tuple[str, ...] = ()


class Readings(tuple[Reading, ...]):
    """The readings of a spelling, in order."""

    @cached_property
    def decided(self) -> bool:
        """Whether what stands beside it may tell one: a first or a last name is told by the story alone."""
        return any(not (reading.surname or reading.given) for reading in self)

    @cached_property
    def doubtful(self) -> tuple[Reading, ...]:
        """Those that something must stand near."""
        return tuple(reading for reading in self if reading.context is not None)

    @cached_property
    def given(self) -> Reading | None:
        """The first that is a first name."""
        return next((reading for reading in self if reading.given), None)

    @cached_property
    def surnames(self) -> tuple[Reading, ...]:
        """Those that are last names alone."""
        return tuple(reading for reading in self if reading.surname)

    @cached_property
    def places(self) -> bool:
        """Whether all are places."""
        return all(reading.type == "LOC" for reading in self)

    @cached_property
    def written(self) -> bool:
        """Whether vowel signs may tell them apart."""
        return any(reading.written for reading in self)
