"""A new corpus: its files hold together, and nothing that is there is touched."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.building.build import build
from corpus_pkg.errors import PackageError
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.package import configuration
from corpus_pkg.package.skeleton import files, init
from corpus_pkg.validation import validate

SEEDS = Path(__file__).parents[2] / "seeds"
MADE = sorted(files("x"))


@given(st.sets(st.sampled_from(MADE)))
def test_what_is_there_stays(tmp_path_factory: pytest.TempPathFactory, there: set[str]) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    for name in there:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("mine")
    made = init(folder)
    assert sorted((*made.written, *made.kept)) == MADE
    assert set(made.kept) == there
    assert {name for name in MADE if (folder / name).read_text() == "mine"} == there
    assert init(folder).written == ()


def test_a_new_corpus_is_three_commands(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "My Corpus"
    assert init(folder).kept == ()
    shutil.copytree(SEEDS, folder / "raw", dirs_exist_ok=True)
    result = build(folder / "raw", folder, lexicons=Lexicons(folder / "lexicons"))
    assert result.rows["documents"] == 5
    assert validate(folder).valid
    assert configuration.default(folder).name == "my-corpus"


def test_the_configuration_is_one_with_all_its_comments_taken_away(tmp_path: Path) -> None:
    init(tmp_path)
    path = tmp_path / "corpus.toml"
    assert configuration.read(path).version == "0.1.0"
    text = re.sub(r"^# (?=\[\[|[a-zA-Z]+ = )", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    whole = configuration.read(path)
    assert None not in whole.model_dump().values()
    assert whole.texts is not None and len(whole.texts) == 2
    for rule in (*whole.texts, *(whole.contributors or ())):
        assert rule.model_dump(exclude_none=True)


def test_the_workflow_is_one_and_runs_what_there_is(tmp_path: Path) -> None:
    init(tmp_path)
    workflow = yaml.safe_load((tmp_path / ".github/workflows/corpus.yml").read_text())
    [job] = workflow["jobs"].values()
    commands = [step["run"].split()[:2] for step in job["steps"] if step.get("run", "").startswith("corpus-pkg")]
    assert commands == [["corpus-pkg", "build"], ["corpus-pkg", "validate"]]


@pytest.mark.parametrize("name", ["corpus", "corpus/raw", "corpus/.github"])
def test_a_file_in_the_place_of_a_folder_is_said_before_anything_is_made(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(PackageError, match="is no folder"):
        init(tmp_path / "corpus")
    assert sorted(tmp_path.rglob("*")) == before
    with pytest.raises(PackageError, match="no name"):
        init("")
