"""What finds names that no table has, in a build: chosen by name, by the configuration, or given."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

import corpus_pkg
from corpus_pkg.building.build import build
from corpus_pkg.entities import labeller
from corpus_pkg.entities.recognition import Recognised
from corpus_pkg.errors import BuildError
from corpus_pkg.language.lexicons import Lexicons

PAGE = "جمعية جديدة تفتح أبوابها\n\nأعلنت جمعية زعبول أمس افتتاح مقرها الجديد في المدينة بعد عامين من التأسيس.\n"


class Named:
    """Finds one word."""

    name = "mine"

    def __call__(self, text: str) -> Iterable[Recognised]:
        at = text.find("زعبول")
        return [Recognised(at, at + 5, "ORG")] if at >= 0 else []


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(PAGE + "تتمة.\n" * number, "utf-8")
    return folder


def methods(package: Path) -> set[str]:
    return {row.method for row in corpus_pkg.load("mentions", package)}


def test_a_recognizer_that_is_given_finds_names(tmp_path: Path, pages: Path) -> None:
    build(pages, tmp_path / "out", recognizer=Named())
    rows = list(corpus_pkg.load("mentions", tmp_path / "out"))
    assert [(row.surface, row.method) for row in rows] == [("زعبول", "recognizer:mine")] * 3


def test_a_name_is_carried_to_the_workers(tmp_path: Path, pages: Path) -> None:
    for jobs in (1, 2):
        build(pages, tmp_path / f"none{jobs}", recognizer="none", jobs=jobs)
        build(pages, tmp_path / f"labeller{jobs}", jobs=jobs)
    for name in ("none", "labeller"):
        one, two = (tmp_path / f"{name}{jobs}" / "data" / "mentions.csv" for jobs in (1, 2))
        assert one.read_bytes() == two.read_bytes()


def test_none_leaves_the_tables_alone_and_the_caller_wins(tmp_path: Path, pages: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "corpus.toml").write_text('name = "x"\nrecognizer = "none"\n')
    build(pages, out)
    assert methods(out) == set()
    build(pages, out, recognizer=Named())
    assert methods(out) == {"recognizer:mine"}


def test_what_cannot_be_carried_to_workers_is_one_line(tmp_path: Path, pages: Path) -> None:
    class Local(Named):
        pass

    with pytest.raises(BuildError, match="cannot be carried to other processes") as caught:
        build(pages, tmp_path / "out", recognizer=Local(), jobs=2)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_the_labeller_leans_on_the_lexicons_of_the_build(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("entity_id,type,name_ar\nzaabul,PER,زعبول القمري\n", "utf-8")
    own = Lexicons(tmp_path)
    assert labeller.default(own) is labeller.default(Lexicons(tmp_path))
    assert labeller.default(own) is not labeller.default()


def test_a_callable_without_a_name_is_one_line(tmp_path: Path, pages: Path) -> None:
    with pytest.raises(BuildError, match="is nothing that is called and has a name"):
        build(pages, tmp_path / "out", recognizer=lambda text: [])  # type: ignore[arg-type,return-value]
