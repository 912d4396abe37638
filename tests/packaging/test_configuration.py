"""What a package says of itself, and where a mistake in it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.packaging import configuration
from corpus_pkg.packaging.errors import PackageError

ROOT = Path(__file__).parents[2]
GOOD = """\
# A comment.
name = "my-corpus"
title = "عنوان"
keywords = [
  "news",
]

[[licenses]]
name = "CC-BY-4.0"

[[licenses]]
path = "https://example.org/licence"
title = "Another"

[[contributors]]
title = "Somebody"
roles = ["author"]
email = "somebody@example.org"
"""


def _read(folder: Path, text: str) -> configuration.Configuration:
    path = folder / "corpus.toml"
    path.write_bytes(text.encode())
    return configuration.read(path)


def test_a_good_file(tmp_path: Path) -> None:
    found = _read(tmp_path, GOOD)
    assert found.name == "my-corpus"
    assert found.licenses is not None
    assert [item.name for item in found.licenses] == ["CC-BY-4.0", None]
    assert configuration.default(tmp_path) == found


def test_our_own() -> None:
    assert configuration.read(ROOT / "corpus.toml").name == "corpus-pkg-seeds"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('name = "my-corpus"', 'name = "My Corpus"', 2, "name: "),
        ('name = "my-corpus"', 'name = ""', 2, "name: "),
        ('name = "my-corpus"\n', "", 1, "name: is missing"),
        ('title = "عنوان"', "title = 5", 3, "title: "),
        ('title = "عنوان"', 'titel = "عنوان"', 3, "titel: no such key; there are name, title"),
        ('title = "عنوان"', "title = ", 3, "correct the TOML"),
        ('title = "عنوان"', 'name = "twice"', 3, "correct the TOML"),
        ('  "news",', "  5,", 4, "keywords.1: "),
        ('title = "Another"', 'titel = "Another"', 13, "licenses.2.titel: no such key; there are name, path, title"),
        ('path = "https://example.org/licence"', 'path = "javascript:alert(1)"', 12, "licenses.2.path: "),
        ('path = "https://example.org/licence"\n', "", 11, "licenses.2: "),
        ('title = "Somebody"', "", 15, "contributors.1.title: is missing"),
        ("somebody@example.org", "nobody", 18, "contributors.1.email: "),
        ("[[licenses]]", "[[licenses", 8, "correct the TOML"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in GOOD
    with pytest.raises(PackageError) as caught:
        _read(tmp_path, GOOD.replace(old, new, 1))
    [message] = str(caught.value).splitlines()
    assert message.startswith(f"{tmp_path / 'corpus.toml'}:{line}: ")
    assert said in message


def test_every_mistake_has_a_line_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(PackageError) as caught:
        _read(tmp_path, GOOD.replace("my-corpus", "X").replace("Somebody", "").replace("author", ""))
    assert len(str(caught.value).splitlines()) == 3


@given(st.one_of(st.binary(), st.text(st.sampled_from('name="[]{}\n\\#.,5é')).map(str.encode)))
def test_any_bytes_are_a_configuration_or_a_line(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    try:
        configuration.read(path)
    except PackageError as error:
        for line in str(error).splitlines():
            assert line.startswith(f"{path}:")


@pytest.mark.parametrize(("folder", "name"), [("News 2024", "news-2024"), ("أخبار", "corpus"), ("a__b", "a-b")])
def test_without_a_file_the_name_is_the_folders_and_nothing_is_claimed(tmp_path: Path, folder: str, name: str) -> None:
    (tmp_path / folder).mkdir()
    found = configuration.default(tmp_path / folder)
    assert found.model_dump(exclude_none=True) == {"name": name}


@pytest.mark.parametrize(
    ("text", "said"),
    [("a = " + "[" * 100_000, "brackets"), ("a = " + "1" * 5000, "digits"), ("a = 1\n", "no such key")],
)
def test_no_toml_whatever_is_more_than_an_error_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "corpus.toml"
    path.write_text(f"name = 'x'\n{text}")
    with pytest.raises(PackageError, match=rf"\A[^\n]*{said}[^\n]*\Z"):
        configuration.read(path)


def test_a_mark_of_byte_order_does_no_harm_and_what_is_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_bytes(b"\xef\xbb\xbfname = 'x'\n")
    assert configuration.default(tmp_path).name == "x"
    (tmp_path / "corpus.toml").unlink()
    (tmp_path / "corpus.toml").symlink_to("nowhere")
    with pytest.raises(PackageError, match="is no file"):
        configuration.default(tmp_path)
