"""A site of a package: the same bytes twice, whole, and nothing in it that runs or leads out, whatever a page says."""

from __future__ import annotations

import random
import shutil
import zipfile
from collections.abc import Iterator
from multiprocessing import active_children, get_context
from pathlib import Path

import pytest
from exploring.sites import HOSTILE, Elements, check, digests, hostile_package, part
from exporting.packages import FEW, contents, write_package
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import MARKUP, Composed, pages
from viewing.test_page import Shown, check_light

from corpus_pkg.building.build import build
from corpus_pkg.commands import main
from corpus_pkg.dataset import dataset
from corpus_pkg.errors import PackageError
from corpus_pkg.exploring import explore, folder
from corpus_pkg.exploring.names import file_of
from corpus_pkg.exploring.stories import page_of
from corpus_pkg.exploring.writers import Turns, sharing
from corpus_pkg.records import Record

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_package(tmp_path_factory.mktemp("hostile"))


def test_a_site_is_whole(seeds: Path) -> None:
    check(seeds)
    assert {path.name for path in seeds.iterdir()} == {
        *("index.html", "articles.html", "entities.html", "sources.html", "entities", "sources", "pages", "data"),
        *("site.js", "site.css", "page.css"),
    }
    site = part(seeds, "site")
    assert isinstance(site, dict) and site["total"] == 11 and site["dated"] == 2
    opened = dataset.open(ROOT)
    for document in opened.documents:
        page = (seeds / page_of(document.document_id)).read_text("utf-8")
        for credit in opened.credits.of(document):
            assert f'href="../../sources/{file_of(credit.source_id)}"' in page
        for mention in opened.mentions.of(document):
            assert not mention.entity_id or f'href="../../entities/{file_of(mention.entity_id)}"' in page
    for link in opened.links:
        if link.target_article_id:
            assert f"{link.target_article_id[:-2]}.html#a" in (seeds / page_of(link.document_id)).read_text("utf-8")


@pytest.mark.parametrize("which", ["seeds", "hostile"])
def test_each_value_lights_up_its_characters(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    site: Path = request.getfixturevalue(which)
    if which == "hostile":
        explore(site, tmp_path / "site")
        site = tmp_path / "site"
    seen = 0
    for path in (site / "pages").rglob("*.html"):
        shown = Shown(path.read_text("utf-8"))
        seen += len(shown.marks)
        check_light(shown)
    assert seen > 10


def test_twice_the_same_bytes_from_a_folder_and_from_a_zip(seeds: Path, tmp_path: Path) -> None:
    packed = tmp_path / "package.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in (
            ROOT / "datapackage.json",
            *sorted((ROOT / "data").iterdir()),
            *sorted((ROOT / "seeds").iterdir()),
        ):
            archive.write(path, path.relative_to(ROOT).as_posix())
    assert main(["explore", str(packed), "--out", str(tmp_path / "site"), "--jobs", "2"]) == 0
    assert digests(tmp_path / "site") == digests(seeds)


def test_hostile_pages_run_nothing(hostile: Path, tmp_path: Path) -> None:
    explore(hostile, tmp_path / "site")
    check(tmp_path / "site")
    for path in (tmp_path / "site" / "data").rglob("*.js"):
        assert "<" not in path.read_text("utf-8")
    assert "window.ran" in (tmp_path / "site" / "data" / "rows" / "0.js").read_text("utf-8")


@FEW
@given(rows=contents())
def test_any_package_can_be_explored(tmp_path: Path, rows: dict[str, list[Record]]) -> None:
    source = write_package(tmp_path / "package", rows)
    explore(source, tmp_path / "site")
    check(tmp_path / "site")
    shutil.rmtree(tmp_path / "site")


