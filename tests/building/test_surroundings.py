"""Disks that fill, folders that may not be written, other builds, other machines: the package is old or new, whole."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from folders import contents
from privileges import anybodys_folder, unprivileged

from corpus_pkg.building.build import build
from corpus_pkg.errors import BuildError
from corpus_pkg.exploring import readme
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.validation import validate

resource = pytest.importorskip("resource", reason="this system bounds files otherwise")

ROOT = Path(__file__).parents[2]
PAGE = "عنوان الخبر {}\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش الطويل.\n"
#: A package has the name of its folder, where none is given.
ABOUT = Configuration(name="pages")
#: Sizes in bytes, from none at all to more than the package has.
SIZES = [0, 1, 100, 300, 600, 1_000, 2_000, 4_000, 8_000, 12_000, 16_000, 20_000, 30_000, 60_000, 200_000]


def pages(folder: Path, numbers: range, times: int = 1) -> Path:
    folder.mkdir(parents=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(PAGE.format(number) * times, encoding="utf-8")
    return folder


def old_or_new(old: dict[str, bytes], new: dict[str, bytes], source: Path, out: Path) -> bool:
    """Build; return whether the package is the new one. Else it is the old one, and a line says why."""
    try:
        build(source, out, config=ABOUT, recognizer="none")
    except BuildError as error:
        assert "\n" not in str(error)
        assert contents(out) == old
        return False
    assert contents(out) == new
    return True


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def both(folder: Path) -> tuple[Path, Path, dict[str, bytes], dict[str, bytes]]:
    """The pages of a package and those that replace them, and what comes of each."""
    old, new = pages(folder / "old/in", range(3)), pages(folder / "new/in", range(1, 6), 9)
    build(old, folder / "1", config=ABOUT, recognizer="none")
    shutil.copytree(folder / "1", folder / "2")
    build(new, folder / "2", config=ABOUT, recognizer="none")
    return old, new, contents(folder / "1"), contents(folder / "2")


def test_files_that_may_grow_no_further_leave_the_old_package_whole(tmp_path: Path) -> None:
    _, source, old, new = both(tmp_path)
    results = set()
    for size in SIZES:
        out = tmp_path / f"out-{size}"
        shutil.copytree(tmp_path / "1", out)
        with files_of_at_most(size):
            results.add(old_or_new(old, new, source, out))
    assert results == {False, True}


@contextmanager
def disk(place: Path, options: str) -> Iterator[None]:
    """A disk of its own at the place, which only root can have."""
    place.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("this system mounts otherwise")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("options", ["size=1m", "nr_inodes=80"])
def test_a_disk_that_fills_at_any_moment_leaves_the_old_package_whole(tmp_path: Path, options: str) -> None:
    _, source, old, new = both(tmp_path)
    with disk(tmp_path / "disk", options):
        place = tmp_path / "disk"
        results = set()
        for step in range(16):
            shutil.copytree(tmp_path / "1", place / "out")
            (place / "full").mkdir()
            # From a disk without room for anything to one with room for all.
            if options == "size=1m":
                free = shutil.disk_usage(place).free - step * 16_384
                (place / "full/x").write_bytes(bytes(max(free, 0)))
            else:
                status = os.statvfs(place)
                for number in range(status.f_ffree - step * 4):
                    (place / f"full/{number}").touch()
            results.add(old_or_new(old, new, source, place / "out"))
            shutil.rmtree(place / "out")
            shutil.rmtree(place / "full")
    assert results == {False, True}


@pytest.mark.parametrize("path", ["out", "out/data", "out/raw/in"])
def test_a_folder_that_may_not_be_written_is_told_and_left_as_it_is(tmp_path: Path, path: str) -> None:
    both(tmp_path)
    with anybodys_folder() as home:
        with unprivileged():
            pages(home / "in", range(3))
            build(home / "in", home / "out", config=ABOUT, recognizer="none")
            before = contents(home / "out")
            shutil.rmtree(home / "in")
            pages(home / "in", range(1, 5), 2)
            (home / path).chmod(0o500)
            with pytest.raises(BuildError, match=r"\A[^\n]*Permission denied[^\n]*\Z"):
                build(home / "in", home / "out", config=ABOUT, recognizer="none")
            assert contents(home / "out") == before
            (home / path).chmod(0o700)
            build(home / "in", home / "out", config=ABOUT, recognizer="none")
        assert validate(home / "out").problems == ()


def test_pages_that_may_only_be_read_are_built(tmp_path: Path) -> None:
    both(tmp_path)
    with anybodys_folder() as home, unprivileged():
        pages(home / "in", range(3))
        build(home / "in", home / "open", config=ABOUT, recognizer="none")
        for place in (*(home / "in").iterdir(), home / "in"):
            place.chmod(0o500 if place.is_dir() else 0o400)
        for _ in range(2):
            build(home / "in", home / "closed", config=ABOUT, recognizer="none")
            assert contents(home / "closed") == contents(home / "open")


HOLDING = """
import sys
from corpus_pkg.building.build import build
from corpus_pkg.package.configuration import Configuration

