"""No page of a package is looked for outside of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.package import descriptor


@given(st.text("a./\\~:*\0\ud800", max_size=8))
def test_no_path_leads_out_of_its_folder(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    root = tmp_path_factory.getbasetemp()
    place = descriptor.inside(root, path)
    assert place is None or place == root.resolve() or root.resolve() in place.parents


def test_a_link_that_leads_out_is_not_inside(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.txt").write_text("x")
    (tmp_path / "in/a").symlink_to("../out.txt")
    (tmp_path / "in/b").symlink_to("b")
    (tmp_path / "in/c").symlink_to("d")
    assert descriptor.inside(tmp_path / "in", "a") is None
    assert descriptor.inside(tmp_path / "in", "c") == (tmp_path / "in/d").resolve()
    assert not (descriptor.inside(tmp_path / "in", "b") or tmp_path / "none").is_file()
