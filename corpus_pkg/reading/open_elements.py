"""The elements of HTML that are open at a place, closed as browsers close them where that matters for text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass

#: Elements inside one another beyond which no more are told apart: no kept page has half as many, and a page whose tags
#: are never closed would have as many around each of its lines.
DEEPEST = 64
#: Elements that begin a line and end one. All others stand in a line, as in a browser: also those that HTML does not
#: know (smart tags of word processors, `amp-` and custom elements), and those that show nothing (`script`, `meta`).
BLOCK = (
    frozenset(("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "col", "colgroup", "dd"))
    | {"details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame"}
    | {"frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li"}
    | {"listing", "main", "menu", "nav", "ol", "optgroup", "option", "p", "plaintext", "pre", "search", "section"}
    | {"summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul", "xmp"}
    # What is drawn, played or filled in stands in a line of its own on pages of news.
    | {"applet", "area", "audio", "button", "canvas", "embed", "iframe", "input", "map", "marquee", "math", "meter"}
    | {"object", "output", "picture", "progress", "select", "svg", "textarea", "video"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CLOSED_BY_SIBLING = {
    "p": {"p"},
    "li": {"li"},
    "tr": {"tr"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "option": {"option"},
}


@dataclass(slots=True, eq=False)
class Element:
    """An open element: its number, tag and names, and the one around it. Nothing changes it once it is there."""

    number: int
    tag: str
    own_names: tuple[str, ...]
    around: Element | None

    def outwards(self) -> Iterator[Element]:
        """Yield the element and those around it, from the inside."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.around

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags from that of the outermost element to its own."""
        return tuple(element.tag for element in self.outwards())[::-1]


class OpenElements:
    """The stack of open elements, from the outermost.

    Attributes:
        inner: the innermost of them; None where none is open.
        links: how many of them are links.

    """

    def __init__(self) -> None:
        """Begin with nothing open."""
        self.inner: Element | None = None
        self.links = 0
        self._stack: list[Element] = []
        #: How many elements of each tag were opened too deep to be told apart, and not yet closed.
        self._deeper: Counter[str] = Counter()
        #: How many elements of each tag are open.
        self._open: Counter[str] = Counter()
        self._numbers = 0

    @property
    def number(self) -> int | None:
        """The number of the innermost element; None where none is open."""
        return self.inner.number if self.inner is not None else None

    def closed_by(self, tag: str) -> str | None:
        """Return the tag of the innermost element where the start of another one ends it."""
        inner = self.inner
        return inner.tag if inner is not None and inner.tag in _CLOSED_BY_SIBLING.get(tag, ()) else None

    def holds(self, tag: str) -> bool:
        """Whether an element with the tag is open."""
        return self._open[tag] > 0

    def full(self, tag: str) -> bool:
        """Whether one more would be too deep to be told apart; it is then counted, so that its end is known."""
        if len(self._stack) < DEEPEST:
            return False
        self._deeper[tag] += 1
        return True

    def open(self, tag: str, names: tuple[str, ...]) -> None:
        """Put a new element inside the innermost one."""
        if tag == "a":
            if self.links:
                # A link inside a link: the first was never closed.
                self._end_inline(max(i for i, element in enumerate(self._stack) if element.tag == "a"))
            self.links += 1
        self._numbers += 1
        self._push(self._numbers, tag, names)

    def close(self, tag: str) -> None:
        """End the innermost element with the tag and those inside it; nothing where none is open."""
        if self._deeper and self._deeper[tag]:
            self._deeper[tag] -= 1
            return
        inner = self.inner
        if inner is not None and inner.tag == tag:
            self._stack.pop()
            self._open[tag] -= 1
            self.links = max(0, self.links - (tag == "a"))
            self.inner = inner.around
            self._deeper.clear()
            return
        depth = self._innermost({tag})
        if depth is None and tag in _HEADINGS:
            # Any end of a heading ends whichever is open.
            depth = self._innermost(_HEADINGS)
        if depth is None:
            return
        if tag not in BLOCK and any(element.tag in BLOCK for element in self._stack[depth + 1 :]):
            # An inline end tag closes no block that was opened behind its start.
            self._end_inline(depth)
            return
        self.links = max(0, self.links - sum(element.tag == "a" for element in self._stack[depth:]))
        self._cut(depth)
        self._deeper.clear()

    def _push(self, number: int, tag: str, names: tuple[str, ...]) -> None:
        self.inner = Element(number, tag, names, self.inner)
        self._stack.append(self.inner)
        self._open[tag] += 1

    def _cut(self, depth: int) -> None:
        for element in self._stack[depth:]:
            self._open[element.tag] -= 1
        del self._stack[depth:]
        self.inner = self._stack[-1] if self._stack else None

    def _innermost(self, tags: Set[str]) -> int | None:
        """Return the depth of the innermost open element with one of the tags."""
        if not any(self._open[tag] for tag in tags):
            return None
        return next(i for i in range(len(self._stack) - 1, -1, -1) if self._stack[i].tag in tags)

    def _end_inline(self, depth: int) -> None:
        """End an inline element that others stand in: it keeps its place without its meaning."""
        ended, *inside = self._stack[depth:]
        self._cut(depth)
        self._push(ended.number, "span", ended.own_names)
        for element in inside:
            self._push(element.number, element.tag, element.own_names)
        self.links -= ended.tag == "a"
