"""The seeds as a package, in a folder and in a ZIP."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from exporting.packages import build_seeds


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_seeds(tmp_path_factory.mktemp("seeds") / "package")


@pytest.fixture(scope="module")
def archive(package: Path) -> Path:
    return Path(shutil.make_archive(str(package.parent / "packed"), "zip", package))
