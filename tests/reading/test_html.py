from __future__ import annotations

import html
import html.parser
import re
import tracemalloc

import pytest
from growth import check_linear
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import MARKUP, words

from corpus_pkg.language.orthography import normalise
from corpus_pkg.reading import shown
from corpus_pkg.reading.html import render
from corpus_pkg.reading.lines import MOST_BLOCKS
from corpus_pkg.reading.open_elements import DEEPEST


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
        around = [] if block.element is None else [element.number for element in block.element.outwards()]
        assert len(set(around)) == len(around)


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
    assert re.split(r"\n+", render(source).text.strip()) == ["أول سطر", "ثان", "ثالث", "رابع خامس", "سادس"]


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


def test_lines_beyond_those_of_any_page_are_read_without_their_elements() -> None:
    rendering = render("<p>ab" * (MOST_BLOCKS + 10))
    assert len(rendering.blocks) == MOST_BLOCKS
    assert rendering.text.count("ab") == MOST_BLOCKS + 10
    last = rendering.text.rindex("ab")
    assert rendering.source[rendering.start(last) : rendering.end(last + 2)] == "ab"


def test_elements_without_end_do_not_weigh_on_every_line() -> None:
    source = "<div class='a b'>" * 300 + "<p>x" * 20_000
    tracemalloc.start()
    try:
        blocks = render(source).blocks
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()
    assert len(blocks) == 20_000
    assert {len(block.element.tags if block.element else ()) for block in blocks} == {DEEPEST}


@pytest.mark.parametrize("tag", ["g", "st1:place", "o:p", "amp-list", "my-el", "font", "wbr", "bdi", "ruby", "slot"])
def test_elements_that_are_not_known_to_end_a_line_stand_in_it(tag: str) -> None:
    source = f"<p>وصل <{tag}>الوفد</{tag}> إلى <{tag} class=x/>المدينة.</{tag}></p><{tag}><div>ثان</div><p>ثالث</{tag}>"
    assert re.split(r"\n+", render(source).text.strip()) == ["وصل الوفد إلى المدينة.", "ثان", "ثالث"]


@pytest.mark.parametrize("nothing", ["<script>x</script>", "<style>x</style>", "<meta name=x>", "<!-- x -->", "<link>"])
def test_what_shows_nothing_breaks_no_sentence(nothing: str) -> None:
    assert render(f"<p>وصل {nothing}الوفد</p>").text.strip() == "وصل الوفد"


@given(
    st.lists(st.sampled_from(["href", "src", "alt", "title", "data-id", "style", "hidden", "class"]), max_size=4),
    st.sampled_from(["/a", "x > y", "x class=y", "display:none", " href='z' ", ""]),
    st.sampled_from(['"', "'", ""]),
)
def test_what_an_element_leads_to_changes_none_of_its_names(keys: list[str], value: str, quote: str) -> None:
    def names(attributes: str) -> tuple[str, ...]:
        element = render(f"<div{attributes}>x</div>").blocks[0].element
        return element.own_names if element is not None else ()

    # Without quotes nothing would take the next attribute for the value.
    value = value if quote else value.replace(" ", "").replace(">", "") or "x"
    told = [key for key in keys if key in ("style", "hidden", "class")]
    written = {key: f" {key}={quote}{value}{quote}" for key in keys}
    assert names("".join(written[key] for key in keys)) == names("".join(written[key] for key in told))
