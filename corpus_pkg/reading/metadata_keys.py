"""What the keys of metadata state, by the lexicon `metadata_keys`, and which of several keys is believed first.

The shipped lexicon alone counts: a page is read alike whoever reads it. Of several keys the first in the lexicon is
believed; what JSON-LD says before the attributes of elements, an element `time` and the title last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from corpus_pkg.language.lexicons import default

_VOCABULARY = re.compile(r"^(?:https?://(?:www\.)?schema\.org/|schema:)")
_DUBLIN_CORE = ("dc:", "dcterms:")

Place = Literal["type", "property", "meta", "record", "label"]
Carrier = Literal["json-ld", "microdata", "meta"]
Late = Literal["time", "title"]


class Key(NamedTuple):
    """A key: as the lexicon writes it, the role of what it states, and its place in the lexicon."""

    name: str
    role: str
    row: int


@cache
def _keys() -> dict[tuple[str, str], Key]:
    return {
        (row["place"], row["key"].lower()): Key(row["key"], row["role"], number)
        for number, row in enumerate(default().rows("metadata_keys"))
    }


def bare(name: str) -> str:
    """Return the name of a property, schema.org's without the vocabulary before it.

    >>> bare("schema:author"), bare("https://schema.org/author"), bare("dc:title")
    ('author', 'author', 'dc:title')
    """
    return _VOCABULARY.sub("", name)


def key(place: Place, name: str) -> Key | None:
    """Return what a key is, whatever its case; None for one that the lexicon does not know.

    Dublin Core is written with a full stop or a colon behind its name.
    """
    lowered = name.lower()
    known = _keys().get((place, lowered))
    if known is None and lowered.startswith(_DUBLIN_CORE):
        return _keys().get((place, lowered.replace(":", ".", 1)))
    return known


def roles(types: Iterable[str]) -> frozenset[str]:
    """Return what a node is by its types, the vocabulary before them left out: "article", "person", "page"."""
    return frozenset(known.role for name in types if (known := key("type", re.split(r"[/#:]", name)[-1])) is not None)


def rank(carrier: Carrier, of: Key) -> int:
    """Return the rank of what a carrier states by a key: the lower is believed first."""
    return 2 * of.row + (carrier == "microdata")


def late_rank(element: Late) -> int:
    """Return the rank of what an element states by no key: it is believed behind all keys."""
    return 2 * len(_keys()) + (element == "title")
