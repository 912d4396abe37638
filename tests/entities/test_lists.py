"""Lists of names of one's own, laid over a folder of lexicons."""

from __future__ import annotations

import gzip
import json
import pathlib
import tempfile
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own_lists import added, dump, item, rows

from corpus_pkg.entities import entity, find_in, lists
from corpus_pkg.entities.entries import TABLES
from corpus_pkg.language.lexicons import LexiconError, Lexicons
from corpus_pkg.language.orthography import fold

NAMES = st.sampled_from(
    [
        "شمشون العلاني",
        "باراك أوباما",
        "بلدة العلانية",
        "في",
        "",
        "x",
        "من",
        "قصر|الرمال",
        "ا",
        "مؤسسة العلاني؟",
        "علان?",
    ]
)
ENTRIES = st.fixed_dictionaries(
    {"name": st.one_of(NAMES, st.text(max_size=9), st.none(), st.integers())},
    optional={
        "type": st.sampled_from(["PER", "loc", "ORG", "MISC", "", "thing", None, 5]),
        "id": st.sampled_from(["", "some-one", "Q42", "lebanon", "reuters", "barack-obama", "Some One", "a--b"]),
        "aliases": st.one_of(st.lists(NAMES, max_size=3), NAMES, st.none(), st.just({})),
        "name_en": st.sampled_from(["", "Shamshoon", "Barack Obama"]),
        "country": st.sampled_from(["", "eg", "EGY", 1]),
        "context": st.sampled_from(["", "مدينة|!وزير", "{place}", "{nothing}"]),
        "same_as": st.sampled_from(["", "http://example.org/x", "see there"]),
    },
)


def content(folder: pathlib.Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.exists() else {}


@settings(max_examples=12)
@given(st.lists(ENTRIES, max_size=8), st.sampled_from(["PER", "LOC", None]))
def test_any_list_gives_lexicons_that_can_be_used_and_the_second_time_changes_nothing(
    entries: list[dict[str, Any]], kind: Any
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        path = folder / "list.jsonl"
        path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
        own = folder / "own"
        first = lists.add(path, own, kind=kind)
        assert sum(first.rows.values()) + first.kept + len(first.problems) == len(entries)
        written = content(own)
        assert sum(first.rows.values()) == 0 or written
        lexicons = Lexicons(own)
        find_in(fold("قال شمشون العلاني"), [(0, 17)], lexicons=lexicons)
        for table in TABLES:
            if (own / f"{table}.csv").exists():
                ids = [row["entity_id"] for row in rows(own, table)]
                assert ids == sorted(set(ids))
                assert [entity(one, lexicons).type in TABLES[table] for one in ids] == [True] * len(ids)
        second = lists.add(path, own, kind=kind)
        assert sum(second.rows.values()) == 0
        assert second.problems == first.problems
        assert content(own) == written


@given(st.binary(max_size=200), st.sampled_from(["l.csv", "l.jsonl", "l.json", "l.csv.gz", "l.json.bz2"]))
@settings(max_examples=40)
def test_any_bytes_are_a_list_or_said_not_to_be_one(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / name
        path.write_bytes(data)
        try:
            lists.add(path, pathlib.Path(folder) / "own", kind="PER")
        except (LexiconError, OSError) as error:
            assert str(error)


def test_a_csv_becomes_rows_with_their_origin(tmp_path: pathlib.Path) -> None:
    done = added(
        tmp_path,
        "mine.csv",
        "name,type,id,aliases,name_en,country\n"
        "شمشون العلاني,PER,shamshoon,أبو شمشون,Shamshoon,EG\nالعلانية,LOC,Q9999,,,\n",
    )
    assert (done.rows, done.kept, done.problems) == ({"people": 1, "organisations": 0, "places": 1}, 0, [])
    assert rows(tmp_path / "own", "people") == [
        {
            "entity_id": "shamshoon",
            "type": "PER",
            "name_ar": "شمشون العلاني",
            "name_en": "Shamshoon",
            "country_code": "EG",
            "spellings": "أبو شمشون",
            "context": "",
            "same_as": "",
            "origin": "mine.csv",
        }
    ]
    place = rows(tmp_path / "own", "places")[0]
    assert (place["entity_id"], place["same_as"]) == ("q9999", "http://www.wikidata.org/entity/Q9999")
    text = "قال أبو شمشون في العلانية"
    found = find_in(fold(text), [(0, len(text))], lexicons=Lexicons(tmp_path / "own"))
    assert [(one.surface, one.entity_id) for one in found] == [("أبو شمشون", "shamshoon"), ("العلانية", "q9999")]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("mine.txt", "name\n", "what it holds cannot be told"),
        ("mine.csv", "nom,type\nx,PER\n", ":1: no column `name`"),
        ("mine.csv", b"name,type\n\xc7\xe1,PER\n", ":2: is not UTF-8"),
        ("mine.csv.gz", gzip.compress(b"name,type\nabc,PER\n", mtime=0)[:-9], "cannot be decompressed"),
    ],
)
def test_a_list_that_cannot_be_read_writes_nothing(
    tmp_path: pathlib.Path, name: str, text: str | bytes, said: str
) -> None:
    with pytest.raises(LexiconError, match=said):
        added(tmp_path, name, text)
    assert not (tmp_path / "own").exists()


def test_memory_does_not_grow_with_a_dump(tmp_path: pathlib.Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"d{count}.json"
        items: Iterator[dict[str, Any]] = (item(f"Q{90000 + n}", f"شمشون العلاني {n}", "Q5") for n in range(count))
        with path.open("wb") as file:
            file.writelines(dump([one]) for one in items)
        lists.add(path, tmp_path / "warm")
        tracemalloc.start()
        try:
            lists.add(path, tmp_path / f"own{count}")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(3000) < peak(100) + 200_000
