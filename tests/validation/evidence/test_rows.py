"""What the evidence layer reads of tables: the values of records, and each row of each document once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from corpus_pkg import records
from corpus_pkg.errors import PackageError
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES
from corpus_pkg.validation.evidence import rows as rows_module
from corpus_pkg.validation.evidence.rows import read, side_by_side
from corpus_pkg.validation.problems import Problem

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
            "1.0",
            "0.50",
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
        assert isinstance(error, ValidationError)
        assert reader.columns([row]) is None
        return
    columns = [[value, value] for value in expected]
    assert [list(values) for values in reader.columns([row, row]) or ()] == columns
    assert [list(values) for values in reader.columns([row, row]) or ()] == columns
    # One that is none leaves none.
    assert reader.columns([row, row[1:]]) is None


def _is_cell(table: records.Table, place: int, cell: str) -> bool:
    reader = tables.RowReader(table)
    try:
        reader.record([cell if at == place else "" for at in range(len(table.columns))])
    except ValidationError as error:
        return all(fault["loc"] != (table.columns[place],) for fault in error.errors())
    return True


LETTERS = st.lists(st.sampled_from("0123456789abcdef"), max_size=6).map(sorted)


@settings(max_examples=60, deadline=None)
@given(held=LETTERS, documents=LETTERS.map(lambda letters: sorted(set(letters))))
def test_side_by_side_each_row_goes_to_its_document_or_is_an_orphan(
    tmp_path_factory: pytest.TempPathFactory, held: list[str], documents: list[str]
) -> None:
    path = tmp_path_factory.mktemp("t") / "links.csv"
    lines = [f"doc-{letter * 16},{at},{at + 1},title,\n" for at, letter in enumerate(held)]
    path.write_text(",".join(TABLES["links"].columns) + "\n" + "".join(lines), "utf-8")
    faults: list[Problem] = []
    walk = side_by_side("links", path, faults)
    taken = {letter: [row.start for row in walk.take(f"doc-{letter * 16}")] for letter in documents}
    walk.rest()
    assert taken == {letter: [at for at, held_by in enumerate(held) if held_by == letter] for letter in documents}
    orphans = sorted({f"doc-{letter * 16}" for letter in held if letter not in documents})
    assert [fault.code for fault in faults] == ["foreign-document"] * len(orphans)
    assert [fault.message.partition(" ")[0] for fault in faults] == orphans


@settings(max_examples=60, deadline=None)
@given(held=st.lists(st.sampled_from("0123456789abcdef"), max_size=8), documents=LETTERS)
def test_rows_whose_document_is_not_that_of_their_key_are_taken_or_told(
    tmp_path_factory: pytest.TempPathFactory, held: list[str], documents: list[str]
) -> None:
    path = tmp_path_factory.mktemp("t") / "credits.csv"
    lines = [f"doc-{at:016x}-1,doc-{letter * 16},reuters,cited,0,1,a,verb,,,,\n" for at, letter in enumerate(held)]
    path.write_text(",".join(TABLES["credits"].columns) + "\n" + "".join(lines), "utf-8")
    faults: list[Problem] = []
    walk = side_by_side("credits", path, faults)
    taken = [row.at for letter in sorted(set(documents)) for row in walk.take(f"doc-{letter * 16}")]
    walk.rest()
    assert {fault.code for fault in faults} <= {"foreign-document"}
    assert all(held[at - 2] in documents for at in taken)
    told = {at for fault in faults for at in range(len(held) + 2) if fault.row == at}
    groups = {at for at in range(2, len(held) + 2) if at == 2 or held[at - 2] != held[at - 3]}
    assert groups <= {*taken, *told} and not {*taken} & told


def test_rows_out_of_order_and_twice_are_told_and_a_table_that_is_none_too(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    rows = "".join(f"doc-{letter * 16},0,1,title,\n" for letter in "abba")
    path.write_text(",".join(TABLES["links"].columns) + "\n" + rows, "utf-8")
    faults: list[Problem] = []
    documents = [row.document_id[-1] for row in read("links", path, faults)]
    assert documents == ["a", "b", "b"]
    assert [(fault.code, fault.row) for fault in faults] == [("order", 4), ("order", 5)]
    path.write_text("a,b\n1,2\n", "utf-8")
    assert list(read("links", path, faults)) == [] and faults[-1].code == "table"


@settings(max_examples=60, deadline=None)
@given(keys=st.lists(st.integers(0, 40), max_size=12), broken=st.sets(st.integers(0, 11)), size=st.integers(1, 5))
def test_rows_that_are_read_together_are_those_that_are_read_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, keys: list[int], broken: set[int], size: int
) -> None:
    path = tmp_path_factory.mktemp("t") / "links.csv"
    lines = [f"doc-{'a' * 16},{key},{'x' if at in broken else key + 1},t,\n" for at, key in enumerate(keys)]
    path.write_text(",".join(TABLES["links"].columns) + "\n" + "".join(lines), "utf-8")
    alone: list[Problem] = []
    together: list[Problem] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(rows_module.TOGETHER, "links", 1)
        expected = list(read("links", path, alone))
        patch.setitem(rows_module.TOGETHER, "links", size)
        assert list(read("links", path, together)) == expected
    assert together == alone
    # A file that breaks off keeps the rows before.
    path.write_text(path.read_text("utf-8") + '"', "utf-8")
    faults: list[Problem] = []
    assert list(read("links", path, faults)) == expected
    assert faults[: len(alone)] == alone and [fault.code for fault in faults[len(alone) :]] == ["table"]
