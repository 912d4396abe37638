"""The wordings of boilerplate that the lexicons know, compiled: whole lines, beginnings, phrases anywhere in a line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import cast

from corpus_pkg.language.countries import countries
from corpus_pkg.language.lexicons import Lexicons, listed
from corpus_pkg.language.names import name_shape
from corpus_pkg.language.orthography import folded
from corpus_pkg.language.punctuation import COMMAS, SEMICOLONS, STOPS
from corpus_pkg.layout.stamps import DayLabel
from corpus_pkg.layout.thresholds import ANYWHERE_WORDS, LABEL_SIGNS, LIMITS, OPENING_SIGNS, OUTLET_WORDS
from corpus_pkg.records import SegmentKind

#: What stands around the words of a line and says nothing.
EDGES = f" \t:|-_*•·»«\"'“”()[]{{}}<>/\\=#~+{STOPS}{COMMAS}{SEMICOLONS}"
#: Kinds of phrases that say what a day is the day of.
DATED = frozenset({"published", "updated", "retrieved"})
_WORD = re.compile(r"[^\W_]+")
# What stands behind a word of bylines where the line is one.
_BYLINE_SIGNS = {"byline": (":", " :", " -", "/", " /"), "weak_byline": (":", " :"), "byline_alone": ("",)}
# What parts a desk from the outlet that it is of, where the phrase ends with a preposition that is joined to the name,
# where the name must be quoted, and else.
_DESK_SIGNS = {"joined": r"[\s\"'«“”»(]{0,3}", "quoted": r"\s?[\"«“(]\s?"}
_APART = r"[^\w]{1,3}"
_LETTER = r"(?=[^\W\d_])"
# What stands behind a word such as "source" where the line is one.
_SOURCE_SIGNS = (":", " :", "/", " /", "|", " |", " -")


class Phrases:
    """The lexicon of boilerplate, compiled."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.whole: dict[str, tuple[str, str]] = {}
        self.starts: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        anywhere: dict[str, tuple[str, str]] = {}
        for row in lexicons.rows("boilerplate"):
            phrase = folded(row["phrase"]).lower()
            if row["place"] == "whole":
                self.whole.setdefault(phrase.strip(EDGES), (row["kind"], row["phrase"]))
            elif row["place"] == "start":
                word = _WORD.search(phrase)
                self.starts[word.group() if word else ""].append((phrase, row["kind"], row["phrase"]))
            else:
                anywhere[phrase] = (row["kind"], row["phrase"])
        for row in lexicons.rows("phrases"):
            self._label(row["phrase"], "byline", _BYLINE_SIGNS.get(row["role"], ()))
        for row in lexicons.rows("credit_phrases"):
            if row["kind"] == "source_label" and row["detail"] != "weak":
                self.whole.setdefault(folded(row["phrase"]).lower(), ("source", row["phrase"]))
                self._label(row["phrase"], "source", _SOURCE_SIGNS)
        for entries in self.starts.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.anywhere = anywhere
        self._days = {
            phrase: cast(SegmentKind, kind)
            for entries in self.starts.values()
            for phrase, kind, _ in entries
            if kind in DATED
        }
        self._day_labels = re.compile(
            rf"(?<![^\W_])(?:{'|'.join(map(re.escape, sorted(self._days, key=len, reverse=True)))})(?![^\W\d_])"
            if self._days
            else "(?!)"
        )
        self.held = re.compile(_held(anywhere, lexicons))
        self.outlets = frozenset(
            folded(name).lower()
            for row in lexicons.rows("outlets")
            for name in (row["name_ar"], row["name_en"], *listed(row["spellings"]))
            if name
        )
        self.unnamed = _unnamed(lexicons)
        phrases_of_credits = [(row["kind"], folded(row["phrase"])) for row in lexicons.rows("credit_phrases")]
        self._names = name_shape(lexicons)
        self.photo_credits = frozenset(phrase.lower() for kind, phrase in phrases_of_credits if kind == "photo_credit")
        self.source_labels = frozenset(phrase for kind, phrase in phrases_of_credits if kind == "source_label")
        self._desks_of = _desks_of(lexicons)
        self._first_on = [
            phrase.lower().split(" … ") for kind, phrase in phrases_of_credits if kind == "first_on" and " … " in phrase
        ]
        published = [phrase for entries in self.starts.values() for phrase, kind, _ in entries if kind == "published"]
        self.published = re.compile(
            rf"(?:{'|'.join(map(re.escape, published))})\W{{0,{LABEL_SIGNS}}}(?=\w)" if published else "(?!)"
        )
        self.countries = frozenset(folded(name) for country in countries(lexicons) for name in country.names)
        self.places = frozenset(
            folded(name)
            for row in lexicons.rows("places")
            for name in (row["name_ar"], *listed(row["spellings"]))
            if name
        )

    def _label(self, name: str, kind: SegmentKind, signs: Sequence[str]) -> None:
        """Know a label before each of the signs, where no row of `boilerplate` has it."""
        phrase = folded(name).lower()
        word = _WORD.search(phrase)
        entries = self.starts[word.group() if word else ""]
        known = {entry[0] for entry in entries}
        entries.extend((phrase + sign, kind, name) for sign in signs if phrase + sign not in known)

    def label(self, text: str, words: int) -> tuple[str, str] | None:
        """Return the kind and phrase of a line with that folded text."""
        lowered = text.lower()
        bare = lowered.strip(EDGES)
        hit = self.whole.get(bare)
        if hit:
            return hit
        word = _WORD.search(lowered)
        if word and word.start() <= OPENING_SIGNS:
            opening = lowered[word.start() :]
            for phrase, kind, name in self.starts.get(word.group(), ()):
                # Behind a sign a word may begin at once.
                parted = not phrase[-1].isalnum() or not opening[len(phrase) : len(phrase) + 1].isalnum()
                if opening.startswith(phrase) and parted:
                    if words <= LIMITS.get(kind, words):
                        return kind, name
                    return None
        if words <= ANYWHERE_WORDS:
            match = self.held.search(lowered)
            if match:
                return self.anywhere[match["worded"] or match[0]]
        return None

    def desk_of(self, text: str) -> tuple[int, bool] | None:
        """Return where the name of an outlet begins in a folded line that begins with its desk ("the editors of X").

        Behind it stands whether nothing but an outlet's name follows that desk.
        """
        hits = ((found.end(), sure) for desk, sure in self._desks_of if (found := desk.match(text)))
        return next(hits, None)

    def first_on(self, text: str) -> int | None:
        """Return where the name of the outlet begins in a folded line that says where a story first appeared."""
        lowered = text.lower()
        ends = (
            lowered.rindex(closing) + len(closing)
            for opening, closing in self._first_on
            if lowered.startswith(opening) and closing in lowered
        )
        end = next(ends, None)
        name = _WORD.search(text, end) if end is not None else None
        return name.start() if name else None

    def day_labels(self, text: str) -> list[DayLabel]:
        """Return the phrases in a folded line that say what a day is the day of, in order."""
        return [
            DayLabel(match.start(), match.end(), self._days[match.group()])
            for match in self._day_labels.finditer(text.lower())
        ]

    def country(self, text: str) -> bool:
        """Whether the folded text names a country and nothing else; some are also called as their capitals."""
        return text.strip(EDGES) in self.countries

    def outlet(self, text: str) -> bool:
        """Whether the folded text names an outlet of the lexicon and nothing else."""
        return text.lower().strip(EDGES) in self.outlets

    def outlet_like(self, text: str) -> bool:
        """Whether the folded text names an outlet of the lexicon, or reads as names of outlets do ("... News")."""
        words = text.strip(EDGES).split()
        ends = 1 < len(words) <= OUTLET_WORDS and words[-1] in self._names.outlet_parts
        return self.outlet(text) or ends or self._names.outlet(words)

    def outlet_form(self, text: str) -> bool:
        """Whether the folded text has the form of an outlet's name, and hardly that of anything else."""
        return self._names.outlet(text.strip(EDGES).split())

    def place(self, text: str) -> bool:
        """Whether the folded text names a place of the lexicon and nothing else."""
        return text.strip(EDGES) in self.places


