"""The lexicon of outlets and the finder of names."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import credits
from corpus_pkg.credits.outlets import CLASH, outlets, unknown
from corpus_pkg.credits.phrases import wording
from corpus_pkg.language.lexicons import default, listed
from corpus_pkg.language.orthography import folded, normalise
from corpus_pkg.language.phrases import WORD, key
from corpus_pkg.records import Source

TABLES = ("outlets", "credit_phrases")
SPELLINGS = [
    (spelling, row["source_id"])
    for row in default().rows("outlets")
    for spelling in (row["name_ar"], *listed(row["spellings"]))
]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_says_where_it_comes_from(table: str) -> None:
    rows = default().rows(table)
    assert rows
    assert [row for row in rows if not row["origin"]] == []
    assert list(rows[0])[-1] == "origin"


@pytest.mark.parametrize("table", TABLES)
def test_first_columns_are_unique(table: str) -> None:
    rows = default().rows(table)
    first = next(iter(rows[0]))
    assert [value for value, count in Counter(row[first] for row in rows).items() if count > 1] == []


def test_ids_are_slugs_and_nothing_unverified_is_claimed() -> None:
    rows = default().rows("outlets")
    assert [row["source_id"] for row in rows if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["source_id"])] == []
    assert {row["same_as"] for row in rows} == {""}


def test_no_spelling_belongs_to_two_outlets() -> None:
    owners: dict[str, set[str]] = {}
    for spelling, owner in SPELLINGS:
        assert key(spelling), spelling
        owners.setdefault(key(spelling), set()).add(owner)
    assert {spelling: ids for spelling, ids in owners.items() if len(ids) > 1} == {}


@given(st.sampled_from(SPELLINGS))
def test_each_spelling_finds_its_outlet(pair: tuple[str, str]) -> None:
    spelling, owner = pair
    text = key(spelling)
    hit = outlets(default()).names.at(text, list(WORD.finditer(text)), 0, clitics=False)
    assert hit is not None
    assert (hit.value, text[hit.start : hit.end]) == (owner, text)


@given(st.text(min_size=1).filter(key))
def test_an_unknown_outlet_has_the_name_that_the_page_writes_and_its_spellings_one_id(name: str) -> None:
    row = unknown(name)
    assert normalise(name) in (row.name_ar, row.name_en)
    assert row.source_id == unknown(folded(row.name_ar or row.name_en or "")).source_id
    assert row == unknown(row.name_ar or row.name_en or "")
    assert row.model_dump() == Source.model_validate(row.model_dump()).model_dump()
    assert (row.kind, row.country, row.same_as) == ("unknown", None, None)


def test_a_source_is_found_by_id() -> None:
    assert credits.source("afp").name_en == "Agence France-Presse"
    with pytest.raises(KeyError):
        credits.source("no-such-outlet")


CLASS_NOUNS = sorted(
    (noun, sort.kind)
    for noun, sort in wording(default()).classes.items()
    if sort.freedom != "known" and not noun.startswith("ال")
)


@given(st.sampled_from(SPELLINGS), st.sampled_from(CLASS_NOUNS))
def test_a_word_for_its_kind_before_a_name_names_the_same_outlet(pair: tuple[str, str], noun: tuple[str, str]) -> None:
    spelling, owner = pair
    word, sort = noun
    media = outlets(default())
    name = f"{word} {spelling}"
    kind = media.sources[owner].kind
    if key(name) in media.titles:
        assert credits.named(name).source_id == media.titles[key(name)]
    elif kind in (*CLASH.get(sort, ()), "unnamed", "network"):
        assert credits.named(name) == unknown(name)
    elif not any(key(spelling).startswith(f"{other} ") for other, _ in CLASS_NOUNS):
        assert credits.named(name).source_id == owner


def test_a_name_in_latin_letters_that_one_outlet_has_is_that_outlet() -> None:
    names = Counter(key(row["name_en"]) for row in default().rows("outlets") if row["name_en"])
    spelt = {key(spelling) for spelling, _ in SPELLINGS}
    alone = [row for row in default().rows("outlets") if names[key(row["name_en"])] == 1]
    assert len(alone) > 500
    for row in alone:
        if key(row["name_en"]) not in spelt:
            assert credits.named(row["name_en"]).source_id == row["source_id"]
            assert credits.named(row["name_en"].upper()).source_id == row["source_id"]


@pytest.mark.parametrize(
    "name",
    [
        "قناة الوطن",  # the paper of that name is no channel
        "وكالة الغد",
        "مؤسسة الأهرام",
        "صحيفة",
        "الصحيفة الغد",
        "شعاع الضفاف",
    ],
)
def test_another_kind_of_outlet_is_another_outlet(name: str) -> None:
    assert credits.named(name) == unknown(name)
