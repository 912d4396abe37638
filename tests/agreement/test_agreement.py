"""One record, one verdict: pydantic, JSON Schema and Frictionless agree on every record that all of them can be given.

What "the same record" is for each of them stands in `agreement.judges`, with the table of what they cannot agree on by
nature. The usual run judges 1,120 records and rows at least, the profile `nightly` 20,000.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from agreement import candidates, judges
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from corpus_pkg.package import tables
from corpus_pkg.records import TABLES, Segment, Table
from corpus_pkg.stories import Story
from corpus_pkg.values import LARGEST

# Frictionless takes long to begin and little for a row, so an example is a table of rows. To shrink one would ask it
# a thousand times more; the message names the rows.
AT_ONCE = settings(
    phases=[phase for phase in Phase if phase is not Phase.shrink],
    max_examples=max(7, settings().max_examples // 40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
ROWS, MOST_ROWS = 8, 14


def _agreed(table: Table, row: list[str]) -> bool:
    """The verdict on a row by all that judge it one by one."""
    assert len(row) == len(table.columns)
    record = tables.typed(table, row)
    verdicts = {
        "pydantic": judges.by_pydantic(table.model, record),
        "pydantic, text": judges.by_pydantic_text(table.model, json.dumps(record)),
        "reader": judges.by_reader(table, row),
        "JSON Schema": judges.by_json_schema(table.model, record),
    }
    assert len(set(verdicts.values())) == 1, (verdicts, record)
    return verdicts["JSON Schema"]


def _same(theirs: list[bool], ours: list[bool], rows: list[list[str]]) -> None:
    """Both verdicts on the rows are the same."""
    found = [(row, f"Frictionless {their}") for row, their, our in zip(rows, theirs, ours, strict=True) if their != our]
    assert found == []


def _judged(table: Table, records: list[dict[str, Any]], folder: Path) -> None:
    """All judges that can be given the records agree on each of them."""
    rows, verdicts = [], []
    for record in records:
        verdict = judges.by_json_schema(table.model, record)
        assert judges.by_pydantic(table.model, record) == verdict, record
        assert judges.by_pydantic_text(table.model, json.dumps(record)) == verdict, record
        row = judges.cells(table, record)
        if row is not None and row == judges.canonical(table, row):
            rows.append(row)
            verdicts.append(verdict)
    _same(judges.by_frictionless(table, rows, folder), verdicts, rows)


@pytest.mark.parametrize("name", TABLES)
def test_all_judges_agree_on_each_near_value_of_each_column(name: str, tmp_path: Path) -> None:
    sample = candidates.sample(name)
    assert judges.by_pydantic(TABLES[name].model, sample)
    _judged(TABLES[name], [record for column in sample for record in candidates.near(name, column)], tmp_path)


@pytest.mark.parametrize("name", TABLES)
@AT_ONCE
@given(data=st.data())
def test_all_judges_agree_on_any_record(name: str, data: st.DataObject, tmp_path: Path) -> None:
    records = data.draw(st.lists(candidates.records(name), min_size=ROWS, max_size=MOST_ROWS))
    _judged(TABLES[name], records, tmp_path)


@pytest.mark.parametrize("name", TABLES)
@AT_ONCE
@given(data=st.data())
def test_all_judges_agree_on_any_row_of_cells(name: str, data: st.DataObject, tmp_path: Path) -> None:
    table = TABLES[name]
    rows = data.draw(st.lists(candidates.rows(name), min_size=ROWS, max_size=MOST_ROWS))
    verdicts = []
    for row in rows:
        if len(row) != len(table.columns):
            assert not judges.by_reader(table, row)
            verdicts.append(False)
            continue
        known = judges.canonical(table, row)
        verdict = _agreed(table, known)
        if known != row:
            # Only Frictionless reads such a number or day: as though it were written as the others want it.
            assert not _agreed(table, row)
        verdicts.append(verdict)
    _same(judges.by_frictionless(table, rows, tmp_path), verdicts, rows)


@pytest.mark.parametrize("name", TABLES)
@AT_ONCE
@given(data=st.data())
def test_right_records_are_taken_by_all_and_come_back(name: str, data: st.DataObject, tmp_path: Path) -> None:
    table = TABLES[name]
    records = data.draw(st.lists(candidates.rights(name), min_size=1, max_size=3))
    rows = [judges.cells(table, record) for record in records]
    for record, row in zip(records, rows, strict=True):
        assert row is not None
        assert _agreed(table, row)
        made = table.model.model_validate(record)
        assert tables.parse_line(tables.line(made).decode(), tables.RowReader(table)) == made
        assert judges.csv_bytes([row]) == tables.line(made)
    assert all(judges.by_frictionless(table, [row for row in rows if row is not None], tmp_path))


@AT_ONCE
@given(record=candidates.nested())
def test_pydantic_and_json_schema_agree_on_nested_stories(record: dict[str, Any]) -> None:
    verdict = judges.by_json_schema(Story, record)
    assert judges.by_pydantic(Story, record) == verdict
    assert judges.by_pydantic_text(Story, json.dumps(record)) == verdict


@AT_ONCE
@example(values={"start": 5, "end": True})
@example(values={"start": "5", "end": 5})
@given(
    values=st.dictionaries(
        st.sampled_from([*TABLES["segments"].columns, "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
            max_leaves=3,
        ),
    )
)
def test_pydantic_and_json_schema_agree_on_anything_in_a_record(values: dict[str, Any]) -> None:
    record = SEGMENT | values
    verdict = judges.by_json_schema(Segment, record)
    assert judges.by_pydantic(Segment, record) == verdict
    assert judges.by_pydantic_text(Segment, json.dumps(record)) == verdict


SEGMENT: dict[str, Any] = {
    "document_id": "doc-0123456789abcdef",
    "start": 0,
    "end": 5,
    "kind": "body",
    "article_id": None,
    "rule": "hand",
}
ARTICLE: dict[str, Any] = {
    "article_id": "doc-0123456789abcdef-1",
    "document_id": "doc-0123456789abcdef",
    "ordinal": 1,
    "role": "main",
    "published": "2024-03-20",
    "published_basis": "stated",
    "published_earliest": "2024-03-20",
    "published_latest": "2024-03-20",
    "text_sha256": "0" * 64,
}


def _verdicts(table: Table, record: dict[str, Any], folder: Path) -> tuple[bool, bool, bool, bool | None]:
    """The verdicts of pydantic (twice), JSON Schema and Frictionless; None where the record has no cells."""
    row = judges.cells(table, record)
    return (
        judges.by_pydantic(table.model, record),
        judges.by_pydantic_text(table.model, json.dumps(record)),
        judges.by_json_schema(table.model, record),
        None if row is None else judges.by_frictionless(table, [row], folder)[0],
    )


@pytest.mark.parametrize(
    ("name", "change", "verdict"),
    [
        ("segments", {}, True),
        ("segments", {"start": 1.0}, True),
        ("segments", {"start": -0.0}, True),
        ("segments", {"start": LARGEST}, True),
        ("segments", {"start": float(LARGEST)}, True),
        ("segments", {"start": LARGEST + 1}, False),
        ("segments", {"start": 10**400}, False),
        ("segments", {"start": -1}, False),
        ("segments", {"start": None}, False),
        ("segments", {"start": "x"}, False),
        ("segments", {"rule": " "}, True),
        ("segments", {"rule": "\0"}, True),
        ("segments", {"rule": "\ufeff"}, True),
        ("segments", {"rule": "a\r\nb\rc\n"}, True),
        ("segments", {"rule": "ا" * 300_000}, True),
        ("segments", {"rule": None}, False),
        ("segments", {"kind": "Body"}, False),
        ("segments", {"kind": "body\n"}, False),
        ("segments", {"kind": " body"}, False),
        ("segments", {"document_id": "doc-0123456789abcdef\n"}, False),
        ("segments", {"document_id": "doc-0123456789abcdef\r\n"}, False),
        ("segments", {"document_id": "doc-٠123456789abcdef"}, False),
        ("segments", {"extra": "x"}, False),
        ("segments", {"extra": None}, False),
        ("articles", {}, True),
        ("articles", {"authors": "a|b"}, True),
        ("articles", {"authors": "|"}, True),
        ("articles", {"published_earliest": "2012-02-30"}, False),
        ("articles", {"published_earliest": "2013-02-29"}, False),
        ("articles", {"published_earliest": "2012-02-29"}, True),
        ("articles", {"published_earliest": "1900-02-29"}, False),
        ("articles", {"published_earliest": "0000-01-01"}, False),
        ("articles", {"published_earliest": "0001-01-01"}, True),
        ("articles", {"published_earliest": "10000-01-01"}, False),
        ("articles", {"published_earliest": "2024-03-20T00:00:00"}, False),
        ("articles", {"published_earliest": "1710892800"}, False),
        ("articles", {"published_earliest": "2024-03-20\n"}, False),
        ("articles", {"published_earliest": "٢٠٢٤-٠٣-٢٠"}, False),
        ("articles", {"published": "2024-13"}, False),
        ("articles", {"published": "2024-03-20\n"}, False),
        ("articles", {"published": "2024-W54"}, False),
        ("articles", {"published": "2024-05-XX"}, True),
        ("articles", {"published": "2024/2025"}, False),
        ("articles", {"published_basis": "known"}, False),
    ],
)
def test_hard_corners(name: str, change: dict[str, Any], verdict: bool, tmp_path: Path) -> None:
    record = (SEGMENT if name == "segments" else ARTICLE) | change
    assert _verdicts(TABLES[name], record, tmp_path) == (verdict,) * 4


# What cannot agree: each by its name in the table of exceptions.


@pytest.mark.parametrize("cell", ["+5", "007", "٥", "۵", "1_000", " 5", "5 ", "5\n", "\u00a05", "+0"])
def test_a_number_written_otherwise_is_read_by_frictionless_alone(cell: str, tmp_path: Path) -> None:
    _read_by_frictionless_alone("number written otherwise", "segments", SEGMENT | {"start": cell}, tmp_path)


@pytest.mark.parametrize("cell", ["2024-3-5", "2024-03-5", "2024-03- 5"])
def test_a_day_written_otherwise_is_read_by_frictionless_alone(cell: str, tmp_path: Path) -> None:
    _read_by_frictionless_alone("day written otherwise", "articles", ARTICLE | {"published_latest": cell}, tmp_path)


@pytest.mark.parametrize("cell", ["2024-03-20T10:43:00", "2024-03-20T13:43:00+03:00", "2024-03-20T10:43:00.5Z"])
def test_an_instant_written_otherwise_is_read_by_frictionless_alone(cell: str, tmp_path: Path) -> None:
    _read_by_frictionless_alone("instant written otherwise", "articles", ARTICLE | {"published_at": cell}, tmp_path)


def _read_by_frictionless_alone(exception: str, name: str, record: dict[str, Any], folder: Path) -> None:
    assert exception in judges.EXCEPTIONS
    assert _verdicts(TABLES[name], record, folder) == (False, False, False, True)
    row = judges.cells(TABLES[name], record)
    assert row is not None
    assert not judges.by_reader(TABLES[name], row)
    assert judges.by_reader(TABLES[name], judges.canonical(TABLES[name], row))


@pytest.mark.parametrize(
    ("change", "read_as"),
    [
        ({"rule": 5}, True),
        ({"rule": True}, True),
        ({"rule": []}, True),
        ({"start": "5"}, True),
        ({"start": True}, False),
        ({"start": 2.5}, False),
        ({"start": float("nan")}, False),
        ({"start": []}, False),
    ],
)
def test_a_type_is_lost_in_the_cell(change: dict[str, Any], read_as: bool, tmp_path: Path) -> None:
    assert "type lost in the cell" in judges.EXCEPTIONS
    table, record = TABLES["segments"], SEGMENT | change
    assert _verdicts(table, record, tmp_path) == (False, False, False, None)
    # What a writer of CSV would put there is a row of its own, with a verdict of its own.
    [value] = change.values()
    row = [str(record[name]) if record[name] is not None else "" for name in table.columns]
    assert judges.by_frictionless(table, [row], tmp_path) == [read_as], value
    assert _agreed(table, row) == read_as


def test_an_empty_text_has_no_cell(tmp_path: Path) -> None:
    assert "empty text" in judges.EXCEPTIONS
    for name in ("rule", "article_id"):
        assert _verdicts(TABLES["segments"], SEGMENT | {name: ""}, tmp_path) == (False, False, False, None)


@pytest.mark.parametrize("text", ["\ud800", "\udfff", "غ\ud83d"])
@pytest.mark.parametrize("name", ["rule", "kind", "document_id"])
def test_half_a_surrogate_pair_has_no_bytes(name: str, text: str, tmp_path: Path) -> None:
    assert "half a surrogate pair" in judges.EXCEPTIONS
    table = TABLES["segments"]
    assert _verdicts(table, SEGMENT | {name: text}, tmp_path) == (False, False, False, None)
    row = ["" if SEGMENT[column] is None else str(SEGMENT[column]) for column in table.columns]
    row[table.columns.index(name)] = "HALF"
    path = tmp_path / "segments.csv"
    path.write_bytes(judges.csv_bytes([table.columns, row]).replace(b"HALF", text.encode("utf-8", "surrogatepass")))
    errors = [error.type for task in judges.resource(table, path).validate().tasks for error in task.errors]
    assert errors == ["encoding-error"]


def test_a_row_may_not_be_too_short(tmp_path: Path) -> None:
    assert "row too short" in judges.EXCEPTIONS
    record = {name: value for name, value in ARTICLE.items() if name != "updated"}
    assert _verdicts(TABLES["articles"], record, tmp_path) == (True,) * 4
    table = TABLES["links"]
    row = ["doc-0123456789abcdef", "0", "5", "title"]
    assert table.columns[len(row) :] == ("target_article_id",)
    assert judges.by_json_schema(table.model, tables.typed(table, [*row, ""]))
    assert judges.by_frictionless(table, [row, [*row, ""]], tmp_path) == [False, True]
    assert not judges.by_reader(table, row)


def test_a_table_may_not_lack_a_column(tmp_path: Path) -> None:
    assert "column missing" in judges.EXCEPTIONS
    table = TABLES["links"]
    path = tmp_path / "links.csv"
    path.write_bytes(judges.csv_bytes([table.columns[:-1], ["doc-0123456789abcdef", "0", "5", "title"]]))
    assert _types(table, path) == {"missing-label"}


@pytest.mark.parametrize(("first", "last", "verdict"), [(-1, 5, True), (5, -1, False), (5, 5, True)])
def test_of_a_name_twice_the_last_value_counts(first: int, last: int, verdict: bool, tmp_path: Path) -> None:
    assert "name twice" in judges.EXCEPTIONS
    rest = json.dumps({name: value for name, value in SEGMENT.items() if name != "start"})[1:]
    text = f'{{"start": {first}, "start": {last}, {rest}'
    assert judges.by_pydantic_text(Segment, text) == judges.by_json_schema(Segment, json.loads(text)) == verdict
    table = TABLES["segments"]
    path = tmp_path / "segments.csv"
    header = ["start" if name == "end" else name for name in table.columns]
    path.write_bytes(judges.csv_bytes([header, ["doc-0123456789abcdef", str(first), str(last), "body", "", "hand"]]))
    assert "duplicate-label" in _types(table, path)


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_that_a_key_stands_twice_only_a_table_tells(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert "key twice" in judges.EXCEPTIONS
    table = TABLES[name]
    row = judges.cells(table, data.draw(candidates.rights(name)))
    assert row is not None
    folder = tmp_path_factory.mktemp("twice")
    path = folder / f"{name}.csv"
    path.write_bytes(judges.csv_bytes([table.columns, row, row]))
    assert judges.by_frictionless(table, [row, row], folder) == [True, True]
    report = judges.resource(table, path, keys=True).validate()
    errors: list[Any] = [error for task in report.tasks for error in task.errors]
    assert [(error.type, error.row_number) for error in errors] == [("primary-key", 3)]


def test_a_reference_is_seen_only_beside_the_other_table(tmp_path: Path) -> None:
    from frictionless import Package

    from corpus_pkg.package import descriptor

    assert "reference" in judges.EXCEPTIONS
    record = SEGMENT | {"document_id": "doc-ffffffffffffffff"}
    assert _verdicts(TABLES["segments"], record, tmp_path) == (True,) * 4
    body: dict[str, Any] = {"resources": []}
    for name in ("documents", "articles", "segments"):
        row = judges.cells(TABLES[name], record) if name == "segments" else None
        (tmp_path / f"{name}.csv").write_bytes(judges.csv_bytes([TABLES[name].columns, *([row] if row else [])]))
        made = descriptor.table_resource(TABLES[name], "", 0)
        body["resources"].append(
            {key: value for key, value in made.items() if key not in ("hash", "bytes")} | {"path": f"{name}.csv"}
        )
    report = Package.from_descriptor(body, basepath=str(tmp_path)).validate()
    assert [(task.name, error.type) for task in report.tasks for error in task.errors] == [("segments", "foreign-key")]


def test_each_exception_is_tested_by_its_name() -> None:
    said = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in judges.EXCEPTIONS if f'"{name}"' not in said] == []


@pytest.mark.parametrize("text", ["9" * 5000, "-" + "9" * 5000, "1e400", "NaN", "-Infinity", "0x5", "05", "+5", ".5"])
def test_a_number_that_is_none_is_none_in_any_text(text: str) -> None:
    whole = json.dumps(SEGMENT).replace('"start": 0', f'"start": {text}')
    assert text in whole
    assert not judges.by_pydantic_text(Segment, whole)
    try:
        record = json.loads(whole)
    except ValueError:
        return
    assert not judges.by_json_schema(Segment, record)


def _types(table: Table, path: Path) -> set[str]:
    return {error.type for task in judges.resource(table, path).validate().tasks for error in task.errors}
