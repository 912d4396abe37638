"""Rows read lazily are those of the table: by number, by slice, by key, as values and as a hash."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Any

import pytest
from exporting.packages import FEW, contents, values, write_package
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.dataset import dataset
from corpus_pkg.dataset.rows import Rows
from corpus_pkg.errors import PackageError
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES, Entity

EDGES = st.none() | st.integers(-6, 6)


@FEW
@given(rows=contents(), start=EDGES, stop=EDGES, step=EDGES.filter(bool))
def test_rows_are_those_of_the_table(
    tmp_path: Path, rows: dict[str, list[Any]], start: int | None, stop: int | None, step: int | None
) -> None:
    opened = dataset.open(write_package(tmp_path / "package", rows))
    for name, table in TABLES.items():
        lazy, listed = opened.table(name), rows[name]
        assert len(lazy) == len(listed)
        assert lazy[:] == list(lazy) == listed
        assert lazy[start:stop:step] == listed[start:stop:step]
        for number, row in enumerate(listed):
            key = tables.key_of(table, row)
            assert lazy[number] == lazy[number - len(listed)] == lazy[key] == row
            assert len(key) > 1 or not isinstance(key[0], str) or lazy[key[0]] == row
        plain = [
            tuple(tables.cell(value) if isinstance(value, datetime.date) else value for value in values(row))
            for row in listed
        ]
        assert list(lazy.values()) == plain
        assert lazy.digest() == hashlib.sha256((tmp_path / "package" / f"data/{name}.csv").read_bytes()).hexdigest()


def test_rows_of_a_missing_file_and_a_missing_row(tmp_path: Path) -> None:
    missing = Rows(tmp_path / "none.csv", TABLES["entities"])
    with pytest.raises(PackageError, match="cannot be read"):
        len(missing)
    path = tmp_path / "entities.csv"
    tables.write(path, TABLES["entities"], [Entity(entity_id="a", type="LOC")])
    lazy = Rows(path, TABLES["entities"])
    with pytest.raises(KeyError, match="no row 'b'"):
        lazy["b"]
    with pytest.raises(IndexError):
        lazy[1]
    assert lazy["a"].entity_id == "a"  # type: ignore[attr-defined]
