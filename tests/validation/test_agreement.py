"""The column layer and Frictionless give the same verdict on any table that the first does not leave to the second."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg.validation import validate

pytest.importorskip("polars", reason="polars (the extra polars) is not installed")

SLOW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NUMBERS = [
    "0",
    "1",
    "-1",
    "+7",
    "007",
    " 12",
    "1_000",
    "٣",
    "1.5",
    "1e3",
    ".5",
    "5.",
    "NaN",
    "INF",
    "1,000",
    "1.000,5",
    "x",
]
DAYS = ["2024-03-20", "2024-02-30", "2024-3-5", "0000-01-01", "20/03/2024", "2024-03", "2024-13", "2024", "24"]
CLOCKS = ["2024-03-20T10:00:00", "2024-03-20T10:00:00Z", "2024-03-20T10:00:00+03:00", "2024-03-20 10:00:00", "10:00:00"]
WORDS = ["", "a", "ab", "b", "true", "TRUE", "yes", "no", "-", "n/a", "a,b", 'say "a"', "a\nb", "غزة", "\u202e", "=1+1"]
CELLS = st.sampled_from([*NUMBERS, *DAYS, *CLOCKS, *WORDS])
GOOD = {
    "string": ["a", "ab", "b", "1", "غزة"],
    "any": WORDS,
    "integer": ["0", "1", "7", "12", "-3"],
    "number": ["0", "1", "1.5", "2e3", "-4"],
    "boolean": ["true", "false", "1", "0"],
    "date": ["2024-03-20", "2024-01-31", "1999-12-31"],
    "datetime": ["2024-03-20T10:00:00Z", "2024-03-20T10:00:00", "1999-12-31T23:59:59Z"],
    "time": ["10:00:00", "23:59:59"],
    "year": ["2024", "1999"],
    "yearmonth": ["2024-03", "1999-12"],
    "list": ["a,b", "a"],
    "array": ["[]", "[1]", '["a"]'],
    "object": ["{}", '{"a": 1}'],
}
BOUNDS: dict[str, list[Any]] = {
    "integer": [0, 1, "7", 12],
    "number": [0, 1.5, "5", "1e3"],
    "date": ["2024-03-20", "2024-01-01"],
    "year": [2024, "2000"],
    "yearmonth": ["2024-03"],
}
TYPES = [
    "string",
    "integer",
    "number",
    "boolean",
    "date",
    "datetime",
    "time",
    "year",
    "yearmonth",
    "any",
    "list",
    "array",
    "object",
]


@st.composite
def fields(draw: st.DrawFn, name: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(TYPES))
    made: dict[str, Any] = {"name": name, "type": kind}
    rules: dict[str, Any] = {}
    if draw(st.booleans()):
        rules["required"] = draw(st.booleans())
    if draw(st.integers(0, 9)) == 9 and kind not in ("array", "object"):
        rules["unique"] = True
    if kind in BOUNDS and draw(st.integers(0, 3)) == 3:
        rules[draw(st.sampled_from(["minimum", "maximum"]))] = draw(st.sampled_from(BOUNDS[kind]))
    if kind == "string":
        if draw(st.integers(0, 3)) == 3:
            rules[draw(st.sampled_from(["minLength", "maxLength"]))] = draw(st.integers(0, 3))
        if draw(st.integers(0, 3)) == 0:
            rules["pattern"] = draw(st.sampled_from(["[a-z]+", "a?b?", r"\d+", "(?=a)a.*", ".*"]))
        if draw(st.integers(0, 3)) == 0:
            rules["enum"] = ["a", "b", "1"]
    if kind == "integer" and draw(st.integers(0, 3)) == 0:
        rules["enum"] = [1, 7, "0"]
    if kind == "boolean" and draw(st.booleans()):
        made |= {"trueValues": ["yes", "1"], "falseValues": ["no"]}
    if kind == "number" and draw(st.integers(0, 3)) == 0:
        made |= {"decimalChar": ",", "groupChar": "."}
    if kind in ("number", "integer") and draw(st.integers(0, 5)) == 0:
        made["bareNumber"] = False
    if kind == "date" and draw(st.integers(0, 2)) == 0:
        made["format"] = draw(st.sampled_from(["%d/%m/%Y", "any"]))
    if rules:
        made["constraints"] = rules
    return made


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, Any], bytes]:
    """A resource and its file."""
    names = ["a", "b", "c"][: draw(st.integers(1, 3))]
    schema: dict[str, Any] = {"fields": [draw(fields(name)) for name in names]}
    if draw(st.integers(0, 2)) == 0:
        schema["missingValues"] = draw(st.sampled_from([["", "-"], ["n/a"], [], ["", "NaN", "0"]]))
    # Frictionless breaks off where a list or an object is a key.
    keyed = not {field["type"] for field in schema["fields"]} & {"array", "object"}
    if draw(st.integers(0, 5)) == 5 and keyed:
        schema["primaryKey"] = draw(st.sampled_from([names[0], names[:2]]))
    if draw(st.integers(0, 2)) == 0:
        schema["fieldsMatch"] = draw(st.sampled_from(["exact", "equal", "subset", "superset", "partial"]))
    if draw(st.integers(0, 7)) == 7 and len(names) > 1 and keyed:
        schema["foreignKeys"] = [
            {"fields": [names[0]], "reference": {"resource": draw(st.sampled_from(["", "t"])), "fields": [names[1]]}}
        ]
    dialect: dict[str, Any] = {"delimiter": draw(st.sampled_from([",", ";", "\t"])), "header": draw(st.booleans())}
    if draw(st.integers(0, 3)) == 0:
        dialect["skipInitialSpace"] = draw(st.booleans())
    if draw(st.integers(0, 3)) == 0:
        dialect["quoteChar"] = "'"
    header = list(names)
    if draw(st.integers(0, 9)) == 9:
        header = draw(st.lists(st.sampled_from(["a", "b", "c", "d", "A", "", " a"]), min_size=1, max_size=4))
    cells = [st.one_of(*[st.sampled_from(GOOD[item["type"]])] * 12, CELLS) for item in schema["fields"]]
    rows = [list(row) for row in draw(st.lists(st.tuples(*cells), min_size=1, max_size=6))]
    if draw(st.integers(0, 9)) == 9:
        rows.append(draw(st.lists(CELLS, max_size=4)))
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=dialect["delimiter"],
        quotechar=dialect.get("quoteChar", '"'),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    if dialect["header"]:
        writer.writerow(header)
    writer.writerows(rows)
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-16", "utf-8-sig"]))
    resource = {
        "name": "t",
        "type": "table",
        "path": "t.csv",
        "format": "csv",
        "encoding": "utf-8" if encoding == "utf-8-sig" else encoding,
        "dialect": dialect,
        "schema": schema,
    }
    return resource, text.getvalue().encode(encoding)


def _counts(package: Path) -> tuple[dict[str, int], dict[str, int], tuple[str, ...], str]:
    report = validate(package, only=("columns", "frictionless"))
    layers = {layer.name: layer for layer in report.layers}
    said = "\n".join(f"{item.layer} {item.code} {item.place}: {item.message}" for item in report.problems)
    return layers["columns"].counts, layers["frictionless"].counts, layers["columns"].unchecked, said


@SLOW
@given(table=tables())
def test_any_table_has_one_verdict(
    tmp_path_factory: pytest.TempPathFactory, table: tuple[dict[str, Any], bytes]
) -> None:
    resource, data = table
    folder = tmp_path_factory.mktemp("package")
    (folder / "t.csv").write_bytes(data)
    body = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(body))
    ours, theirs, left, said = _counts(folder)
    if left:
        # What is left to Frictionless may be wrong without the columns' knowledge; never the other way round.
        assert theirs or not ours, said
    else:
        assert bool(ours) == bool(theirs), said


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-2, 10**20),
        st.floats(),
        st.text(st.sampled_from("ab,;\0\ud800(*+[%Y"), max_size=4),
        st.sampled_from(["a", "t", "string", "integer", "date", "%d", "any", ""]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "name", "value", "fields", "resource", "reference"]), inner, max_size=3),
    ),
    max_leaves=6,
)
PLACES: list[tuple[str, ...]] = [
    *(("schema", key) for key in ("fields", "primaryKey", "foreignKeys", "uniqueKeys", "missingValues", "fieldsMatch")),
    *(
        ("dialect", key)
        for key in ("delimiter", "quoteChar", "escapeChar", "header", "headerRows", "commentChar", "csv")
    ),
    *(("dialect", key) for key in ("commentRows", "headerJoin", "skipBlankRows", "skipInitialSpace", "headerCase")),
    *((key,) for key in ("rows", "bytes", "hash", "encoding", "compression", "scheme", "type", "data", "extrapaths")),
    *(("field", key) for key in ("name", "type", "format", "constraints", "missingValues", "trueValues", "categories")),
    *(("field", key) for key in ("decimalChar", "groupChar", "bareNumber")),
    *(("constraints", key) for key in ("required", "unique", "minimum", "maximum", "pattern", "enum", "minLength")),
]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLACES), JSON, st.sampled_from(["string", "integer", "number", "boolean", "date", "year"]))
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_any_schema_and_dialect_is_judged(
    tmp_path_factory: pytest.TempPathFactory, place: tuple[str, ...], value: Any, kind: str
) -> None:
    field: dict[str, Any] = {"name": "a", "type": kind, "constraints": {}}
    resource: dict[str, Any] = {
        "name": "t",
        "type": "table",
        "path": "t.csv",
        "schema": {"fields": [field, {"name": "b"}]},
        "dialect": {"delimiter": ","},
    }
    owner = {
        "schema": resource["schema"],
        "dialect": resource["dialect"],
        "field": field,
        "constraints": field["constraints"],
    }
    (owner[place[0]] if len(place) > 1 else resource)[place[-1]] = value
    folder = tmp_path_factory.mktemp("package")
    (folder / "t.csv").write_bytes(b"a,b\n1,x\n\n2024-03-20,,z\n")
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    for problem in validate(folder, only=("columns", "frictionless")).problems:
        assert problem.message.isprintable() and problem.place.isprintable()
