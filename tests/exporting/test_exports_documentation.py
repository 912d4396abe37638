"""The examples of the documentation run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import documents
import pytest
from exporting.packages import ROOT, build_seeds

from corpus_pkg.commands import main
from corpus_pkg.exporting import FORMATS

DOCUMENT = ROOT / "docs" / "exports.md"
CLIENTS = ("pandas", "polars", "pyarrow", "duckdb", "openpyxl", "xlsxwriter")


def test_the_examples_of_the_documentation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for client in CLIENTS:
        pytest.importorskip(client, reason=f"{client} is not installed")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    build_seeds(tmp_path / "my-corpus")
    assert documents.run(DOCUMENT) > 30


def test_the_commands_of_the_documentation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    monkeypatch.chdir(tmp_path)
    build_seeds(tmp_path / "my-corpus")
    lines = re.findall(r"^corpus-pkg (.+)$", DOCUMENT.read_text("utf-8"), re.M)
    assert len(lines) == 2
    for line in lines:
        assert main(shlex.split(line)) == 0


def test_every_format_is_described() -> None:
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\| (?:`corpus-pkg\[(\w+)\]` )?\|", DOCUMENT.read_text("utf-8"), re.M)
    assert tuple(name for name, _ in rows) == FORMATS
    assert all(extra in ("", name) for name, extra in rows)
