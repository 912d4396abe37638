"""What the zones of a story say together of the names in each.

A last name alone counts where the story names its bearer in full; an organ without its country is the one that the
story names; a foreign name that is misspelt, and a short name given in brackets, are known by what is named elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from corpus_pkg.entities import acronyms
from corpus_pkg.entities.identity import bearer
from corpus_pkg.entities.misspellings import Anchor, Wanted
from corpus_pkg.entities.readings import Reading
from corpus_pkg.entities.zones import LONGEST_WORD, WORD_BEFORE, Candidate, Naming, Zone
from corpus_pkg.language.arabic.clitics import AND, CONJUNCTION, PREPOSITION_LETTERS

_JOINED_IN = re.compile(rf"(?<!\w){CONJUNCTION}?[{PREPOSITION_LETTERS[0]}]$")


def _joined(zone: Zone, start: int, end: int) -> Iterator[Naming]:
    """Yield the names beside `zone.text[start:end]` that "and" joins to it."""
    place = bisect_left(zone.namings, start, key=attrgetter("start"))
    if place and zone.text[zone.namings[place - 1].end : start] == f" {AND}":
        yield zone.namings[place - 1]
    if place < len(zone.namings) and zone.text[end : zone.namings[place].start] == f" {AND}":
        yield zone.namings[place]


@dataclass(slots=True)
class StoryNames:
    """What the zones of a story say together."""

    named: set[str]
    in_full: set[str]
    organs: dict[str, set[str]]
    #: The countries whose places it names.
    countries: set[str]

    @classmethod
    def of(cls, zones: Sequence[Zone]) -> StoryNames:
        """Return what the names of the zones, each by itself, say."""
        story = cls(set(), set(), {}, set())
        for zone in zones:
            for naming in zone.namings:
                if naming.entity_id is None:
                    continue
                story.named.add(naming.entity_id)
                if naming.reading.type == "LOC":
                    story.countries.add(zone.gazetteer.lies_in(naming.entity_id))
                if naming.reading.full:
                    story.in_full.add(naming.entity_id)
                if naming.reading.organ:
                    story.organs.setdefault(naming.reading.organ.organ_id, set()).add(naming.entity_id)
        return story

    def read(self, zone: Zone, candidate: Candidate) -> Naming | None:
        """Return the reading of a name that the words beside it leave open; None where the story does too."""
        start, end = candidate.start, -candidate.minus_end
        for reading in candidate.readings.doubtful:
            context = reading.context
            if context is None or context.forbidden(zone.text, start, end):
                continue
            if context.named & self.named:
                return Naming(start, end, reading, reading.entity_id, "gazetteer")
            # The short name of an organisation, or the name of a place, that the story names elsewhere beyond doubt: a
            # word that is nothing else, or one set apart.
            if reading.type in ("ORG", "LOC") and reading.entity_id in self.named and zone.apart(start, end):
                return Naming(start, end, reading, reading.entity_id, "coreference")
            if reading.type == "LOC" and reading.entity_id and self._place(zone, reading.entity_id, start, end):
                return Naming(start, end, reading, reading.entity_id, "gazetteer")
        given = candidate.readings.given
        if given is not None:
            stop = zone.gazetteer.persons.end(
                zone.text, start, end, zone.gazetteer.first_names, zone.gazetteer.adjectives
            )
            if stop is not None:
                return Naming(start, stop, given, None, "pattern")
        bearers = {
            reading.entity_id: reading for reading in candidate.readings.surnames if reading.entity_id in self.in_full
        }
        if len(bearers) != 1:
            return None
        before = WORD_BEFORE.search(zone.text, max(0, start - LONGEST_WORD), start)
        if before and before.group(1) in zone.gazetteer.given:
            return None
        ((identifier, reading),) = bearers.items()
        return Naming(start, end, reading, identifier, "coreference")

    def _place(self, zone: Zone, identifier: str, start: int, end: int) -> bool:
        """Return whether a word is a place by where it stands, and the story names that place's country.

        "In" and "from" as words of their own stand before many a noun, so that they tell less than a joined "in".
        """
        country = zone.gazetteer.lies_in(identifier)
        if not country or country not in self.countries or zone.text[start:end] in zone.gazetteer.no_names:
            return False
        if _JOINED_IN.search(zone.text, max(0, start - LONGEST_WORD), start):
            return True
        where = zone.gazetteer.where
        alone = not zone.text[start - 1 : start].isalnum() and zone.apart(start, end)
        if alone and where is not None and where.beside(zone.text, start, end):
            return True
        return any(
            naming.reading.type == "LOC" and naming.entity_id and zone.gazetteer.lies_in(naming.entity_id) == country
            for naming in _joined(zone, start, end)
        )

    def resolved(self, naming: Naming) -> Naming:
        """Return a naming with what the story says of an identity that the words beside the mention do not settle."""
        if naming.entity_id is None and naming.reading.organ:
            # An organ without its country's adjective is the one that the story names, where it names one.
            same = self.organs.get(naming.reading.organ.organ_id, set())
            if len(same) == 1:
                return naming._replace(entity_id=next(iter(same)), method="coreference")
        if naming.rivals and naming.entity_id not in self.in_full and naming.rivals & self.in_full:
            # The best-known bearer of a last name is not meant for sure where the story names another in full.
            return naming._replace(entity_id=None)
        return naming


class Namings:
    """The mentions of a zone, in order and disjoint."""

    def __init__(self, spans: list[Naming]) -> None:
        """Keep mentions that are in order and disjoint."""
        self.spans = spans
        self.starts = [naming.start for naming in spans]

    def overlapping(self, start: int, end: int) -> list[Naming]:
        """Return the mentions that overlap `[start, end)`."""
        first = bisect_right(self.starts, start)
        if first and self.spans[first - 1].end > start:
            first -= 1
        return self.spans[first : bisect_left(self.starts, end)]

    def free(self, start: int, end: int) -> bool:
        """Return whether no mention overlaps `[start, end)`."""
        place = bisect_right(self.starts, start)
        if place and self.spans[place - 1].end > start:
            return False
        return not (place < len(self.spans) and self.starts[place] < end)

    def with_(self, further: list[Naming], instead_of: Sequence[Naming] = ()) -> Namings:
        """Return these and others, which overlap none of them but those that they stand `instead_of`."""
        if not further:
            return self
        kept = [naming for naming in self.spans if naming not in instead_of] if instead_of else self.spans
        return Namings(sorted(kept + further, key=attrgetter("start")))


def _complete(zone: Zone, story: StoryNames) -> Namings:
    """Return what the zone names, with what the story as a whole tells of names that were left open."""
    taken = Namings(zone.namings)
    further: list[Naming] = []
    free = 0
    for candidate in zone.undecided:
        if candidate.start < free or not taken.free(candidate.start, -candidate.minus_end):
            continue
        naming = story.read(zone, candidate)
        if naming is not None and taken.free(naming.start, naming.end):
            further.append(naming)
            free = naming.end
    return Namings([story.resolved(naming) for naming in zone.namings]).with_(further)


def _misspelt(zone: Zone, taken: Namings, wanted: Wanted) -> Namings:
    """Return the mentions with the foreign names that the zone misspells, the longest from the left.

    Such a name takes the place of a mention of the same person by one word of it.
    """
    skeletons = zone.gazetteer.skeletons
    anchors = [
        Anchor(
            candidate.start,
            -candidate.minus_end,
            candidate.readings.given is not None,
            bool(candidate.readings.surnames),
        )
        for candidate in zone.undecided
        if zone.text[candidate.start : -candidate.minus_end] in skeletons.anchoring
        and taken.free(candidate.start, -candidate.minus_end)
    ]
    anchors += [
        Anchor(naming.start, naming.end, True, True)
        for naming in taken.spans
        if naming.reading.type == "PER" and not naming.reading.full
    ]
    if not (anchors or wanted.slips):
        return taken
    runs = skeletons.runs(zone.text, anchors, lambda start: zone.gazetteer.persons.titled(zone.text, start), wanted)
    further: list[Naming] = []
    replaced: list[Naming] = []
    for run in sorted(runs, key=lambda run: (run.start, -run.end)):
        if further and further[-1].end > run.start:
            continue
        inside = taken.overlapping(run.start, run.end)
        if all(
            run.start <= naming.start
            and naming.end <= run.end
            and naming.entity_id == run.entity_id
            and not naming.reading.full
            for naming in inside
        ):
            reading = Reading(run.entity_id, "PER", full=True)
            further.append(Naming(run.start, run.end, reading, run.entity_id, "misspelling"))
            replaced += inside
    return taken.with_(further, replaced)


def _institutions(zone: Zone, taken: Namings) -> Namings:
    """Return the mentions with the institutions that are told by their form; a name inside one is part of it."""
    if not zone.heads:
        return taken
    # A town whose name is a word as well is meant where the name of an institution asks for a place.
    beginning: dict[int, tuple[int, str]] = {
        candidate.start: (-candidate.minus_end, "LOC")
        for candidate in zone.undecided
        if candidate.readings.places and taken.free(candidate.start, -candidate.minus_end)
    }
    beginning |= {naming.start: (naming.end, naming.reading.type) for naming in taken.spans}
    further: list[Naming] = []
    replaced: list[Naming] = []
    found = zone.gazetteer.institutions.find(zone.text, zone.heads, beginning.get, zone.gazetteer.adjectives)
    for start, end in found:
        inside = taken.overlapping(start, end)
        if all(start < naming.start and naming.end <= end for naming in inside):
            identifier = bearer(zone.text[start:end], "ORG", zone.gazetteer)
            further.append(Naming(start, end, Reading(identifier, "ORG"), identifier, "pattern"))
            replaced += inside
    return taken.with_(further, replaced)


def _speaking(zone: Zone, taken: Namings) -> Namings:
    """Return the mentions with the people of whom the text says that they speak.

    One takes the place of names of places in it, and of a shorter name of a person.
    """
    further: list[Naming] = []
    replaced: list[Naming] = []
    for start, end in zone.gazetteer.speakers.find(zone.text, 0, len(zone.text)):
        inside = taken.overlapping(start, end)
        if all(
            naming.reading.type in ("PER", "LOC")
            and start <= naming.start
            and naming.end <= end
            and (naming.start, naming.end) != (start, end)
            for naming in inside
        ):
            identifier = bearer(zone.text[start:end], "PER", zone.gazetteer)
            further.append(Naming(start, end, Reading(identifier, "PER"), identifier, "pattern"))
            replaced += inside
    return taken.with_(further, replaced)


def _abbreviated(zones: Sequence[Zone], taken: list[Namings]) -> list[Namings]:
    """Return the mentions with the short names that the story gives in brackets, wherever these stand."""
    given: dict[str, Naming | None] = {}
    for zone, of_zone in zip(zones, taken, strict=True):
        for naming in of_zone.spans:
            span = acronyms.bracketed(zone.text, naming.start, naming.end) if naming.reading.type == "ORG" else None
            short = zone.text[slice(*span)] if span is not None else ""
            if span is not None and of_zone.free(*span) and short not in zone.gazetteer.no_names:
                bearer = given.setdefault(short, naming)
                if bearer is None or bearer.entity_id != naming.entity_id:
                    given[short] = None
    bearers = {short: naming for short, naming in given.items() if naming is not None}
    if not bearers:
        return taken
    return [
        of_zone.with_(
            [
                bearers[zone.text[start:end]]._replace(start=start, end=end, method="coreference")
                for start, end in acronyms.occurrences(zone.text, bearers)
                if of_zone.free(start, end)
            ]
        )
        for zone, of_zone in zip(zones, taken, strict=True)
    ]


def read_together(zones: Sequence[Zone]) -> list[Namings]:
    """Return what each zone of a story names, with what the story as a whole tells of it."""
    if not zones:
        return []
    story = StoryNames.of(zones)
    texts = [zone.text for zone in zones]
    wanted = zones[0].gazetteer.skeletons.wanted(story.named, story.in_full, texts)
    named = [_institutions(zone, _misspelt(zone, _complete(zone, story), wanted)) for zone in zones]
    return _abbreviated(zones, [_speaking(zone, taken) for zone, taken in zip(zones, named, strict=True)])
