"""Entities of Wikidata's dump."""

from __future__ import annotations

import bz2
import gzip
import pathlib
from typing import Any

import pytest
from own_lists import added, dump, item, rows

ITEMS = [
    item("Q900001", "شمشون العلاني", "Q5", ("العلاني", "أبو شمشون"), "Shamshoon", P27={"id": "Q79"}),
    item("Q900002", "العلانية", "Q515", P17={"id": "Q822"}),
    item("Q900003", "مؤسسة العلاني", "Q43229"),
    item("Q900004", "كتاب العلاني", "Q571"),
    item("Q900005", "من", "Q515"),
    item("Q900006", "قال", "Q515"),
    item("Q822", "لبنان", "Q6256", P297="LB"),
    item("Q76", "باراك أوباما", "Q5", (), "Barack Obama"),
    {"id": "P31", "labels": {}},
    {"id": "Q900007", "labels": [], "aliases": [], "claims": []},
]


@pytest.mark.parametrize(
    ("name", "packed"), [("d.json", bytes), ("d.json.gz", gzip.compress), ("d.json.bz2", bz2.compress)]
)
def test_a_dump_of_wikidata_gives_those_with_an_arabic_name_and_a_known_type(
    tmp_path: pathlib.Path, name: str, packed: Any
) -> None:
    done = added(tmp_path, name, packed(dump(ITEMS)))
    assert done.problems == []
    people, places = rows(tmp_path / "own", "people"), rows(tmp_path / "own", "places")
    assert [
        (row["entity_id"], row["spellings"], row["country_code"]) for row in people if row["entity_id"][0] == "q"
    ] == [("q900001", "أبو شمشون", "EG")]
    assert "barack-obama" in [row["entity_id"] for row in people]
    assert {(row["entity_id"], row["country_code"], row["context"]) for row in places} == {
        ("q900002", "LB", ""),
        ("q900005", "", "{place}"),
        ("q900006", "", "{place}"),
    }
    assert [row["same_as"] for row in rows(tmp_path / "own", "organisations")] == [
        "http://www.wikidata.org/entity/Q900003"
    ]
    assert done.passed == 4


def test_of_a_dump_one_type_alone_can_be_taken(tmp_path: pathlib.Path) -> None:
    done = added(tmp_path, "d.json", dump(ITEMS), kind="ORG")
    assert done.rows == {"people": 0, "organisations": 1, "places": 0}
