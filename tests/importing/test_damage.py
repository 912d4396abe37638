"""A file that was damaged is refused by its line, in one line, and nothing is changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing.editing import as_brat, as_conll, as_labelstudio, items, views, write_json
from importing.test_way_back import ABOUT, FEW, _copy

from corpus_pkg.building.build import build
from corpus_pkg.commands import main
from corpus_pkg.dataset import dataset
from corpus_pkg.errors import PackageError
from corpus_pkg.importing.importing import import_annotations

PAGE = """تونس تفتتح مهرجانها السينمائي بحضور دولي واسع

نشر في: 4 نوفمبر 2023

تونس - رويترز: افتتحت وزيرة الثقافة مساء السبت الدورة الجديدة من المهرجان بمشاركة مخرجين من مصر والمغرب وغزة.

اشترك في النشرة البريدية"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damage")
    (folder / "pages").mkdir()
    (folder / "pages/a.txt").write_text(PAGE, encoding="utf-8")
    build(folder / "pages", folder / "p", config=ABOUT)
    return folder / "p"


def _id(package: Path) -> str:
    return next(iter(dataset.open(package).documents)).document_id


def _brat(package: Path) -> list[str]:
    view = views(package).page(_id(package))
    return as_brat(view.text, items(view)).splitlines()


def _refused(package: Path, path: Path, origin: str, by: str | None = "x") -> list[str]:
    with pytest.raises(PackageError) as caught:
        import_annotations(package, path, origin=origin, by=by)
    assert not (package / "curation.csv").exists()
    return str(caught.value).splitlines()


#: What may become of a line of brat's, and what is said of it.
BRAT: dict[str, tuple[Callable[[list[str]], list[str]], str]] = {
    "behind the end": (lambda cells: [cells[0], "PER 90000 90003", cells[2]], "no offsets"),
    "backwards": (lambda cells: [cells[0], "PER 9 3", cells[2]], "no offsets"),
    "empty": (lambda cells: [cells[0], "PER 3 3", ""], "no offsets"),
    "another surface": (lambda cells: [*cells[:2], cells[2] + "x"], "the page has"),
    "unknown type": (lambda cells: [cells[0], cells[1].replace(cells[1].split()[0], "City"), cells[2]], "no type"),
    "cut off": (lambda cells: cells[:2], "is no annotation"),
    "no number": (lambda cells: [cells[0], "PER a b", cells[2]], "is no annotation"),
    "in pieces": (lambda cells: [cells[0], "PER 0 4;13 20", "تونس مهرجان"], "words stand between"),
    "a relation": (lambda cells: ["R1", "Origin Arg1:T1 Arg2:T2", ""], "nothing that a package can keep"),
    "a broken note": (lambda cells: ["#9", "AnnotatorNotes", ""], "neither a reference"),
    "of nobody": (lambda cells: ["N9", "Reference T999 entities:gaza", "x"], "not in the file"),
}


@pytest.mark.parametrize("damage", BRAT)
@FEW
@given(data=st.data())
def test_a_line_of_brat(tmp_path: Path, package: Path, damage: str, data: st.DataObject) -> None:
    lines = _brat(package)
    made, said = BRAT[damage]
    at = data.draw(st.sampled_from([number for number, line in enumerate(lines) if line.startswith("T")]))
    path = tmp_path / f"{_id(package)}.ann"
    path.write_text("\n".join([*lines[:at], "\t".join(made(lines[at].split("\t"))), *lines[at + 1 :]]), "utf-8")
    told = _refused(package, path, "brat")
    assert told[0].startswith(f"{path}:{at + 1}: ") or "which is not in the file" in told[0]
    assert any(f"{path}:{at + 1}: " in line and said in line for line in told)


