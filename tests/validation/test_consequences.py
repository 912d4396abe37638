"""One stray line, and what follows from it, is one problem of each layer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from corruption import packages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg.validation import Report, validate

pytest.importorskip("polars", reason="polars (the extra polars) is not installed")

SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "id", "type": "integer", "constraints": {"required": True}},
        {"name": "day", "type": "date", "constraints": {"required": True}},
        {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"]}},
        {"name": "parent", "type": "integer"},
    ],
    "primaryKey": ["id"],
    "foreignKeys": [{"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}}],
}
HEADER = "id,day,kind,parent"
ROWS = [f"{number},2024-03-{number % 28 + 1:02},{'ab'[number % 2]},{number // 2 or ''}" for number in range(1, 60)]
SHARED = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _told(folder: Path, lines: list[str]) -> Report:
    dialect = {"dialect": {"delimiter": ",", "header": True}}
    resource = {"name": "t", "path": "t.csv", "schema": SCHEMA, **dialect}
    (folder / "datapackage.json").write_text(json.dumps({"name": "x", "resources": [resource]}))
    (folder / "t.csv").write_text("".join(f"{line}\n" for line in lines))
    return validate(folder)


def _codes(report: Report) -> dict[str, dict[str, int]]:
    return {layer.name: layer.counts for layer in report.layers if layer.counts}


@SHARED
@given(at=st.integers(1, len(ROWS)), stray=st.sampled_from(["x", "a,b", "1,1,1,1,1", "a,b,c,d,e,f", "-- 3 rows --"]))
def test_a_stray_line_is_one_problem_of_each_layer(tmp_path: Path, at: int, stray: str) -> None:
    report = _told(tmp_path, [HEADER, *ROWS[:at], stray, *ROWS[at:]])
    code = "missing-cell" if stray.count(",") < 3 else "extra-cell"
    assert _codes(report) == {"columns": {"cells": 1}, "frictionless": {code: 1}}
    assert {problem.row for problem in report.problems} == {at + 2}


@pytest.mark.parametrize("stray", ["Report of March", "x,y", "a,b,c,d,e,f"])
def test_a_stray_line_before_the_header_is_one_problem_of_each_layer(tmp_path: Path, stray: str) -> None:
    report = _told(tmp_path, [stray, HEADER, *ROWS])
    label = "missing-label" if stray.count(",") < 3 else "extra-label"
    assert _codes(report) == {"columns": {"header": 1}, "frictionless": {label: 1}}
    messages = [problem.message for problem in report.problems]
    assert "the rows were not judged" in messages[0] and "follow from it" in messages[1]


def test_a_column_left_out_is_one_problem_and_the_others_are_judged(tmp_path: Path) -> None:
    cut = [",".join((line.split(",")[0], *line.split(",")[2:])) for line in (HEADER, *ROWS)]
    assert _codes(_told(tmp_path, cut))["columns"] == {"header": 1}
    assert _codes(_told(tmp_path, [*cut, "61,c,1"]))["columns"] == {"header": 1, "constraint": 1}


def test_other_rows_may_refer_to_a_row_with_too_many_cells(tmp_path: Path) -> None:
    rows = list(ROWS)
    rows[2] += ",more"
    assert _codes(_told(tmp_path, [HEADER, *rows]))["columns"] == {"cells": 1}


@pytest.mark.parametrize(
    ("old", "new", "code"), [("2,", "x,", "type"), ("2,", "1,", "key"), (",a,", ",c,", "constraint")]
)
def test_faults_of_other_rows_are_told_beside_it(tmp_path: Path, old: str, new: str, code: str) -> None:
    rows = [ROWS[0], ROWS[1].replace(old, new, 1), "stray"]
    assert _codes(_told(tmp_path, [HEADER, *rows]))["columns"] == {"cells": 1, code: 1}


@pytest.mark.parametrize("at", [0, 1, 40])
def test_of_a_table_of_ours_the_evidence_is_not_judged_by_half_of_it(tmp_path: Path, at: int) -> None:
    package = packages.small(tmp_path)
    path = package / "data/segments.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:at], "stray", *lines[at:], ""]))
    report = validate(package)
    sums = {"bytes": 1, "hash": 1}
    assert _codes(report) == {
        "columns": {**sums, "cells" if at else "header": 1},
        "frictionless": {"byte-count": 1, "hash-count": 1, "missing-cell" if at else "missing-label": 1},
        "evidence": {"row" if at else "table": 1},
    }
    assert ("the evidence was not checked" in " ".join(map(str, report.gaps))) == (at == 0)
