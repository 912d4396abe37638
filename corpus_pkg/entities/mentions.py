"""Mentions of known entities in a story.

All occurrences of all names are found in one pass; what stays are those that stand as words of their own (clitics
aside) and whose context admits them, the longest from the left. A last name alone counts where the story names
its bearer in full.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from corpus_pkg.entities import acronyms, joining, recognition
from corpus_pkg.entities.gazetteer import Gazetteer, Reading, gazetteer, organ_entity
from corpus_pkg.entities.misspellings import Anchor
from corpus_pkg.entities.model import Mention
from corpus_pkg.entities.recognition import Recognizer
from corpus_pkg.language.arabic.clitics import CONJUNCTIONS, PREPOSITIONS
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import Folded, fold
from corpus_pkg.records import Method

# Letters of Persian and Kurdish keyboards in names, beyond what folding unites with an Arabic letter.
_LONGEST_WORD = 24
_LONGEST_CHAIN = 2
_LOAN = str.maketrans("پڤچژ", "بفجج")
_LOANED = re.compile("[پڤچژ]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD_BEFORE = re.compile(r"(\w+) $")
# إلى, التي and the like begin with the same letters.
_DEFINITE_BEFORE = re.compile(r"(?<!\w)(?![وف]?ال(?:ي|ا|ان|ذي|تي|ذين)\W)[وف]?(?:[بك]?ال|لل)\w+[\s\"”»')]{1,3}$")
_QUOTES_AND_SPACE = " \"“”«»'"
_TANWIN = "\u064b"
_NEXT_WORDS = re.compile(r" (\w+)(?: (\w+))?")


class _Candidate(NamedTuple):
    """An occurrence of a pattern as a word of its own, in the zone's folded text; sorts longest first."""

    start: int
    minus_end: int
    readings: tuple[Reading, ...]


class _Found(NamedTuple):
    start: int
    end: int
    reading: Reading
    entity_id: str | None
    method: Method
    # Others who bear the last name, where it stands alone.
    rivals: frozenset[str] = frozenset()


def _occurrences(known: Gazetteer, text: str) -> Iterator[_Candidate]:
    length = len(text)
    plain, joined = known.plain, known.joined
    for index, start, end in known.automaton.find_matches_as_indexes(text, overlapping=True):
        if end < length and text[end].isalnum():
            continue
        if start == 0 or not (before := text[start - 1]).isalnum():
            if plain[index]:
                yield _Candidate(start, -end, plain[index])
            continue
        bare = start == 1 or not (second := text[start - 2]).isalnum()
        if before == "ل":
            clitic = bare or (second in CONJUNCTIONS and (start == 2 or not text[start - 3].isalnum()))
            if clitic and (plain[index] or joined[index]):
                yield _Candidate(start, -end, plain[index] + joined[index])
        elif plain[index] and (
            (bare and (before in CONJUNCTIONS or before in PREPOSITIONS))
            or (before in PREPOSITIONS and second in CONJUNCTIONS and (start == 2 or not text[start - 3].isalnum()))
        ):
            yield _Candidate(start, -end, plain[index])


