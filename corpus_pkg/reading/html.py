"""HTML to the lines that a reader sees, each character with its place in the source.

A tokeniser of one compiled pattern: broken markup (tags never closed, quotes never closed, a `<` that opens nothing)
is read as browsers read it where that matters for text, and never stops anything. It is ours because no kept parser
tells where text stood: html.parser does, at an eighth of the speed and in quadratic time on some broken input; lxml and
html5lib tell the line only; tree-sitter is slower from Python.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from corpus_pkg.reading.rendering import Block, Rendering, Stated

# A quoted value is bounded so that a quote that is never closed costs a constant.
_TOKEN = re.compile(
    r"<!--(?:.*?)(?:--!?>|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][^\s/>\x00]*+)"
    r"(?P<attributes>(?:[^>\"']|(?<==)\"[^\"]{0,20000}\"|(?<==)'[^']{0,20000}'|(?<=[=] )\"[^\"]{0,20000}\"|[\"'])*+)>"
    r"|<[!?/][^>]*+>"
    r"|[^<]++"
    r"|<",
    re.S,
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_JSON_VALUE = re.compile(r'"(headline|datePublished)"\s*:\s*"((?:[^"\\]|\\.){1,500})"')
_JSON_AUTHOR = re.compile(r'"author"\s*:\s*\[?\s*\{[^{}]{0,300}?"name"\s*:\s*"((?:[^"\\]|\\.){1,200})"')
_PERSON = re.compile(r"[^\W\d_]{2,}(?:[ .'-]+[^\W\d_]+){1,4}$")
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)")

#: Elements inside one another beyond which no more are told apart.
DEEPEST = 256
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
        self.stack: list[tuple[int, str, tuple[str, ...]]] = []
        self.numbers = 0
        self.links = 0
        self.linked = 0
        self.line_start = 0
        self.context: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
        self.unclosed: set[str] = set()

    # -- writing -----------------------------------------------------------------------------------------------------

    def write(self, text: str, origin: int, width: int = 0) -> None:
        """Add rendered text that stands at `origin`; `width` where it is no character-for-character copy."""
        if not text:
            return
        if self.length == self.line_start:
            self.context = tuple(self.stack)
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
        path = self.context
        self.blocks.append(
            Block(
                self.line_start,
                self.length,
                tuple(number for number, _, _ in path),
                tuple(tag for _, tag, _ in path),
                tuple(name for _, _, names in path for name in names),
                self.linked,
            )
        )
        self.rendered.append(self.length)
        self.origins.append(at)
        self.widths.append(1)
        self.pieces.append(breaks)
        self.length += len(breaks)
        self.line_start = self.length
        self.linked = 0

    # -- elements ----------------------------------------------------------------------------------------------------

    def open(self, tag: str, attributes: tuple[int, int], at: int) -> None:
        if tag in _CLOSED_BY_SIBLING and self.stack and self.stack[-1][1] in _CLOSED_BY_SIBLING[tag]:
            self.close(self.stack[-1][1], at)
        if tag not in _INLINE:
            self.line_break(at, "\n" if tag == "br" else "\n\n")
        if tag == "meta":
            self.meta(attributes)
        if tag in _VOID:
            return
        nested = tag == "form" and any(inner == "form" for _, inner, _ in self.stack)
        if len(self.stack) >= DEEPEST or nested:
            return
        names: tuple[str, ...] = ()
        if tag not in ("html", "body"):
            names = tuple(
                name
                for key, value, _, _ in self.attributes(attributes)
                if key in _NAMING
                for name in value.lower().split()
            )
        if tag == "a":
            if self.links:
                # A link inside a link: the first was never closed.
                self.end_inline(max(i for i, (_, inner, _) in enumerate(self.stack) if inner == "a"))
            self.links += 1
        if tag == "time":
            published = any(
                "publish" in value.lower() for key, value, _, _ in self.attributes(attributes) if key in _NAMING
            )
            for key, value, start, end in self.attributes(attributes):
                if key == "datetime" and value.strip():
                    role = "published" if published else "time"
                    self.stated.append(Stated(role, start, end, value, "time:datetime"))
        self.numbers += 1
        self.stack.append((self.numbers, tag, names))

    def close(self, tag: str, at: int) -> None:
        depth = next((i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i][1] == tag), None)
        if depth is None and tag in _HEADINGS:
            # Any end of a heading ends whichever is open.
            depth = next((i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i][1] in _HEADINGS), None)
        if tag not in _INLINE:
            self.line_break(at, "\n\n")
        if depth is None:
            return
        if tag in _INLINE and any(inner not in _INLINE for _, inner, _ in self.stack[depth + 1 :]):
            # An inline end tag closes no block that was opened behind its start.
            self.end_inline(depth)
            return
        self.links = max(0, self.links - sum(inner == "a" for _, inner, _ in self.stack[depth:]))
        del self.stack[depth:]

    def end_inline(self, depth: int) -> None:
        """End an inline element that others stand in: it keeps its place without its meaning."""
        number, tag, names = self.stack[depth]
        self.stack[depth] = (number, "span", names)
        self.links -= tag == "a"

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
        if key and content and content[0].strip():
            self.stated.append(Stated(_METADATA[key], content[1], content[2], content[0].strip(), f"meta:{key}"))

    def script(self, attributes: tuple[int, int], start: int, end: int) -> None:
        """JSON-LD: the values of the keys that matter, with their spans; what is no JSON is no matter."""
        if "ld+json" not in self.source[slice(*attributes)].lower():
            return
        for match in _JSON_VALUE.finditer(self.source, start, end):
            role = "title" if match.group(1) == "headline" else "published"
            self.state(role, *match.span(2), f"json-ld:{match.group(1)}")
        for match in _JSON_AUTHOR.finditer(self.source, start, end):
            if "Organization" not in match.group():
                self.state("author", *match.span(1), "json-ld:author")

    def state(self, role: str, start: int, end: int, rule: str) -> None:
        """Record a value of JSON-LD, its escapes and references decoded."""
        value = html.unescape(_JSON_ESCAPE.sub(_unescaped, self.source[start:end])).strip()
        # A person has two names or more, and nothing but letters in them; one word is the site's.
        if value and (role != "author" or _PERSON.match(value)):
            self.stated.append(Stated(role, start, end, value, rule))

    def read(self) -> None:
        position = 0
        source = self.source
        # Behind the last ">" no tag ends: what looks like one there is text.
        last = source.rfind(">")
        while position < len(source):
            if position > last:
                self.text(position, len(source))
                break
            match = _TOKEN.match(source, position)
            if match is None:
                self.text(position, position + 1)
                position += 1
                continue
            position = match.end()
            tag = match.group("tag")
            if tag is None:
                if source[match.start()] != "<" or match.end() == match.start() + 1:
                    self.text(match.start(), match.end())
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
        end = None if tag in self.unclosed else re.compile(rf"</{tag}[^>]*>", re.I).search(self.source, content)
        if end is None:
            self.unclosed.add(tag)
        # Without an end tag a browser skips to the end of the page; losing the text would be the worse mistake.
        stop = end.start() if end else content
        if tag == "script":
            self.script(attributes, content, stop)
        elif tag == "title" and end and not any(item.rule == "title" for item in self.stated):
            shown = html.unescape(self.source[content:stop]).strip()
            if shown:
                self.stated.append(Stated("page_title", content, stop, shown, "title"))
        if tag not in _INLINE:
            self.line_break(start, "\n\n")
        return end.end() if end else content


def _unescaped(match: re.Match[str]) -> str:
    if match.group(1):
        return chr(int(match.group(1), 16))
    return {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}.get(match.group(2), match.group(2))


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
