"""HTML to the lines that a reader sees, each character with its place in the source.

A tokeniser of one compiled pattern: broken markup (tags never closed, quotes never closed, a `<` that opens nothing)
is read as browsers read it where that matters for text, and never stops anything. It is ours because no kept parser
tells where text stood: html.parser does, at an eighth of the speed and in quadratic time on some broken input; lxml and
html5lib tell the line only; tree-sitter is slower from Python.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass

from corpus_pkg.reading.escapes import unescaped
from corpus_pkg.reading.rendering import Block, Rendering, Stated

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
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_JSON_VALUE = re.compile(r'"(headline|datePublished)"\s*:\s*"((?:[^"\\]|\\.){1,500})"')
_JSON_AUTHOR = re.compile(r'"author"\s*+:\s*+(?:\[\s*+)?\{[^{}]{0,300}?"name"\s*:\s*"((?:[^"\\]|\\.){1,200})"')
_PERSON = re.compile(r"[^\W\d_]{2,}(?:[ .'-]+[^\W\d_]+){1,4}$")

#: Elements inside one another beyond which no more are told apart: no kept page has half as many, and a page whose tags
#: are never closed would have as many around each of its lines.
DEEPEST = 64
#: Names of one element, and values of one role that the metadata states, beyond which no more are read.
_NAMES, _STATED = 64, 64
#: No title, name, date or address is longer, in characters.
_LONGEST = 2000
#: Elements whose content is no text of the page.
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "textarea", "select"}
)
_RAW = frozenset({"script", "style", "textarea", "title", "noscript", "iframe"})
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
    )
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
_NAMING = ("class", "id", "role", "itemprop")
_METADATA = {
    "og:title": "title",
    "twitter:title": "title",
    "article:published_time": "published",
    "datepublished": "published",
    "pubdate": "published",
    "publishdate": "published",
    "og:site_name": "site",
}


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element: its number, tag and names, and those of all around it with its own behind them."""

    number: int
    tag: str
    own_names: tuple[str, ...]
    path: tuple[int, ...]
    tags: tuple[str, ...]
    names: tuple[str, ...]


