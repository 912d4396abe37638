"""Names that no table has, found again where the story repeats them.

A recognizer reads a name by what stands beside it, and so finds it in one place and not in the next. Of a person named
in full the last name alone counts too, unless it is a word, a first name, a country's adjective or a known name, or
stands behind another first name or a definite noun that it could belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus_pkg.entities.gazetteer import Gazetteer
from corpus_pkg.entities.model import Mention
from corpus_pkg.entities.zones import LONGEST_WORD, WORD_BEFORE
from corpus_pkg.language.arabic.clitics import ARTICLE, CHAINS, JOINED_ARTICLE
from corpus_pkg.language.orthography import Folded
from corpus_pkg.records import EntityType

_WORD = re.compile(r"\w+")
_DEFINITE_BEHIND = re.compile(rf" (?:{ARTICLE}|{JOINED_ARTICLE})")
_SHORTEST = 4
# A longer name is no name.
_LONGEST = 120


class _Spelled(NamedTuple):
    """The names that begin with one word, with their types, and the lengths that they have, the longest first."""

    types: dict[str, EntityType]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, types: dict[str, EntityType]) -> _Spelled:
        return cls(types, tuple(sorted({len(name) for name in types}, reverse=True)))

    def longest(self, text: str, start: int) -> str:
        """Return the longest of them that stands at a place of a text; "" where none does."""
        parts = (text[start : start + length] for length in self.lengths)
        return next((part for part in parts if part in self.types), "")


def repeated(
    folded: Folded, zones: Sequence[tuple[int, int]], mentions: Sequence[Sequence[Mention]], gazetteer: Gazetteer
) -> list[list[Mention]]:
    """Return the mentions of each zone with the further places of names that no table has, in order and disjoint."""
    names = _names(folded, mentions, gazetteer)
    if not names:
        return [list(of_zone) for of_zone in mentions]
    forms = _forms(names)
    return [
        sorted([*of_zone, *_further(folded, zone, of_zone, names, forms, gazetteer)], key=lambda mention: mention.start)
        for zone, of_zone in zip(zones, mentions, strict=True)
    ]


def _names(folded: Folded, mentions: Sequence[Sequence[Mention]], gazetteer: Gazetteer) -> dict[str, _Spelled]:
    """Return the names to look for, by their first word; one of two types is left out."""
    types: dict[str, set[EntityType]] = {}
    for mention in (mention for of_zone in mentions for mention in of_zone if mention.entity_id is None):
        name = folded.text[folded.position(mention.start) : folded.position(mention.end)]
        first, blank, last = name.rpartition(" ")
        if not blank or len(name) > _LONGEST or not _is_name(name, mention, gazetteer):
            continue
        types.setdefault(name, set()).add(mention.type)
        if mention.type == "PER" and _is_last_name(last, first, gazetteer):
            types.setdefault(last, set()).add("PER")
    names: dict[str, dict[str, EntityType]] = {}
    for name, kinds in types.items():
        if len(kinds) == 1:
            names.setdefault(name.partition(" ")[0], {})[name] = next(iter(kinds))
    return {first: _Spelled.of(spelled) for first, spelled in names.items() if _WORD.fullmatch(first)}


def _is_name(name: str, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether a name is no phrase that was misread: with words that are no others, or a known first name."""
    words = name.split(" ")
    unknown = [word for word in words if not _is_common(word, gazetteer)]
    if mention.type == "PER":
        return words[0] in gazetteer.first_names or len(unknown) == len(words)
    return bool(unknown)


def _is_common(word: str, gazetteer: Gazetteer) -> bool:
    bare = word.removeprefix(ARTICLE)
    return word in gazetteer.no_names or bare in gazetteer.no_names or word in gazetteer.adjectives


def _is_last_name(word: str, before: str, gazetteer: Gazetteer) -> bool:
    """Return whether the last word of a person's name tells the person where it stands alone."""
    index = gazetteer.indices.get(word)
    return (
        len(word) >= _SHORTEST
        and not _is_common(word, gazetteer)
        and word not in gazetteer.first_names
        and (index is None or all(reading.surname for reading in gazetteer.plain[index]))
        and before.rpartition(" ")[2] not in gazetteer.persons.linking
    )


def _further(
    folded: Folded,
    zone: tuple[int, int],
    mentions: Sequence[Mention],
    names: dict[str, _Spelled],
    forms: frozenset[str],
    gazetteer: Gazetteer,
) -> Iterator[Mention]:
    """Yield further places of the names in a zone, where no mention is."""
    text = folded.text
    limit = folded.position(zone[1])
    words = _words(text, folded.position(zone[0]), limit, forms)
    if not words:
        return
    taken = [(folded.position(mention.start), folded.position(mention.end)) for mention in mentions]
    place, free = 0, 0
    for begin, word in words:
        while place < len(taken) and taken[place][1] <= begin:
            place += 1
        for chain in CHAINS:
            spelled = names.get(word[len(chain) :]) if word.startswith(chain) else None
            if spelled is None:
                continue
            start = begin + len(chain)
            name = spelled.longest(text, start)
            end = start + len(name)
            if not name or start < free or end > limit or text[end : end + 1].isalnum():
                continue
            if (place < len(taken) and taken[place][0] < end) or _of_another(
                text, begin, end, spelled.types[name], gazetteer
            ):
                continue
            first, last = folded.span(start, end)
            yield Mention(first, last, folded.source[first:last], spelled.types[name], None, "coreference")
            free = end
            break


def _forms(words: Iterable[str]) -> frozenset[str]:
    """Return words as a text has them, clitics before them or none."""
    return frozenset(chain + word for word in words for chain in CHAINS)


def _words(text: str, first: int, limit: int, forms: frozenset[str]) -> list[tuple[int, str]]:
    """Return the words of `text[first:limit]` that are of these forms, in order."""
    if forms.isdisjoint(_WORD.findall(text, first, limit)):
        return []
    words = ((match.start(), match.group()) for match in _WORD.finditer(text, first, limit))
    return [(begin, word) for begin, word in words if word in forms]


def _of_another(text: str, start: int, end: int, kind: EntityType, gazetteer: Gazetteer) -> bool:
    """Return whether a name belongs to the word beside it.

    A last name does to another's first name, and with the article to a noun that has it; another name is perhaps the
    beginning of a longer one where a definite word follows.
    """
    if kind != "PER":
        return _DEFINITE_BEHIND.match(text, end) is not None
    before = WORD_BEFORE.search(text, max(0, start - LONGEST_WORD), start)
    if before is None or " " in text[start:end]:
        return False
    word = before.group(1)
    return word in gazetteer.given or (
        text.startswith(ARTICLE, start) and ARTICLE in word[:3] and word not in gazetteer.persons.stops
    )
