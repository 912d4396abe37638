"""What people correct in other programs comes back: exactly that, with its evidence, and it stays."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from exporting.test_texts import HTML
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from importing.editing import Item, as_brat, as_conll, as_labelstudio, edited, items, rows, views, write_json

from corpus_pkg.building.build import build
from corpus_pkg.curation import table
from corpus_pkg.dataset import dataset
from corpus_pkg.exporting import export
from corpus_pkg.importing.importing import import_annotations
from corpus_pkg.package import tables
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.package.extension import CURATION, Curation
from corpus_pkg.records import Date

SEEDS = Path(__file__).parents[2] / "seeds"
FEW = settings(
    max_examples=12,
    # A package for each step would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
ABOUT = Configuration(name="p", recognizer="none")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seeds and a page of markup, in which names run over elements."""
    folder = tmp_path_factory.mktemp("way")
    (folder / "pages").mkdir()
    for name in ("001_989eea801e3711f0.txt", "004_d57dbf5e5f765d39.txt"):
        shutil.copy(SEEDS / name, folder / "pages")
    (folder / "pages/a.html").write_text(HTML, encoding="utf-8", newline="")
    build(folder / "pages", folder / "p", config=ABOUT)
    return folder / "p"


def _copy(package: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(package, folder)
    return folder


def _again(package: Path, made: Path) -> None:
    build(package.parent / "pages", made, config=ABOUT)


def _check(before: Path, after: Path, spans: set[tuple[str, str, int, int]]) -> None:
    """Rows differ at these spans of pages alone, and what is new there is a person's word with its evidence."""
    given = dataset.open(after)
    for name in ("mentions", "dates"):
        old, new = rows(before, name), rows(after, name)
        assert {(row.document_id, name, row.start, row.end) for row in old ^ new} <= spans
        for row in new - old:
            assert (row.rule if isinstance(row, Date) else row.method) == "curated"
    for row in given.mentions:
        page = given.page(row.document_id)
        if page.document.media_type == "text/plain":
            assert page.text[row.start : row.end] == row.surface
    assert rows(before, "segments") == rows(after, "segments")


def _curation(package: Path) -> list[Curation]:
    return table.read(package / "curation.csv")


def _spans(found: Sequence[Curation]) -> set[tuple[str, str, int, int]]:
    return {(row.document_id, row.table, row.start, row.end) for row in found}


def _stands(made: Path, found: Sequence[Curation]) -> None:
    """All corrections are in the package's own table, in its canonical form."""
    path = made / "data/curation.csv"
    assert path.exists() == bool(found)
    if found:
        assert path.read_bytes() == (made / "curation.csv").read_bytes()
        assert list(tables.read(path, CURATION)) == list(found)


@FEW
@given(st.data())
def test_brat(tmp_path: Path, package: Path, data: st.DataObject) -> None:
    made = _copy(package, tmp_path / "p")
    shutil.rmtree(tmp_path / "brat", ignore_errors=True)
    export(made, to="brat", out=tmp_path / "brat")
    opened = views(made)
    wanted: dict[str, list[Item]] = {}
    for path in sorted((tmp_path / "brat").glob("*.ann")):
        view = opened.page(path.stem)
        assert path.read_bytes().decode() != "" and items(view)
        wanted[path.stem] = data.draw(edited(view))
        path.write_bytes(as_brat(view.text, wanted[path.stem]).encode())
    done = import_annotations(made, tmp_path / "brat", origin="brat", by="a reader")
    event(", ".join(f"{change} {count}" for change, count in done.changes.items()) or "nothing")
    found = _curation(made)
    assert sum(done.changes.values()) == len(found)
    _again(package, made)
    _check(package, made, _spans(found))
    _stands(made, found)
    again = views(made)
    for identifier, marks in wanted.items():
        assert items(again.page(identifier)) == marks
    # Said again, the same is nothing new.
    assert not import_annotations(made, tmp_path / "brat", origin="brat", by="a reader").changes


@FEW
@given(st.data(), st.booleans())
def test_conll(tmp_path: Path, package: Path, data: st.DataObject, plain: bool) -> None:
    made = _copy(package, tmp_path / "p")
    opened = views(made)
    wanted: dict[str, list[Item]] = {}
    text = ""
    for document in dataset.open(made).documents:
        view = opened.page(document.document_id, is_flat=True)
        marks = data.draw(edited(view, says=False, apart=True))
        wanted[document.document_id] = marks
        text += as_conll(document.document_id, view.text, marks, plain=plain)
    (tmp_path / "a.conll").write_bytes(text.encode())
    import_annotations(made, tmp_path / "a.conll", origin="conll", by="a reader")
    found = _curation(made)
    _again(package, made)
    _check(package, made, _spans(found))
    _stands(made, found)
    again = views(made)
    for identifier, marks in wanted.items():
        for stands, mark in zip(items(again.page(identifier, is_flat=True)), marks, strict=True):
            assert replace(stands, said=mark.said) == mark
            # What moved into the place of several is one of them, and a format that does not tell says not which.
            is_told = mark.table == "mentions" and not plain
            assert stands.said == mark.said or (not is_told and stands.said is None)


@FEW
@given(st.data())
def test_labelstudio(tmp_path: Path, package: Path, data: st.DataObject) -> None:
    made = _copy(package, tmp_path / "p")
    opened, tasks = views(made), []
    wanted: dict[tuple[str, str], list[Item]] = {}
    for article in dataset.open(made).articles:
        for part in ("title", "text"):
            view = opened.part(article.article_id, part)
            if view.text and data.draw(st.booleans()):
                wanted[article.article_id, part] = marks = data.draw(edited(view))
                tasks.append(as_labelstudio(article.article_id, part, view.text, marks))
    import_annotations(made, write_json(tmp_path / "a.json", tasks), origin="labelstudio")
    found = _curation(made)
    assert {row.curator for row in found} <= {"a@b.c"}
    assert {row.curated_at.isoformat() for row in found if row.curated_at} <= {"2024-05-06T04:08:09+00:00"}
    _again(package, made)
    _check(package, made, _spans(found))
    _stands(made, found)
    again = views(made)
    for (article_id, part), marks in wanted.items():
        assert items(again.part(article_id, part)) == marks  # type: ignore[arg-type]


def test_what_nobody_changed_corrects_nothing(tmp_path: Path, package: Path) -> None:
    made = _copy(package, tmp_path / "p")
    export(made, to="brat", out=tmp_path / "brat")
    export(made, to="conll", out=tmp_path / "conll")
    export(made, to="labelstudio", out=tmp_path / "studio")
    for origin, source in (("brat", "brat"), ("conll", "conll/corpus.conll")):
        assert not import_annotations(made, tmp_path / source, origin=origin, by="x").changes
    with pytest.raises(ValueError, match="no annotations"):
        import_annotations(made, tmp_path / "studio/tasks.json", origin="labelstudio", by="x")
    assert not (made / "curation.csv").exists()
