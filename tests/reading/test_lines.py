"""The lines of a page: white space folded, references decoded, each character with its place."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.reading.lines import Lines
from corpus_pkg.reading.open_elements import OpenElements
from corpus_pkg.reading.rendering import Rendering

TEXTS = st.lists(st.sampled_from(["a", "خ", " ", "\n", "\t", "&amp;", "&#34;", "&nbsp;", "&zz;", "&", ";"])).map(
    "".join
)


def written(source: str) -> Rendering:
    lines = Lines(source, OpenElements())
    lines.text(0, len(source))
    lines.end(len(source), "\n")
    return lines.rendering([], None)


@given(TEXTS)
def test_a_line_is_what_a_browser_shows(source: str) -> None:
    # A browser ends a reference without a semicolon too; none is made by what is drawn here.
    expected = re.sub(r"\s+", " ", html.unescape(source)).lstrip(" ")
    assert written(source).text == (f"{expected}\n" if expected else "")


@given(TEXTS)
def test_each_character_has_its_place(source: str) -> None:
    rendering = written(source)
    for position, character in enumerate(rendering.text.removesuffix("\n")):
        shown = html.unescape(source[rendering.start(position) : rendering.end(position + 1)])
        assert shown == character or (character == " " and shown.isspace())


@given(TEXTS, TEXTS)
def test_an_empty_line_is_none_and_others_are_blocks(first: str, second: str) -> None:
    source = f"{first}|{second}"
    lines = Lines(source, OpenElements())
    lines.text(0, len(first))
    lines.end(len(first), "\n\n")
    lines.text(len(first) + 1, len(source))
    lines.end(len(source), "\n")
    rendering = lines.rendering([], None)
    texts = [rendering.text[block.start : block.end] for block in rendering.blocks]
    assert texts == [line for line in (written(part).text.removesuffix("\n") for part in (first, second)) if line]


def test_a_reference_ends_before_what_is_written_at_its_end() -> None:
    rendering = written("&copy2023 &notit; &ampx &bogus;")
    assert rendering.text.strip() == "©2023 ¬it; &x &bogus;"
    at = rendering.text.index("2023")
    assert rendering.source[rendering.start(at) : rendering.end(at + 4)] == "2023"
    assert rendering.source[rendering.start(at - 1) : rendering.end(at)] == "&copy"
