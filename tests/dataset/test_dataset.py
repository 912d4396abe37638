"""A package is the same read from a folder and from a ZIP, and what is none is told in a line."""

from __future__ import annotations

import importlib.util
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from exporting.packages import FEW, contents, write_package
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.dataset import dataset
from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.rows import Rows
from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor
from corpus_pkg.records import TABLES, Record


@FEW
@given(rows=contents(), data=st.data())
def test_a_zip_is_read_as_its_folder(tmp_path: Path, rows: dict[str, list[Record]], data: st.DataObject) -> None:
    source = write_package(tmp_path / "package", rows)
    home = data.draw(st.sampled_from(["", "corpus/"]))
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w", data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))) as made:
        for path in sorted(source.rglob("*")):
            made.write(path, home + str(path.relative_to(source)))
    before = sorted(os.walk(tmp_path))
    plain, zipped = dataset.open(source), dataset.open(packed)
    for name in TABLES:
        assert list(plain.table(name)) == list(zipped.table(name)) == zipped.table(name)[:] == rows[name]
        assert plain.table(name).digest() == zipped.table(name).digest()
        assert list(plain.table(name).values()) == list(zipped.table(name).values())
        assert [row._asdict() for row in plain.table(name).tuples()] == [row.__dict__ for row in rows[name]]
    assert list(plain.stories()) == list(zipped.stories())
    assert sorted(os.walk(tmp_path)) == before


def test_tables_are_attributes(package: Path) -> None:
    opened = dataset.open(package / "datapackage.json")
    assert set(TABLES) <= set(dir(opened))
    assert opened.articles is opened.table("articles")
    assert len(opened.articles) == 11
    with pytest.raises(AttributeError, match="its tables are documents, segments"):
        opened.pictures  # noqa: B018
    with pytest.raises(PackageError, match="no table 'pictures'"):
        dataset.load("pictures", package)
    assert repr(opened) == f"Dataset({str(package)!r})"
    body = {"name": "x", "resources": [{"name": "articles", "path": "../articles.csv"}]}
    with pytest.raises(PackageError, match="has no table articles"):
        Dataset(package, body).table("articles")


def test_a_connection_has_every_table(package: Path, archive: Path) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    opened = dataset.open(archive)
    with opened.to_duckdb() as connection:
        for name in TABLES:
            assert connection.sql(f"select count(*) from {name}").fetchall() == [(len(list(opened.table(name))),)]
        named = connection.sql(
            "select distinct entity_id from articles join mentions using (article_id) join entities using (entity_id) "
            f"where article_id = '{opened.articles[0].article_id}'"
        ).fetchall()
    assert {identifier for (identifier,) in named} == {row.entity_id for row in opened.entities_of(opened.articles[0])}


def _packed(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)


def _damaged(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("datapackage.json", '{"resources": [{"name": "sources", "path": "data/sources.csv"}]}')
        made.writestr("data/sources.csv", "source_id,name_ar,name_en,kind,country,same_as\n" + "a,,,site,,\n" * 500)
    data = bytearray(path.read_bytes())
    at = data.index(b"data/sources.csv") + len(b"data/sources.csv") + 5
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: path.write_bytes(b"PK\x03\x04 and no more"), "is no whole ZIP archive"),
        (lambda path: _packed(path, {"a.txt": b""}), "holds no datapackage.json"),
        (lambda path: _packed(path, {"a/datapackage.json": b"", "b/datapackage.json": b""}), "holds several packages"),
        (lambda path: _packed(path, {"datapackage.json": b"[]"}), "is no descriptor"),
        (lambda path: _packed(path, {"datapackage.json": b'{"resources": []}'}), "has no table sources"),
        (
            lambda path: _packed(
                path, {"datapackage.json": b'{"resources": [{"name": "sources", "path": "../sources.csv"}]}'}
            ),
            "has no table sources",
        ),
        (
            lambda path: _packed(
                path, {"datapackage.json": b'{"resources": [{"name": "sources", "path": "sources.csv"}]}'}
            ),
            "cannot be read",
        ),
        (_damaged, "cannot be unpacked"),
    ],
)
def test_a_zip_that_is_no_package_is_told_in_one_line(
    tmp_path: Path, make: Callable[[Path], object], problem: str
) -> None:
    path = tmp_path / "x.zip"
    make(path)
    readers: list[Callable[[Rows], Any]] = [
        list,
        len,
        lambda rows: rows.of("x"),
        Rows.digest,
        lambda rows: list(rows.values()),
    ]
    if importlib.util.find_spec("pyarrow"):
        readers.append(Rows.to_arrow)
    for read in readers:
        with pytest.raises(PackageError, match=problem) as caught:
            read(dataset.load("sources", path))
        assert "\n" not in str(caught.value)


def test_the_dataset_that_ships_with_the_program_is_found() -> None:
    assert dataset.open().root == descriptor.locate(None).parent
    assert isinstance(iter(dataset.load("articles")), Iterator)
