"""Corrections of people in a build: they stay, travel, are checked, and nothing of them is lost without a word."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from importing.editing import Item, as_brat, items, views
from importing.test_way_back import ABOUT

from corpus_pkg.building.build import BuildResult, build
from corpus_pkg.curation import table
from corpus_pkg.dataset import dataset
from corpus_pkg.errors import BuildError, PackageError
from corpus_pkg.importing.importing import import_annotations
from corpus_pkg.records import Article, Date
from corpus_pkg.sharing.citation import citation, datacite
from corpus_pkg.sharing.diff import diff
from corpus_pkg.sharing.rehydration import rehydrate
from corpus_pkg.validation.evidence import check
from corpus_pkg.validation.validate import validate

PAGE = """تونس تفتتح مهرجانها السينمائي بحضور دولي واسع

نشر في: 4 نوفمبر 2023

تونس - رويترز: افتتحت وزيرة الثقافة يوم الجمعة الماضي الدورة الجديدة من المهرجان بمشاركة مخرجين من مصر والمغرب وغزة.

اشترك في النشرة البريدية"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a.txt").write_text(PAGE, encoding="utf-8")
    build(tmp_path / "pages", tmp_path / "p", config=ABOUT)
    return tmp_path / "p"


def _again(package: Path, **options: object) -> BuildResult:
    return build(package.parent / "pages", package, config=ABOUT, **options)  # type: ignore[arg-type]


def _corrected(package: Path, change: Callable[[str, list[Item]], list[Item]]) -> None:
    """Correct the one page of a package as brat would."""
    identifier = next(iter(dataset.open(package).documents)).document_id
    view = views(package).page(identifier)
    path = package.parent / f"{identifier}.ann"
    path.write_text(as_brat(view.text, sorted(change(view.text, items(view)))), encoding="utf-8")
    import_annotations(package, path, origin="brat", by="a reader")


def _added(text: str, marks: list[Item]) -> list[Item]:
    """One name more, one less, one of another type."""
    start = text.index("وزيرة الثقافة")
    gone = text.index("مصر")
    rest = [mark for mark in marks if mark.start != gone]
    changed = [Item(m.start, m.end, "ORG", m.said) if m.said == "gaza" else m for m in rest]
    return [*changed, Item(start, start + len("وزيرة الثقافة"), "PER")]


def _dated(text: str, marks: list[Item]) -> list[Item]:
    return [Item(m.start, m.end, m.kind, "2023-11-14") if m.said == "2023-11-04" else m for m in marks]


def test_a_corrected_package_is_valid_and_what_its_pages_give(package: Path) -> None:
    (package / "corpus.toml").write_text('name = "p"\nrecognizer = "none"\n', encoding="utf-8")
    _corrected(package, _added)
    build(package.parent / "pages", package)
    report = validate(package, rebuild=True)
    assert report.valid, report.problems
    first = {path.name: path.read_bytes() for path in (package / "data").iterdir()}
    assert "curation.csv" in first
    build(package.parent / "pages", package, jobs=2)
    assert first == {path.name: path.read_bytes() for path in (package / "data").iterdir()}


def test_corrections_lie_over_what_a_cache_has(package: Path, tmp_path: Path) -> None:
    _again(package, cache=tmp_path / "cache")
    _corrected(package, _added)
    done = _again(package, cache=tmp_path / "cache")
    assert done.reused == 1 and not done.uncurated
    assert sum(row.method == "curated" for row in dataset.open(package).mentions) == 2


def test_who_corrected_is_cited_and_a_change_is_told(package: Path) -> None:
    before = package.parent / "before"
    shutil.copytree(package, before)
    _corrected(package, _added)
    _again(package)
    body = json.loads(datacite(citation(package)))
    assert body["contributors"] == [{"name": "a reader", "contributorType": "DataCurator"}]
    difference = diff(before, package)
    # An entity that nobody names any more is gone.
    assert difference.level == "major"
    assert {row.table for row in difference.rows()} >= {"curation", "mentions"}


def _article(package: Path) -> Article:
    return next(iter(dataset.open(package).articles))


def _dates(package: Path) -> dict[str, Date]:
    return {row.surface: row for row in dataset.open(package).dates}


def test_a_corrected_day_is_that_of_the_story_and_of_what_is_told_from_it(package: Path) -> None:
    before = _dates(package)
    _corrected(package, _dated)
    _again(package)
    story = _article(package)
    assert (story.published, str(story.published_earliest), story.published_basis) == (
        "2023-11-14",
        "2023-11-14",
        "stated",
    )
    told = {surface: row for surface, row in _dates(package).items() if row != before[surface]}
    assert any(row.rule != "curated" for row in told.values()), "nothing is told from the day"
    assert not list(check(package))


def test_a_day_that_is_taken_away_is_nobody_s(package: Path) -> None:
    _corrected(package, lambda text, marks: [mark for mark in marks if mark.said != "2023-11-04"])
    _again(package)
    story = _article(package)
    assert (story.published, story.published_earliest, story.published_basis) == (None, None, "unknown")
    assert not list(check(package))


