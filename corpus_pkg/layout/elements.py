"""Where the story stands among the elements of an HTML page.

The element that holds the running text is found by where the sentences are (each counts for the elements around it,
less for each that lies between), its title by what the metadata calls the page, and every line is then judged by its
place: over the title, between title and text, in the text, behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import folded
from corpus_pkg.layout.lines import Line
from corpus_pkg.layout.model import Label
from corpus_pkg.layout.paragraphs import cues
from corpus_pkg.layout.thresholds import (
    BOX_SENTENCES,
    DECKS,
    FORM_DEPTH,
    HEADING_WORDS,
    LINES_BEFORE_TEXT,
    LINKED_SHARE,
    NEARLY_ALL,
    STATED_WORDS,
    TELLING_WORDS,
    TITLE_WORDS,
    UNTITLED_CHARACTERS,
)
from corpus_pkg.reading.rendering import Block, Rendering
from corpus_pkg.records import SegmentKind

_CONTAINERS = frozenset(
    {"div", "article", "section", "main", "td", "body", "html", "form", "center", "table", "tr", "tbody", "li", "ul"}
)
_BOILERPLATE_TAGS = frozenset({"nav", "footer", "aside", "button", "select", "label", "menu"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Kinds that the wording of a line may give it outside the story.
_KEPT_OUTSIDE = frozenset({"share", "prompt", "related_heading", "read_also"})


_PARTS = re.compile(r"[-_]+")


@cache
def _roles(lexicons: Lexicons) -> dict[str, str]:
    return {row["name"]: row["role"] for row in lexicons.rows("elements")}


@lru_cache(maxsize=4096)
def _named(names: tuple[str, ...], lexicons: Lexicons) -> frozenset[str]:
    """Return the roles of elements by their names, or by a telling part of a name ("post-meta-author")."""
    telling = _roles(lexicons)
    roles = {telling[name] for name in names if name in telling}
    for name in names:
        for part in _PARTS.split(name):
            if telling.get(part) in ("author", "caption"):
                roles.add(telling[part])
            elif f"-{part}-" in telling:
                roles.add(telling[f"-{part}-"])
    return frozenset(roles)


class Elements:
    """The elements of a page around its lines."""

    def __init__(self, rendering: Rendering, lines: Sequence[Line], lexicons: Lexicons) -> None:
        self.lines = lines
        starts = [block.start for block in rendering.blocks]
        self.blocks: list[Block] = [rendering.blocks[max(0, bisect_right(starts, line.start) - 1)] for line in lines]
        self.roles: list[frozenset[str]] = [_named(block.names, lexicons) for block in self.blocks]
        self.titles = [folded(item.text) for item in rendering.stated if item.role in ("title", "page_title")]

    def linked(self, index: int) -> bool:
        """Whether a line is a link."""
        block = self.blocks[index]
        return block.linked >= LINKED_SHARE * (block.end - block.start)

    def boilerplate(self, index: int) -> bool:
        """Whether a line stands in an element that is boilerplate by its tag or its name."""
        if "content" in self.roles[index]:
            return False
        tags = self.blocks[index].tags
        return (
            bool(_BOILERPLATE_TAGS.intersection(tags))
            or "form" in tags[-FORM_DEPTH:]
            or "boilerplate" in self.roles[index]
        )

    def text(self, labels: Sequence[Label | None]) -> list[int]:
        """Return the lines of running text in the element that holds the story, in order; empty where there is none."""
        scores: dict[int, float] = defaultdict(float)
        sentences = [
            index
            for index, line in enumerate(self.lines)
            if line.prose
            and line.words >= TELLING_WORDS
            and not self.linked(index)
            and not self.boilerplate(index)
            and not _is_kept_outside(labels[index])
        ]
        for index in sentences:
            block, share = self.blocks[index], float(len(self.lines[index].text))
            if "content" in self.roles[index]:
                share *= 2
            for number, tag in zip(reversed(block.path), reversed(block.tags), strict=True):
                if tag in _CONTAINERS:
                    scores[number] += share
                    share /= 2
        if not scores:
            return []
        best = max(scores, key=lambda number: (scores[number], number))
        held = [index for index in sentences if best in self.blocks[index].path]
        return self._tightest(held)

    def _tightest(self, held: list[int]) -> list[int]:
        """Return the sentences of the innermost element that still holds nearly all of the text."""
        total = sum(len(self.lines[index].text) for index in held)
        inside: dict[int, int] = defaultdict(int)
        for index in held:
            for number in self.blocks[index].path:
                inside[number] += len(self.lines[index].text)
        best = max((number for number, size in inside.items() if size >= NEARLY_ALL * total), default=None)
        held = [index for index in held if best is None or best in self.blocks[index].path]
        # A box behind the text, such as the rules for comments, has its sentences in an element of its own.
        nearest = [self._container(index) for index in held]
        often = Counter(nearest)
        most = max(often, key=lambda number: (often[number], number))
        while nearest and nearest[-1] != most and often[most] >= NEARLY_ALL * (len(nearest) - BOX_SENTENCES):
            nearest.pop()
            held.pop()
        return held

    def _container(self, index: int) -> int:
        """Return the innermost element around a line that can hold several lines."""
        block = self.blocks[index]
        return next(
            (
                number
                for number, tag in zip(reversed(block.path), reversed(block.tags), strict=True)
                if tag in _CONTAINERS
            ),
            0,
        )

    def title(self, first: int) -> int | None:
        """Return the line of the story's title: a heading that the metadata repeats, the nearest before the text."""
        best: tuple[tuple[bool, ...], int] | None = None
        for index, line in enumerate(self.lines):
            if not line.text or line.words > HEADING_WORDS:
                continue
            headed = bool(_HEADINGS.intersection(self.blocks[index].tags)) or "title" in self.roles[index]
            repeated = line.words >= STATED_WORDS and any(
                line.text in title or title in line.text for title in self.titles
            )
            if not (headed or repeated) or (self.linked(index) and not repeated):
                continue
            top = "h1" in self.blocks[index].tags
            before = index < first
            rank = (repeated and headed, repeated and before, top and before, before)
            if any(rank[:-1]) and (best is None or (rank, index if before else -index) > best):
                best = (rank, index if before else -index)
        return None if best is None else abs(best[1])