@FEW
@given(st.data())
def test_any_bytes_are_a_file_of_brat_or_refused(tmp_path: Path, package: Path, data: st.DataObject) -> None:
    made = _copy(package, tmp_path / "p")
    whole = "\n".join(_brat(package)).encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 20)))
    path = tmp_path / f"{_id(package)}.ann"
    path.write_bytes(whole[:start] + data.draw(st.binary(max_size=10)) + whole[end:])
    for origin in ("brat", "conll", "labelstudio"):
        try:
            import_annotations(made, path, origin=origin, by="x")
        except PackageError as error:
            assert all(str(path) in line or path.name in line for line in str(error).splitlines())


def test_two_names_in_one_place(tmp_path: Path, package: Path) -> None:
    lines = _brat(package)
    cells = next(line for line in lines if line.startswith("T") and "PER" not in line and "DATE" not in line).split(
        "\t"
    )
    path = tmp_path / f"{_id(package)}.ann"
    path.write_text("\n".join([*lines, "\t".join(["T99", *cells[1:]])]), "utf-8")
    assert "shares characters with what" in _refused(package, path, "brat")[0]


def test_what_no_table_knows(tmp_path: Path, package: Path) -> None:
    lines = [line.replace("entities:egypt", "entities:atlantis") for line in _brat(package)]
    path = tmp_path / f"{_id(package)}.ann"
    path.write_text("\n".join(lines), "utf-8")
    assert "no table of entities has 'atlantis'" in _refused(package, path, "brat")[0]
    path.write_text("\n".join(lines).replace("2023-11-04", "yesterday"), "utf-8")
    assert "no value of time" in _refused(package, path, "brat")[0]


def test_a_name_outside_of_all_stories(tmp_path: Path, package: Path) -> None:
    view = views(package).page(_id(package))
    start = view.text.index("النشرة")
    path = tmp_path / f"{_id(package)}.ann"
    path.write_text("\n".join([*_brat(package), f"T99\tORG {start} {start + 6}\tالنشرة"]), "utf-8")
    assert "lies in no one line of a story" in _refused(package, path, "brat")[0]


def test_pages_that_are_not_there(tmp_path: Path, package: Path) -> None:
    path = tmp_path / "doc-0000000000000000.ann"
    path.write_text("", "utf-8")
    assert "is no page of this package" in _refused(package, path, "brat")[0]
    path.unlink()
    assert "holds no .ann file" in _refused(package, tmp_path, "brat")[0]
    (tmp_path / f"{_id(package)}.ann").write_text("", "utf-8")
    (tmp_path / f"{_id(package)}.txt").write_text("another", "utf-8")
    assert "is not the text of the page" in _refused(package, tmp_path, "brat")[0]


def _tokens(package: Path) -> list[str]:
    view = views(package).page(_id(package), is_flat=True)
    return as_conll(_id(package), view.text, items(view)).splitlines()


@FEW
@given(st.data(), st.sampled_from(["token", "tag", "offset", "gone", "inside", "twice", "end", "cells"]))
def test_a_line_of_conll(tmp_path: Path, package: Path, data: st.DataObject, damage: str) -> None:
    lines = _tokens(package)
    at = data.draw(st.integers(1, len(lines) - 2))
    cells = lines[at].split("\t")
    if damage == "end":
        lines = lines[:at]
    elif damage in ("gone", "twice"):
        lines[at : at + 1] = [] if damage == "gone" else [lines[at]] * 2
    else:
        cells = {
            "token": ["xyz", *cells[1:]],
            "tag": [*cells[:3], "B-City", "_"],
            "offset": [cells[0], "7000", *cells[2:]],
            "inside": [*cells[:3], "I-MISC", "_"],
            "cells": ["xyz"],
        }[damage]
        lines[at] = "\t".join(cells)
    path = tmp_path / "a.conll"
    path.write_text("\n".join(lines), "utf-8")
    told = _refused(package, path, "conll")[0]
    if damage == "end":
        assert told.startswith(f"{path}: ") and "goes on behind its last token" in told
    else:
        # A sign that follows itself is missed where the next is met.
        assert told.startswith(f"{path}:")
        assert int(told.removeprefix(f"{path}:").split(":")[0]) - 1 in (at, at + 1)


