"""HTML to the lines that a reader sees, each character with its place in the source.

A tokeniser of one compiled pattern: broken markup (tags never closed, quotes never closed, a `<` that opens nothing)
is read as browsers read it where that matters for text, and never stops anything. It is ours because no kept parser
tells where text stood: html.parser does, at an eighth of the speed and in quadratic time on some broken input; lxml and
html5lib tell the line only; tree-sitter is slower from Python.
"""

from __future__ import annotations

import html
import re

from corpus_pkg.reading.attributes import NAMING, Tag, attributes, names, pairs
from corpus_pkg.reading.bylines import is_byline
from corpus_pkg.reading.lines import Lines
from corpus_pkg.reading.linked_data import TEXT
from corpus_pkg.reading.metadata import STATING, Statements
from corpus_pkg.reading.microdata import MARKING
from corpus_pkg.reading.open_elements import BLOCK, OpenElements
from corpus_pkg.reading.rendering import Rendering, Stated

# A quoted value is bounded so that a quote that is never closed costs a constant.
_QUOTING = r"(?:[^>\"']++|(?<==)\"[^\"]{0,20000}+\"|(?<==)'[^']{0,20000}+'|(?<=[=] )\"[^\"]{0,20000}+\"|[\"'])*+"


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
_UNSHOWN = _SKIPPED | _RAW
#: Stand among the names of an element that a browser does not show, and of a text that the metadata states; no class
#: can be called so.
HIDDEN, TOLD = "[hidden]", "[json-ld]"
#: A page that shows a line of so many words, no link, shows its text.
_RUNNING_WORDS = 12
#: A text that is markup itself is not read.
_MARKUP = re.compile(r"<[a-zA-Z/!]")
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)
#: Attributes that name an element, hide it or state something.
_HIDING = frozenset({"hidden", "aria-hidden", "style"})
_TELLING = NAMING | MARKING | _HIDING
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
        #: What attributes tell, as they are written on this page.
        self._told: dict[str, tuple[tuple[str, ...], bool]] = {"": ((), False)}
        #: Where the last tag of the source ends: what looks like a tag behind it is text.
        self.last = source.rfind(">")

    def read(self, position: int) -> None:
        source, last, text = self.source, self.last, self.lines.text
        # A tag is what is met most often, and costs what is done for each.
        match_at, hopeless = _TOKEN.match, 0
        while position <= last:
            match = match_at(source, position)
            if match is None:
                text(position, position + 1)
                position += 1
                continue
            start, position = position, match.end()
            kind = match.lastgroup
            if kind == "text":
                text(start, position)
            elif kind == "attributes":
                close, tag, _ = match.groups()[:3]
                tag = tag.lower()
                if close:
                    self.close(tag, start)
                elif tag in _UNSHOWN:
                    position = self.skip(tag, match.span("attributes"), start, position)
                else:
                    self.open(tag, match.span("attributes"), start)
            elif kind == "nothing":
                text(start, position)
                hopeless += position - start > 1
                if hopeless >= _HOPELESS:
                    match_at = _UNQUOTED.match
        text(position, len(source))
        self.lines.end(len(source) - 1 if source else 0, "\n")

    def open(self, tag: str, inside: tuple[int, int], at: int) -> None:
        if ended := self.elements.closed_by(tag):
            self.close(ended, at)
        if tag in BLOCK:
            self.lines.end(at, "\n" if tag == "br" else "\n\n")
        written = self.source[inside[0] : inside[1]]
        known = self._told.get(written)
        if known is None:
            known = self._told[written] = _telling(written)
        named, stating = known
        if tag in ("html", "body"):
            # Pages hide the whole of themselves until their scripts have run.
            named = ()
        around, own = self.elements.inner, None
        if not (tag in _VOID or (tag == "form" and self.elements.holds("form")) or self.elements.full(tag)):
            self.elements.open(tag, named)
            own = self.elements.number
        if (stating or tag in STATING) and written:
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


def _telling(written: str) -> tuple[tuple[str, ...], bool]:
    """Return the names of an element by its attributes as they are written, and whether these may state something."""
    tell = pairs(written, _TELLING)
    if not tell:
        return (), False
    named = names(tell)
    stating = any(name in MARKING for name, _ in tell) or (bool(named) and is_byline(named))
    if any(name in _HIDING and _hides(name, text) for name, text in tell):
        named += (HIDDEN,)
    return named, stating


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
