"""The command validate, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus_pkg.commands import main

PAGE = "بيان مقتضب من الوزارة\n\nأعلنت الوزارة اليوم أن العمل في المشروع بدأ.\n"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(PAGE, encoding="utf-8")
    assert main(["build", str(tmp_path / "in"), "--out", str(tmp_path / "p")]) == 0
    return tmp_path / "p"


def test_a_good_package_says_what_each_layer_checked(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["validate", str(package)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    for part in ("valid (1 documents", "columns: ", "frictionless: ", "evidence: 1 documents"):
        assert part in printed.out


def test_the_dataset_of_the_installation_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--only", "evidence"]) == 0
    assert "valid (5 documents" in capsys.readouterr().out


def test_what_is_wrong_is_a_line_each_and_no_more_than_asked_for(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = package / "data/sources.csv"
    path.write_text(path.read_text() + "".join(f"x-{number},,,poem,,\n" for number in range(30)))
    capsys.readouterr()
    assert main(["validate", str(package), "--only", "columns", "--limit", "2"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("columns: constraint: sources row ") for line in lines) == 2
    assert "columns: constraint: 28 more are not shown (--limit 30 shows all)" in lines
    assert "32 problems" in lines[-1]
    assert main(["validate", str(package), "--only", "columns"]) == 1
    assert "columns: constraint: 20 more are not shown (--limit 30 shows all)" in capsys.readouterr().out


def test_json_has_everything(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = package / "data/sources.csv"
    path.write_text(path.read_text() + "x,,,poem,,\n")
    capsys.readouterr()
    assert main(["validate", str(package), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["valid"] is False
    assert {problem["layer"] for problem in report["problems"]} == {"columns", "frictionless", "evidence"}
    assert [layer["name"] for layer in report["layers"]] == ["package", "columns", "frictionless", "evidence"]
    assert sum(report["counts"].values()) == sum(sum(layer["counts"].values()) for layer in report["layers"])
    [problem] = [item for item in report["problems"] if item["code"] == "constraint"]
    assert (problem["table"], problem["row"], problem["key"], problem["column"]) == ("sources", 2, "x", "kind")
    assert "«poem»" in problem["message"] and "expected" in problem["message"]


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (["--only", "everything"], "everything: no such layer or code"),
        (["--only", "type-error"], "no such layer or code"),
    ],
)
def test_what_there_is_not_is_one_line_and_2(
    package: Path, capsys: pytest.CaptureFixture[str], args: list[str], reason: str
) -> None:
    capsys.readouterr()
    assert main(["validate", str(package), *args]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and reason in error


def test_limit_is_a_count(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for value in ("-1", "many"):
        assert main(["validate", str(package), "--limit", value]) == 2
    assert "limit" in capsys.readouterr().err
