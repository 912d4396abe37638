"""What pandas, polars, pyarrow and DuckDB make of the exported files by themselves, and of the plain tables."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from exporting.packages import build_seeds, joined

from corpus_pkg.dataset import dataset
from corpus_pkg.exporting import export
from corpus_pkg.records import TABLES, Article


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_seeds(tmp_path_factory.mktemp("seeds") / "package")


@pytest.fixture(scope="module")
def articles(package: Path) -> list[Article]:
    return list(dataset.load("articles", package))


@pytest.fixture(scope="module")
def exported(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    out = tmp_path_factory.mktemp("exported")
    for name in ("parquet", "arrow", "jsonl"):
        export(package, to=name, out=out)
    return out


def test_pandas_reads_parquet_feather_and_lines(exported: Path, articles: list[Article]) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    for frame in (pandas.read_parquet(exported / "articles.parquet"), pandas.read_feather(exported / "articles.arrow")):
        assert len(frame) == len(articles)
        assert str(frame["ordinal"].dtype) == "int64"
        assert [None if pandas.isna(title) else title for title in frame["title"]] == [row.title for row in articles]
        assert [None if pandas.isna(day) else day for day in frame["published_earliest"]] == [
            row.published_earliest for row in articles
        ]
        assert {type(day) for day in frame["published_earliest"].dropna()} == {datetime.date}
    lines = pandas.read_json(exported / "stories.jsonl", lines=True, dtype=False)
    assert list(lines["text"]) == [row.text for row in articles]


def test_polars_scans_parquet_and_ipc(exported: Path, articles: list[Article]) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    for lazy in (
        polars.scan_parquet(exported / "articles.parquet"),
        polars.scan_ipc(exported / "articles.arrow"),
    ):
        frame = lazy.collect()
        assert frame.schema["published_latest"] == polars.Date
        assert frame.schema["published_at"] == polars.Datetime("us", "UTC")
        assert frame.schema["authors"] == polars.List(polars.String)
        assert [tuple(map(joined, row)) for row in frame.rows()] == [tuple(row.__dict__.values()) for row in articles]
    together = (
        polars.scan_parquet(exported / "mentions.parquet")
        .join(polars.scan_parquet(exported / "entities.parquet"), on="entity_id")
        .collect()
    )
    named = polars.read_parquet(exported / "mentions.parquet")["entity_id"]
    assert 0 < together.height == sum(1 for row in named if row)


def test_pyarrow_has_schema_keys_and_descriptions(exported: Path, articles: list[Article]) -> None:
    from pyarrow import dataset as arrow_dataset  # type: ignore[import-untyped]

    found = arrow_dataset.dataset(exported / "articles.parquet")
    assert found.count_rows() == len(articles)
    assert str(found.schema.field("published_earliest").type) == "date32[day]"
    assert found.schema.field("title").metadata[b"description"].startswith(b"The headline")
    keys = json.loads(arrow_dataset.dataset(exported / "credits.parquet").schema.metadata[b"foreignKeys"])
    assert {"fields": ["source_id"], "reference": {"resource": "sources", "fields": ["source_id"]}} in keys


def test_duckdb_reads_everything_there_is(
    package: Path, exported: Path, articles: list[Article], tmp_path: Path
) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    export(package, to="duckdb", out=tmp_path)
    wanted = [(row.article_id, row.title, row.published_earliest) for row in articles]
    query = "select article_id, title, published_earliest from {} order by 1"
    with duckdb.connect() as connection:
        for place in (
            f"'{exported / 'articles.parquet'}'",
            f"read_csv('{package / 'data/articles.csv'}', types={{'published_earliest': 'DATE'}})",
        ):
            assert connection.execute(query.format(place)).fetchall() == wanted
        stories = f"'{exported / 'stories.jsonl'}'"
        assert connection.execute(f"select sum(len(mentions)) from {stories}").fetchall() == [
            (len(list(dataset.load("mentions", package))),)
        ]
    with duckdb.connect(str(tmp_path / "corpus.duckdb"), read_only=True) as connection:
        assert connection.execute(query.format("articles")).fetchall() == wanted
        kinds = dict(
            connection.execute(
                "select column_name, data_type from duckdb_columns() where table_name='articles'"
            ).fetchall()
        )
        assert (kinds["published_earliest"], kinds["ordinal"], kinds["title"]) == ("DATE", "BIGINT", "VARCHAR")
        assert (kinds["published_at"], kinds["authors"]) == ("TIMESTAMP WITH TIME ZONE", "VARCHAR[]")
        constraints = connection.execute("select table_name, constraint_type from duckdb_constraints()").fetchall()
        for name, table in TABLES.items():
            assert constraints.count((name, "PRIMARY KEY")) == 1
            assert constraints.count((name, "FOREIGN KEY")) >= len(table.foreign_keys)
        told = connection.execute("select comment from duckdb_tables() where table_name = 'articles'").fetchall()
        assert told == [("One story of a page.",)]
