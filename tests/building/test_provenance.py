"""The descriptor names what made the package, and changes with each part of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

import corpus_pkg
from corpus_pkg import schemas
from corpus_pkg.building.build import build
from corpus_pkg.entities import labeller
from corpus_pkg.entities.recognition import stated
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.making import MadeBy
from corpus_pkg.package import descriptor

PAGE = "افتتاح سوق السمك الجديد\n\nافتتحت البلدية صباح أمس سوق السمك الجديد بعد أعمال دامت سنتين.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(PAGE, "utf-8")
    return tmp_path / "one.txt"


def made(package: Path) -> dict[str, str]:
    body: dict[str, Any] = json.loads((package / "datapackage.json").read_bytes())
    assert descriptor.is_whole(body)
    made_by: dict[str, str] = body["corpus_pkg"]["made_by"]
    return made_by


def test_each_part_is_named_and_tells_its_changes(tmp_path: Path, page: Path) -> None:
    build(page, tmp_path / "usual")
    usual = made(tmp_path / "usual")
    assert usual["program"] == f"corpus-pkg {corpus_pkg.__version__}"
    Draft202012Validator(schemas.json_schema(MadeBy)).validate(usual)
    assert usual["recognizer"] == "labeller" and usual["model"].startswith("sha256:")
    build(page, tmp_path / "none", recognizer="none")
    none = made(tmp_path / "none")
    assert none["recognizer"] == "none" and "model" not in none
    (tmp_path / "own").mkdir()
    (tmp_path / "own/outlets.csv").write_text("source_id,name_ar,kind\nal-marsa,المرسى,site\n", "utf-8")
    build(page, tmp_path / "mine", lexicons=Lexicons(tmp_path / "own"))
    mine = made(tmp_path / "mine")
    assert {key for key in usual if mine[key] != usual[key]} == {"lexicons", "configuration"}
    assert mine["lexicons"] == Lexicons(tmp_path / "own").fingerprint() != default().fingerprint()


def test_what_is_stated_of_a_recognizer_is_what_it_states_of_itself() -> None:
    recognizer = labeller.default()
    assert stated("labeller") == stated(recognizer) == (recognizer.name, recognizer.model)
    assert stated("none") == stated(None) == ("none", None)


def test_no_model_is_loaded_where_every_page_is_in_the_cache(tmp_path: Path, page: Path) -> None:
    script = (
        "import sys\nfrom corpus_pkg.building.build import build\n"
        "reused = build(sys.argv[1], sys.argv[2], cache=sys.argv[3]).reused\n"
        "print(reused, 'corpus_pkg.entities.labeller' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(page), str(tmp_path / "out"), str(tmp_path / "cache")]
    env = os.environ | {"PYTHONPATH": str(Path(corpus_pkg.__file__).parents[1])}
    said = [subprocess.run(command, capture_output=True, text=True, env=env, check=True).stdout for _ in range(2)]
    assert said == ["0 True\n", "1 False\n"]


def test_a_lie_about_the_making_breaks_the_fingerprint_and_another_program_is_told(tmp_path: Path, page: Path) -> None:
    build(page, tmp_path / "out")
    path = tmp_path / "out/datapackage.json"
    body = json.loads(path.read_bytes())
    body["corpus_pkg"]["made_by"]["program"] = "corpus-pkg 0.0.1"
    assert not descriptor.is_whole(body)
    path.write_bytes(descriptor.dump(body))
    report = corpus_pkg.validate(tmp_path / "out")
    assert any("was made by corpus-pkg 0.0.1" in note for note in report.notes)
