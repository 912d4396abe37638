"""What must hold of the tables of names."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from corpus_pkg.entities.context import compiled
from corpus_pkg.entities.gazetteer import gazetteer
from corpus_pkg.entities.identity import entity
from corpus_pkg.entities.readings import Reading
from corpus_pkg.language.countries import countries
from corpus_pkg.language.lexicons import default, listed
from corpus_pkg.language.orthography import folded

TABLES = ("people", "organisations", "places")
ALL = (
    *TABLES,
    "countries",
    "organs",
    "contexts",
    "name_parts",
    "person_contexts",
    "variants",
    "common_words",
    "wikidata_types",
)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@pytest.mark.parametrize("table", ALL)
def test_every_row_says_where_it_comes_from(table: str) -> None:
    rows = default().rows(table)
    assert rows
    assert list(rows[0])[-1] == "origin"
    assert [row for row in rows if not row["origin"]] == []


def test_ids_are_slugs_and_unique_over_the_tables() -> None:
    ids = [row["entity_id"] for table in TABLES for row in default().rows(table)]
    ids += [row["organ_id"] for row in default().rows("organs")]
    assert [identifier for identifier in ids if not SLUG.fullmatch(identifier)] == []
    assert [identifier for identifier, count in Counter(ids).items() if count > 1] == []


def test_types_belong_to_their_tables() -> None:
    kinds = {table: {row["type"] for row in default().rows(table)} for table in TABLES}
    assert kinds == {"people": {"PER"}, "organisations": {"ORG", "MISC"}, "places": {"LOC"}}


def test_no_identity_elsewhere_is_claimed_without_verification() -> None:
    lists = {
        "GeoNames": re.compile(r"https://sws\.geonames\.org/[1-9]\d*/"),
        "Wikidata": re.compile(r"http://www\.wikidata\.org/entity/Q[1-9]\d*"),
    }
    for table in (*TABLES, "towns"):
        stated = [row for row in default().rows(table) if row["same_as"]]
        unverified = [
            row
            for row in stated
            if not any(name in row["origin"] and address.fullmatch(row["same_as"]) for name, address in lists.items())
        ]
        assert unverified == []
        assert table in ("places", "towns") or stated == []
    addresses = [row["same_as"] for row in default().rows("towns")]
    assert len(set(addresses)) == len(addresses)
    pattern = re.compile(r"http://www\.wikidata\.org/entity/Q\d+|")
    assert [row for row in default().rows("countries") if not pattern.fullmatch(row["same_as"])] == []


def test_no_spelling_stands_for_two_entities_without_a_context() -> None:
    shared = []
    for readings in gazetteer(default()).plain:
        bearers = {reading.entity_id for reading in free(readings)}
        if len(bearers) > 1:
            shared.append(bearers)
    assert shared == []


def free(readings: tuple[Reading, ...]) -> list[Reading]:
    """The readings that a spelling has wherever it stands."""
    return [
        reading
        for reading in readings
        if not (reading.surname or reading.given or reading.organ) and not (reading.context and reading.context.demands)
    ]


def test_no_common_word_is_a_name_without_a_context() -> None:
    known = gazetteer(default())
    common = {folded(row["word"]) for row in default().rows("common_words")}
    common |= {folded(row["form"]) for row in default().rows("time_words") if row["class"] != "name"}
    common |= {folded(row["form"]) for row in default().rows("time_context")}
    common |= {folded(row["part"]) for row in default().rows("name_parts")}
    common |= {folded(row["word"]) for row in default().rows("person_contexts") if row["role"] != "not_first"}
    assert [
        (word, free(known.plain[known.indices[word]])[0].entity_id)
        for word in sorted(common & known.indices.keys())
        if free(known.plain[known.indices[word]])
    ] == []


def test_common_words_and_first_names_exclude_each_other() -> None:
    known = gazetteer(default())
    common = {folded(row["word"]) for row in default().rows("common_words")}
    first_names = {word for word, index in known.indices.items() if any(one.given for one in known.plain[index])}
    assert sorted(common & first_names) == []


SIGNED = re.compile("[\u064b-\u0652]")


def told_apart(name: str) -> str:
    """Return a name by what tells it from others: as it is where it bears signs, else folded."""
    return name if SIGNED.search(name) else folded(name)


def test_lexicons_are_sorted_and_say_no_name_twice_in_a_row() -> None:
    for table in TABLES:
        rows = default().rows(table)
        assert [row["entity_id"] for row in rows] == sorted(row["entity_id"] for row in rows)
        twice = [
            row["entity_id"]
            for row in rows
            # Written signs tell names apart: two spellings that fold alike may differ in them.
            if len(names := list(map(told_apart, (row["name_ar"], *listed(row["spellings"]))))) != len(set(names))
        ]
        assert twice == []


def test_every_context_can_be_read() -> None:
    for table in (*TABLES, "countries", "organs"):
        for row in default().rows(table):
            context = compiled(row["context"], default())
            if context is not None:
                assert context.demands or context.prohibitions
                context.beside("", 0, 0)
                context.forbidden("", 0, 0)
    known = {row["entity_id"] for table in TABLES for row in default().rows(table)}
    known |= {country.slug for country in countries(default())}
    named = {
        item[1:]
        for table in TABLES
        for row in default().rows(table)
        for item in listed(row["context"])
        if item.startswith("@")
    }
    assert sorted(named - known) == []


def test_types_of_wikidata_are_items_with_a_type() -> None:
    rows = default().rows("wikidata_types")
    assert [row for row in rows if not re.fullmatch(r"Q[1-9][0-9]*", row["item"])] == []
    assert {row["type"] for row in rows} == {"PER", "ORG", "LOC", "MISC"}
    assert len({row["item"] for row in rows}) == len(rows)


def test_no_spelling_is_shorter_than_three_letters_without_a_context() -> None:
    short = [
        (row["entity_id"], name)
        for table in TABLES
        for row in default().rows(table)
        for name in (row["name_ar"], *listed(row["spellings"]))
        if len(re.sub(r"\W", "", folded(name))) < 3
        and not (row["context"] and (name.endswith("?") or "?" not in row["spellings"]))
    ]
    assert short == []


def test_every_entity_of_the_tables_can_be_looked_up() -> None:
    for table in TABLES:
        for row in default().rows(table):
            found = entity(row["entity_id"], default())
            assert (found.name_ar, found.type) == (row["name_ar"], row["type"])


def test_entities_of_organs_are_made_of_organ_and_country() -> None:
    found = entity("ministry-of-foreign-affairs-fr", default())
    assert (found.type, found.country_code) == ("ORG", "FR")
    assert folded(found.name_ar or "") == folded("وزارة الخارجية الفرنسية")


@pytest.mark.parametrize("unknown", ["", "nobody", "ministry-of-health", "ministry-of-health-zz", "a-"])
def test_an_id_that_no_mention_can_have_is_a_key_error(unknown: str) -> None:
    with pytest.raises(KeyError):
        entity(unknown, default())


def test_countries_come_from_cldr_with_their_codes() -> None:
    assert entity("united-states", default()).country_code == "US"
    assert entity("syria", default()).same_as == "http://www.wikidata.org/entity/Q858"
    assert entity("cote-d-ivoire", default()).name_ar == "ساحل العاج"