@settings(max_examples=2, phases=[Phase.generate])
@given(st.lists(st.one_of(MARKUP, pages().map(lambda composed: composed.text)), min_size=3, max_size=6))
def test_built_pages_can_be_explored(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    (folder / "in").mkdir()
    for number, text in enumerate(texts):
        (folder / "in" / f"{number}.html").write_bytes(text.encode("utf-8", "replace"))
    build([folder / "in"], folder / "package")
    explore(folder / "package", folder / "site")
    check(folder / "site")


def test_without_pages_the_records_are_shown(tmp_path: Path) -> None:
    build([ROOT / "seeds"], tmp_path / "package", raw=False)
    explore(tmp_path / "package", tmp_path / "site")
    check(tmp_path / "site")
    page = next((tmp_path / "site" / "pages").rglob("*.html"))
    assert "The page is not in the package" in page.read_text("utf-8")
    assert "mark" not in {tag for tag, _ in Elements(page).elements}


def test_another_site_takes_the_place_of_an_older_one_alone(hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    explore(ROOT, out)
    explore(hostile, out)
    assert len(list((out / "pages").rglob("*.html"))) == len(HOSTILE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    (out / "notes.txt").write_text("mine")
    with pytest.raises(PackageError, match=r"holds notes\.txt, which is no part of a site"):
        explore(ROOT, out)
    for mine in ("index.html", "draft.html"):
        (tmp_path / mine).write_text("mine")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_text("mine")
    with pytest.raises(PackageError, match=r"holds index\.html"):
        explore(ROOT, tmp_path / "other")
    with pytest.raises(PackageError, match="is no folder"):
        explore(ROOT, tmp_path / "draft.html")


def test_after_an_error_nothing_has_changed(tmp_path: Path) -> None:
    out = tmp_path / "site"
    explore(ROOT, out)
    before = digests(tmp_path)
    package = tmp_path / "package"
    shutil.copytree(ROOT / "data", package / "data")
    shutil.copy(ROOT / "datapackage.json", package)
    mentions = package / "data" / "mentions.csv"
    mentions.write_text(mentions.read_text("utf-8").replace("LOC", "XXX", 1), encoding="utf-8")
    with pytest.raises(PackageError, match=r"mentions\.csv:2: type"):
        explore(package, out)
    shutil.rmtree(package)
    assert digests(tmp_path) == before


def test_a_folder_that_cannot_take_the_place_leaves_the_old_one(tmp_path: Path) -> None:
    old = tmp_path / "site"
    old.mkdir()
    (old / "index.html").write_text("old")
    with pytest.raises(FileNotFoundError):
        folder._exchange(old, tmp_path / "nothing", tmp_path / "kept")
    assert (old / "index.html").read_text() == "old"


@given(st.lists(st.floats(0.1, 3), min_size=3, max_size=3))
def test_who_comes_first_writes_and_each_page_is_somebodys(reading: list[float]) -> None:
    following = get_context("spawn").Value("q", 0)
    turns = [Turns(following) for _ in reading]
    seen, spent = [0, 0, 0], [0.0, 0.0, 0.0]
    written: list[tuple[int, int]] = []
    while left := [who for who in range(3) if seen[who] < 1_000]:
        who = min(left, key=lambda who: spent[who])
        mine = turns[who].mine(seen[who])
        spent[who] += reading[who] + 10 * mine
        if mine:
            written.append((seen[who], who))
        seen[who] += 1
    assert sorted(number for number, _ in written) == list(range(1_000))
    assert {who for _, who in written} == {0, 1, 2}


def test_several_processes_leave_nothing_behind_after_an_error(hostile: Path, tmp_path: Path) -> None:
    package = shutil.copytree(hostile, tmp_path / "package")
    rows = (package / "data" / "segments.csv").read_text("utf-8").splitlines(keepends=True)
    (package / "data" / "segments.csv").write_text("".join([rows[0], *rows[2:], rows[1]]), encoding="utf-8")
    for jobs in (1, 2):
        with pytest.raises(PackageError, match="not sorted by key"):
            explore(package, tmp_path / "site", jobs)
    with pytest.raises(PackageError, match="jobs is 0"):
        explore(package, tmp_path / "site", 0)
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    assert not [process for process in active_children() if process.name == "pages"]


def test_a_process_that_ends_is_told(hostile: Path, tmp_path: Path) -> None:
    with (
        pytest.raises(PackageError, match=r"ended \(code -9\); explore again with fewer"),
        sharing(hostile, tmp_path, frozenset(), 1),
    ):
        for process in active_children():
            if process.name == "pages":
                process.kill()


def _names() -> Iterator[str]:
    yield from ("con", "aux", "com1", "a" * 300, "b" * 101, "gaza")


def test_any_id_names_a_file_that_every_system_takes() -> None:
    names = [file_of(name) for name in _names()]
    assert len(set(names)) == len(names) and all(len(name) < 120 for name in names)
    assert "con.html" not in names and "gaza.html" in names


@given(pages(), st.randoms(use_true_random=False))
def test_a_page_has_one_place(composed: Composed, chance: random.Random) -> None:
    identifier = f"doc-{chance.getrandbits(64):016x}"
    assert page_of(identifier) == f"pages/{identifier[4:6]}/{identifier}.html" and composed.text