class _Renderer:
    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.length = 0
        self.rendered: list[int] = []
        self.origins: list[int] = []
        self.widths: list[int] = []
        self.blocks: list[Block] = []
        self.stated: list[Stated] = []
        self.counts: Counter[str] = Counter()
        self.stack: list[_Element] = []
        #: How many elements of each tag were opened too deep to be told apart, and not yet closed.
        self.deeper: Counter[str] = Counter()
        #: Each tuple of tags or names once: thousands of lines share a few.
        self.known: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.numbers = 0
        self.links = 0
        self.linked = 0
        self.line_start = 0
        self.context: _Element | None = None
        self.unclosed: set[str] = set()
        self.hopeless = 0
        #: Where the last tag of the source ends: what looks like a tag behind it is text.
        self.last = source.rfind(">")

    # -- writing -----------------------------------------------------------------------------------------------------

    def write(self, text: str, origin: int, width: int = 0) -> None:
        """Add rendered text that stands at `origin`; `width` where it is no character-for-character copy."""
        if not text:
            return
        if self.length == self.line_start:
            self.context = self.stack[-1] if self.stack else None
        self.rendered.append(self.length)
        self.origins.append(origin)
        self.widths.append(width)
        self.pieces.append(text)
        self.length += len(text)
        if self.links:
            self.linked += len(text)

    def blank(self) -> bool:
        """Whether white space here would be the first of its line or follow other white space."""
        return self.length == self.line_start or self.pieces[-1].endswith(" ")

    def text(self, start: int, end: int) -> None:
        """Running text of the source: white space folded, references decoded."""
        position = start
        for match in _BLANKS.finditer(self.source, start, end):
            self.words(position, match.start())
            if not self.blank():
                self.write(" ", match.start(), match.end() - match.start())
            position = match.end()
        self.words(position, end)

    def words(self, start: int, end: int) -> None:
        position = start
        if self.source.find("&", start, end) >= 0:
            for match in _REFERENCE.finditer(self.source, start, end):
                character = html.unescape(match.group())
                if character == match.group():
                    continue
                self.write(self.source[position : match.start()], position)
                shown = " " if character.isspace() else character
                if shown != " " or not self.blank():
                    self.write(shown, match.start(), match.end() - match.start())
                position = match.end()
        self.write(self.source[position:end], position)

    def line_break(self, at: int, breaks: str) -> None:
        """End the line, if it holds anything."""
        if self.length == self.line_start:
            return
        inner = self.context
        path, tags, names = (inner.path, inner.tags, inner.names) if inner else ((), (), ())
        self.blocks.append(Block(self.line_start, self.length, path, tags, names, self.linked))
        self.rendered.append(self.length)
        self.origins.append(at)
        self.widths.append(1)
        self.pieces.append(breaks)
        self.length += len(breaks)
        self.line_start = self.length
        self.linked = 0

    # -- elements ----------------------------------------------------------------------------------------------------

    def open(self, tag: str, attributes: tuple[int, int], at: int) -> None:
        if tag in _CLOSED_BY_SIBLING and self.stack and self.stack[-1].tag in _CLOSED_BY_SIBLING[tag]:
            self.close(self.stack[-1].tag, at)
        if tag not in _INLINE:
            self.line_break(at, "\n" if tag == "br" else "\n\n")
        if tag == "meta":
            self.meta(attributes)
        if tag in _VOID:
            return
        if tag == "form" and self.stack and "form" in self.stack[-1].tags:
            return
        if len(self.stack) >= DEEPEST:
            self.deeper[tag] += 1
            return
        names: tuple[str, ...] = ()
        if tag not in ("html", "body"):
            names = tuple(
                name
                for key, value, _, _ in self.attributes(attributes)
                if key in _NAMING
                for name in value.lower().split(None, _NAMES)[:_NAMES]
            )[:_NAMES]
        if tag == "a":
            if self.links:
                # A link inside a link: the first was never closed.
                self.end_inline(max(i for i, inner in enumerate(self.stack) if inner.tag == "a"))
            self.links += 1
        if tag == "time":
            published = any(
                "publish" in value.lower() for key, value, _, _ in self.attributes(attributes) if key in _NAMING
            )
            for key, value, start, end in self.attributes(attributes):
                if key == "datetime":
                    role = "published" if published else "time"
                    self.state(Stated(role, start, end, value, "time:datetime"))
        self.numbers += 1
        self.push(self.numbers, tag, names)

    def push(self, number: int, tag: str, names: tuple[str, ...]) -> None:
        """Put an element inside the innermost one."""
        outer = self.stack[-1] if self.stack else None
        path, tags, all_names = (outer.path, outer.tags, outer.names) if outer else ((), (), ())
        tags += (tag,)
        if names:
            all_names += names
            all_names = self.known.setdefault(all_names, all_names)
        tags = self.known.setdefault(tags, tags)
        self.stack.append(_Element(number, tag, names, (*path, number), tags, all_names))

    def close(self, tag: str, at: int) -> None:
        if self.deeper[tag]:
            self.deeper[tag] -= 1
            depth = None
        else:
            depth = self.innermost({tag})
            if depth is None and tag in _HEADINGS:
                # Any end of a heading ends whichever is open.
                depth = self.innermost(_HEADINGS)
        if tag not in _INLINE:
            self.line_break(at, "\n\n")
        if depth is None:
            return
        if tag in _INLINE and any(inner.tag not in _INLINE for inner in self.stack[depth + 1 :]):
            # An inline end tag closes no block that was opened behind its start.
            self.end_inline(depth)
            return
        self.links = max(0, self.links - sum(inner.tag == "a" for inner in self.stack[depth:]))
        del self.stack[depth:]
        self.deeper.clear()

    def innermost(self, tags: Set[str]) -> int | None:
        """The depth of the innermost open element with one of the tags."""
        if not self.stack or tags.isdisjoint(self.stack[-1].tags):
            return None
        return next(i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i].tag in tags)

    def end_inline(self, depth: int) -> None:
        """End an inline element that others stand in: it keeps its place without its meaning."""
        ended, *inside = self.stack[depth:]
        del self.stack[depth:]
        self.push(ended.number, "span", ended.own_names)
        for inner in inside:
            self.push(inner.number, inner.tag, inner.own_names)
        self.links -= ended.tag == "a"

    def attributes(self, span: tuple[int, int]) -> Iterator[tuple[str, str, int, int]]:
        """Name, value with references decoded, and the value's span, of each attribute."""
        for match in _ATTRIBUTE.finditer(self.source, *span):
            group = next((number for number in (2, 3, 4) if match.group(number) is not None), None)
            if group is not None:
                value = match.group(group)
                yield match.group(1).lower(), html.unescape(value) if "&" in value else value, *match.span(group)

    def meta(self, span: tuple[int, int]) -> None:
        key, content = "", None
        for name, value, start, end in self.attributes(span):
            if name in ("property", "name", "itemprop"):
                key = value.lower() if value.lower() in _METADATA else key
            elif name == "content":
                content = (value, start, end)
        if key and content:
            value, start, end = content
            self.state(Stated(_METADATA[key], start, end, value.strip(), f"meta:{key}"))

    def script(self, attributes: tuple[int, int], start: int, end: int) -> None:
        """JSON-LD: the values of the keys that matter, with their spans; what is no JSON is no matter."""
        if "ld+json" not in self.source[slice(*attributes)].lower():
            return
        for match in _JSON_VALUE.finditer(self.source, start, end):
            role = "title" if match.group(1) == "headline" else "published"
            self.json(role, *match.span(2), f"json-ld:{match.group(1)}")
        for match in _JSON_AUTHOR.finditer(self.source, start, end):
            if "Organization" not in match.group():
                self.json("author", *match.span(1), "json-ld:author")

    def json(self, role: str, start: int, end: int, rule: str) -> None:
        """Record a value of JSON-LD, its escapes and references decoded."""
        text = value(self.source[start:end], rule).strip()
        # A person has two names or more, and nothing but letters in them; one word is the site's.
        if role != "author" or _PERSON.match(text):
            self.state(Stated(role, start, end, text, rule))

    def state(self, item: Stated) -> None:
        """Record what the metadata states, if it is something."""
        if item.text.strip() and len(item.text) <= _LONGEST and self.counts[item.role] < _STATED:
            self.counts[item.role] += 1
            self.stated.append(item)

    def read(self) -> None:
        position = 0
        source = self.source
        while position < len(source):
            if position > self.last:
                self.text(position, len(source))
                break
            match = (_TOKEN if self.hopeless < _HOPELESS else _UNQUOTED).match(source, position)
            if match is None:
                self.text(position, position + 1)
                position += 1
                continue
            position = match.end()
            tag = match.group("tag")
            if tag is None:
                if match.group("text") or match.group("nothing"):
                    self.text(match.start(), match.end())
                self.hopeless += len(match.group("nothing") or "") > 1
                continue
            tag = tag.lower()
            attributes = match.span("attributes")
            if match.group("close"):
                self.close(tag, match.start())
                continue
            if tag in _RAW or tag in _SKIPPED:
                position = self.skip(tag, attributes, match.start(), match.end())
                continue
            self.open(tag, attributes, match.start())
        self.line_break(len(source) - 1 if source else 0, "\n")

    def skip(self, tag: str, attributes: tuple[int, int], start: int, content: int) -> int:
        """Pass over an element whose content is no text; returns where reading goes on."""
        if self.source[attributes[0] : attributes[1]].endswith("/") and tag not in _RAW:
            return content
        closing = re.compile(rf"</{tag}[^>]*+>", re.I)
        end = None if tag in self.unclosed else closing.search(self.source, content, self.last + 1)
        if end is None:
            self.unclosed.add(tag)
        # Without an end tag a browser skips to the end of the page; losing the text would be the worse mistake.
        stop = end.start() if end else content
        if tag == "script":
            self.script(attributes, content, stop)
        elif tag == "title" and end and not self.counts["page_title"]:
            shown = html.unescape(self.source[content:stop]).strip()
            self.state(Stated("page_title", content, stop, shown, "title"))
        if tag not in _INLINE:
            self.line_break(start, "\n\n")
        return end.end() if end else content


