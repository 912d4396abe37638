"""What databases and workbooks offer besides the tables: views, facets, and sheets that are easy to read."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from exporting.packages import ROOT
from exporting.test_exports import needed

from corpus_pkg.building.build import build
from corpus_pkg.dataset import dataset
from corpus_pkg.exporting import export
from corpus_pkg.exporting.sqlite import VIEWS
from corpus_pkg.records import TABLES


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, one of them twice: with a line more it is another page with the same stories."""
    folder = tmp_path_factory.mktemp("databases")
    shutil.copytree(ROOT / "seeds", folder / "pages")
    first = sorted((folder / "pages").iterdir())[0]
    (folder / "pages/again.txt").write_bytes(first.read_bytes() + b"\n")
    build(folder / "pages", folder / "package", config=ROOT / "corpus.toml")
    return folder / "package"


def _sqlite(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "corpus.sqlite")) as connection:
        return connection.execute(query).fetchall()


def _duckdb(folder: Path, query: str) -> list[tuple[Any, ...]]:
    import duckdb

    with duckdb.connect(str(folder / "corpus.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("name", ["sqlite", "duckdb"])
def test_the_views_are_what_the_tables_say(tmp_path: Path, package: Path, name: str) -> None:
    needed(name)
    export(package, to=name, out=tmp_path)
    ask = _sqlite if name == "sqlite" else _duckdb
    opened = dataset.open(package)
    named = Counter((row.article_id, row.entity_id) for row in opened.mentions if row.entity_id)
    got = ask(tmp_path, "SELECT article_id, entity_id, mentions FROM articles_with_entities")
    assert {(article, entity): count for article, entity, count in got} == named and len(got) == len(named)
    credited = {(row.article_id, row.source_id, row.role) for row in opened.credits}
    got = ask(tmp_path, "SELECT article_id, source_id, role FROM articles_with_sources")
    assert set(got) == credited and len(got) == len(credited)
    copies = {row.article_id for row in opened.duplicates if row.article_id != row.group_id}
    got = ask(tmp_path, "SELECT article_id FROM articles_once")
    assert copies
    assert sorted(article for (article,) in got) == sorted(
        row.article_id for row in opened.articles if row.article_id not in copies
    )


def test_what_datasette_is_told_is_in_the_database(tmp_path: Path, package: Path) -> None:
    export(package, to="sqlite", out=tmp_path)
    body = json.loads((tmp_path / "metadata.json").read_text(encoding="utf-8"))
    told = body["databases"]["corpus"]["tables"]
    there = {name for (name,) in _sqlite(tmp_path, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    assert set(told) == {*TABLES, *VIEWS} <= there
    for name in TABLES:
        columns = {row[1] for row in _sqlite(tmp_path, f'PRAGMA table_info("{name}")')}
        assert {*told[name]["columns"], *told[name].get("facets", ())} <= columns
        assert told[name].get("label_column") in {None, *columns}
    assert {"role", "published_basis", "language"} <= set(told["articles"]["facets"])
    assert told["mentions"]["facets"] == ["type", "method"]
    search = told["articles"]["fts_table"]
    query = f"SELECT count(*) FROM articles WHERE rowid IN (SELECT rowid FROM {search} WHERE {search} MATCH 'غزة')"
    found = [row for row in dataset.open(package).articles if "غزة" in f"{row.title}\n{row.text}"]
    assert _sqlite(tmp_path, query) == [(len(found),)] and found


def test_the_workbook_is_easy_to_read(tmp_path: Path, package: Path) -> None:
    needed("excel")
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    export(package, to="excel", out=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "corpus.xlsx")
    assert book.sheetnames == ["about", *TABLES]
    links = [cell.hyperlink.location for row in book["about"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in TABLES]
    sheet = book["articles"]
    at = {cell.value: cell for cell in sheet[1]}
    assert sheet.sheet_view.rightToLeft and sheet.freeze_panes == "A2"
    assert sheet.column_dimensions[at["text"].column_letter].width > 70
    assert sheet[f"{at['text'].column_letter}2"].alignment.wrap_text
    same = [row.same_as for row in dataset.open(package).entities]
    linked = [cell.hyperlink.target for row in book["entities"].iter_rows(min_row=2) for cell in row if cell.hyperlink]
    assert linked == [address for address in same if address] and linked
