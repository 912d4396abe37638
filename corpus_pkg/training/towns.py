"""Derive the towns of the Arabic-speaking countries, `towns.csv`, from GeoNames' list of inhabited places.

    python -m corpus_pkg.training.towns LIST TEXT... --tables DIR

LIST is a CSV with the columns name_ar (which may be empty), name, geonames_id, country, population and, if wanted,
other_names (in Latin letters, parted by `|`); GeoNames' data are under CC BY 4.0. It should hold all places, those
without an Arabic name too, and the states of federations: a place that is not in it is no rival of its namesake. TEXT
are files of running Arabic text, of which nothing is kept but decisions; both may be packed (.gz, .xz). DIR holds the
tables of Arabic: `towns.csv` in it is written anew, and places of `places.csv` get an address in `same_as` where the
list has one place of their names in their country, or one beside which its namesakes are small.

Half of the names of towns are words besides (الوادي, الهندية). A name of one word stands for the town wherever it is
met only where running text has it behind a preposition of place or a word for a settlement in at least `_TOWNLIKE` of
its occurrences, or where the text never has it; else, where it has the article, one of these words must stand before it
(`{place}` in contexts.csv), and where it has not, or is a common word, an adjective or part of a person's name, a word
for a settlement (`{settlement}`): without the article it is as often a word with a pronoun (قصره).
"""

from __future__ import annotations

import argparse
import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from io import TextIOWrapper
from pathlib import Path
from typing import IO, NamedTuple

from corpus_pkg.entities.entries import COLUMNS
from corpus_pkg.entities.gazetteer import gazetteer
from corpus_pkg.entities.readings import Reading
from corpus_pkg.language.arabic.clitics import ARTICLE, CHAINS
from corpus_pkg.language.countries import arabic_speaking, slug
from corpus_pkg.language.lexicons import Lexicons, Row, default, listed
from corpus_pkg.language.orthography import folded
from corpus_pkg.training.texts import opened

#: Tables of words that are no names, and of those that say what something is, with their columns.
_COMMON = {
    "common_words": "word",
    "person_contexts": "word",
    "name_parts": "part",
    "time_words": "form",
    "time_context": "form",
}
_KINDS = {"entity_words": "word", "institution_words": "word"}
#: Of its occurrences a town that is no other word stands so often behind a word that a place stands behind.
_TOWNLIKE = 0.5
#: With fewer occurrences than this the share says nothing.
_FEWEST = 4
_SHORTEST = 4
#: Longer ones are descriptions.
_MOST = 3
_ADDRESS = "https://sws.geonames.org/{}/"
_ORIGIN = "GeoNames (CC BY 4.0)"
_NOTED = "; same_as: GeoNames (CC BY 4.0)"
_WORD = re.compile(r"\w+")
#: Of two places of one name in a country the greater is meant where it has so many times the people.
_SMALL = 20
#: A place that the list has by its English name alone is the known one of that name where it has so many people.
_KNOWN = 100_000
#: Spellings in Latin letters that share so much (`SequenceMatcher.ratio`) are of one name.
_ALIKE = 0.6
#: What Latin letters have besides the letters: signs over and under them, apostrophes, dots.
_SIGN = re.compile(r"[^\w\s-]|_|[\u02b0-\u036f]")
#: The article in its Latin spellings, and the English one.
_ARTICLES = frozenset(["ad", "adh", "al", "an", "ar", "as", "ash", "at", "ath", "az", "el", "the"])
#: Letters that a careless spelling leaves plain.
_CAREFUL = re.compile("[أإآةىئؤ]")
_ARABIC = re.compile(r"[\u0621-\u064a ]+")
#: Prepositions of place that are joined to the word.
_JOINED = frozenset(("ب", "وب"))


class _Town(NamedTuple):
    identifier: str
    country: str
    name: str
    names: tuple[str, ...]
    population: int
    other_names: tuple[str, ...] = ()


def _open(path: Path) -> IO[str]:
    return TextIOWrapper(opened(path), encoding="utf-8", errors="replace", newline="")


