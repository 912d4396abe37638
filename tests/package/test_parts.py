"""Tables in parts are the tables in one file, for whoever reads, checks, compares or builds them."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import frictionless
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TEXTS

from corpus_pkg.building.build import build
from corpus_pkg.commands import main
from corpus_pkg.dataset import dataset
from corpus_pkg.errors import BuildError, PackageError
from corpus_pkg.package import descriptor, extension, parts, tables
from corpus_pkg.records import TABLES
from corpus_pkg.sharing.diff.difference import diff
from corpus_pkg.sharing.rehydration import rehydrate
from corpus_pkg.validation import validate

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A package of a few pages in one file a table, and in 16 and 256 parts."""
    home = tmp_path_factory.mktemp("parts")
    pages = sorted((ROOT / "seeds").glob("*.txt"))[:4]
    for number in parts.NUMBERS:
        build(pages, home / str(number) / "package", recognizer="none", parts=number)  # type: ignore[arg-type]
    return {number: home / str(number) / "package" for number in parts.NUMBERS}


@given(
    st.lists(st.lists(st.binary(max_size=12).map(lambda row: row.replace(b"\n", b"") + b"\n"), max_size=4), min_size=1),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)), max_size=6),
)
@settings(deadline=None, max_examples=60)
def test_parts_are_read_as_the_one_file(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[bytes]], looks: list[tuple[int, int]]
) -> None:
    home = tmp_path_factory.mktemp("files")
    files = []
    for number, lines in enumerate(rows):
        files.append(home / f"{number}.csv")
        files[-1].write_bytes(b"a,b\n" + b"".join(lines))
    one = io.BytesIO(b"a,b\n" + b"".join(line for lines in rows for line in lines))
    whole = parts.joined(files)
    assert whole.read_bytes() == one.getvalue()
    with whole.open("rb") as file:
        for offset, length in looks:
            offset = min(offset, len(one.getvalue()))
            assert file.seek(offset) == one.seek(offset)
            assert file.read(length) == one.read(length)
            assert file.tell() == one.tell()
        assert file.seek(0, 2) == one.seek(0, 2)
        assert file.seek(0) == 0
        assert file.read() == one.getvalue()


