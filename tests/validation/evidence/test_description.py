"""What a descriptor says of its package is held against the corpus.toml that it was made by, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from corruption import packages

from corpus_pkg.package import descriptor
from corpus_pkg.package.extension import sealed
from corpus_pkg.validation import evidence

CORPUS = 'name = "honest"\ntitle = "Honest"\n'


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("honest")
    (folder / "package").mkdir()
    (folder / "package/corpus.toml").write_text(CORPUS)
    return packages.small(folder)


def _told(package: Path, **changes: Any) -> list[str]:
    """What is told of a descriptor that says something else, sealed again."""
    path = package / descriptor.FILE_NAME
    before = path.read_bytes()
    path.write_bytes(descriptor.dump(sealed({**descriptor.read(path), **changes})))
    try:
        return [problem.message for problem in evidence.check(package) if problem.code == "description"]
    finally:
        path.write_bytes(before)


def test_what_the_corpus_says_is_what_the_descriptor_says(honest: Path) -> None:
    assert _told(honest) == _told(honest, created="2024-01-01T00:00:00Z") == []
    assert _told(honest, title="Other") == ["title is not what corpus.toml says, by which it was made; build it again"]
    assert [message.split()[0] for message in _told(honest, licenses=[{"name": "MIT"}], name="x")] == [
        "name",
        "licenses",
    ]


@pytest.mark.parametrize(
    "corpus",
    [
        'name = "other"\n',
        CORPUS + "a." * 50_000 + "b = 1",
        CORPUS + "a = " + "[" * 50_000,
        CORPUS + "#" * 300_000,
        'name = "\0"',
        "name = 1\n[[licenses]]\nname = 3",
    ],
    ids=["another", "keys within keys", "lists within lists", "long", "no text", "no configuration"],
)
def test_a_corpus_that_did_not_make_the_package_says_nothing_of_it(honest: Path, corpus: str) -> None:
    file = honest / "corpus.toml"
    file.write_text(corpus)
    try:
        assert _told(honest, title="Other") == []
    finally:
        file.write_text(CORPUS)
