"""Towns are derived from a list with what running text tells of their names."""

from __future__ import annotations

import csv
import gzip
import subprocess
import sys

import pytest

LIST = """name_ar,type,name,geonames_id,country,population
وردانية الساحل,LOC,Wardaniyat as Sahil,9000001,SY,900
وردانيه الساحل,LOC,Wardaniyat as Sahil,9000001,SY,900
نخلونة,LOC,Nakhluna,9000002,TN,5000
زيتون,LOC,Zaytun,9000003,LB,700
الشجيرة,LOC,Ash Shujayrah,9000004,JO,800
الشجيرة,LOC,Shujayrah,9000005,IQ,300
جامعة,LOC,Djamaa,9000006,DZ,4000
قرية نخلونة,LOC,Qaryat Nakhluna,9000007,TN,10
القاهرة,LOC,Cairo,360630,EG,9000000
باريس,LOC,Paris,2988507,FR,2000000
روما,LOC,Rome,9000008,IT,2000000
روما,LOC,Rome,9000009,IT,200000
فلوريدا,LOC,Florida,9000010,US,700
,LOC,Florida,9000011,US,20000000
مينيابوليس,LOC,Minneapolis,9000012,US,2000
,LOC,Minneapolis,9000013,US,30000
صلاح الدين,LOC,Pirmam,9000014,IQ,38000
روستوف,LOC,Rostov Veliky,9000015,RU,31000
بيت ساحور,LOC,Bayt Sāḩūr,9000016,PS,14000
,LOC,Lockerbie,9000017,GB,4000
,LOC,Houston,9000018,US,2000000
"""
TEXT = (
    "قطف زيتون وباع زيتون ثم زيتون، زيتون وزيتون.\n"
    "سافر إلى نخلونة وعاد من نخلونة، وفي نخلونة بقي.\n"
    "رأى الشجيرة والشجيرة والشجيرة ثم الشجيرة.\n"
)


@pytest.fixture(scope="module")
def derived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    folder = tmp_path_factory.mktemp("towns")
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    with gzip.open(folder / "text.txt.gz", "wt", encoding="utf-8") as file:
        file.write(TEXT)
    for name in ("tables", "again"):
        (folder / name).mkdir()
        command = [sys.executable, "-m", "corpus_pkg.training.towns", "list.csv", "text.txt.gz", "--tables", name]
        subprocess.run(command, cwd=folder, check=True)
    tables = {}
    for table in ("towns", "places"):
        data = (folder / "tables" / f"{table}.csv").read_bytes()
        assert data == (folder / "again" / f"{table}.csv").read_bytes()
        tables[table] = list(csv.DictReader(data.decode().splitlines()))
    return tables


def test_each_town_is_a_row_with_its_address(derived: dict[str, list[dict[str, str]]]) -> None:
    towns = {row["entity_id"]: row for row in derived["towns"]}
    assert sorted(towns) == ["ash-shujayrah", "nakhluna", "wardaniyat-as-sahil", "zaytun"]
    assert towns["nakhluna"]["same_as"] == "https://sws.geonames.org/9000002/"
    # Of two spellings the careful one; of two towns of one name the greater.
    assert (towns["wardaniyat-as-sahil"]["name_ar"], towns["wardaniyat-as-sahil"]["spellings"]) == (
        "وردانية الساحل",
        "",
    )
    assert towns["ash-shujayrah"]["country_code"] == "JO"


def test_running_text_tells_which_names_are_words_besides(derived: dict[str, list[dict[str, str]]]) -> None:
    contexts = {row["entity_id"]: row["context"] for row in derived["towns"]}
    assert contexts == {
        "ash-shujayrah": "{place}",
        "nakhluna": "",
        "wardaniyat-as-sahil": "",
        "zaytun": "{settlement}",
    }


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("cairo", 360630),
        ("paris", 2988507),
        # Beside the state the town of its name is small.
        ("florida", 9000011),
        # One name in two spellings of Latin letters.
        ("beit-sahour", 9000016),
        # A great city that has no Arabic name in the list.
        ("houston", 9000018),
    ],
)
def test_a_place_gets_the_address_of_the_one_of_its_names_and_country(
    derived: dict[str, list[dict[str, str]]], place: str, number: int
) -> None:
    places = {row["entity_id"]: row for row in derived["places"]}
    assert places[place]["same_as"] == f"https://sws.geonames.org/{number}/"
    assert places[place]["origin"].endswith("; same_as: GeoNames (CC BY 4.0)")


@pytest.mark.parametrize("place", ["rome", "minneapolis", "salah-ad-din", "rostov", "lockerbie", "berlin"])
def test_no_address_is_guessed(derived: dict[str, list[dict[str, str]]], place: str) -> None:
    # In order: two of one name; the only one with an Arabic name, but the smaller; the Arabic name of another in Latin
    # letters; a longer name; a small one that is known by its English name alone; one that this list has not, whatever
    # the table said before.
    places = {row["entity_id"]: row for row in derived["places"]}
    assert (places[place]["same_as"], "same_as" in places[place]["origin"]) == ("", False)


def test_an_address_of_another_origin_stays(derived: dict[str, list[dict[str, str]]]) -> None:
    places = {row["entity_id"]: row for row in derived["places"]}
    assert places["west-bank"]["same_as"] == "http://www.wikidata.org/entity/Q36678"
    assert places["mecca"]["origin"].endswith("by eye")
