"""Clubs that bear the name of their town, told by what stands before it: the team of, the keeper of, its guest.

Where the story once says so of a town, its name is the club's wherever nothing asks for a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus_pkg.entities.gazetteer import Gazetteer
from corpus_pkg.entities.identity import bearer
from corpus_pkg.entities.model import Mention
from corpus_pkg.entities.zones import LONGEST_WORD, WORD_BEFORE
from corpus_pkg.language.arabic.clitics import CHAINS, PREPOSITION_LETTERS
from corpus_pkg.language.orthography import Folded

_OPENING = re.compile(r"[\"“«(] ?$")


def told(folded: Folded, mentions: Sequence[Sequence[Mention]], gazetteer: Gazetteer) -> list[list[Mention]]:
    """Return the mentions of each zone, towns that are clubs there as organisations."""
    names = {
        folded.text[folded.position(mention.start) : folded.position(mention.end)]
        for of_zone in mentions
        for mention in of_zone
        if _is_town(mention, gazetteer) and _of_club(folded.text, folded.position(mention.start), gazetteer)
    }
    if not names:
        return [list(of_zone) for of_zone in mentions]
    return [[_as_club(folded, mention, names, gazetteer) for mention in of_zone] for of_zone in mentions]


def _is_town(mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether a mention is of a place other than a country, whose team is its own."""
    return mention.type == "LOC" and mention.entity_id is not None and bool(gazetteer.lies_in(mention.entity_id))


def _of_club(text: str, start: int, gazetteer: Gazetteer) -> bool:
    """Return whether a word that says so of a club stands before `text[start:]`."""
    low = max(0, start - LONGEST_WORD)
    opening = _OPENING.search(text, low, start)
    before = WORD_BEFORE.search(text, low, opening.start() if opening else start)
    if before is None:
        return False
    word = before.group(1)
    return any(word.startswith(chain) and word[len(chain) :] in gazetteer.institutions.clubs for chain in CHAINS)


def _as_club(folded: Folded, mention: Mention, names: set[str], gazetteer: Gazetteer) -> Mention:
    start, end = folded.position(mention.start), folded.position(mention.end)
    name = folded.text[start:end]
    if name not in names or not _is_town(mention, gazetteer):
        return mention
    if not _of_club(folded.text, start, gazetteer):
        where = gazetteer.where
        asked = where is not None and where.beside(folded.text, start, end)
        if asked or folded.text[start - 1 : start] in tuple(PREPOSITION_LETTERS):
            return mention
    return replace(mention, type="ORG", entity_id=bearer(name, "ORG", gazetteer))
