"""Folders of lexicons laid over the shipped ones: nothing is dropped, and each fault is one line."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.language.lexicons import _SHIPPED, LexiconError, Lexicons, default
from corpus_pkg.language.table import PASSAGE
from corpus_pkg.language.tables import TABLES

ROOT = Path(__file__).parents[2]


def written(folder: Path, table: str, rows: list[dict[str, str]]) -> Path:
    folder.mkdir(exist_ok=True)
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, TABLES[table].columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.mark.parametrize("name", TABLES)
def test_shipped_rows_are_rows_with_an_origin_and_a_key_of_their_own(name: str) -> None:
    with (_SHIPPED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert tuple(reader.fieldnames or ()) == TABLES[name].columns
    assert [problem for row in rows if (problem := TABLES[name].problem(row))] == []
    assert all(row["origin"].strip() for row in rows)
    assert len({tuple(row[column].strip() for column in TABLES[name].key) for row in rows}) == len(rows)


def test_no_table_is_undeclared() -> None:
    assert {path.stem for path in _SHIPPED.glob("*.csv")} == set(TABLES)


@given(st.data())
def test_an_overlay_of_any_row_leaves_all_others(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(name for name in TABLES if default().rows(name))))
    shipped = default().rows(name)
    row = dict(data.draw(st.sampled_from(shipped)))
    if data.draw(st.booleans()):
        # Another row: one column of the key is that of a second row.
        column = data.draw(st.sampled_from(TABLES[name].key))
        row[column] = data.draw(st.sampled_from(shipped))[column]
    row["origin"] = "mine"
    mine = written(tmp_path_factory.mktemp("own") / "lexicons", name, [row])
    if TABLES[name].problem(row):
        return
    merged = Lexicons(mine).rows(name)
    key = TABLES[name].key
    assert [other for other in merged if any(other[column] != row[column] for column in key)] == [
        other for other in shipped if any(other[column] != row[column] for column in key)
    ]
    assert row in merged


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        ("outlet", "source_id,name_ar\n", "no table 'outlet'; did you mean outlets.csv?"),
        (
            "boilerplate",
            "phrase,kind,plaice\n",
            "boilerplate.csv:1: columns are phrase, kind, plaice; they must be phrase",
        ),
        ("boilerplate", "phrase,kind,place\nx,navi,whole\n", "boilerplate.csv:2: kind 'navi' is none of nav, share"),
        (
            "credit_phrases",
            "phrase_id,kind,phrase\nhonorific:x,honorific,x\n",
            "credit_phrases.csv:2: kind 'honorific' is no more of this table; write the row into phrases.csv, with",
        ),
        (
            "furniture",
            "phrase,kind,place\nx,nav,whole\n",
            "this table is boilerplate.csv now; rename it",
        ),
        ("cues", "phrase,kind\nx,lineage\n", "write the row into name_parts.csv, with the role lineage"),
        ("entity_words", "word,role\nx,speech\n", "write the row into phrases.csv, with the role speech"),
        ("boilerplate", "phrase,kind,place\n\n ,nav,whole\n", "boilerplate.csv:3: phrase is empty; give it a value"),
        ("boilerplate", "phrase,kind,place\nx,nav\n", "boilerplate.csv:2: 2 cells where the header has 3"),
        ("outlets", "source_id,name_ar,kind\nA b,x,site\n", "outlets.csv:2: source_id 'A b' has not the form"),
        ("outlets", "", "outlets.csv:1: no header"),
    ],
)
def test_what_cannot_be_used_is_one_line_with_its_place(tmp_path: Path, table: str, text: str, said: str) -> None:
    (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8")
    # A table that nobody asks for is told as well.
    with pytest.raises(LexiconError) as caught:
        Lexicons(tmp_path).rows("licenses")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.sampled_from([name for name in sorted(TABLES) if default().rows(name)]), st.data())
def test_a_row_that_stands_twice_in_its_file_is_told(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    shipped = list(default().rows(name))
    rows = data.draw(st.lists(st.sampled_from(shipped), min_size=1, max_size=4, unique_by=lambda row: str(row)))
    again = data.draw(st.sampled_from(rows))
    mine = written(tmp_path_factory.mktemp("own") / "lexicons", name, [*rows, again])
    with pytest.raises(LexiconError, match=rf"{name}\.csv:\d+: .* stands in line \d+ already") as told:
        Lexicons(mine).rows(name)
    assert len(str(told.value).splitlines()) == 1


def test_columns_that_may_be_empty_may_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "outlets.csv").write_text("name_ar,source_id,kind\nالمرسى,al-marsa,site\n", encoding="utf-8")
    row = next(row for row in Lexicons(tmp_path).rows("outlets") if row["source_id"] == "al-marsa")
    assert tuple(sorted(row)) == tuple(sorted(TABLES["outlets"].columns))
    assert (row["name_ar"], row["country"]) == ("المرسى", "")


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("cues", {"phrase": "من كل حدب", "kind": "opens"}),
        ("entity_words", {"word": "سرندب", "role": "place_head"}),
        ("person_contexts", {"word": "سرندب", "role": "title"}),
        ("boilerplate", {"phrase": "من كل حدب", "kind": "nav", "place": "whole"}),
        ("variants", {"letters": "سرندب", "variants": "سرنديب", "scope": "any"}),
    ],
)
def test_a_row_that_no_page_holds_changes_no_page(tmp_path: Path, table: str, row: dict[str, str]) -> None:
    own = Lexicons(written(tmp_path / "own", table, [row]))
    pages = sorted((ROOT / "tests" / "evaluation" / "pages").glob("*.page"))
    assert len(pages) > 40
    for page in pages:
        assert corpus_pkg.parse(page, lexicons=own).tables == corpus_pkg.parse(page).tables, page.name


def test_the_tables_of_the_documentation_are_current() -> None:
    text = (ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8")
    assert PASSAGE.updated(text) == text, "run python -m corpus_pkg.language.table docs/lexicons.md"


def test_where_a_value_moved_to_takes_it() -> None:
    for table in TABLES.values():
        for value, place in table.moved.items():
            name, _, roles = place.partition(".csv, with the role ")
            assert set(re.split(", | or ", roles)) <= set(TABLES[name].values("role")), place
            assert all(value not in table.values(column) for column in table.columns)


def test_the_fingerprint_is_that_of_all_languages_and_not_of_their_place(tmp_path: Path) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder / "en").mkdir(parents=True)
        (tmp_path / folder / "en/phrases.csv").write_text("phrase,role\nPenned by,byline\n", "utf-8")
    here, there = (Lexicons(tmp_path / folder).fingerprint() for folder in ("here", "there"))
    assert here == there != Lexicons().fingerprint()
