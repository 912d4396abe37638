"""One part of a package is validated alone: what is wrong in it is found there and nowhere else."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from corruption.packages import AGAIN, BOTH, FIRST, SECOND
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import Composed, pages

from corpus_pkg.building.build import build
from corpus_pkg.commands import INVALID, main
from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor, extension, parts
from corpus_pkg.records import TABLES
from corpus_pkg.validation import Report, validate

#: Frictionless takes most of the time, and has its own test.
ALONE = ["columns", "evidence"]
#: Columns of which any value one higher is a lie that evidence finds.
LIES = [
    *(
        (table, column)
        for table in ("segments", "dates", "credits", "mentions", "links")
        for column in ("start", "end")
    ),
    ("documents", "characters"),
    ("documents", "bytes"),
    ("articles", "ordinal"),
]


@st.composite
def packages(draw: st.DrawFn) -> dict[str, bytes]:
    """Files of pages, some of them with one story, links to one another, an archive, and two of the same bytes."""
    known = draw(st.lists(st.sampled_from([FIRST, SECOND, BOTH, AGAIN]), min_size=1, unique=True))
    composed: list[Composed] = draw(st.lists(pages(), max_size=2))
    made = {f"{number}.txt": text.encode() for number, text in enumerate([*known, *(page.text for page in composed)])}
    if draw(st.booleans()):
        made["copy.txt"] = made["0.txt"]
    if draw(st.booleans()):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            for number in range(draw(st.integers(1, 3))):
                file.writestr(zipfile.ZipInfo(f"{number}.txt"), f"{SECOND}\nبيان رقم {number}\n".encode())
        made["more.zip"] = archive.getvalue()
    return made


def _built(home: Path, files: dict[str, bytes], **options: Any) -> Path:
    (home / "pages").mkdir()
    for name, content in files.items():
        (home / "pages" / name).write_bytes(content)
    build(home / "pages", home / "package", recognizer="none", **{"parts": 16, **options})
    return home / "package"


def _corrected(package: Path, path: str) -> None:
    """State the hashes and sizes of a part's file as they are, as whoever lies would."""
    body = descriptor.read(package / descriptor.FILE_NAME)
    for resource in body["resources"]:
        listed = parts.of_resource(resource)
        if path in listed and (file := parts.inside(package, listed)) is not None:
            sha256, resource["bytes"] = parts.sums(file)
            resource["hash"] = f"sha256:{sha256}"
    (package / descriptor.FILE_NAME).write_bytes(descriptor.dump(extension.sealed(body)))


def _problems(report: Report) -> set[tuple[str, ...]]:
    return {(item.layer, item.code, str(item.table), str(item.key), str(item.column)) for item in report.problems}


def _each(package: Path) -> dict[str, set[tuple[str, ...]]]:
    """What is wrong by columns and evidence with each part alone: those that have documents, and one that has none."""
    held = {row["document_id"][len("doc-")] for row in _rows_of(package, "documents")}
    empty = next(part for part in parts.digits(16) if part not in held)
    return {part: _problems(validate(package, part=part, only=ALONE)) for part in sorted({*held, empty})}


