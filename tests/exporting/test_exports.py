"""What goes into a format comes out of it, twice the same, and nobody's files are touched."""

from __future__ import annotations

import datetime
import importlib.util
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from exporting.packages import FEW, ROOT, build_seeds, canonical, contents, joined, read_csv, write_package
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from corpus_pkg.commands import export as command
from corpus_pkg.dataset import dataset
from corpus_pkg.errors import PackageError
from corpus_pkg.exporting import FORMATS, export
from corpus_pkg.exporting.excel import harmless, shortened, units
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES, Article, Document, Record

Tables: TypeAlias = dict[str, list[tuple[Any, ...]]]
#: The library that each format is written with, where it is not the standard one.
WRITERS = {
    "parquet": "pyarrow",
    "arrow": "pyarrow",
    "duckdb": "duckdb",
    "huggingface": "pyarrow",
    "croissant": "pyarrow",
    "excel": "xlsxwriter",
    "spacy": "spacy",
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_seeds(tmp_path_factory.mktemp("seeds") / "package")


def needed(name: str) -> None:
    if name in WRITERS:
        pytest.importorskip(WRITERS[name], reason=f"{WRITERS[name]} is not installed")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _parquet(folder: Path) -> Tables:
    from pyarrow import parquet  # type: ignore[import-untyped]

    return {name: _values(parquet.read_table(folder / f"{name}.parquet")) for name in TABLES}


def _arrow(folder: Path) -> Tables:
    from pyarrow import feather

    return {name: _values(feather.read_table(folder / f"{name}.arrow")) for name in TABLES}


def _values(table: Any) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in table.to_pylist()]


def _sqlite(folder: Path) -> Tables:
    with closing(sqlite3.connect(folder / "corpus.sqlite")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found: Tables = {}
        for name, table in TABLES.items():
            kinds = {row[1]: row[2] for row in connection.execute(f'PRAGMA table_info("{name}")')}
            assert tuple(kinds) == table.columns
            found[name] = [
                tuple(_moment(cell, kinds[column]) for column, cell in zip(kinds, row, strict=True))
                for row in connection.execute(f'SELECT * FROM "{name}"')
            ]
        return found


def _moment(cell: Any, kind: str) -> Any:
    """A cell of a database without types of time."""
    read = {"DATE": datetime.date.fromisoformat, "DATETIME": datetime.datetime.fromisoformat}.get(kind)
    return cell if cell is None or read is None else read(cell)


def _duckdb(folder: Path) -> Tables:
    import duckdb

    with duckdb.connect(str(folder / "corpus.duckdb"), read_only=True) as connection:
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in TABLES}


def _excel(folder: Path) -> Tables:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    book = openpyxl.load_workbook(folder / "corpus.xlsx", read_only=True)
    found: Tables = {}
    for name, table in TABLES.items():
        sheet = book[name]
        kinds = tables.column_types(table)
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0] == table.columns
        found[name] = [
            tuple(_told(cell, kinds[column]) for column, cell in zip(table.columns, row, strict=True))
            for row in rows[1:]
        ]
        plain = read_csv(folder / "csv" / f"{name}.csv")
        assert [tuple(_harmed(cell) for cell in row.values()) for row in plain] == [
            tuple(map(tables.cell, row)) for row in found[name]
        ]
        for row in plain:
            assert not [cell for cell in row.values() if re.match(r"[=+\-@\t\r\n]", cell)]
    book.close()
    return found


def _told(cell: Any, kind: str) -> Any:
    """A cell of a workbook as what it stands for (ECMA-376, 22.4.2.4: _xHHHH_ is a character)."""
    if isinstance(cell, datetime.datetime):
        return cell.date() if kind == "date" else cell.replace(tzinfo=datetime.UTC)
    if isinstance(cell, str):
        text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), cell)
        return _moment(text, {"date": "DATE", "datetime": "DATETIME"}.get(kind, ""))
    return float(cell) if kind == "number" and cell is not None else cell


def _harmed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell


READERS: dict[str, Callable[[Path], Tables]] = {
    "parquet": _parquet,
    "arrow": _arrow,
    "sqlite": _sqlite,
    "duckdb": _duckdb,
    "excel": _excel,
}


@pytest.mark.parametrize("name", READERS)
@FEW
@given(rows=contents())
def test_every_value_comes_back(tmp_path: Path, name: str, rows: dict[str, list[Record]]) -> None:
    needed(name)
    source = write_package(tmp_path / "package", rows)
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    done = export(source, to=name, out=tmp_path / "out")
    back = READERS[name](tmp_path / "out")
    for table in TABLES:
        if name != "excel":
            assert canonical(table, back[table]) == (source / "data" / f"{table}.csv").read_bytes()
        assert [tuple(map(joined, row)) for row in back[table]] == [tuple(row.__dict__.values()) for row in rows[table]]
    assert done.notes == ()


