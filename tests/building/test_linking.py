"""A title links to the one story that bears it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg.building.linking import TitleIndex, resolve, title_key
from corpus_pkg.language.orthography import folded
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES, Duplicate, Link

TITLES = st.text("اأإبه ةـَ\u200f12.-", max_size=6)


def plain(title: str) -> str:
    return "".join(letter for letter in folded(title) if letter.isalnum())


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TITLES, max_size=8), st.lists(TITLES, max_size=4))
def test_the_target_is_the_only_story_whose_title_folds_alike(
    tmp_path_factory: pytest.TempPathFactory, titles: list[str], asked: list[str]
) -> None:
    with TitleIndex(tmp_path_factory.mktemp("links") / "titles") as index:
        index.add((title_key(title), str(number)) for number, title in enumerate(titles))
        for title in asked:
            same = [str(number) for number, other in enumerate(titles) if plain(other) == plain(title)]
            assert index.target(title_key(title)) == (same[0] if len(same) == 1 and plain(title) else None)


def test_a_title_of_one_story_on_several_pages_leads_to_the_first(tmp_path: Path) -> None:
    first, second, other = (f"doc-{number:016x}-1" for number in range(3))
    with TitleIndex(tmp_path / "titles") as index:
        index.add([(title_key("«أخبار» اليوم"), second), (title_key("اخبار اليوم..."), first)])
        assert index.target(title_key("أخبار اليوم")) is None
        index.add_duplicates(
            Duplicate(article_id=name, group_id=first, kind="exact", score=1.0) for name in (first, second)
        )
        assert index.target(title_key("أخبار اليوم")) == first
        index.add([(title_key("أخبار اليوم"), other)])
        assert index.target(title_key("أخبار اليوم")) is None


def test_links_are_filled_in_and_nothing_else_is_touched(tmp_path: Path) -> None:
    document = "doc-0123456789abcdef"
    links = [
        Link(document_id=document, start=0, end=5, title="أخبارُ اليوم"),
        Link(document_id=document, start=7, end=9, title='آخر, "نص"'),
        Link(document_id=document, start=10, end=12, title="..."),
    ]
    tables.write(tmp_path / "a.csv", TABLES["links"], links)
    (tmp_path / "a.keys").write_bytes(b"".join(title_key(link.title) for link in links))
    with TitleIndex(tmp_path / "titles") as index:
        index.add([(title_key("اخبار  اليوم"), f"{document}-1")])
        resolve(tmp_path / "a.csv", tmp_path / "a.keys", tmp_path / "b.csv", index)
    assert list(tables.read(tmp_path / "b.csv", TABLES["links"])) == [
        links[0].model_copy(update={"target_article_id": f"{document}-1"}),
        *links[1:],
    ]
