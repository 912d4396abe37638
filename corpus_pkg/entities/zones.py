"""The names in one zone of a story, by the words that stand beside them.

All occurrences of all names are found in one pass; what stays are those that stand as words of their own (clitics
aside) and whose context admits them, the longest from the left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from corpus_pkg.entities.gazetteer import Gazetteer
from corpus_pkg.entities.identity import organ_entity
from corpus_pkg.entities.readings import Reading, Readings
from corpus_pkg.language.arabic.clitics import ARTICLE, CONJUNCTION, DEFINITE, LAM
from corpus_pkg.language.arabic.forms import ACCUSATIVE
from corpus_pkg.language.phrases import encodable
from corpus_pkg.language.vocalisation import contradicts, has_signs
from corpus_pkg.values import Method

#: Far enough to see the word before a name, whole, and that word.
LONGEST_WORD = 24
WORD_BEFORE = re.compile(r"(?<!\w)(\w++) $")
_LONGEST_CHAIN = 2
# Letters of Persian and Kurdish keyboards in names, beyond what folding unites with an Arabic letter.
_LOAN = str.maketrans("پڤچژ", "بفجج")
_LOANED = re.compile("[پڤچژ]")
# إلى, التي and the like begin with the same letters.
_DEFINITE_BEFORE = re.compile(
    rf"(?<!\w)(?!{CONJUNCTION}?{ARTICLE}(?:ي|ا|ان|ذي|تي|ذين)\W){DEFINITE}\w+[\s\"”»')]{{1,3}}$"
)
_QUOTES_AND_SPACE = " \"“”«»'"
_OPENING, _CLOSING = '(["“«', ')]"”»'
#: What parts zones where they are read together.
_BETWEEN = "\n"
#: A number that has its noun in the accusative, which are those that end with 11 to 99, and the noun; no year.
_COUNTED = re.compile(rf"(?<![\d.,])\d?[1-9]\d \w{{2,}}{ACCUSATIVE} $")
_NEXT_WORDS = re.compile(r" (\w+)(?: (\w+))?")


def is_of_counted(text: str, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Return whether the name of a country is the adjective of what a number counts before it: ٣٠ لاجئا سوريا."""
    return (
        text.startswith(ACCUSATIVE, end - 1)
        and ARTICLE + text[start : end - 1] in gazetteer.adjectives
        and _COUNTED.search(text, max(0, start - 2 * LONGEST_WORD), start) is not None
    )


class Candidate(NamedTuple):
    """An occurrence of a pattern as a word of its own, in the zone's folded text; sorts longest first."""

    start: int
    minus_end: int
    readings: Readings


class Naming(NamedTuple):
    """A span of a zone that names something, with the reading that holds and how it was told."""

    start: int
    end: int
    reading: Reading
    entity_id: str | None
    method: Method
    # Others who bear the last name, where it stands alone.
    rivals: frozenset[str] = frozenset()


class Occurrences(NamedTuple):
    """The names that stand in a zone as words of their own, and the words that may begin an institution's."""

    candidates: list[Candidate]
    heads: list[tuple[int, int]]


def zones_of(gazetteer: Gazetteer, texts: Sequence[str], written: Callable[[int, int, int], str]) -> list[Zone]:
    """Return the zones of a story.

    Args:
        gazetteer: the compiled names.
        texts: the folded text of each.
        written: returns a span of a zone, told by its number, as the page writes it.

    """
    whole = _BETWEEN.join(texts)
    if _LOANED.search(whole):
        whole = whole.translate(_LOAN)
    whole = encodable(whole)
    begins = list(accumulate([len(text) + len(_BETWEEN) for text in texts], initial=0))
    return [
        Zone(gazetteer, whole[begin : begin + len(text)], found, partial(written, number))
        for number, (text, begin, found) in enumerate(
            zip(texts, begins, _occurrences(gazetteer, whole, begins), strict=False)
        )
    ]


def _occurrences(gazetteer: Gazetteer, whole: str, begins: Sequence[int]) -> list[Occurrences]:
    """Return what stands in each zone of a text, of those that begin at `begins`, in one pass."""
    plain, joined, forms = gazetteer.plain, gazetteer.joined, gazetteer.institution_forms
    named = len(plain)
    zones = [Occurrences([], []) for _ in begins]
    for number, start, end, chain in gazetteer.finder(whole):
        first = start - len(chain)
        at = bisect_right(begins, first) - 1
        zone, base = zones[at], begins[at]
        if number in forms and whole[first - 1 : first] != "_" and whole[end : end + 1] != "_":
            zone.heads.append((first - base, end - base))
        if number >= named:
            continue
        readings = joined[number] if chain.endswith(LAM) else plain[number]
        if readings and not (chain and gazetteer.is_within(whole, first, start, end)):
            zone.candidates.append(Candidate(start - base, base - end, readings))
    for zone in zones:
        zone.candidates.sort()
        zone.heads.sort()
    return zones


