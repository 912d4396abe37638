"""From lines to segments and stories.

A page is read as its header (what stands before the first running text), its stories, and what follows them. Three
kinds of evidence decide, the earlier before the later: the wording of boilerplate (`corpus_pkg.layout.boilerplate`),
the shape of a line (`corpus_pkg.layout.lines`), and its place among its neighbours, which is what this module and
`header`, `between`, `links` and `foot` know. Each decision leaves the name of its rule in the segment. The numbers by
which they decide stand in `thresholds`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import Folded
from corpus_pkg.language.punctuation import COMMAS, QUESTIONS, SEMICOLONS
from corpus_pkg.layout.agreement import Told, most_taken_up
from corpus_pkg.layout.between import between, middle
from corpus_pkg.layout.foot import before_links, foot
from corpus_pkg.layout.header import open_story
from corpus_pkg.layout.lines import Line, cut
from corpus_pkg.layout.links import header_behind, links, read_also
from corpus_pkg.layout.markup.places import settle
from corpus_pkg.layout.model import Layout, Segment, Story
from corpus_pkg.layout.page import Page
from corpus_pkg.layout.thresholds import (
    ANNOUNCING_TEXT_WORDS,
    BODY_UNDER_LINKS_WORDS,
    CLAUSE_WORDS,
    DECK_LINES,
    LINK_LABEL_CHARACTERS,
    LINK_WORDS,
    LONGEST_HEADLINE,
    TELLING_LINES,
    WALL_WORDS,
)
from corpus_pkg.reading.rendering import Rendering
from corpus_pkg.sites import Elements, Lessons

_PAUSE = re.compile(rf"[{COMMAS}{SEMICOLONS}{QUESTIONS}]|(?<!\.)\.(?!\.)")


def walk(page: Page) -> None:
    """Walk the lines once, gathering what is no running text until running text comes."""
    pending: list[int] = []
    related: str | None = None
    for index, line in enumerate(page.lines):
        mark = page.labels[index]
        kind = mark.kind if mark else None
        if kind == "related_heading":
            foot(page, pending)
            pending, related = [], "related"
            page.decide(index, "related_heading", mark.rule if mark else "")
        elif kind == "read_also" and not _names_its_link(page, line):
            foot(page, pending)
            pending, related = [], "read_also"
            page.decide(index, "read_also", mark.rule if mark else "")
        elif mark is not None:
            if related == "related" and kind in ("keywords", "share", "prompt"):
                related = None
            pending.append(index)
        elif not page.roles and _wall(page, line):
            page.decide(index, "related_link", "wall_of_headlines")
        elif not page.roles and line.prose and _over_the_story(page, index, pending):
            page.decide(index, "related_link", "over_the_story")
        elif not page.roles and _announces_text(page, line, pending):
            pending = _body(page, pending, index, related)
        elif not line.prose or _long_headline(page, index, pending) or (related and not _is_body(page, line, related)):
            pending.append(index)
        elif page.roles and _headlines(page, line):
            middle(page, pending, index)
            pending = []
            page.decide(index, "related_link", "glued_headlines")
        else:
            pending = _body(page, pending, index, related)
            related = None
    if related:
        links(page, pending, related)
    else:
        foot(page, pending, last=True)
    before_links(page, page.waiting)


def _long_headline(page: Page, index: int, pending: list[int]) -> bool:
    """Return whether the first line of a page is a headline, though longer than headlines are, over running text."""
    if page.roles or index + 1 == len(page.lines) or any(page.labels[i] is None for i in pending):
        return False
    line = page.lines[index]
    # A deck or a name may stand between.
    behind = [other for other in page.lines[index + 1 : index + 1 + DECK_LINES] if other.words > 1]
    following = next((other for other in behind if other.prose), None)
    ends = line.text.endswith((".", "،", ":", '."', ".»"))
    if ends or page.cues.acts(line.text) or page.cues.overline(line.text):
        return False
    return line.words <= LONGEST_HEADLINE and following is not None and following.words > line.words


def _wall(page: Page, line: Line) -> bool:
    """Return whether a long line is headlines run together: so many words without a pause, and hardly a clause."""
    return (
        line.words >= WALL_WORDS
        and _PAUSE.search(line.text) is None
        and page.cues.clauses(line.text) < line.words / CLAUSE_WORDS
    )


def _announces_text(page: Page, line: Line, pending: Sequence[int]) -> bool:
    """Return whether a line under a title is the beginning of the text, and announces a list or what somebody says."""
    long = line.words >= ANNOUNCING_TEXT_WORDS and line.text.endswith(":")
    return long and page.cues.opens(line.text) and any(page.labels[i] is None for i in pending)


def _over_the_story(page: Page, index: int, pending: Sequence[int]) -> bool:
    """Return whether a long line is the page's, for what follows has a headline of its own and shares nothing with it.

    The lines above it that can be its headline share nothing with it either.
    """
    line = page.lines[index]
    behind = range(index + 1, min(index + 1 + TELLING_LINES, len(page.lines)))
    first = next((i for i in behind if page.lines[i].prose and page.labels[i] is None), index)
    heads = [(i, page.lines[i]) for i in range(index + 1, first) if page.labels[i] is None]
    if not heads or page.cues.continues(page.lines[first].text):
        return False
    if any((mark := page.labels[i]) and mark.kind in ("source", "keywords") for i in range(index + 1, heads[0][0])):
        # With its source behind it, it is a story of its own.
        return False
    told = page.ahead(index + 1)
    own = Told([line], page.cues)
    titled = any(not own.stranger(page.lines[i]) for i in pending if page.labels[i] is None)
    return told.enough and told.foreign(line) and not titled and most_taken_up(heads, told) is not None


def _headlines(page: Page, line: Line) -> bool:
    """Return whether a long line is several headlines run together."""
    return not line.text.endswith(".") and page.cues.glued(page.folded.source[line.start : line.end], line.text)


def _names_its_link(page: Page, line: Line) -> bool:
    """Return whether a line says "read also" and what to read."""
    return line.words > LINK_WORDS and ":" in line.text[:LINK_LABEL_CHARACTERS]


def _is_body(page: Page, line: Line, related: str) -> bool:
    """Return whether running text under a heading of links is the story going on, and no link itself."""
    return not page.bulleted(line) and (related == "read_also" or line.words >= BODY_UNDER_LINKS_WORDS)


def _body(page: Page, pending: list[int], index: int, related: str | None) -> list[int]:
    """Take running text: settle what came before it, then take it into its story."""
    line = page.lines[index]
    heads = [i for i in pending if page.labels[i] is None]
    if related == "read_also":
        read_also(page, pending, heads, line)
    elif related == "related":
        header = header_behind(page, pending, line)
        links(page, pending[: len(pending) - len(header)], related)
        if header:
            open_story(page, "main", header)
    elif not page.roles:
        open_story(page, "main", pending)
    elif pending:
        between(page, pending, heads, line)
    if not page.roles:
        open_story(page, "main", [])
    page.decide(index, "body", "sentence" if line.prose else "between_sentences", page.story)
    return []


def segment(
    folded: Folded,
    lexicons: Lexicons | None = None,
    rendering: Rendering | None = None,
    lessons: Lessons | None = None,
    elements: Elements | None = None,
) -> Layout:
    """Cut a page into its segments and its stories.

    Args:
        folded: the rendered text, folded; the offsets of the segments count in it.
        lexicons: knowledge of the language; the shipped tables where there is none.
        rendering: where the lines stand among the elements of a page of markup.
        lessons: what is known of the site of the page, where anything is.
        elements: what its elements hold, by their names, where anything is known.

    The segments come in order, are disjoint, and hold every visible character. Linear in the length of the page.

    """
    page = Page(folded, lexicons or default(), lessons)
    if rendering is not None and rendering.blocks:
        settle(page, rendering, elements or {})
    else:
        walk(page)
    segments = []
    own: list[list[Segment]] = [[] for _ in page.roles]
    for line, decision in zip(page.lines, page.decisions, strict=True):
        if decision is None:
            raise AssertionError(f"no decision for the line at {line.start}")
        segments.append(Segment(line.start, line.end, decision.kind, decision.rule, decision.story))
        if decision.story is not None:
            own[decision.story - 1].append(segments[-1])
    stories = tuple(
        Story(ordinal, role, tuple(parts)) for ordinal, (role, parts) in enumerate(zip(page.roles, own, strict=True), 1)
    )
    return Layout(tuple(segments), stories)


def unread(folded: Folded) -> tuple[Segment, ...]:
    """Return the lines of a page that holds no story to be read: every one of them `other`."""
    return tuple(Segment(line.start, line.end, "other", "unread") for line in cut(folded))
