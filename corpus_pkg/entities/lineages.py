"""People's names with an ancestor in them, made whole: خالد بن علي النعيمي, امبارك ولد اعل.

Between two names "son of" and "daughter of" make them one, whatever a recognizer or a table knew of either: the word
before belongs to the name, so does the one behind, and so does a family's name in the form of an adjective behind that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus_pkg.entities.gazetteer import Gazetteer
from corpus_pkg.entities.identity import bearer
from corpus_pkg.entities.model import Mention
from corpus_pkg.language.arabic.clitics import ARTICLE, CONJUNCTIONS, PROCLITICS
from corpus_pkg.language.arabic.forms import is_definite_relation
from corpus_pkg.language.orthography import Folded

_SHORTEST, _SHORTEST_FAMILY, _SHORTEST_LINK = 3, 6, 2
_BEHIND = re.compile(r" ([^\W\d_]+)(?!\w)")
_BEFORE = re.compile(r"(?<!\w)([^\W\d_]+) $")
# No word before a name is looked at that is longer.
_REACH = 24
# The longest chain of ancestors.
_MOST = 5


def completed(
    folded: Folded, zones: Sequence[tuple[int, int]], mentions: Sequence[Sequence[Mention]], gazetteer: Gazetteer
) -> list[list[Mention]]:
    """Return the mentions of each zone, people's names with an ancestor in them whole, in order and disjoint."""
    links = _links(gazetteer.persons.lineage)
    if not gazetteer.persons.lineage or links.search(folded.text) is None:
        return [list(of_zone) for of_zone in mentions]
    return [_of_zone(folded, zone, of_zone, gazetteer, links) for zone, of_zone in zip(zones, mentions, strict=True)]


@cache
def _links(lineage: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(lineage)))})(?!\w)")


def _of_zone(
    folded: Folded, zone: tuple[int, int], mentions: Sequence[Mention], gazetteer: Gazetteer, links: re.Pattern[str]
) -> list[Mention]:
    names = _Names(folded.text, gazetteer)
    low, high = folded.position(zone[0]), folded.position(zone[1])
    places = [(folded.position(mention.start), folded.position(mention.end)) for mention in mentions]
    whole: list[Mention] = []
    at, free = 0, low
    for link in links.finditer(folded.text, low, high):
        if link.start() < free:
            continue
        while at < len(mentions) and places[at][1] < link.start() - 1:
            whole.append(mentions[at])
            at += 1
        last = at
        while last < len(mentions) and places[last][0] <= link.end() + 1:
            last += 1
        inside = mentions[at:last]
        if any(mention.type != "PER" for mention in inside):
            continue
        span = names.whole(link.start(), link.end(), places[at:last])
        if span is None or not (low <= span[0] and span[1] <= high) or span in places[at:last]:
            continue
        while last < len(mentions) and places[last][0] < span[1]:
            last += 1
        if any(mention.type == "ORG" for mention in mentions[at:last]):
            continue
        whole.append(_mention(folded, span, mentions[at:last], places[at:last], gazetteer))
        at, free = last, span[1]
    return whole + list(mentions[at:])


def _mention(
    folded: Folded,
    span: tuple[int, int],
    inside: Sequence[Mention],
    places: Sequence[tuple[int, int]],
    gazetteer: Gazetteer,
) -> Mention:
    """Return the whole name as a mention; it is who it was where it only goes on with a full name that is known."""
    start, end = folded.span(*span)
    identifier = bearer(folded.text[span[0] : span[1]], "PER", gazetteer)
    method = inside[0].method if inside else "pattern"
    if identifier is None and inside and places[0][0] == span[0] and " " in inside[0].surface:
        identifier = inside[0].entity_id
    return Mention(start, end, folded.source[start:end], "PER", identifier, method)


class _Names:
    """The words that names are made of, in a folded text."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self._text = text
        self._gazetteer = gazetteer

    def whole(self, start: int, end: int, places: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
        """Return the span of the name that has `text[start:end]` between ancestor and descendant; None for none.

        `places` are those of the names that stand about it.
        """
        begin = self._begin(start, end, places)
        stop = self._behind(end)
        if begin is None or stop is None:
            return None
        stop = max([stop, *(last for first, last in places if first < stop)])
        for _ in range(_MOST):
            further = _BEHIND.match(self._text, stop)
            if further is None or further.group(1) not in self._gazetteer.persons.lineage:
                break
            ancestor = self._behind(further.end())
            if ancestor is None:
                break
            stop = ancestor
        return begin, self._family(stop) if begin < start else stop

    def _begin(self, start: int, end: int, places: Sequence[tuple[int, int]]) -> int | None:
        """Return where the name begins that has the link `text[start:end]`; None where it is none."""
        if any(first == start for first, _ in places):
            before = self._before(start, known=True)
            return start if before is None else before
        for first, last in places:
            if first < start <= last + 1:
                return first
        # "Son" in full, "was born" and "family" stand behind other words as well.
        family = self._text[start:end] == ARTICLE
        begin = self._before(start, known=family or end - start > _SHORTEST_LINK)
        if begin is None and any(
            first == end + 1 and (family or " " not in self._text[first:last]) for first, last in places
        ):
            # A family's name, or a man's who is called by his father's alone.
            return start
        return begin

    def _is_name(self, word: str) -> bool:
        known = word in self._gazetteer.first_names
        return known or (len(word) >= _SHORTEST and word not in self._gazetteer.no_names)

    def _before(self, start: int, *, known: bool) -> int | None:
        """Return where the name begins that ends before the blank before `start`; one of a `known` first name alone."""
        match = _BEFORE.search(self._text, max(0, start - _REACH), start)
        if match is None:
            return None
        word = match.group(1)
        if word in self._gazetteer.persons.endings:
            match = _BEFORE.search(self._text, max(0, match.start() - _REACH), match.start())
            return match.start() if match else None
        first_names = self._gazetteer.first_names
        if word not in first_names and word[0] in CONJUNCTIONS and word[1:] in first_names:
            return match.start() + 1
        if word in first_names and not word.startswith(ARTICLE):
            return match.start()
        if known or word[0] in PROCLITICS or word.startswith(ARTICLE) or word in self._gazetteer.adjectives:
            return None
        return match.start() if self._is_name(word) else None

    def _behind(self, end: int) -> int | None:
        """Return where the name ends that begins behind the blank at `end`."""
        match = _BEHIND.match(self._text, end)
        if match is not None and match.group(1) in self._gazetteer.persons.linking:
            match = _BEHIND.match(self._text, match.end())
        if match is None or not self._is_name(match.group(1)):
            return None
        further = _BEHIND.match(self._text, match.end())
        return further.end() if further and further.group(1) in self._gazetteer.persons.endings else match.end()

    def _family(self, end: int) -> int:
        """Return where the name ends with the family's that goes on with it, in the form of an adjective."""
        match = _BEHIND.match(self._text, end)
        if match is None:
            return end
        word = match.group(1)
        family = is_definite_relation(word) and len(word) >= _SHORTEST_FAMILY and word.endswith("ي")
        known = word in self._gazetteer.adjectives or word.removeprefix(ARTICLE) in self._gazetteer.no_names
        return match.end() if family and not known and word not in self._gazetteer.no_names else end
