"""Which stated value wins."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.parsing.pipeline import parse_document
from corpus_pkg.parsing.precedence import ORDER, ORIGINS, Origin, Value, beside, origin, winners
from corpus_pkg.parsing.table import PASSAGE
from corpus_pkg.reading import fields
from corpus_pkg.reading.rendering import Stated

PAGES = Path(__file__).parents[2] / "docs" / "pages.md"
ROLES = {value: value for value in ORDER} | {"publisher": "site"}


def stated(value: Value, source: Origin, start: int = 0) -> Stated:
    role = "time" if source == "time" else ROLES[value]
    return Stated(role, start, start + 1, "x", fields.RULE if source == "field" else "meta:x")


def test_the_documented_order_is_the_order() -> None:
    text = PAGES.read_text(encoding="utf-8")
    assert PASSAGE.updated(text) == text
    assert set(ORDER) == set(get_args(Value)) and set(ORIGINS) == set(get_args(Origin))


@given(st.sampled_from(sorted(ORDER)), st.booleans(), st.permutations(["field", "metadata", "time"]), st.integers(0, 3))
def test_the_first_origin_in_order_wins(value: Value, shown: bool, sources: list[Origin], count: int) -> None:
    items = [stated(value, source, place) for place, source in enumerate(sources[:count])]
    items = [item for item in items if item.role != "time" or value == "published"]
    there = {origin(item) for item in items} | ({"line"} if shown else set())
    best = next((source for source in ORDER[value] if source in there), None)
    chosen = winners(value, shown, items)
    assert (origin(chosen[0]) if chosen else "line" if shown else None) == best
    assert winners(value, shown, items, lambda item: False) == ()


@given(st.lists(st.sampled_from(sorted(ROLES)), max_size=5), st.sampled_from(sorted(ORDER)))
def test_what_is_stated_of_another_value_says_nothing(others: list[Value], value: Value) -> None:
    assert winners(value, False, [stated(other, "metadata") for other in others if other != value]) == ()


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_the_key_of_the_lowest_rank_wins_with_all_its_values(ranks: list[int]) -> None:
    items = [Stated("author", place, place + 1, "x", "meta:x", rank) for place, rank in enumerate(ranks)]
    assert winners("author", False, items) == tuple(item for item in items if item.rank == min(ranks))


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8, unique=True), st.integers(0, 29), st.integers(1, 5))
def test_a_stated_value_in_a_line_is_the_lines(edges: list[int], start: int, length: int) -> None:
    edges = sorted(edges)
    lines = list(zip(edges[::2], edges[1::2], strict=False))
    item = Stated("title", start, start + length, "x", "title")
    touched = any(begin < item.end and item.start < end for begin, end in lines)
    assert (beside([item], lines, 40) == ()) == touched


BODY = (
    "<p>أعلنت الوزارة اليوم أن العمل في المشروع الجديد بدأ في موعده.</p>"
    "<p>وقال الوزير إن المرحلة الثانية منه تبدأ في العام المقبل بعد دراستها.</p>"
) * 3


@pytest.mark.parametrize(
    ("head", "line", "title"),
    [
        ('<meta property="og:title" content="من البيانات">', "<h1>من السطر هنا</h1>", "من السطر هنا"),
        ('<meta property="og:title" content="من البيانات">', "", "من البيانات"),
        ("", "", None),
    ],
)
def test_a_line_of_the_page_is_believed_before_its_metadata(head: str, line: str, title: str | None) -> None:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{line}{BODY}</body></html>"
    (article,) = parse_document(page.encode()).articles
    assert article.title == title


def test_a_name_that_is_none_leaves_the_next_its_turn() -> None:
    head = '<meta name="author" content="admin@example.org">'
    head += '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "سالم العلي"}}</script>'
    page = f"<!DOCTYPE html><html><head>{head}</head><body><h1>عنوان الخبر هنا</h1>{BODY}</body></html>"
    (article,) = parse_document(page.encode()).articles
    assert article.authors == "سالم العلي"
