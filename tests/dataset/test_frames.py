"""Columns are the rows, in every library, from a folder and from a ZIP."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from exporting.packages import FEW, contents, joined, values, write_package
from hypothesis import given

from corpus_pkg.dataset import dataset
from corpus_pkg.dataset import frames as columns
from corpus_pkg.dataset.rows import Rows
from corpus_pkg.errors import PackageError
from corpus_pkg.records import TABLES, Record


def pandas_rows(frame: Any) -> list[tuple[Any, ...]]:
    import pandas

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return joined(value)
        if pandas.isna(value):
            return None
        if isinstance(value, pandas.Timestamp):
            return value.date() if value.tzinfo is None else value.to_pydatetime()
        return value.item() if hasattr(value, "item") else value

    return [tuple(map(plain, row)) for row in zip(*(frame[name] for name in frame), strict=True)]


COLUMNS: dict[str, Callable[[Rows], list[tuple[Any, ...]]]] = {
    "pyarrow": lambda rows: [tuple(row.values()) for row in rows.to_arrow().to_pylist()],
    "polars": lambda rows: [tuple(row) for row in rows.to_polars().rows()],
    "pandas": lambda rows: pandas_rows(rows.to_pandas()),
    "duckdb": lambda rows: [tuple(row) for row in rows.to_duckdb().fetchall()],
}


@pytest.mark.parametrize("name", COLUMNS)
@FEW
@given(rows=contents())
def test_columns_are_the_rows(tmp_path: Path, name: str, rows: dict[str, list[Record]]) -> None:
    pytest.importorskip(name, reason=f"{name} is not installed")
    opened = dataset.open(write_package(tmp_path / "package", rows))
    for table in TABLES:
        read = [tuple(map(joined, row)) for row in COLUMNS[name](opened.table(table))]
        assert read == [tuple(row.__dict__.values()) for row in rows[table]] == list(map(values, opened.table(table)))


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_a_zip_are_those_of_the_folder(package: Path, archive: Path, name: str) -> None:
    pytest.importorskip(name, reason=f"{name} is not installed")
    for table in TABLES:
        assert COLUMNS[name](dataset.load(table, archive)) == COLUMNS[name](dataset.load(table, package))


@pytest.mark.parametrize("name", COLUMNS)
def test_a_missing_library_is_told_with_what_to_install(
    package: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    extra = {"pyarrow": "arrow"}.get(name, name)
    with pytest.raises(ImportError, match=rf"{name} is not installed; pip install 'corpus-pkg\[{extra}\]'"):
        COLUMNS[name](dataset.load("articles", package))


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b",1,main,", b",one,main,", ":6: ordinal"),
        (b",1,main,", b",1,main,,", ":6: 19 cells"),
        (b",1,main,", b",1,,", ":6: role"),
        (b"published_earliest", b"published_first", ":1: the columns"),
        (b",2024-03-20,2024-03-20,", b",2024-02-30,2024-03-20,", "published_earliest"),
    ],
)
def test_columns_of_a_broken_table_name_its_line(
    tmp_path: Path, package: Path, name: str, old: bytes, new: bytes, problem: str
) -> None:
    pytest.importorskip(name, reason=f"{name} is not installed")
    copy = shutil.copytree(package, tmp_path / "copy")
    path = copy / "data/articles.csv"
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(PackageError, match=re.escape(str(path))) as caught:
        COLUMNS[name](dataset.load("articles", copy))
    assert problem in str(caught.value)


def test_rows_over_several_lines_may_lie_on_the_border_of_blocks(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    rows = dataset.load("articles", package)
    longest = max(len(line) for line in (package / "data/articles.csv").read_bytes().split(b"\ndoc-"))
    for size in range(longest + 1000, longest + 5000, 97):
        monkeypatch.setattr(columns, "_BLOCK", size)
        assert [tuple(map(joined, row)) for row in COLUMNS["pyarrow"](rows)] == list(map(values, rows))


def test_frames_have_types_and_tell_nothing_from_text(package: Path) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = dataset.load("articles", package).to_polars()
    assert frame.schema["ordinal"] == polars.Int64
    assert frame.schema["published_earliest"] == polars.Date
    assert frame.schema["published"] == polars.String
    assert frame.schema["published_at"] == polars.Datetime("us", "UTC")
    assert frame.schema["authors"] == polars.List(polars.String)
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    types = {name: str(kind) for name, kind in dataset.load("articles", package).to_pandas().dtypes.items()}
    assert (types["ordinal"], types["published_earliest"]) == ("Int64", "datetime64[s]")
    assert types["published_at"] == "datetime64[s, UTC]"
    assert pandas.api.types.is_string_dtype(dataset.load("articles", package).to_pandas()["title"])
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    schema = dataset.load("articles", package).to_arrow().schema
    assert str(schema.field("published_latest").type) == "date32[day]"
    assert [field.name for field in schema if not field.nullable] == [
        "article_id",
        "document_id",
        "ordinal",
        "role",
        "published_basis",
        "text_sha256",
    ]
