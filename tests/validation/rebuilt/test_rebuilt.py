"""A package that is built again is what it was, and says so where it cannot be."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_pkg.building.build import build
from corpus_pkg.building.progress import Progress
from corpus_pkg.commands import main
from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor
from corpus_pkg.validation import Problem, Reading, validate

PAGE = "وزير الدفاع يصل إلى واشنطن\n\n20 مارس 2024\n\nقال أوستن إن العمل بدأ في غزة {}.\n\nالمصدر: الجزيرة\n"
TOML = 'name = "one"\ntitle = "One"\nversion = "1.0.0"\n[[texts]]\npages = "raw/**"\nshare = true\n'


def _rebuilt(package: Path, **settings: Any) -> list[Problem]:
    report = validate(package, only=["rebuild"], rebuild=Reading(**settings))
    assert report.layers[-1].name == "rebuild"
    return list(report.problems)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "deep" / "er").mkdir(parents=True)
    for number, name in enumerate(("a.txt", "deep/b 50%.txt", "deep/er/c[1]*.txt", "deep/~x.html")):
        (folder / name).write_text(PAGE.format(number), encoding="utf-8")
    shutil.copyfile(folder / "a.txt", folder / "deep" / "copy.txt")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("d!.txt", PAGE.format("d"))
        archive.writestr("a.txt", PAGE.format(0))
    return folder


@pytest.fixture
def package(pages: Path, tmp_path: Path) -> Path:
    build(pages, tmp_path / "p")
    return tmp_path / "p"


def test_pages_of_any_name_and_in_archives_give_the_package_again(package: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(package.rglob("*")) if path.is_file()}
    assert _rebuilt(package) == []
    assert {path: path.read_bytes() for path in sorted(package.rglob("*")) if path.is_file()} == before
    assert validate(package, rebuild=True).valid


def test_what_could_not_be_read_is_no_difference(pages: Path, tmp_path: Path) -> None:
    (pages / "cut.zip").write_bytes((pages / "more.zip").read_bytes()[:-40])
    own = tmp_path / "p" / "pages"
    own.mkdir(parents=True)
    for number in range(8):
        (own / f"{number}.txt").write_text(PAGE.format(f"own {number}"), encoding="utf-8")

    def meddle(progress: Progress) -> None:
        if progress.step == "reading" and progress.done == 1:
            for path in own.iterdir():
                path.unlink()

    result = build([pages, own], tmp_path / "p", progress=meddle)
    paths = [failed.path for failed in result.failures]
    assert "raw/in/cut%2Ezip" in paths
    assert any(path.startswith("pages/") for path in paths)
    for number in range(8):
        (own / f"{number}.txt").write_text(PAGE.format(f"own {number}"), encoding="utf-8")
    assert _rebuilt(tmp_path / "p") == []


def test_pages_in_their_place_and_pages_named_one_by_one_give_it_again(tmp_path: Path) -> None:
    (tmp_path / "p" / "pages").mkdir(parents=True)
    (tmp_path / "p" / "pages" / "a.txt").write_text(PAGE.format(1), encoding="utf-8")
    (tmp_path / "b.txt").write_text(PAGE.format(2), encoding="utf-8")
    build([tmp_path / "p" / "pages", tmp_path / "b.txt"], tmp_path / "p")
    assert _rebuilt(tmp_path / "p") == []


def test_the_shipped_dataset_is_what_its_pages_give() -> None:
    assert validate(only=["rebuild"], rebuild=True).valid


def test_what_corpus_toml_says_is_read_in_the_package_or_where_it_lies(pages: Path, tmp_path: Path) -> None:
    config = tmp_path / "corpus.toml"
    config.write_text(TOML)
    build(pages, tmp_path / "p", config=config, recognizer="none")
    assert _rebuilt(tmp_path / "p", config=config) == []
    # Its rules on texts stand nowhere else, and what they gave is told as what nothing gives.
    assert {problem.table for problem in _rebuilt(tmp_path / "p")} >= {"rights"}
    shutil.copyfile(config, tmp_path / "p" / "corpus.toml")
    assert _rebuilt(tmp_path / "p") == []


def test_an_engine_that_a_package_names_is_left_alone(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "corpus.toml").write_text(f'engine = "dask:127.0.0.1:1"\n{TOML}')
    build(pages, tmp_path / "p", recognizer="none", engine="local")
    assert _rebuilt(tmp_path / "p") == []


def test_a_descriptor_alone_says_what_a_plain_corpus_toml_said(pages: Path, tmp_path: Path) -> None:
    config = tmp_path / "corpus.toml"
    config.write_text('name = "one"\nkeywords = ["a"]\n[[licenses]]\nname = "MIT"\n')
    build(pages, tmp_path / "p", config=config)
    assert _rebuilt(tmp_path / "p") == []


def test_the_day_of_the_build_is_what_the_package_says(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    build(pages, tmp_path / "p")
    for epoch in ("", "1800000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert _rebuilt(tmp_path / "p") == []


def test_own_lexicons_are_those_in_the_package_or_those_named(tmp_path: Path) -> None:
    own = tmp_path / "p" / "lexicons"
    own.mkdir(parents=True)
    (own / "outlets.csv").write_text(
        "source_id,name_ar,name_en,kind,country,spellings,same_as,origin\nx-news,جريدة س,X News,newspaper,EG,,,test\n"
    )
    (tmp_path / "p" / "corpus.toml").write_text('name = "p"\nlexicons = "lexicons"\n')
    (tmp_path / "a.txt").write_text(PAGE.format(1).replace("الجزيرة", "جريدة س"), encoding="utf-8")
    build(tmp_path / "a.txt", tmp_path / "p")
    assert _rebuilt(tmp_path / "p") == []
    own.rename(tmp_path / "own")
    (tmp_path / "p" / "corpus.toml").write_text('name = "p"\nlexicons = "../own"\n')
    # A folder outside of the package is a stranger's word, and not followed: what it gave is told.
    assert {"corpus_pkg.made_by.lexicons", "x-news"} <= {problem.key for problem in _rebuilt(tmp_path / "p")}
    (tmp_path / "p" / "corpus.toml").write_text('name = "p"\nlexicons = "lexicons"\n')
    assert _rebuilt(tmp_path / "p", lexicons=tmp_path / "own") == []


@pytest.mark.parametrize(
    ("options", "what"),
    [({"text": "standoff"}, "corpus-pkg rehydrate"), ({"raw": False}, "without --no-raw")],
    ids=["standoff", "no pages"],
)
def test_without_texts_or_pages_one_line_says_what_to_do(
    pages: Path, tmp_path: Path, options: dict[str, Any], what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    build(pages, tmp_path / "p", **options)
    assert main(["validate", str(tmp_path / "p"), "--only", "rebuild", "--rebuild"]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 2 and what in printed[0] and "rebuild: not checked" in printed[1]


def _edit(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    def edit(package: Path) -> None:
        path = package / descriptor.FILE_NAME
        body = json.loads(path.read_text(encoding="utf-8"))
        change(body)
        path.write_bytes(descriptor.dump(body))

    return edit


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda package: (package / "raw/in/a.txt").unlink(), "raw/in/a.txt: the page is not there"),
        (_edit(lambda body: body["corpus_pkg"]["made_by"].update(recognizer="oracle")), "oracle"),
        (_edit(lambda body: body["resources"][-1].update(path="raw/%2E%2E/%2E%2E/x")), "the page is not there"),
    ],
    ids=["page", "recognizer", "path"],
)
def test_what_cannot_be_built_again_is_one_problem(package: Path, damage: Callable[[Path], None], reason: str) -> None:
    damage(package)
    [problem] = _rebuilt(package)
    assert problem.code == "not-rebuilt" and reason in problem.message


def test_a_name_that_leads_out_is_refused_when_it_is_written(package: Path) -> None:
    place = package / "raw" / "%2E%2E%2F%2E%2E%2Fx"
    place.write_text("x")
    _edit(lambda body: body["resources"][-1].update(path="raw/%2E%2E%2F%2E%2E%2Fx"))(package)
    [problem] = _rebuilt(package)
    assert problem.code == "not-rebuilt" and "is no name that a build gives" in problem.message


def test_what_made_it_otherwise_stands_in_the_verdict(package: Path) -> None:
    _edit(lambda body: body["corpus_pkg"]["made_by"].update(program="corpus-pkg 0.0.1"))(package)
    report = validate(package, only=["rebuild"], rebuild=True)
    assert "read with another program than made the package" in report.layers[-1].checked
    assert [problem.key for problem in report.problems] == ["corpus_pkg.made_by.program", "corpus_pkg.fingerprint"]


def test_each_difference_is_a_problem_at_its_row(package: Path) -> None:
    path = package / "data" / "segments.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:2], lines[3].replace("body", "nav").replace("published", "nav"), *lines[4:]]))
    problems = [problem for problem in _rebuilt(package) if problem.code != "descriptor"]
    assert [(problem.code, problem.row, problem.column) for problem in problems] == [
        ("missing-row", None, None),
        ("cell", 3, "kind"),
    ]
    assert problems[1].message == "«nav», the pages give «body»"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace("\n", "\r\n"), "the same rows in other bytes"),
        (lambda text: "".join(sorted(text.splitlines(keepends=True), reverse=True)), "the columns are not those"),
        (lambda text: text + text.splitlines()[1] + "\n", "not in the order of the key"),
        (lambda text: text + "x\n", "has 1 cells, expected"),
        (lambda text: text + '"', "is not CSV"),
    ],
    ids=["line ends", "header", "twice", "cells", "quote"],
)
def test_a_table_that_cannot_be_laid_beside_says_why(package: Path, change: Callable[[str], str], reason: str) -> None:
    path = package / "data" / "links.csv"
    path = path if path.read_bytes().count(b"\n") > 1 else package / "data" / "credits.csv"
    path.write_bytes(change(path.read_text(encoding="utf-8")).encode())
    problems = [problem for problem in _rebuilt(package) if problem.code != "descriptor"]
    assert problems[-1].code == "table" and reason in problems[-1].message


def test_a_descriptor_written_by_another_program_says_the_same_in_other_bytes(package: Path) -> None:
    path = package / descriptor.FILE_NAME
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))))
    [problem] = _rebuilt(package)
    assert problem.code == "descriptor" and "other bytes" in problem.message


def test_an_archive_and_several_jobs_give_the_same(package: Path, tmp_path: Path) -> None:
    shutil.make_archive(str(tmp_path / "packed"), "zip", package)
    assert _rebuilt(tmp_path / "packed.zip", jobs=2) == []


def test_rebuild_is_asked_for_and_only_then_made(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PackageError, match="--rebuild"):
        validate(package, only=["rebuild"])
    assert "rebuild" not in {layer.name for layer in validate(package).layers}
    assert main(["validate", str(package)]) == 0
    assert "not built again (--rebuild)" in capsys.readouterr().out
    assert [layer.name for layer in validate(package, only=["order"], rebuild=True).layers][-1] == "rebuild"


def test_a_package_of_others_is_not_of_pages(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a\n1\n")
    (tmp_path / "datapackage.json").write_text(
        '{"resources": [{"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "a"}]}}]}'
    )
    [problem] = _rebuilt(tmp_path)
    assert problem.code == "not-rebuilt" and "not those of corpus-pkg" in problem.message
