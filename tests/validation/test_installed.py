"""What made a package and is not installed is a note, a line for each part, and no fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_pkg.building.build import build
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.building.provenance import made_by
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.package import descriptor
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.validation import installed, validate

PAGE = "افتتاح سوق السمك الجديد\n\nافتتحت البلدية صباح أمس سوق السمك الجديد بعد أعمال دامت سنتين.\n"
OTHER = f"sha256:{'0' * 64}"


def made(knowledge: Knowledge) -> dict[str, Any]:
    return made_by(Configuration(name="p"), knowledge).model_dump(exclude_none=True)


def body(**changes: object) -> dict[str, Any]:
    return {descriptor.MARK: {"made_by": {**made(Knowledge()), **changes}}}


@pytest.mark.parametrize("recognizer", ["labeller", "none"])
def test_what_is_installed_makes_no_note(recognizer: str) -> None:
    knowledge = Knowledge(recognizer=recognizer)
    assert list(installed.differences({descriptor.MARK: {"made_by": made(knowledge)}})) == []


@pytest.mark.parametrize(
    ("part", "value", "line"),
    [
        ("program", "corpus-pkg 0.0.1", "made by corpus-pkg 0.0.1"),
        ("lexicons", OTHER, "made with other lexicons (sha256:000000000000…"),
        ("recognizer", "none-such", "made with the recognizer none-such, which is not installed"),
        ("model", OTHER, "made with another model (sha256:000000000000…"),
        ("recognizer", "a\nb\u202e" + "c" * 500, "made with the recognizer a b\\u202ec"),
    ],
)
def test_each_part_that_is_another_is_one_line(part: str, value: str, line: str) -> None:
    [note] = installed.differences(body(**{part: value}))
    assert line in note and note.isprintable() and len(note) < 200


def test_all_parts_are_told_together() -> None:
    assert len(list(installed.differences(body(program="x", lexicons="y", model="z")))) == 3


@pytest.mark.parametrize(
    "stated", [{}, {descriptor.MARK: None}, {descriptor.MARK: {}}, {descriptor.MARK: {"made_by": [1]}}]
)
def test_a_descriptor_that_does_not_say_makes_no_note(stated: dict[str, Any]) -> None:
    assert list(installed.differences(stated)) == []
    assert list(installed.differences(body(program=1, lexicons=None, recognizer={}, model=[]))) == []


def _own_lexicons(folder: Path) -> dict[str, Any]:
    folder.mkdir()
    (folder / "outlets.csv").write_text("source_id,name_ar,kind\nal-marsa,المرسى,site\n", "utf-8")
    return {"lexicons": Lexicons(folder)}


@pytest.mark.parametrize(
    ("options", "notes"),
    [(lambda folder: {}, []), (lambda folder: {"recognizer": "none"}, []), (_own_lexicons, ["other lexicons"])],
)
def test_a_package_of_others_is_valid_and_the_note_is_in_the_report(
    tmp_path: Path, options: Callable[[Path], dict[str, Any]], notes: list[str]
) -> None:
    (tmp_path / "one.txt").write_text(PAGE, "utf-8")
    build(tmp_path / "one.txt", tmp_path / "out", **options(tmp_path / "own"))
    report = validate(tmp_path / "out")
    assert report.valid
    assert len(report.notes) == len(notes) and all(note in line for note, line in zip(notes, report.notes, strict=True))
    assert validate(tmp_path / "out", only=["columns"]).notes == ()
    path = tmp_path / "out/datapackage.json"
    changed = json.loads(path.read_bytes())
    changed[descriptor.MARK]["made_by"] |= {"model": OTHER, "recognizer": "labeller"}
    path.write_bytes(descriptor.dump(changed))
    assert any("another model" in note for note in validate(tmp_path / "out").notes)