def place(
    rendering: Rendering, lines: Sequence[Line], labels: Sequence[Label | None], lexicons: Lexicons
) -> list[Label | None]:
    """Return the labels of the lines of a page of HTML, with what their elements tell; without a story boilerplate."""
    elements = Elements(rendering, lines, lexicons)
    # A crawler writes its stamp into no markup: there the site shows it.
    labels = [Label("published", "date_line", True) if _is_crawl_stamp(label) else label for label in labels]
    text = elements.text(labels)
    title = elements.title(text[0]) if text else None
    if not text or (title is None and sum(len(lines[index].text) for index in text) < UNTITLED_CHARACTERS):
        return [_outside(label) for label in labels]
    first, last = text[0], text[-1]
    over = title if title is not None and title < first else max(-1, first - LINES_BEFORE_TEXT)
    common = _shared(elements.blocks[max(over, 0)], elements.blocks[first])
    inside = set(text)
    placed: list[Label | None] = []
    for index, label in enumerate(labels):
        if index == title:
            placed.append(Label("title", "element:title"))
        elif index in inside:
            placed.append(None)
        elif over < index < first:
            placed.append(_between(elements, index, label, lexicons))
        elif first < index < last:
            placed.append(_within(elements, index, label))
        else:
            placed.append(_around(elements, index, label, lexicons, over, common))
    unnamed = [index for index in range(over + 1, first) if placed[index] is None]
    if len(unnamed) > DECKS:
        for index in unnamed:
            placed[index] = Label("nav", "element:box")
    return placed


def _is_crawl_stamp(label: Label | None) -> bool:
    return label is not None and label.rule == "crawl_stamp"


def _is_kept_outside(label: Label | None) -> bool:
    return label is not None and label.kind in _KEPT_OUTSIDE


def _around(
    elements: Elements, index: int, label: Label | None, lexicons: Lexicons, over: int, common: int
) -> Label | None:
    """Label a line over the title or behind the text: boilerplate, but for what the element around both says."""
    line, behind = elements.lines[index], index > over
    if common in elements.blocks[index].path and not elements.boilerplate(index):
        if behind and "author" in elements.roles[index] and _author(elements, index, lexicons):
            return Label("byline", "element:author")
        kinds = ("source", "keywords") if behind else ("published",)
        if label and label.kind in kinds and (behind or over - index <= LINES_BEFORE_TEXT):
            return label
    return _outside(label, "related_link" if elements.linked(index) and line.words >= TITLE_WORDS else "nav")


def _outside(label: Label | None, kind: SegmentKind = "nav") -> Label:
    if label is not None and _is_kept_outside(label):
        return label
    return Label(kind, "element:link" if kind == "related_link" else "element:outside")


def _shared(one: Block, other: Block) -> int:
    """Return the number of the innermost element around both."""
    common = 0
    for left, right in zip(one.path, other.path, strict=False):
        if left != right:
            break
        common = left
    return common


def _author(elements: Elements, index: int, lexicons: Lexicons) -> bool:
    """Whether a line names a person, alone or behind "written by"."""
    wording = cues(lexicons)
    return wording.name(wording.without_byline(elements.lines[index].text))


def _between(elements: Elements, index: int, label: Label | None, lexicons: Lexicons) -> Label | None:
    """Label a line between the title and the text."""
    line = elements.lines[index]
    if label and label.kind in ("published", "updated", "byline", "caption", "dateline", "source"):
        # A paper's name by itself may be the section's ("the news"), which the elements cannot tell.
        return label if label.rule != "outlets_alone" else _outside(label)
    if "caption" in elements.roles[index] or "figcaption" in elements.blocks[index].tags:
        return Label("caption", "element:caption")
    signed = cues(lexicons).without_byline(line.text) != line.text or "author" in elements.roles[index]
    if label is None and signed and _author(elements, index, lexicons):
        return Label("byline", "element:author")
    if elements.boilerplate(index) or elements.linked(index) or label is not None:
        return _outside(label)
    if line.words < TITLE_WORDS or cues(lexicons).name(line.text):
        return Label("nav", "element:short")
    return None


def _within(elements: Elements, index: int, label: Label | None) -> Label | None:
    """Label a line between two sentences of the text."""
    if "caption" in elements.roles[index] or "figcaption" in elements.blocks[index].tags:
        return Label("caption", "element:caption")
    if elements.linked(index):
        return Label("related_link", "element:link")
    if elements.boilerplate(index):
        return _outside(label)
    return label
