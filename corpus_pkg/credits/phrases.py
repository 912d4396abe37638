"""The wording of credits, compiled from `credit_phrases`, `phrases`, the tables of places and CLDR's calendars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus_pkg.language.arabic.clitics import AND, LAM
from corpus_pkg.language.cldr import months, territories, weekdays
from corpus_pkg.language.lexicons import Lexicons, listed
from corpus_pkg.language.orthography import folded
from corpus_pkg.language.phrases import Phrases, key, phrases

#: What the table says of verbs behind which an outlet names itself; of others, the word that must follow the name.
OF_ITSELF = "self"
#: Words that names of institutions and places begin with, by their tables.
_HEADS = {
    "institution_words": ("head", "head_for", "head_single", "head_unsure"),
    "entity_words": ("place_head", "org_head"),
}


@dataclass(frozen=True, slots=True)
class ClassNoun:
    """A word for a sort of outlet, and how freely an unknown name may follow it.

    `freedom` is "open" (a bare name), "quoted" (only between quotation marks) or "known" (only names of the lexicon).
    """

    kind: str
    freedom: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that frame credits, as finders of phrases or sets of folded words."""

    source_label: Phrases
    published_in: re.Pattern[str]
    byline_label: Phrases
    class_noun: Phrases
    classes: dict[str, ClassNoun]
    aside: Phrases
    own_desk: frozenset[str]
    date_word: Phrases
    place: Phrases
    state_outlet: frozenset[str]
    common_word: frozenset[str]
    common_phrase: frozenset[str]
    cue_before: dict[str, str]
    cue_after: frozenset[str]
    speech: frozenset[str]
    house_cue: frozenset[str]
    town_part: frozenset[str]
    heads: frozenset[str]
    newsroom: frozenset[str]
    rights: re.Pattern[str]
    spoken_to: re.Pattern[str]
    received: re.Pattern[str]
    copy_behind: dict[str, str]
    sections: frozenset[str]
    every_day: frozenset[str]
    opening: frozenset[str]


def _spoken_to(classes: Sequence[str], verbs: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of what stands before an outlet to which somebody speaks, or that was sent a statement."""
    nouns, verbs_ = "|".join(map(re.escape, classes)) or "(?!)", "|".join(map(re.escape, verbs)) or "(?!)"
    return re.compile(rf"(?<![^\W_])(?:{LAM}(?:(?:{nouns})\s)?|(?:{verbs_})\s(?:(?:{nouns})\s)?)[\W_]{{0,3}}(?=[^\W_])")


def _received(verbs: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of verbs before the outlet itself; a preposition of one letter may be grown to the name."""
    ends = (f"(?:{re.escape(verb)})" + (r"\s?" if verb[-2:-1] == " " else r"\s") for verb in verbs)
    return re.compile(rf"(?<![^\W_])[{AND}]?(?P<verb>{'|'.join(ends) or '(?!)'})")


def _places(lexicons: Lexicons) -> Phrases:
    """Return the finder of names of countries and places."""
    places = {key(name): name for names in territories(lexicons.language.named_in).values() for name in names}
    for table in ("places", "countries"):
        for row in lexicons.rows(table):
            places.update(
                (key(name), name) for name in (row.get("name_ar", ""), *listed(row["spellings"])) if key(name)
            )
    return phrases(places)


def _heads(lexicons: Lexicons) -> frozenset[str]:
    """Return the words that names of institutions and places begin with."""
    return frozenset(
        folded(row["word"])
        for table, roles in _HEADS.items()
        for row in lexicons.rows(table)
        if row["role"] in roles and " " not in row["word"]
    )


@cache
def wording(lexicons: Lexicons) -> Wording:
    """Return the compiled wording; raises LexiconError where a lexicon cannot be read."""
    of: dict[str, dict[str, str]] = {}
    for row in lexicons.rows("credit_phrases"):
        of.setdefault(row["kind"], {})[key(row["phrase"])] = row["detail"] or row["phrase"]
    for row in lexicons.rows("phrases"):
        of.setdefault(row["role"], {})[key(row["phrase"])] = row["phrase"]
    classes = {
        phrase: ClassNoun(*detail.split(" ", 1)) for phrase, detail in of.get("class_noun", {}).items() if " " in detail
    }
    locales = lexicons.language.named_in
    calendar = {key(name) for locale in locales for name, _ in (*months(locale), *weekdays(locale))}
    dates = dict.fromkeys(calendar, "calendar") | of.get("date_label", {})

    copies = {
        key(row["phrase"]): row["detail"] for row in lexicons.rows("credit_phrases") if row["kind"] == "house_verb"
    }
    copies = {verb: copy for verb, copy in copies.items() if copy}

    def words(kind: str) -> frozenset[str]:
        return frozenset(of.get(kind, ()))

    return Wording(
        source_label=phrases(of.get("source_label", {})),
        published_in=re.compile(
            "|".join(r"\s+".join(map(re.escape, p.split())) for p in of.get("published_in", ())) or "(?!)"
        ),
        byline_label=phrases(of.get("byline", {})),
        class_noun=phrases({phrase: phrase for phrase in classes}),
        classes=classes,
        aside=phrases(of.get("aside", {})),
        own_desk=frozenset(phrase for phrase, detail in of.get("aside", {}).items() if detail == "own"),
        date_word=phrases(dates),
        place=_places(lexicons),
        state_outlet=words("state_outlet"),
        common_word=words("common_word"),
        common_phrase=words("common_phrase"),
        cue_before=of.get("cue_before", {}),
        cue_after=words("cue_after"),
        speech=words("speech") | words("weak_speech"),
        house_cue=words("house_cue"),
        town_part=words("town_part"),
        heads=_heads(lexicons),
        newsroom=words("newsroom"),
        rights=re.compile(
            "|".join(
                map(re.escape, sorted(filter(None, map(folded, of.get("rights", {}).values())), key=len, reverse=True))
            )
            or "(?!)",
            re.IGNORECASE,
        ),
        spoken_to=_spoken_to(
            sorted(phrase for phrase in classes if " " not in phrase),
            sorted(key(phrase) for phrase in of.get("house_verb", ())),
        ),
        received=_received(sorted(copies, key=len, reverse=True)),
        copy_behind={verb: folded(copy) for verb, copy in copies.items() if copy != OF_ITSELF},
        sections=frozenset(folded(row["phrase"]) for row in lexicons.rows("boilerplate") if row["place"] == "whole"),
        opening=frozenset(folded(row["phrase"]) for row in lexicons.rows("cues") if row["kind"] == "opens"),
        every_day=frozenset(folded(row["word"]) for row in lexicons.rows("common_words")),
    )
