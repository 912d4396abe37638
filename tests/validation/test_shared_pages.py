"""What `build` writes `validate` calls valid: of real pages of every kind that lie beside the checkout."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

import corpus_pkg

SHARED = Path(__file__).parents[3] / "shared"
FOLDERS = ("seeds", "pages", "live/pages", "html/pages", "data/newspapers_2012", "data/bbc_cnn_2009_2010")
#: So many files of a folder are built, those whose names hash lowest, in time that a run of the tests can bear.
MOST = 60


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_package_of_real_pages_is_valid(folder: str, tmp_path: Path) -> None:
    if not (SHARED / folder).is_dir():
        pytest.skip(f"the pages are not beside the checkout ({SHARED.name}/{folder})")
    files = sorted(
        (path for path in (SHARED / folder).rglob("*") if path.is_file()),
        key=lambda path: hashlib.sha256(path.name.encode()).digest(),
    )
    pages = tmp_path / "pages"
    pages.mkdir()
    for path in files[:MOST]:
        shutil.copyfile(path, pages / path.name)
    corpus_pkg.build(pages, tmp_path / "package")
    report = corpus_pkg.validate(tmp_path / "package")
    assert report.verdict == "valid", [str(problem) for problem in report.problems[:5]]
