"""Packages of strangers: nothing outside of them is read, nothing is fetched, and nothing takes for ever."""

from __future__ import annotations

import gzip
import json
import os
import socket
import stat
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor
from corpus_pkg.validation import admission, frictionless, validate
from corpus_pkg.validation.report import Report
from corpus_pkg.validation.wording import quoted, visible

pytest.importorskip("polars", reason="polars (the extra polars) is not installed")

SCHEMA = {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "integer"}]}
TABLE = {"name": "t", "type": "table", "path": "t.csv", "format": "csv", "encoding": "utf-8", "schema": SCHEMA}


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks a network fails the test."""

    def refuse(*_: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def package(folder: Path, data: bytes = b"a,b\nx,1\n", **changes: Any) -> Path:
    """A package of one table in the folder, its resource changed."""
    folder.mkdir(exist_ok=True)
    (folder / "t.csv").write_bytes(data)
    body = {"name": "p", "resources": [{key: value for key, value in (TABLE | changes).items() if value is not None}]}
    (folder / descriptor.FILE_NAME).write_text(json.dumps(body))
    return folder


def codes(report: Report) -> set[str]:
    return {f"{problem.layer}:{problem.code}" for problem in report.problems}


def test_the_package_itself_is_valid(tmp_path: Path) -> None:
    report = validate(package(tmp_path / "p"))
    assert report.problems == ()
    assert report.notes == ("the evidence was not checked: the tables are not those of corpus-pkg",)


@pytest.mark.parametrize(
    "path",
    [
        "../secret.csv",
        "/etc/passwd",
        "a/../../secret.csv",
        "~/secret.csv",
        "file:///etc/passwd",
        "s3://bucket/t.csv",
        "sqlite:///t.db",
        "C:\\secret.csv",
        "$HOME/secret.csv",
        "*.csv",
        "t.csv\0",
        "",
    ],
)
@pytest.mark.parametrize("place", ["path", "paths", "extrapaths", "schema", "dialect"])
def test_paths_that_leave_the_package_are_refused(tmp_path: Path, path: str, place: str) -> None:
    (tmp_path / "secret.csv").write_text("a,b\nsecret,1\n")
    changes: dict[str, Any] = {place: path}
    if place == "paths":
        changes = {"path": ["t.csv", path]}
    elif place == "extrapaths":
        changes = {"extrapaths": [path]}
    report = validate(package(tmp_path / "p", **changes))
    assert not report.valid
    assert "secret," not in json.dumps([problem.message for problem in report.problems])
    if path:
        assert codes(report) == {"package:unsafe-path"}, report.problems
        assert "nothing was checked" in report.problems[0].message


def test_links_that_leave_the_package_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a,b\nsecret,1\n")
    folder = package(tmp_path / "p")
    (folder / "t.csv").unlink()
    (folder / "t.csv").symlink_to(tmp_path / "secret.csv")
    report = validate(folder)
    assert codes(report) == {"package:unsafe-path"}
    (folder / "t.csv").unlink()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "t.csv").write_text("a,b\nx,1\n")
    (folder / "in").symlink_to(tmp_path / "outside")
    package(tmp_path / "p", path="in/t.csv")
    assert codes(validate(folder)) == {"package:unsafe-path"}
    (folder / "real.csv").write_text("a,b\nx,1\n")
    (folder / "t.csv").unlink()
    (folder / "t.csv").symlink_to("real.csv")
    (folder / descriptor.FILE_NAME).write_text(json.dumps({"name": "p", "resources": [TABLE]}))
    assert validate(folder).valid
    (folder / "t.csv").unlink()
    (folder / "t.csv").symlink_to("t.csv")
    assert not validate(folder).valid
    (folder / descriptor.FILE_NAME).unlink()
    (tmp_path / "other.json").write_text('{"resources": []}')
    (folder / descriptor.FILE_NAME).symlink_to(tmp_path / "other.json")
    with pytest.raises(PackageError, match="leads out of the package"):
        validate(folder)


def test_a_page_that_is_a_link_out_of_the_package_is_not_read(tmp_path: Path) -> None:
    from corpus_pkg.building.build import build

    (tmp_path / "in").mkdir()
    page = "بيان مقتضب من الوزارة\n\nأعلنت الوزارة اليوم أن العمل في المشروع بدأ.\n"
    (tmp_path / "in/a.txt").write_text(page)
    build(tmp_path / "in", tmp_path / "out")
    assert validate(tmp_path / "out").valid
    (tmp_path / "out/raw/in/a.txt").unlink()
    (tmp_path / "out/raw/in/a.txt").symlink_to(tmp_path / "in/a.txt")
    assert codes(validate(tmp_path / "out")) == {"package:unsafe-path"}
    body = json.loads((tmp_path / "out/datapackage.json").read_bytes())
    body["resources"] = [item for item in body["resources"] if item.get("type") == "table"]
    (tmp_path / "out/datapackage.json").write_text(json.dumps(body))
    assert "evidence:unsafe-path" in codes(validate(tmp_path / "out"))


@pytest.mark.parametrize(
    "address", ["https://example.invalid/t.csv", "http://127.0.0.1:1/t.csv", "ftp://example.invalid/t"]
)
def test_what_lies_on_a_network_is_not_fetched_and_said_so(tmp_path: Path, address: str) -> None:
    for changes in (
        {"path": address},
        {"path": ["t.csv", address]},
        {"schema": address},
        {"profile": address},
        {"dialect": address},
        {"path": None, "url": address},
    ):
        report = validate(package(tmp_path / "p", **changes))
        assert report.valid is None and report.problems == (), changes
        assert any("was not fetched" in gap.reason for gap in report.gaps)
    body = {"name": "p", "profile": address, "resources": [TABLE]}
    (tmp_path / "p" / descriptor.FILE_NAME).write_text(json.dumps(body))
    report = validate(tmp_path / "p")
    assert report.valid is None and any("was not fetched" in gap.reason for gap in report.gaps)
    body = {"name": "p", "resources": [address]}
    (tmp_path / "p" / descriptor.FILE_NAME).write_text(json.dumps(body))
    assert codes(validate(tmp_path / "p")) == {"package:refused"}
    assert codes(validate(package(tmp_path / "p", scheme="s3"))) == {"package:refused"}


def test_a_table_that_refers_to_one_on_a_network_is_checked_without_it(tmp_path: Path) -> None:
    remote = {"name": "r", "path": "https://example.invalid/r.csv", "schema": SCHEMA}
    keys = [{"fields": ["a"], "reference": {"resource": "r", "fields": ["a"]}}]
    folder = package(tmp_path / "p")
    body = {"name": "p", "resources": [{**TABLE, "schema": {**SCHEMA, "foreignKeys": keys}}, remote]}
    (folder / descriptor.FILE_NAME).write_text(json.dumps(body))
    report = validate(folder)
    assert report.valid is None and report.problems == ()
    assert any("references to r" in note for note in report.notes)


def _zip(path: Path, members: dict[str, bytes], links: tuple[str, ...] = ()) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if name in links:
                info.create_system = 3
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, data)
    return path


BODY = json.dumps({"name": "p", "resources": [TABLE]}).encode()


def test_a_zip_is_validated_as_its_folder_is(tmp_path: Path) -> None:
    good = {descriptor.FILE_NAME: BODY, "t.csv": b"a,b\nx,1\n"}
    before = set(tmp_path.iterdir())
    report = validate(_zip(tmp_path / "p.zip", good))
    assert report.valid and report.package == tmp_path / "p.zip"
    assert set(tmp_path.iterdir()) - before == {tmp_path / "p.zip"}
    assert validate(_zip(tmp_path / "q.zip", {f"top/{name}": data for name, data in good.items()})).valid
    bad = validate(_zip(tmp_path / "r.zip", good | {"t.csv": b"a,b\nx,y\n"}))
    assert codes(bad) == {"columns:type", "frictionless:type-error"}


@pytest.mark.parametrize(
    ("members", "links", "said"),
    [
        ({"../evil.txt": b"x"}, (), "leads out"),
        ({"/evil.txt": b"x"}, (), "absolute"),
        ({"a/../../evil.txt": b"x"}, (), "leads out"),
        ({"C:\\evil.txt": b"x"}, (), "absolute"),
        ({"t.csv": b"/etc/passwd"}, ("t.csv",), "symbolic link"),
        ({"bomb": b"\0" * 300_000_000}, (), "unpacks to more"),
        ({"a": b"", "a/b": b""}, (), "cannot be unpacked"),
        ({}, (), "is no package"),
    ],
)
def test_hostile_archives_are_refused_in_one_line(
    tmp_path: Path, members: dict[str, bytes], links: tuple[str, ...], said: str
) -> None:
    whole = members | ({descriptor.FILE_NAME: BODY} if members else {"x": b""})
    path = _zip(tmp_path / "p.zip", whole, links)
    with pytest.raises(PackageError, match=rf"\A[^\n]*{said}[^\n]*\Z"):
        validate(path)
    assert {item.name for item in tmp_path.iterdir()} == {"p.zip"}


def test_a_broken_archive_is_refused_in_one_line(tmp_path: Path) -> None:
    path = _zip(tmp_path / "p.zip", {descriptor.FILE_NAME: BODY, "t.csv": b"a,b\nx,1\n"})
    data = path.read_bytes()
    for place in range(0, len(data), 7):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        try:
            assert all("\n" not in problem.message for problem in validate(path).problems)
        except PackageError as error:
            assert "\n" not in str(error)


def test_a_compressed_table_that_explodes_is_refused(tmp_path: Path) -> None:
    folder = package(tmp_path / "p", path="t.csv.gz")
    (folder / "t.csv.gz").write_bytes(gzip.compress(b"a,b\nx,1\n"))
    report = validate(folder)
    assert report.valid, report.problems
    assert any("compressed" in note for note in report.notes)
    (folder / "t.csv.gz").write_bytes(gzip.compress(b"a,b\n" + b"\0" * 200_000_000))
    assert codes(validate(folder)) == {"package:refused"}


def test_a_descriptor_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / descriptor.FILE_NAME
    with path.open("wb") as file:
        file.write(b'{"resources": [], "x": "')
        file.truncate(100_000_000)
    with pytest.raises(PackageError, match=r"\A[^\n]*more than 67108864 bytes[^\n]*\Z"):
        validate(tmp_path)
    for text in ('{"resources": ' + "[" * 10_000 + "]" * 10_000 + "}", '{"resources": ' + "[" * 300 + "]" * 300 + "}"):
        path.write_text(text)
        with pytest.raises(PackageError, match=r"\A[^\n]+\Z"):
            validate(tmp_path)


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    fields = [{"name": f"c{number}"} for number in range(admission.WIDEST + 1)]
    assert codes(validate(package(tmp_path / "p", schema={"fields": fields}))) == {"package:refused"}
    wide = b"a,b" + b",c" * 999_000 + b"\nx,1\n"
    report = validate(package(tmp_path / "p", data=wide))
    assert {"columns:refused", "package:refused"} <= codes(report)
    report = validate(package(tmp_path / "p", data=b"a,b\nx,1" + b"," * 999_000 + b"\n"))
    assert {"columns:cells", "package:refused"} <= codes(report)
    report = validate(package(tmp_path / "p", data=b"a,b\nx,1" + b"," * 2_000_000 + b"\n"))
    assert {"columns:refused", "package:refused"} <= codes(report)
    assert any("Frictionless was not run" in note for note in report.notes)
    assert "package:refused" in codes(validate(package(tmp_path / "p", data=wide, schema=None)))


def test_a_pattern_that_explodes_is_matched_in_linear_time(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "string", "constraints": {"pattern": "(a+)+b"}}, {"name": "b", "type": "integer"}]
    report = validate(package(tmp_path / "p", data=b"a,b\n" + b"a" * 5000 + b",1\n", schema={"fields": fields}))
    assert codes(report) == {"columns:constraint"}
    assert any("was not given the pattern" in note for note in report.notes)
    report = validate(package(tmp_path / "p", data=b"a,b\naaab,1\n", schema={"fields": fields}))
    assert report.valid


def test_a_pattern_that_nobody_can_bound_ends_with_its_process(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "string", "constraints": {"pattern": r"(?=a)(a+)+\1b"}}, {"name": "b"}]
    folder = package(tmp_path / "p", data=b"a,b\n" + b"a" * 40 + b",1\n", schema={"fields": fields})
    with admission.admitted(folder) as admitted:
        run = frictionless.Run(admitted, {}, {}, seconds=2)
        started = time.monotonic()
        assert [problem.code for problem in run.run()] == ["endless"]
        assert time.monotonic() - started < 20
    (folder / "t.csv").write_bytes(b"a,b\naaaaaab,1\n")
    report = validate(folder, only=("frictionless",))
    assert report.valid


def test_a_guess_at_a_dialect_that_explodes_is_made_elsewhere(tmp_path: Path) -> None:
    data = b"a,b\n" + b",'x" * 20_000 + b"\n"
    folder = package(tmp_path / "p", data=data)
    with admission.admitted(folder) as admitted:
        run = frictionless.Run(admitted, {}, {"t": (2, 2)}, seconds=2)
        assert {problem.code for problem in run.run()} <= {"endless", "extra-cell", "missing-cell", "type-error"}


def test_cells_that_are_formulas_are_a_note_and_no_fault(tmp_path: Path) -> None:
    report = validate(package(tmp_path / "p", data=b'a,b\n=1+1,1\n"@SUM(A1,B1)",2\n-5,3\n+972 5,-4\n@name,5\n'))
    assert report.valid
    assert [note for note in report.notes if "formula" in note] == [
        "t: 2 cells begin as a formula does; a spreadsheet would take them for one"
    ]


def test_marks_of_direction_in_names_are_shown_escaped(tmp_path: Path) -> None:
    name = "fdp\u202egnp"
    schema = {"fields": [{"name": name, "type": "string"}, {"name": "b", "type": "integer"}]}
    report = validate(package(tmp_path / "p", data=f"{name},b\nx,y\n".encode(), schema=schema))
    assert any("\\u202e" in note for note in report.notes)
    assert not report.valid
    for text in (*report.notes, *(problem.message for problem in report.problems)):
        assert "\u202e" not in text
    assert "\u202e" not in "".join(problem.place for problem in report.problems)


@given(st.text(), st.integers(2, 50))
def test_a_message_is_one_line_that_shows_what_it_holds(text: str, limit: int) -> None:
    line = visible(text, limit)
    assert line.isprintable() and len(line) <= limit
    assert line == " ".join(line.split())
    assert quoted(text).startswith("«")


def test_special_files_are_named_and_not_waited_for(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    (folder / "t.csv").unlink()
    os.mkfifo(folder / "t.csv")
    assert codes(validate(folder)) == {"package:no-file"}
    package(tmp_path / "q", path=".")
    assert codes(validate(tmp_path / "q")) == {"package:no-file"}