def _listed(path: Path) -> list[_Town]:
    """Return the places of a list, the most populous first, each once with all its Arabic names."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    rows: dict[str, dict[str, str]] = {}
    with _open(path) as file:
        for row in csv.DictReader(file):
            rows[row["geonames_id"]] = row
            if _ARABIC.fullmatch(row["name_ar"]):
                spelt = names[row["geonames_id"]]
                # Of two that are folded alike the one that has more signs is the careful one.
                key = folded(row["name_ar"])
                spelt[key] = max(
                    spelt.get(key, row["name_ar"]), row["name_ar"], key=lambda name: len(_CAREFUL.findall(name))
                )
    towns = [
        _Town(
            number,
            row["country"],
            row["name"],
            tuple(names[number].values()),
            int(row["population"]),
            tuple(filter(None, (row.get("other_names") or "").split("|"))),
        )
        for number, row in rows.items()
    ]
    return sorted(towns, key=lambda town: (-town.population, int(town.identifier)))


def _shares(texts: Iterable[Path], names: frozenset[str], cues: frozenset[str]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each of the names is met as a word, and how often behind a word that a place stands behind."""
    met: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    for path in texts:
        with _open(path) as file:
            for line in file:
                before = ""
                for word in _WORD.findall(folded(line)):
                    for chain in CHAINS:
                        name = word[len(chain) :]
                        if word.startswith(chain) and name in names:
                            met[name] += 1
                            placed[name] += chain in _JOINED or (not chain and before in cues)
                            break
                    before = word
    return met, placed


def _folded(lexicons: Lexicons, tables: Mapping[str, str]) -> frozenset[str]:
    return frozenset(folded(row[column]) for table, column in tables.items() for row in lexicons.rows(table))


class _Derivation:
    """What tells which of the names are sure: the other tables, and running text."""

    def __init__(self, towns: Sequence[_Town], texts: Iterable[Path], lexicons: Lexicons) -> None:
        self.names = gazetteer(lexicons)
        self.towns = towns
        self.derived = frozenset(row["entity_id"] for row in lexicons.rows("towns"))
        self.others = frozenset(self.names.entities) - self.derived
        conditions = {row["context_id"]: listed(row["conditions"]) for row in lexicons.rows("contexts")}
        self.cues = frozenset(folded(word) for context in ("place", "settlement") for word in conditions[context])
        words = frozenset(folded(name) for town in towns for name in town.names if " " not in name)
        self.common = _folded(lexicons, _COMMON)
        self.kinds = _folded(lexicons, _KINDS)
        self.met, self.placed = _shares(texts, words, self.cues)

    def rows(self) -> Iterator[dict[str, str]]:
        """Yield the rows of towns.csv, the most populous first: of two towns of one name the greater has it."""
        taken = set(self.others)
        borne: set[str] = set()
        for town in self.towns:
            identifier = slug(town.name)
            if identifier in taken:
                identifier = f"{identifier}-{town.country.lower()}"
            free = [name for name in town.names if self._free(folded(name), borne)]
            if not free or not identifier or identifier in taken:
                continue
            taken.add(identifier)
            borne.update(map(folded, free))
            first, *others = sorted(free, key=self._asked)
            some = not self._asked(first)
            yield {
                "entity_id": identifier,
                "type": "LOC",
                "name_ar": first,
                "name_en": town.name,
                "country_code": town.country,
                "spellings": "|".join(f"{name}?" if some and self._asked(name) else name for name in others),
                "context": self._context(free),
                "same_as": _ADDRESS.format(town.identifier),
                "origin": _ORIGIN,
            }

    def _free(self, plain: str, borne: Collection[str]) -> bool:
        """Return whether a name may be a town's: no other has it, with or without the article, and it says no kind."""
        first, *others = plain.split(" ")
        bare = plain.removeprefix(ARTICLE)
        return not (
            plain in borne
            or bare in self.kinds
            or ARTICLE + bare in self.kinds
            or (others and first in self.cues)
            or len(others) >= _MOST
            or any(
                reading.type != "PER" or reading.full
                for spelling in (bare, ARTICLE + bare)
                for reading in self._readings(spelling)
            )
        )

    def _readings(self, plain: str) -> list[Reading]:
        index = self.names.indices.get(plain)
        readings = () if index is None else self.names.plain[index]
        return [reading for reading in readings if reading.entity_id not in self.derived]

    def _context(self, names: Iterable[str]) -> str:
        asked = [folded(name) for name in names if self._asked(name)]
        if not asked:
            return ""
        plain = all(name.startswith(ARTICLE) and not self._common(name) for name in asked)
        return "{place}" if plain else "{settlement}"

    def _asked(self, name: str) -> bool:
        """Return whether something must stand before a name."""
        plain = folded(name)
        return self._common(plain) or (
            " " not in plain and self.met[plain] >= _FEWEST and self.placed[plain] < _TOWNLIKE * self.met[plain]
        )

    def _common(self, plain: str) -> bool:
        """Return whether a folded name is as often something else."""
        names = self.names
        if " " in plain:
            return all(word in self.common or word in names.first_names for word in plain.split(" "))
        return (
            len(plain) < _SHORTEST
            or plain in self.common
            or plain in names.first_names
            or plain in names.adjectives
            or bool(self._readings(plain))
        )


