"""Pages packed into archives are the same documents, in few files."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import frictionless
import pytest

from corpus_pkg.building import packing
from corpus_pkg.building.build import build
from corpus_pkg.dataset import dataset
from corpus_pkg.errors import BuildError
from corpus_pkg.package import descriptor
from corpus_pkg.package.paths import WITHIN
from corpus_pkg.sharing.rehydration import rehydrate
from corpus_pkg.validation import validate

SEEDS = Path(__file__).parents[2] / "seeds"
PAGE = "عنوان الخبر هنا\n\nقال متحدث إن الاجتماع انتهى مساء أمس {} بعد ساعات من النقاش الطويل.\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    (folder / "deep").mkdir(parents=True)
    for number, page in enumerate(sorted(SEEDS.glob("*.txt"))[:5]):
        shutil.copy(page, folder / ("deep" if number % 2 else ".") / page.name)
    shutil.copy(sorted(SEEDS.glob("*.txt"))[0], folder / "copy [1]%.txt")
    with zipfile.ZipFile(folder / "own.zip", "w") as archive:
        archive.writestr("inner.txt", PAGE.format("من الأرشيف"))
    return folder


def _listed(package: Path) -> list[str]:
    return [item["path"] for item in descriptor.read(package / descriptor.FILE_NAME)["resources"] if "type" not in item]


def test_packed_pages_are_the_same_documents(pages: Path, tmp_path: Path) -> None:
    loose, packed = tmp_path / "loose" / "package", tmp_path / "packed" / "package"
    build(pages, loose, recognizer="none")
    build(pages, packed, recognizer="none", pack_raw=True)
    assert _listed(packed) == ["raw/packed-pages%2Ezip", "raw/pages/own%2Ezip"]
    one, other = dataset.open(loose), dataset.open(packed)
    for name in ("segments", "articles", "dates", "credits", "mentions", "links", "duplicates", "sources", "entities"):
        assert one.table(name).digest() == other.table(name).digest()
    for before, after in zip(one.documents, other.documents, strict=True):
        changed = {"path": after.path, "also_at": after.also_at}
        assert before.model_copy(update=changed) == after
        assert other.page(after).text == one.page(before).text
        if "own" not in before.path:
            assert after.path == f"raw/packed-pages%2Ezip{WITHIN}{before.path.removeprefix('raw/')}"
    assert frictionless.validate(str(packed / "datapackage.json"), type="package").valid
    report = validate(packed, rebuild=True)
    assert report.valid, report.problems
    shard = packed / "raw" / "packed-pages%2Ezip"
    content = shard.read_bytes()
    for at in (0, len(content) // 2, len(content) - 1):
        shard.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert not frictionless.validate(str(packed / "datapackage.json"), type="package").valid


def test_another_page_changes_one_archive(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_PAGES", 2)
    out = tmp_path / "package"
    build(pages, out, recognizer="none", pack_raw=True)
    before = {path.name: path.read_bytes() for path in (out / "raw").glob("packed*")}
    assert len(before) > 2
    build(pages, out, recognizer="none", pack_raw=True)
    assert {path.name: path.read_bytes() for path in (out / "raw").glob("packed*")} == before
    (pages / "new.txt").write_text(PAGE.format("في صفحة جديدة"), encoding="utf-8")
    build(pages, out, recognizer="none", pack_raw=True)
    after = {path.name: path.read_bytes() for path in (out / "raw").glob("packed*")}
    kept = [name for name in before if after.get(name) == before[name]]
    assert len(kept) >= len(before) - 1
    for name in after:
        if name.startswith("packed"):
            digits = name.removesuffix("%2Ezip").rpartition("-")[2]
            with zipfile.ZipFile(out / "raw" / name) as archive:
                assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
                assert archive.namelist() == sorted(archive.namelist())
            rows = [row for row in dataset.open(out).documents if row.path.startswith(f"raw/{name}{WITHIN}")]
            assert rows
            assert all(row.sha256.startswith(digits) for row in rows)


def test_a_build_without_packing_takes_the_archives_away(pages: Path, tmp_path: Path) -> None:
    out, loose = tmp_path / "a" / "package", tmp_path / "b" / "package"
    build(pages, out, recognizer="none", pack_raw=True)
    build(pages, out, recognizer="none")
    build(pages, loose, recognizer="none")
    contents = [
        {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()} for home in (out, loose)
    ]
    assert contents[0] == contents[1]


def test_a_rule_on_pages_means_packed_ones_too(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "package"
    out.mkdir()
    (out / "corpus.toml").write_text(
        'name = "package"\npack_raw = true\n[[texts]]\npages = "raw/pages/deep/**"\nshare = true\n', encoding="utf-8"
    )
    assert not build(pages, out, recognizer="none").idle
    assert validate(out, rebuild=True).valid


def test_texts_of_packed_pages_come_back(pages: Path, tmp_path: Path) -> None:
    full, shared, again = (tmp_path / name / "package" for name in ("full", "shared", "again"))
    build(pages, full, recognizer="none", pack_raw=True)
    build(pages, shared, recognizer="none", pack_raw=True, text="standoff")
    assert validate(shared).valid
    rehydrate(shared, full / "raw", again)
    assert json.loads((again / descriptor.FILE_NAME).read_bytes()) == json.loads(
        (full / descriptor.FILE_NAME).read_bytes()
    )
    assert validate(again).valid


def test_an_input_in_the_place_of_an_archive_is_told(pages: Path, tmp_path: Path) -> None:
    shutil.copy(pages / "own.zip", tmp_path / "packed-pages.zip")
    with pytest.raises(BuildError, match="has the place of an archive of packed pages"):
        build([pages, tmp_path / "packed-pages.zip"], tmp_path / "package", recognizer="none", pack_raw=True)
