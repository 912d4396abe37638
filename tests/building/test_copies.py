"""What a package takes with it is copied as it was listed, or not at all."""

from __future__ import annotations

from pathlib import Path

from corpus_pkg.building import inventory
from corpus_pkg.building.collection import PageFile
from corpus_pkg.building.copies import copied
from corpus_pkg.building.failures import Failures
from corpus_pkg.package.staging import Claims, Staging


def test_a_file_that_changed_or_is_gone_is_left_out(tmp_path: Path) -> None:
    files = []
    for number in range(4):
        path = tmp_path / f"{number}.txt"
        path.write_text("same" if number < 2 else f"{number}")
        files.append(PageFile(str(path), f"raw/{number}.txt", False))
    failures = Failures(strict=False)
    held = inventory.take(files, failures)
    (tmp_path / "0.txt").write_text("another")
    (tmp_path / "2.txt").unlink()
    out = tmp_path / "out"
    with Staging(out) as staging:
        kept, written = copied(held, Claims(out), staging, out, failures)
        assert sorted(written) == ["raw/1.txt", "raw/3.txt"]
        texts = {document.page.path: document.load()[0].data for document in kept.documents}
        assert not staging.file("raw/2.txt").exists()
    assert texts == {"raw/1.txt": b"same", "raw/3.txt": b"3"}
    assert [(failed.path, failed.remedy) for failed in failures.sorted()] == [
        ("raw/0.txt", "build again"),
        ("raw/2.txt", "allow it or leave it out"),
    ]
