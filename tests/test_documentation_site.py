"""The documentation as a site: each page has its place in it, and each link leads somewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = {path.name: path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md")}
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#([^)]*))?\)")


def test_each_page_has_one_place() -> None:
    plan = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[2]
    assert sorted(re.findall(r"[\w-]+\.md", plan)) == sorted(PAGES)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_link_leads_to_a_page_or_a_picture(name: str) -> None:
    for file, _ in LINK.findall(PAGES[name]):
        assert (ROOT / "docs" / file).resolve().is_relative_to(ROOT) and (ROOT / "docs" / file).exists(), file


@pytest.mark.skipif(shutil.which("zensical") is None, reason="zensical is not installed")
def test_the_site_can_be_built(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    done = subprocess.run(["zensical", "build", "--strict"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "build" / "docs").glob("*.html"))) >= len(PAGES)
