"""The site of the project's own dataset."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_pkg.exploring import explore


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("seeds") / "site"
    explore(Path(__file__).parents[2], out)
    return out
