"""Mentions of people, organisations and places, and who or what they are."""

from corpus_pkg.entities.identity import entity
from corpus_pkg.entities.mentions import find_entities, find_in
from corpus_pkg.entities.model import Mention

__all__ = ["Mention", "entity", "find_entities", "find_in"]
