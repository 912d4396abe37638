"""Rows survive their file, one table has one form, and three validators judge a row alike."""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
import typing
from pathlib import Path

import pytest
from frictionless import Resource, Schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pydantic import BaseModel, ValidationError

from corpus_pkg import schemas
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES, Record, Source, Table
from corpus_pkg.schemas import column_type, json_schema, required

FAST = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def _cells(rules: dict[str, typing.Any], kind: str) -> st.SearchStrategy[typing.Any]:
    arm = next((arm for arm in rules.get("anyOf", ()) if arm.get("type") != "null"), rules)
    if "enum" in arm:
        return st.sampled_from(arm["enum"])
    if kind == "date":
        return st.dates(min_value=datetime.date(1, 1, 1))
    if kind == "integer":
        return st.integers(arm.get("minimum", 0), 10**12)
    if kind == "number":
        return st.floats(arm["minimum"], arm["maximum"])
    if kind == "datetime":
        return st.datetimes(timezones=st.just(datetime.UTC)).map(lambda moment: moment.replace(microsecond=0))
    if "pattern" in arm:
        return st.from_regex(arm["pattern"], fullmatch=True)
    return TEXT


def rows(table: Table) -> st.SearchStrategy[Record]:
    """Records of the table."""
    model: type[BaseModel] = table.model
    rules = json_schema(model)["properties"]
    values = {}
    for name, field in model.model_fields.items():
        cells = _cells(rules[name], column_type(field))
        values[name] = cells if required(field) else st.none() | cells
    return st.builds(table.model, **values)


@pytest.mark.parametrize("name", TABLES)
@FAST
@given(data=st.data())
def test_rows_come_back_as_they_were_in_the_order_of_their_keys(tmp_path: Path, name: str, data: st.DataObject) -> None:
    table = TABLES[name]
    drawn = data.draw(st.lists(rows(table), max_size=5, unique_by=lambda row: tables.key_of(table, row)))
    path = tmp_path / "t.csv"
    tables.write(path, table, drawn)
    text = path.read_bytes()
    back = list(tables.read(path, table))
    assert back == sorted(drawn, key=lambda row: tables.key_of(table, row))
    random.shuffle(drawn)
    tables.write(path, table, drawn)
    assert path.read_bytes() == text
    assert not text.startswith(b"\xef\xbb\xbf")
    assert text.endswith(b"\n")
    plain = list(csv.DictReader(io.StringIO(text.decode(), newline="")))
    assert [list(row) for row in plain] == [list(table.columns)] * len(drawn)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_one_cell_for_every_reader(text: str) -> None:
    line = tables.line(Source(source_id="a", name_ar=text, kind="site")).decode()
    [cells] = csv.reader(io.StringIO(line, newline=""), strict=True)
    assert cells == ["a", text, "", "site", "", ""]
    assert ('"' in line) == any(letter in text for letter in '",\r\n')


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", ":1: the columns"),
        (b"entity_id,type\n", ":1: the columns"),
        (b"\xef\xbb\xbfentity_id,type,name_ar,name_en,country_code,same_as\n", ":1: the columns"),
        (b"entity_id,type,name_ar,name_en,country_code,same_as\na,PER\n", ":2: 2 cells"),
        (b"entity_id,type,name_ar,name_en,country_code,same_as\na,DOG,,,,\n", ":2: type"),
        (b'entity_id,type,name_ar,name_en,country_code,same_as\na,PER,"x,,,\n', "is not CSV"),
        (b"entity_id,type,name_ar,name_en,country_code,same_as\na,PER,\xff,,,\n", "is not UTF-8"),
    ],
)
def test_what_is_no_table_is_said_with_its_line(tmp_path: Path, text: bytes, reason: str) -> None:
    path = tmp_path / "entities.csv"
    path.write_bytes(text)
    with pytest.raises(PackageError) as caught:
        list(tables.read(path, TABLES["entities"]))
    assert reason in str(caught.value)
    assert str(caught.value) == one_line(caught.value, 1000)


@pytest.mark.parametrize("cell", ["+5", "٥", "1_0", " 5", "5 ", "007", "5.0", "-0x1", "9" * 5000])
def test_only_the_canonical_number_is_one(cell: str) -> None:
    table = TABLES["links"]
    row = ["doc-0123456789abcdef", cell, "7", "t", ""]
    with pytest.raises(ValueError, match="start"):
        tables.RowReader(table).record(row)


@pytest.mark.parametrize(
    "cell", ["2024-1-5", "٢٠٢٤-٠١-٠١", "2024-02-30", "20240101", "2024-01-01T00:00:00", "2024-01-01\n"]
)
def test_only_the_canonical_day_is_one(cell: str) -> None:
    table = TABLES["articles"]
    values = dict.fromkeys(table.columns, "") | {
        "article_id": "doc-0123456789abcdef-1",
        "document_id": "doc-0123456789abcdef",
        "ordinal": "1",
        "role": "main",
        "text": "x",
        "published_basis": "inferred",
        "text_sha256": "0" * 64,
    }
    assert tables.RowReader(table).record(list(values.values()))
    with pytest.raises(ValueError, match="published_earliest"):
        tables.RowReader(table).record(list((values | {"published_earliest": cell}).values()))


def test_an_unknown_table_lists_those_there_are() -> None:
    with pytest.raises(PackageError, match="documents, segments"):
        tables.table("pictures")


MUTANTS = st.sampled_from(
    [
        "",
        "x",
        "-1",
        "0",
        "1",
        "9.5",
        "2024-02-30",
        "2023-02-29",
        "2024-02-29",
        "2024-13",
        "A",
        "doc-0",
        "main",
        "P",
        "|",
    ]
)


def _frictionless(table: Table, text: bytes) -> bool:
    descriptor = schemas.table_schema(table)
    descriptor.pop("foreignKeys", None)
    resource = Resource(data=text, format="csv", name="t", encoding="utf-8", schema=Schema.from_descriptor(descriptor))
    return bool(resource.validate().valid)


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_three_validators_agree(name: str, data: st.DataObject) -> None:
    # Left out are the forms that Frictionless reads leniently and no constraint of Table Schema can forbid: "+5", "٥"
    # and "1_0" for a number, "2024-1-5" for a day. The strict reader refuses those, as other tests here say.
    table = TABLES[name]
    validator = Draft202012Validator(schemas.json_schema(table.model))
    row = data.draw(rows(table))
    text = tables.header(table) + tables.line(row)
    cells = _split(text)
    if data.draw(st.booleans()):
        column = data.draw(st.integers(0, len(cells) - 1))
        integer = list(tables.column_types(table).values())[column] != "string"
        cells[column] = data.draw(MUTANTS if integer else MUTANTS | TEXT)
        text = tables.header(table) + (",".join(_quote(cell) for cell in cells) + "\n").encode()
    typed = tables.typed(table, cells)
    by_schema = validator.is_valid(typed)
    try:
        table.model.model_validate_json(json.dumps(typed), strict=True)
        by_pydantic = True
    except ValidationError:
        by_pydantic = False
    try:
        tables.RowReader(table).record(cells)
        by_reader = True
    except ValidationError:
        by_reader = False
    assert (by_pydantic, by_reader, _frictionless(table, text)) == (by_schema,) * 3, typed


def _split(text: bytes) -> list[str]:
    return list(csv.reader(io.StringIO(text.decode(), newline="")))[1]


def _quote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
