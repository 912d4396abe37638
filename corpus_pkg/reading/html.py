"""HTML to the lines that a reader sees, each character with its place in the source.

A tokeniser of one compiled pattern: broken markup (tags never closed, quotes never closed, a `<` that opens nothing)
is read as browsers read it where that matters for text, and never stops anything. It is ours because no kept parser
tells where text stood: html.parser does, at an eighth of the speed and in quadratic time on some broken input; lxml and
html5lib tell the line only; tree-sitter is slower from Python.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from corpus_pkg.reading.attributes import Tag, attributes, names
from corpus_pkg.reading.bylines import is_byline
from corpus_pkg.reading.lines import Lines
from corpus_pkg.reading.linked_data import TEXT
from corpus_pkg.reading.metadata import STATING, Statements
from corpus_pkg.reading.microdata import MARKING
from corpus_pkg.reading.open_elements import BLOCK, OpenElements
from corpus_pkg.reading.rendering import Rendering, Stated

# A quoted value is bounded so that a quote that is never closed costs a constant.
_QUOTING = r"(?:[^>\"']|(?<==)\"[^\"]{0,20000}\"|(?<==)'[^']{0,20000}'|(?<=[=] )\"[^\"]{0,20000}\"|[\"'])*+"


def _token(attributes: str) -> re.Pattern[str]:
    return re.compile(
        r"<!--(?:.*?)(?:--!?>|\Z)"
        rf"|<(?P<close>/?)(?P<tag>[a-zA-Z][^\s/>\x00]*+)(?P<attributes>{attributes})>"
        r"|<[!?/][^>]*+>"
        r"|(?P<text>[^<]++|<+(?=<))"
        r"|(?P<nothing></?[a-zA-Z]?)",
        re.S,
    )


_TOKEN = _token(_QUOTING)
# Where the end of a tag has been looked for in vain so often, the next `>` is one whatever the quotes say: each search
# goes to the end of the page.
_UNQUOTED = _token("[^>]*+")
_HOPELESS = 32

#: Elements whose content is no text of the page.
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "textarea", "select"}
)
_RAW = frozenset({"script", "style", "textarea", "title", "noscript", "iframe"})
#: Stand among the names of an element that a browser does not show, and of a text that the metadata states; no class
#: can be called so.
HIDDEN, TOLD = "[hidden]", "[json-ld]"
#: A page that shows a line of so many words, no link, shows its text.
_RUNNING_WORDS = 12
#: A text that is markup itself is not read.
_MARKUP = re.compile(r"<[a-zA-Z/!]")
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)
# What names no element and hides none, and differs from element to element.
_UNTELLING = re.compile(r"\s(?:href|src|srcset|alt|title|value|width|height|target|data-[a-z-]+)=\"[^\"]*\"")
#: Longer attributes are those of one element, and not kept.
_KEPT = 200
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)


class _Page:
    """A page that is being read: what is open, what was written, what the metadata stated."""

    def __init__(self, source: str, told: Stated | None = None) -> None:
        self.source = source
        #: The text that the JSON-LD states, where it is read as that of the page.
        self.told = told
        self.elements = OpenElements()
        self.lines = Lines(source, self.elements)
        self.statements = Statements(source)
        #: Tags of elements without text whose end is known not to come.
        self.unclosed: set[str] = set()
        self.hopeless = 0
        #: Where the last tag of the source ends: what looks like a tag behind it is text.
        self.last = source.rfind(">")

    def read(self, position: int) -> None:
        source = self.source
        while position < len(source):
            if position > self.last:
                self.lines.text(position, len(source))
                break
            match = (_TOKEN if self.hopeless < _HOPELESS else _UNQUOTED).match(source, position)
            if match is None:
                self.lines.text(position, position + 1)
                position += 1
                continue
            position = match.end()
            kind = match.lastgroup
            if kind != "attributes":
                if kind is not None:
                    self.lines.text(match.start(), position)
                self.hopeless += kind == "nothing" and position - match.start() > 1
                continue
            tag = match.group("tag")
            tag = tag.lower()
            inside = match.span("attributes")
            if match.group("close"):
                self.close(tag, match.start())
            elif tag in _RAW or tag in _SKIPPED:
                position = self.skip(tag, inside, match.start(), match.end())
            else:
                self.open(tag, inside, match.start())
        self.lines.end(len(source) - 1 if source else 0, "\n")

    def open(self, tag: str, inside: tuple[int, int], at: int) -> None:
        if ended := self.elements.closed_by(tag):
            self.close(ended, at)
        if tag in BLOCK:
            self.lines.end(at, "\n" if tag == "br" else "\n\n")
        written = self.source[inside[0] : inside[1]]
        named, stating = _telling(written) if written else ((), False)
        if tag in ("html", "body"):
            # Pages hide the whole of themselves until their scripts have run.
            named = ()
        around, own = self.elements.inner, None
        if not (tag in _VOID or (tag == "form" and self.elements.holds("form")) or self.elements.full(tag)):
            self.elements.open(tag, named)
            own = self.elements.number
        if written and (stating or tag in STATING):
            listed = list(attributes(self.source, inside))
            self.statements.element(Tag(tag, listed, named, around, own, inside[1] + 1))

    def close(self, tag: str, at: int) -> None:
        if tag in BLOCK:
            self.lines.end(at, "\n\n")
        self.elements.close(tag)

    def skip(self, tag: str, inside: tuple[int, int], start: int, content: int) -> int:
        """Pass over an element whose content is no text; returns where reading goes on."""
        if self.source[inside[0] : inside[1]].endswith("/") and tag not in _RAW:
            return content
        closing = re.compile(rf"</{tag}[^>]*+>", re.I)
        end = None if tag in self.unclosed else closing.search(self.source, content, self.last + 1)
        if end is None:
            self.unclosed.add(tag)
        # Without an end tag a browser skips to the end of the page; losing the text would be the worse mistake.
        stop = end.start() if end else content
        if end:
            self.statements.content(tag, inside, content, stop)
        if tag in BLOCK:
            self.lines.end(start, "\n\n")
        if self.told is not None and content <= self.told.start < stop:
            self.lines.end(start, "\n\n")
            self.elements.open("p", (TOLD,))
            self.lines.string(self.told.start, self.told.end)
            self.lines.end(self.told.end, "\n\n")
            self.elements.close("p")
        return end.end() if end else content


def _named(written: str) -> tuple[tuple[str, ...], bool]:
    """Return the names of an element by its attributes as they are written, and whether these may state something."""
    listed = list(attributes(written, (0, len(written))))
    named = names(listed)
    stating = is_byline(named) or any(attribute[0] in MARKING for attribute in listed)
    if any(_hides(name, text) for name, text, _, _ in listed):
        named += (HIDDEN,)
    return named, stating


def _telling(written: str) -> tuple[tuple[str, ...], bool]:
    """Return what `_named` does, of elements that differ in what they lead to or show alone but once."""
    bare = written if "'" in written else _UNTELLING.sub("", written)
    return (_kept if len(bare) <= _KEPT else _named)(bare)


#: Elements of one kind are written alike, on a page and from page to page of a site.
_kept = lru_cache(maxsize=4096)(_named)


def _hides(name: str, text: str) -> bool:
    """Return whether an attribute lets a browser show nothing of its element."""
    return (
        name == "hidden"
        or (name == "aria-hidden" and text.strip().lower() == "true")
        or (name == "style" and _NOT_SHOWN.search(text) is not None)
    )


def render(source: str, start: int = 0) -> Rendering:
    r"""Render an HTML page, from `start` on: its visible lines, where they stand, and what its metadata states.

    Linear in the length of the source; never raises.

    >>> rendering = render("<p>قال &#34;نعم&#34;<br>ثم <b>مضى</b>.</p>")
    >>> rendering.text.split("\n")[:2]
    ['قال "نعم"', 'ثم مضى.']
    >>> at = rendering.text.index("نعم")
    >>> rendering.source[rendering.start(at - 1) : rendering.end(at + 4)]
    '&#34;نعم&#34;'
    """
    page = _Page(source)
    page.read(start)
    stated, address = page.statements.stated(), page.statements.address
    rendering = page.lines.rendering(stated, address)
    told = _told(rendering)
    if told is None:
        return rendering
    page = _Page(source, told)
    page.read(start)
    return page.lines.rendering(stated, address)


def _told(rendering: Rendering) -> Stated | None:
    """Return the text that the JSON-LD states of a page which shows none, as pages that a script draws."""
    texts = [item for item in rendering.stated if item.role == TEXT]
    if len(texts) != 1 or _MARKUP.search(texts[0].text) or html.unescape(texts[0].text) != texts[0].text:
        return None
    for block in rendering.blocks:
        if not block.linked and len(rendering.text[block.start : block.end].split()) >= _RUNNING_WORDS:
            return None
    return texts[0]