class _Zone:
    """One zone of a story: its text in the form that patterns are in, and what was found in it."""

    def __init__(self, known: Gazetteer, text: str) -> None:
        if _LOANED.search(text):
            text = text.translate(_LOAN)
        try:
            candidates = sorted(_occurrences(known, text))
        except UnicodeEncodeError:
            # The automaton reads UTF-8, which has no lone surrogates.
            text = _SURROGATE.sub("\ufffd", text)
            candidates = sorted(_occurrences(known, text))
        self.known = known
        self.text = text
        self.found: list[_Found] = []
        self.open: list[_Candidate] = []
        free = 0
        for number, candidate in enumerate(candidates):
            if candidate.start < free:
                continue
            reading = self._read(candidate)
            if reading is None:
                self.open.append(candidate)
                continue
            if (
                self._adjectival(candidate)
                or self._clitic(candidate, candidates[number + 1 : number + 4])
                or self._of_another(candidate, reading)
            ):
                continue
            one = self._extended(candidate, reading)
            if one is not None:
                self.found.append(one)
                free = one.end

    def _clitic(self, candidate: _Candidate, following: list[_Candidate]) -> bool:
        """Whether its first letter is rather a clitic before a longer name: بأنيتا دان is no بانيتا."""
        return any(
            candidate.start < other.start <= candidate.start + _LONGEST_CHAIN
            and other.minus_end < candidate.minus_end
            and self._read(other) is not None
            for other in following
        )

    def _of_another(self, candidate: _Candidate, reading: Reading) -> bool:
        """Whether a short name of a person is the last name of another, whose first name stands before it."""
        if reading.type != "PER" or reading.full:
            return False
        before = _WORD_BEFORE.search(self.text, max(0, candidate.start - _LONGEST_WORD), candidate.start)
        if before is None or before.group(1) not in self.known.first_names_alone:
            return False
        return before.group(1) not in self.known.own_words.get(reading.entity_id or "", ())

    def _read(self, candidate: _Candidate) -> Reading | None:
        """The reading that the words beside it ask for, else the one that asks for none."""
        fallback = None
        start, end = candidate.start, -candidate.minus_end
        for reading in candidate.readings:
            if reading.surname or reading.given:
                continue
            context = reading.context
            if context is None:
                fallback = fallback or reading
            elif not context.forbidden(self.text, start, end):
                if not context.demands:
                    fallback = fallback or reading
                elif context.beside(self.text, start, end):
                    return reading
        return fallback

    def _adjectival(self, candidate: _Candidate) -> bool:
        """Whether a name that is also an adjective (السعودية) belongs to the definite word or name before it."""
        start, end = candidate.start, -candidate.minus_end
        if self.text[start:end] not in self.known.adjectives:
            return False
        before = _DEFINITE_BEFORE.search(self.text, max(0, start - _LONGEST_WORD), start)
        if before:
            return True
        return bool(self.found) and not self.text[self.found[-1].end : start].strip(_QUOTES_AND_SPACE)

    def _extended(self, candidate: _Candidate, reading: Reading) -> _Found | None:
        """With the adjective of its country, where the name is an organ's; None for an organ that needs one."""
        start, end, organ = candidate.start, -candidate.minus_end, reading.organ
        if organ is None:
            one = _Found(start, end, reading, reading.entity_id, "gazetteer")
            if reading.type != "PER" or reading.full:
                return one
            rivals = (other.entity_id for other in candidate.readings if other.surname)
            return one._replace(rivals=frozenset(rival for rival in rivals if rival and rival != reading.entity_id))
        if words := _NEXT_WORDS.match(self.text, end):
            for group in (2, 1):
                if words.group(group) is None:
                    continue
                adjective = self.known.adjectives.get(self.text[end + 1 : words.end(group)])
                if adjective and adjective[1] == organ.feminine:
                    identifier = organ_entity(organ.organ_id, adjective[0])
                    return _Found(start, words.end(group), reading, identifier, "gazetteer")
        return _Found(start, end, reading, None, "gazetteer") if organ.alone else None


