"""A package is the old one or the new one, whenever whoever replaces it is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from corpus_pkg.errors import BuildError
from corpus_pkg.package.moves import RECORD
from corpus_pkg.package.staging import Staging, recover

OLD = {"datapackage.json": "old", "data/a.csv": "old", "data/b.csv": "old", "raw/gone/c.txt": "old"}
NEW = {"datapackage.json": "new", "data/a.csv": "new", "data/b.csv": "new", "raw/new/d.txt": "new"}
THEIRS = {"corpus.toml": "theirs", "data/notes.txt": "theirs"}


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".corpus-pkg-")
    }


def replace(out: Path) -> None:
    """Replace the old package by the new one."""
    with Staging(out) as staging:
        for name, text in NEW.items():
            staging.file(name).write_text(text)
        staging.commit([*(name for name in NEW if name != "datapackage.json"), "datapackage.json"], ["raw/gone/c.txt"])


def killed_replacements(folder: Path) -> None:
    """Print what is there after a replacement killed before each change, and a recovery killed before its own.

    Of a recovery's changes each third is taken, another third each time.
    """
    import killed

    step, went_on = 0, True
    while went_on:
        step += 1
        again, recovering = step % 3 - 2, True
        while recovering:
            again += 3
            out = folder / f"{step}-{again}"
            fill(out, OLD | THEIRS)
            went_on = killed.before_change(step, lambda out=out: replace(out))
            seen = contents(out)
            recovering = killed.before_change(again, lambda out=out: recover(out))
            between = contents(out)
            recover(out)
            folders = sorted(path.name for path in out.iterdir() if path.is_dir())
            print(json.dumps({"seen": [seen, between], "left": contents(out), "folders": folders}))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children")
def test_whatever_is_killed_leaves_the_old_package_or_the_new_one(tmp_path: Path) -> None:
    tests = Path(__file__).parents[1]
    script = "import sys, pathlib, test_moves; test_moves.killed_replacements(pathlib.Path(sys.argv[1]))"
    paths = os.pathsep.join([str(tests.parent), str(tests), str(tests / "package")])
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": paths},
    )
    results = [json.loads(line) for line in run.stdout.splitlines()]
    old, new = OLD | THEIRS, NEW | THEIRS
    assert {result["left"]["datapackage.json"] for result in results} == {"old", "new"}
    for result in results:
        assert result["left"] in (old, new)
        assert not [name for name in result["folders"] if name.startswith(".")]
        for seen in result["seen"]:
            # Where there is a descriptor, all is there that it describes.
            package = {"old": old, "new": new}.get(seen.get("datapackage.json", ""), {})
            assert package.items() <= seen.items()


def _cut_off(out: Path) -> Path:
    """Leave what a build leaves that is killed before its descriptor is in place; return its folder."""
    fill(out, OLD)
    script = textwrap.dedent(
        """
        import os, pathlib, sys
        import test_moves
        def hear(event, arguments):
            if event == "os.rename" and str(arguments[1]) == str(pathlib.Path(sys.argv[1], "datapackage.json")):
                os._exit(9)
        sys.addaudithook(hear)
        test_moves.replace(pathlib.Path(sys.argv[1]))
        """
    )
    paths = os.pathsep.join([str(Path(__file__).parents[2]), str(Path(__file__).parent)])
    run = subprocess.run([sys.executable, "-c", script, str(out)], env=os.environ | {"PYTHONPATH": paths}, check=False)
    assert run.returncode == 9
    return next(out.glob(".corpus-pkg-????????"))


@pytest.mark.parametrize("name", ["data/a.csv", "raw/gone/c.txt"])
def test_what_somebody_changed_meanwhile_stays(tmp_path: Path, name: str) -> None:
    out = tmp_path.resolve() / "out"
    _cut_off(out)
    fill(out, {name: "theirs since"})
    with pytest.raises(BuildError, match=r"was changed after a build was cut off here; move it away and build again$"):
        recover(out)
    assert (out / name).read_text() == "theirs since"
    (out / name).rename(tmp_path / "away")
    recover(out)
    assert contents(out) == OLD


def test_a_record_from_anybody_leads_nowhere(tmp_path: Path) -> None:
    out, outside = tmp_path.resolve() / "out", tmp_path.resolve() / "outside"
    fill(outside, {"mine": "mine"})
    scratch = _cut_off(out)
    record = json.loads((scratch / RECORD).read_text())
    for path in ("../outside/mine", str(outside / "mine")):
        (scratch / RECORD).write_text(json.dumps(record | {"removed": [path]}))
        with pytest.raises(BuildError, match=r"is no record of a build; delete .* and build again$"):
            recover(out)
    for link in (out / "linked", scratch / "old" / "linked"):
        link.symlink_to(outside)
        (scratch / RECORD).write_text(json.dumps(record | {"removed": ["linked/mine"]}))
        with pytest.raises(BuildError, match=r"is in the way \(no plain folder\)"):
            recover(out)
        link.unlink()
    assert contents(outside) == {"mine": "mine"}
