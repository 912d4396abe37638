"""What stands among the pages and cannot be read is told in a line each; the other pages are built as without it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from privileges import anybodys_folder, unprivileged

from corpus_pkg.building import copies, inventory
from corpus_pkg.building.build import build
from corpus_pkg.building.collection import collect
from corpus_pkg.building.failures import Failures
from corpus_pkg.building.progress import Progress
from corpus_pkg.building.workers import WINDOW_PAGES
from corpus_pkg.commands import main
from corpus_pkg.errors import BuildError
from corpus_pkg.package.staging import Claims, Staging
from corpus_pkg.validation import validate

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
PAGE = "عنوان الخبر {}\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش الطويل.\n"


def pages(folder: Path, count: int = 3) -> Path:
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number}.txt").write_text(PAGE.format(number), encoding="utf-8")
    return folder


def tables(package: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (package / "data").iterdir()}


def report(package: Path) -> dict[str, str]:
    """The problem and remedy of each failure, by the path."""
    entries = json.loads((package / "build-report.json").read_bytes())["failures"]
    assert all(entry["document_id"] is None for entry in entries)
    return {entry["path"].partition("in/")[2]: f"{entry['problem']}; {entry['remedy']}" for entry in entries}


def a_deep_folder(place: Path) -> None:
    """A folder whose path is longer than the system takes."""
    place.mkdir()
    here = os.open(place, os.O_RDONLY)
    try:
        for _ in range(20):
            os.mkdir("d" * 250, dir_fd=here)
            below = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
    finally:
        os.close(here)


#: What may stand in the place of a page, and what is said of it.
ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "is neither a file nor a folder; leave it out"),
    "device": (lambda place: place.symlink_to("/dev/zero"), "is neither a file nor a folder; leave it out"),
    "terminal": (lambda place: place.symlink_to("/dev/tty"), "is neither a file nor a folder; leave it out"),
    "dangling": (lambda place: place.symlink_to("nowhere"), "is a link that leads nowhere (No such file or directory)"),
    "loop": (lambda place: place.symlink_to(place.name), "is a link that leads nowhere (Too many levels of symbolic"),
    "through": (lambda place: place.symlink_to("0.txt/x"), "is a link that leads nowhere (Not a directory)"),
    "%" * 90: (Path.touch, "a name would have more than 255 bytes; shorten it"),
}


@pytest.mark.parametrize("in_package", [False, True])
def test_what_is_no_file_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], in_package: bool) -> None:
    plain = tmp_path / "plain/p" if in_package else tmp_path / "plain"
    folder = tmp_path / "odd/p" if in_package else tmp_path / "odd"
    outs = (plain, folder) if in_package else (tmp_path / "1", tmp_path / "2")
    build(pages(plain / "in"), outs[0], recognizer="none")
    pages(folder / "in")
    for name, (make, _) in ODD.items():
        make(folder / "in" / name)
    a_deep_folder(folder / "in/deep")
    command = ["build", str(folder / "in"), "--out", str(outs[1]), "--recognizer", "none"]
    assert main([*command, "--strict"]) == 2
    assert not (outs[1] / "data").exists()
    assert capsys.readouterr().err.count("\n") == 1
    assert main(command) == 3
    assert tables(outs[1]) == tables(outs[0])
    told = report(outs[1])
    assert {name.partition("/")[0] for name in told} == {*(name.replace("%", "%25") for name in ODD), "deep"}
    for name, (_, message) in ODD.items():
        assert message in told[name.replace("%", "%25")]
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(told) + 1
    assert validate(outs[1], rebuild=True).problems == ()
    built = (outs[1] / "build-report.json").read_bytes()
    assert main(command) == 3
    assert (outs[1] / "build-report.json").read_bytes() == built


def test_where_nothing_can_be_read_nothing_is_built(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in/pipe")
    with pytest.raises(BuildError, match=r"in/pipe: is neither a file nor a folder; leave it out\Z"):
        build(tmp_path / "in", tmp_path / "out", recognizer="none")
    assert not (tmp_path / "out").exists()


def test_what_may_not_be_read_stops_nothing(tmp_path: Path) -> None:
    build(pages(tmp_path / "in"), tmp_path / "out", recognizer="none")
    with anybodys_folder() as home:
        with unprivileged():
            folder = pages(home / "in")
            for name in ("closed", "unlisted", "unentered"):
                pages(folder / name, 1)
            (folder / "closed.txt").write_text("x")
            (folder / "closed.txt").chmod(0)
            (folder / "closed").chmod(0)
            (folder / "unlisted").chmod(0o300)
            (folder / "unentered").chmod(0o600)
            result = build(folder, home / "out", recognizer="none")
        told = report(home / "out")
        assert set(told) == {"closed.txt", "closed", "unlisted", "unentered/0.txt"}
        assert set(told.values()) == {"cannot be read (Permission denied); allow it or leave it out"}
        assert result.rows["documents"] == 3
        assert validate(home / "out", rebuild=True).problems == ()


def _gone(place: Path) -> None:
    place.unlink()


def _pipe(place: Path) -> None:
    place.unlink()
    os.mkfifo(place)


def _device(place: Path) -> None:
    place.unlink()
    place.symlink_to("/dev/zero")


def _folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


def _other(place: Path) -> None:
    place.write_text("another page", encoding="utf-8")


def _short(place: Path) -> None:
    os.truncate(place, 10)


REPLACED = {
    _gone: "cannot be read (No such file or directory)",
    _pipe: "cannot be read (is no plain file)",
    _device: "cannot be read (is no plain file)",
    _folder: "cannot be read (is no plain file)",
    _other: "changed while it was read; build again",
    _short: "changed while it was read; build again",
}


@pytest.mark.parametrize(("replaced", "jobs"), [*((replaced, 1) for replaced in REPLACED), (_pipe, 2)])
def test_a_page_that_is_replaced_before_it_is_read_costs_no_other(
    tmp_path: Path, replaced: Callable[[Path], None], jobs: int
) -> None:
    # More than may be read before the first comes back.
    folder = pages(tmp_path / "in", 3 if jobs == 1 else WINDOW_PAGES + 10)
    order = [
        Path(document.page.file)
        for document in inventory.take(collect([folder], tmp_path / "out").pages, Failures(strict=True)).documents
    ]
    last, done = order[-1], []

    def meddle(progress: Progress) -> None:
        if progress.step == "reading" and progress.done and not done:
            done.append(progress.done)
            replaced(last)

    result = build(folder, tmp_path / "out", recognizer="none", raw=False, jobs=jobs, progress=meddle)
    [failed] = result.failures
    assert failed.line.startswith(f"{last}: {REPLACED[replaced]}")
    assert result.rows["documents"] == len(order) - 1
    assert report(tmp_path / "out").keys() == {last.name}


@pytest.mark.parametrize("replaced", REPLACED)
def test_a_page_that_is_replaced_before_it_is_copied_is_left_out(
    tmp_path: Path, replaced: Callable[[Path], None]
) -> None:
    folder, out = pages(tmp_path / "in"), tmp_path / "out"
    held = inventory.take(collect([folder], out).pages, Failures(strict=True))
    replaced(folder / "1.txt")
    failures = Failures(strict=False)
    with Staging(out) as staging:
        kept, written = copies.copied(held, Claims(out), staging, out, failures)
        assert [Path(path).name for path in written] == ["0.txt", "2.txt"]
        assert not staging.file("raw/in/1.txt").exists()
    assert len(kept.documents) == 2
    [failed] = failures.sorted()
    assert failed.line.startswith(f"{folder / '1.txt'}: {REPLACED[replaced]}")


@pytest.mark.skipif(sys.platform == "win32", reason="names hold no such bytes there")
def test_each_of_three_hundred_odd_names_is_a_page(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = {bytes([byte]) for byte in range(1, 256)} - {b"/", b"."}
    names |= {b"-" + bytes([byte]) for byte in range(1, 64)} - {b"-/"}
    names |= {"صفحة".encode(), "\u202eاسم".encode(), b"con", b"nul.txt", b"a" * 255, ("ا" * 127).encode(), b"x ", b" "}
    for number, name in enumerate(sorted(names)):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(PAGE.format(number), encoding="utf-8")
    assert len(names) >= 300
    result = build(folder, tmp_path / "out", recognizer="none")
    assert (result.rows["documents"], result.failures) == (len(names), ())
    assert validate(tmp_path / "out", rebuild=True).problems == ()