@dataclass(slots=True)
class _Story:
    """What the zones of a story say together."""

    named: set[str]
    in_full: set[str]
    organs: dict[str, set[str]]

    @classmethod
    def of(cls, zones: Sequence[_Zone]) -> _Story:
        story = cls(set(), set(), {})
        for zone in zones:
            for one in zone.found:
                if one.entity_id is None:
                    continue
                story.named.add(one.entity_id)
                if one.reading.full:
                    story.in_full.add(one.entity_id)
                if one.reading.organ:
                    story.organs.setdefault(one.reading.organ.organ_id, set()).add(one.entity_id)
        return story

    def read(self, zone: _Zone, candidate: _Candidate) -> _Found | None:
        """The reading of a name that the words beside it leave open; None where the story does too."""
        start, end = candidate.start, -candidate.minus_end
        for reading in candidate.readings:
            context = reading.context
            if context and context.named & self.named and not context.forbidden(zone.text, start, end):
                return _Found(start, end, reading, reading.entity_id, "gazetteer")
        if any(reading.given for reading in candidate.readings):
            stop = zone.known.persons.end(zone.text, start, end, zone.known.first_names, zone.known.adjectives)
            if stop is not None:
                reading = next(reading for reading in candidate.readings if reading.given)
                return _Found(start, stop, reading, None, "pattern")
        bearers = {
            reading.entity_id: reading
            for reading in candidate.readings
            if reading.surname and reading.entity_id in self.in_full
        }
        if len(bearers) != 1:
            return None
        before = _WORD_BEFORE.search(zone.text, max(0, start - _LONGEST_WORD), start)
        if before and before.group(1) in zone.known.given:
            return None
        ((identifier, reading),) = bearers.items()
        return _Found(start, end, reading, identifier, "coreference")

    def resolved(self, one: _Found) -> _Found:
        """With what the story says of an identity that the words beside the mention do not settle."""
        if one.entity_id is None and one.reading.organ:
            # An organ without its country's adjective is the one that the story names, where it names one.
            same = self.organs.get(one.reading.organ.organ_id, set())
            if len(same) == 1:
                return one._replace(entity_id=next(iter(same)), method="coreference")
        if one.rivals and one.entity_id not in self.in_full and one.rivals & self.in_full:
            # The best-known bearer of a last name is not meant for sure where the story names another in full.
            return one._replace(entity_id=None)
        return one


class _Taken:
    """The mentions of a zone, in order and disjoint."""

    def __init__(self, found: list[_Found]) -> None:
        self.found = found
        self.starts = [one.start for one in found]

    def overlapping(self, start: int, end: int) -> list[_Found]:
        """The mentions that overlap `[start, end)`."""
        first = bisect_right(self.starts, start)
        if first and self.found[first - 1].end > start:
            first -= 1
        return self.found[first : bisect_left(self.starts, end)]

    def free(self, start: int, end: int) -> bool:
        """Whether none does."""
        place = bisect_right(self.starts, start)
        if place and self.found[place - 1].end > start:
            return False
        return not (place < len(self.found) and self.starts[place] < end)

    def with_(self, further: list[_Found]) -> _Taken:
        """These and others that overlap none of them."""
        return _Taken(sorted(self.found + further, key=attrgetter("start"))) if further else self


def _complete(zone: _Zone, story: _Story) -> _Taken:
    """What the zone names, with what the story as a whole tells of names that were left open."""
    taken = _Taken(zone.found)
    further: list[_Found] = []
    free = 0
    for candidate in zone.open:
        if candidate.start < free or not taken.free(candidate.start, -candidate.minus_end):
            continue
        one = story.read(zone, candidate)
        if one is not None and taken.free(one.start, one.end):
            further.append(one)
            free = one.end
    return _Taken([story.resolved(one) for one in zone.found]).with_(further)


