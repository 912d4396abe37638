"""A package in parts is exported as the package in one file a table."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from corpus_pkg.building.build import build
from corpus_pkg.exporting import FORMATS, export

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
