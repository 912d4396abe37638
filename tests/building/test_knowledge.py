"""What pages are read with: the caller's, else that of the configuration, else what is shipped."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from corpus_pkg.building.knowledge import Knowledge, settled
from corpus_pkg.errors import BuildError
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.package.configuration import Configuration

CONFIGURED = Configuration(name="x", lexicons="lexicons", recognizer="stanza")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "lexicons").mkdir()
    return tmp_path


def test_the_first_that_says_something_wins(home: Path) -> None:
    assert settled(Configuration(name="x"), home, None, None, is_carried=False) == Knowledge(None, "labeller")
    configured = settled(CONFIGURED, home, None, None, is_carried=False)
    assert configured == Knowledge(Lexicons(home / "lexicons"), "stanza")
    assert settled(CONFIGURED, home, Lexicons(), "none", is_carried=False) == Knowledge(Lexicons(), "none")


def test_a_folder_that_is_not_there_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"lexicons: no such folder of lexicons; make it, or take `lexicons` out of"):
        settled(CONFIGURED, tmp_path, None, None, is_carried=False)


def test_a_worker_is_given_the_folder_and_not_what_was_read_of_it(home: Path) -> None:
    knowledge = settled(CONFIGURED, home, None, None, is_carried=True)
    assert knowledge.lexicons is not None
    knowledge.lexicons.rows("outlets")
    carried = knowledge.carried()
    assert carried == knowledge
    assert len(pickle.dumps(carried)) < 10_000 < len(pickle.dumps(knowledge))
