"""What the evidence layer reads sooner than others, it reads no otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from corpus_pkg import reading, records
from corpus_pkg.errors import PackageError
from corpus_pkg.language.orthography import normalise
from corpus_pkg.package import descriptor, tables
from corpus_pkg.records import TABLES
from corpus_pkg.validation import evidence

CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "0",
            "7",
            "007",
            "-1",
            "٣",
            "1.0",
            "9" * 20,
            "9" * 400,
            "2024-03-20",
            "2024-02-30",
            "2024-03",
            "XXXX-05-21",
            "P2D",
            "doc-0123456789abcdef",
            "doc-0123456789abcdef-1",
            "doc-0123456789abcdef-1\n",
            "a" * 64,
            "ok",
            "body",
            "main",
            "stated",
            "date",
            "gregorian",
            "PER",
            "gazetteer",
            "exact",
            "1.0000",
            "EG",
            "ar",
            "x-1",
        ]
    ),
    st.text(max_size=5),
)


@pytest.mark.parametrize("name", list(TABLES))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_values_are_those_of_the_record_and_errors_too(name: str, data: st.DataObject) -> None:
    table = TABLES[name]
    reader = tables.RowReader(table)
    row = data.draw(st.lists(CELLS, min_size=len(table.columns), max_size=len(table.columns)))
    if data.draw(st.booleans()):
        # Likely to be a row: each column's cell is one of its own.
        row = [cell if _is_cell(table, place, cell) else "" for place, cell in enumerate(row)]
    try:
        expected = list(reader.record(row).__dict__.values())
    except (ValidationError, PackageError) as error:
        with pytest.raises(type(error)):
            reader.values(row)
        return
    assert reader.values(row) == expected
    assert reader.values(row) == expected


def _is_cell(table: records.Table, place: int, cell: str) -> bool:
    reader = tables.RowReader(table)
    try:
        reader.record([cell if at == place else "" for at in range(len(table.columns))])
    except ValidationError as error:
        return all(fault["loc"] != (table.columns[place],) for fault in error.errors())
    return True


@given(st.text())
def test_a_text_is_normal_in_one_way(text: str) -> None:
    assert evidence._normal(text) == normalise(text)


@given(st.text("ab \n\t\u200f\u00a0\0غ.<>&;#x", max_size=20))
def test_markup_without_markup_is_shown_as_it_is(text: str) -> None:
    document = records.Document(
        document_id="doc-0123456789abcdef",
        path="a",
        sha256="0" * 64,
        bytes=1,
        media_type="text/html",
        status="ok",
    )
    dossier = evidence.Dossier(document, text=text, marked=True)
    assert dossier.shown(0, len(text)) == reading.shown(text, "text/html")


@given(st.text("a./\\~:*\0\ud800", max_size=8))
def test_no_path_leads_out_of_its_folder(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    root = tmp_path_factory.getbasetemp()
    place = descriptor.inside(root, path)
    assert place is None or place == root.resolve() or root.resolve() in place.parents


def test_a_link_that_leads_out_is_not_inside(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.txt").write_text("x")
    (tmp_path / "in/a").symlink_to("../out.txt")
    (tmp_path / "in/b").symlink_to("b")
    (tmp_path / "in/c").symlink_to("d")
    assert descriptor.inside(tmp_path / "in", "a") is None
    assert descriptor.inside(tmp_path / "in", "c") == (tmp_path / "in/d").resolve()
    assert not (descriptor.inside(tmp_path / "in", "b") or tmp_path / "none").is_file()


@pytest.mark.parametrize(
    ("names", "ours"),
    [
        (["documents", "articles"], True),
        (["documents"], False),
        (["documents", "deployments"], False),
        ([], False),
    ],
)
def test_a_package_is_ours_by_its_mark_or_its_tables(names: list[str], ours: bool) -> None:
    def resource(name: str) -> dict[str, object]:
        columns = TABLES[name].columns if name in TABLES else ("id",)
        return {"name": name, "schema": {"fields": [{"name": column} for column in columns]}}

    body: dict[str, object] = {"resources": [resource(name) for name in names]}
    assert evidence.is_ours(body) == ours
    assert evidence.is_ours(body | {descriptor.MARK: {}})
    assert not evidence.is_ours({"resources": [None, 5, {"name": 5}, {"name": "documents", "schema": "x"}]})
