"""Patterns on long cells and packages of many tables end soon, and what was not matched is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus_pkg.commands import main
from corpus_pkg.validation import frictionless, validate
from corpus_pkg.validation.admission import admitted
from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.report import TABLES, Findings

pytest.importorskip("polars", reason="polars (the extra polars) is not installed")

LONG = 1_000_000


def _package(folder: Path, pattern: str, cell: str) -> Path:
    field = {"name": "a", "type": "string", "constraints": {"pattern": pattern}}
    resource = {"name": "t", "path": "t.csv", "dialect": {"delimiter": ","}, "schema": {"fields": [field]}}
    (folder / "datapackage.json").write_text(json.dumps({"name": "x", "resources": [resource]}))
    (folder / "t.csv").write_text(f"a\n{cell}\n")
    return folder


@pytest.mark.parametrize("pattern", [".*.*b", "x*x*b", "[a-z]+.*b", r"\w*\w{0,}b", "(a|x)+.*b", "(x+x+)+b"])
def test_a_pattern_that_searches_in_the_square_is_matched_on_a_million_letters(tmp_path: Path, pattern: str) -> None:
    package = _package(tmp_path, pattern, "x" * LONG)
    report = validate(package)
    # Frictionless is not given it: it would search for hours.
    assert report.counts == {"constraint": 1} and any("was not given the pattern" in note for note in report.notes)
    assert validate(_package(tmp_path, pattern, "x" * LONG + "b")).valid


@pytest.mark.parametrize("pattern", [".*b", "[a-z]+", "x*"])
def test_a_pattern_that_is_read_once_is_given_to_frictionless_too(tmp_path: Path, pattern: str) -> None:
    report = validate(_package(tmp_path, pattern, "X" + "x" * LONG))
    assert report.counts == {"constraint": 1, "constraint-error": 1} and not any(
        "not given" in note for note in report.notes
    )


@pytest.mark.parametrize("pattern", [".*.*b", "(?=x).*.*b"])
def test_what_the_columns_have_not_matched_is_given_a_bounded_time(tmp_path: Path, pattern: str) -> None:
    with admitted(_package(tmp_path, pattern, "x" * LONG)) as admission:
        run = frictionless.Run(admission, {}, {}, seconds=2)
        assert [problem.code for problem in run.run()] == ["endless"]


def test_short_cells_are_matched_by_both(tmp_path: Path) -> None:
    report = validate(_package(tmp_path, ".*.*b", "\n".join(["x" * 100] * 100)))
    assert report.counts == {"constraint": 100, "constraint-error": 100}


def _many(folder: Path, tables: int) -> Path:
    schema: dict[str, Any] = {"fields": [{"name": "a", "type": "string"}]}
    resources = [{"name": f"r{number}", "path": f"{number}.csv", "schema": schema} for number in range(tables)]
    (folder / "datapackage.json").write_text(json.dumps({"name": "x", "resources": resources}))
    return folder


def test_problems_of_many_tables_are_counted_and_some_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = validate(_many(tmp_path, 150), limit=2)
    assert report.counts == {"no-file": 150, "scheme-error": 150}
    assert len(report.problems) == 2 * 2 * TABLES
    # None is told as if one layer found nothing: the others are counted.
    assert report.notes == ("the evidence was not checked: the tables are not those of corpus-pkg",)
    assert main(["validate", str(tmp_path), "--limit", "2"]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 2 * 2 * TABLES + 3
    assert "columns: no-file: 130 more are not shown (--limit 150 shows all)" in printed
    assert main(["validate", str(tmp_path), "--limit", "150"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 301


def test_a_problem_is_looked_up_at_once() -> None:
    findings = Findings("columns", limit=1)
    for number in range(TABLES + 5):
        findings.add(kinds.NO_FILE.problem("is not there", f"t{number}"))
    assert len(findings.problems) == TABLES
    assert findings.has("t0") and findings.has(f"t{TABLES + 4}") and not findings.has("t")
