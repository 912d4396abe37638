"""Links to other stories, and the story that begins behind them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus_pkg.layout.header import open_story
from corpus_pkg.layout.lines import Line
from corpus_pkg.layout.page import OF_STORY, Page
from corpus_pkg.layout.thresholds import LINES_TO_DATE, SHARED_STEMS


def header_behind(page: Page, pending: list[int], line: Line) -> list[int]:
    """Return the header of a story that begins behind a list of links, without anything between."""
    heads = [i for i in pending if page.labels[i] is None and page.can_be_title(page.lines[i])]
    if not heads or page.cues.continues(line.text):
        return []
    dated = [i for i in pending if (mark := page.labels[i]) and mark.kind == "published" and mark.day]
    if dated:
        above = [i for i in heads if i < dated[-1]]
        return [i for i in pending if i >= above[-1]] if above and dated[-1] - above[-1] <= LINES_TO_DATE else []
    if page.named:
        return []
    alike = page.cues.stems(page.lines[heads[-1]].text) & page.cues.stems(line.text)
    # Who reports may stand between the headline and its text.
    between = [page.labels[i] for i in pending if i > heads[-1]]
    if len(alike) < SHARED_STEMS or not all(mark is not None and mark.kind in OF_STORY for mark in between):
        return []
    first = next(i for i in heads if page.lines[i].text == page.lines[heads[-1]].text)
    return [i for i in pending if i >= first]


def read_also(page: Page, pending: list[int], heads: list[int], line: Line) -> None:
    """Behind "read also": another story, or its title alone with the first story going on below."""
    going_on = bool(page.roles) and not page.closed and page.cues.continues(line.text)
    if heads and not going_on:
        links(page, [i for i in pending if i < heads[-1]], "read_also")
        open_story(page, "embedded" if page.roles else "main", [i for i in pending if i >= heads[-1]])
    else:
        links(page, pending, "read_also")


def links(page: Page, pending: Sequence[int], related: str) -> None:
    """Settle lines under a heading of links: each is a link, but for boilerplate that its wording names."""
    for index in pending:
        mark = page.labels[index]
        if mark is not None and mark.kind in ("nav", "share", "prompt", "keywords", "source"):
            page.keep(index, mark)
        else:
            page.decide(index, "related_link", f"under_{related}")
