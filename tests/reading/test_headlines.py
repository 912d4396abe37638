"""The headline in the title of a page."""

from __future__ import annotations

import pytest
from growth import check_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import words

from corpus_pkg.reading.headlines import headline
from corpus_pkg.reading.html import render

HEADLINE, SITE = "بلدية الزيتون تفتتح مكتبة جديدة", "صحيفة البستان"


def told(title: str, *sites: str) -> str:
    return title[slice(*headline(title, sites))]


@pytest.mark.parametrize("sign", [" | ", " - ", " » ", " – ", " :: ", "|", " &raquo; "])
@pytest.mark.parametrize("sites", [[], [SITE]])
def test_the_name_of_the_site_is_no_part_of_the_headline(sign: str, sites: list[str]) -> None:
    assert told(f"{HEADLINE}{sign}{SITE}", *sites) == HEADLINE
    assert told(f"{SITE}{sign}{HEADLINE}", *sites) == HEADLINE
    assert told(f" {HEADLINE} ", *sites) == HEADLINE


def test_a_headline_with_a_dash_is_whole_where_the_name_of_the_site_is_known() -> None:
    assert told(f"المكتبة - {HEADLINE} | {SITE}", SITE) == f"المكتبة - {HEADLINE}"


@pytest.mark.parametrize("title", ["", " | ", SITE, f"{SITE} | الرئيسية", "الرئيسية"])
def test_a_title_without_a_headline_has_none(title: str) -> None:
    assert told(title, SITE) == ""


@given(
    st.lists(st.one_of(words(), st.sampled_from([" | ", " - ", "»", " "])), max_size=12), st.lists(words(), max_size=2)
)
def test_a_headline_stands_in_the_title(pieces: list[str], sites: list[str]) -> None:
    title = "".join(pieces)
    start, end = headline(title, sites)
    assert 0 <= start <= end <= len(title)
    assert title[start:end] == title[start:end].strip()


def test_the_headline_points_at_the_title_of_the_page() -> None:
    source = f"<title>\n {HEADLINE} &amp; غيرها | {SITE}</title><meta property=og:site_name content='{SITE}'>"
    (item,) = (item for item in render(source).stated if item.role == "title")
    assert (source[item.start : item.end], item.text) == (f"{HEADLINE} &amp; غيرها", f"{HEADLINE} & غيرها")


def test_titles_are_read_in_linear_time() -> None:
    check_linear(lambda size: headline("كلمة | " * size, ["كلمة"]), 500)
