"""A format that another distribution brings, found by its entry point alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import corpus_pkg
from corpus_pkg.exporting import FORMATS, about
from corpus_pkg.sharing import citation

_MODULE = """
def titles(dataset, target):
    lines = "".join(f"{article.title}\\n" for article in dataset.articles)
    target.file("titles.txt").write_text(lines, encoding="utf-8", newline="")

nothing = 3
"""
_ENTRIES = "[corpus_pkg.exporters]\ntitles = toy:titles\nbroken = toy:absent\nnothing = toy:nothing\n"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder with a distribution in it, as an installer leaves one."""
    home = tmp_path / "site"
    about_it = home / "toy-1.0.dist-info"
    about_it.mkdir(parents=True)
    (home / "toy.py").write_text(_MODULE, encoding="utf-8")
    (about_it / "METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1.0\n", encoding="utf-8")
    (about_it / "entry_points.txt").write_text(_ENTRIES, encoding="utf-8")
    return home


def _export(outside: Path, to: str, out: Path) -> subprocess.CompletedProcess[str]:
    root = Path(corpus_pkg.__file__).parents[1]
    path = os.pathsep.join((str(outside), str(root)))
    command = [sys.executable, "-m", "corpus_pkg", "export", str(root), "--to", to, "--out", str(out)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": path})


def test_a_format_from_outside_is_written(outside: Path, tmp_path: Path) -> None:
    done = _export(outside, "titles", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    titles = (tmp_path / "out" / "titles.txt").read_text(encoding="utf-8").splitlines()
    assert titles == [str(article.title) for article in corpus_pkg.load("articles")]
    assert json.loads((tmp_path / "out" / "exports.json").read_bytes())["files"]["titles.txt"]["format"] == "titles"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("broken", "format broken (toy:absent of toy): cannot be loaded: "),
        ("nothing", "format nothing (toy:nothing of toy): is not what is needed: a function write(dataset, target); "),
        ("title", f"no format 'title'; there are {', '.join(FORMATS)}, broken, nothing, titles"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_line(outside: Path, tmp_path: Path, name: str, line: str) -> None:
    done = _export(outside, name, tmp_path / "out")
    assert done.returncode == 2 and done.stderr.startswith(f"corpus-pkg: {line}") and done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_contributor_is_a_person_where_a_citation_has_one() -> None:
    body = {
        "contributors": [
            {"title": "The corpus_pkg authors"},
            {"title": "A. Lovelace", "givenName": "Ada", "familyName": "Lovelace", "path": "https://example.org/ada"},
            {"givenName": "Ada", "familyName": "Lovelace"},
            {"roles": ["author"]},
        ]
    }
    assert about.authors(body) == [
        {"@type": "Organization", "name": "The corpus_pkg authors"},
        {"@type": "Person", "name": "A. Lovelace", "url": "https://example.org/ada"},
        {"@type": "Person", "name": "Ada Lovelace"},
    ]
    assert [one.is_person for one in citation.contributors(body)] == [False, True, True]
