"""Headings that hold a kicker beside the title, as "Opinion" in an element of its own before the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus_pkg.layout.lines import Line
from corpus_pkg.layout.markup.title import Titles
from corpus_pkg.layout.markup.tree import HEADINGS
from corpus_pkg.layout.page import Page
from corpus_pkg.layout.thresholds import HEADING_WORDS, SECTION_WORDS, TITLE_WORDS
from corpus_pkg.reading.open_elements import BLOCK
from corpus_pkg.reading.rendering import Rendering

_BORDER = re.compile(r"</?[a-zA-Z]")
#: Signs that sites print between a kicker and the title.
_SIGNS = " |:/-–—»›·•"
#: So many borders at either end of a heading are looked at.
_MOST = 8


def part_kickers(page: Page, rendering: Rendering, titles: Titles) -> None:
    """Part the headings of a page that hold a kicker into lines: the kicker and the title, in their order.

    A heading holds one where the metadata calls the page what the heading says without a few words at its beginning or
    its end, and nowhere what it says with them, and where the border of an element stands between the two.
    """
    number = 0
    for block in rendering.blocks if titles else ():
        tag = block.element and next(
            (element.tag for element in block.element.outwards() if element.tag in BLOCK), None
        )
        while number < len(page.lines) and page.lines[number].start < block.end:
            cuts = _cuts(page, page.lines[number], rendering, titles) if tag in HEADINGS else []
            for position in reversed(cuts):
                page.part(number, position)
            number += 1 + len(cuts)


def _cuts(page: Page, line: Line, rendering: Rendering, titles: Titles) -> list[int]:
    """Return where the title of a heading with a kicker begins and where it ends, in order, in its folded text."""
    if not TITLE_WORDS <= line.words <= HEADING_WORDS or titles.names(line.text):
        return []
    base = page.folded.text.find(line.text, page.folded.position(line.start))
    text = line.text
    borders = [page.folded.position(at) - base for at in _borders(line, rendering)]
    begins = [0, *(len(text) - len(text[at:].lstrip(_SIGNS)) for at in borders[:_MOST])]
    ends = [len(text), *(len(text[:at].rstrip(_SIGNS)) for at in borders[-_MOST:])]
    for first, last in ((first, last) for first in begins for last in ends if first < last):
        short = all(len(beside.split()) <= SECTION_WORDS for beside in (text[:first], text[last:]))
        if short and titles.names(text[first:last]):
            return [at for at in (first, last) if 0 < at < len(text)]
    return []


def _borders(line: Line, rendering: Rendering) -> Iterator[int]:
    """Yield the offsets in a line before which an element begins or ends in the source."""
    for at in range(line.start + 1, line.end):
        behind, before = rendering.end(at), rendering.start(at)
        if behind < before and _BORDER.search(rendering.source, behind, before):
            yield at
