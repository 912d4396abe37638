"""The elements of a page of markup as a tree, and what the lines in each of them amount to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import takewhile

from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.layout.lines import Line
from corpus_pkg.layout.markup.bylines import Signatures
from corpus_pkg.layout.markup.doubles import doubled, says_more
from corpus_pkg.layout.model import Label
from corpus_pkg.layout.thresholds import (
    BESIDE_CHARACTERS,
    BESIDE_SHARE,
    CAPTION_CHARACTERS,
    CHARACTERS_OF_A_WORD,
    HEADED_TEXT_WORDS,
    HIDDEN_SHARE,
    LINKED_SHARE,
    LOOSE_TEXT_WORDS,
    NEARLY_THE_PAGE,
    TELLING_WORDS,
)
from corpus_pkg.reading import element_names
from corpus_pkg.reading.html import HIDDEN
from corpus_pkg.reading.open_elements import BLOCK, Element
from corpus_pkg.reading.rendering import Block, Rendering
from corpus_pkg.sites import Elements

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements that other elements stand in.
CONTAINERS = frozenset(
    {"div", "article", "section", "main", "td", "body", "html", "form", "center", "table", "tr", "tbody", "li", "ul"}
)
#: Those that are no part of a list or a table.
BOXES = CONTAINERS - {"li", "ul", "tr", "tbody", "table"}
#: Elements that hold running text, sentence by sentence or not.
PARAGRAPHS = frozenset({"p", "blockquote", "pre", "dd", "summary"})
_BOILERPLATE_TAGS = frozenset({"nav", "footer", "aside", "button", "select", "label", "menu", "dialog"}) | {
    "amp-ad",
    "amp-consent",
    "amp-embed",
    "amp-sidebar",
    "amp-sticky-ad",
}
_FIGURES = frozenset({"figure", "figcaption"})
#: Rules of the wording that may know a paragraph of a text too: a day, a place or a name by itself.
_IN_TEXT_TOO = frozenset({"date_line", "place_and_name", "place_and_another"})
#: Roles of elements of one site that are shown, whatever else their names or tags say.
_SHOWN = frozenset({"content", "title", "date", "author"})
_DATES = frozenset({"published", "updated"})
#: Says who wrote where it is a name by itself, and what a text was typed in where it is a part of one.
_AMBIGUOUS = frozenset({"editor"})
#: Names by which frameworks show on wide screens what they hide on narrow ones.
_WIDE = re.compile(r"(?:d|show|visible)-(?!none)")


def _is_no_quotation(node: Node) -> bool:
    return node.tag not in ("blockquote", "table")


def _is_hidden(node: Node) -> bool:
    """Return whether a browser does not show an element, by itself or by its name; some show it on wide screens."""
    if HIDDEN in node.names:
        return True
    return "hidden" in node.roles and not any(":" in name or _WIDE.match(name) for name in node.names)


@dataclass(slots=True, eq=False)
class Node:
    """An element with lines in it.

    Attributes:
        number: that of the element; 0 for the page itself.
        tag: its tag.
        names: its own names.
        around: the element around it; None for the page.
        roles: what its names say that it is.
        inside: the elements directly in it, in order.
        first, last: the lines that it holds, both among them.
        held: characters that are running text by their shape in it.
        text: characters of running text in it, boilerplate left out.
        texts: its lines of running text.
        linked: characters of links in it, boilerplate left out.
        sure: what the lexicon says of its site that it holds, or one around it.
        within: what its names and those of the elements around it say.
        headed: whether it is a heading, or stands in one.

    """

    number: int
    tag: str
    names: tuple[str, ...]
    around: Node | None
    roles: frozenset[str]
    first: int
    last: int = -1
    held: int = 0
    text: int = 0
    texts: int = 0
    linked: int = 0
    inside: list[Node] = field(default_factory=list)
    sure: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    headed: bool = False

    def outwards(self) -> Iterator[Node]:
        """Yield the element and those around it, from the inside."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.around

    @property
    def named(self) -> bool:
        """Whether it has a name that says more than at which widths of the screen it is shown."""
        return bool(self.names) and says_more(self.names)

    @property
    def lines(self) -> range:
        """The lines that it holds."""
        return range(self.first, self.last + 1)

    def holds(self, index: int) -> bool:
        """Return whether a line stands in the element."""
        return self.first <= index <= self.last


