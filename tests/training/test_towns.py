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
روما,LOC,Rome,9000009,IT,20
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


def test_a_place_gets_the_address_of_the_only_one_of_its_name_and_country(
    derived: dict[str, list[dict[str, str]]],
) -> None:
    places = {row["entity_id"]: row for row in derived["places"]}
    assert places["cairo"]["same_as"] == "https://sws.geonames.org/360630/"
    assert places["paris"]["same_as"] == "https://sws.geonames.org/2988507/"
    # Two of one name in one country: nothing is guessed. What has an address keeps it.
    assert not places["rome"]["same_as"].endswith("/9000008/")