def hold(progress):
    if progress.step == "reading" and progress.done == 1:
        print("held", flush=True)
        sys.stdin.readline()

build("first", "out", config=Configuration(name="pages"), recognizer="none", progress=hold)
"""


def test_a_second_build_at_the_same_time_is_told_and_harms_nothing(tmp_path: Path) -> None:
    first, second = pages(tmp_path / "first", range(3)), pages(tmp_path / "second", range(2, 5))
    build(first, tmp_path / "expected", config=ABOUT, recognizer="none")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        for source in (first, second):
            with pytest.raises(BuildError, match=r"another build is at work[^\n]*\Z"):
                build(source, tmp_path / "out", config=ABOUT, recognizer="none")
        process.communicate("\n")
    assert process.returncode == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "expected")


def test_other_machines_orders_and_workers_give_the_same_bytes(tmp_path: Path) -> None:
    source = pages(tmp_path / "in", range(5))
    odd = {"İI.txt": "title", "أ/ب.txt": PAGE, "أ/ـ.html": f"<html><p>{PAGE}", "a b%.txt": "x\u200f"}
    for name, text in odd.items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
    (source / os.fsdecode(b"\xff\xe1.txt")).write_bytes("قالت الوزارة".encode("cp1256") * 9)
    (source / "b.jsonl").write_bytes(b'{"text": "a"}\n{"text": "cut\n{"text": "b"}\n')
    (source / "c.jsonl.gz").write_bytes(gzip.compress(b'{"text": "c"}\n', mtime=1)[:-4])
    (source / "nowhere").symlink_to("none")
    names = ["in", *(f"in/{item.name}" for item in sorted(source.iterdir()) if not item.is_symlink())]
    made = []
    surroundings: list[tuple[list[str], str, dict[str, str]]] = [
        (names[::-1], "2", {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "America/Adak", "PYTHONOPTIMIZE": "2"}),
        ([*names[1::2], *names[::2]], "1", {"PYTHONHASHSEED": "7", "LC_ALL": "POSIX", "TZ": "Pacific/Kiritimati"}),
    ]
    for number, (order, jobs, settings) in enumerate(surroundings, 1):
        command = [sys.executable, "-m", "corpus_pkg", "build", *order, "--out", f"{number}/p", "--jobs", jobs]
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | settings
        done = subprocess.run(list(map(os.fsencode, command)), cwd=tmp_path, env=environment, capture_output=True)
        assert done.returncode == 3, done.stderr
        made.append(contents(tmp_path / str(number)))
    build([tmp_path / name for name in names], tmp_path / "0/p")
    # The command writes it besides.
    assert readme.write(tmp_path / "0/p")
    assert contents(tmp_path / "0") == made[0] == made[1]
