"""`corpus-pkg init`, as a user runs it."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

import corpus_pkg
from corpus_pkg.commands import main
from corpus_pkg.language import tables
from corpus_pkg.package.origin import installed_from

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize("folder", ["news", "my news"])
def test_three_commands(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", folder]) == 0
    printed = capsys.readouterr().out
    assert f"{folder}/corpus.toml: made\n" in printed
    commands = [shlex.split(line)[1:] for line in printed.splitlines() if line.startswith("    corpus-pkg ")]
    shutil.copytree(SEEDS, f"{folder}/raw", dirs_exist_ok=True)
    assert [main(command) for command in commands] == [0, 0]
    # What init itself put there is nothing to tell of.
    assert "hidden" not in capsys.readouterr().err
    assert main(["init", folder]) == 0
    printed = capsys.readouterr().out
    assert f"{folder}/corpus.toml: was there and stays as it is\n" in printed and ": made" not in printed


def test_what_init_prints_its_readme_and_its_workflow_do_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With an archive among the pages, and an outlet that only the user's lexicons know."""
    monkeypatch.chdir(tmp_path)
    assert main(["init", "news"]) == 0
    printed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("    corpus-pkg ")]
    Path("news/lexicons/outlets.csv").write_text(
        "source_id,name_ar,kind\nal-marsa,المرسى الأسبوعية,newspaper\n", "utf-8"
    )
    with zipfile.ZipFile("news/raw/a 50%.zip", "w") as archive:
        archive.writestr(
            "one.txt",
            "افتتاح سوق السمك الجديد\n\nافتتحت البلدية صباح أمس سوق السمك الجديد بعد أعمال دامت سنتين.\n\n"
            "المصدر: المرسى الأسبوعية\n",
        )
    assert [main(shlex.split(line)[1:]) for line in printed] == [0, 0]
    # The archive has a copy in the package, and nothing is to be done about it.
    assert "no part of the package" not in capsys.readouterr().err
    assert [row.source_id for row in corpus_pkg.load("sources", "news")] == ["al-marsa"]
    monkeypatch.chdir("news")
    built = {path: path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}
    assert [str(path) for path in built if path.suffix == ".zip" or path.parts[0] == "copies"] == [
        "copies/raw/a 50%25%2Ezip",
        "raw/a 50%.zip",
    ]
    for command in (["git", "init", "-q"], ["git", "add", "."]):
        subprocess.run(command, check=True)
    [job] = yaml.safe_load(Path(".github/workflows/corpus.yml").read_text("utf-8"))["jobs"].values()
    workflow = [step["run"] for step in job["steps"] if "run" in step]
    readme = [line.strip() for line in Path("README.md").read_text("utf-8").splitlines() if line.startswith("    ")]
    readme.remove("corpus-pkg diff ../released .")
    assert readme == workflow[:3]
    # What pip does is for the tests of where the program comes from.
    assert readme.pop(0) == workflow.pop(0) == f"pip install {installed_from().arguments}"
    for line in [*readme, *workflow]:
        program, *arguments = shlex.split(line)
        if program == "corpus-pkg":
            assert main(arguments) == 0, line
        else:
            module = [sys.executable, "-P", "-m"] if program == "frictionless" else []
            subprocess.run([*module, program, *arguments], check=True, capture_output=True)
        assert {path: path.read_bytes() for path in built} == built, line
    # What a build would add is a difference as well.
    Path("raw/b|.txt").write_text("نص", "utf-8")
    subprocess.run(["git", "add", "raw"], check=True)
    assert main(shlex.split(workflow[0])[1:]) == 0
    subprocess.run(["git", "checkout", "-q", "datapackage.json", "data"], check=True)
    subprocess.run(shlex.split(workflow[-2]), check=True)
    assert subprocess.run(shlex.split(workflow[-1]), capture_output=True).returncode == 1


def test_bad_input_is_one_line_and_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (str(tmp_path / "file"), str(tmp_path / "file/x"), ""):
        assert main(["init", folder]) == 2
        printed = capsys.readouterr()
        assert printed.out == "" and printed.err.startswith("corpus-pkg: ") and printed.err.count("\n") == 1
    (tmp_path / "news").mkdir()
    (tmp_path / "news/corpus.toml").write_text("name = 'x'\n\nnom = 'y'\n")
    (tmp_path / "a.txt").write_text("x")
    assert main(["build", str(tmp_path / "a.txt"), "--out", str(tmp_path / "news")]) == 2
    assert f"{tmp_path / 'news/corpus.toml'}:3: nom: no such key" in capsys.readouterr().err


def test_two_mistakes_in_corpus_toml_are_two_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus.toml").write_text("name = 'A b'\n\nnom = 'y'\n", "utf-8")
    (tmp_path / "a.txt").write_text("x", "utf-8")
    assert main(["build", str(tmp_path / "a.txt"), "--out", str(tmp_path)]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(f"corpus-pkg: {tmp_path / 'corpus.toml'}:1: name: ")
    assert second.startswith(f"corpus-pkg: {tmp_path / 'corpus.toml'}:3: nom: no such key")


def test_the_lexicons_that_init_makes_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "news"]) == 0
    Path("news/lexicons/outlets.csv").write_text(
        "source_id,name_ar,kind\nal-marsa,المرسى الأسبوعية,newspaper\n", "utf-8"
    )
    Path("news/raw/one.txt").write_text(
        "افتتاح سوق السمك الجديد\n\nافتتحت البلدية صباح أمس سوق السمك الجديد بعد أعمال دامت سنتين.\n\n"
        "المصدر: المرسى الأسبوعية\n",
        "utf-8",
    )
    assert main(["build", "news/raw", "--out", "news"]) == 0
    assert [row.source_id for row in corpus_pkg.load("sources", "news")] == ["al-marsa"]


def test_the_columns_that_the_lexicons_readme_gives_are_those_there_are(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "news")]) == 0
    readme = (tmp_path / "news/lexicons/README.md").read_text("utf-8")
    for table in ("outlets", "people"):
        assert f"`{table}.csv`:\n\n    {','.join(tables.TABLES[table].columns)}\n" in readme


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('lexicons = "words"', "words: no such folder of lexicons; make it, or take `lexicons` out of corpus.toml"),
        ('recognizer = "nobody"', "no recognizer 'nobody'; there are labeller"),
    ],
)
def test_what_corpus_toml_names_must_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, reason: str
) -> None:
    (tmp_path / "corpus.toml").write_text(f'name = "x"\n{line}\n', "utf-8")
    (tmp_path / "a.txt").write_text("نص", "utf-8")
    assert main(["build", str(tmp_path / "a.txt"), "--out", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert reason in error and error.count("\n") == 1
    assert not (tmp_path / "datapackage.json").exists()
