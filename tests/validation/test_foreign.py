"""Packages that others wrote get the verdict that Frictionless gives, whole and broken."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frictionless
import pytest

from corpus_pkg.validation import validate

pytest.importorskip("polars", reason="polars (the extra polars) is not installed")

FOREIGN = Path(__file__).parent / "foreign"
NAMES = sorted(path.name for path in FOREIGN.iterdir() if path.is_dir())
Change = Callable[[Path], None]


def _verdict(folder: Path) -> bool:
    """Whether Frictionless itself finds the package valid; what lies on a network is taken out before."""
    body = json.loads((folder / "datapackage.json").read_bytes())
    body.pop("profile", None) if "://" in str(body.get("profile")) else None
    report: Any = frictionless.Package.from_descriptor(body, basepath=str(folder)).validate()
    errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    return not [error for error in errors if "Please install" not in error.message]


@pytest.mark.parametrize("name", NAMES)
def test_what_others_wrote_is_valid(name: str) -> None:
    report = validate(FOREIGN / name)
    assert report.problems == ()
    assert _verdict(FOREIGN / name)
    assert not [note for note in report.notes if "the columns have" in note or "left to Frictionless" in note]
    layers = {layer.name: layer for layer in report.layers}
    assert layers["evidence"].checked == "" and layers["evidence"].unchecked


def _text(file: str, old: str, new: str, encoding: str = "utf-8") -> Change:
    def change(folder: Path) -> None:
        path = folder / file
        text = path.read_bytes().decode(encoding)
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode(encoding))

    return change


def _body(change: Callable[[dict[str, Any]], object]) -> Change:
    def changed(folder: Path) -> None:
        path = folder / "datapackage.json"
        body = json.loads(path.read_bytes())
        change(body)
        path.write_text(json.dumps(body))

    return changed


#: Faults, each alone, with the code that the columns give.
BROKEN: list[tuple[str, Change, str]] = [
    ("gdp", _text("data/gdp.csv", "1999", "99"), "type"),
    ("gdp", _text("data/gdp.csv", "3.4E9", "3,4"), "cells"),
    ("gdp", _text("data/gdp.csv", "3.4E9", "a lot"), "type"),
    ("gdp", _text("data/gdp.csv", "Country Code", "Code"), "header"),
    ("gdp", _text("data/gdp.csv", "Year,Value", "Value,Year"), "header"),
    ("gdp", _text("data/gdp.csv", "2001,77\n", "2001,77\n\n"), "blank-row"),
    ("gdp", _body(lambda body: body["resources"][0].update(path="data/none.csv")), "no-file"),
    ("gdp", _body(lambda body: body["resources"][0].update(hash="d41d8cd98f00b204e9800998ecf8427e")), "hash"),
    ("gdp", _body(lambda body: body["resources"][0].update(bytes=7)), "bytes"),
    ("finance-vix", _text("data/vix-daily.csv", "01/03/2020", "2020-01-03"), "type"),
    ("finance-vix", _text("data/vix-daily.csv", "01/03/2020", "13/03/2020"), "type"),
    ("finance-vix", _text("data/vix-monthly.csv", "2020-02-29", "2021-02-29"), "type"),
    ("country-codes", _text("data/country-codes.csv", ",FI,", ",Fi,"), "constraint"),
    ("country-codes", _text("data/country-codes.csv", ",FI,", ",,"), "required"),
    ("country-codes", _text("data/country-codes.csv", ",SL,", ",FI,"), "key"),
    ("country-codes", _text("data/country-codes.csv", "661882", "1149361"), "unique"),
    ("country-codes", _text("data/country-codes.csv", "661882", "01149361"), "unique"),
    ("country-codes", _text("data/country-codes.csv", "Yes", "yes"), "constraint"),
    ("country-codes", _text("data/country-codes.csv", "248", "24.8"), "type"),
    ("parts", _text("part2.csv", "three;7", "three;7,7,7"), "type"),
    ("parts", _text("part2.csv", "3;three", ";three"), "required"),
    ("parts", _text("part2.csv", "yes", "true"), "type"),
    ("parts", _text("part1.csv", "1.234,5", "1.234.5 EUR"), "type"),
    ("parts", _text("bare.csv", "2000", "2000\tmore", "windows-1252"), "cells"),
    ("parts", _text("bare.csv", "1999", "2000", "windows-1252"), "key"),
    ("parts", _body(lambda body: body["resources"][1].update(encoding="utf-8")), "encoding"),
    ("numbers", _text("number-test.csv", "-99.99,", "-99.991,"), "constraint"),
    ("numbers", _text("number-test.csv", "1000,", "1000.0000001,"), "constraint"),
    ("numbers", _text("number-test.csv", "0.95", "0.96"), "constraint"),
    ("numbers", _text("number-test.csv", "-2e3,2,", "-2e3,1.00,"), "unique"),
    ("numbers", _text("number-test.csv", ",-99.98,", ",NaN,"), "constraint"),
    ("camera-traps", _text("deployments.csv", "23.84995", "181"), "constraint"),
    ("camera-traps", _text("deployments.csv", "22:00:00Z", "22:00:00"), "type"),
    ("camera-traps", _text("deployments.csv", "dep2", "dep1"), "key"),
    ("camera-traps", _text("deployments.csv", "food", "beer"), "constraint"),
    ("camera-traps", _text("observations.csv", "obs2,dep1", "obs2,dep3"), "foreign-key"),
    ("camera-traps", _text("observations.csv", "dep1,1,", "dep1,0,"), "constraint"),
    ("survey", _text("answers.csv", "2024-02,", "2024-13,"), "type"),
    ("survey", _text("answers.csv", "2.25", "0"), "constraint"),
    ("survey", _text("answers.csv", "wave,", "Wave,"), "header"),
]


@pytest.mark.parametrize(("name", "change", "code"), BROKEN)
def test_what_is_broken_gets_the_verdict_of_frictionless(tmp_path: Path, name: str, change: Change, code: str) -> None:
    folder = tmp_path / name
    shutil.copytree(FOREIGN / name, folder)
    change(folder)
    report = validate(folder)
    layers = {layer.name: layer.counts for layer in report.layers}
    assert code in layers["columns"], report.problems
    assert layers["frictionless"] and not _verdict(folder)
    for problem in report.problems:
        if problem.layer == "columns" and code not in ("no-file", "hash", "bytes", "encoding", "header"):
            assert problem.row is not None and problem.table is not None


#: What Frictionless does not see, with the code that the columns give.
UNSEEN: list[tuple[str, Change, str]] = [
    ("survey", _text("answers.csv", "2024-02,1", "2024-01,1"), "key"),
    ("survey", _text("answers.csv", ",no,", ",maybe,"), "category"),
    ("gdp", _body(lambda body: body["resources"][0].update(hash=f"sha512:{'0' * 128}")), "hash"),
]


@pytest.mark.parametrize(("name", "change", "code"), UNSEEN)
def test_what_frictionless_does_not_see_is_a_problem_and_a_note(
    tmp_path: Path, name: str, change: Change, code: str
) -> None:
    folder = tmp_path / name
    shutil.copytree(FOREIGN / name, folder)
    change(folder)
    report = validate(folder)
    assert {f"{problem.layer}:{problem.code}" for problem in report.problems} == {f"columns:{code}"}
    assert _verdict(folder)
    assert [note for note in report.notes if "Frictionless finds nothing" in note and code in note]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"person": 2', '"person": "two"', "type"),
        ('"born": 1990', '"born": [1990]', "type"),
        ('"willing": false', '"willing": "perhaps"', "type"),
        ('"person": 2', '"person": 1', "key"),
        ('"person": 2', '"person": null', "required"),
        ("]\n", "\n", "syntax"),
    ],
)
def test_faults_in_json_are_found(tmp_path: Path, old: str, new: str, code: str) -> None:
    shutil.copytree(FOREIGN / "survey", tmp_path / "survey")
    _text("people.json", old, new)(tmp_path / "survey")
    report = validate(tmp_path / "survey", only=("columns",))
    assert code in {problem.code for problem in report.problems if problem.table == "people"}, report.problems


@pytest.mark.parametrize(("cell", "noted"), [("1_200", True), ("٢٠", True), ("1200", False), (" 1200", False)])
def test_a_form_that_only_frictionless_reads_is_a_note(tmp_path: Path, cell: str, noted: bool) -> None:
    shutil.copytree(FOREIGN / "gdp", tmp_path / "gdp")
    _text("data/gdp.csv", "1200.5", cell)(tmp_path / "gdp")
    report = validate(tmp_path / "gdp")
    assert report.valid
    assert bool([note for note in report.notes if "no form of the standard" in note]) == noted


def test_references_to_an_empty_table_are_all_wrong_and_none_are_none(tmp_path: Path) -> None:
    folder = tmp_path / "traps"
    shutil.copytree(FOREIGN / "camera-traps", folder)
    path = folder / "deployments.csv"
    path.write_text(path.read_text().partition("\n")[0] + "\n")
    report = validate(folder)
    assert {f"{problem.layer}:{problem.code}" for problem in report.problems} == {
        "columns:foreign-key",
        "frictionless:foreign-key",
    }
    path = folder / "observations.csv"
    path.write_text(path.read_text().partition("\n")[0] + "\n")
    report = validate(folder)
    assert report.problems == ()
    assert not [note for note in report.notes if "left to Frictionless" in note]


def test_without_polars_a_note_gives_the_exact_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As where it is not installed: Python looks no further.
    monkeypatch.setitem(sys.modules, "polars", None)
    shutil.copytree(FOREIGN / "gdp", tmp_path / "gdp")
    report = validate(tmp_path / "gdp")
    assert report.valid is None and report.problems == ()
    assert "the columns were not checked: polars is not installed; pip install 'corpus-pkg[polars]'" in report.notes
    _text("data/gdp.csv", "1999", "99")(tmp_path / "gdp")
    report = validate(tmp_path / "gdp")
    assert {problem.layer for problem in report.problems} == {"frictionless"}


def test_only_some_checks_run_and_the_rest_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "gdp"
    shutil.copytree(FOREIGN / "gdp", folder)
    (folder / "data/gdp.csv").write_text("Country Name,Country Code,Year,Value\n" + "a,b,x,y\n" * 50)
    report = validate(folder, only=("columns",), limit=3)
    assert [layer.name for layer in report.layers] == ["package", "columns"]
    assert len(report.problems) == 3 and report.total == 100 and report.counts == {"type": 100}
    report = validate(folder, only=("type",), limit=0)
    assert report.problems == () and not report.valid and report.total == 100
    report = validate(folder, only=("header",))
    assert report.valid and report.counts == {}
