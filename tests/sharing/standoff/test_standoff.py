"""Packages without texts hold no words of the pages, and give the full package back, byte for byte."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import frictionless
import pytest
from folders import contents
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from strategies import MARKUP, TEXTS, pages

from corpus_pkg import identifiers, schemas
from corpus_pkg.building.build import build
from corpus_pkg.dataset.dataset import load
from corpus_pkg.errors import PackageError
from corpus_pkg.language.orthography import folded
from corpus_pkg.package import descriptor
from corpus_pkg.package.extension import WITHHELD, Withheld
from corpus_pkg.sharing import standoff
from corpus_pkg.sharing.diff import diff
from corpus_pkg.sharing.rehydration import Rehydrated, rehydrate
from corpus_pkg.validation import validate

ROOT = Path(__file__).parents[3]
SEEDS = ROOT / "seeds"
COMPOSED = sorted((ROOT / "tests/evaluation/pages").glob("*.page"))
CONFIGURATION = 'name = "test"\nversion = "1.0.0"\n'
HTML = """<!doctype html><html><head><title>عنوان الصفحة الأولى في الموقع | بوابة زنقطة</title>
<meta property="og:site_name" content="بوابة زنقطة">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "عنوان &#34;الصفحة&#34; \\u0627\\u0644أولى",
"datePublished": "2020-01-02", "author": {"name": "سامي الكاتب"}}</script></head><body>
<p>قال&nbsp;أوستن &#34;إن <b>الأمر</b> انتهى&#34; في واشنطن مساء الثلاثاء الماضي أمام الصحفيين.</p>
<p>ثم غادر وزير الدفاع الأمريكي واشنطن إلى القاهرة حيث يلتقي نظيره المصري، وكان قد أعلن قبل ذلك أن العمليات
العسكرية الكبرى في المنطقة انتهت، وأن بلاده تعمل مع شركائها على خفض التوتر في الأسابيع المقبلة.</p>
<p>وأضاف الوزير في مؤتمر صحفي أن المحادثات تناولت &quot;كل ما يهم البلدين&quot; دون أن يذكر تفاصيل أخرى.</p>
</body></html>"""
OUTLETS = """عنوان قصير للخبر الأول

قال أوستن إن الأمر انتهى في واشنطن، وقالت صحيفة "فرقـعة الدولية" إن الأمر لم ينته.

