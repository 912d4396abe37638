"""A build is the same whoever does it, and never leaves less than it found."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from folders import contents
from frictionless import Package
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus_pkg.building.build import BuildResult, build
from corpus_pkg.building.progress import Progress
from corpus_pkg.errors import BuildError
from corpus_pkg.package import tables
from corpus_pkg.package.staging import Staging
from corpus_pkg.records import TABLES
from corpus_pkg.validation import validate

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
PAGE = "عنوان الخبر هنا\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش الطويل.\n"
SLOW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def pages(folder: Path, count: int = 3) -> Path:
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"p{number}.txt").write_text(f"{PAGE}الخبر رقم {number} من النشرة.\n", encoding="utf-8")
    return folder


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    files = sorted(SEEDS.iterdir())
    random.Random(7).shuffle(files)
    (tmp_path / "a" / "x").mkdir(parents=True)
    made = []
    for number, jobs in enumerate((1, 2, 1)):
        out = tmp_path / str(number) / "package"
        build(files if number == 2 else sorted(files), out, jobs=jobs)
        made.append(contents(out))
    assert made[0] == made[1] == made[2]
    build(list(reversed(files)), tmp_path / "0" / "package")
    assert contents(tmp_path / "0" / "package") == made[0]
    assert not [name for name in made[0] if name.startswith(".")]


def test_a_package_is_valid_for_frictionless_alone_and_by_its_evidence(tmp_path: Path) -> None:
    result = build(SEEDS, tmp_path)
    assert result.rows["documents"] == 5
    assert sum(result.statuses.values()) == 5
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert validate(tmp_path).problems == ()


def test_memory_of_a_page_is_not_asked_for_order(tmp_path: Path) -> None:
    build(pages(tmp_path / "pages", 20), tmp_path / "out")
    for name, table in TABLES.items():
        keys = [tables.key_of(table, row) for row in tables.read(tmp_path / "out" / "data" / f"{name}.csv", table)]
        assert keys == sorted(keys)


def test_adding_a_page_changes_no_other_row(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages", 4)
    build(folder, tmp_path / "out")
    before = {name: set((tmp_path / "out/data" / f"{name}.csv").read_bytes().split(b"\n")) for name in TABLES}
    (folder / "new.txt").write_text("خبر جديد تماما\n\nنص الخبر الجديد طويل بما يكفي ليكون خبرا.\n", encoding="utf-8")
    build(folder, tmp_path / "out")
    for name, lines in before.items():
        assert lines <= set((tmp_path / "out/data" / f"{name}.csv").read_bytes().split(b"\n"))


@SLOW
@example([b"\x00\xeb\xbf"], random.Random(0))  # a vowel sign behind a control character
@given(st.lists(st.binary(max_size=200), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_any_bytes_give_a_valid_package_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes], order: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "in").mkdir()
    files = []
    for number, body in enumerate(bodies):
        files.append(folder / "in" / f"{number}.txt")
        files[-1].write_bytes(body)
    result = build(files, folder / "out")
    assert result.rows["documents"] == len(set(bodies))
    assert result.pages == len(bodies)
    report = validate(folder / "out")
    assert report.problems == (), report.problems
    order.shuffle(files)
    made = contents(folder / "out")
    build(files, folder / "again" / "out")
    assert contents(folder / "again" / "out") == made


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 10,
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20,
        b"\xed\xa0\x80" + PAGE.encode(),
        PAGE.encode() + b"\0",
        b"\x1f\x8b\x08" + bytes(200),
        PAGE.encode("utf-16"),
        PAGE.encode("cp1256"),
        b'{"path": "x", "resources": []}',
        b"a,b\n1\n2,3,4\n",
    ],
)
def test_awkward_bytes_under_awkward_names(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "in").mkdir()
    names = [
        "a.txt",
        "a.csv",
        "a.gz",
        "a.json",
        "datapackage.json",
        "x.schema.json",
        "a.html",
        "a.jpg",
        "a.xlsx",
        "noext",
    ]
    for name in names:
        (tmp_path / "in" / name).write_bytes(body)
    result = build(tmp_path / "in", tmp_path / "out")
    assert (result.rows["documents"], result.pages) == (1, len(names))
    assert validate(tmp_path / "out").problems == ()


NAMES = st.binary(min_size=1, max_size=10).map(lambda name: name.replace(b"/", b"_").replace(b"\0", b"_"))


@SLOW
@given(st.sets(NAMES.filter(lambda name: not name.startswith(b".")), min_size=1, max_size=5))
def test_any_file_names_give_a_valid_package(tmp_path_factory: pytest.TempPathFactory, names: set[bytes]) -> None:
    folder = tmp_path_factory.mktemp("names")
    (folder / "in").mkdir()
    for number, name in enumerate(sorted(names)):
        (folder / "in" / os.fsdecode(name)).write_bytes(f"{PAGE}{number % 2}".encode())
    result = build(folder / "in", folder / "out")
    assert result.pages == len(names)
    assert validate(folder / "out").problems == ()


def test_same_bytes_are_one_document(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages", 1)
    for name in ("a.txt", "z.txt"):
        shutil.copy(folder / "p0.txt", folder / name)
    build(folder, tmp_path / "out")
    [row] = tables.read(tmp_path / "out/data/documents.csv", TABLES["documents"])
    assert (row.path, row.also_at) == ("raw/pages/a.txt", "raw/pages/p0.txt|raw/pages/z.txt")  # type: ignore[attr-defined]
    body = json.loads((tmp_path / "out/datapackage.json").read_bytes())
    names = [resource["name"] for resource in body["resources"] if resource["name"].startswith("page-")]
    assert len(names) == len(set(names)) == 3


def test_without_raw_the_paths_are_the_same_and_the_pages_are_not_there(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")
    build(folder, tmp_path / "with" / "p")
    build(folder, tmp_path / "without" / "p", raw=False)
    assert not (tmp_path / "without/p/raw").exists()
    for name in TABLES:
        path = Path("p/data") / f"{name}.csv"
        assert (tmp_path / "with" / path).read_bytes() == (tmp_path / "without" / path).read_bytes()
    report = validate(tmp_path / "without" / "p")
    assert report.valid
    assert "3 of 3 pages are not in the package" in report.notes[0]


def test_copies_no_longer_wanted_go_and_what_was_there_stays(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")
    (tmp_path / "out/own").mkdir(parents=True)
    (tmp_path / "out/own/page.txt").write_text(PAGE)
    (tmp_path / "out/notes.txt").write_text("mine")
    build([folder, tmp_path / "out/own"], tmp_path / "out")
    (folder / "p0.txt").unlink()
    (folder / "p1.txt").unlink()
    (tmp_path / "out/raw/pages/p1.txt").write_text("edited by hand")
    result = build(folder, tmp_path / "out")
    assert result.kept == ("raw/pages/p1.txt",)
    left = contents(tmp_path / "out")
    assert "raw/pages/p0.txt" not in left
    assert left["raw/pages/p1.txt"] == b"edited by hand"
    assert left["own/page.txt"] == PAGE.encode()
    assert left["notes.txt"] == b"mine"
    again = build(folder, tmp_path / "out", raw=False)
    assert again.rows["documents"] == 1
    assert "raw/pages/p2.txt" not in contents(tmp_path / "out")


def test_copies_become_pages_in_place(tmp_path: Path) -> None:
    build(pages(tmp_path / "pages"), tmp_path / "out")
    build(tmp_path / "out" / "raw", tmp_path / "out")
    build(tmp_path / "pages" / "p0.txt", tmp_path / "out")
    assert len(list((tmp_path / "out/raw/pages").iterdir())) == 3


def _foreign_descriptor(out: Path) -> None:
    (out / "datapackage.json").write_text('{"resources": []}')


def _garbage_descriptor(out: Path) -> None:
    (out / "datapackage.json").write_bytes(b"\xff not json")


def _edited_descriptor(out: Path) -> None:
    text = (out / "datapackage.json").read_text(encoding="utf-8")
    (out / "datapackage.json").write_text(text.replace('"name": "out"', '"name": "mine"'), encoding="utf-8")


def _edited_table(out: Path) -> None:
    with (out / "data/articles.csv").open("a") as file:
        file.write("x\n")


def _foreign_table(out: Path) -> None:
    (out / "datapackage.json").unlink()


def _foreign_page(out: Path) -> None:
    (out / "raw/pages/p9.txt").write_text("mine")
    (out.parent / "pages/p9.txt").write_text("yours")


def _edited_page(out: Path) -> None:
    (out / "raw/pages/p0.txt").write_text("edited")


def _linked_table(out: Path) -> None:
    (out / "data/articles.csv").replace(out / "elsewhere.csv")
    (out / "data/articles.csv").symlink_to(out / "elsewhere.csv")


def _linked_folder(out: Path) -> None:
    (out / "data").replace(out / "elsewhere")
    (out / "data").symlink_to(out / "elsewhere")


def _linked_raw(out: Path) -> None:
    (out / "raw").replace(out / "elsewhere")
    (out / "raw").symlink_to(out / "elsewhere")


def _folder_in_the_way(out: Path) -> None:
    (out / "data/articles.csv").unlink()
    (out / "data/articles.csv").mkdir()


def _linked_descriptor(out: Path) -> None:
    (out / "datapackage.json").replace(out / "elsewhere.json")
    (out / "datapackage.json").symlink_to(out / "elsewhere.json")


@pytest.mark.parametrize(
    "meddle",
    [
        _foreign_descriptor,
        _garbage_descriptor,
        _edited_descriptor,
        _edited_table,
        _foreign_table,
        _foreign_page,
        _edited_page,
        _linked_table,
        _linked_folder,
        _linked_raw,
        _folder_in_the_way,
        _linked_descriptor,
    ],
)
def test_what_the_build_did_not_write_is_never_written_over(tmp_path: Path, meddle: Callable[[Path], None]) -> None:
    folder = pages(tmp_path / "pages")
    build(folder, tmp_path / "out")
    meddle(tmp_path / "out")
    (folder / "new.txt").write_text(PAGE, encoding="utf-8")
    before = contents(tmp_path / "out")
    with pytest.raises(BuildError, match=r"\A[^\n]+(move|delete)[^\n]+\Z"):
        build(folder, tmp_path / "out")
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_happens_to_pages_behind_their_copies_changes_nothing(tmp_path: Path, jobs: int) -> None:
    folder = pages(tmp_path / "pages", 70)
    build(folder, tmp_path / "quiet" / "out")

    def meddle(progress: Progress) -> None:
        if progress.step != "reading":
            return
        for path in folder.iterdir():
            path.unlink()

    result = build(folder, tmp_path / "out", jobs=jobs, progress=meddle)
    assert result.failures == ()
    assert contents(tmp_path / "out") == contents(tmp_path / "quiet" / "out")


def test_a_page_that_changes_or_vanishes_unread_fails_alone(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")

    def meddle(progress: Progress) -> None:
        if progress.step == "reading" and progress.done == 1:
            _first, *others = sorted(folder.iterdir(), key=lambda path: hashlib.sha256(path.read_bytes()).digest())
            others[0].write_text("changed")
            others[1].unlink()

    result = build(folder, tmp_path / "out", raw=False, progress=meddle)
    assert (result.rows["documents"], len(result.failures)) == (1, 2)
    assert {failed.problem.partition(" (")[0] for failed in result.failures} == {
        "changed while it was read",
        "cannot be read",
    }
    report = json.loads((tmp_path / "out/build-report.json").read_bytes())
    assert {failed["path"] for failed in report["failures"]} == {failed.path for failed in result.failures}
    assert validate(tmp_path / "out").problems == ()
    folder = pages(tmp_path / "strict")
    before = contents(tmp_path / "out")
    with pytest.raises(BuildError, match=r"\A[^\n]*: changed while it was read; build again\Z"):
        build(folder, tmp_path / "out", raw=False, strict=True, progress=meddle)
    assert contents(tmp_path / "out") == before


def test_an_interruption_leaves_the_old_package_whole(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")
    build(folder, tmp_path / "out")
    before = contents(tmp_path / "out")
    (folder / "new.txt").write_text(PAGE, encoding="utf-8")

    def interrupt(progress: Progress) -> None:
        if progress.step == "reading" and progress.done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(folder, tmp_path / "out", progress=interrupt)
    assert contents(tmp_path / "out") == before


def _on_a_disk_of(size: int, folder: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """A build by a process whose files may have `size` bytes."""
    program = textwrap.dedent(
        """
        import resource, signal, sys
        from corpus_pkg.building.build import BuildError, build
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
        try:
            build(sys.argv[1], sys.argv[2])
        except BuildError as error:
            sys.exit(str(error))
        """
    )
    command = [sys.executable, "-c", program, folder, out, str(size)]
    return subprocess.run(command, capture_output=True, text=True, cwd=_import_root())


def test_a_full_disk_leaves_the_old_package_whole(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")
    build(folder, tmp_path / "out")
    before = contents(tmp_path / "out")
    (folder / "new.txt").write_text(PAGE * 3000, encoding="utf-8")
    done = _on_a_disk_of(60_000, folder, tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert contents(tmp_path / "out") == before


def _import_root() -> Path:
    import corpus_pkg

    return Path(corpus_pkg.__file__).parents[1]


def test_a_folder_that_cannot_be_the_package(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")
    (tmp_path / "file").write_text("x")
    with pytest.raises(BuildError, match="is no folder"):
        build(folder, tmp_path / "file")
    with pytest.raises(BuildError):
        build(folder, tmp_path / "file" / "below")
    with pytest.raises(BuildError, match="jobs is 0"):
        build(folder, tmp_path / "out", jobs=0)
    assert not (tmp_path / "out").exists()


def test_the_configuration_in_the_folder_is_used_and_a_named_one_before_it(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")
    out = tmp_path / "Out Put"

    def name(result: BuildResult) -> str:
        return str(json.loads(result.package.read_bytes())["name"])

    assert name(build(folder, out)) == "out-put"
    (out / "corpus.toml").write_text('name = "own"\n')
    assert name(build(folder, out)) == "own"
    (tmp_path / "other.toml").write_text('name = "other"\n')
    assert name(build(folder, out, config=tmp_path / "other.toml")) == "other"
    with pytest.raises(BuildError, match=r"none\.toml: cannot be read"):
        build(folder, out, config=tmp_path / "none.toml")


def test_created_is_said_only_where_the_time_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = pages(tmp_path / "pages")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert b'"created"' not in build(folder, tmp_path / "out").package.read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert b'"created": "1970-01-02T00:00:00Z"' in build(folder, tmp_path / "out").package.read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(BuildError, match="SOURCE_DATE_EPOCH"):
        build(folder, tmp_path / "out")


def test_a_page_of_one_long_line(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/long.txt").write_bytes("كلمة أخرى في سطر واحد ".encode() * 25_000)
    assert build(tmp_path / "in", tmp_path / "out").rows["documents"] == 1


def test_a_folder_without_a_name_is_not_the_one_that_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pages(tmp_path / "pages"))
    for out in ("", "a\0b"):
        with pytest.raises(BuildError, match="has no name"):
            build("p0.txt", out)
    assert len(list(Path().iterdir())) == 3


def test_an_error_is_one_line_whatever_the_folder_is_called(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")
    out = tmp_path / "a\nb\udcff"
    out.write_text("x")
    with pytest.raises(BuildError, match=r"\A[^\n]+is no folder[^\n]+\Z"):
        build(folder, out)


def test_a_disk_that_is_full_from_the_start_is_one_line(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")
    done = _on_a_disk_of(0, folder, tmp_path / "out")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert "nothing was changed" in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_interruption_behind_the_commit_does_not_say_that_nothing_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "pages")

    class Late(Staging):
        def commit(self, written: Iterable[str], removed: Iterable[str]) -> None:
            super().commit(written, removed)
            raise KeyboardInterrupt

    monkeypatch.setattr("corpus_pkg.building.build.Staging", Late)
    with pytest.raises(KeyboardInterrupt, match="the package was complete"):
        build(folder, tmp_path / "out")
    assert validate(tmp_path / "out").problems == ()