class Tree:
    """The elements of a page around its lines."""

    def __init__(
        self,
        rendering: Rendering,
        lines: Sequence[Line],
        labels: Sequence[Label | None],
        lexicons: Lexicons,
        elements: Elements | None = None,
    ) -> None:
        self._elements = elements or {}
        self._signatures = Signatures(rendering.stated)
        self._roles = element_names.reader(lexicons, _AMBIGUOUS)
        self.lines = lines
        self.labels = labels
        self.lexicons = lexicons
        starts = [block.start for block in rendering.blocks]
        self.blocks: list[Block] = [rendering.blocks[max(0, bisect_right(starts, line.start) - 1)] for line in lines]
        self.page = Node(0, "html", (), None, frozenset(), 0, max(len(lines) - 1, 0))
        self._nodes: dict[int, Node] = {}
        self.inner: list[Node] = [self._node(block.element, index) for index, block in enumerate(self.blocks)]
        # An element is there before those in it.
        self._inwards = list(self._nodes.values())
        for node in reversed(self._inwards):
            if node.around is not None and node.around.last < node.last:
                node.around.last = node.last
        self.weights: list[int] = [self._weight(index) for index in range(len(lines))]
        self._boilerplate: dict[int, bool] = {0: False}
        self._doubled: set[int] = set()
        #: Whether elements that are named for captions, or for the author, hold no more than that.
        self._apart = {"caption": True, "author": True}
        self._measure()

    def _node(self, element: Element | None, index: int) -> Node:
        """Return the element of a line as a node, made with those around it where this is their first line."""
        nodes = self._nodes
        new: list[Element] = []
        while element is not None and element.number not in nodes:
            new.append(element)
            element = element.around
        node = self.page if element is None else nodes[element.number]
        for element in reversed(new):
            around, names = node, element.own_names
            node = Node(element.number, element.tag, names, around, self._roles(names), index)
            own = (
                frozenset(self._elements[name] for name in names if name in self._elements) if self._elements else None
            )
            if own:
                node.roles |= own
            node.sure = around.sure | own if own else around.sure
            node.within = around.within | node.roles if node.roles else around.within
            node.headed = around.headed or element.tag in HEADINGS
            nodes[element.number] = node
            around.inside.append(node)
        node.last = index
        return node

    def node(self, number: int) -> Node:
        """Return the element of a number."""
        return self._nodes[number] if number else self.page

    def nodes(self) -> Iterator[Node]:
        """Yield every element of the page."""
        yield from self._nodes.values()

    def article(self, index: int) -> Node | None:
        """Return the innermost `article` around a line; None where it stands in none."""
        return next((node for node in self.inner[index].outwards() if node.tag == "article"), None)

    def captioned(self, index: int) -> bool:
        """Return whether a line stands in an element that is for captions."""
        return self._apart["caption"] and any(
            ("caption" in node.roles or node.tag in _FIGURES) and node.held <= CAPTION_CHARACTERS
            for node in takewhile(_is_no_quotation, self.inner[index].outwards())
        )

    def signed(self, index: int) -> bool:
        """Return whether a line is the name of whom the metadata names as author, with a word or two before it."""
        return self._signatures.sign(self.lines[index].text)

    def of_rights(self, index: int) -> bool:
        """Return whether a line says who has the rights: it begins with their sign."""
        return self.lines[index].text.startswith("©")

    def shows_day(self, index: int) -> bool:
        """Return whether a line is a day that the metadata states, whether or not a rule of its language reads it."""
        return self._signatures.date(self.lines[index].text)

    def authored(self, index: int) -> bool:
        """Return whether a line stands in an element that is for the author."""
        if self.surely(index, "author"):
            return True
        return (
            self._apart["author"]
            and self.has_role(index, "author")
            and any("author" in node.roles and node.held <= CAPTION_CHARACTERS for node in self.inner[index].outwards())
        )

    def dated(self, node: Node) -> bool:
        """Return whether a line of an element tells a day or a time."""
        return any(
            ((label := self.labels[index]) is not None and label.kind in _DATES)
            or any(around.tag == "time" for around in self.inner[index].outwards())
            for index in node.lines
        )

    def tag(self, index: int) -> str:
        """Return the tag of the innermost element around a line that does not stand in lines itself."""
        return self.block(index).tag

    def block(self, index: int) -> Node:
        """Return that element; the page where a line stands in none."""
        return next((node for node in self.inner[index].outwards() if node.tag in BLOCK), self.page)

    def box(self, index: int) -> Node:
        """Return the innermost element around a line that others stand in and that is no part of a list."""
        return next(node for node in self.inner[index].outwards() if node.tag in BOXES or not node.number)

    def kin(self, index: int) -> tuple[int, str, tuple[str, ...]]:
        """Return what the box of a line and those beside it that are named alike have in common."""
        box = self.box(index)
        return (box.around.number if box.around is not None else 0), box.tag, box.names

    def boxes(self, texts: Sequence[int]) -> tuple[set[int], set[tuple[str, tuple[str, ...]]]]:
        """Return the numbers of the boxes that lines stand in and of the one around all, and the former as named."""
        boxes = [self.box(index) for index in texts]
        around = next((box for box in boxes[0].outwards() if box.holds(texts[-1])), self.page) if boxes else self.page
        return {box.number for box in (*boxes, around)}, {(box.tag, box.names) for box in boxes}

    def among(self, index: int, boxes: Set[int], alike: Set[tuple[str, tuple[str, ...]]]) -> bool:
        """Return whether a line stands in one of the boxes or one like them; cells and nameless boxes do not count."""
        for node in self.inner[index].outwards():
            if node.tag in BOXES or not node.number:
                if node.number in boxes or (node.tag, node.names) in alike:
                    return True
                if node.named and node.tag != "td":
                    return False
        return False

    def headed(self, index: int) -> bool:
        """Return whether a line is a heading by its element."""
        return self.inner[index].headed

    def linked(self, index: int) -> bool:
        """Return whether a line is a link."""
        block = self.blocks[index]
        return block.linked >= LINKED_SHARE * (block.end - block.start)

    def surely(self, index: int, role: str) -> bool:
        """Return whether the lexicon says of the site that a line stands in an element that is that."""
        return role in self.inner[index].sure

    def has_role(self, index: int, role: str) -> bool:
        """Return whether a line stands in an element that its name says to be that."""
        return role in self.inner[index].within

    def boilerplate(self, index: int) -> bool:
        """Return whether a line stands in an element that is boilerplate by its tag or its name, or is not shown.

        What an element for one width of the screen says a second time is shown once.
        """
        return index in self._doubled or self.is_boilerplate(self.inner[index])

    def is_boilerplate(self, node: Node) -> bool:
        """Return whether an element, or one around it, is boilerplate."""
        known = self._boilerplate.get(node.number)
        if known is None:
            # What holds nearly all that the page says is the page, whatever its name is.
            named = node.tag in _BOILERPLATE_TAGS or "boilerplate" in node.roles
            named = named and node.held < NEARLY_THE_PAGE * self.page.held
            # Programs put all that they show into one form.
            named = named or (node.tag == "form" and node.held < HIDDEN_SHARE * self.page.held)
            share = HIDDEN_SHARE if node.held <= BESIDE_CHARACTERS else BESIDE_SHARE
            named = named or ("beside" in node.roles and node.held < share * self.page.held)
            named = named or (_is_hidden(node) and node.held < HIDDEN_SHARE * self.page.held)
            around = node.around is not None and self.is_boilerplate(node.around)
            known = named or (around and "content" not in node.roles)
            if node.sure and (own := {name for name in node.names if name in self._elements}):
                said = {self._elements[name] for name in own}
                known = "boilerplate" in said or (known and said.isdisjoint(_SHOWN))
            self._boilerplate[node.number] = known
        return known

    def _weight(self, index: int) -> int:
        """Return the characters of a line that is running text by its element and its shape; 0 of one that is not."""
        line, label = self.lines[index], self.labels[index]
        if (label is not None and label.rule not in _IN_TEXT_TOO) or self.linked(index):
            return 0
        if self.surely(index, "content") and not self.headed(index):
            return len(line.text)
        words = max(line.words, len(line.text) // CHARACTERS_OF_A_WORD)
        if self.headed(index):
            return len(line.text) if line.prose and words > HEADED_TEXT_WORDS else 0
        least = TELLING_WORDS if line.prose or self.tag(index) in PARAGRAPHS else LOOSE_TEXT_WORDS
        return len(line.text) if words >= least else 0

    def _measure(self) -> None:
        """Sum the lines up for each element; what is named boilerplate counts for itself alone."""
        for index, weight in enumerate(self.weights):
            self.inner[index].held += weight
        for node in reversed(self._inwards):
            if node.around is not None:
                node.around.held += node.held
        boilerplate = [self.boilerplate(index) for index in range(len(self.lines))]
        self._doubled = doubled(self._inwards, self.lines, boilerplate)
        boilerplate = [out or index in self._doubled for index, out in enumerate(boilerplate)]
        shown = [0 if out else weight for weight, out in zip(self.weights, boilerplate, strict=True)]
        for role, within in (("caption", self.captioned), ("author", self.authored)):
            size = sum(weight for index, weight in enumerate(shown) if weight and within(index))
            self._apart[role] = size < HIDDEN_SHARE * sum(shown)
        for index, weight in enumerate(shown):
            if weight and (self.captioned(index) or self.authored(index)):
                weight = 0
            self.weights[index] = weight
            node = self.inner[index]
            node.text += weight
            node.texts += bool(weight)
            node.linked += 0 if boilerplate[index] else self.blocks[index].linked
        for node in reversed(self._inwards):
            if node.around is not None:
                node.around.text += node.text
                node.around.texts += node.texts
                node.around.linked += node.linked