@given(files=packages(), data=st.data(), packed=st.booleans(), text=st.sampled_from(["full", "full", "standoff"]))
@settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.too_slow])
def test_a_lie_in_any_part_is_found_in_that_part_alone(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], data: st.DataObject, packed: bool, text: str
) -> None:
    package = _built(tmp_path_factory.mktemp("lie"), files, pack_raw=packed, text=text)
    assert validate(package, only=ALONE).problems == ()
    assert not any(_each(package).values())
    cells = [
        (path, part, column, number)
        for table, column in LIES
        for path, part in zip(parts.paths(table, 16), parts.digits(16), strict=True)
        for number in range(len(_rows(package / path)))
        if text == "full" or table == "articles"
    ]
    path, part, column, number = data.draw(st.sampled_from(cells))
    rows = _rows(package / path)
    rows[number][column] = str(int(rows[number][column] or 0) + 1)
    with (package / path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    _corrected(package, path)
    found = _each(package)
    assert {part for part, problems in found.items() if problems} == {part}
    assert found[part] == _problems(validate(package, only=ALONE))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of pages with a story on two of them, a link between two, and two stories on one."""
    texts = {f"{number}.txt": text.encode() for number, text in enumerate((FIRST, SECOND, BOTH, AGAIN))}
    return _built(tmp_path_factory.mktemp("whole"), {**texts, "copy.txt": FIRST.encode()})


def test_each_part_of_a_valid_package_is_valid_by_all_layers(whole: Path) -> None:
    assert _rows_of(whole, "duplicates")
    assert any(row["target_article_id"] for row in _rows_of(whole, "links"))
    read = 0
    for part in parts.digits(16):
        report = validate(whole, part=part)
        assert (report.verdict, report.problems, report.gaps, report.part) == ("valid", (), (), part)
        assert [layer.name for layer in report.layers] == ["package", "columns", "frictionless", "evidence"]
        assert len(report.notes) == 1 and report.notes[0].startswith(f"part {part} alone, so not checked were: ")
        read += report.documents
    assert read == len(_rows_of(whole, "documents"))


def _rows_of(package: Path, table: str) -> list[dict[str, str]]:
    return [row for path in parts.paths(table, 16) for row in _rows(package / path)]


@pytest.mark.parametrize("table", [name for name in TABLES if parts.is_cut(name)])
def test_a_changed_byte_is_found_in_its_part_alone(whole: Path, tmp_path: Path, table: str) -> None:
    shutil.copytree(whole, tmp_path / "package")
    files = dict(zip(parts.digits(16), parts.paths(table, 16), strict=True))
    part = max(files, key=lambda part: (whole / files[part]).stat().st_size)
    file = tmp_path / "package" / files[part]
    content = file.read_bytes()
    file.write_bytes(content[:-4] + bytes([content[-4] ^ 1]) + content[-3:])
    found = _each(tmp_path / "package")
    assert {part for part, problems in found.items() if problems} == {part}
    assert ("columns", "hash", table, "None", "None") in found[part]


def test_a_changed_page_is_found_in_its_part_alone(whole: Path, tmp_path: Path) -> None:
    for row in _rows_of(whole, "documents"):
        package = tmp_path / row["document_id"]
        shutil.copytree(whole, package)
        content = (package / row["path"]).read_bytes()
        (package / row["path"]).write_bytes(content[:-2] + b"!" + content[-1:])
        found = _each(package)
        (part,) = (part for part, problems in found.items() if problems)
        assert row["document_id"].startswith(f"doc-{part}")
        assert {problem[1] for problem in found[part]} >= {"hash", "page-changed"}


def test_a_part_needs_no_file_of_another(whole: Path, tmp_path: Path) -> None:
    part = _rows_of(whole, "documents")[0]["document_id"].removeprefix("doc-")[0]
    shutil.copytree(whole, tmp_path / "package")
    for name in filter(parts.is_cut, TABLES):
        for other, path in zip(parts.digits(16), parts.paths(name, 16), strict=True):
            if other != part:
                (tmp_path / "package" / path).unlink()
    for row in _rows_of(whole, "documents"):
        if not row["document_id"].startswith(f"doc-{part}"):
            for path in filter(None, (row["path"], *row["also_at"].split("|"))):
                (tmp_path / "package" / path).unlink()
    assert validate(tmp_path / "package", part=part).verdict == "valid"
    assert validate(tmp_path / "package").verdict == "invalid"


@pytest.mark.parametrize("part", ["g", "00", "", "-1"])
def test_a_part_that_is_none_is_told(whole: Path, part: str) -> None:
    with pytest.raises(PackageError, match=f"no part '{part}': its parts are 0 to f"):
        validate(whole, part=part)
    with pytest.raises(PackageError, match="no part '0': each table is one file"):
        validate(part="0")
    with pytest.raises(PackageError, match="a part is not built again alone"):
        validate(whole, part="0", rebuild=True)


def test_the_command_says_which_part_it_looked_at(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", str(whole), "--part", "3"]) == 0
    told = capsys.readouterr()
    assert ": valid (part 3 alone; " in told.out
    assert "part 3 alone, so not checked were: links to stories of other parts" in told.err
    assert main(["validate", str(whole), "--part", "3", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["part"] == "3"
    shutil.copytree(whole, tmp_path / "package")
    (tmp_path / "package/data/mentions/3.csv").unlink()
    assert main(["validate", str(tmp_path / "package"), "--part", "3"]) == INVALID
    assert main(["validate", str(tmp_path / "package"), "--part", "4"]) == 0
    capsys.readouterr()
