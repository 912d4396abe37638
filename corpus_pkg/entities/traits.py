"""What the lexicons say of single words: that they begin people's names, head organisations' names, are adjectives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus_pkg.language.arabic.clitics import ARTICLE
from corpus_pkg.language.countries import countries
from corpus_pkg.language.lexicons import Lexicons, listed
from corpus_pkg.language.orthography import folded

_WORD = re.compile(r"[^\W\d_]+")
_SERVANT = "عبد"
_SHORTEST = 3
# What somebody named says or does.
_OF_SPEECH = frozenset(("speech", "act"))
#: The traits that tell most of a word's part in a name, the strongest first: the first that a word has is its kind.
KINDS = (
    "given",
    "first",
    "common",
    "last",
    "title",
    "person_role",
    "org_head",
    "org_first",
    "organ_first",
    "place_head",
    "place_first",
    "particle",
    "lineage",
    "adjective",
    "country",
    "place",
    "speech",
    "time",
    "stop",
    "org_further",
    "place_further",
    "outlet",
)


@dataclass(frozen=True)
class Traits:
    """The traits of words in folded form.

    Attributes:
        of: the traits of each word, in alphabetical order.
        kind: the first of `KINDS` that each word has, where it has any.
        names: words of names, long enough to tell them from clitics with another word.

    """

    of: dict[str, tuple[str, ...]]
    kind: dict[str, str]
    names: frozenset[str]


class _Collector:
    def __init__(self) -> None:
        self.traits: dict[str, set[str]] = {}
        self.names: set[str] = set()

    def add(self, word: str, trait: str) -> None:
        self.traits.setdefault(word, set()).add(trait)

    def name(self, name: str, first: str, further: str, alone: str) -> list[str]:
        words = _WORD.findall(folded(name.removesuffix("?")))
        if len(words) == 1:
            self.add(words[0], alone)
        for at, word in enumerate(words if len(words) > 1 else ()):
            self.add(word, further if at else first)
        return words

    def person(self, name: str, not_first: frozenset[str]) -> None:
        words = _WORD.findall(folded(name.removesuffix("?")))
        if len(words) > 1 and words[0] not in not_first:
            self.add(words[0], "first")
        for word in words[1:-1]:
            self.add(word, "middle")
        if words:
            self.add(words[-1], "last")
        self.names.update(word for word in words if len(word) >= _SHORTEST)


@cache
def traits(lexicons: Lexicons) -> Traits:
    """Return the traits by the tables of `lexicons`; raises LexiconError."""
    collector = _Collector()
    phrases = lexicons.rows("person_contexts")
    not_first = frozenset(folded(row["word"]) for row in phrases if row["role"] == "not_first")

    def named(table: str) -> list[str]:
        return [name for row in lexicons.rows(table) for name in (row["name_ar"], *listed(row["spellings"])) if name]

    for name in named("people"):
        collector.person(name, not_first)
    for name in named("organisations"):
        words = collector.name(name, "org_first", "org_further", "org")
        collector.names.update(word for word in words[:1] if len(word) > _SHORTEST)
    for name in named("organs"):
        collector.name(name, "organ_first", "organ_further", "organ_first")
    for name in named("outlets"):
        collector.name(name, "outlet", "outlet", "outlet")
    for name in named("places"):
        words = collector.name(name, "place_first", "place_further", "place")
        collector.names.update(word for word in words if len(word) > _SHORTEST)
    for country in countries(lexicons):
        for name in country.names:
            words = collector.name(name, "country_word", "country_word", "country")
            if len(words) == 1:
                collector.names.add(words[0])
        for form in (form for forms in country.adjectives for form in forms):
            for word in form.split():
                collector.add(word, "adjective")
                collector.add(word.removeprefix(ARTICLE), "adjective_bare")
    for row in lexicons.rows("name_parts"):
        collector.add(folded(row["part"]), row["role"])
    for row in lexicons.rows("entity_words"):
        word = folded(row["word"])
        collector.add(word, row["role"])
        if row["role"] == "given" and word.startswith(f"{_SERVANT}{ARTICLE}"):
            collector.add(word.removeprefix(_SERVANT), "servant_of")
    for row in lexicons.rows("phrases"):
        if row["role"] in _OF_SPEECH:
            collector.add(folded(row["phrase"]), "speech")
    for row in phrases:
        for word in folded(row["word"]).split():
            collector.add(word, row["role"])
    for row in lexicons.rows("contexts"):
        for condition in listed(row["conditions"]):
            if condition[0] not in "@+!":
                for word in folded(condition).split():
                    if len(word) >= _SHORTEST:
                        collector.add(word, f"of_{row['context_id']}")
    for row in lexicons.rows("time_words"):
        for word in folded(row["form"]).split():
            collector.add(word, "time")
    of = {word: tuple(sorted(those)) for word, those in collector.traits.items()}
    kind = {
        word: next(trait for trait in KINDS if trait in those) for word, those in of.items() if set(KINDS) & set(those)
    }
    return Traits(of, kind, frozenset(collector.names))
