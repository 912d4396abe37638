"""An edited page is that page, its stories are traced, and a renamed one is renamed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.building.build import build
from corpus_pkg.commands import main
from corpus_pkg.dataset.dataset import load
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.sharing.diff import diff, section
from corpus_pkg.sharing.diff.following import follow
from corpus_pkg.sharing.diff.rows import apply, changes
from corpus_pkg.sharing.diff.tables import open_package
from corpus_pkg.sharing.diff.trace import Trace

_SUBJECTS = ["المعرض", "الميناء", "المطار", "الجامعة", "المصنع", "الملعب", "المتحف", "السوق"]
_PLACES = ["تونس", "القاهرة", "بيروت", "عمان", "الرباط", "بغداد", "الدوحة", "صنعاء"]
_SENTENCES = [
    "افتتح الوزير صباح اليوم {0} الجديد في {1} بحضور عدد كبير من الضيوف والصحفيين القادمين من الخارج.",
    "وقال المدير إن أعمال بناء {0} دامت سنتين وشارك فيها مئات العمال من أبناء {1} وضواحيها القريبة.",
    "وأضاف أن {0} سيستقبل الزوار طوال أيام الأسبوع ما عدا الجمعة، وأن الدخول إليه مجاني لسكان {1}.",
]


def story(number: int, edited: str = "") -> str:
    """A page with one story of its own subject and place, which an edit makes longer."""
    subject, place = _SUBJECTS[number % 8], _PLACES[number * 3 % 8]
    lines = [_SENTENCES[(at + number) % 3].format(subject, place) for at in range(3)]
    lines[0] += f" {edited}" if edited else ""
    return "\n\n".join((f"افتتاح {subject} في {place} بعد انتظار", *lines)) + "\n"


def _built(folder: Path, files: dict[str, str], name: str) -> Path:
    raw = folder / f"{name}.pages"
    for path, text in files.items():
        (raw / path).parent.mkdir(parents=True, exist_ok=True)
        (raw / path).write_text(text, encoding="utf-8")
    about = Configuration(name="c", version="1.0.0", recognizer="none")
    # Pages lie at the same path in both packages.
    (folder / "pages").mkdir()
    for path in raw.iterdir():
        shutil.move(path, folder / "pages")
    build(folder / "pages", folder / name, config=about)
    shutil.rmtree(folder / "pages")
    return folder / name


def _difference(folder: Path, old: dict[str, str], new: dict[str, str]) -> tuple[Path, Path]:
    return _built(folder, old, "old"), _built(folder, new, "new")


def test_an_edit_is_an_edit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = {"a.txt": story(0), "b.txt": story(1)}
    old, new = _difference(tmp_path, pages, pages | {"a.txt": story(0, "وصفق له الحاضرون.")})
    difference = diff(old, new)
    (page,) = difference.pages
    (before, after) = (
        next(row for row in load("articles", package) if "المعرض" in (row.title or "")) for package in (old, new)
    )
    assert (page.kind, page.path, page.was) == ("edited", "raw/pages/a.txt", "raw/pages/a.txt")
    assert (page.old, page.new) == (before.document_id, after.document_id)
    assert page.stories == ((before.article_id, after.article_id),)
    assert difference.counts["documents"] == difference.counts["articles"] == {"changed": 1}
    rows = {row.table: row for row in difference.rows()}
    assert (rows["articles"].key, rows["articles"].was) == ((after.article_id,), (before.article_id,))
    assert rows["articles"].cells.keys() == {"text", "text_sha256"}
    # Other paragraphs begin elsewhere now: that is part of the edit.
    assert difference.counts["segments"]["added"] and difference.counts["segments"]["removed"]
    assert (difference.level, difference.suggested) == ("patch", "1.0.1")
    assert "- pages: 1 edited\n" in section(difference)
    assert main(["diff", str(old), str(new)]) == 1
    printed = capsys.readouterr().out
    assert f"~ page raw/pages/a.txt: edited ({page.old} -> {page.new})\n    story {before.article_id} -> " in printed
    assert f"~ articles {before.article_id} -> {after.article_id}\n" in printed


def test_a_renamed_page_is_renamed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = _difference(tmp_path, {"a.txt": story(0), "b.txt": story(1)}, {"c.txt": story(0), "b.txt": story(1)})
    difference = diff(old, new)
    (page,) = difference.pages
    assert (page.kind, page.was, page.path, page.old == page.new) == (
        "renamed",
        "raw/pages/a.txt",
        "raw/pages/c.txt",
        True,
    )
    assert [(file.kind, file.was, file.path) for file in difference.files] == [
        ("renamed", "raw/pages/a.txt", "raw/pages/c.txt")
    ]
    assert difference.counts == {"documents": {"changed": 1}}
    assert difference.level == "patch"
    assert main(["diff", str(old), str(new)]) == 1
    printed = capsys.readouterr().out
    assert "> page raw/pages/a.txt -> raw/pages/c.txt: renamed\n" in printed
    assert "> file raw/pages/a.txt -> raw/pages/c.txt\n" in printed


def test_another_story_at_the_same_path_is_none_of_the_old(tmp_path: Path) -> None:
    old, new = _difference(
        tmp_path, {"front.txt": story(0)}, {"front.txt": "ارتفاع أسعار الخبز\n\nارتفعت أسعار الخبز أمس الأول كثيرا.\n"}
    )
    difference = diff(old, new)
    (page,) = difference.pages
    assert page.kind == "edited"
    assert [(bool(before), bool(after)) for before, after in page.stories] == [(True, False), (False, True)]
    assert difference.counts["documents"] == {"changed": 1}
    assert difference.counts["articles"] == {"added": 1, "removed": 1}
    assert difference.level == "major"
    assert "articles: 1 row removed, and other tables refer to such" in difference.reasons


def test_why_a_version_is_suggested_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = _difference(tmp_path, {"a.txt": story(0)}, {"a.txt": story(0), "b.txt": story(1)})
    assert main(["diff", str(old), str(new)]) == 1
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("version: 1.0.0 -> 1.1.0 (minor); the new package says 1.0.0")
    assert lines[at + 1] == "    documents: 1 row added"
    assert diff(old, old).reasons == ()


EDITS = st.sampled_from(["keep", "edit", "other", "drop", "rename", "rename and edit", "copy"])


@settings(max_examples=12, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=5), st.integers(0, 1))
def test_the_new_package_is_the_old_one_with_its_changes(
    tmp_path_factory: pytest.TempPathFactory, edits: list[str], more: int
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    before = {f"{number}.txt": story(number) for number in range(len(edits))}
    after = {f"new{number}.txt": story(number) for number in range(5, 5 + more)}
    for number, edit in enumerate(edits):
        text = {"edit": story(number, "وصفق الحاضرون طويلا."), "other": "نص آخر\n\nلا يشبه هذا النص ذاك أبدا.\n"}.get(
            edit, story(number, "ثم غادر." if "and" in edit else "")
        )
        if edit != "drop":
            after[f"{number}{'x' if 'rename' in edit else ''}.txt"] = text + (f"{number}\n" if edit == "other" else "")
        if edit == "copy":
            after[f"{number}copy.txt"] = text
    if not after:
        after = {"one.txt": story(7)}
    old, new = _difference(folder, before, after)
    (_, olds), (_, news) = open_package(old), open_package(new)
    pages, trace = follow(olds, news)
    assert {page.path.removeprefix("raw/pages/") for page in pages if page.kind == "edited"} == {
        f"{number}.txt" for number, edit in enumerate(edits) if edit in ("edit", "other")
    }
    traced = [(number, edit) for number, edit in enumerate(edits) if edit == "edit"]
    assert len(trace.stories) == len(traced)
    for name in news:
        made = list(apply(olds.get(name), changes(olds.get(name), news[name], trace), news[name], trace))
        assert sorted(made) == sorted(news[name].read()), name
    for row in load("articles", old):
        if row.article_id in trace.stories:
            now = next(other for other in load("articles", new) if other.article_id == trace.stories[row.article_id])
            assert now.title == row.title


def test_what_was_fetched_from_one_address_is_one_page(tmp_path: Path) -> None:
    line = '{{"url": "https://example.org/a", "title": "{0}", "text": "{1}"}}\n'
    old, new = (
        _built(tmp_path, {f"{name}.jsonl": line.format("افتتاح المعرض", text)}, name)
        for name, text in (
            ("old", "افتتح الوزير المعرض صباح اليوم في تونس."),
            ("new", "افتتح الوزير المعرض مساء اليوم في تونس."),
        )
    )
    (page,) = diff(old, new).pages
    assert page.kind == "edited" and page.was.startswith("raw/pages/old.jsonl!")
    assert all(before and after for before, after in page.stories)


IDENTIFIERS = st.integers(0, 5).map(lambda number: f"doc-{number:016x}")


@given(st.dictionaries(IDENTIFIERS, IDENTIFIERS.map(lambda name: name.replace("doc-0", "doc-a"))), st.text(max_size=9))
def test_a_cell_that_is_no_id_stays(documents: dict[str, str], cell: str) -> None:
    assert Trace(documents).cell(cell) == cell
    for old, new in documents.items():
        trace = Trace(documents, {f"{old}-1": f"{new}-2"})
        assert trace.cell(old) == new
        assert trace.cell(f"{old}-1|{old}-3") == f"{new}-2|{old}-3"
        assert trace.cell(f"{old}-5-9") == f"{new}-5-9"
