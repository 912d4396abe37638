"""The documentation as a site: each page has its place in it, and each link leads somewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from runpy import run_path

import pytest

import corpus_pkg
from corpus_pkg.commands import COMMANDS
from corpus_pkg.records import TABLES

ROOT = Path(__file__).parents[1]
REFERENCE = run_path(str(ROOT / ".ci" / "reference.py"))["pages"]()
PAGES = {path.name: path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md")} | REFERENCE
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#([^)]*))?\)")


def test_each_page_has_one_place() -> None:
    plan = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[2]
    assert sorted(re.findall(r"[\w-]+\.md", plan)) == sorted(PAGES)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_link_leads_to_a_page_or_a_picture(name: str) -> None:
    for file, _ in LINK.findall(PAGES[name]):
        assert (ROOT / "docs" / file).resolve().is_relative_to(ROOT) and (ROOT / "docs" / file).exists(), file


def test_the_reference_has_every_function_command_and_column() -> None:
    functions, commands, tables = (REFERENCE[f"reference-{name}.md"] for name in ("python", "commands", "tables"))
    assert all(f"\n## {name}\n" in functions for name in corpus_pkg.__all__ if callable(getattr(corpus_pkg, name)))
    assert all(f"\n## {name}\n" in commands for name in COMMANDS) and "| `--port N` |" in commands
    for name, table in TABLES.items():
        section = tables.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.M) == list(table.columns)


@pytest.mark.skipif(shutil.which("zensical") is None, reason="zensical is not installed")
def test_the_site_can_be_built(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for name, text in REFERENCE.items():
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    done = subprocess.run(["zensical", "build", "--strict"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "build" / "docs").glob("*.html"))) >= len(PAGES)