@FEW
@given(rows=contents())
def test_lines_of_json_hold_each_story_with_all_that_speaks_of_it(
    tmp_path: Path, rows: dict[str, list[Record]]
) -> None:
    source = write_package(tmp_path / "package", rows)
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    export(source, to="jsonl", out=tmp_path / "out")
    text = (tmp_path / "out/stories.jsonl").read_text(encoding="utf-8")
    stories = [json.loads(line) for line in text.splitlines()]
    validator = Draft202012Validator(json.loads((tmp_path / "out/story.schema.json").read_text(encoding="utf-8")))
    plain = {name: [_as_lines(row) for row in listed] for name, listed in rows.items()}
    sources = {row["source_id"]: row for row in plain["sources"]}
    entities = {row["entity_id"]: row for row in plain["entities"]}
    assert len(stories) == len(plain["articles"])
    for story, article in zip(stories, plain["articles"], strict=True):
        validator.validate(story)
        assert article.items() <= story.items()
        assert story["document"] == next(
            row for row in plain["documents"] if row["document_id"] == article["document_id"]
        )
        for name in ("segments", "dates"):
            assert story[name] == [row for row in plain[name] if row["article_id"] == article["article_id"]]
        assert story["links"] == [row for row in plain["links"] if row["document_id"] == article["document_id"]]
        assert story["credits"] == [
            row | {"source": sources[row["source_id"]]}
            for row in plain["credits"]
            if row["article_id"] == article["article_id"]
        ]
        assert story["mentions"] == [
            row | {"entity": entities.get(row["entity_id"])}
            for row in plain["mentions"]
            if row["article_id"] == article["article_id"]
        ]


def _as_lines(row: Record) -> dict[str, Any]:
    """A row as JSON with its lists as lists."""
    body: dict[str, Any] = json.loads(row.model_dump_json())
    for name in ("also_at", "authors", "keywords"):
        if body.get(name) is not None:
            body[name] = body[name].split("|")
    return body


