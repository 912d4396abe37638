"""Inputs are never written to: built again and again, the same inputs give the same package, wherever they lie."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, event, example, given, settings
from hypothesis import strategies as st

from corpus_pkg.building.build import build
from corpus_pkg.dataset.dataset import load
from corpus_pkg.errors import BuildError
from corpus_pkg.validation import validate

PAGE = "عنوان الخبر هنا\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش الطويل.\n"
#: The package is `p`; the rest lies in it, around it, beside it, or is a link.
FOLDERS = [".", "in", "in/raw", "p", "p/data", "p/raw", "p/raw/in", "p/raw/raw", "p/copies", "p/a%b", "p/ا [1]"]
# Drawn more often: what the others refuse is soon seen.
INNER = ["in", "p/raw", "p/raw/in", "p/copies", "p/a%b", "p/to-in", "to-raw"] * 2
LINKS = {"to-in": "in", "to-raw": "p/raw", "p/to-in": "in", "to-p": "p", "p/copies-2": "in"}
NAMES = st.one_of(
    st.text(st.sampled_from("ab.~|%*?[]\\:$#;{}!& ،ال\n\t\u202e\x85"), min_size=1, max_size=6),
    st.sampled_from(["a.zip", "A.ZIP", "a%2Ezip", "%61.txt", "x.", "x ", "50%.txt", "articles.csv", "a.jsonl", ".x"]),
    st.binary(min_size=1, max_size=4).map(lambda name: os.fsdecode(name.replace(b"/", b"_").replace(b"\0", b"_"))),
).filter(lambda name: name not in (".", ".."))
SLOW = settings(
    # An example is five builds or so: what fails is shown as it was drawn.
    phases=[Phase.explicit, Phase.generate],
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)


def content(name: str, number: int) -> bytes:
    """A page, or what carries one where the name says so; each number gives another."""
    text = f"{PAGE}\nرقم {number} في السلسلة.\n"
    if name.lower().endswith((".zip", "%2ezip")):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(zipfile.ZipInfo("a%|b.txt"), text)
        return file.getvalue()
    return (json.dumps({"text": text}) + "\n").encode() if name.endswith(".jsonl") else text.encode()


def tree(folder: Path) -> dict[str, tuple[bytes | str, int]]:
    """What lies in the folder: bytes, or where a link leads, and when it was changed."""
    found: dict[str, tuple[bytes | str, int]] = {}
    for root, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            path = Path(root, name)
            here = str(path.relative_to(folder))
            if path.is_symlink():
                found[here] = (str(path.readlink()), 0)
            elif path.is_file():
                found[here] = (path.read_bytes(), path.stat().st_mtime_ns)
    return found


def contents(folder: Path) -> dict[str, bytes | str]:
    return {name: kept for name, (kept, _) in tree(folder).items()}


@SLOW
@given(
    files=st.lists(st.tuples(st.sampled_from(FOLDERS), NAMES), min_size=1, max_size=5, unique=True),
    inputs=st.lists(st.sampled_from([*FOLDERS, *LINKS, *INNER]), min_size=1, max_size=2, unique=True),
    single=st.booleans(),
    link=st.none() | st.tuples(st.sampled_from(FOLDERS), st.integers(0, 4)),
    raw=st.sampled_from([True, True, True, False]),
)
@example([("p/raw", "a.zip"), ("p/raw", "50%.txt")], ["p/raw"], False, None, True)
@example([("p/raw/in", "a%2Ezip"), ("in", "a.zip")], ["p/raw", "in"], False, None, True)
@example([("p/raw", "x.txt"), ("in", "y.txt")], ["p/raw", "in"], True, ("p/raw", 1), True)
@example([("in", "a.zip"), ("in", "b.txt")], ["p/copies-2", "in"], False, ("in", 1), False)
@example([("p/data", "a.txt")], ["p/data"], False, None, True)
def test_three_builds_in_a_row_are_one(
    tmp_path_factory: pytest.TempPathFactory,
    files: list[tuple[str, str]],
    inputs: list[str],
    single: bool,
    link: tuple[str, int] | None,
    raw: bool,
) -> None:
    root = tmp_path_factory.mktemp("layout")
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for place, target in LINKS.items():
        (root / place).symlink_to(root / target)
    for number, (folder, name) in enumerate(files):
        assume(not os.path.lexists(root / folder / name))
        (root / folder / name).write_bytes(content(name, number))
    if link is not None:
        folder, number = link
        (root / folder / "link.txt").symlink_to(root.joinpath(*files[number % len(files)]))
    named = [root / item for item in inputs]
    if single:
        named.append(root.joinpath(*files[0]))
    before = {item: tree(Path(os.path.realpath(item))) for item in named}
    was = contents(root)
    try:
        build(named, root / "p", recognizer="none", raw=raw)
    except BuildError as error:
        event("refused")
        assert "\n" not in str(error)
        # What is refused once is refused for the same reason again, and nothing has come of it.
        for _ in range(2):
            with pytest.raises(BuildError) as again:
                build(named, root / "p", recognizer="none", raw=raw)
            assert str(again.value) == str(error)
        assert contents(root) == was
        return
    event("built")
    built = contents(root)
    for _ in range(2):
        assert {item: tree(Path(os.path.realpath(item))) for item in named} == before
        build(named, root / "p", recognizer="none", raw=raw)
        assert contents(root) == built
    assert validate(root / "p").problems == ()


def test_an_archive_that_the_package_alone_holds_is_still_opened(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.zip").write_bytes(content("a.zip", 1))
    build(tmp_path / "in", tmp_path / "p")
    [story] = load("articles", tmp_path / "p")
    (tmp_path / "in/a.zip").unlink()
    for _ in range(2):
        build(tmp_path / "p/raw", tmp_path / "p")
        assert list(load("articles", tmp_path / "p")) == [story]
        assert validate(tmp_path / "p").problems == ()
    assert [path.name for path in (tmp_path / "p/raw").rglob("*")] == ["in", "a%2Ezip"]


def test_copies_of_what_lies_in_raw_lie_elsewhere(tmp_path: Path) -> None:
    raw = tmp_path / "p/raw/2024"
    raw.mkdir(parents=True)
    (raw / "a.zip").write_bytes(content("a.zip", 1))
    (raw / "b.txt").write_bytes(content("b.txt", 2))
    for inputs in ([tmp_path / "p/raw"], [raw], [raw / "a.zip", raw / "b.txt"]):
        build(inputs, tmp_path / "p")
        assert [row.path for row in sorted(load("documents", tmp_path / "p"), key=lambda row: row.path)] == [  # type: ignore[attr-defined]
            "copies/raw/2024/a%2Ezip!a%25%7Cb.txt",
            "raw/2024/b.txt",
        ]
        assert validate(tmp_path / "p", rebuild=True).problems == ()


def test_a_page_that_an_input_links_to_is_not_taken_away(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(2):
        (tmp_path / f"in/{number}.txt").write_bytes(content("a.txt", number))
    build(tmp_path / "in", tmp_path / "p")
    (tmp_path / "in/1.txt").unlink()
    (tmp_path / "in/link.txt").symlink_to(tmp_path / "p/raw/in/1.txt")
    build(tmp_path / "in", tmp_path / "p")
    built = contents(tmp_path)
    assert "p/raw/in/1.txt" in built
    build(tmp_path / "in", tmp_path / "p")
    assert contents(tmp_path) == built


def test_a_link_to_what_the_build_writes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes(content("a.txt", 1))
    build(tmp_path / "in", tmp_path / "p")
    for target in ("raw/in/a.txt", "data/articles.csv", "datapackage.json"):
        (tmp_path / "in/link.txt").symlink_to(tmp_path / "p" / target)
        with pytest.raises(BuildError, match=f"is {target} of the package, which the build writes; leave it out"):
            build(tmp_path / "in", tmp_path / "p")
        (tmp_path / "in/link.txt").unlink()


def test_hidden_files_that_are_named_are_found_again(tmp_path: Path) -> None:
    within = ["in/.a.txt", ".b.txt", ".c/d.txt", "in/.e/.f.txt", "raw/.g.txt", "data/.h.txt"]
    names = [f"p/{name}" for name in within] + [f"beside/{name}.html" for name in within]
    for number, name in enumerate(names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content("a.txt", number))
    for named in (names, names[:4], names[4:5], ["p/in/.e/.f.txt", "p/.c", "beside/.c"]):
        build([tmp_path / name for name in named], tmp_path / "p", recognizer="none")
        assert validate(tmp_path / "p", rebuild=True).problems == ()