def _misspelt(zone: _Zone, taken: _Taken, story: _Story) -> _Taken:
    """With the foreign names that the zone misspells, the longest from the left.

    Such a name takes the place of a mention of the same person by one word of it.
    """
    skeletons = zone.known.skeletons
    anchors = [
        Anchor(
            candidate.start,
            -candidate.minus_end,
            any(reading.given for reading in candidate.readings),
            any(reading.surname for reading in candidate.readings),
        )
        for candidate in zone.open
        if zone.text[candidate.start : -candidate.minus_end] in skeletons.anchoring
        and taken.free(candidate.start, -candidate.minus_end)
    ]
    anchors += [
        Anchor(one.start, one.end, True, True)
        for one in taken.found
        if one.reading.type == "PER" and not one.reading.full
    ]
    if not (anchors or story.named):
        return taken
    runs = skeletons.runs(
        zone.text, anchors, lambda start: zone.known.persons.titled(zone.text, start), story.named, story.in_full
    )
    further: list[_Found] = []
    replaced: list[_Found] = []
    for run in sorted(runs, key=lambda run: (run.start, -run.end)):
        if further and further[-1].end > run.start:
            continue
        inside = taken.overlapping(run.start, run.end)
        if all(
            run.start <= one.start and one.end <= run.end and one.entity_id == run.entity_id and not one.reading.full
            for one in inside
        ):
            reading = Reading(run.entity_id, "PER", full=True)
            further.append(_Found(run.start, run.end, reading, run.entity_id, "misspelling"))
            replaced += inside
    if replaced:
        taken = _Taken([one for one in taken.found if one not in replaced])
    return taken.with_(further)


def _abbreviated(zones: list[_Zone], taken: list[_Taken]) -> list[_Taken]:
    """With the short names that the story gives in brackets, there and wherever they stand alone."""
    given: dict[str, _Found | None] = {}
    for zone, of_zone in zip(zones, taken, strict=True):
        for one in of_zone.found:
            span = acronyms.bracketed(zone.text, one.start, one.end) if one.reading.type == "ORG" else None
            short = zone.text[slice(*span)] if span is not None else ""
            if span is not None and of_zone.free(*span) and short not in zone.known.no_names:
                known = given.setdefault(short, one)
                if known is None or known.entity_id != one.entity_id:
                    given[short] = None
    bearers = {short: one for short, one in given.items() if one is not None}
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


def find_in(
    folded: Folded,
    zones: Sequence[tuple[int, int]],
    *,
    lexicons: Lexicons | None = None,
    recognizer: Recognizer | str | None = recognition.DEFAULT,
) -> list[Mention]:
    """The mentions in one story, in the order of its zones.

    Args:
        folded: the folded document.
        zones: spans of the document's text, in reading order, disjoint; no mention crosses an edge of one.
        lexicons: the tables of names; the shipped ones by default.
        recognizer: what finds names that no table has, or its name; "none" or None for none.
            How its spans join the others: `corpus_pkg.entities.joining`.

    Raises:
        LexiconError: a table cannot be used.
        RecognizerError: there is no recognizer of that name, or it cannot be used.
    """
    tables = lexicons or default()
    known = gazetteer(tables)
    named = recognition.chosen(recognizer, tables)
    positions = [(folded.position(start), folded.position(end)) for start, end in zones]
    read = [_Zone(known, folded.text[first:last]) for first, last in positions]
    story = _Story.of(read)
    complete = _abbreviated(read, [_misspelt(zone, _complete(zone, story), story) for zone in read])
    mentions: list[list[Mention]] = []
    for (_, limit), (first, _), taken in zip(zones, positions, complete, strict=True):
        found: list[Mention] = []
        for one in taken.found:
            start, end = folded.span(first + one.start, first + one.end)
            end = min(end, limit)
            # تركياً is "a Turk", not the country.
            if _TANWIN in folded.source[end - 2 : end]:
                continue
            found.append(Mention(start, end, folded.source[start:end], one.reading.type, one.entity_id, one.method))
        mentions.append(found)
    if named is not None:
        mentions = joining.joined(folded, zones, mentions, named, known)
    return [mention for of_zone in mentions for mention in of_zone]


def find_entities(
    text: str, recognizer: Recognizer | str | None = recognition.DEFAULT, *, lexicons: Lexicons | None = None
) -> list[Mention]:
    """Return the mentions in `text`, read as one story; `recognizer` and `lexicons` as in `find_in`.

    >>> [(mention.surface, mention.entity_id) for mention in find_entities("وصل إلى بيروت وزير الخارجية الفرنسي")]
    [('بيروت', 'beirut')]
    """
    return find_in(fold(text), [(0, len(text))], lexicons=lexicons, recognizer=recognizer)