@pytest.mark.parametrize("name", FORMATS)
def test_twice_gives_the_same_bytes_from_a_folder_and_from_a_zip(
    tmp_path: Path, package: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed(name)
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", package)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    one = export(package, to=name, out=tmp_path / "one")
    # What stamps times in whole seconds, or in steps of two, as ZIP does, would differ now.
    monkeypatch.setenv("TZ", "Asia/Riyadh")
    time.sleep(2.1 if name == "excel" else 0.01)
    other = export(archive, to=name, out=tmp_path / "other")
    assert (one.files, one.content, one.notes) == (other.files, other.content, other.notes)
    if name == "duckdb":
        assert _duckdb(tmp_path / "one") == _duckdb(tmp_path / "other")
        return
    assert files(tmp_path / "one") == files(tmp_path / "other")


@pytest.mark.parametrize("name", FORMATS)
def test_again_replaces_what_an_export_wrote_and_only_that(tmp_path: Path, package: Path, name: str) -> None:
    needed(name)
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    done = export(package, to=name, out=out)
    before = files(out)
    assert export(package, to=name, out=out).files == done.files
    if name != "duckdb":
        assert files(out) == before
    first = out / done.files[0]
    first.write_bytes(first.read_bytes() + b" ")
    kept = files(out)
    with pytest.raises(PackageError, match="was changed since it was exported"):
        export(package, to=name, out=out)
    assert files(out) == kept
    (out / "exports.json").unlink()
    with pytest.raises(PackageError, match="was not written by an export"):
        export(package, to=name, out=out)
    kept.pop("exports.json")
    assert files(out) == kept


def test_formats_share_a_folder_and_what_is_no_longer_written_goes(tmp_path: Path, package: Path) -> None:
    needed("parquet")
    out = tmp_path / "out"
    export(package, to="jsonl", out=out)
    export(package, to="huggingface", out=out)
    ledger = json.loads((out / "exports.json").read_text())
    ledger["files"]["data/old.parquet"] = ledger["files"]["data/articles.parquet"]
    ledger["files"]["data/changed.parquet"] = ledger["files"]["data/articles.parquet"]
    (out / "exports.json").write_text(json.dumps(ledger))
    shutil.copy(out / "data/articles.parquet", out / "data/old.parquet")
    (out / "data/changed.parquet").write_text("changed")
    export(package, to="huggingface", out=out)
    assert (out / "stories.jsonl").is_file()
    assert not (out / "data/old.parquet").exists()
    assert (out / "data/changed.parquet").read_text() == "changed"
    assert set(json.loads((out / "exports.json").read_text())["files"]) == files(out).keys() - {
        "exports.json",
        "data/changed.parquet",
    }


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda out: (out / "stories.jsonl").write_text("x"), "was not written by an export"),
        (lambda out: (out / "stories.jsonl").mkdir(), "was not written by an export"),
        (lambda out: (out / "stories.jsonl").symlink_to("/dev/null"), "was not written by an export"),
        (lambda out: (out / "exports.json").write_text("[]"), "was not written by an export"),
        (lambda out: (out / "exports.json").write_bytes(b"\xff"), "was not written by an export"),
        (lambda out: (out / "exports.json").write_text('{"files": {"stories.jsonl": {}}}'), "was not written"),
    ],
)
def test_what_is_in_the_way_stays(tmp_path: Path, package: Path, spoil: Callable[[Path], object], said: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    spoil(out)
    before = sorted(os.walk(out))
    with pytest.raises(PackageError, match=said) as caught:
        export(package, to="jsonl", out=out)
    assert "\n" not in str(caught.value)
    assert sorted(os.walk(out)) == before


def test_a_broken_package_leaves_nothing(tmp_path: Path, package: Path) -> None:
    broken = tmp_path / "broken"
    for name in FORMATS:
        if name in WRITERS and importlib.util.find_spec(WRITERS[name]) is None:
            continue
        shutil.copytree(package, broken)
        articles = broken / "data/articles.csv"
        articles.write_bytes(articles.read_bytes().replace(b",1,main,", b",one,main,", 1))
        with pytest.raises(PackageError) as caught:
            export(broken, to=name, out=tmp_path / "out")
        assert "\n" not in str(caught.value)
        assert not (tmp_path / "out").exists()
        shutil.rmtree(broken)


@pytest.mark.parametrize("name", ["sqlite", "duckdb", "jsonl"])
def test_a_reference_to_nothing_is_an_error(tmp_path: Path, package: Path, name: str) -> None:
    needed(name)
    shutil.copytree(package, tmp_path / "broken")
    entities = tmp_path / "broken/data/entities.csv"
    lines = entities.read_bytes().split(b"\n")
    entities.write_bytes(b"\n".join(line for line in lines if not line.startswith(b"gaza,")))
    with pytest.raises(PackageError, match=r"gaza|refers to|entities"):
        export(tmp_path / "broken", to=name, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_unknown_format_and_no_folder(tmp_path: Path, package: Path) -> None:
    with pytest.raises(PackageError, match="there are parquet, arrow"):
        export(package, to="word", out=tmp_path)
    with pytest.raises(PackageError, match="has no name"):
        export(package, to="jsonl", out="")
    with pytest.raises(PackageError, match="no such package"):
        export(tmp_path / "none", to="jsonl", out=tmp_path / "out")
    (tmp_path / "file").write_text("x")
    with pytest.raises(PackageError, match="is no folder"):
        export(package, to="jsonl", out=tmp_path / "file")


@pytest.mark.parametrize(("name", "missing"), WRITERS.items())
def test_a_missing_library_is_told_with_what_to_install(
    tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch, name: str, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ImportError, match=rf"{missing} is not installed; pip install 'corpus-pkg\[{name}\]'"):
        export(package, to=name, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_formats_of_the_standard_library_need_nothing(tmp_path: Path, package: Path) -> None:
    program = (
        "import sys\n"
        "for name in ('pyarrow', 'duckdb', 'pandas', 'polars', 'xlsxwriter', 'rocrate', 'mlcroissant'):\n"
        "    sys.modules[name] = None\n"
        "from corpus_pkg.exporting import export\n"
        "for name in ('jsonl', 'sqlite', 'rocrate'):\n"
        f"    export({str(package)!r}, to=name, out={str(tmp_path)!r} + '/' + name)\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def _run(*args: object) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    command.register(parser)
    return command.run(parser.parse_args([str(arg) for arg in args]))


def test_the_command_says_what_was_written_and_what_to_know(
    tmp_path: Path, package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert _run(package, "--to", "rocrate", "--out", tmp_path / "crate") == 0
    said = capsys.readouterr()
    assert said.out == f"{tmp_path / 'crate'}: rocrate, 17 files\n"
    assert "no datePublished" in said.err
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(PackageError, match=r"pip install 'corpus-pkg\[parquet\]'"):
        _run(package, "--to", "parquet", "--out", tmp_path / "out")


def test_the_hash_of_the_rows_is_in_the_files(tmp_path: Path, package: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    done = export(package, to="parquet", out=tmp_path)
    described = {row["name"]: row for row in json.loads((package / "datapackage.json").read_text())["resources"]}
    for name, table in TABLES.items():
        schema = parquet.read_schema(tmp_path / f"{name}.parquet")
        assert schema.metadata[b"content"].decode() == f"sha256:{done.content[name]}" == described[name]["hash"]
        assert json.loads(schema.metadata[b"primaryKey"]) == list(table.key)
        for field in schema:
            told = table.model.model_fields[field.name].description
            assert field.metadata[b"description"].decode() == told
        assert parquet.ParquetFile(tmp_path / "articles.parquet").metadata.row_group(0).column(0).compression == "ZSTD"


# Excel


@given(
    st.text(max_size=40) | st.sampled_from("=+-@'\t\r").flatmap(lambda first: st.text(max_size=9).map(first.__add__))
)
def test_a_harmless_cell_is_no_formula_and_gives_the_text_back(text: str) -> None:
    made = harmless(text)
    assert not made or made[0] not in "=+-@\t\r\n＝＋－＠"
    assert _harmed(made) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50), st.integers(0, 40_000), st.sampled_from("ب🕌"))
def test_what_is_too_long_for_a_cell_says_so(head: str, count: int, letter: str) -> None:
    text = head + letter * count
    made = shortened(text)
    assert units(made) <= 32_767
    assert units(text) == len(text.encode("utf-16-le")) // 2
    if units(text) <= 32_767:
        assert made == text
    else:
        kept, _, mark = made.rpartition(" […: ")
        assert text.startswith(kept)
        assert mark.startswith(f"{units(text)} characters")


def test_a_long_story_is_cut_in_excel_and_told(tmp_path: Path) -> None:
    needed("excel")
    digest = "ab" * 32
    page = Document(
        document_id=f"doc-{digest[:16]}", path="raw/a.txt", sha256=digest, bytes=1, media_type="text/plain", status="ok"
    )
    story = Article(
        article_id=f"{page.document_id}-1",
        document_id=page.document_id,
        ordinal=1,
        role="main",
        text="خبر " * 10_000,
        published_basis="unknown",
        text_sha256=digest,
    )
    rows: dict[str, list[Record]] = {name: [] for name in TABLES}
    source = write_package(tmp_path / "package", rows | {"documents": [page], "articles": [story]})
    done = export(source, to="excel", out=tmp_path / "out")
    assert len(done.notes) == 1
    assert f"articles {story.article_id} text: 40000 characters" in done.notes[0]
    [row] = read_csv(tmp_path / "out/csv/articles.csv")
    assert row["text"].endswith("[…: 40000 characters; the whole is in the package's table]")
    assert len(row["text"]) == 32_767
    assert _excel(tmp_path / "out")["articles"][0][5] == row["text"]


# SQLite


def test_words_are_found_inside_their_clitics(tmp_path: Path, package: Path) -> None:
    export(package, to="sqlite", out=tmp_path)
    articles = list(dataset.load("articles", package))
    with closing(sqlite3.connect(tmp_path / "corpus.sqlite")) as connection:
        for word in ("غزة", "إسرائيل", "واشنطن"):
            found = connection.execute(
                "SELECT article_id FROM articles_search s JOIN articles a ON a.rowid = s.rowid "
                "WHERE articles_search MATCH ? ORDER BY 1",
                (f'"{word}"',),
            ).fetchall()
            true = [row.article_id for row in articles if word in (row.title or "") or word in (row.text or "")]
            assert [identifier for (identifier,) in found] == true != []


# RO-Crate


def test_a_crate_in_the_package_itself_adds_the_metadata_alone(
    tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    copy = shutil.copytree(package, tmp_path / "package")
    before = files(copy)
    done = export(copy, to="rocrate", out=copy)
    assert (done.files, done.notes) == (("ro-crate-metadata.json",), ())
    after = files(copy)
    assert after.keys() - before.keys() == {"ro-crate-metadata.json", "exports.json"}
    assert {name: after[name] for name in before} == before
    graph = {node["@id"]: node for node in json.loads(after["ro-crate-metadata.json"])["@graph"]}
    assert graph["./"]["datePublished"] == "1970-01-01"
    for path in (copy / "data/articles.csv", *(copy / "raw/seeds").iterdir()):
        path.write_bytes(path.read_bytes() + b"\n")
        with pytest.raises(PackageError, match="was changed since the package was built"):
            export(copy, to="rocrate", out=tmp_path / "crate")
        break


@pytest.mark.parametrize("epoch", ["soon", "9" * 40])
def test_a_date_that_is_none_is_an_error(
    tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(PackageError, match="SOURCE_DATE_EPOCH"):
        export(package, to="rocrate", out=tmp_path / "out")
