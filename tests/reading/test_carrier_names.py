"""Names of members come back from whatever an archiver wrote them in, or keep their bytes."""

from __future__ import annotations

import os
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg.package.paths import original, package_path
from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers.names import code_page

NAMES = ("تقرير السوق.html", "أخبار/محلية/الطقس 7.html", "صور مؤتمر.txt", "مجلس المدينة (2).html")
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


class Unmarked(zipfile.ZipInfo):
    """A member whose name is written as these bytes."""

    name: bytes

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.name, 0


def archive(path: Path, names: list[bytes], extra: bytes = b"") -> Path:
    """An archive that bears these bytes as names, without a mark of their encoding."""
    with zipfile.ZipFile(path, "w") as file:
        for number, name in enumerate(names):
            info = Unmarked(str(number))
            info.name, info.extra = name, extra
            file.writestr(info, str(number))
    return path


def listed(path: Path) -> list[str]:
    listing = carriers.listing(path)
    assert not listing.broken
    return [member.name for member in listing.members]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "cp720"])
def test_arabic_names_without_a_mark_are_read_in_what_they_are_words_of(tmp_path: Path, encoding: str) -> None:
    assert listed(archive(tmp_path / "a.zip", [name.encode(encoding) for name in NAMES])) == list(NAMES)


@pytest.mark.parametrize("name", ["résumé.html", "Größe.txt", "año 7.txt"])
def test_latin_names_are_read_as_the_standard_says(tmp_path: Path, name: str) -> None:
    assert listed(archive(tmp_path / "a.zip", [name.encode("cp437")])) == [name]


def test_a_name_repeated_in_unicode_is_taken_where_it_repeats_the_name_that_is_there(tmp_path: Path) -> None:
    body = b"\1" + zlib.crc32(b"_____7.html").to_bytes(4, "little") + "قطار7.html".encode()
    extra = b"\x75\x70" + len(body).to_bytes(2, "little") + body
    assert listed(archive(tmp_path / "a.zip", [b"_____7.html"], extra)) == ["قطار7.html"]
    assert listed(archive(tmp_path / "b.zip", [b"_____8.html"], extra)) == ["_____8.html"]


@SLOW
@given(st.lists(st.binary(min_size=3, max_size=12).filter(lambda name: b"/" not in name), min_size=1, max_size=3))
def test_no_byte_of_a_name_that_nothing_reads_is_lost(
    tmp_path_factory: pytest.TempPathFactory, names: list[bytes]
) -> None:
    path = archive(tmp_path_factory.mktemp("zip") / "a.zip", names)
    listing = carriers.listing(path)
    listed = [member.name for member in listing.members] + [item.name for item in listing.broken]
    page = code_page([name for name in names if not _is_utf_8(name)])
    for name in names:
        forms = {os.fsdecode(name), name.decode("cp437")} | ({name.decode(page, "replace")} if page else set())
        assert forms & set(listed) or any(part.startswith(b".") for part in name.split(b"/"))
    for name in listed:
        assert name is not None and original(package_path(name)) == name


def _is_utf_8(name: bytes) -> bool:
    return name.decode("utf-8", "replace").encode("utf-8") == name
