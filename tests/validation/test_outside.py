"""Checks of other distributions: run when they are there, told in a line when they fail, absent when they are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus_pkg
from corpus_pkg import plugins
from corpus_pkg.building.build import build
from corpus_pkg.errors import PackageError
from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import CarrierError

PAGE = "افتتاح سوق السمك الجديد\n\nافتتحت البلدية صباح أمس سوق السمك الجديد بعد أعمال دامت سنتين.\n"
MODULE = """
from corpus_pkg.validation.outside import Finding

def long(dataset):
    for article in dataset.articles:
        yield Finding("two\\nlines", "articles", article.article_id)

def failing(dataset):
    raise RuntimeError("boom")
"""


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Let no test see what another installed."""
    yield
    plugins.forget()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(PAGE, "utf-8")
    build(tmp_path / "one.txt", tmp_path / "out")
    return tmp_path / "out"


def installed(home: Path, monkeypatch: pytest.MonkeyPatch, entries: str) -> None:
    (home / "checks_of_others.py").write_text(MODULE, "utf-8")
    (home / "checks_of_others-1.0.dist-info").mkdir()
    (home / "checks_of_others-1.0.dist-info/entry_points.txt").write_text(entries, "utf-8")
    monkeypatch.syspath_prepend(str(home))
    plugins.forget()


def test_without_any_the_report_has_no_such_layer(package: Path) -> None:
    assert "outside" not in {layer.name for layer in corpus_pkg.validate(package).layers}


def test_one_is_run_and_can_be_asked_for_alone(tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, monkeypatch, "[corpus_pkg.checks]\nlong = checks_of_others:long\n")
    report = corpus_pkg.validate(package)
    assert [(problem.layer, problem.code, problem.table) for problem in report.problems] == [
        ("outside", "long", "articles")
    ]
    assert "\n" not in report.problems[0].message
    alone = corpus_pkg.validate(package, only=["long"])
    assert alone.problems == report.problems and alone.layers[-1].counts == {"long": 1}
    assert corpus_pkg.validate(package, only=["evidence"]).valid


def test_one_that_fails_is_one_line_and_no_verdict(
    tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = "[corpus_pkg.checks]\nfailing = checks_of_others:failing\nabsent = checks_of_others:absent\n"
    installed(tmp_path, monkeypatch, entries)
    for name, reason in (("failing", "failed: "), ("absent", "cannot be loaded: ")):
        with pytest.raises(PackageError, match=rf"check {name} \(checks_of_others:{name}\): {reason}") as caught:
            corpus_pkg.validate(package, only=[name])
        assert "\n" not in str(caught.value)


def test_a_carrier_that_lacks_something_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, monkeypatch, "[corpus_pkg.carriers]\nx = checks_of_others:long\n")
    with pytest.raises(CarrierError, match="a module or object with NAME, MEDIA_TYPE, ENDINGS") as caught:
        carriers.format_of(tmp_path / "a.zip")
    assert "\n" not in str(caught.value)
