from __future__ import annotations

import html
import html.parser
import json
import re
import tracemalloc

import pytest
from growth import check_linear
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import MARKUP, words

from corpus_pkg.language.orthography import normalise
from corpus_pkg.reading import shown
from corpus_pkg.reading.html import DEEPEST, render


@given(MARKUP)
@example("<p>a<script>")
@example("&#0;&#x110000;<b")
@example("<title>x</title><meta property=og:title content='y'>")
def test_any_markup_is_rendered_and_the_way_back_is_true(source: str) -> None:
    rendering = render(source)
    last = 0
    for position, character in enumerate(rendering.text):
        start, end = rendering.start(position), rendering.end(position + 1)
        assert last <= start and start < end <= len(source)
        last = start
        if end - start == 1 and not character.isspace() and source[start] != "&":
            assert source[start] == character
    for item in rendering.stated:
        assert 0 <= item.start < item.end <= len(source)
    for block in rendering.blocks:
        assert block.start < block.end and "\n" not in rendering.text[block.start : block.end]
        assert len(block.path) == len(block.tags)


class Oracle(html.parser.HTMLParser):
    """The words that the standard library's parser sees."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(" " if tag in ("p", "div", "li", "br", "td") else "")

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, [])


def elements() -> st.SearchStrategy[str]:
    leaf = st.one_of(words(), st.sampled_from(["&amp;", "&#1593;", "&laquo;", " ", "\n", "<br>", "<!-- c -->"]))
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda tag, parts: f"<{tag} class=\"k\" data-x='a>b'>{''.join(parts)}</{tag}>",
            st.sampled_from(["p", "div", "b", "span", "li", "td", "a", "em"]),
            st.lists(inner, max_size=4),
        ),
        max_leaves=20,
    )


@given(elements())
def test_the_words_are_those_that_the_standard_parser_sees(source: str) -> None:
    oracle = Oracle()
    oracle.feed(source)
    oracle.close()
    assert render(source).text.split() == "".join(oracle.pieces).split()


@given(st.lists(words(), min_size=1, max_size=6).map(" ".join), st.data())
def test_references_and_tags_inside_a_name_change_nothing_that_is_shown(text: str, data: st.DataObject) -> None:
    marked = "".join(
        data.draw(st.sampled_from([letter, f"&#{ord(letter)};", f"<b>{letter}</b>", f"<!--x-->{letter}"]))
        for letter in text
    )
    assert shown(marked, "text/html") == normalise(text)


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<p>x",
        "<a>x",
        "<div>x<a>",
        "</h1>",
        "<form>",
        "<svg>",
        "<a ",
        "<!--",
        "<script>",
        "&",
        "<div>",
        "</div>",
        '<a href="',
        "'",
        "<title>",
        "<p",
        "<a><p>",
        "&#",
        "<br",
    ],
)
def test_repeats_are_read_in_linear_time(unit: str) -> None:
    # Quadratic reading would take hours here.
    assert len(render(unit * 100_000).text) <= 3 * len(unit) * 100_000


def test_what_is_no_text_is_left_out_and_what_is_broken_is_kept() -> None:
    source = (
        "<p>أول<script>var x = '<p>لا</p>';</script> سطر<p>ثان<style>p{}</style><div>ثالث</p>رابع <b>خامس<div>سادس"
        "<noscript>لا</noscript><svg><text>لا</text></svg>"
    )
    assert re.split(r"\n+", render(source).text.strip()) == ["أول", "سطر", "ثان", "ثالث", "رابع خامس", "سادس"]


def test_metadata_is_stated_with_its_span() -> None:
    source = (
        '<head><meta content="خبر &quot;مهم&quot;" property="og:title"><title>خبر - موقع</title>'
        "<meta property=article:published_time content=2020-06-03T03:01+0400>"
        '<meta property="og:site_name" content="الموقع">'
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"\\u062e\\u0628\\u0631",'
        '"datePublished": "2020-06-03"}</script></head>'
    )
    stated = {(item.role, item.rule): (item.text, source[item.start : item.end]) for item in render(source).stated}
    assert stated == {
        ("title", "meta:og:title"): ('خبر "مهم"', "خبر &quot;مهم&quot;"),
        ("page_title", "title"): ("خبر - موقع", "خبر - موقع"),
        ("published", "meta:article:published_time"): ("2020-06-03T03:01+0400", "2020-06-03T03:01+0400"),
        ("site", "meta:og:site_name"): ("الموقع", "الموقع"),
        ("title", "json-ld:headline"): ("خبر", "\\u062e\\u0628\\u0631"),
        ("published", "json-ld:datePublished"): ("2020-06-03", "2020-06-03"),
    }


@pytest.mark.parametrize(
    ("start", "unit", "end"),
    [
        ("", "<a ", '=">"'),
        ("", "<", ">"),
        ("", '<a =">"', ""),
        ("<script>", "</script ", ""),
        ("", "<time datetime=1><title> </title>", ""),
        ('<script type="application/ld+json">"author":', " ", "</script>"),
        ('<div class="' + "c " * 100_000 + '">', "<p class=d>x", ""),
        ("<div>" * 300, "<p>x", ""),
        ("<div>" * 300, "</i>", ""),
    ],
)
def test_what_looks_for_its_end_in_vain_costs_no_more_than_the_page_is_long(start: str, unit: str, end: str) -> None:
    check_linear(lambda count: render(start + unit * count + end), 10_000)


def test_elements_without_end_do_not_weigh_on_every_line() -> None:
    source = "<div class='a b'>" * 300 + "<p>x" * 20_000
    tracemalloc.start()
    try:
        blocks = render(source).blocks
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()
    assert len(blocks) == 20_000
    assert {len(block.path) for block in blocks} == {DEEPEST}


@given(st.integers(1, 2 * DEEPEST))
def test_elements_that_are_too_deep_to_be_told_apart_end_none_around_them(depth: int) -> None:
    source = "<div id=page>before" + "<div>" * depth + "deep" + "</div>" * depth + "behind</div>outside"
    before, *_, behind, outside = render(source).blocks
    assert before.path == behind.path == before.path[:1]
    assert outside.path == ()


@given(st.text(st.sampled_from('خبر\U0001f600\ud83d"\\/\n&<>'), min_size=1, max_size=8))
def test_json_ld_is_read_as_json_says_and_never_as_half_a_letter(title: str) -> None:
    source = f'<script type="application/ld+json">{{"headline": {json.dumps(title)}}}</script>'
    whole = title.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    expected = html.unescape(whole).strip()
    assert [(item.text, item.rule) for item in render(source).stated] == (
        [(expected, "json-ld:headline")] if expected else []
    )
    for item in render(source).stated:
        assert shown(source[item.start : item.end], "text/html", item.rule) == normalise(item.text)


def test_what_metadata_says_is_shown_as_it_is_read() -> None:
    assert shown("أ &lt;b&gt; <i>ب</i> &#34;", "text/html", "meta:og:title") == 'أ <b> <i>ب</i> "'
    assert shown("\\\\u062e\\\\u0628\\\\u0631", "application/json; contents=text/html", "json-ld:headline") == "خبر"


def test_no_end_of_titles_is_kept() -> None:
    many = "<meta property=og:title content=x>" * 1000 + "<meta property=og:site_name content=y>"
    assert [item.role for item in render(many).stated].count("title") == 64
    assert render(many).stated[-1].role == "site"
    assert render("<title>" + "x" * 100_000 + "</title>").stated == ()