def test_parts_that_do_not_fit_are_told(tmp_path: Path) -> None:
    files = [tmp_path / "0.csv", tmp_path / "1.csv"]
    files[0].write_text("a,b\n1,2\n", encoding="utf-8")
    files[1].write_text("a,c\n3,4\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"1\.csv:1: the columns are not those of .*0\.csv"):
        parts.joined(files).read_bytes()
    files[0].write_text("a,b\n1,2", encoding="utf-8")
    with pytest.raises(PackageError, match=r"0\.csv: ends within a row"):
        parts.joined(files).read_bytes()


def test_a_package_in_parts_holds_the_same_tables(packages: dict[int, Path]) -> None:
    one = dataset.open(packages[1])
    for number in (16, 256):
        other = dataset.open(packages[number])
        assert not (packages[number] / "data" / "mentions.csv").exists()
        for name in TABLES:
            listed = sorted((packages[number] / "data" / name).glob("*.csv"))
            assert len(listed) == (number if parts.is_cut(name) else 0)
            assert other.table(name).digest() == one.table(name).digest()
            assert list(other.table(name)) == list(one.table(name))
            assert other.table(name).to_arrow().equals(one.table(name).to_arrow())
            assert other.table(name).to_polars().equals(one.table(name).to_polars())
            assert other.table(name).to_pandas().equals(one.table(name).to_pandas())
        for article in one.articles:
            assert other.story(article) == one.story(article)
        assert list(other.stories()) == list(one.stories())
        difference = diff(packages[1], packages[number])
        assert not difference.counts and not difference.files
        assert difference.level == "none"


def test_every_row_lies_in_the_part_of_its_document(packages: dict[int, Path]) -> None:
    for number in (16, 256):
        for name in filter(parts.is_cut, TABLES):
            for path, begin in zip(parts.paths(name, number), parts.digits(number), strict=True):
                rows = dataset.Rows(packages[number] / path, TABLES[name])
                assert all(str(row.__dict__[TABLES[name].key[0]]).startswith(f"doc-{begin}") for row in rows)


def test_the_descriptor_in_parts_is_turned_back(packages: dict[int, Path]) -> None:
    one, many = (descriptor.read(packages[number] / descriptor.FILE_NAME) for number in (1, 16))
    assert descriptor.is_whole(many)
    assert extension.sealed(parts.whole(many)) == one
    assert (parts.number(one), parts.number(many)) == (1, 16)


def test_plain_frictionless_calls_it_valid_and_sees_every_byte(packages: dict[int, Path], tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(packages[16], package)
    assert frictionless.validate(str(package / "datapackage.json"), type="package").valid
    part = package / max(parts.paths("mentions", 16), key=lambda path: (package / path).stat().st_size)
    content = part.read_bytes()
    # In the header, which a multipart resource passes over, and within a row.
    for at in (0, len(content) // 2):
        part.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert not frictionless.validate(str(package / "datapackage.json"), type="package").valid
        assert not validate(package, only=["columns"]).valid


def test_validation_finds_in_a_part_what_it_finds_in_the_one_file(packages: dict[int, Path], tmp_path: Path) -> None:
    found = {}
    first: str | None = None
    for number in (16, 1):
        package = tmp_path / str(number) / "package"
        shutil.copytree(packages[number], package)
        assert validate(package, rebuild=True, only=["evidence"]).valid
        path = max(parts.paths("mentions", number), key=lambda path: (package / path).stat().st_size)
        lines = (package / path).read_text(encoding="utf-8").splitlines(keepends=True)
        first = lines[1] if first is None else first
        lines[lines.index(first)] = first.replace(",PER,", ",XYZ,").replace(",LOC,", ",XYZ,").replace(",ORG,", ",XYZ,")
        (package / path).write_text("".join(lines), encoding="utf-8")
        report = validate(package, rebuild=True, only=["columns", "evidence"])
        found[number] = {(item.code, item.table, item.key, item.column, item.row) for item in report.problems}
    own = {item for item in found[16] if item[1] is not None and item[1].startswith("mentions-")}
    assert own
    assert any(item[1] == "mentions" and item[2] for item in found[1])
    assert {item for item in found[16] - own if item[1] == "mentions"} == {
        item for item in found[1] if item[1] == "mentions"
    }


def test_a_build_with_other_parts_leaves_nothing_of_the_earlier_one(packages: dict[int, Path], tmp_path: Path) -> None:
    out = tmp_path / "package"
    pages = sorted((ROOT / "seeds").glob("*.txt"))[:4]
    for number in (16, 1):
        build(pages, out, recognizer="none", parts=number)  # type: ignore[arg-type]
        made, expected = ({str(path.relative_to(home)) for path in home.rglob("*")} for home in (out, packages[number]))
        assert made == expected
    with pytest.raises(BuildError, match="parts is 3; it can be 1, 16, 256"):
        build(pages, out, parts=3)  # type: ignore[arg-type]


def test_texts_come_back_into_parts(tmp_path: Path) -> None:
    pages = tmp_path / "raw"
    pages.mkdir()
    for page in sorted((ROOT / "seeds").glob("*.txt"))[:3]:
        shutil.copy(page, pages)
    build(pages, tmp_path / "full" / "package", recognizer="none", parts=16)
    build(pages, tmp_path / "shared" / "package", recognizer="none", parts=16, text="standoff")
    assert validate(tmp_path / "shared" / "package").valid
    body = json.loads((tmp_path / "shared" / "package" / descriptor.FILE_NAME).read_bytes())
    assert len(parts.places(body)["withheld"]) == 16
    rehydrate(tmp_path / "shared" / "package", pages, tmp_path / "again" / "package")
    full, again = (tmp_path / name / "package" for name in ("full", "again"))
    for path in full.rglob("*"):
        if path.is_file():
            assert (again / path.relative_to(full)).read_bytes() == path.read_bytes()


def test_one_part_is_opened_alone(packages: dict[int, Path], tmp_path: Path) -> None:
    one = dataset.open(packages[1])
    whole: list[str] = []
    for part in parts.digits(16):
        alone = dataset.open(packages[16], part=part)
        own = [row.document_id for row in alone.documents]
        assert [story.article_id for story in alone.stories()] == [row.article_id for row in alone.articles]
        assert list(alone.sources) == list(one.sources)
        assert list(dataset.load("mentions", packages[16], part=part)) == [
            row for document in own for row in one.mentions.of(document)
        ]
        whole += own
    assert whole == [row.document_id for row in one.documents]
    shutil.copytree(packages[16], tmp_path / "package")
    for path in parts.paths("mentions", 16)[1:]:
        (tmp_path / "package" / path).unlink()
    assert list(dataset.load("mentions", tmp_path / "package", part="0")) == list(
        dataset.load("mentions", packages[16], part="0")
    )


@pytest.mark.parametrize("part", ["g", "00", "", "-1"])
def test_a_part_that_is_none_is_told(packages: dict[int, Path], part: str) -> None:
    with pytest.raises(PackageError, match=f"no part '{part}': its parts are 0 to f"):
        dataset.open(packages[16], part=part)
    with pytest.raises(PackageError, match="no part '0': each table is one file"):
        dataset.open(packages[1], part="0")


def test_the_command_hands_it_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = next(iter(sorted((ROOT / "seeds").glob("*.txt"))))
    arguments = ["build", str(page), "--out", str(tmp_path / "package"), "--recognizer", "none"]
    assert main([*arguments, "--parts", "16", "--pack-raw"]) == 0
    body = descriptor.read(tmp_path / "package" / descriptor.FILE_NAME)
    assert parts.number(body) == 16
    assert "raw/packed-pages%2Ezip" in descriptor.resources(body)
    assert main([*arguments, "--parts", "1"]) == 0
    assert parts.number(descriptor.read(tmp_path / "package" / descriptor.FILE_NAME)) == 1
    capsys.readouterr()


@pytest.mark.parametrize("at", [0, -1])
def test_a_row_in_the_part_of_other_documents_is_found(packages: dict[int, Path], tmp_path: Path, at: int) -> None:
    package = tmp_path / "package"
    shutil.copytree(packages[16], package)
    filled = [path for path in parts.paths("articles", 16) if tables.lists(package / path, TABLES["articles"])]
    rows = {path: list(tables.read(package / path, TABLES["articles"])) for path in filled}
    filled = [path for path in filled if rows[path]]
    source, target = (filled[1], filled[0]) if at == 0 else (filled[0], filled[1])
    moved = rows[source].pop(at)
    rows[target].append(moved)
    for path in (source, target):
        tables.write(package / path, TABLES["articles"], rows[path])
    body = descriptor.read(package / descriptor.FILE_NAME)
    for resource in body["resources"]:
        if resource["path"] in (source, target):
            sha256, resource["bytes"] = parts.sums(package / resource["path"])
            resource["hash"] = f"sha256:{sha256}"
    (package / descriptor.FILE_NAME).write_bytes(descriptor.dump(extension.sealed(body)))
    # The table is the same, whoever reads it whole.
    assert dataset.open(package).articles.digest() == dataset.open(packages[1]).articles.digest()
    report = validate(package)
    assert {(item.code, item.table) for item in report.problems} == {("order", "articles")}
    assert all(target in item.message for item in report.problems)


@given(pages=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4, unique=True), number=st.sampled_from([16, 256]))
@settings(deadline=None, max_examples=2)
def test_any_pages_give_the_same_tables_in_any_parts(
    tmp_path_factory: pytest.TempPathFactory, pages: list[str], number: parts.Number
) -> None:
    home = tmp_path_factory.mktemp("any")
    (home / "pages").mkdir()
    for at, page in enumerate(pages):
        (home / "pages" / f"{at}.txt").write_bytes(page.encode("utf-8", "surrogatepass"))
    for into in (1, number):
        build(home / "pages", home / str(into) / "package", recognizer="none", parts=into)
    one, other = (dataset.open(home / str(into) / "package") for into in (1, number))
    for name in TABLES:
        assert list(one.table(name)) == list(other.table(name))
        assert one.table(name).digest() == other.table(name).digest()
    assert validate(home / str(number) / "package", only=["columns", "evidence"]).valid


def _story(number: int) -> str:
    """A page whose words no other has, so that nothing joins it to the others."""
    word = "".join("بتثجحخدذرز"[int(digit)] for digit in f"{number:04}")
    title = f"بلدية {word} تفتتح حديقة {word} على ضفة نهر {word}"
    text = f"افتتحت بلدية {word} حديقة {word} على ضفة نهر {word} وتضم ملاعب {word} وممرات {word} ومقاعد {word}."
    more = f"وقال رئيس بلدية {word} إن أشجار {word} زرعت قبل عامين."
    return f"{title}\n\nنشر في: {1 + number % 28} مارس 2021\n\n{text}\n\n{more}\n"


@given(st.sets(st.integers(0, 9999), min_size=2, max_size=12), st.integers(0, 9999), st.booleans())
@settings(deadline=None, max_examples=8)
def test_a_page_that_is_replaced_changes_its_own_parts_alone(
    tmp_path_factory: pytest.TempPathFactory, numbers: set[int], other: int, taken: bool
) -> None:
    home = tmp_path_factory.mktemp("replaced")
    raw = home / "raw"
    raw.mkdir()
    for number in numbers:
        (raw / f"{number}.txt").write_text(_story(number), encoding="utf-8")
    made = {"recognizer": "none", "parts": 16, "cache": home / "cache"}
    build(raw, home / "package", **made)  # type: ignore[arg-type]
    before = _cut(home / "package")
    old = min(numbers)
    owners = {_part(home / "package", old)}
    if taken:
        (raw / f"{old}.txt").unlink()
    else:
        (raw / f"{old}.txt").write_text(_story(other) + "\nشكرا.\n", encoding="utf-8")
    build(raw, home / "package", **made)  # type: ignore[arg-type]
    after = _cut(home / "package")
    if not taken:
        owners.add(_part(home / "package", old))
    changed = {Path(path).stem for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed <= owners
    assert changed or other in numbers
    for part in owners:
        assert validate(home / "package", part=part).verdict != "invalid"


def _cut(package: Path) -> dict[str, bytes]:
    """The files of the tables in parts, by their paths."""
    return {str(file.relative_to(package)): file.read_bytes() for file in (package / "data").glob("*/*.csv")}


def _part(package: Path, number: int) -> str:
    """The digit of the part that a page lies in."""
    documents = dataset.open(package).documents
    return next(document.document_id for document in documents if document.path.endswith(f"/{number}.txt"))[len("doc-")]
