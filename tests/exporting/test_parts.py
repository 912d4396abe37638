"""A package in parts is exported as the package in one file a table."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pytest
from corruption.packages import AGAIN, BOTH, FIRST, SECOND

from corpus_pkg.building.build import build
from corpus_pkg.commands import main
from corpus_pkg.dataset import dataset
from corpus_pkg.errors import PackageError
from corpus_pkg.exporting import FORMATS, export
from corpus_pkg.package import parts

SEEDS = Path(__file__).parents[2] / "seeds"
#: What formats need that not every installation has.
NEEDED = {"parquet": "pyarrow", "arrow": "pyarrow", "huggingface": "pyarrow", "excel": "xlsxwriter", "spacy": "spacy"}
#: These describe the files of the package, DuckDB gives the same rows in other bytes.
OTHER = {"croissant", "rocrate", "duckdb"}
#: What cites the package by the hash of its descriptor, and what has the hash of that.
CITING = {"huggingface": ("README.md", "exports.json")}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    home = tmp_path_factory.mktemp("packages")
    pages = sorted(SEEDS.glob("*.txt"))[:2]
    made = tuple(build(pages, home / str(n) / "package", recognizer="none", parts=n).package.parent for n in (1, 16))
    return made[0], made[1]


@pytest.mark.parametrize("to", sorted(set(FORMATS) - OTHER))
def test_exports_are_the_same_bytes(packages: tuple[Path, Path], to: str, tmp_path: Path) -> None:
    if to in NEEDED and importlib.util.find_spec(NEEDED[to]) is None:
        pytest.skip(f"{NEEDED[to]} is not installed")
    made = []
    for number, package in enumerate(packages):
        out = tmp_path / str(number) / "out"
        out.parent.mkdir()
        export(package, to=to, out=out)
        files = (path for path in out.rglob("*") if path.is_file() and path.name not in CITING.get(to, ()))
        made.append({str(path.relative_to(out)): path.read_bytes() for path in files})
    assert made[0]
    assert made[0] == made[1]


def test_a_crate_names_every_part(packages: tuple[Path, Path], tmp_path: Path) -> None:
    export(packages[1], to="rocrate", out=tmp_path / "out")
    crate = (tmp_path / "out" / "ro-crate-metadata.json").read_text(encoding="utf-8")
    for path in (packages[1] / "data").rglob("*.csv"):
        assert path.relative_to(packages[1]).as_posix() in crate


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package in parts of which stories lead to stories of other parts, and stand in several."""
    home = tmp_path_factory.mktemp("joined")
    (home / "pages").mkdir()
    for number, text in enumerate((FIRST, SECOND, BOTH, AGAIN)):
        (home / "pages" / f"{number}.txt").write_text(text, encoding="utf-8")
    build(home / "pages", home / "package", recognizer="none", parts=16)
    return home / "package"


@pytest.mark.parametrize("to", sorted(set(FORMATS) - {"rocrate"}))
def test_a_part_is_exported_alone(joined: Path, to: str, tmp_path: Path) -> None:
    needed = {**NEEDED, "croissant": "pyarrow", "duckdb": "duckdb"}.get(to)
    if needed is not None and importlib.util.find_spec(needed) is None:
        pytest.skip(f"{needed} is not installed")
    whole = dataset.open(joined)
    (link,) = (link for link in whole.links if link.target_article_id is not None)
    own, other = (row.removeprefix("doc-")[0] for row in (link.document_id, str(link.target_article_id)))
    assert own != other
    package = tmp_path / "package"
    shutil.copytree(joined, package)
    for path, digit in zip(parts.paths("mentions", 16), parts.digits(16), strict=True):
        if digit != own:
            (package / path).unlink()
    done = export(package, to=to, out=tmp_path / "out", part=own)
    assert done.notes[-1].startswith(f"part {own} alone: ")
    assert done.content["mentions"] == dataset.open(joined, part=own).mentions.digest() != whole.mentions.digest()
    assert json.loads((tmp_path / "out/exports.json").read_bytes())["part"] == own


def test_the_parts_behind_one_another_are_the_whole(joined: Path, tmp_path: Path) -> None:
    export(joined, to="jsonl", out=tmp_path / "whole")
    lines = b""
    for part in parts.digits(16):
        done = export(joined, to="jsonl", out=tmp_path / part, part=part)
        lines += b"".join((tmp_path / part / name).read_bytes() for name in done.files if name.endswith(".jsonl"))
    assert lines == b"".join(path.read_bytes() for path in sorted((tmp_path / "whole").glob("*.jsonl")))


def test_no_crate_is_made_of_a_part(joined: Path, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="a crate describes the files of a whole package"):
        export(joined, to="rocrate", out=tmp_path / "out", part="3")
    with pytest.raises(PackageError, match="no part 'x'"):
        export(joined, to="jsonl", out=tmp_path / "out", part="x")
    assert not list((tmp_path / "out").glob("*"))


def test_the_command_exports_a_part(joined: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(joined), "--to", "jsonl", "--out", str(tmp_path / "out"), "--part", "3"]) == 0
    assert "part 3 alone" in capsys.readouterr().err
