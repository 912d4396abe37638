"""The names that are known, compiled into one automaton.

Names come from people.csv, organisations.csv, places.csv, towns.csv, from CLDR's countries and from the lexicon of
outlets. A pattern of the automaton is one spelling of one or several names; what it may stand for are its readings.

Columns of a table of names: `entity_id`, `type`, `name_ar`, `name_en`, `country_code` (says which rules of spelling
apply), `spellings` (further names), `context` (what must stand near, see `corpus_pkg.entities.context`; of people it is
asked of the short names where the row has any, else of the full ones), `same_as` (verified IRIs alone), `origin`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple, cast, get_args

from corpus_pkg.entities.context import Context, compiled
from corpus_pkg.entities.institutions import Institutions, institutions
from corpus_pkg.entities.misspellings import Skeletons, letters, skeletons
from corpus_pkg.entities.persons import Persons, persons
from corpus_pkg.entities.readings import Organ, Reading, Readings
from corpus_pkg.entities.speakers import Speakers, speakers
from corpus_pkg.entities.spellings import spellings, variants
from corpus_pkg.language.arabic.clitics import ARTICLE, LAM
from corpus_pkg.language.arabic.forms import has_feminine_adjectives
from corpus_pkg.language.countries import Country, arabic_speaking, countries
from corpus_pkg.language.lexicons import LexiconError, Lexicons, Row, listed
from corpus_pkg.language.orthography import folded
from corpus_pkg.language.phrases import Finder
from corpus_pkg.language.vocalisation import has_signs
from corpus_pkg.records import EntityType

_TABLES = ("people", "organisations", "places", "towns")
# A shorter last name is as often a common word.
_SHORTEST_SURNAME = 3
_SHORTEST_FIRST_NAME = 3
# Shorter ones are initials, of agencies and of authors.
_SHORTEST_OUTLET = 6
#: No chain of clitics and article is longer.
LONGEST_CHAIN = 4


class _Known(NamedTuple):
    """An entity of a table, as its row says it; an empty text is not stated."""

    type: EntityType
    name_ar: str
    name_en: str
    country_code: str
    same_as: str


@dataclass(slots=True)
class _Pattern:
    """The readings of a spelling, and those where it lacks the alef of its article behind the preposition ل."""

    plain: list[Reading] = field(default_factory=list)
    joined: list[Reading] = field(default_factory=list)


@dataclass(frozen=True)
class Gazetteer:
    """All names, compiled.

    Attributes:
        finder: of the patterns, and of what may begin the name of an institution.
        institution_forms: the numbers that the finder gives to the latter.
        plain, joined: the readings of each pattern, by its index; those behind the preposition ل, the plain ones too.
        indices: the index of each pattern.
        first_words: the first words of all patterns.
        adjectives: nisba forms, folded, by (form), with the country's code and whether it is feminine.
        given: words that, before a last name, make it another person's.
        first_names: words that go on a name that has begun.
        first_names_alone: those that are hardly ever another word.
        entities: the entities by id, those of organs excepted.
        organs: the rows of the organs by id.
        persons: the form of people's names that no table has.
        institutions: the form of institutions' names that no table has.
        speakers: the form of what says who spoke.
        skeletons: how foreign people's names may be misspelt.
        no_names: words that no name is made of.
        own_words: the words of the full names of each person.
        countries: the ids of countries.
        where: what stands before a place, and before other nouns.

    """

    finder: Finder
    institution_forms: frozenset[int]
    plain: tuple[Readings, ...]
    joined: tuple[Readings, ...]
    indices: dict[str, int]
    first_words: frozenset[str]
    adjectives: dict[str, tuple[str, bool]]
    given: frozenset[str]
    first_names: frozenset[str]
    first_names_alone: frozenset[str]
    entities: dict[str, _Known]
    organs: dict[str, Row]
    persons: Persons
    institutions: Institutions
    speakers: Speakers
    skeletons: Skeletons
    no_names: frozenset[str]
    own_words: dict[str, set[str]]
    countries: frozenset[str]
    where: Context | None

    def lies_in(self, identifier: str) -> str:
        """Return the code of the country that an entity lies in; empty for a country, and where no table says."""
        known = self.entities.get(identifier)
        return known.country_code if known and identifier not in self.countries else ""

    def is_within(self, text: str, first: int, start: int, end: int) -> bool:
        """Return whether the word `text[start:end]`, with clitics from `first` on, is the rest of one that is no name.

        وفيات are the deceased, and no company with a conjunction. `LONGEST_CHAIN` letters before it are looked at.
        """
        return text[start:end] in self._rests and any(text[at:end] in self.no_names for at in range(first, start))

    @cached_property
    def _rests(self) -> frozenset[str]:
        """What is left of words that are no names behind letters that clitics could be."""
        return frozenset(word[length:] for word in self.no_names for length in range(1, LONGEST_CHAIN + 1))


def _type(row: Row, table: str) -> EntityType:
    if row["type"] not in get_args(EntityType):
        raise LexiconError(f"{table}.csv: {row['entity_id']}: type {row['type']!r} is none of {get_args(EntityType)}")
    return cast(EntityType, row["type"])


class _Compiler:
    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicons = lexicons
        self.patterns: dict[str, _Pattern] = {}
        self.entities: dict[str, _Known] = {}
        self.given: set[str] = set()
        self.foreign_people: list[tuple[str, str]] = []
        self.native_words: set[str] = set()
        self.own_words: dict[str, set[str]] = {}
        self.parts = {role: frozenset[str]() for role in ("particle", "lineage", "ending", "common")}
        for role in self.parts:
            words = (folded(row["part"]) for row in lexicons.rows("name_parts") if row["role"] == role)
            self.parts[role] = frozenset(words)
        self.form = persons(lexicons)
        self.common = frozenset(
            [folded(row["word"]) for row in lexicons.rows("common_words")]
            + [folded(row["form"]) for row in lexicons.rows("time_words") if row["class"] != "name"]
        )

    def foreign(self, country_code: str) -> bool:
        return bool(country_code) and country_code not in arabic_speaking()

    def spelled(self, plain: str, *, foreign: bool) -> Iterator[str]:
        """Yield the spellings of a folded name.

        One that the rules make counts only where it is no common word (البرتقال).
        """
        for spelling in variants(plain, self.lexicons, foreign=foreign):
            if spelling == plain or spelling not in self.common:
                yield spelling

    def add(self, spelling: str, reading: Reading) -> None:
        if not spelling:
            return
        self.patterns.setdefault(spelling, _Pattern()).plain.append(reading)
        if spelling.startswith(ARTICLE):
            # للبنتاغون, but للاذقية: a third ل is not written.
            rest = spelling.removeprefix(ARTICLE)
            joined = rest if rest.startswith(LAM) else f"{LAM}{rest}"
            self.patterns.setdefault(joined, _Pattern()).joined.append(reading)

    def surname(self, name: str) -> str | None:
        """Return the last name of a folded full name, with the particles that belong to it; None where it has none."""
        words = name.split()
        first = len(words) - 1
        if first > 0 and words[first] in self.parts["ending"]:
            first -= 1
        while first > 0 and words[first - 1] in self.parts["particle"]:
            first -= 1
        last = " ".join(words[first:])
        if (
            first < 1
            or words[first - 1] in self.parts["lineage"]
            or len(last) < _SHORTEST_SURNAME
            or last in self.parts["common"]
        ):
            return None
        return last

    def row(self, row: Row, table: str) -> None:
        kind = _type(row, table)
        identifier = row["entity_id"]
        self.entities[identifier] = _Known(kind, row["name_ar"], row["name_en"], row["country_code"], row["same_as"])
        context = compiled(row["context"], self.lexicons)
        foreign = self.foreign(row["country_code"])
        prohibitions = context.prohibitions if context else None
        names = (row["name_ar"], *listed(row["spellings"]))
        some = any(name.endswith("?") for name in names)
        # A context beside full names alone is meant for these: others bear them too.
        shared = kind == "PER" and all(map(_several_words, names))
        for name in names:
            doubtful = name.endswith("?") or not some
            plain = folded(name.removesuffix("?"))
            for spelling in self.spelled(plain, foreign=foreign):
                full = kind == "PER" and " " in spelling
                asked = doubtful and (shared or not full) and not (context and context.met_by(spelling))
                told = context if asked else prohibitions
                self.add(spelling, Reading(identifier, kind, told, full=full, written=_written(spelling, names)))
            if kind == "PER" and " " in plain:
                self._person(plain, identifier, foreign)

    def _person(self, plain: str, identifier: str, foreign: bool) -> None:
        """Return what a person's full name tells besides: a first name, a last name, a skeleton."""
        self.own_words.setdefault(identifier, set()).update(plain.split(" "))
        if foreign:
            self.foreign_people.append((plain, identifier))
        else:
            self.native_words.update(plain.split(" "))
        first = plain.partition(" ")[0]
        # Anne is written like the conjunction.
        if not (first.startswith(ARTICLE) or first in self.form.stops or first in self.common):
            self.given.add(first)
        last = self.surname(plain)
        for spelling in self.spelled(last, foreign=foreign) if last else ():
            self.add(spelling, Reading(identifier, "PER", surname=True))

    def first_names(self) -> None:
        excluded = self.form.not_first | self.parts["lineage"] | self.parts["particle"]
        for name in sorted(self.given - excluded):
            if len(name) >= _SHORTEST_FIRST_NAME:
                self.add(name, Reading(None, "PER", given=True))

    def country(self, country: Country) -> None:
        self.entities[country.slug] = _Known("LOC", country.names[0], country.name_en, country.code, country.same_as)
        context = compiled(country.context, self.lexicons)
        prohibitions = context.prohibitions if context else None
        some = any(name.endswith("?") for name in country.names)
        for name in country.names:
            doubtful = name.endswith("?") or (not some and not _several_words(name))
            told = context if doubtful else prohibitions
            for spelling in self.spelled(folded(name.removesuffix("?")), foreign=self.foreign(country.code)):
                self.add(spelling, Reading(country.slug, "LOC", told, written=_written(spelling, country.names)))

    def outlets(self, adjectives: Collection[str]) -> None:
        organisations = {
            spelling
            for spelling, pattern in self.patterns.items()
            if any(reading.type == "ORG" for reading in pattern.plain)
        }
        rows = self.lexicons.rows("outlets")
        names = {row["source_id"]: [row["name_ar"], *listed(row["spellings"])] for row in rows}
        taken = set(self.patterns)
        classes = {row["context_id"] for row in self.lexicons.rows("contexts")}
        bare = organisations | {folded(name) for of_one in names.values() for name in of_one}
        for row in rows:
            foreign = self.foreign(row["country"])
            identifier = row["source_id"]
            context = compiled(f"{{{row['kind']}}}", self.lexicons) if row["kind"] in classes else None
            for name in filter(None, names[identifier]):
                plain = folded(name)
                telling = context is not None and context.met_by(plain)
                first, _, last = plain.rpartition(" ")
                # The country's adjective stands outside the name: القناة 12 الإسرائيلية.
                if last in adjectives and first in bare and not telling:
                    continue
                # A name of several foreign words is nothing else; an Arabic one may be any phrase.
                several = _several_words(name) and len(name) >= _SHORTEST_OUTLET
                distinctive = several and (foreign or telling)
                if not distinctive and context is None:
                    continue
                reading = Reading(identifier, "ORG", None if distinctive else context)
                for spelling in self.spelled(plain, foreign=foreign):
                    if spelling not in (taken if distinctive else organisations):
                        self.add(spelling, reading)
            entity = _Known("ORG", row["name_ar"], row["name_en"], row["country"], row["same_as"])
            self.entities.setdefault(identifier, entity)

    def organs(self) -> dict[str, Row]:
        rows = {row["organ_id"]: row for row in self.lexicons.rows("organs")}
        for identifier, row in rows.items():
            context = compiled(row["context"], self.lexicons)
            names = (row["name_ar"], *listed(row["spellings"]))
            some = any(name.endswith("?") for name in names)
            for name in names:
                told = context if context is None or name.endswith("?") or not some else context.prohibitions
                plain = folded(name.removesuffix("?"))
                # القوات المسلحة is another name of الجيش, and of the other gender.
                feminine = row["gender"] == "f" or has_feminine_adjectives(plain.partition(" ")[0])
                organ = Organ(identifier, feminine, row["alone"] == "yes")
                for spelling in self.spelled(plain, foreign=False):
                    self.add(spelling, Reading(None, "ORG", told, organ=organ))
        return rows

    def adjectives(self) -> dict[str, tuple[str, bool]]:
        adjectives: dict[str, tuple[str, bool]] = {}
        for country in countries(self.lexicons):
            for forms in country.adjectives:
                for form, feminine in zip(forms, (False, True), strict=True):
                    for spelling in spellings(form, self.lexicons, foreign=self.foreign(country.code)):
                        adjectives.setdefault(spelling, (country.code, feminine))
        return adjectives


