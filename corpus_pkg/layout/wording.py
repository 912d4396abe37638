"""What a rule sees of a line: its words, the phrase that names it, its dates, its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from corpus_pkg import dates
from corpus_pkg.dates import Expression
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import Folded
from corpus_pkg.language.punctuation import COMMAS
from corpus_pkg.layout.lines import Line
from corpus_pkg.layout.paragraphs import Cues, cues, parts_homograph
from corpus_pkg.layout.phrases import DATED, EDGES, Phrases, phrases
from corpus_pkg.layout.stamps import role
from corpus_pkg.layout.thresholds import (
    ANNOUNCED_WORDS,
    DATE_LINE_WORDS,
    NAMES_PARTS,
    NAMES_WORDS,
    PART_WORDS,
    SENTENCE_WITH_PHRASE_WORDS,
    SURELY_ANNOUNCED_WORDS,
)
from corpus_pkg.records import SegmentKind

_PARTS = re.compile(rf"(?<!\s)\s*+[|/:+{COMMAS}]+\s*|(?<!\s)\s++[-_]\s*|-\s+")
_BARS = re.compile(r"\s[|»›]\s|\s\|\s?")
_DIGIT = re.compile(r"\d")
_BRACKETED = re.compile(r"([^()]+?) ?\(([^()]+)\)")


class Wording:
    """A line as the rules see it; what costs is worked out when a rule first asks.

    Attributes:
        text: the line in folded form; `words` and `prose` are those of the line.

    """

    def __init__(self, line: Line, page: Folded, lexicons: Lexicons) -> None:
        self.line = line
        self.page = page
        self.lexicons = lexicons
        self.text = line.text
        self.words = line.words
        self.prose = line.prose
        self.phrases: Phrases = phrases(lexicons)
        self.cues: Cues = cues(lexicons)

    @cached_property
    def source(self) -> str:
        """The line as it stands, where the page tells "on" from Ali; else empty."""
        apart = parts_homograph(self.page.source, self.lexicons.language)
        return self.page.source[self.line.start : self.line.end] if apart else ""

    @cached_property
    def phrase(self) -> tuple[str, str] | None:
        """The kind and the phrase by which the lexicon knows the line."""
        hit = self.phrases.label(self.text, self.words)
        signs = hit is not None and hit[0] == "byline"
        return None if hit and signs and (self._announces() or self._opens_sentence(hit[1])) else hit

    @property
    def phrase_kind(self) -> str | None:
        """The kind that the phrase gives."""
        return self.phrase[0] if self.phrase else None

    def _opens_sentence(self, phrase: str) -> bool:
        """Whether "by" begins a sentence ("By Monday the river ...") in letters that have capitals, and no byline."""
        if not self.lexicons.language.capitals:
            return False
        words = self.text.split()[len(phrase.split()) :]
        return self.prose or (bool(words) and words[0].islower()) or self.cues.clauses(" ".join(words)) > 0

    def _announces(self) -> bool:
        """Whether a line that begins as a byline does ("report: ...") goes on as a headline, and names nobody."""
        _, colon, rest = self.text.partition(":")
        words = rest.split()
        if not colon or len(words) < ANNOUNCED_WORDS or any(sign in rest for sign in f"{COMMAS}-/|+"):
            return False
        # Two persons and an outlet at most have so many words, and nothing in them that only sentences have.
        return (
            len(words) > SURELY_ANNOUNCED_WORDS or self.cues.function(rest) or any(map(self.cues.inflected, words[2:]))
        )

    @cached_property
    def cells(self) -> list[str]:
        """What stands between the bars of the line."""
        return [cell.strip() for cell in _BARS.split(self.text) if cell.strip()]

    @cached_property
    def may_be_dated(self) -> bool:
        """Whether the line can be a date and little else."""
        if self.words > DATE_LINE_WORDS or not _DIGIT.search(self.text):
            return False
        return not self.prose or self.phrase is not None or self.words <= SENTENCE_WITH_PHRASE_WORDS

    @cached_property
    def dates(self) -> list[Expression]:
        """The dates of a line that may be dated, where one states a whole day: without a phrase one day, no period."""
        kind = self.phrase_kind
        if not self.may_be_dated or kind not in (None, *DATED, "byline", "source"):
            return []
        labels = self.phrases.day_labels(self.text)
        expressions = dates.find_in(
            self.page, self.line.start, self.line.end, lexicons=self.lexicons, whole=bool(labels)
        )
        days = {date.value[:10] for date in expressions if date.value and dates.is_whole_day(date.value)}
        periods = any(date.value and "/" in date.value for date in expressions)
        unnamed = kind is None and self._role(expressions) is None
        if not days and not (labels and any(dates.is_month(date.value) for date in expressions)):
            return []
        return [] if (len(days) > 1 or periods) and unnamed else list(expressions)

    @cached_property
    def dated(self) -> SegmentKind | None:
        """What the day of the line is the day of, where a phrase in it says so."""
        return self._role(self.dates)

    def _role(self, expressions: Sequence[Expression]) -> SegmentKind | None:
        base = self.page.text.find(self.text, self.page.position(self.line.start))
        places = [
            (self.page.position(date.start) - base, self.page.position(date.end) - base)
            for date in expressions
            if dates.is_whole_day(date.value) or dates.is_month(date.value)
        ]
        return role(self.phrases.day_labels(self.text), places) if places else None

    @property
    def states_day(self) -> bool:
        """Whether the line states a whole day, and no month alone."""
        return any(dates.is_whole_day(date.value) for date in self.dates)

    @cached_property
    def bracketed(self) -> re.Match[str] | None:
        """Text and, behind it, brackets that end the line; no running text, and no phrase of the lexicon."""
        unnamed = self.phrase is None and not self.prose and self.text.endswith(")")
        return _BRACKETED.fullmatch(self.text) if unnamed else None

    @cached_property
    def short(self) -> bool:
        """Whether the line can be names alone: short, no running text, no phrase of the lexicon."""
        return self.words <= NAMES_WORDS and not self.prose and self.phrase is None

    @cached_property
    def parts(self) -> list[str]:
        """The parts of a short line between its bars, colons, commas and dashes; else none."""
        return [part for part in _PARTS.split(self.text.strip(EDGES)) if part] if self.short else []

    @cached_property
    def names(self) -> Names | None:
        """The two or three parts of a short line, told apart; None where it has others."""
        parts = self._tight() or self.parts
        if not 1 < len(parts) <= NAMES_PARTS or any(len(part.split()) > PART_WORDS for part in parts):
            return None
        return Names(self, parts)

    def _tight(self) -> list[str]:
        """Return the parts of a place and an outlet with a dash and no blank between them; else none."""
        if len(self.parts) != 1 or _DIGIT.search(self.text):
            return []
        tight = [part for part in self.text.strip(EDGES).split("-") if part]
        pairs = ((tight[-1], tight[0]), (tight[0], tight[-1])) if len(tight) > 1 else ()
        phrases = self.phrases
        fits = any(
            phrases.outlet(outlet) and (phrases.place(place) or phrases.country(place)) for outlet, place in pairs
        )
        return tight if fits else []


class Names:
    """The parts of a short line: outlets, places, and others."""

    def __init__(self, wording: Wording, parts: list[str]) -> None:
        text, phrases = wording.text, wording.phrases
        self.parts = parts
        self.outlets = [part for part in parts if phrases.outlet_like(part)]
        # Before a colon a country is what a headline speaks of ("Iraq: ..."), before a dash where the story was filed.
        colon = ":" in text[:-1]
        self.places = [
            part
            for part in parts
            if part not in self.outlets
            and (phrases.place(part) or (not colon and part is parts[0] and phrases.country(part)))
        ]
        self.others = [part for part in parts if part not in self.outlets and part not in self.places]
        named = bool(self.others) and all(wording.cues.name(part, wording.source) for part in self.others)
        # An outlet that no lexicon has may bear the name of its place, and stands before "agencies" and a plus.
        named = named and not any(map(wording.cues.of_a_place, self.others))
        if "+" in text or (self.outlets and all(part.strip(EDGES) in phrases.unnamed for part in self.outlets)):
            named = named and all(map(wording.cues.given, self.others))
        # Two names stand behind the place or the outlet, and behind no colon: there stands a headline.
        self.person = named and (len(self.others) == 1 or (parts[0] not in self.others and not colon))
