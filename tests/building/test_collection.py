"""Which files are pages, and under which names they can lie in a package."""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path

import pytest
from frictionless import helpers
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.building.collection import collect
from corpus_pkg.errors import BuildError
from corpus_pkg.package.paths import RAW, package_path

#: File names as a Linux file system allows them: any bytes but "/" and NUL, decoded as Python does.
NAMES = st.one_of(
    st.binary(min_size=1, max_size=12).map(lambda name: os.fsdecode(name.replace(b"/", b"_").replace(b"\0", b"_"))),
    st.text(st.sampled_from("ab.~|%*?[]\\:$#;{}!& ،ال\n\r\t\u202e\x85"), min_size=1, max_size=8),
    st.sampled_from(["a.gz", "a.ZIP", "a.csv", "a.json", "x.schema.json", "datapackage.json", "a.tar.bz2", "a;b.xz"]),
).filter(lambda name: name not in (".", ".."))
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


@given(PATHS, PATHS)
def test_different_paths_stay_different(path: str, other: str) -> None:
    assert (package_path(path) == package_path(other)) == (path == other)


@given(PATHS)
def test_a_package_path_is_one_that_data_packages_and_cells_can_carry(path: str) -> None:
    made = f"{RAW}/{package_path(path)}"
    assert made.encode("utf-8").decode("utf-8") == made
    assert made.isprintable() or not re.search("[\x00-\x1f\x7f-\x9f]", made)
    assert "|" not in made
    assert helpers.is_safe_path(made)
    assert not helpers.is_remote_path(made)
    assert not helpers.is_expandable_source(made)
    # The pattern of the Data Package profile.
    assert re.search(r"^(?=^[^./~])(^((?!\.{2}).)*$).*$", made)
    assert posixpath.normpath(made) == posixpath.normpath(made.rstrip("/"))
    assert made.count("/") == path.count("/") + 1
    scheme, format_ = helpers.parse_scheme_and_format(made)
    assert scheme == "file"
    assert format_ not in ("zip", "gz", "bz2", "xz")


@given(PATHS)
def test_plain_paths_stay_as_they_are(path: str) -> None:
    made = package_path(path)
    if made == path:
        assert "%" not in path
    assert package_path("أخبار/صفحة 1.html") == "أخبار/صفحة 1.html"


def _write(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def test_folders_are_walked_hidden_names_counted_and_links_to_folders_named(tmp_path: Path) -> None:
    pages = _write(tmp_path / "pages", "b.txt", "sub/a.html", ".hidden", "sub/.git/config")
    elsewhere = _write(tmp_path / "elsewhere", "c.txt")
    (pages / "link").symlink_to(elsewhere)
    (pages / "page.txt").symlink_to(elsewhere / "c.txt")
    collection = collect([pages], tmp_path / "out")
    assert [page.path for page in collection.pages] == ["raw/pages/b.txt", "raw/pages/page.txt", "raw/pages/sub/a.html"]
    assert not any(page.in_place for page in collection.pages)
    assert collection.hidden == 2
    assert collection.links == (str(pages / "link"),)
    assert collection.followed == (str(pages / "page.txt"),)
    # Who names a link means its target; where that is read by itself no link is followed.
    assert collect([pages / "page.txt"], tmp_path / "out").followed == ()
    assert collect([pages, elsewhere], elsewhere.parent).followed == ()


def test_pages_in_the_package_keep_their_place_unless_no_package_can_name_it(tmp_path: Path) -> None:
    _write(tmp_path / "seeds", "a.txt", "b:c.txt", "d.gz")
    collection = collect([tmp_path / "seeds"], tmp_path)
    assert [(page.path, page.in_place) for page in collection.pages] == [
        ("raw/seeds/b%3Ac.txt", False),
        ("raw/seeds/d%2Egz", False),
        ("seeds/a.txt", True),
    ]


def test_a_file_named_twice_counts_once_whatever_the_order(tmp_path: Path) -> None:
    pages = _write(tmp_path / "pages", "sub/a.txt", "b.txt")
    orders = ([pages, pages / "sub" / "a.txt", pages / "sub"], [pages / "sub", pages / "sub" / "a.txt", pages])
    one, other = (collect(order, tmp_path / "out").pages for order in orders)
    assert [page.path for page in one] == [page.path for page in other]
    assert len(one) == 2


def test_the_name_of_the_folder_does_not_depend_on_how_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = _write(tmp_path / "pages", "a.txt")
    monkeypatch.chdir(pages)
    for written in (".", "../pages", "../pages/", str(pages)):
        assert [page.path for page in collect([written], tmp_path / "out").pages] == ["raw/pages/a.txt"]


def test_inputs_that_cannot_be_packaged_are_refused_in_one_line(tmp_path: Path) -> None:
    pages = _write(tmp_path / "pages", "a.txt")
    (tmp_path / "empty").mkdir()
    _write(tmp_path / "hidden", ".a")
    _write(tmp_path / "other" / "pages", "a.txt")
    _write(tmp_path / "more", "pages")
    os.mkfifo(tmp_path / "fifo")
    out = tmp_path / "out"
    cases: list[tuple[list[str | Path], str]] = [
        ([], "no input"),
        ([tmp_path / "none"], "cannot be read"),
        (["a\0b"], "is no path"),
        ([tmp_path / "empty"], "no pages"),
        ([tmp_path / "hidden"], "1 hidden"),
        ([tmp_path / "fifo"], "neither a file nor a folder"),
        ([pages, tmp_path / "other" / "pages"], "both would become raw/pages/a.txt"),
        ([pages, tmp_path / "more" / "pages"], "a file and a folder"),
        ([tmp_path], "inside this input"),
        ([out.parent], "inside this input"),
    ]
    for inputs, reason in cases:
        with pytest.raises(BuildError, match=reason) as caught:
            collect(inputs, out)
        assert "\n" not in str(caught.value)
    with pytest.raises(BuildError, match="inside this input"):
        collect([pages], pages)


def test_the_packages_own_files_are_no_pages(tmp_path: Path) -> None:
    _write(tmp_path, "data/articles.csv", "datapackage.json")
    with pytest.raises(BuildError, match="would write its tables into this input"):
        collect([tmp_path / "data"], tmp_path)
    with pytest.raises(BuildError, match="writes this file itself"):
        collect([tmp_path / "data/articles.csv"], tmp_path)
    with pytest.raises(BuildError, match="writes this file itself"):
        collect([tmp_path / "datapackage.json"], tmp_path)


def test_what_cannot_be_read_as_a_page_stands_beside_the_pages(tmp_path: Path) -> None:
    pages = _write(tmp_path / "pages", "sub/a.txt", "%" * 80, "%" * 90)
    (pages / "sub/nowhere").symlink_to("none")
    os.mkfifo(pages / "sub/fifo")
    # Reached by two ways it is told once.
    collection = collect([pages, pages / "sub"], tmp_path / "out")
    assert [page.path for page in collection.pages] == ["raw/pages/" + "%25" * 80, "raw/pages/sub/a.txt"]
    assert {failed.path.removeprefix("raw/"): failed.problem.partition(" (")[0] for failed in collection.failures} == {
        "pages/sub/fifo": "is neither a file nor a folder",
        "pages/sub/nowhere": "is a link that leads nowhere",
        "pages/" + "%25" * 90: "in the package",
    }


def test_an_input_without_a_name_is_not_the_folder_that_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(_write(tmp_path / "pages", "a.txt"))
    with pytest.raises(BuildError, match="no name"):
        collect([""], tmp_path / "out")
