"""What a rule of corpus.toml says of a folder holds for all that lies in it, whatever the build has to do with it."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import zipfile
from pathlib import Path
from shutil import rmtree

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from corpus_pkg import identifiers
from corpus_pkg.building.build import build
from corpus_pkg.building.rights import places
from corpus_pkg.package import tables
from corpus_pkg.package.extension import RIGHTS, Right
from corpus_pkg.package.paths import package_path

PAGE = "عنوان الخبر هنا\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش الطويل.\n"
TOML = """name = "test"
[[texts]]
pages = "raw/shut/**"
share = false
[[texts]]
pages = "raw/in/shut/*"
share = false
[[texts]]
pages = "raw/open/**"
share = true
[[texts]]
pages = "raw/in/open/**"
share = true
"""
#: The package is `p`; what is to come of the pages of a folder.
FOLDERS = {
    "p/raw/open": "yes",
    "p/raw/open/sub": "yes",
    "p/raw/shut": "no",
    "p/raw/opened": "unknown",
    "p/raw/a [b]/open": "unknown",
    "p/raw": "unknown",
    "in/open": "yes",
    "in/open/a%b": "yes",
    "in/shut": "no",
    "in": "unknown",
}
INPUTS = [("p/raw",), ("in",), ("p/raw", "in"), ("in", "p/raw/open", "p/raw/shut")]
NAMES = [
    "a.txt",
    "b.zip",
    "B.ZIP",
    "c%2Ezip",
    "50%.txt",
    "d [1].txt",
    "e!f.zip",
    "g.tar",
    "h|i.txt",
    "copies",
    "a.zip.zip",
]


def laid(file: Path, number: int) -> set[str]:
    """Write a page, or an archive of two, and return the ids of the documents."""
    texts = [f"{PAGE}رقم {number}.{part}\n".encode() for part in range(2)]
    members = list(zip(("m.txt", "sub/50% m!.txt"), texts, strict=True))
    data = io.BytesIO()
    # Only in a package does an escaped name stand for the one that it had before.
    if file.name.lower().endswith(".zip") or (file.name.endswith("%2Ezip") and "in" not in file.parts):
        with zipfile.ZipFile(data, "w") as archive:
            for name, text in members:
                archive.writestr(zipfile.ZipInfo(name), text)
    elif file.name.endswith(".tar"):
        with tarfile.open(fileobj=data, mode="w") as archive:
            for name, text in members:
                header = tarfile.TarInfo(name)
                header.size = len(text)
                archive.addfile(header, io.BytesIO(text))
    else:
        del texts[1:]
        data.write(texts[0])
    file.write_bytes(data.getvalue())
    return {identifiers.document_id(hashlib.sha256(text).hexdigest()) for text in texts}


def shares(package: Path) -> dict[str, str]:
    rows = tables.read(package / "data/rights.csv", RIGHTS)
    return {row.subject: row.share for row in rows if isinstance(row, Right) and row.kind == "document"}


@settings(
    # An example is four builds.
    phases=[Phase.explicit, Phase.generate],
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    files=st.lists(
        st.tuples(st.sampled_from(list(FOLDERS)), st.sampled_from(NAMES)), min_size=4, max_size=8, unique=True
    ),
    inputs=st.sampled_from(INPUTS),
)
@example([("p/raw/open", "c%2Ezip"), ("in/open", "c%2Ezip"), ("in", "b.zip"), ("p/raw/shut", "b.zip")], ("p/raw", "in"))
def test_a_rule_meets_the_same_pages_in_each_build(
    tmp_path_factory: pytest.TempPathFactory, files: list[tuple[str, str]], inputs: tuple[str, ...]
) -> None:
    root = tmp_path_factory.mktemp("layout")
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "p/corpus.toml").write_text(TOML)
    wanted: dict[str, str] = {}
    for number, (folder, name) in enumerate([*files, ("p/raw", "x.txt"), ("in", "x.txt"), ("p/raw/shut", "x.txt")]):
        ids = laid(root / folder / name, number)
        if any(os.path.commonpath((item, folder)) == item for item in inputs):
            wanted |= dict.fromkeys(ids, FOLDERS[folder])
    named = [root / item for item in inputs]
    for _ in range(2):
        build(named, root / "p", recognizer="none")
        assert shares(root / "p") == wanted
    if inputs == ("p/raw",):
        # In its own form without texts the paths are those of the corpus.
        build(named, root / "r", recognizer="none", text="standoff")
        assert shares(root / "r") == wanted
    # From then on the package holds all that it needs; what it copied may be all that is left.
    rmtree(root / "in")
    inside = [folder for folder in (root / "p").iterdir() if folder.name.startswith(("raw", "copies"))]
    build(inside, root / "p", recognizer="none")
    assert {key: share for key, share in shares(root / "p").items() if key in wanted} == wanted


@given(
    st.text(min_size=1, max_size=12).filter(lambda path: "/" not in path),
    st.sampled_from(["", "copies/", "copies-12/"]),
)
def test_a_file_is_meant_by_the_name_that_it_has_and_by_that_which_stands_in_the_tables(name: str, copies: str) -> None:
    path = f"{copies}raw/open/{package_path(name)}"
    assert {path, f"raw/open/{name}"} <= places(path)
    assert {path, f"raw/open/{package_path(name)}"} <= places(f"{path}!{package_path(name)}")


@pytest.mark.parametrize("path", ["copies", "copies-/a", "copies-x/a", "raw/copies/a", "copiesb/a", "a/b"])
def test_what_is_no_copy_is_meant_by_its_own_place_alone(path: str) -> None:
    assert places(path) == {path}
