"""A member of a carrier is found by the path that the package has for it, and a path that is none is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.package.members import Members
from corpus_pkg.package.paths import package_path
from corpus_pkg.reading.carriers import CarrierError

NAMES = st.lists(st.text("ab|!%ن", min_size=1, max_size=6), unique=True, max_size=4)


@given(NAMES)
def test_every_member_is_found_by_its_path_in_the_package(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    file = tmp_path_factory.mktemp("carrier") / "pages.zip"
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, name)
    members = Members()
    for name in names:
        assert members.find(file, "raw/pages%2Ezip", package_path(name)).name == name
    with pytest.raises(CarrierError, match="holds no none"):
        members.find(file, "raw/pages%2Ezip", "none")


def test_the_list_of_a_carrier_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "pages.zip"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.txt", "a")
    members = Members()
    first = members.find(file, "pages%2Ezip", "a.txt")
    file.unlink()
    assert members.find(file, "pages%2Ezip", "a.txt") is first