المصدر: بوابة زنقطة الإخبارية
"""
RECORD = {
    "headline": "عنوان السجل الأول",
    "text": 'قال أوستن\nإن "الأمر" انتهى في واشنطن.\n\nثم غادر.',
    "author": "سامي",
}


def _made(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def _both(folder: Path, raw: Path, configuration: str = CONFIGURATION) -> tuple[Path, Path]:
    """The full package and the one without texts of the pages in `raw`."""
    (folder / "corpus.toml").write_text(configuration, encoding="utf-8")
    for name in ("full", "standoff"):
        build(raw, folder / name, config=folder / "corpus.toml", text="full" if name == "full" else "standoff")
    return folder / "full", folder / "standoff"


PAGES = st.one_of(
    pages().map(lambda page: page.text.encode()),
    pages().map(lambda page: page.text.encode("windows-1256", "replace")),
    pages().map(lambda page: f"<html><body><p>{'</p><p>'.join(page.text.split(chr(10)))}</p></body></html>".encode()),
    pages().map(lambda page: json.dumps({"text": page.text, "headline": page.title}).encode()),
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    MARKUP.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=40),
)


@settings(max_examples=15)
@given(files=st.lists(PAGES, min_size=1, max_size=4))
def test_the_way_back_gives_the_same_bytes(tmp_path_factory: pytest.TempPathFactory, files: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("both")
    raw = _made(folder / "raw", {f"{number}.txt": data for number, data in enumerate(files)})
    full, without = _both(folder, raw)
    assert not list(without.rglob("*.txt"))
    rehydrate(without, raw, folder / "out")
    assert contents(folder / "out") == contents(full)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The full package of the seeds and the one without texts."""
    return _both(tmp_path_factory.mktemp("seeded"), SEEDS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The raw pages, the full package and the one without texts: seeds, composed pages, markup and carriers."""
    folder = tmp_path_factory.mktemp("made")
    raw = folder / "raw"
    shutil.copytree(SEEDS, raw / "seeds")
    for path in COMPOSED:
        (raw / path.name.replace(".html.page", ".html").replace(".page", ".txt")).write_text(
            path.read_text(encoding="utf-8"), encoding="utf-8"
        )
    other = json.dumps(RECORD | {"headline": "عنوان آخر", "url": "https://example.org/a"}, ensure_ascii=False)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("صفحة.html", HTML.replace("واشنطن", "باريس"))
        archive.writestr("نص|1.txt", "خبر قصير\n\nقالت الوزارة اليوم إن العمل بدأ في القاهرة صباح الأحد.")
    _made(
        raw,
        {
            "a.html": HTML.encode(),
            "copy/a.html": HTML.encode(),
            "outlets.txt": OUTLETS.encode(),
            "b.json": json.dumps(RECORD).encode(),
            "c.jsonl": "\n".join((json.dumps(RECORD | {"author": "ليلى"}), other)).encode(),
            "d.zip": packed.getvalue(),
            "e.bin": gzip.compress(b"x"),
            "empty.txt": b"",
        },
    )
    return raw, *_both(folder, raw)


def test_what_comes_back_is_the_full_package(made: tuple[Path, Path, Path], tmp_path: Path) -> None:
    raw, full, without = made
    done = rehydrate(without, raw, tmp_path / "out")
    assert contents(tmp_path / "out") == contents(full)
    assert not diff(full, tmp_path / "out")
    assert done == Rehydrated(tmp_path / "out/datapackage.json", len(contents(full)) - 12, 10)
    # And once more over what is there.
    assert rehydrate(without, raw, tmp_path / "out") == done
    assert contents(tmp_path / "out") == contents(full)


def test_in_place_the_package_becomes_the_full_one(made: tuple[Path, Path, Path], tmp_path: Path) -> None:
    raw, full, without = made
    shutil.copytree(without, tmp_path / "p")
    rehydrate(tmp_path / "p", raw, tmp_path / "p")
    assert contents(tmp_path / "p") == contents(full)


def _words(text: str, length: int) -> set[str]:
    words = folded(text).split()
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_no_five_words_of_a_page_are_in_it(made: tuple[Path, Path, Path]) -> None:
    _, full, without = made
    said: set[str] = set()
    for article in load("articles", full):
        for column in standoff.COLUMNS["articles"]:
            said |= _words(getattr(article, column) or "", 5)
    for name in ("dates", "credits", "mentions"):
        for row in load(name, full):
            said |= _words(row.__dict__["surface"], 5)
    for link in load("links", full):
        said |= _words(link.__dict__["title"], 5)
    assert len(said) > 3000
    left = contents(without)
    # The names of the lexicon are public knowledge.
    assert {"data/withheld.csv", "data/articles.csv", "datapackage.json"} <= left.keys()
    for path, data in left.items():
        if path not in ("data/entities.csv", "data/sources.csv"):
            shown = re.sub(r'[",\n]', " \x00 ", data.decode())
            assert not said & _words(shown, 5), path
    assert said & _words(contents(full)["data/articles.csv"].decode(), 5)


def test_separators_are_all_that_stands_between_the_pieces(made: tuple[Path, Path, Path]) -> None:
    _, _, without = made
    with (without / "data/withheld.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["before"] for row in rows} <= {"", "|", " "}
    assert {row["column"] for row in rows} >= {"title", "authors", "keywords", "dateline_place", "name_ar"}


def test_names_of_outlets_that_only_the_page_knows_are_left_out(made: tuple[Path, Path, Path]) -> None:
    _, full, without = made
    met = {row.__dict__["source_id"]: row for row in load("sources", full) if row.__dict__["kind"] == "unknown"}
    names = {key: row.__dict__["name_ar"] or row.__dict__["name_en"] for key, row in met.items()}
    assert {"زنقطة الإخبارية", "فرقـعة الدولية"} <= set(names.values())
    left = {row.__dict__["source_id"]: row for row in load("sources", without)}
    assert met.keys() <= left.keys()
    for key in met:
        assert left[key].__dict__["name_ar"] is left[key].__dict__["name_en"] is None


def test_it_is_valid(made: tuple[Path, Path, Path]) -> None:
    _, _, without = made
    assert frictionless.validate(str(without / "datapackage.json")).valid
    assert validate(without).problems == ()


def test_a_row_of_the_table_passes_all_three_validators_or_none(made: tuple[Path, Path, Path]) -> None:
    _, _, without = made
    schema = Draft202012Validator(schemas.json_schema(Withheld))
    for line in (without / "data/withheld.csv").read_text(encoding="utf-8").splitlines()[1:50]:
        row = dict(zip(WITHHELD.columns, next(csv.reader([line])), strict=True))
        typed = {
            name: int(cell) if cell.isdecimal() and name in ("piece", "start", "end") else cell or None
            for name, cell in row.items()
        }
        Withheld.model_validate(typed)
        assert schema.is_valid(typed)
        for column, value in (("table", "none"), ("piece", 0), ("start", -1), ("document_id", "x"), ("key", "")):
            assert not schema.is_valid(typed | {column: value})
            with pytest.raises(ValueError, match=column):
                Withheld.model_validate(typed | {column: value})


def test_building_twice_and_over_one_another(tmp_path: Path) -> None:
    full, without = _both(tmp_path, SEEDS)
    before = contents(without)
    build(SEEDS, without, config=tmp_path / "corpus.toml", text="standoff", jobs=2)
    assert contents(without) == before
    build(SEEDS, without, config=tmp_path / "corpus.toml")
    assert contents(without) == contents(full)
    build(SEEDS, without, config=tmp_path / "corpus.toml", text="standoff")
    assert contents(without) == before


def test_pages_that_lie_in_the_package_keep_their_place(tmp_path: Path) -> None:
    for name in ("full", "standoff"):
        shutil.copytree(SEEDS, tmp_path / name / "pages")
        (tmp_path / name / "corpus.toml").write_text(CONFIGURATION)
    build(tmp_path / "full/pages", tmp_path / "full")
    build(tmp_path / "standoff/pages", tmp_path / "standoff", text="standoff")
    assert validate(tmp_path / "standoff").problems == ()
    rehydrate(tmp_path / "standoff", tmp_path / "standoff/pages", tmp_path / "standoff")
    assert contents(tmp_path / "standoff") == contents(tmp_path / "full")


def test_pages_are_known_by_their_bytes_wherever_they_lie(seeded: tuple[Path, Path], tmp_path: Path) -> None:
    full, without = seeded
    other = tmp_path / "other"
    for number, path in enumerate(sorted(SEEDS.iterdir())):
        _made(other, {f"{number}/x": path.read_bytes(), f"noise-{number}": b"noise"})
    rehydrate(without, other, tmp_path / "out")
    assert contents(tmp_path / "out") == contents(full)


@settings(max_examples=10)
@given(st.data())
def test_one_character_changed_and_the_file_is_named(
    seeded: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("changed")
    _, without = seeded
    raw = folder / "raw"
    shutil.copytree(SEEDS, raw)
    path = data.draw(st.sampled_from(sorted(raw.iterdir())))
    text = path.read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("اب ").filter(lambda letter: letter != text[at]))
    path.write_bytes((text[:at] + letter + text[at + 1 :]).encode())
    with pytest.raises(PackageError) as caught:
        rehydrate(without, raw, folder / "out")
    [message] = str(caught.value).splitlines()
    assert str(path) in message and "differs" in message
    assert not (folder / "out").exists()
    path.unlink()
    with pytest.raises(PackageError, match=rf"\Araw/seeds/{path.name}: no file in "):
        rehydrate(without, raw, folder / "out")


def test_every_page_that_is_not_there_is_named_and_many_are_counted(tmp_path: Path) -> None:
    raw = _made(tmp_path / "raw", {f"{number}.txt": b"x" * (number + 1) for number in range(25)})
    _, without = _both(tmp_path, raw)
    (tmp_path / "none").mkdir()
    with pytest.raises(PackageError) as caught:
        rehydrate(without, tmp_path / "none", tmp_path / "out")
    lines = str(caught.value).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "and 5 more pages"


def _edited(package: Path, name: str, old: str, new: str) -> None:
    path = package / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("datapackage.json", '"name": "test"', '"name": "other"', "was edited since it was built"),
        ("datapackage.json", '"copied": true', '"copied": false', "was edited; get the package again"),
        ("datapackage.json", '"text": "standoff"', '"text": "none"', "is no package without texts"),
        ("data/articles.csv", ",1,main,", ",1,embedded,", "articles.csv: was changed since it was built"),
        ("data/withheld.csv", ",title,1,", ",title,2,", "withheld.csv: was changed since it was built"),
    ],
)
def test_a_package_that_was_changed_is_refused(
    seeded: tuple[Path, Path], tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    without = shutil.copytree(seeded[1], tmp_path / "p")
    _edited(without, name, old, new)
    with pytest.raises(PackageError) as caught:
        rehydrate(without, SEEDS, tmp_path / "out")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def _resealed(package: Path) -> None:
    """The descriptor after somebody has made all hashes fit again."""
    body = descriptor.read(package / "datapackage.json")
    for resource in body["resources"]:
        data = (package / resource["path"]).read_bytes()
        resource |= {"bytes": len(data), "hash": f"sha256:{identifiers.sha256(data)}"}
    body["corpus_pkg"]["fingerprint"] = descriptor.fingerprint(body)
    (package / "datapackage.json").write_bytes(descriptor.dump(body))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("data/articles.csv", ",1,main,", ",1,embedded,", "would not be the full package's"),
        (
            "data/articles.csv",
            ",ar,,,,,unknown,,,,,,2",
            ",ar,,,,,unknown,,,,,,3",
            "text: its page does not give the text",
        ),
        ("data/links.csv", "sha256:2", "sha256:3", "title: its page does not give the value"),
        ("data/segments.csv", ",title,", ",heading,", "was edited; get the package again"),
        ("data/documents.csv", "raw/seeds/", "raw/other/", "was edited; get the package again"),
    ],
)
def test_what_would_not_be_the_full_package_is_not_made(
    seeded: tuple[Path, Path], tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    without = shutil.copytree(seeded[1], tmp_path / "p")
    _edited(without, name, old, new)
    _resealed(without)
    with pytest.raises(PackageError) as caught:
        rehydrate(without, SEEDS, tmp_path / "out")
    assert said in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_what_is_there_is_not_lost(seeded: tuple[Path, Path], tmp_path: Path) -> None:
    _, without = seeded
    out = _made(tmp_path / "out", {"data/articles.csv": b"mine"})
    with pytest.raises(PackageError, match="was not written by corpus-pkg"):
        rehydrate(without, SEEDS, out)
    assert contents(out) == {"data/articles.csv": b"mine"}
    out = _made(tmp_path / "more", {"raw/seeds/000_43ab4be7852f3d20.txt": b"mine"})
    with pytest.raises(PackageError, match="was not written by corpus-pkg"):
        rehydrate(without, SEEDS, out)
    assert list(contents(out).values()) == [b"mine"]


def test_rights_stay(tmp_path: Path) -> None:
    full, without = _both(tmp_path, SEEDS, CONFIGURATION + '[[texts]]\npages = "raw/**"\nshare = false\n')
    assert (full / "data/rights.csv").read_bytes() == (without / "data/rights.csv").read_bytes()
    rehydrate(without, SEEDS, tmp_path / "out")
    assert contents(tmp_path / "out") == contents(full)