def test_who_says_so_must_be_known(tmp_path: Path, package: Path) -> None:
    path = tmp_path / f"{_id(package)}.ann"
    path.write_text("\n".join(_brat(package)), "utf-8")
    assert "name them (--by)" in _refused(package, path, "brat", None)[0]
    assert "name them (--by)" in _refused(package, path, "conll", None)[0]


def _task(package: Path) -> dict[str, Any]:
    article = next(iter(dataset.open(package).articles))
    view = views(package).part(article.article_id, "text")
    return as_labelstudio(article.article_id, "text", view.text, items(view))


STUDIO: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "no story": (lambda task: task["data"].update(article_id="doc-0000000000000000-1"), "no story of this package"),
    "no part": (lambda task: task["data"].pop("part"), "no part of it"),
    "another text": (lambda task: task["data"].update(text="x"), "as it was exported"),
    "two": (lambda task: task["annotations"].append(task["annotations"][0]), "has 2 annotations"),
    "a label": (lambda task: _result(task)["value"].update(labels=["City"]), "is no one of"),
    "a choice": (lambda task: _result(task).update(type="choices"), "is no label"),
    "a place": (lambda task: _result(task)["value"].update(start=1), "does not stand at"),
    "a number": (lambda task: _result(task)["value"].update(end="9"), "does not stand at"),
    "an entity": (lambda task: _result(task).update(meta={"text": ["No Slug"]}), "is no id of an entity"),
    "a result": (lambda task: task["annotations"][0].pop("result"), "without a result"),
    "who": (lambda task: task["annotations"][0].pop("completed_by"), "name them (--by)"),
}


def _result(task: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = task["annotations"][0]["result"][0]
    return result


@pytest.mark.parametrize("damage", STUDIO)
def test_a_task_of_label_studio(tmp_path: Path, package: Path, damage: str) -> None:
    task = _task(package)
    made, said = STUDIO[damage]
    made(task)
    path = write_json(tmp_path / "a.json", [{"data": {}, "annotations": []}, task])
    told = _refused(package, path, "labelstudio", None)
    assert told[0].startswith(f"{path}: task 2: ") and said in told[0]
    path.write_text(json.dumps([task], indent=1)[:-5], "utf-8")
    assert ": is not JSON" in _refused(package, path, "labelstudio")[0]


def test_offsets_of_a_browser(tmp_path: Path, package: Path) -> None:
    """Beyond the basic plane a browser counts two where there is one character."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE.replace("وزيرة", "وزيرة 🕌🕌"), encoding="utf-8")
    made = tmp_path / "p"
    build(folder, made, config=ABOUT)
    article = next(iter(dataset.open(made).articles))
    view = views(made).part(article.article_id, "text")
    task = as_labelstudio(article.article_id, "text", view.text, items(view))
    for result in task["annotations"][0]["result"]:
        value = result["value"]
        before = [len(view.text[:edge].encode("utf-16-le")) // 2 for edge in (value["start"], value["end"])]
        value.update(start=before[0], end=before[1])
    assert any(result["value"]["start"] > view.text.index("🕌") for result in task["annotations"][0]["result"])
    path = write_json(tmp_path / "a.json", [task])
    assert not import_annotations(made, path, origin="labelstudio").changes


def test_the_command(tmp_path: Path, package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = _copy(package, tmp_path / "p")
    path = tmp_path / f"{_id(package)}.ann"
    path.write_text("\n".join(_brat(package)), "utf-8")
    argv = ["import-annotations", str(made), str(path), "--from", "brat", "--by", "x"]
    assert main(argv) == 0 and "nothing was corrected" in capsys.readouterr().out
    path.write_text("", "utf-8")
    assert main(argv) == 0
    assert "removed, of 1 pages; build the package again" in capsys.readouterr().out
    path.write_text("T1", "utf-8")
    assert main(argv) == 2 and capsys.readouterr().err.startswith(f"corpus-pkg: {path}:1: ")
    assert main([*argv[:1], str(tmp_path / "none"), *argv[2:]]) == 2
