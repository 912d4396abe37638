"""A build with a cache gives the bytes of one from nothing, whatever changed since and whatever became of the cache."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from folders import contents
from hypothesis import given, settings
from hypothesis import strategies as st
from privileges import anybodys_folder, unprivileged

import corpus_pkg
from corpus_pkg.building import cache
from corpus_pkg.building.build import BuildResult, build
from corpus_pkg.building.cache import Cache
from corpus_pkg.building.collection import PageFile
from corpus_pkg.building.encoding import encode
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.rows import DocumentRows
from corpus_pkg.errors import BuildError
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.reading.carriers import Member

ROOT = Path(corpus_pkg.__file__).parents[1]
ABOUT = Configuration(name="pages")
PAGE = (
    "عنوان الخبر {0}\n\nبيروت (رويترز) - قال متحدث إن الاجتماع رقم {0} انتهى مساء أمس في العاصمة بعد ساعات من "
    "النقاش الطويل.\n\n"
    "اقرأ أيضا: عنوان الخبر {1}\n"
)
ROWS = DocumentRows({"segments": b"a,b\n"}, {"segments": 1}, {}, [], b"", [], "ok", "text/plain", "utf-8")


def pages(folder: Path, numbers: range) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(PAGE.format(number, number + 1), "utf-8")
    return folder


def built(source: Path, out: Path, place: Path, jobs: int = 1) -> BuildResult:
    return build(source, out, config=ABOUT, recognizer="none", cache=place, jobs=jobs)


def from_nothing(source: Path, out: Path) -> dict[str, bytes]:
    """The package that a build without a cache makes in an empty folder."""
    shutil.rmtree(out, ignore_errors=True)
    assert build(source, out, config=ABOUT, recognizer="none").reused == 0
    return contents(out)


CHANGES = st.lists(
    st.tuples(st.sampled_from(["write", "remove", "rename", "copy"]), st.integers(0, 4), st.integers(0, 4)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12)
@given(st.lists(CHANGES, min_size=1, max_size=3), st.data())
def test_the_bytes_are_those_of_a_build_from_nothing(
    steps: list[list[tuple[str, int, int]]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        source = pages(home / "in", range(3))
        built(source, home / "out", home / "cache")
        for changes in steps:
            for change, number, other in changes:
                file, beside = source / f"{number}.txt", source / f"{other}.txt"
                if change == "write":
                    file.write_text(PAGE.format(other, number), "utf-8")
                elif change == "remove" and len(list(source.iterdir())) > 1:
                    file.unlink(missing_ok=True)
                elif file.exists() and file != beside:
                    (shutil.move if change == "rename" else shutil.copyfile)(file, beside)
            for path in (home / "cache").iterdir():
                damage = data.draw(st.none() | st.tuples(st.floats(0, 1), st.binary(max_size=30)))
                if damage is not None:
                    content = path.read_bytes()
                    at = int(damage[0] * len(content))
                    path.write_bytes(content[:at] + damage[1] + (content[at + len(damage[1]) :] if damage[1] else b""))
            built(source, home / "out", home / "cache")
            assert contents(home / "out") == from_nothing(source, home / "new")


def test_what_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    source, place = pages(tmp_path / "in", range(6)), tmp_path / "cache"
    assert built(source, tmp_path / "out", place).reused == 0
    assert built(source, tmp_path / "out", place).reused == 6
    pages(source, range(6, 8))
    (source / "0.txt").write_text(PAGE.format(10, 11), "utf-8")
    # A name is what a page says of itself too; a copy of a page is said in its row.
    (source / "1.txt").rename(source / "one.txt")
    shutil.copyfile(source / "2.txt", source / "two.txt")
    assert built(source, tmp_path / "out", place, jobs=2).reused == 3
    assert built(source, tmp_path / "other", place, jobs=2).reused == 8
    assert contents(tmp_path / "other") == contents(tmp_path / "out") == from_nothing(source, tmp_path / "new")


def test_what_failed_is_read_again(tmp_path: Path) -> None:
    source, place = pages(tmp_path / "in", range(2)), tmp_path / "cache"
    late = build(source, tmp_path / "out", config=ABOUT, recognizer="none", cache=place, page_seconds=1e-6)
    assert len(late.failures) == 2
    again = built(source, tmp_path / "out", place)
    assert (again.reused, again.failures) == (0, ())


def test_members_of_carriers_are_kept(tmp_path: Path) -> None:
    (tmp_path / "pages.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n')
    assert built(tmp_path / "pages.jsonl", tmp_path / "out", tmp_path / "cache").reused == 0
    assert built(tmp_path / "pages.jsonl", tmp_path / "out", tmp_path / "cache").reused == 2
    assert contents(tmp_path / "out") == from_nothing(tmp_path / "pages.jsonl", tmp_path / "new")


def originals() -> list[Original]:
    """Documents of which no two are read as the same, or might be."""
    file = PageFile("x", "raw/x.txt", False)
    member = Member("1", "jsonl", 0, 1, 1)
    files = [
        (file,),
        (PageFile("x", "raw/y.txt", False),),
        (file, PageFile("y", "raw/y.txt", False)),
        (PageFile("x", "raw/x.txt", False, member),),
        (PageFile("x", "raw/x.txt", False, Member("1", "jsonl", 0, 1, 1, url="https://example.org/")),),
        (PageFile("x", "raw/x.txt", False, Member("1", "jsonl", 0, 1, 1, retrieved="2024-01-01")),),
        (PageFile("x", "raw/x.txt", False, Member("a.zip", "zip", 0, 1, 1)),),
    ]
    alike = [Original("doc-1", "1", 1, some) for some in files]
    return [*alike, Original("doc-2", "2", 1, (file,)), Original("doc-1", "1", 1, (file,), "note")]


def test_no_document_is_taken_for_another(tmp_path: Path) -> None:
    documents = originals()
    kept = Cache(tmp_path, "a")
    for number, original in enumerate(documents):
        assert kept.get(original) is None
        kept.keep(
            original, encode(DocumentRows({}, {"segments": number}, {}, [], b"", [], "ok", "", None), packed=True)
        )
    numbers = [rows.counts["segments"] for original in documents if (rows := kept.get(original)) is not None]
    assert numbers == list(range(len(documents)))
    kept.close()
    assert Cache(tmp_path, "b").get(documents[0]) is None


def test_an_entry_under_another_key_is_not_taken(tmp_path: Path) -> None:
    first, second, *_ = originals()
    kept = Cache(tmp_path, "a")
    kept.keep(first, encode(ROWS, packed=True))
    kept.keep(second, encode(ROWS, packed=True))
    kept.close()
    (path,) = tmp_path.glob("*.rows")
    connection = sqlite3.connect(path)
    keys = [key for (key,) in connection.execute("SELECT key FROM rows")]
    connection.execute("UPDATE rows SET key = ? WHERE key = ?", (b"", keys[0]))
    connection.execute("UPDATE rows SET key = ? WHERE key = ?", (keys[0], keys[1]))
    connection.execute("UPDATE rows SET key = ?, value = 5 WHERE key = ?", (keys[1], b""))
    connection.commit()
    connection.close()
    kept = Cache(tmp_path, "a")
    assert kept.problem is None
    assert (kept.get(first), kept.get(second)) == (None, None)
    kept.close()


def test_states_that_were_not_used_for_long_are_dropped(tmp_path: Path) -> None:
    (tmp_path / "of-mine.rows").touch()
    states = [f"state {number}" for number in range(cache.KEPT + 2)]
    first = originals()[0]
    for number, state in enumerate((*states, states[-2])):
        kept = Cache(tmp_path, state)
        kept.keep(first, encode(ROWS, packed=True))
        kept.close()
        for path in tmp_path.glob("[0-9a-f]*.rows"):
            # File systems may tell times to the second.
            os.utime(path, ns=(0, path.stat().st_mtime_ns - 10**10 * (number + 1)))
    caches = [Cache(tmp_path, state) for state in states]
    assert [kept.get(first) == ROWS for kept in caches] == [False, False, True, True, True]
    for kept in caches:
        kept.close()
    assert (tmp_path / "of-mine.rows").exists()


def test_a_file_that_is_no_cache_gives_way(tmp_path: Path) -> None:
    source, place = pages(tmp_path / "in", range(2)), tmp_path / "cache"
    built(source, tmp_path / "out", place)
    (path,) = place.glob("*.rows")
    path.write_bytes(b"no cache" * 1000)
    again = built(source, tmp_path / "out", place)
    assert (again.reused, again.cache_problem) == (0, f"{path}: was damaged; it was begun anew")
    assert built(source, tmp_path / "out", place).reused == 2


def test_a_cache_that_cannot_be_used_is_one_line_and_the_build_goes_on(tmp_path: Path) -> None:
    source = pages(tmp_path / "in", range(2))
    (tmp_path / "file").touch()
    result = built(source, tmp_path / "out", tmp_path / "file")
    assert result.cache_problem is not None and "\n" not in result.cache_problem
    assert result.cache_problem.startswith(f"{tmp_path / 'file'}: the cache cannot be used (")
    assert contents(tmp_path / "out") == from_nothing(source, tmp_path / "new")


def test_a_cache_in_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    # Whoever owns the program may be the only one to read it.
    built(pages(tmp_path / "in", range(2)), tmp_path / "out", tmp_path / "cache")
    with anybodys_folder() as home, unprivileged():
        source = pages(home / "in", range(2))
        built(source, home / "out", home / "cache")
        (home / "cache").chmod(0o500)
        result = built(source, home / "out", home / "cache")
        (home / "cache").chmod(0o700)
        assert not result.failures
        assert result.reused == 2 or (result.cache_problem is not None and "\n" not in result.cache_problem)


def test_a_cache_that_may_grow_no_further_is_read_all_the_same(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="this system bounds files otherwise")
    kept = Cache(tmp_path, "a")
    first, *others = originals()
    kept.keep(first, encode(ROWS, packed=True))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        large = encode(
            DocumentRows({"segments": os.urandom(200_000)}, {}, {}, [], b"", [], "ok", "", None), packed=True
        )
        kept.keep(others[0], large)
        assert kept.problem is not None and "\n" not in kept.problem and "the cache cannot be used (" in kept.problem
        assert not kept.is_open
        kept.keep(others[1], large)
        assert kept.get(first) == ROWS
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        kept.close()


def test_a_cache_among_the_pages_is_refused(tmp_path: Path) -> None:
    source = pages(tmp_path / "in", range(1))
    with pytest.raises(BuildError, match=r"\A[^\n]*would lie among the pages[^\n]*\Z"):
        built(source, tmp_path / "out", source / "cache")
    assert not (source / "cache").exists()
    assert built(source, tmp_path / "out", source / ".cache").cache_problem is None
    assert built(source, tmp_path / "out", source / ".cache").reused == 1


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_a_cache_without_a_name_is_refused(tmp_path: Path, name: str) -> None:
    source = pages(tmp_path / "in", range(1))
    with pytest.raises(BuildError, match="no name"):
        build(source, tmp_path / "out", cache=name)


def test_corpus_toml_names_a_cache_beside_it_and_the_package_does_not_tell(tmp_path: Path) -> None:
    source, out = pages(tmp_path / "in", range(2)), tmp_path / "out"
    out.mkdir()
    (out / "corpus.toml").write_text('name = "pages"\nrecognizer = "none"\n')
    build(source, out)
    before = contents(out / "data") | {"datapackage.json": (out / "datapackage.json").read_bytes()}
    (out / "corpus.toml").write_text('name = "pages"\nrecognizer = "none"\ncache = ".kept"\n')
    assert build(source, out).reused == 0
    assert build(source, out).reused == 2
    assert build(source, out, cache=False).reused == 0
    assert before == contents(out / "data") | {"datapackage.json": (out / "datapackage.json").read_bytes()}
    assert list((out / ".kept").glob("*.rows"))


def test_two_builds_at_once_share_a_cache(tmp_path: Path) -> None:
    source, place = pages(tmp_path / "in", range(20)), tmp_path / "cache"
    command = [sys.executable, "-P", "-m", "corpus_pkg", "build", str(source), "--cache", str(place)]
    command += ["--recognizer", "none"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    builds = [
        subprocess.Popen(
            [*command, "--out", str(tmp_path / name / "pages")], stderr=subprocess.PIPE, env=env, text=True
        )
        for name in "ab"
    ]
    for process in builds:
        assert (process.communicate()[1], process.returncode) == ("", 0)
    result = built(source, tmp_path / "c/pages", place)
    assert (result.reused, result.cache_problem) == (20, None)
    new = from_nothing(source, tmp_path / "new")
    for name in "abc":
        there = contents(tmp_path / name / "pages")
        there.pop("README.md", None)
        assert there == new


class Nameless:
    """A recognizer that tells no model."""

    name = "mine"

    def __call__(self, text: str) -> list[tuple[int, int, str]]:
        return []


def test_a_recognizer_that_tells_no_model_may_be_another_next_time(tmp_path: Path) -> None:
    source, place = pages(tmp_path / "in", range(2)), tmp_path / "cache"
    for _ in range(2):
        result = build(source, tmp_path / "out", config=ABOUT, recognizer=Nameless(), cache=place)
        assert result.reused == 0
        assert result.cache_problem is not None and "attribute `model`" in result.cache_problem
    told = Nameless()
    told.model = "1"  # type: ignore[attr-defined]
    reused = []
    for model in ("1", "1", "2"):
        told.model = model  # type: ignore[attr-defined]
        reused.append(build(source, tmp_path / "out", config=ABOUT, recognizer=told, cache=place).reused)
    assert reused == [0, 2, 0]
