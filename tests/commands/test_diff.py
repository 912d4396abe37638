"""`corpus-pkg diff`, as a user runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from corpus_pkg.building.build import build
from corpus_pkg.commands import main

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A package of four pages, and one of five."""
    folder = tmp_path_factory.mktemp("diff")
    (folder / "corpus.toml").write_text('name = "test"\nversion = "1.2.3"\n')
    shutil.copytree(SEEDS, folder / "seeds")
    build(folder / "seeds", folder / "new", config=folder / "corpus.toml")
    next((folder / "seeds").glob("004*")).unlink()
    build(folder / "seeds", folder / "old", config=folder / "corpus.toml")
    return folder / "old", folder / "new"


def test_equal_is_0(packages: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(packages[0]), str(packages[0] / "datapackage.json")]) == 0
    assert capsys.readouterr().out == "equal\n"


def test_counts_stand_first_then_the_version_then_the_rows(
    packages: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *map(str, packages)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "documents: 1 added"
    at = lines.index("version: 1.2.3 -> 1.3.0 (minor); the new package says 1.2.3")
    assert {line.partition(":")[0] for line in lines[:at]} >= {"documents", "segments", "articles", "files"}
    assert sum(line.startswith("+ documents ") for line in lines[at:]) == 1
    assert not [line for line in lines[at:] if line.startswith("- ")]
    # The other way round a page goes that others refer to.
    assert main(["diff", *map(str, packages[::-1])]) == 1
    assert "version: 1.2.3 -> 2.0.0 (major)" in capsys.readouterr().out


def test_json_says_the_same(packages: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *map(str, packages), "--json"]) == 1
    body = json.loads(capsys.readouterr().out)
    assert (body["equal"], body["level"], body["suggested"]) == (False, "minor", "1.3.0")
    counted: dict[str, dict[str, int]] = {}
    for row in body["rows"]:
        kinds = counted.setdefault(row["table"], {})
        kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1
    assert counted == body["counts"]
    assert main(["diff", str(packages[0]), str(packages[0]), "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert (body["equal"], body["rows"], body["suggested"]) == (True, [], "1.2.3")


def test_the_changelog_is_printed_or_put_above_the_others(
    packages: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["diff", *map(str, packages), "--changelog"]
    assert main(arguments) == 1
    section = capsys.readouterr().out
    assert section.startswith("## 1.3.0\n\n### Added\n\n- documents: 1 row\n")
    path = tmp_path / "CHANGELOG.md"
    assert main([*arguments, str(path)]) == 1
    assert path.read_text() == f"# Changelog\n\n{section}"
    path.write_text("# Words\n\nAbout.\n\n## 1.2.3\n\n- first\n")
    assert main([*arguments, str(path)]) == 1
    assert path.read_text() == f"# Words\n\nAbout.\n\n{section}\n## 1.2.3\n\n- first\n"
    capsys.readouterr()
    assert main([*arguments, str(path)]) == 2
    assert "has a section '## 1.3.0' already" in capsys.readouterr().err


@pytest.mark.parametrize("other", ["none", "folder", "bad"])
def test_what_is_no_package_is_one_line_and_2(
    packages: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], other: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "bad").write_text("{")
    assert main(["diff", str(packages[0]), str(tmp_path / other)]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.startswith("corpus-pkg: ") and printed.err.count("\n") == 1