class Zone:
    """One zone of a story: its text in the form that patterns are in, and the names in it."""

    def __init__(self, gazetteer: Gazetteer, text: str, found: Occurrences, written: Callable[[int, int], str]) -> None:
        """Read the names that were found in a zone; `written` returns a span of it as the page writes it."""
        self._written = written
        self.heads = list(dict.fromkeys(found.heads))
        self.gazetteer = gazetteer
        self.text = text
        self.namings: list[Naming] = []
        self.undecided: list[Candidate] = []
        candidates = found.candidates
        free = 0
        for number, candidate in enumerate(candidates):
            if candidate.start < free:
                continue
            reading = self._read(candidate) if candidate.readings.decided else None
            if reading is None:
                self.undecided.append(candidate)
                continue
            if (
                self._adjectival(candidate)
                or is_of_counted(text, candidate.start, -candidate.minus_end, gazetteer)
                or self._clitic(candidate, candidates[number + 1 : number + 4])
                or self._of_another(candidate, reading)
            ):
                continue
            naming = self._extended(candidate, reading)
            if naming is not None:
                self.namings.append(naming)
                free = naming.end

    def apart(self, start: int, end: int) -> bool:
        """Return whether a name is no common word, or stands in brackets or quotation marks of its own.

        With the article it is more often a common word than the tables know.
        """
        before, behind = self.text[start - 1 : start], self.text[end : end + 1]
        if before and before in _OPENING and behind and behind in _CLOSING:
            return True
        word = self.text[start:end]
        return not word.startswith(ARTICLE) and not any(part in self.gazetteer.no_names for part in word.split(" "))

    def _clitic(self, candidate: Candidate, following: list[Candidate]) -> bool:
        """Return whether its first letter is rather a clitic before a longer name: بأنيتا دان is no بانيتا."""
        return any(
            candidate.start < other.start <= candidate.start + _LONGEST_CHAIN
            and other.minus_end < candidate.minus_end
            and self._read(other) is not None
            for other in following
        )

    def _of_another(self, candidate: Candidate, reading: Reading) -> bool:
        """Return whether a short name of a person is the last name of another, whose first name stands before it."""
        if reading.type != "PER" or reading.full:
            return False
        before = WORD_BEFORE.search(self.text, max(0, candidate.start - LONGEST_WORD), candidate.start)
        if before is None or before.group(1) not in self.gazetteer.first_names_alone:
            return False
        return before.group(1) not in self.gazetteer.own_words.get(reading.entity_id or "", ())

    def _read(self, candidate: Candidate) -> Reading | None:
        """Return the reading that the words beside it ask for, else the one that asks for none."""
        fallback = None
        start, end = candidate.start, -candidate.minus_end
        readings = self._admitted(candidate)
        told = len(readings) < len(candidate.readings)
        for reading in readings:
            if reading.surname or reading.given:
                continue
            context = reading.context
            if context is None:
                fallback = fallback or reading
            elif not context.forbidden(self.text, start, end):
                # Where signs rule another name out, nothing else is asked of that whose signs they are.
                if not context.demands or (told and reading.written):
                    fallback = fallback or reading
                elif context.beside(self.text, start, end):
                    return reading
        return fallback

    def _admitted(self, candidate: Candidate) -> Sequence[Reading]:
        """Return the readings that no vowel sign of the page rules out."""
        readings = candidate.readings
        if not readings.written:
            return readings
        word = self._written(candidate.start, -candidate.minus_end)
        if not has_signs(word):
            return readings
        return [reading for reading in readings if not contradicts(word, reading.written)]

    def _adjectival(self, candidate: Candidate) -> bool:
        """Return whether a name that is also an adjective (السعودية) belongs to the definite word or name before it."""
        start, end = candidate.start, -candidate.minus_end
        if self.text[start:end] not in self.gazetteer.adjectives:
            return False
        before = _DEFINITE_BEFORE.search(self.text, max(0, start - LONGEST_WORD), start)
        if before:
            return True
        return bool(self.namings) and not self.text[self.namings[-1].end : start].strip(_QUOTES_AND_SPACE)

    def _extended(self, candidate: Candidate, reading: Reading) -> Naming | None:
        """With the adjective of its country, where the name is an organ's; None for an organ that needs one."""
        start, end, organ = candidate.start, -candidate.minus_end, reading.organ
        if organ is None:
            if reading.type == "PER" and reading.full:
                end = self.gazetteer.persons.descent(self.text, end)
            naming = Naming(start, end, reading, reading.entity_id, "gazetteer")
            if reading.type != "PER" or reading.full:
                return naming
            rivals = (other.entity_id for other in candidate.readings.surnames)
            return naming._replace(rivals=frozenset(rival for rival in rivals if rival and rival != reading.entity_id))
        if words := _NEXT_WORDS.match(self.text, end):
            for group in (2, 1):
                if words.group(group) is None:
                    continue
                adjective = self.gazetteer.adjectives.get(self.text[end + 1 : words.end(group)])
                if adjective and adjective[1] == organ.feminine:
                    identifier = organ_entity(organ.organ_id, adjective[0])
                    return Naming(start, words.end(group), reading, identifier, "gazetteer")
        return Naming(start, end, reading, None, "gazetteer") if organ.alone else None
