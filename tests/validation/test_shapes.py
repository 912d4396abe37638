"""Packages in the shapes in which others publish theirs: the verdict is that of Frictionless with all its parts.

The shapes are those of Frictionless' own test data and of published packages; names and rows are of our making.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import frictionless
import pytest

from corpus_pkg.validation import validate

pytest.importorskip("polars", reason="polars (the extra polars) is not installed")

SCHEMA: dict[str, Any] = {"fields": [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]}
ROWS = "id,name\n1,x\n2,y\n"
VALID, INVALID, UNSEEN = "valid", "invalid", "not checked"


@dataclass(frozen=True)
class Shape:
    """A package in some shape: its resources, its files, what else its descriptor says, and its verdict."""

    verdict: str
    resources: list[dict[str, Any]]
    files: dict[str, str | bytes] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)


def _zip(name: str, text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, text)
    return data.getvalue()


def _file(verdict: str, path: str, data: str | bytes, schema: Any = SCHEMA, **more: Any) -> Shape:
    resource = {"name": "t", "path": path} | ({"schema": schema} if schema is not None else {}) | more
    return Shape(verdict, [resource], {path: data})


def _inline(verdict: str, data: Any, schema: Any = SCHEMA) -> Shape:
    return Shape(verdict, [{"name": "t", "data": data, "schema": schema}])


def _fields(*types: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"fields": [{"name": name, "type": kind} for name, kind in types], **more}


def _refers(target: str, value: str, there: str = "a") -> Shape:
    key = {"fields": "a", "reference": {"resource": target, "fields": "id"}}
    return Shape(
        VALID if (target, value) == (there, "1") else INVALID,
        [
            {"name": "a", "path": "a.csv", "schema": {**SCHEMA, "primaryKey": "id"}},
            {"name": "b", "path": "b.csv", "schema": _fields(("a", "integer"), foreignKeys=[key])},
        ],
        {"a.csv": ROWS, "b.csv": f"a\n{value}\n"},
    )


PARENT = {"foreignKeys": [{"fields": "parent", "reference": {"resource": "", "fields": "id"}}], "primaryKey": ["id"]}
NESTED = {"csv": {"delimiter": "\t", "skipInitialSpace": True}, "json": {"keyed": True}}
TIMES = [("d", "date"), ("dt", "datetime"), ("du", "duration"), ("t", "time"), ("y", "year"), ("ym", "yearmonth")]
TABULAR = "tabular-data-resource"

SHAPES: dict[str, Shape] = {
    # What nobody here reads, or what lies on a network.
    "a sheet of calc": _file(UNSEEN, "t.ods", b"x", type="table", scheme="file", format="ods", dialect=NESTED),
    "an old sheet of excel": _file(UNSEEN, "t.xls", b"x", type="table"),
    "a table in a page": _file(UNSEEN, "t.html", "<table><tr><td>1</td></tr></table>", type="table"),
    "lines with a dialect by formats": _file(UNSEEN, "t.jsonl", '{"id": 1, "name": "x"}\n', dialect=NESTED),
    "rows under a property": _file(
        UNSEEN, "t.json", '{"rows": [{"id": 1, "name": "x"}]}', type="table", dialect={"json": {"property": "rows"}}
    ),
    "a table in a text": _file(UNSEEN, "t.txt", ROWS),
    "remote data": Shape(UNSEEN, [{"name": "t", "path": "https://example.org/t.csv", "schema": SCHEMA}]),
    "camera traps": Shape(
        UNSEEN,
        [
            {"name": "t", "path": "t.csv", "profile": TABULAR, "schema": "https://example.org/1.0/t-schema.json"},
            {"name": "i", "data": [{"id": 1, "name": "x"}]},
        ],
        {"t.csv": ROWS},
        {"profile": "https://example.org/1.0/profile.json"},
    ),
    "a tabular package with a remote schema": Shape(
        UNSEEN,
        [{"name": "t", "path": "t.csv", "profile": TABULAR, "schema": "https://example.org/t-schema.json"}],
        {"t.csv": ROWS},
        {"profile": "tabular-data-package"},
    ),
    # Files of rows.
    "tabs": _file(VALID, "t.tsv", ROWS.replace(",", "\t")),
    "csv by its format": _file(VALID, "t.txt", ROWS, format="csv"),
    "no schema": _file(VALID, "t.csv", ROWS, None),
    "no schema, ragged": _file(INVALID, "t.csv", "id,name\n1\n2,3,4\n", None),
    "a label twice": _file(INVALID, "t.csv", "id,id\n1,x\n", None),
    "a label left out": _file(INVALID, "t.csv", "id,\n1,x\n", None),
    "semicolons that nobody tells": _file(VALID, "t.csv", ROWS.replace(",", ";")),
    "a byte order mark": _file(VALID, "t.csv", "\ufeff" + ROWS),
    "utf-16": _file(VALID, "t.csv", ROWS.encode("utf-16"), encoding="utf-16"),
    "lines that end with CR": _file(VALID, "t.csv", ROWS.replace("\n", "\r")),
    "a header alone": _file(VALID, "t.csv", "id,name\n"),
    "an empty file": _file(INVALID, "t.csv", ""),
    "a blank row": _file(INVALID, "t.csv", ROWS + ",\n"),
    "no header": _file(VALID, "t.csv", "1,x\n2,y\n", dialect={"header": False}),
    "no header, a wrong cell": _file(INVALID, "t.csv", "1,x\nz,y\n", dialect={"header": False}),
    "a header that nobody tells is missing": _file(
        INVALID,
        "t.csv",
        '"[1]",a\r\n"[2]",b\r\n',
        _fields(("list", "array"), ("key", "string"), primaryKey=["key"]),
        dialect={"lineTerminator": "\r\n", "delimiter": ",", "doubleQuote": True},
    ),
    "comments": _file(VALID, "t.csv", "# by hand\n" + ROWS, dialect={"commentChar": "#"}),
    "a title above the header": _file(VALID, "t.csv", "title,\n" + ROWS, dialect={"headerRows": [2]}),
    "blanks behind commas": _file(VALID, "t.csv", "id, name\n1, x\n", dialect={"csv": {"skipInitialSpace": True}}),
    "missing values": _file(VALID, "t.csv", "id,name\nNA,x\n", {**SCHEMA, "missingValues": ["NA", ""]}),
    "missing values in the wrong place": _file(INVALID, "t.csv", "id,name\nNA,x\n", missingValues=["NA"]),
    "missing values of a field": _file(
        VALID,
        "t.csv",
        "id,name\n-,x\n",
        {"fields": [{"name": "id", "type": "integer", "missingValues": ["-"]}, {"name": "name"}]},
    ),
    "more columns than fields": _file(VALID, "t.csv", "id,name,more\n1,x,y\n", {**SCHEMA, "fieldsMatch": "subset"}),
    "a type that is none": _file(INVALID, "t.csv", ROWS, _fields(("id", "int"), ("name", "string"))),
    "an hour in two zones": _file(
        INVALID,
        "t.csv",
        "id;at\n1;2020-01-01T02:00:00+02:00\n2;2020-01-01T00:00:00Z\n",
        _fields(("id", "integer"), ("at", "datetime"), primaryKey=["at"]),
        dialect={"delimiter": ";"},
    ),
    "a hash and a size of another file": _file(
        INVALID, "t.csv", ROWS, hash="5295033f2348ac33dec57d46d2510505", bytes=7
    ),
    "no table": Shape(VALID, [{"name": "t", "path": "t.pdf"}], {"t.pdf": b"%PDF"}),
    "no file": Shape(INVALID, [{"name": "t", "path": "t.csv", "schema": SCHEMA}]),
    "no name": Shape(INVALID, [{"path": "t.csv"}], {"t.csv": ROWS}),
    "no path": Shape(INVALID, [{"name": "t"}]),
    "fields in the wrong place": _file(INVALID, "t.csv", ROWS, None, fields=SCHEMA["fields"]),
    "out of the package": Shape(INVALID, [{"name": "t", "path": "../t.csv", "schema": SCHEMA}]),
    "schema and dialect in files": Shape(
        VALID,
        [{"name": "t", "type": "table", "path": "t.csv", "schema": "s.json", "dialect": "d.json"}],
        {"t.csv": ROWS.replace(",", ";"), "s.json": json.dumps(SCHEMA), "d.json": '{"delimiter": ";"}'},
    ),
    "two parts": Shape(
        VALID, [{"name": "t", "path": ["a.csv", "b.csv"], "schema": SCHEMA}], {"a.csv": ROWS, "b.csv": "3,z\n"}
    ),
    "two parts in archives": Shape(
        VALID,
        [{"name": "t", "path": ["a.csv.zip", "b.csv.zip"], "profile": TABULAR, "schema": "s.json"}],
        {"a.csv.zip": _zip("a.csv", ROWS), "b.csv.zip": _zip("b.csv", "3,z\n"), "s.json": json.dumps(SCHEMA)},
        {"profile": "tabular-data-package"},
    ),
    "gzip, a wrong cell": _file(INVALID, "t.csv.gz", gzip.compress(ROWS.replace("1", "z").encode())),
    # Keys.
    "a key that is there": _refers("a", "1"),
    "a key that is not there": _refers("a", "7"),
    "a key of no table": _refers("z", "1"),
    "rows that refer to their own table": _inline(
        VALID,
        [["id", "parent"], ["1", ""], ["2", "1"]],
        _fields(("id", "integer"), ("parent", "integer"), **PARENT),
    ),
    "rows that refer to no row of their table": _inline(
        INVALID,
        [["id", "parent"], ["1", ""], ["2", "9"]],
        _fields(("id", "integer"), ("parent", "integer"), **PARENT),
    ),
    # Data in the descriptor.
    "times": _inline(
        VALID,
        [[name for name, _ in TIMES], ["2015-01-01", "2015-01-01T03:00:00Z", "P1Y", "03:00:00", "2015", "2015-01"]],
        _fields(*TIMES),
    ),
    "shapes of the earth": _inline(
        VALID,
        [["g", "p"], ['{"type": "Point", "coordinates": [33, 33.33]}', "30,70"]],
        _fields(("g", "geojson"), ("p", "geopoint")),
    ),
    "no shapes of the earth": _inline(
        INVALID, [["g", "p"], ['{"type": "Point"}', "30,700"]], _fields(("g", "geojson"), ("p", "geopoint"))
    ),
    "objects and lists": _inline(
        VALID, [["o", "a"], ['{"c": 560}', '["M"]']], _fields(("o", "object"), ("a", "array"))
    ),
    "a label of another name": _inline(INVALID, [["number", "name"], ["1", "x"]]),
    "a row too short": _inline(INVALID, [["id", "name"], [1]]),
    "a row too long": _inline(INVALID, [["id", "name"], [1, "x", 3]]),
    "objects": _inline(VALID, [{"name": "x", "id": 1}]),
    "an object with a property left out": _inline(VALID, [{"id": 1, "name": "x"}, {"id": 2}]),
    "an object with a property more": _inline(VALID, [{"id": 1, "name": "x", "more": 1}]),
    "an object without values": _inline(INVALID, [{"id": None, "name": None}]),
    "a number as a text": _inline(VALID, [{"id": "1", "name": "x"}]),
    "a text as a number": _inline(INVALID, [{"id": 1, "name": 5}]),
    "a whole number with a point": _inline(VALID, [{"id": 1.0, "name": "x"}]),
    "a number with a fraction": _inline(INVALID, [{"id": 1.5, "name": "x"}]),
    "true as a number": _inline(INVALID, [{"id": True, "name": "x"}]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_gets_the_verdict_of_frictionless_or_is_not_checked(tmp_path: Path, name: str) -> None:
    shape = SHAPES[name]
    for path, data in shape.files.items():
        (tmp_path / path).write_bytes(data if isinstance(data, bytes) else data.encode())
    (tmp_path / "datapackage.json").write_text(json.dumps({**shape.body, "resources": shape.resources}))
    report = validate(tmp_path)
    assert report.verdict == shape.verdict, (report.problems, report.gaps)
    if shape.verdict == UNSEEN:
        # Nothing is found fault with that nobody looked at, and the verdict names it.
        assert {gap.resource for gap in report.gaps} <= {"t", None} and report.gaps
    elif not name.startswith("out of ") and not any(path.endswith((".gz", ".zip")) for path in shape.files):
        # What is packed Frictionless leaves open, in a process that tests share.
        theirs: Any = frictionless.validate(str(tmp_path / "datapackage.json"), type="package")
        assert theirs.valid == (shape.verdict == VALID), theirs.flatten(["type", "message"])