def is_metadata(rule: str) -> bool:
    """Whether what the rule found is a value in the metadata of a page, no text of it."""
    return rule.startswith(("json-ld:", "meta:", "time:"))


def value(source: str, rule: str) -> str:
    """What a stretch of metadata says: character references are decoded, in JSON-LD the escapes too.

    >>> value("&quot;\\u0646\\u0639\\u0645&quot;", "json-ld:headline")
    '"نعم"'
    """
    return html.unescape(unescaped(source) if rule.startswith("json-ld:") else source)


def render(source: str) -> Rendering:
    """Render an HTML page: its visible lines, where they stand, and what its metadata states.

    Linear in the length of the source; never raises.

    >>> rendering = render("<p>قال &#34;نعم&#34;<br>ثم <b>مضى</b>.</p>")
    >>> rendering.text.split("\\n")[:2]
    ['قال "نعم"', 'ثم مضى.']
    >>> at = rendering.text.index("نعم")
    >>> rendering.source[rendering.start(at - 1) : rendering.end(at + 4)]
    '&#34;نعم&#34;'
    """
    renderer = _Renderer(source)
    renderer.read()
    return Rendering(
        "".join(renderer.pieces),
        source,
        tuple(renderer.blocks),
        tuple(renderer.stated),
        tuple(renderer.rendered) or (0,),
        tuple(renderer.origins) or (0,),
        tuple(renderer.widths) or (0,),
    )
