"""Nothing that nobody has looked at is called valid, and the verdict names it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus_pkg.commands import UNCHECKED, main
from corpus_pkg.validation import validate

pytest.importorskip("polars", reason="polars (the extra polars) is not installed")

FIELDS: list[dict[str, Any]] = [{"name": "id", "type": "integer"}, {"name": "note", "type": "string"}]
SCHEMA: dict[str, Any] = {"fields": FIELDS}
ROWS = [{"id": 1, "note": "أ"}, {"id": 2, "note": "ب"}]
CSV = "id,note\n1,أ\n2,ب\n"
LINES = "".join(f"{json.dumps(row)}\n" for row in ROWS)
LIST: dict[str, Any] = {"name": "list", "type": "array"}
THING: dict[str, Any] = {"name": "thing", "type": "object"}
PLACE: dict[str, Any] = {"name": "place", "type": "geopoint"}


def _package(folder: Path, resource: dict[str, Any], data: str = "", **beside: Any) -> Path:
    body = {"name": "x", "resources": [{"name": "a", **resource}], **beside}
    (folder / "datapackage.json").write_text(json.dumps(body))
    path = resource.get("path")
    if isinstance(path, str) and "//" not in path:
        (folder / path).write_text(data)
    return folder


#: A resource that nobody can look at, what its file holds, and what the verdict says of it.
UNSEEN: dict[str, tuple[dict[str, Any], str, str]] = {
    "xls": ({"path": "a.xls"}, "x", "frictionless[excel]"),
    "xls with a schema": ({"path": "a.xls", "schema": SCHEMA}, "x", "frictionless[excel]"),
    "ods": ({"path": "a.ods"}, "x", "frictionless[ods]"),
    "sav": ({"path": "a.sav"}, "x", "frictionless[spss]"),
    "named xls": ({"path": "a.bin", "format": "xls"}, "x", "frictionless[excel]"),
    "dta": ({"path": "a.dta"}, "x", "dta"),
    "sqlite": ({"path": "a.sqlite"}, "x", "sqlite"),
    "xml with a schema": ({"path": "a.xml", "schema": SCHEMA}, "<a/>", "xml"),
    "remote data": ({"path": "https://example.org/a.csv"}, "", "not fetched"),
    "remote file that is no table": ({"path": "https://example.org/a.pdf"}, "", "not fetched"),
    "remote schema": ({"path": "a.csv", "schema": "https://example.org/schema.json"}, CSV, "not fetched"),
    "remote profile": ({"path": "a.csv", "profile": "https://example.org/profile.json"}, CSV, "not fetched"),
    "place in JSON": (
        {"path": "a.json", "type": "table", "schema": {"fields": [PLACE]}},
        '[{"place": "1,2"}]',
        "frictionless[json]",
    ),
    "place in lines": ({"path": "a.jsonl", "schema": {"fields": [PLACE]}}, '{"place": "1,2"}', "frictionless[json]"),
    "lines that are no rows": ({"path": "a.jsonl"}, "1\n2\n", "frictionless[json]"),
    "unknown hash": ({"path": "a.csv", "hash": "crc32:00000000", "schema": SCHEMA}, CSV, "crc32"),
}
SEEN: dict[str, tuple[dict[str, Any], str]] = {
    "csv": ({"path": "a.csv", "schema": SCHEMA}, CSV),
    "csv without a schema": ({"path": "a.csv"}, CSV),
    "tsv": ({"path": "a.tsv", "schema": SCHEMA}, CSV.replace(",", "\t")),
    "json": ({"path": "a.json", "schema": SCHEMA}, json.dumps(ROWS)),
    "json that is no table": ({"path": "a.json"}, json.dumps({"a": [1, {"b": None}]})),
    "geojson": ({"path": "a.geojson"}, '{"type": "FeatureCollection", "features": []}'),
    "lines": ({"path": "a.jsonl", "schema": SCHEMA}, LINES),
    "lines by format": ({"path": "a.txt", "format": "ndjson", "schema": SCHEMA}, LINES + "\n"),
    "lines with a separator in a text": ({"path": "a.ndjson", "schema": SCHEMA}, '{"id": 1, "note": "a\u2028b"}'),
    "lines without a schema": ({"path": "a.jsonl"}, LINES),
    "list in JSON": ({"path": "a.json", "type": "table", "schema": {"fields": [LIST]}}, '[{"list": [1]}]'),
    "list in lines": ({"path": "a.jsonl", "schema": {"fields": [LIST]}}, '{"list": [1]}'),
    "object in lines": ({"path": "a.jsonl", "schema": {"fields": [THING]}}, '{"thing": {"a": []}}'),
    "place in csv": ({"path": "a.csv", "schema": {"fields": [PLACE]}}, 'place\n"1,2"\n'),
    "inline": ({"data": ROWS, "schema": SCHEMA}, ""),
    "list in csv": ({"path": "a.csv", "schema": {"fields": [LIST]}}, 'list\n"[1]"\n"[]"\n'),
    "pdf": ({"path": "a.pdf"}, "%PDF"),
    "pdf with its size": ({"path": "a.pdf", "bytes": 4}, "%PDF"),
    "the standard's profile": (
        {
            "path": "a.csv",
            "schema": SCHEMA,
            "profile": "https://specs.frictionlessdata.io/schemas/tabular-data-resource.json",
        },
        CSV,
    ),
}
WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "a cell of lines": ({"path": "a.jsonl", "schema": SCHEMA}, LINES.replace('"id": 2', '"id": "x"'), "type"),
    "a list that is none": ({"path": "a.jsonl", "schema": {"fields": [LIST]}}, '{"list": {"a": 1}}', "type"),
    "an object that is none": ({"path": "a.jsonl", "schema": {"fields": [THING]}}, '{"thing": [1]}', "type"),
    "a list in csv that is none": ({"path": "a.csv", "schema": {"fields": [LIST]}}, 'list\n"[1"\n', "type"),
    "too short a list": (
        {"path": "a.jsonl", "schema": {"fields": [{**LIST, "constraints": {"minLength": 2}}]}},
        '{"list": [1]}',
        "constraint",
    ),
    "a cut line": ({"path": "a.jsonl", "schema": SCHEMA}, LINES[:-5], "syntax"),
    "lines without a schema": ({"path": "a.ndjson"}, LINES[:-5], "syntax"),
    "cut JSON": ({"path": "a.json"}, json.dumps(ROWS)[:-3], "syntax"),
    "cut GeoJSON": ({"path": "a.geojson"}, '{"type": "Feat', "syntax"),
    "cut JSON of a table": ({"path": "a.json", "schema": SCHEMA}, json.dumps(ROWS)[:-3], "syntax"),
    "an open quote": ({"path": "a.csv", "schema": SCHEMA}, CSV.replace("أ", '"أ'), "unclosed-quote"),
    "an open quote without a schema": ({"path": "a.csv"}, CSV.replace("أ", '"أ'), "unclosed-quote"),
    "an empty file of JSON": ({"path": "a.json"}, "", "syntax"),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_looks_at_is_not_called_valid(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    resource, data, reason = UNSEEN[name]
    package = _package(tmp_path, resource, data)
    report = validate(package)
    assert (report.verdict, report.valid, report.problems) == ("not checked", None, ())
    assert [gap.resource for gap in report.gaps] == ["a"] and reason in report.gaps[0].reason, report.gaps
    assert main(["validate", str(package)]) == UNCHECKED
    verdict = capsys.readouterr().out.splitlines()[-1]
    assert f"not checked: a: {report.gaps[0].reason}" in verdict and ": valid" not in verdict
    assert main(["validate", str(package), "--json"]) == UNCHECKED
    body = json.loads(capsys.readouterr().out)
    assert (body["verdict"], body["valid"]) == ("not checked", None)
    assert body["unchecked"] == [{"resource": "a", "reason": report.gaps[0].reason}]


@pytest.mark.parametrize("name", SEEN)
def test_what_was_looked_at_is_valid(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    package = _package(tmp_path, *SEEN[name])
    report = validate(package)
    assert (report.verdict, report.valid, report.gaps, report.problems) == ("valid", True, (), ())
    assert main(["validate", str(package)]) == 0
    assert ": valid (" in capsys.readouterr().out


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_whoever_looks(tmp_path: Path, name: str) -> None:
    resource, data, code = WRONG[name]
    report = validate(_package(tmp_path, resource, data))
    assert report.valid is False and code in report.counts, report.problems


def test_problems_do_not_hide_what_was_not_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _package(tmp_path, {"path": "a.csv", "schema": SCHEMA}, CSV.replace("2", "x"))
    body = json.loads((tmp_path / "datapackage.json").read_text())
    body["resources"] += [{"name": f"b{number}", "path": f"https://example.org/{number}.csv"} for number in range(5)]
    (tmp_path / "datapackage.json").write_text(json.dumps(body))
    report = validate(tmp_path)
    assert report.valid is False and len(report.gaps) == 5
    assert main(["validate", str(tmp_path)]) == 1
    verdict = capsys.readouterr().out.splitlines()[-1]
    assert "2 problems; not checked: b0: " in verdict and "b3" not in verdict and "2 more" in verdict


def test_without_polars_the_columns_are_not_checked_unless_nobody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = _package(tmp_path, {"path": "a.csv", "schema": SCHEMA}, CSV)
    # As where it is not installed: Python looks no further.
    monkeypatch.setitem(sys.modules, "polars", None)
    report = validate(package)
    assert report.verdict == "not checked"
    assert [str(gap) for gap in report.gaps] == [
        "the columns were not checked: polars is not installed; pip install 'corpus-pkg[polars]'"
    ]
    assert validate(package, only=["frictionless"]).valid
    assert validate(package, only=["columns"]).valid is None


def test_only_what_was_asked_for_counts(tmp_path: Path) -> None:
    package = _package(tmp_path, {"path": "a.csv", "schema": {"fields": [PLACE]}}, 'place\n"1,2"\n')
    assert validate(package).valid
    assert validate(package, only=["frictionless"]).valid
    assert validate(package, only=["columns"]).valid is None
    assert validate(package, only=["evidence"]).valid is None


def test_the_profile_of_a_package_that_is_not_fetched_is_named(tmp_path: Path) -> None:
    package = _package(
        tmp_path, {"path": "a.csv", "schema": SCHEMA}, CSV, profile="https://example.org/camtrap-dp-profile.json"
    )
    report = validate(package)
    assert report.valid is None and [gap.resource for gap in report.gaps] == [None]
    assert "descriptor was not checked" in str(report.gaps[0])
