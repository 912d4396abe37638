"""A package is the same read as rows, as columns, from a folder and from a ZIP; and its joins are what the rows say."""

from __future__ import annotations

import html
import importlib.util
import os
import random
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from exporting.packages import ROOT, build_seeds, contents, write_package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.dataset import dataset
from corpus_pkg.dataset.dataset import Dataset, Page, Rows, Span
from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor
from corpus_pkg.records import TABLES, Document, Record

FEW = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_seeds(tmp_path_factory.mktemp("seeds") / "package")


@pytest.fixture(scope="module")
def archive(package: Path) -> Path:
    return Path(shutil.make_archive(str(package.parent / "packed"), "zip", package))


def pandas_rows(frame: Any) -> list[tuple[Any, ...]]:
    import pandas

    def plain(value: Any) -> Any:
        if value is pandas.NA or value is pandas.NaT:
            return None
        if isinstance(value, pandas.Timestamp):
            return value.date()
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
        read = COLUMNS[name](opened.table(table))
        assert read == [tuple(row.__dict__.values()) for row in rows[table]] == list(map(values, opened.table(table)))


def values(row: Record) -> tuple[Any, ...]:
    return tuple(row.__dict__.values())


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
    ("old", "new", "said"),
    [
        (b",1,main,", b",one,main,", ":6: ordinal"),
        (b",1,main,", b",1,main,,", ":6: 17 cells"),
        (b",1,main,", b",1,,", ":6: role"),
        (b"published_earliest", b"published_first", ":1: the columns"),
        (b",2024-03-20,2024-03-20,", b",2024-02-30,2024-03-20,", "published_earliest"),
    ],
)
def test_columns_of_a_broken_table_name_its_line(
    tmp_path: Path, package: Path, name: str, old: bytes, new: bytes, said: str
) -> None:
    pytest.importorskip(name, reason=f"{name} is not installed")
    copy = shutil.copytree(package, tmp_path / "copy")
    path = copy / "data/articles.csv"
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(PackageError, match=re.escape(str(path))) as caught:
        COLUMNS[name](dataset.load("articles", copy))
    assert said in str(caught.value)