class _Addresses:
    """The places of a list by their names and country, for the address of a place that other tables name."""

    def __init__(self, places: Iterable[_Town]) -> None:
        self._arabic: dict[tuple[str, str], set[_Town]] = defaultdict(set)
        self._latin: dict[tuple[str, str], set[_Town]] = defaultdict(set)
        self._others: dict[tuple[str, str], set[_Town]] = defaultdict(set)
        for place in places:
            self._latin[_latin(place.name), place.country].add(place)
            for name in place.names:
                self._arabic[folded(name), place.country].add(place)
            for name in place.other_names:
                self._others[_latin(name), place.country].add(place)

    def place(self, names: Iterable[str], name_en: str, country: str) -> _Town | None:
        """Return the one place of these Arabic names and this English one; None where it is in doubt.

        A name in one script alone is no sign: a governorate has the Arabic name of a town that Latin letters tell
        apart, and a city without an Arabic name in the list has namesakes with one.
        """
        arabic = set().union(*(self._arabic[folded(name), country] for name in names))
        plain = _latin(name_en)
        named = self._latin[plain, country]
        greatest = max(arabic | named, key=lambda place: (place.population, place.identifier), default=None)
        if greatest is None:
            return None
        if all(_SMALL * rival.population < greatest.population for rival in (arabic | named) - {greatest}):
            if greatest in arabic and greatest in named:
                return greatest
            if greatest in named and not greatest.names and greatest.population >= _KNOWN:
                return greatest
        if len(arabic) == 1:
            (single,) = arabic
            rivals = (named | self._others[plain, country]) - arabic
            if _alike(single.name, name_en) and all(rival.population < single.population for rival in rivals):
                return single
        return None


def _identified(rows: Iterable[Row], places: Iterable[_Town]) -> Iterator[dict[str, str]]:
    """Yield rows of places, each with the address of the place that the list has by its names and country, if any.

    An address of this list that stands in a row already is looked for again.
    """
    addresses = _Addresses(places)
    for row in rows:
        cells = dict(row)
        if cells["origin"].endswith(_NOTED):
            cells |= {"same_as": "", "origin": cells["origin"].removesuffix(_NOTED)}
        names = (name.removesuffix("?") for name in (row["name_ar"], *listed(row["spellings"])))
        place = addresses.place(names, row["name_en"], row["country_code"])
        if place is not None and not cells["same_as"]:
            cells |= {"same_as": _ADDRESS.format(place.identifier), "origin": cells["origin"] + _NOTED}
        yield cells


def _alike(name: str, other: str) -> bool:
    """Return whether two names are spellings of one; with a word more it is another's (a quarter's, its city's)."""
    words, others = _latin(name), _latin(other)
    return (
        words.count(" ") == others.count(" ")
        and SequenceMatcher(None, words.replace(" ", ""), others.replace(" ", "")).ratio() >= _ALIKE
    )


def _latin(name: str) -> str:
    """Return a name in Latin letters without signs, articles and what stands in brackets."""
    letters = unicodedata.normalize("NFKD", re.sub(r" \(.*\)", "", name)).casefold()
    return " ".join(word for word in _WORD.findall(_SIGN.sub("", letters)) if word not in _ARTICLES)


def _write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", type=Path)
    parser.add_argument("texts", type=Path, nargs="*")
    parser.add_argument("--tables", type=Path, required=True)
    args = parser.parse_args()
    listed_places = _listed(args.list)
    towns = [town for town in listed_places if town.names and town.country in arabic_speaking()]
    rows = sorted(_Derivation(towns, args.texts, default()).rows(), key=lambda row: row["entity_id"])
    _write(args.tables / "towns.csv", rows)
    _write(args.tables / "places.csv", list(_identified(default().rows("places"), listed_places)))


if __name__ == "__main__":
    main()
