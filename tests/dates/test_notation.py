"""The notation: a class is added by naming it, and a name that is none is refused."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timely import ANCHORS, TIMELY

import corpus_pkg
from corpus_pkg.dates import find_dates
from corpus_pkg.dates.notation import CLASSES, SIGNS, compiled, signs, written

NAMES = st.text(st.characters(exclude_characters="{}"), max_size=12)
#: Answers with the expressions of each line: a text and its anchor.
SEARCH = """
import dataclasses, json, sys
from corpus_pkg.dates import find_dates
from corpus_pkg.dates.notation import CLASSES
print(len(CLASSES), flush=True)
for line in sys.stdin:
    text, anchor = json.loads(line)
    print(json.dumps([dataclasses.asdict(found) for found in find_dates(text, anchor)]), flush=True)
"""


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """A copy of the package in which 200 further classes are declared before all others."""
    folder = tmp_path_factory.mktemp("extended")
    package = folder / "corpus_pkg"
    shutil.copytree(Path(corpus_pkg.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    notation = package / "dates" / "notation.py"
    head, mark, tail = notation.read_text(encoding="utf-8").partition("CLASSES = {\n")
    further = "".join(f'    "further_{number}": "a further class",\n' for number in range(200))
    notation.write_text(head + mark + further + tail, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-P", "-c", SEARCH],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def test_two_hundred_further_classes_change_nothing(extended: subprocess.Popen[str]) -> None:
    assert extended.stdin is not None and extended.stdout is not None
    asked, answers = extended.stdin, extended.stdout
    assert int(answers.readline()) == len(CLASSES) + 200

    @given(TIMELY, ANCHORS)
    def same(text: str, anchor: datetime.date | None) -> None:
        asked.write(json.dumps([text, anchor and anchor.isoformat()]) + "\n")
        asked.flush()
        assert json.loads(answers.readline()) == [asdict(found) for found in find_dates(text, anchor)]

    same()


@given(st.lists(NAMES, unique=True, max_size=300))
def test_each_name_has_a_character_of_its_own(names: list[str]) -> None:
    given_signs = signs(names)
    assert list(given_signs) == names
    assert len(set(given_signs.values())) == len(names)
    assert all(len(sign) == 1 and sign >= "\ue000" for sign in given_signs.values())


def test_there_is_no_limit_that_a_language_meets() -> None:
    assert len(set(signs(str(number) for number in range(100_000)).values())) == 100_000


def test_a_class_is_named_once() -> None:
    with pytest.raises(ValueError, match="'weekday' is declared twice"):
        signs(["weekday", "past", "weekday"])


@given(NAMES.filter(lambda name: name not in SIGNS and not name.isupper() and name not in "<>"))
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no class or fragment"):
        compiled(f"{{weekday}} {{{name}}}")


def test_names_stand_for_signs() -> None:
    assert written("{weekday} [{past}{future}]") == f"{SIGNS['weekday']} [{SIGNS['past']}{SIGNS['future']}]"
    assert compiled("{weekday}{END}").match(SIGNS["weekday"] + " ")
    assert compiled("{weekday}{END}").match(SIGNS["weekday"] + SIGNS["past"]) is None
