"""Which documents files hold: by their bytes, whatever the files are called and in whatever order they come."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.building import inventory
from corpus_pkg.building.collection import PageFile
from corpus_pkg.building.failures import Failures
from corpus_pkg.errors import BuildError


def placed(folder: Path, bodies: list[bytes]) -> list[PageFile]:
    pages = []
    for number, body in enumerate(bodies):
        path = folder / f"{number}.txt"
        path.write_bytes(body)
        pages.append(PageFile(str(path), f"raw/{number}.txt", False))
    return pages


@given(st.lists(st.sampled_from([b"", b"a", b"b", b"cc"]), min_size=1, max_size=8))
def test_the_same_bytes_are_one_document_with_all_its_files(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]
) -> None:
    pages = placed(tmp_path_factory.mktemp("pages"), bodies)
    held = inventory.take(pages, Failures(strict=True))
    assert [document.document_id for document in held.documents] == sorted(
        f"doc-{hashlib.sha256(body).hexdigest()[:16]}" for body in set(bodies)
    )
    for document in held.documents:
        loaded, reason = document.load()
        assert reason is None and loaded.data is not None
        assert [page.path for page in document.files] == [
            page.path for page, body in zip(pages, bodies, strict=True) if body == loaded.data
        ]
    assert [raw.file for raw in held.files] == pages


def test_a_member_of_a_carrier_is_the_document_that_a_file_is(tmp_path: Path) -> None:
    (page,) = placed(tmp_path, [b"text"])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("same.txt", b"text")
        archive.writestr("other.txt", b"other")
    held = inventory.take([PageFile(str(tmp_path / "a.zip"), "raw/a.zip", False), page], Failures(strict=True))
    paths = {tuple(file.path for file in document.files) for document in held.documents}
    assert paths == {("raw/a.zip!other.txt",), ("raw/a.zip!same.txt", "raw/0.txt")}
    assert [(carrier.path, carrier.media_type) for carrier in held.carriers()] == [("raw/a.zip", "application/zip")]
    resources = [resource.path for document in held.documents for resource in document.resources("text/plain", "utf-8")]
    assert resources == ["raw/0.txt"]


def test_an_empty_carrier_is_a_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w"):
        pass
    held = inventory.take([PageFile(str(tmp_path / "a.zip"), "raw/a.zip", False)], Failures(strict=True))
    assert [[file.path for file in document.files] for document in held.documents] == [["raw/a.zip"]]
    assert not list(held.carriers())


def test_a_file_that_changes_between_the_passes_is_told(tmp_path: Path) -> None:
    (page,) = placed(tmp_path, [b"text"])
    (document,) = inventory.take([page], Failures(strict=True)).documents
    Path(page.file).write_bytes(b"another")
    with pytest.raises(BuildError, match="changed while it was read; build again"):
        document.load()
    Path(page.file).unlink()
    with pytest.raises(BuildError, match=r"\A[^\n]+: cannot be read \([^\n]+\); allow it or leave it out\Z"):
        document.load()


def test_two_documents_of_one_id_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = placed(tmp_path, [b"a", b"b"])
    # No two files with the same first 64 bits of SHA-256 are at hand.
    monkeypatch.setattr("corpus_pkg.identifiers.document_id", lambda sha256: "doc-0")
    with pytest.raises(BuildError, match="differ, but would get the same id doc-0; leave one out"):
        inventory.take(pages, Failures(strict=True))
