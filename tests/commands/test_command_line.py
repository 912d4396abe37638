"""The command line, as a user runs it."""

from __future__ import annotations

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

import pytest

import corpus_pkg
from corpus_pkg import schemas
from corpus_pkg.commands import main

ROOT = pathlib.Path(corpus_pkg.__file__).parents[1]
SEEDS = pathlib.Path(__file__).parents[2] / "seeds"


def _run(*args: object, cwd: pathlib.Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "corpus_pkg", *map(str, args)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_build_then_validate_then_a_lie_then_validate(tmp_path: pathlib.Path) -> None:
    done = _run("build", SEEDS, "--out", tmp_path / "p", "--jobs", "2", "--config", ROOT / "corpus.toml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 documents" in done.stdout
    done = _run("validate", tmp_path / "p")
    assert (done.returncode, done.stderr) == (0, "")
    assert "valid (5 documents" in done.stdout
    path = next((tmp_path / "p/raw/seeds").iterdir())
    path.write_bytes(path.read_bytes() + b"!")
    done = _run("validate", tmp_path / "p")
    assert done.returncode == 1
    assert "page-changed" in done.stdout
    done = _run("validate", tmp_path / "p", "--json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["valid"] is False
    assert report["counts"]["page-changed"] == 1
    assert {problem["layer"] for problem in report["problems"]} == {"columns", "frictionless", "evidence"}
    done = _run("build", SEEDS, "--out", tmp_path / "p")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "line"),
    [
        ("build none --out out", "none: cannot be read"),
        ("build empty --out out", "empty: no pages"),
        ("build pages --out pages/out", "inside this input"),
        ("build pages --out foreign", "was not written by corpus-pkg"),
        ("build pages --out out --config none.toml", "none.toml: cannot be read"),
        ("build pages --out out --config bad.toml", "bad.toml:1: "),
        ("build pages --out out --lexicons none", "no such folder of lexicons"),
        ("build pages --out out --jobs 0", "jobs is 0"),
        ("build pages --out file", "is no folder"),
        ("validate none", "no such package"),
        ("validate pages/a.txt", "is not JSON"),
        ("show none", "cannot be read"),
        ("show pages", "cannot be read"),
        ("schemas --out file", "file"),
    ],
)
def test_expected_errors_are_one_line_and_2(
    tmp_path: pathlib.Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    args: str,
    line: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("empty", "pages", "foreign"):
        pathlib.Path(name).mkdir()
    pathlib.Path("pages/a.txt").write_text("خبر")
    pathlib.Path("foreign/datapackage.json").write_text('{"resources": []}')
    pathlib.Path("bad.toml").write_text("nom = 'x'\nname = 'x'\n")
    pathlib.Path("file").write_text("x")
    before = sorted(os.walk("."))
    assert main(args.split()) == 2
    error = capsys.readouterr().err
    assert error.startswith("corpus-pkg: ")
    assert error.count("\n") == 1
    assert line in error
    assert sorted(os.walk(".")) == before


@pytest.mark.parametrize(
    "args", [[], ["brew"], ["build"], ["build", "x"], ["build", "x", "--out", "y", "--jobs", "two"]]
)
def test_wrong_arguments_are_2(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == 2
    assert "usage: corpus-pkg" in capsys.readouterr().err


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("corpus-pkg ")
    for command in ("build", "validate", "show", "schemas"):
        assert main([command, "--help"]) == 0
        assert "usage: corpus-pkg" in capsys.readouterr().out


def test_what_was_skipped_is_said(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text("خبر قصير", encoding="utf-8")
    (pages / ".hidden").write_text("x")
    (pages / "link").symlink_to(SEEDS)
    for number, seed in enumerate(sorted(SEEDS.iterdir())[:3]):
        (pages / f"{number}.txt").symlink_to(seed)
    assert main(["build", str(pages), "--out", str(tmp_path / "out"), "--no-raw"]) == 0
    printed = capsys.readouterr().err
    assert "1 hidden names were skipped" in printed
    assert "link: a link to a folder was not followed" in printed
    assert "0.txt: a link to a file was followed, and so were 2 more; take it out to leave its target out" in printed
    assert main(["validate", str(tmp_path / "out")]) == 0
    assert "spans were not checked" in capsys.readouterr().err


def test_show_in_a_pipe_has_every_word_of_the_page_and_no_escapes(tmp_path: pathlib.Path) -> None:
    page = sorted(SEEDS.iterdir())[1]
    done = _run("show", page)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert not [word for word in page.read_text(encoding="utf-8").split() if word not in done.stdout]
    assert "published" in done.stdout


@pytest.mark.parametrize(
    "data", [b"", b"\0\0", b"\xff\xd8\xff\xe0", b"\xed\xa0\x80", b"[red]\x1b[31m \xe2\x80\xae x\n" * 3]
)
def test_show_survives_any_page_and_sends_no_escapes(tmp_path: pathlib.Path, data: bytes) -> None:
    (tmp_path / "page").write_bytes(data)
    done = _run("show", tmp_path / "page")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("doc-")
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_a_reader_that_leaves_is_no_error() -> None:
    page = max(SEEDS.iterdir(), key=lambda path: path.stat().st_size)
    process = subprocess.Popen(
        [sys.executable, "-m", "corpus_pkg", "show", str(page)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), error) == (0, b"")


def _stopped(process: subprocess.Popen[str], number: signal.Signals) -> str:
    """Return what a process that is told to stop says, told again as a user would who sees it go on.

    Python drops what a signal raises inside a callback of the garbage collector, and says so.
    """
    for wait in (10, 10, 30):
        process.send_signal(number)
        try:
            error = process.communicate(timeout=wait)[1]
        except subprocess.TimeoutExpired:
            continue
        return re.sub(r"\AException ignored in: .*\nKeyboardInterrupt: *\n", "", error, flags=re.DOTALL)
    raise AssertionError("it does not stop")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_build_says_so_and_leaves_nothing(
    tmp_path: pathlib.Path, number: signal.Signals, jobs: int
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    body = (sorted(SEEDS.iterdir())[1]).read_text(encoding="utf-8")
    for count in range(3000):
        (pages / f"{count}.txt").write_text(f"{count}\n\n{body}", encoding="utf-8")
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "corpus_pkg", "build", str(pages), "--out", str(out), "--jobs", str(jobs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    deadline = time.monotonic() + 20
    while process.poll() is None and not list(out.glob(".corpus-pkg-*/new/data/*.csv")) and time.monotonic() < deadline:
        time.sleep(0.005)
    error = _stopped(process, number)
    assert (process.returncode, error) == (130, "corpus-pkg: interrupted; nothing was changed\n")
    assert not out.exists()


def test_schemas_writes_and_checks(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "schemas")
    assert main(["schemas", "--out", out, "--check"]) == 1
    assert "run corpus-pkg schemas" in capsys.readouterr().err
    assert main(["schemas", "--out", out]) == 0
    assert main(["schemas", "--out", out, "--check"]) == 0
    (tmp_path / "schemas" / "old.tableschema.json").write_text("{}")
    (tmp_path / "schemas" / "links.schema.json").write_text("{}")
    assert main(["schemas", "--out", out, "--check"]) == 1
    assert main(["schemas", "--out", out]) == 0
    assert schemas.stale(tmp_path / "schemas") == []


def test_importing_the_package_loads_nothing_heavy_and_names_are_there() -> None:
    program = (
        "import sys, corpus_pkg\n"
        "heavy = {'pydantic', 'frictionless', 'rich', 'babel'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert set(corpus_pkg.__all__) <= set(dir(corpus_pkg))\n"
        "assert callable(corpus_pkg.build) and callable(corpus_pkg.load) and callable(corpus_pkg.validate)\n"
        "assert callable(corpus_pkg.parse) and corpus_pkg.__version__\n"
        "try:\n    corpus_pkg.nothing\nexcept AttributeError as error:\n    assert 'nothing' in str(error)\n"
        "else:\n    raise AssertionError\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_names_that_are_no_text_and_terminals_without_arabic(tmp_path: pathlib.Path) -> None:
    page = tmp_path / os.fsdecode(b"\xc7\xe1\n.txt")
    page.write_bytes(sorted(SEEDS.iterdir())[1].read_bytes())
    out = tmp_path / os.fsdecode(b"out\n\xff\xd8\xa7")
    for encoding in ("utf-8", "ascii"):
        for args in (("show", page), ("build", page, "--out", out), ("validate", out)):
            done = subprocess.run(
                [sys.executable, "-m", "corpus_pkg", *map(str, args)],
                capture_output=True,
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding},
            )
            assert (done.returncode, done.stderr) == (0, b""), args
    assert b"datapackage.json: valid" in done.stdout
    for args in (("show", tmp_path / "no\npage"), ("validate", tmp_path / "no\npackage")):
        failed = _run(*args)
        assert (failed.returncode, failed.stderr.count("\n")) == (2, 1)


def test_nobody_who_listens_is_no_error(tmp_path: pathlib.Path) -> None:
    page, config = sorted(SEEDS.iterdir())[1], str(ROOT / "corpus.toml")
    for args in (["show", str(page)], ["build", str(page), "--out", str(tmp_path / "out"), "--config", config]):
        command = ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "corpus_pkg", *args]
        done = subprocess.run(command, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)})
        assert (done.returncode, done.stderr) == (0, b"")


def test_show_holds_no_more_than_a_page(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(1 << 30)
    for name, code, reason in ((tmp_path / "large", 0, "no news page has more"), ("/dev/zero", 2, "gives more than")):
        done = subprocess.run(
            [sys.executable, "-c", _BOUNDED, "show", str(name)],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert done.returncode == code, done.stderr
        assert reason in done.stdout + done.stderr


_BOUNDED = (
    "import resource, sys\n"
    "resource.setrlimit(resource.RLIMIT_AS, (900 << 20, 900 << 20))\n"
    "from corpus_pkg.commands import main\n"
    "sys.exit(main(sys.argv[1:]))\n"
)
