"""What each line of a page of markup is: by its place among the elements of the story, then by its wording.

The text and the title of the story are found first (`text`, `title`); every other line stands over the title, between
title and text, in the text, or behind it. Inside the text an element says what a line is, and punctuation does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from corpus_pkg.language.phrases import key
from corpus_pkg.language.punctuation import COMMAS, SEMICOLONS, STOPS
from corpus_pkg.layout.markup.bylines import without_bylines
from corpus_pkg.layout.markup.decks import Descriptions, decks
from corpus_pkg.layout.markup.kickers import part_kickers
from corpus_pkg.layout.markup.listing import Listing
from corpus_pkg.layout.markup.teasers import teasers
from corpus_pkg.layout.markup.text import articles, text
from corpus_pkg.layout.markup.title import Titles, title
from corpus_pkg.layout.markup.tree import BOXES, PARAGRAPHS, Tree
from corpus_pkg.layout.model import Label
from corpus_pkg.layout.page import Page
from corpus_pkg.layout.thresholds import (
    DECKS,
    HEADLINE_WORDS,
    LINES_BEFORE_TEXT,
    TITLE_WORDS,
    TITLED_CHARACTERS,
    UNTITLED_CHARACTERS,
)
from corpus_pkg.reading.html import TOLD
from corpus_pkg.reading.rendering import Rendering
from corpus_pkg.records import SegmentKind
from corpus_pkg.sites import Elements

#: Kinds that the wording of a line may give it outside the story.
_KEPT_OUTSIDE = frozenset({"share", "prompt", "related_heading", "read_also"})
#: Kinds that the wording of a line may give it in the text.
_KEPT_WITHIN = _KEPT_OUTSIDE | {"caption"}
#: Kinds that belong to the head of a story.
_OF_HEAD = frozenset({"published", "updated", "byline", "caption", "dateline", "source"})
#: Kinds that belong to its foot.
_OF_FOOT = frozenset({"source", "keywords", "byline"})
_ITEMS = frozenset({"li", "dt", "dd", "td", "th", "tr"})
#: Signs at the end of a line that goes on, or that ends a sentence.
_ENDS = tuple(f"{STOPS}{COMMAS}{SEMICOLONS}:")


#: Rules that know what is no text wherever it stands.
_NEVER_TEXT = ("rule_line", "site_line:")
_SHOWN = Label("published", "date_line", day=True)
_FURNITURE = Label("nav", "element:outside")


def settle(page: Page, rendering: Rendering, elements: Elements) -> None:
    """Decide on every line of a page of markup; without a story each is boilerplate.

    What the lexicon says of the `elements` of the page's site is believed before what else may hold them.
    """
    titles, descriptions = Titles(rendering.stated), Descriptions(rendering.stated)
    part_kickers(page, rendering, titles)
    # A crawler writes its stamp into no markup: there the site shows it.
    page.labels = [_SHOWN if mark is not None and mark.rule == "crawl_stamp" else mark for mark in page.labels]
    for index, label in enumerate(page.labels):
        # A heading over topics, which are links of their own, is none of them.
        if label is not None and label.kind == "keywords" and _is_phrase(label, page.lines[index].text):
            page.labels[index] = _FURNITURE
    tree = Tree(rendering, page.lines, page.labels, page.lexicons, elements)
    if any(label is not None and label.day and tree.surely(index, "date") for index, label in enumerate(page.labels)):
        for index, label in enumerate(page.labels):
            if label is not None and label.kind == "published" and not tree.surely(index, "date"):
                page.labels[index] = _FURNITURE
    listing = Listing(tree, rendering.stated, titles)
    others = teasers(tree, one_story=listing.one_story)
    texts = text(tree, others)
    stories = []
    for own in articles(tree, texts):
        head = title(tree, own, titles)
        # What stands over the title is none of its story.
        own = [index for index in own if head is None or index > head or own[-1] < head]
        own = [index for index in own if not (tree.signed(index) or tree.of_rights(index))]
        own = [*(index for index in own[:2] if not tree.shows_day(index)), *own[2:]]
        if own and not listing.holds(own, head) and sum(tree.weights[index] for index in own) >= _least(head):
            over, own = decks(tree, without_bylines(page, own), head, descriptions)
            stories.append(_Story(page, tree, without_bylines(page, own), head, others, over))
    _settle(page, stories)
    for index, decision in enumerate(page.decisions):
        if decision is not None and TOLD in tree.inner[index].names:
            # The rule says how the characters are written.
            decision.rule = "json-ld:articleBody"


def _is_phrase(label: Label, text: str) -> bool:
    """Return whether a line is the phrase alone that its label names."""
    return key(label.rule.removeprefix("phrase:")) == key(text)


def _settle(page: Page, stories: Sequence[_Story]) -> None:
    """Decide on every line, those of several stories by the article that holds each."""
    end = 0
    for ordinal, story in enumerate(stories, 1):
        page.roles.append("main")
        if len(stories) == 1:
            story.settle(1, range(len(page.lines)))
            return
        for index in range(end, story.lines.start):
            _outside(page, index, "nav")
        story.settle(ordinal, story.lines)
        end = story.lines.stop
    for index in range(end, len(page.lines)):
        _outside(page, index, "nav")


def _least(head: int | None) -> int:
    """Return how many characters of running text make a story, with a title and without."""
    return UNTITLED_CHARACTERS if head is None else TITLED_CHARACTERS


class _Story:
    """A story of a page, where it stands.

    Attributes:
        lines: the lines of the article that holds it, where there is one.

    """

    def __init__(
        self,
        page: Page,
        tree: Tree,
        texts: Sequence[int],
        head: int | None,
        others: set[int],
        decks: Sequence[int],
    ) -> None:
        self.page = page
        self.tree = tree
        self.texts = set(texts)
        self.others = others
        self.decks = frozenset(decks)
        self.head = head
        self.first, self.last = texts[0], texts[-1]
        self.second = texts[min(1, len(texts) - 1)]
        self.over = head if head is not None and head < self.first else max(-1, self.first - LINES_BEFORE_TEXT)
        self.around = next(n for n in tree.inner[self.first].outwards() if n.holds(max(self.over, 0)))
        self.ordinal = 1
        self.boxes, self.alike = tree.boxes(texts)
        #: The element around all of the text, and how the elements of paragraphs in it are written.
        self.apart = next(node for node in tree.inner[self.first].outwards() if node.holds(self.last))
        self.written = {(node.tag, node.names) for index in texts for node in tree.inner[index].outwards()}
        self.tags = {tree.tag(index) for index in texts}
        #: Whether a short line over the first paragraph was found to be of the text.
        self.opened = False
        #: Boxes that hold paragraphs of the text without elements of their own.
        self.loose = {tree.kin(index) for index in texts if tree.tag(index) in BOXES}
        article = tree.article(self.first) or tree.page
        self.lines = article.lines

    def settle(self, ordinal: int, lines: range) -> None:
        """Decide on lines of the page as those of the story, or around it, which is the one of that ordinal."""
        self.ordinal = ordinal
        end = self._end(lines)
        boxed = sum(self._deck(index) for index in range(self.over + 1, self.first)) > DECKS
        for index in lines:
            if index == self.head:
                self._decide(index, "title", "element:title")
            elif index in self.texts:
                self._decide(index, "body", "element:text")
            elif self.over < index < self.first:
                self._between(index, boxed)
            elif self.first < index < end:
                self._within(index)
            else:
                self._beside(index)

    def _decide(self, index: int, kind: SegmentKind, rule: str) -> None:
        self.page.decide(index, kind, rule, self.ordinal)

    def _end(self, lines: range) -> int:
        """Return the line behind the last paragraph, which may be too short to be known by itself."""
        end = self.last + 1
        for index in range(self.last + 1, lines.stop):
            if self.apart.holds(index) and (self.tree.boilerplate(index) or self.tree.linked(index)):
                continue
            if not self._of_text(index) or (self.tree.headed(index) and not self._over_list(index)):
                break
            if self.tree.boilerplate(index) or self.tree.linked(index) or self.page.labels[index] is not None:
                continue
            if self.tree.of_rights(index):
                break
            # Running text in a box of its own was weighed, and is not of the story.
            weighed = self.tree.weights[index] and self.tree.box(index).number not in self.boxes
            loose = self.tree.tag(index) in BOXES - {"td"} and self.tree.kin(index) not in self.loose
            loose = loose and not self._is_sentence(index)
            if weighed or loose:
                break
            # What announces something behind the text announces links.
            if not self.page.lines[index].text.endswith(":"):
                end = index + 1
        return end

    def _is_sentence(self, index: int) -> bool:
        """Return whether a line ends as a sentence does, in nameless elements beside the paragraphs."""
        inside = takewhile(lambda node: node is not self.apart, self.tree.block(index).outwards())
        ends = self.page.lines[index].text.endswith(tuple(STOPS))
        return ends and self.apart.holds(index) and not any(node.named for node in inside)

    def _over_list(self, index: int) -> bool:
        """Return whether a list that leads nowhere stands under a heading behind the last paragraph."""
        items = range(index + 1, min(index + 1 + DECKS, len(self.page.lines)))
        return all(
            self.tree.tag(item) in _ITEMS and self._of_text(item) and not self.tree.linked(item) for item in items
        )

    def _deck(self, index: int) -> bool:
        """Return whether a line between title and text is a deck, or another that says what the story is about."""
        line = self.page.lines[index]
        if self.page.labels[index] is not None or self.tree.captioned(index) or self._signed(index):
            return False
        if self.tree.boilerplate(index) or self.tree.linked(index):
            return False
        return line.words >= TITLE_WORDS and not self.page.cues.name(line.text)

    def _opens(self, index: int) -> bool:
        """Return whether a short line over the first paragraph belongs to the text: written as paragraphs are.

        In the element of the text, where the title stands outside, it needs no full stop, but is no name; beside the
        title only what goes on or ends a sentence, or begins as one that goes on from another, is one.
        """
        tree, line, wording = self.tree, self.page.lines[index], self.page.cues
        if self.page.labels[index] is not None or self._signed(index) or tree.headed(index) or tree.linked(index):
            return False
        if tree.boilerplate(index) or tree.authored(index):
            return False
        ends = line.text.endswith(_ENDS)
        # "And", "then": no name begins so but one that the tables know.
        goes_on = wording.continues(line.text) and not wording.given(line.text) and tree.tag(index) in PARAGRAPHS
        if self.apart.holds(index) and not self.apart.holds(max(self.over, 0)):
            path = takewhile(lambda node: node is not self.apart, tree.inner[index].outwards())
            if all(not node.named or (node.tag, node.names) in self.written for node in path):
                named = wording.name(line.text) and not self.opened
                alike = tree.tag(index) in self.tags or (self.opened and tree.tag(index) in PARAGRAPHS | _ITEMS)
                return ends or goes_on or (alike and not named)
        beside = tree.block(index).around is tree.block(self.first).around
        return beside and (ends or goes_on) and tree.tag(index) not in BOXES

    def _leads(self, index: int) -> bool:
        """Return whether a line is the first paragraph, in an element of its own: longer than decks are."""
        paragraph = self.tree.tag(index) in PARAGRAPHS and not self.tree.headed(index)
        return paragraph and bool(self.tree.weights[index]) and self.page.lines[index].words > HEADLINE_WORDS

    def _signed(self, index: int) -> bool:
        """Return whether a line names a person, behind "written by" or in an element that is named for its author.

        Whom the metadata names needs neither.
        """
        wording, line = self.page.cues, self.page.lines[index].text
        if self.tree.signed(index):
            return True
        name = wording.without_byline(line)
        signed = name != line or self.tree.authored(index)
        label, _, rest = name.partition(" ")
        if label.islower() and rest[:1].isupper():
            # "von", in a language without tables.
            name = rest
        return signed and (wording.name(name) or wording.given(name))

    def _between(self, index: int, boxed: bool) -> None:
        """Decide on a line between the title and the text."""
        label, tree = self.page.labels[index], self.tree
        if label is not None and label.kind in _OF_HEAD:
            # A paper's name by itself may be the section's ("the news"), which the elements cannot tell.
            if label.rule == "outlets_alone":
                _outside(self.page, index, "nav")
            else:
                self._decide(index, label.kind, label.rule)
        elif tree.captioned(index):
            self._decide(index, "caption", "element:caption")
        elif index in self.others:
            self.page.decide(index, "related_link", "element:link")
        elif label is None and self._signed(index):
            self._decide(index, "byline", "element:author")
        elif tree.shows_day(index):
            self.page.decide(index, "nav", "element:time")
        elif index in self.decks:
            self._decide(index, "heading", "under_the_title")
        elif self._opens(index):
            self.opened = True
            self._decide(index, "body", "element:paragraph")
        elif self._deck(index):
            if boxed:
                self.page.decide(index, "nav", "element:box")
            elif self._leads(index):
                self._decide(index, "body", "element:text")
            else:
                self._decide(index, "heading", "under_the_title")
        elif label is None and not tree.boilerplate(index) and not tree.linked(index):
            self.page.decide(index, "nav", "element:short")
        else:
            _outside(self.page, index, "nav")

    def _within(self, index: int) -> None:
        """Decide on a line between two paragraphs of the text."""
        label, tree = self.page.labels[index], self.tree
        if tree.captioned(index):
            self._decide(index, "caption", "element:caption")
        elif index in self.others or tree.linked(index):
            self.page.decide(index, "related_link", "element:link")
        elif tree.boilerplate(index) or tree.of_rights(index):
            _outside(self.page, index, "nav")
        elif label is not None and (label.kind in _KEPT_WITHIN or label.rule.startswith(_NEVER_TEXT)):
            self.page.decide(index, label.kind, label.rule, self.ordinal if label.kind == "caption" else None)
        elif label is not None and label.kind in _OF_HEAD and (index < self.second or not self._of_text(index)):
            self._decide(index, label.kind, label.rule)
        elif self._timed(index, label):
            self.page.decide(index, "nav", "element:time")
        elif label is None and self._signed(index):
            self._decide(index, "byline", "element:author")
        elif not self._of_text(index):
            _outside(self.page, index, "nav")
        elif tree.headed(index):
            self._decide(index, "heading", "element:heading")
        else:
            self._decide(index, "body", "element:list" if tree.tag(index) in _ITEMS else "element:paragraph")

    def _timed(self, index: int, label: Label | None) -> bool:
        """Return whether a line is the time of an entry of the text."""
        if (label is not None and label.rule == "clock") or (index < self.second and self.tree.shows_day(index)):
            return True
        return any(node.tag == "time" for node in self.tree.inner[index].outwards())

    def _of_text(self, index: int) -> bool:
        """Return whether a short line stands where the paragraphs do, or in an element like theirs."""
        if self.tree.surely(self.first, "content"):
            return self.tree.surely(index, "content")
        # Running text in an element like those of the story was weighed, and is not of it.
        return self.tree.among(index, self.boxes, frozenset() if self.tree.weights[index] else self.alike)

    def _beside(self, index: int) -> None:
        """Decide on a line over the title or behind the text: boilerplate, but for a day, a source or a name."""
        label, tree, behind = self.page.labels[index], self.tree, index > self.over
        if label is not None and label.day and tree.surely(index, "date"):
            self._decide(index, label.kind, label.rule)
            return
        if label is None and tree.surely(index, "author") and self._signed(index):
            self._decide(index, "byline", "element:author")
            return
        if self.around.holds(index) and not tree.boilerplate(index):
            if label is None and behind and self._signed(index):
                self._decide(index, "byline", "element:author")
                return
            kept = label is not None and label.kind in (_OF_FOOT if behind else ("published",))
            # Topics and places in links below a story read like names.
            kept = kept and not (label is not None and label.kind == "byline" and tree.linked(index))
            if label is not None and kept and (behind or self.over - index <= LINES_BEFORE_TEXT):
                self._decide(index, label.kind, label.rule)
                return
        linked = tree.linked(index) and self.page.lines[index].words >= TITLE_WORDS
        _outside(self.page, index, "related_link" if linked else "nav")


def _outside(page: Page, index: int, kind: SegmentKind) -> None:
    """Take a line for boilerplate: of the kind that its wording gives it, where that holds anywhere."""
    label = page.labels[index]
    if label is not None and label.kind in _KEPT_OUTSIDE:
        page.decide(index, label.kind, label.rule)
    else:
        page.decide(index, kind, "element:link" if kind == "related_link" else "element:outside")
