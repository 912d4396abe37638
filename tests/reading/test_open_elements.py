"""Which elements are open: as browsers have them where that matters for text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.reading.html import render
from corpus_pkg.reading.open_elements import DEEPEST, OpenElements

TAGS = st.sampled_from(["div", "p", "a", "b", "h1", "h2", "li", "td", "form"])


@given(st.lists(st.tuples(st.booleans(), TAGS), max_size=200))
def test_whatever_is_opened_and_closed_the_stack_tells_the_truth(steps: list[tuple[bool, str]]) -> None:
    elements = OpenElements()
    for opened, tag in steps:
        if not opened:
            elements.close(tag)
        elif not elements.full(tag):
            elements.open(tag, (tag,))
            assert elements.inner is not None and elements.inner.tag == tag
        inner = elements.inner
        assert elements.links in (0, 1)
        if inner is None:
            assert elements.links == 0
            continue
        numbers = [element.number for element in inner.outwards()]
        assert len(numbers) <= DEEPEST
        assert inner.tags.count("a") == elements.links
        assert len(set(numbers)) == len(numbers)
        assert {
            tag for tag in ("div", "p", "a", "b", "h1", "h2", "li", "td", "form", "span") if elements.holds(tag)
        } == set(inner.tags)


@given(st.lists(TAGS, max_size=DEEPEST))
def test_what_is_closed_in_turn_leaves_nothing_open(tags: list[str]) -> None:
    # A second link ends the first, so that one is enough.
    nested = [tag for number, tag in enumerate(tags) if tag != "a" or "a" not in tags[:number]]
    elements = OpenElements()
    for tag in nested:
        elements.open(tag, ())
    for tag in reversed(nested):
        elements.close(tag)
    assert elements.inner is None and elements.links == 0


def test_a_link_in_a_link_ends_the_first_and_an_inline_end_no_block() -> None:
    first, second, behind = render("<a>one <div>two <a>three</a></div> four").blocks
    assert [block.element and block.element.tags for block in (first, second, behind)] == [
        ("a",),
        ("a", "div"),
        ("span",),
    ]
    blocks = render("<b>one <div>two</b> three</div>").blocks
    assert [block.element and block.element.tags for block in blocks] == [("b",), ("b", "div")]


@given(st.integers(1, 2 * DEEPEST))
def test_elements_that_are_too_deep_to_be_told_apart_end_none_around_them(depth: int) -> None:
    source = "<div id=page>before" + "<div>" * depth + "deep" + "</div>" * depth + "behind</div>outside"
    before, *_, behind, outside = render(source).blocks
    assert before.element is not None and behind.element is not None
    assert before.element is behind.element and before.element.around is None
    assert outside.element is None