def _unnamed(lexicons: Lexicons) -> frozenset[str]:
    """Return the words for outlets that are not named: "agencies"."""
    rows = [row for row in lexicons.rows("outlets") if row["kind"] == "unnamed"]
    return frozenset(folded(name) for row in rows for name in (row["name_ar"], *listed(row["spellings"])))


def _desks_of(lexicons: Lexicons) -> list[tuple[re.Pattern[str], bool]]:
    """Return the patterns of desks before the name of an outlet, and whether nothing else can follow."""
    rows = [row for row in lexicons.rows("credit_phrases") if row["kind"] == "desk_of"]
    desks = sorted(((folded(row["phrase"]), row["detail"]) for row in rows), key=lambda desk: -len(desk[0]))
    return [
        (re.compile(re.escape(phrase) + _DESK_SIGNS.get(detail, _APART) + _LETTER), detail not in ("weak", "joined"))
        for phrase, detail in sorted(desks, key=lambda desk: desk[1] != "quoted")
    ]


@cache
def phrases(lexicons: Lexicons) -> Phrases:
    """Return the boilerplate that `lexicons` knows, compiled once."""
    return Phrases(lexicons)


def _held(phrases: Iterable[str], lexicons: Lexicons) -> str:
    """Return the pattern of phrases anywhere in a line: one that begins with a letter begins a word, behind clitics."""
    language = lexicons.language.morphology
    clitics = f"[{language.proclitics}]?" if language.proclitics else ""
    begins = rf"(?<![^\W_]){clitics}(?:{language.article})?"
    longest = sorted(phrases, key=len, reverse=True)
    worded, signed = ([re.escape(one) for one in longest if one[0].isalnum() is is_word] for is_word in (True, False))
    return "|".join((f"{begins}(?P<worded>{'|'.join(worded) or '(?!)'})", *signed))