def test_rows_over_several_lines_may_lie_on_the_border_of_blocks(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    rows = dataset.load("articles", package)
    longest = max(len(line) for line in (package / "data/articles.csv").read_bytes().split(b"\ndoc-"))
    for size in range(longest + 1000, longest + 5000, 97):
        monkeypatch.setattr(dataset, "_BLOCK", size)
        assert COLUMNS["pyarrow"](rows) == list(map(values, rows))


def test_frames_have_types_and_tell_nothing_from_text(package: Path) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = dataset.load("articles", package).to_polars()
    assert frame.schema["ordinal"] == polars.Int64
    assert frame.schema["published_earliest"] == polars.Date
    assert frame.schema["published"] == polars.String
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    types = {name: str(kind) for name, kind in dataset.load("articles", package).to_pandas().dtypes.items()}
    assert (types["ordinal"], types["published_earliest"]) == ("Int64", "datetime64[s]")
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
    one, other = dataset.open(source), dataset.open(packed)
    for name in TABLES:
        assert list(one.table(name)) == list(other.table(name)) == other.table(name)[:] == rows[name]
        assert one.table(name).digest() == other.table(name).digest()
        assert list(one.table(name).values()) == list(other.table(name).values())
    assert list(one.stories()) == list(other.stories())
    assert sorted(os.walk(tmp_path)) == before


@FEW
@given(rows=contents())
def test_joins_are_what_the_rows_say(tmp_path: Path, rows: dict[str, list[Any]]) -> None:
    opened = dataset.open(write_package(tmp_path / "package", rows))
    entities = {row.entity_id: row for row in rows["entities"]}
    stories = list(opened.stories())
    assert [story.article_id for story in stories] == [row.article_id for row in rows["articles"]]
    for article, story in zip(rows["articles"], stories, strict=True):
        own = {
            name: [row for row in rows[name] if getattr(row, "article_id", None) == article.article_id]
            for name in ("segments", "dates", "credits", "mentions")
        }
        own["links"] = [row for row in rows["links"] if row.document_id == article.document_id]
        for name, listed in own.items():
            assert opened.table(name).of(article) == opened.table(name).of(article.article_id) == listed
        named = list(dict.fromkeys(row.entity_id for row in own["mentions"] if row.entity_id))
        assert opened.entities_of(article) == opened.entities_of(article.article_id) == story.entities
        assert list(story.entities) == [entities[identifier] for identifier in named]
        assert story == opened.story(article) == opened.story(article.article_id)
        assert story == type(story).model_validate(story.model_dump())
        assert [values(row)[:-1] for row in story.credits] == [values(row) for row in own["credits"]]
        assert {row.source_id for row in own["credits"]} == {source.source_id for source in story.sources}
    for document in rows["documents"]:
        for name in ("articles", "segments", "dates", "credits", "mentions", "links", "documents"):
            listed = [row for row in rows[name] if row.document_id == document.document_id]
            assert opened.table(name).of(document) == opened.table(name).of(document.document_id) == listed
    assert opened.mentions.of("doc-0000000000000000") == []


def test_a_page_has_its_text_and_its_spans(package: Path, archive: Path) -> None:
    for opened in (dataset.open(package), dataset.open(archive)):
        for document in opened.documents:
            page = opened.page(document)
            raw = (package / document.path).read_bytes()
            assert page.text == raw.decode("utf-8")
            assert len(page.spans) == sum(
                len(opened.table(name).of(document)) for name in ("segments", "dates", "credits", "mentions", "links")
            )
            for span in page.spans:
                surface = getattr(span.row, "surface", None)
                assert surface is None or page.text[span.start : span.end] == surface
            for article in opened.articles.of(document):
                spans = [span for span in opened.page(article).spans if span.table != "links"]
                assert spans == [s for s in page.spans if getattr(s.row, "article_id", None) == article.article_id]
                titles = [page.text[s.start : s.end] for s in spans if s.kind == "title"]
                assert not article.title or article.title in " ".join(" ".join(titles).split())


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
def test_a_page_in_html_has_every_character_and_marks_every_span(text: str, places: list[tuple[int, int]]) -> None:
    document = Document(
        document_id="doc-" + "0" * 16, path="a", sha256="0" * 64, bytes=1, media_type="text/plain", status="ok"
    )
    spans = tuple(
        Span(min(a, b), max(a, b), "mentions", f"kind{number}", document)
        for number, (a, b) in enumerate(places)
        if max(a, b) <= len(text)
    )
    made = Page(document, text, spans).to_html()
    assert made == Page(document, text, spans)._repr_html_()
    inner = made.removeprefix('<pre dir="auto">').removesuffix("</pre>")
    pieces = re.split(r'(<(?:mark|span) title="[^"]*">|</(?:mark|span)>)', inner)
    seen = ""
    inside: set[str] = set()
    marked: dict[str, list[int]] = {}
    for piece in pieces:
        if piece.startswith("</"):
            inside = set()
        elif piece.startswith(("<mark", "<span")):
            inside = set(re.findall(r"kind\d+", piece))
        else:
            for letter in html.unescape(piece):
                for kind in inside:
                    marked.setdefault(kind, []).append(len(seen))
                seen += letter
    assert seen == html.unescape(html.escape(text.replace("\0", "\ufffd")))
    assert marked == {span.kind: list(range(span.start, span.end)) for span in spans if span.start < span.end}


def test_a_page_that_is_not_there_or_not_the_one_that_was_read(tmp_path: Path, package: Path) -> None:
    bare = dataset.open(build_seeds(tmp_path / "bare", raw=False))
    with pytest.raises(PackageError, match="build the package with its pages"):
        bare.page(bare.articles[0])
    copy = shutil.copytree(package, tmp_path / "copy")
    opened = dataset.open(copy)
    path = copy / opened.documents[0].path
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(PackageError, match="has other bytes than were read"):
        opened.page(opened.documents[0])
    with pytest.raises(KeyError):
        opened.page("doc-0000000000000000")


def test_a_page_out_of_a_carrier(tmp_path: Path) -> None:
    seeds = sorted((ROOT / "seeds").iterdir())
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as made:
        made.write(seeds[0], "a|1.txt")
        made.write(seeds[1], "b.txt")
    corpus_pkg.build(tmp_path / "pages.zip", tmp_path / "package")
    opened = dataset.open(tmp_path / "package")
    texts = {opened.page(document).text for document in opened.documents}
    assert texts == {path.read_bytes().decode() for path in seeds[:2]}
    packed = dataset.open(shutil.make_archive(str(tmp_path / "whole"), "zip", tmp_path / "package"))
    with pytest.raises(PackageError, match="an archive inside the archive"):
        packed.page(packed.documents[0])


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
        found = connection.sql(
            "select distinct entity_id from articles join mentions using (article_id) join entities using (entity_id) "
            f"where article_id = '{opened.articles[0].article_id}'"
        ).fetchall()
    assert {identifier for (identifier,) in found} == {row.entity_id for row in opened.entities_of(opened.articles[0])}


def test_rows_out_of_order_are_an_error_not_a_loss(tmp_path: Path, package: Path) -> None:
    copy = shutil.copytree(package, tmp_path / "copy")
    path = copy / "data/mentions.csv"
    head, *lines = path.read_bytes().splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    path.write_bytes(head + b"".join(lines))
    opened = dataset.open(copy)
    with pytest.raises(PackageError, match="is not sorted by key"):
        list(opened.stories())
    with pytest.raises(PackageError, match="is not sorted by key"):
        opened.mentions.of(opened.articles[0])


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
    ("make", "said"),
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
    tmp_path: Path, make: Callable[[Path], object], said: str
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
        with pytest.raises(PackageError, match=said) as caught:
            read(dataset.load("sources", path))
        assert "\n" not in str(caught.value)


def test_the_dataset_that_ships_with_the_program_is_found() -> None:
    assert dataset.open().root == descriptor.locate(None).parent
    assert isinstance(iter(dataset.load("articles")), Iterator)
