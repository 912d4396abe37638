"""What a user sees and what a package says are the same under `python -OO`, which takes docstrings and asserts away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from folders import contents

import corpus_pkg
from corpus_pkg.commands import COMMANDS

ROOT = Path(corpus_pkg.__file__).parents[1]


def run(folder: Path, *arguments: str, flags: tuple[str, ...] = ()) -> str:
    command = [sys.executable, *flags, "-m", "corpus_pkg", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The seeds built as usual and without docstrings, in folders of one name."""
    usual, bare = (tmp_path_factory.mktemp(name) for name in ("usual", "bare"))
    run(usual, "build", str(ROOT / "seeds"), "--out", "package")
    run(bare, "build", str(ROOT / "seeds"), "--out", "package", flags=("-OO",))
    return usual, bare


def test_the_program_explains_itself(tmp_path: Path) -> None:
    text = run(tmp_path, "--help")
    assert run(tmp_path, "--help", flags=("-OO",)) == text
    assert all(f"\n    {name}" in text for name in COMMANDS)


def test_each_command_explains_itself(tmp_path: Path) -> None:
    program = "import corpus_pkg.commands as commands\nfor name in commands.COMMANDS: commands.main([name, '--help'])"
    usual, bare = (
        subprocess.run([sys.executable, *flags, "-c", program], capture_output=True, check=True, cwd=tmp_path).stdout
        for flags in ((), ("-OO",))
    )
    assert bare == usual and usual.count(b"usage: ") == len(COMMANDS)


def test_a_build_gives_the_same_bytes(packages: tuple[Path, Path]) -> None:
    usual, bare = packages
    assert contents(bare) == contents(usual)
    assert all(" valid " in run(folder, "validate", "package", flags=("-OO",)) for folder in packages)


@pytest.mark.parametrize("to", ["croissant", "huggingface", "jsonl", "parquet", "rocrate", "sqlite"])
def test_an_export_gives_the_same_bytes(packages: tuple[Path, Path], to: str) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow (the extra parquet) is not installed")
    usual, bare = packages
    run(usual, "export", "package", "--to", to, "--out", to)
    run(bare, "export", "package", "--to", to, "--out", to, flags=("-OO",))
    assert contents(bare / to) == contents(usual / to)


def test_an_export_to_duckdb_says_the_same(packages: tuple[Path, Path]) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb (the extra duckdb) is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow (the extra duckdb) is not installed")
    usual, bare = packages
    comments = []
    for folder, flags in ((usual, ()), (bare, ("-OO",))):
        run(folder, "export", "package", "--to", "duckdb", "--out", "duckdb", flags=flags)
        with duckdb.connect(str(folder / "duckdb" / "corpus.duckdb"), read_only=True) as connection:
            columns = connection.sql("SELECT table_name, column_name, comment FROM duckdb_columns() ORDER BY ALL")
            tables = connection.sql("SELECT table_name, comment FROM duckdb_tables() ORDER BY ALL")
            comments.append((columns.fetchall(), tables.fetchall()))
    assert comments[0] == comments[1]
    assert all(comment for table, comment in comments[0][1] if table != "package")


def test_the_schemas_are_current(tmp_path: Path) -> None:
    run(tmp_path, "schemas", "--out", str(ROOT / "schemas"), "--check", flags=("-OO",))


def test_what_a_row_is_is_data() -> None:
    program = (
        "import corpus_pkg.records, corpus_pkg.language.table as lexicons;"
        "descriptions = [table.description for table in corpus_pkg.records.TABLES.values()];"
        "print(all(descriptions), lexicons.table())"
    )
    usual, bare = (
        subprocess.run([sys.executable, *flags, "-c", program], capture_output=True, check=True, cwd=ROOT).stdout
        for flags in ((), ("-OO",))
    )
    assert bare == usual and bare.startswith(b"True | table")
