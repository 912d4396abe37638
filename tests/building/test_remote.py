"""Inputs at addresses that fsspec knows give the package that the same files on the disk give."""

from __future__ import annotations

import functools
import gzip
import http.server
import importlib.util
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from corruption.packages import BOTH, FIRST, SECOND
from folders import contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg.building.build import build
from corpus_pkg.building.progress import Progress
from corpus_pkg.commands import main
from corpus_pkg.dataset import dataset
from corpus_pkg.errors import BuildError

NAMES = st.one_of(
    st.text(st.sampled_from("abا .%[*?!"), min_size=1, max_size=4).filter(lambda name: name.strip(". ") == name),
    st.sampled_from([".hidden", "a.txt", "50%.txt", "a[1].txt"]),
)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
CONTENTS = st.sampled_from(
    [FIRST.encode(), SECOND.encode(), BOTH.encode(), gzip.compress(FIRST.encode(), mtime=0), b""]
)


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    """The file system memory://, empty before and behind."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


def _is_tree(paths: set[str]) -> bool:
    return not any(other.startswith(f"{path}/") for path in paths for other in paths)


@given(files=st.dictionaries(PATHS, CONTENTS, min_size=1, max_size=5).filter(lambda files: _is_tree(set(files))))
@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_files_give_the_same_package_wherever_they_lie(
    tmp_path_factory: pytest.TempPathFactory, memory: fsspec.AbstractFileSystem, files: dict[str, bytes]
) -> None:
    home = tmp_path_factory.mktemp("home")
    memory.store.clear()
    with zipfile.ZipFile(home / "all.zip", "w") as archive:
        for path, content in reversed(files.items()):
            place = home / "news" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            memory.pipe(f"/news/{path}", content)
            archive.writestr(f"news/{path}", content)
    made = {}
    for name, address in {
        "disk": str(home / "news"),
        "file": f"file://{home}/news",
        "memory": "memory://news",
        "slash": "memory://news/",
        "zip": f"zip://news::file://{home}/all.zip",
    }.items():
        try:
            result = build(address, home / name / "package", recognizer="none")
        except BuildError as error:
            made[name] = "no pages" in str(error)
        else:
            made[name] = contents(home / name / "package"), result.hidden, len(result.failures)
    assert all(other == made["disk"] for other in made.values())
    assert made["disk"] is not False


def test_one_file_and_a_pattern_are_named_as_on_the_disk(tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND), ("c.html", BOTH)):
        memory.pipe(f"/news/2024/{name}", text.encode())
    build("memory://news/2024/a.txt", tmp_path / "one", recognizer="none")
    assert [row.path for row in dataset.load("documents", tmp_path / "one")] == ["raw/a.txt"]
    build(["memory://news/2024/*.txt", "memory://news/*/c.html"], tmp_path / "some", recognizer="none")
    paths = {row.path for row in dataset.load("documents", tmp_path / "some")}
    assert paths == {"raw/2024/a.txt", "raw/2024/b.txt", "raw/news/2024/c.html"}


def test_steps_are_told(tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    for number in range(70):
        memory.pipe(f"/news/{number}.txt", f"{FIRST}\n{number}".encode())
    told: list[Progress] = []
    build("memory://news", tmp_path / "package", recognizer="none", progress=told.append)
    assert [(item.done, item.total) for item in told if item.step == "fetching"] == [(0, 70), (64, 70), (70, 70)]


def test_what_cannot_be_fetched_is_a_failure_and_known_by_its_address(tmp_path: Path) -> None:
    place = tmp_path / "all.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("news/whole.txt", FIRST)
        archive.writestr("news/broken.txt", SECOND)
        archive.writestr("news/../../out.txt", SECOND)
    broken = place.read_bytes().replace(SECOND.encode()[-40:], SECOND.encode()[-40:][::-1], 1)
    place.write_bytes(broken)
    result = build(f"zip://news::{place}", tmp_path / "package", recognizer="none")
    outside, first = sorted(result.failures, key=lambda failed: "CRC" in failed.problem)
    assert first.path == "raw/news/broken.txt" and "CRC" in first.problem and first.line.startswith("zip://news/broken")
    assert "its name leads out of the folder" in outside.problem
    assert not (tmp_path / "out.txt").exists()
    report = (tmp_path / "package/build-report.json").read_text(encoding="utf-8")
    assert "raw/news/broken.txt" in report and str(tmp_path) not in report
    with pytest.raises(BuildError, match=r"^zip://news/\S+: cannot be fetched"):
        build(f"zip://news::{place}", tmp_path / "strict", recognizer="none", strict=True)


def test_mistakes_are_told_by_the_address(tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/a/x.txt", FIRST.encode())
    memory.pipe("/b/a/x.txt", SECOND.encode())
    for address, line in {
        "memory://none": "memory://none: no pages; name a file",
        "nowhere://x": "nowhere://x: cannot be read .*nowhere.*; look at the address",
        f"zip://x::{tmp_path}/none.zip": "none.zip: cannot be read",
    }.items():
        with pytest.raises(BuildError, match=line):
            build(address, tmp_path / "package", recognizer="none")
    with pytest.raises(
        BuildError, match=r"memory://\S*a/x.txt and memory://\S*b/a/x.txt: both would become raw/a/x.txt"
    ):
        build(["memory://a", "memory://b/a"], tmp_path / "package", recognizer="none")
    with pytest.raises(BuildError, match=r"^memory://out: a package is built on a disk"):
        build("memory://a", "memory://out", recognizer="none")
    assert not list(tmp_path.iterdir())


def test_options_go_to_the_file_system(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("news/a.txt", FIRST)
    build("zip://news", tmp_path / "package", recognizer="none", storage_options={"fo": str(tmp_path / "all.zip")})
    assert len(dataset.load("documents", tmp_path / "package")) == 1


@pytest.mark.parametrize(
    ("address", "library", "hint"),
    [
        ("s3://bucket/news", "fsspec", "fsspec is not installed; pip install 'corpus-pkg[remote]'"),
        ("s3://bucket/news", "s3fs", "what reads it is not installed; pip install s3fs"),
        ("zip://a.txt::gs://bucket/a.zip", "gcsfs", "what reads it is not installed; pip install gcsfs"),
        ("https://example.org/a.txt", "aiohttp", "what reads it is not installed; pip install aiohttp"),
    ],
)
def test_what_is_missing_is_told_with_what_to_install(tmp_path: Path, address: str, library: str, hint: str) -> None:
    program = f"import sys; sys.modules[{library!r}] = None; from corpus_pkg.commands import main; sys.exit(main())"
    command = [sys.executable, "-W", "error", "-c", program, "build", address, "--out", str(tmp_path / "package")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.returncode == 2
    assert done.stderr.splitlines() == [f"corpus-pkg: {address}: {hint}"]


def test_without_addresses_fsspec_is_not_needed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    program = "import sys; sys.modules['fsspec'] = None; from corpus_pkg.commands import main; sys.exit(main())"
    for number, page in enumerate((str(tmp_path / "a.txt"), f"file://{tmp_path}/a.txt")):
        options = ["build", page, "--out", str(tmp_path / str(number)), "--recognizer", "none"]
        command = [sys.executable, "-c", program, *options]
        assert subprocess.run(command, cwd=Path(__file__).parents[2]).returncode == 0


@pytest.mark.skipif(importlib.util.find_spec("aiohttp") is None, reason="aiohttp is not installed")
def test_pages_of_a_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "site/news").mkdir(parents=True)
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND)):
        (tmp_path / "site/news" / name).write_text(text, encoding="utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_address[1]}/news"
        for name, address in (("folder", f"{home}/"), ("page", f"{home}/a.txt")):
            options = ["--out", str(tmp_path / name), "--recognizer", "none"]
            assert main(["build", address, *options]) == 0
        server.shutdown()
    assert {row.path for row in dataset.load("documents", tmp_path / "folder")} == {"raw/news/a.txt", "raw/news/b.txt"}
    assert [row.path for row in dataset.load("documents", tmp_path / "page")] == ["raw/a.txt"]
    capsys.readouterr()