def _written(spelling: str, names: Collection[str]) -> tuple[str, ...]:
    """Return those of an entity's names that have vowel signs and are that spelling without them."""
    marked = (name.removesuffix("?") for name in names if has_signs(name))
    return tuple(name for name in marked if folded(name) == spelling)


def _several_words(name: str) -> bool:
    return " " in name.strip()


@cache
def gazetteer(lexicons: Lexicons) -> Gazetteer:
    """Return the compiled names of `lexicons`, made once; raises LexiconError for a row that cannot be used."""
    compiler = _Compiler(lexicons)
    for table in _TABLES:
        for row in lexicons.rows(table):
            compiler.row(row, table)
    for country in countries(lexicons):
        compiler.country(country)
    organs = compiler.organs()
    compiler.first_names()
    adjectives = compiler.adjectives()
    compiler.outlets(adjectives)
    given = frozenset(compiler.given | compiler.parts["lineage"] | compiler.parts["particle"])
    no_names = compiler.form.stops | compiler.common
    rule = institutions(lexicons)
    sets = {row["context_id"] for row in lexicons.rows("contexts")}
    all_forms = dict.fromkeys((*compiler.patterns, *sorted(rule.forms)))
    sought = {form: number for number, form in enumerate(all_forms)}
    readings = [Readings(dict.fromkeys(pattern.plain)) for pattern in compiler.patterns.values()]
    return Gazetteer(
        finder=Finder(list(sought)),
        institution_forms=frozenset(sought[form] for form in rule.forms),
        plain=tuple(readings),
        joined=tuple(
            Readings((*plain, *dict.fromkeys(pattern.joined))) if pattern.joined else plain
            for plain, pattern in zip(readings, compiler.patterns.values(), strict=True)
        ),
        indices={spelling: index for index, spelling in enumerate(compiler.patterns)},
        first_words=frozenset(spelling.partition(" ")[0] for spelling in compiler.patterns),
        adjectives=adjectives,
        given=given,
        first_names=given | compiler.parts["common"],
        first_names_alone=frozenset(compiler.given) - compiler.form.not_first - compiler.form.also_words,
        entities=compiler.entities,
        organs=organs,
        persons=compiler.form,
        institutions=rule,
        speakers=speakers(lexicons),
        skeletons=skeletons(compiler.foreign_people, compiler.native_words, letters(lexicons), no_names, given),
        no_names=no_names,
        own_words=compiler.own_words,
        countries=frozenset(country.slug for country in countries(lexicons)),
        where=compiled("{where}" if "where" in sets else "", lexicons),
    )
