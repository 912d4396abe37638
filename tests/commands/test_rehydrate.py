"""`corpus-pkg build --text standoff` and `corpus-pkg rehydrate`, as a user runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus_pkg.commands import main

SEEDS = Path(__file__).parents[2] / "seeds"


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_there_and_back_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "corpus.toml"
    config.write_text('name = "test"\n')
    common = ["--config", str(config)]
    assert main(["build", str(SEEDS), "--out", str(tmp_path / "full"), *common]) == 0
    assert main(["build", str(SEEDS), "--out", str(tmp_path / "p"), *common, "--text", "standoff", "--jobs", "2"]) == 0
    capsys.readouterr()
    arguments = ["rehydrate", str(tmp_path / "p"), "--from", str(SEEDS), "--out", str(tmp_path / "out")]
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert printed.out == f"{tmp_path / 'out/datapackage.json'}: 5 pages, 10 tables, as in the full package\n"
    assert printed.err == ""
    assert _contents(tmp_path / "out") == _contents(tmp_path / "full")
    assert main(["diff", str(tmp_path / "full"), str(tmp_path / "out")]) == 0
    assert main(["diff", str(tmp_path / "full"), str(tmp_path / "p")]) == 1
    capsys.readouterr()

    raw = tmp_path / "raw"
    shutil.copytree(SEEDS, raw)
    changed = sorted(raw.iterdir())[2]
    changed.write_bytes(changed.read_bytes().replace("ا".encode(), "أ".encode(), 1))
    arguments[3], arguments[5] = str(raw), str(tmp_path / "other")
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.startswith(f"corpus-pkg: {changed}: differs from raw/seeds/{changed.name}")
    assert printed.err.count("\n") == 1
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        ("rehydrate none --from raw --out out", "none: no such package"),
        ("rehydrate full --from raw --out out", "is no package without texts"),
        ("rehydrate p --from none --out out", "none: is no folder"),
        ("rehydrate p --from raw --out file", "file: is no folder"),
        ("rehydrate p --from raw --out raw", "raw: is the folder with the raw pages, which stays as it is"),
        ("rehydrate p --from raw --out foreign", "was not written by corpus-pkg"),
        ("rehydrate foreign --from raw --out out", "is no package without texts"),
    ],
)
def test_bad_input_is_one_line_and_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], args: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("raw", "foreign"):
        Path(name).mkdir()
    Path("raw/a.txt").write_text("خبر قصير\n\nقالت الوزارة اليوم إن العمل بدأ في القاهرة.", encoding="utf-8")
    Path("foreign/datapackage.json").write_text('{"resources": []}')
    Path("file").write_text("x")
    assert main(["build", "raw", "--out", "full"]) == 0
    assert main(["build", "raw", "--out", "p", "--text", "standoff"]) == 0
    before = _contents(tmp_path)
    capsys.readouterr()
    assert main(args.split()) == 2
    printed = capsys.readouterr()
    assert reason in printed.err and printed.err.count("\n") == 1 and printed.out == ""
    assert _contents(tmp_path) == before
    assert main(["build", "raw", "--out", "p", "--text", "none"]) == 2
