"""What a package says of itself, and where a mistake in it is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import growth
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus_pkg.errors import PackageError
from corpus_pkg.package import configuration

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
    configured = _read(tmp_path, GOOD)
    assert configured.name == "my-corpus"
    assert configured.licenses is not None
    assert [item.name for item in configured.licenses] == ["CC-BY-4.0", None]
    assert configuration.default(tmp_path) == configured


# Every number is the line that it stands on, so that what the parser reads says where it should be found.
KEYS = st.sampled_from(["a", "b-1", '"c d"', "'e.f'", '"\\u0627"', "a.b", 'a . "x"', "g"])
NOISE = st.sampled_from(
    [
        "",
        "  ",
        "# a = 1",
        "# [[x]]",
        '"""\n[a]\nb = 1 \\"""""""',
        "'''\n[[a]]\n'' = 1\n'''",
        '"a = # 1"',
        "'[\\'",
        "true",
        "1979-05-27 07:32:00Z",
        "-1.5e3",
        "[ ]",
        "{ }",
    ]
)


class _Writer:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.text = ""

    def number(self) -> str:
        return str(self.text.count("\n") + 1)

    def value(self, depth: int = 0) -> None:
        kind = self.draw(st.sampled_from(["number", "list", "table", "noise"][: 4 if depth < 3 else 1]))
        if kind == "number":
            self.text += self.number()
        elif kind == "noise":
            noise = self.draw(NOISE.filter(lambda noise: noise.strip() and not noise.startswith("#")))
            self.text += noise
        elif kind == "list":
            self.text += "["
            for _ in range(self.draw(st.integers(0, 3))):
                self.text += self.draw(st.sampled_from(["", "\n", " # ]\n", "\r\n  "]))
                self.value(depth + 1)
                self.text += self.draw(st.sampled_from([",", " ,\n"]))
            self.text += "]"
        else:
            self.text += "{"
            for number in range(self.draw(st.integers(0, 2))):
                self.text += f"{', ' if number else ''}k{number} = "
                self.value(3)
            self.text += "}"


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Texts of TOML, most of them accepted by the parser."""
    writer = _Writer(draw)
    for _ in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["pair", "pair", "table", "array", "comment"]))
        if kind == "pair":
            writer.text += f"{draw(KEYS)} = "
            writer.value()
        elif kind == "comment":
            writer.text += draw(st.sampled_from(["# x = 1", "", "  "]))
        else:
            key = draw(KEYS)
            writer.text += f"[{key}]" if kind == "table" else f"[[ {key} ]]"
        writer.text += draw(st.sampled_from(["\n", "\r\n", " # [x]\n\n"]))
    return writer.text


def _numbers(value: Any, path: tuple[int | str, ...]) -> dict[tuple[int | str, ...], int]:
    if isinstance(value, dict):
        return {key: line for name, part in value.items() for key, line in _numbers(part, (*path, name)).items()}
    if isinstance(value, list):
        return {key: line for at, part in enumerate(value) for key, line in _numbers(part, (*path, at)).items()}
    return {path: value} if isinstance(value, int) and not isinstance(value, bool) else {}


@given(documents())
def test_every_value_is_found_on_its_line(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        configuration.places(text)
        return
    lines = configuration.places(text)
    for path, line in _numbers(values, ()).items():
        assert lines[path] == line or len(path) > configuration.DEEPEST
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


@example('"\\1"')
@given(st.text(st.sampled_from("a.=\"'[]{}\n#\\, 1")))
def test_places_of_what_is_no_toml_raise_nothing(text: str) -> None:
    configuration.places(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(lambda size: "".join(f"k{number} = 1\n" for number in range(size)), id="unknown keys"),
        pytest.param(lambda size: "[[texts]]\npages = 1\n" * size, id="mistakes in items"),
    ],
)
def test_mistakes_are_told_in_time_linear_in_their_number(text: Callable[[int], str], tmp_path: Path) -> None:
    def work(size: int) -> None:
        (tmp_path / "corpus.toml").write_text(text(size), encoding="utf-8")
        with pytest.raises(PackageError):
            configuration.read(tmp_path / "corpus.toml")

    growth.check_linear(work, 100)


def test_our_own() -> None:
    assert configuration.read(ROOT / "corpus.toml").name == "corpus-pkg-seeds"


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('name = "my-corpus"', 'name = "My Corpus"', 2, "name: "),
        ('name = "my-corpus"', 'name = ""', 2, "name: "),
        ('name = "my-corpus"\n', "", 1, "name: is missing"),
        ('title = "عنوان"', "title = 5", 3, "title: "),
        ('title = "عنوان"', 'titel = "عنوان"', 3, "titel: no such key; there are name, title"),
        ('title = "عنوان"', "title = ", 3, "correct the TOML"),
        ('title = "عنوان"', 'name = "twice"', 3, "correct the TOML"),
        ('  "news",', "  5,", 5, "keywords.1: "),
        ('title = "Another"', 'titel = "Another"', 13, "licenses.2.titel: no such key; there are name, path, title"),
        ('path = "https://example.org/licence"', 'path = "javascript:alert(1)"', 12, "licenses.2.path: "),
        ('path = "https://example.org/licence"\n', "", 11, "licenses.2: "),
        ('title = "Somebody"', "", 15, "contributors.1.title: is missing"),
        ("somebody@example.org", "nobody", 18, "contributors.1.email: "),
        ("[[licenses]]", "[[licenses", 8, "correct the TOML"),
        ('title = "عنوان"', "created = 2024-13-01", 3, "correct the TOML"),
        ('title = "عنوان"', "created = 2024-01-01", 3, "created: "),
        ('title = "عنوان"', 'texts = [{pages = "a", source = "b"}]', 3, "texts.1: "),
        ('title = "عنوان"', 'texts = [\n{pages = "a"},\n{pages = "b", share = 1}]', 5, "texts.2.share: "),
        ('title = "عنوان"', 'texts = [{pages = "a", basis = "none"}]', 3, "texts.1.basis: "),
        ('roles = ["author"]', 'roles = [\n"author", # one\n\n\n""]', 21, "contributors.1.roles.2: "),
        (
            'roles = ["author"]',
            'organization = """\n[[licenses]]\n"""\nrole = 1',
            20,
            "contributors.1.role: no such key",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(PackageError) as caught:
        _read(tmp_path, GOOD.replace(old, new, 1))
    [message] = str(caught.value).splitlines()
    assert message.startswith(f"{tmp_path / 'corpus.toml'}:{line}: ")
    assert reason in message


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
    configured = configuration.default(tmp_path / folder)
    assert configured.model_dump(exclude_none=True) == {"name": name}


@pytest.mark.parametrize(
    ("text", "reason"),
    [("a = " + "[" * 100_000, "brackets"), ("a = " + "1" * 5000, "digits"), ("a = 1\n", "no such key")],
)
def test_no_toml_whatever_is_more_than_an_error_in_one_line(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "corpus.toml"
    path.write_text(f"name = 'x'\n{text}")
    with pytest.raises(PackageError, match=rf"\A[^\n]*{reason}[^\n]*\Z"):
        configuration.read(path)


def test_a_mark_of_byte_order_does_no_harm_and_what_is_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_bytes(b"\xef\xbb\xbfname = 'x'\n")
    assert configuration.default(tmp_path).name == "x"
    (tmp_path / "corpus.toml").unlink()
    (tmp_path / "corpus.toml").symlink_to("nowhere")
    with pytest.raises(PackageError, match="is no file"):
        configuration.default(tmp_path)


def test_the_moment_of_a_version_is_text_or_a_date_of_toml(tmp_path: Path) -> None:
    for moment in ('"2024-03-20T00:00:00Z"', "2024-03-20T00:00:00Z", "2024-03-20 00:00:00+00:00"):
        assert _read(tmp_path, f"name = 'x'\ncreated = {moment}\n").created == "2024-03-20T00:00:00Z"


def test_rules_on_texts_are_no_property_of_the_descriptor(tmp_path: Path) -> None:
    configured = _read(tmp_path, "name = 'x'\ntexts = [{pages = 'a'}]\n")
    assert configured.texts is not None and "texts" not in configured.model_dump()