def test_a_page_that_changed_is_told_and_its_corrections_are_kept(package: Path) -> None:
    _corrected(package, _added)
    kept = (package / "curation.csv").read_bytes()
    (package.parent / "pages/a.txt").write_text(PAGE + "\n", encoding="utf-8")
    done = _again(package)
    [told] = done.uncurated
    assert "the page is not among those that are built (3 corrections of it)" in told
    assert (package / "curation.csv").read_bytes() == kept
    assert not (package / "data/curation.csv").exists() and not list(check(package))


def _edit(path: Path, column: str, value: str, row: int = 0) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    rows[row][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("surface", "غيره", "the page has"),
        ("sha256", "0" * 64, "other bytes"),
        ("end", "9000", "is none of the page's"),
        ("entity_id", "nobody-at-all", "no table of entities has"),
        ("type", "", "has no type"),
    ],
)
def test_a_correction_that_does_not_fit_is_told(package: Path, column: str, value: str, said: str) -> None:
    _corrected(package, _added)
    at = next(number for number, row in enumerate(table.read(package / "curation.csv")) if row.change == "added")
    _edit(package / "curation.csv", column, value, at)
    [told] = _again(package).uncurated
    assert said in told and "kept and not applied" in told and "\n" not in told
    assert not list(check(package))


def test_a_broken_row_is_refused_by_its_line(package: Path) -> None:
    _corrected(package, _added)
    _edit(package / "curation.csv", "change", "guessed", 1)
    with pytest.raises(BuildError, match=r"curation\.csv:3: change"):
        _again(package)
    (package / "curation.csv").write_text("start,end\n1,2\n", encoding="utf-8")
    with pytest.raises(BuildError, match="the columns are not those of curation"):
        _again(package)


def test_corrections_are_not_lost_without_a_word(package: Path) -> None:
    _corrected(package, _added)
    _again(package)
    (package / "curation.csv").rename(package.parent / "kept.csv")
    with pytest.raises(BuildError, match=r"copy data/curation\.csv to it"):
        _again(package)
    shutil.copy(package / "data/curation.csv", package / "curation.csv")
    assert (package / "curation.csv").read_bytes() == (package.parent / "kept.csv").read_bytes()
    _again(package)
    header = (package / "curation.csv").read_text(encoding="utf-8").splitlines()[0]
    (package / "curation.csv").write_text(header + "\n", encoding="utf-8")
    _again(package)
    assert not (package / "data/curation.csv").exists()


def test_corrections_in_two_places_are_refused(package: Path) -> None:
    _corrected(package, _added)
    home = package.parent / "home"
    home.mkdir()
    (home / "corpus.toml").write_text('name = "p"\nrecognizer = "none"\n', encoding="utf-8")
    shutil.copy(package / "curation.csv", home)
    with pytest.raises(BuildError, match="two places"):
        build(package.parent / "pages", package, config=home / "corpus.toml")
    (package / "curation.csv").unlink()
    build(package.parent / "pages", package, config=home / "corpus.toml")
    assert (package / "data/curation.csv").read_bytes() == (home / "curation.csv").read_bytes()


def test_an_export_that_does_not_know_earlier_corrections_is_not_taken(package: Path) -> None:
    _corrected(package, _added)
    with pytest.raises(PackageError, match="that the package does not have yet; build it first"):
        _corrected(package, _dated)
    _again(package)
    _corrected(package, _dated)
    _again(package)
    assert {row.change for row in table.read(package / "curation.csv")} == {"added", "removed", "retyped", "dated"}
    assert not list(check(package))


def test_the_form_without_texts_repeats_no_surface_and_comes_back(package: Path) -> None:
    _corrected(package, _added)
    _again(package, parts=16)
    shutil.copy(package / "curation.csv", package.parent)
    (package.parent / "corpus.toml").write_text('name = "p"\nrecognizer = "none"\n', encoding="utf-8")
    shared = package.parent.parent / f"{package.parent.name}-shared"
    build(package.parent / "pages", shared, text="standoff")
    text = (shared / "data/curation.csv").read_text(encoding="utf-8")
    assert "وزيرة" not in text and text.count("sha256:") == 3
    assert not list(check(shared))
    rehydrate(shared, package.parent / "pages", package.parent / "full")
    assert (package.parent / "full/data/curation.csv").read_bytes() == (package / "curation.csv").read_bytes()
    assert not list(check(package.parent / "full"))


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("mentions", "method", "gazetteer"),
        ("mentions", "type", "LOC"),
        ("curation", "change", "removed"),
        ("curation", "end", "9000"),
        ("curation", "surface", "x"),
        ("curation", "sha256", "0" * 64),
        ("curation", "type", "LOC"),
        ("dates", "rule", "curated"),
    ],
)
def test_a_lie_about_a_correction_is_found(package: Path, name: str, column: str, value: str) -> None:
    _corrected(package, _added)
    _again(package)
    path = package / f"data/{name}.csv"
    at = 0
    if name != "dates":
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        at = next(number for number, row in enumerate(rows) if {"curated", "added"} & set(row.values()))
    _edit(path, column, value, at)
    codes = {problem.code for problem in check(package)}
    assert codes & {"curated", "span", "surface"}, codes
