"""Whom or what a whole name and the id of a mention stand for, by the tables alone."""

from __future__ import annotations

import re

from corpus_pkg.entities.gazetteer import Gazetteer, gazetteer
from corpus_pkg.language.countries import countries
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.records import Entity, EntityType

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def bearer(name: str, kind: EntityType, names: Gazetteer) -> str | None:
    """Return the id of the one entity of a type that bears a whole folded name; None where none or several do.

    A last name, a first name and an organ without its country tell nobody.
    """
    index = names.indices.get(_BETWEEN_WORDS.sub(" ", name).strip())
    if index is None:
        return None
    bearers = {
        reading.entity_id
        for reading in names.plain[index]
        if reading.type == kind
        and not (reading.surname or reading.given or reading.organ)
        and (kind != "PER" or reading.full)
    }
    return next(iter(bearers)) if len(bearers) == 1 else None


def organ_entity(organ_id: str, country_code: str) -> str:
    """Return the id of a country's organ.

    >>> organ_entity("ministry-of-health", "EG")
    'ministry-of-health-eg'
    """
    return f"{organ_id}-{country_code.lower()}"


def entity(entity_id: str, lexicons: Lexicons) -> Entity:
    """Return who or what an id of a mention stands for; raises KeyError for an id that no mention can have."""
    names = gazetteer(lexicons)
    if entity_id in names.entities:
        row = names.entities[entity_id]
        return Entity(
            entity_id=entity_id,
            type=row.type,
            name_ar=row.name_ar or None,
            name_en=row.name_en or None,
            country_code=row.country_code or None,
            same_as=row.same_as or None,
        )
    organ_id, _, code = entity_id.rpartition("-")
    organ = names.organs[organ_id]
    country = next((place for place in countries(lexicons) if place.code.lower() == code), None)
    if country is None or not country.adjectives:
        raise KeyError(entity_id)
    masculine, feminine = country.adjectives[0]
    return Entity(
        entity_id=entity_id,
        type="ORG",
        name_ar=f"{organ['name_ar']} {feminine if organ['gender'] == 'f' else masculine}",
        name_en=f"{organ['name_en']} of {country.name_en}",
        country_code=country.code,
        same_as=None,
    )
