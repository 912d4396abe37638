"""The elements that are named for the author of a story."""

from __future__ import annotations

import pytest
from growth import check_linear

from corpus_pkg.reading import bylines
from corpus_pkg.reading.html import render


def shown(source: str) -> list[str]:
    items = sorted((item for item in render(source).stated if item.role == bylines.ROLE), key=lambda item: item.rank)
    for item in items:
        assert source[item.start : item.end].startswith(item.text[0])
    return [item.text for item in items]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p class=author> ليلى  حداد </p>", ["ليلى حداد"]),
        ("<span class='post-author-name'><b>ليلى</b> حداد</span>", ["ليلى حداد"]),
        ("<span itemprop=author>ليلى حداد</span>", ["ليلى حداد"]),
        ("<div class=byline><A HREF=/1>ليلى حداد</A><span>كاتبة</span></div>", ["ليلى حداد", "ليلى حداد كاتبة"]),
        ("<ul class=byline><li>الكاتبة: ليلى حداد</li><li>المدينة</li></ul>", ["الكاتبة: ليلى حداد | المدينة"]),
        ("<a rel='author nofollow' href=/1>ليلى &amp; سامي</a>", ["ليلى & سامي"]),
        ("<p class=authority>ليلى حداد</p>", []),
        ("<p class=author>ليلى حداد", []),
        ("<p class=author></p>", []),
        ("<p class=author>" + "كلمة " * 60 + "</p>", []),
    ],
)
def test_what_an_element_for_the_author_shows_is_known(source: str, texts: list[str]) -> None:
    assert shown(source) == texts


@pytest.mark.parametrize("piece", ["<p class=author>", "<i class=author><a>", "<p class=author>ا</p>"])
def test_elements_are_read_in_linear_time(piece: str) -> None:
    check_linear(lambda size: render(piece * size), 300)
