"""The site of the project's own dataset, and a browser to look at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus_pkg.exploring import explore


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("seeds") / "site"
    explore(Path(__file__).parents[2], out)
    return out


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium that is installed, driven by playwright; tests that ask for it are skipped where one is not there."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (the extra browser)")
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next((found for name in names if (found := shutil.which(name))), None)
    if chromium is None:
        pytest.skip(f"none of {', '.join(names)} is installed")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()
