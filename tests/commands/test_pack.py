"""`corpus-pkg pack`, as a user runs it."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from corpus_pkg.commands import main

ROOT = Path(__file__).parents[2]


def test_our_own_dataset(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.zip", "b.zip", "a.zip"):
        assert main(["pack", str(ROOT), "--out", str(tmp_path / name)]) == 0
    packed = (tmp_path / "a.zip").read_bytes()
    assert packed == (tmp_path / "b.zip").read_bytes()
    printed = capsys.readouterr().out.splitlines()[0]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        files = len(archive.namelist())
    assert (
        printed
        == f"{tmp_path / 'a.zip'}: {files} files, {len(packed)} bytes, sha256:{hashlib.sha256(packed).hexdigest()}"
    )
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert tops - {"checklist.json"} == {"datapackage.json", "data", "seeds", "README.md", "LICENSE"}


def test_bad_input_is_one_line_and_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.zip").write_text("x")
    packed = tmp_path / "packed.zip"
    assert main(["pack", str(ROOT), "--out", str(packed)]) == 0
    capsys.readouterr()
    for arguments in (
        ["pack", str(tmp_path)],
        ["pack", str(ROOT), "--out", str(tmp_path / "mine.zip")],
        ["pack", str(packed)],
        ["diff", str(ROOT), str(packed)],
        ["cite", str(packed)],
    ):
        assert main(arguments) == 2
        printed = capsys.readouterr()
        assert printed.out == "" and printed.err.startswith("corpus-pkg: ") and printed.err.count("\n") == 1
        assert str(packed) not in arguments or "packed.zip: is a ZIP archive; unpack it" in printed.err
