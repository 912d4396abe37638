"""What the keys of metadata state, by the lexicon `metadata_keys`, and which of several keys is believed first.

The shipped lexicon alone counts: a page is read alike whoever reads it. Of several keys of a place the first in the
lexicon is believed; JSON-LD before the attributes of elements, these before `meta`, `meta` before `time` and the title.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from corpus_pkg.language.lexicons import default

Place = Literal["type", "property", "meta"]
Carrier = Literal["json-ld", "microdata", "meta", "time", "title"]

_CARRIERS: tuple[Carrier, ...] = ("json-ld", "microdata", "meta", "time", "title")


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


def key(place: Place, name: str) -> Key | None:
    """Return what a key is, whatever its case; None for one that the lexicon does not know."""
    return _keys().get((place, name.lower()))


def rank(carrier: Carrier, row: int = 0) -> int:
    """Return the rank of what a carrier states by the key of a row: the lower is believed first."""
    return _CARRIERS.index(carrier) * len(_keys()) + row
