"""Whatever goes wrong with reading a file is told in one line that names it."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from pathlib import Path

import pytest

from corpus_pkg.dataset.files import binary, unpacking
from corpus_pkg.errors import PackageError
from corpus_pkg.reading.carriers import CarrierError


@pytest.mark.parametrize(
    "error",
    [
        zipfile.BadZipFile("Bad CRC-32\nfor file"),
        zlib.error("Error -3"),
        lzma.LZMAError("Corrupt input data"),
        EOFError("Compressed file ended"),
        RuntimeError("File is encrypted"),
        CarrierError("holds nothing"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_cannot_be_unpacked(error: Exception) -> None:
    with (
        pytest.raises(PackageError, match=r"^a\.zip: cannot be unpacked \([^\n]+\); pack it again$"),
        unpacking(Path("a.zip")),
    ):
        raise error


def test_what_cannot_be_read_and_what_was_told_already(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    with (
        pytest.raises(PackageError, match=r"none\.csv: cannot be read \(No such file or directory\)$"),
        unpacking(path),
    ):
        binary(path)
    with pytest.raises(PackageError, match=r"^told$"), unpacking(path):
        raise PackageError("told")


def test_a_fault_of_the_program_is_no_fault_of_the_file() -> None:
    with pytest.raises(KeyError), unpacking(Path("a.zip")):
        raise KeyError("a")
