"""What the metadata of a web page states, each value with its span: `meta`, `time`, the title and JSON-LD."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from corpus_pkg.reading.escapes import unescaped
from corpus_pkg.reading.rendering import Stated

_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_JSON_VALUE = re.compile(r'"(headline|datePublished)"\s*:\s*"((?:[^"\\]|\\.){1,500})"')
_JSON_AUTHOR = re.compile(r'"author"\s*+:\s*+(?:\[\s*+)?\{[^{}]{0,300}?"name"\s*:\s*"((?:[^"\\]|\\.){1,200})"')
_PERSON = re.compile(r"[^\W\d_]{2,}(?:[ .'-]+[^\W\d_]+){1,4}$")
#: Values of one role beyond which no more are read, and characters beyond which no title, name or date has any.
_MOST, _LONGEST = 64, 2000
_NAMING = ("class", "id", "role", "itemprop")
#: Names of one element beyond which no more are read.
_NAMES = 64
_METADATA = {
    "og:title": "title",
    "twitter:title": "title",
    "article:published_time": "published",
    "datepublished": "published",
    "pubdate": "published",
    "publishdate": "published",
    "og:site_name": "site",
}

#: An attribute: its name in lower case, its value with references decoded, and the value's span in the source.
Attribute = tuple[str, str, int, int]


class Statements:
    """What the metadata of a page states, in its order.

    Attributes:
        stated: the values.

    """

    def __init__(self) -> None:
        """Begin without a statement."""
        self.stated: list[Stated] = []
        self._counts: Counter[str] = Counter()

    def add(self, statements: Iterable[Stated]) -> None:
        """Add statements, those that are something and not too many."""
        for statement in statements:
            if statement.text.strip() and len(statement.text) <= _LONGEST and self._counts[statement.role] < _MOST:
                self._counts[statement.role] += 1
                self.stated.append(statement)

    def has(self, role: str) -> bool:
        """Whether a value of the role was added."""
        return self._counts[role] > 0


def attributes(source: str, span: tuple[int, int]) -> Iterator[Attribute]:
    """Yield the attributes with a value in the `span` of the source that is a tag's inside."""
    for match in _ATTRIBUTE.finditer(source, *span):
        group = next((number for number in (2, 3, 4) if match.group(number) is not None), None)
        if group is not None:
            text = match.group(group)
            yield match.group(1).lower(), html.unescape(text) if "&" in text else text, *match.span(group)


def names(of_element: Iterable[Attribute]) -> tuple[str, ...]:
    """Return the class names, ids, roles and itemprops of an element, in lower case."""
    return tuple(
        name for key, text, _, _ in of_element if key in _NAMING for name in text.lower().split(None, _NAMES)[:_NAMES]
    )[:_NAMES]


def of_meta(of_element: Iterable[Attribute]) -> Iterator[Stated]:
    """Yield what a `meta` element states."""
    key, content = "", None
    for name, text, start, end in of_element:
        if name in ("property", "name", "itemprop"):
            key = text.lower() if text.lower() in _METADATA else key
        elif name == "content":
            content = (text, start, end)
    if key and content:
        text, start, end = content
        yield Stated(_METADATA[key], start, end, text.strip(), f"meta:{key}")


def of_time(of_element: Iterable[Attribute]) -> Iterator[Stated]:
    """Yield what a `time` element states: when the story was published where its names say so."""
    listed = list(of_element)
    published = any("publish" in text.lower() for key, text, _, _ in listed if key in _NAMING)
    for key, text, start, end in listed:
        if key == "datetime":
            yield Stated("published" if published else "time", start, end, text, "time:datetime")


def of_title(source: str, start: int, end: int) -> Iterator[Stated]:
    """Yield what the `title` element states whose content the span is."""
    yield Stated("page_title", start, end, html.unescape(source[start:end]).strip(), "title")


def of_script(source: str, inside: tuple[int, int], start: int, end: int) -> Iterator[Stated]:
    """Yield what JSON-LD states: the values of the keys that matter; what is no JSON is no matter.

    Args:
        source: the page.
        inside: span of the attributes of the `script` element, which say what it holds.
        start: where its content begins.
        end: where its content ends.

    """
    if "ld+json" not in source[slice(*inside)].lower():
        return
    for match in _JSON_VALUE.finditer(source, start, end):
        role, rule = "title" if match.group(1) == "headline" else "published", f"json-ld:{match.group(1)}"
        yield Stated(role, *match.span(2), value(match.group(2), rule).strip(), rule)
    for match in _JSON_AUTHOR.finditer(source, start, end):
        author = value(match.group(1), "json-ld:author").strip()
        # A person has two names or more, and nothing but letters in them; one word is the site's.
        if "Organization" not in match.group() and _PERSON.match(author):
            yield Stated("author", *match.span(1), author, "json-ld:author")


def is_metadata(rule: str) -> bool:
    """Whether what the rule found is a value in the metadata of a page, no text of it."""
    return rule.startswith(("json-ld:", "meta:", "time:"))


def value(source: str, rule: str) -> str:
    r"""Return what a stretch of metadata says: character references are decoded, in JSON-LD the escapes too.

    >>> value("&quot;\u0646\u0639\u0645&quot;", "json-ld:headline")
    '"نعم"'
    """
    return html.unescape(unescaped(source) if rule.startswith("json-ld:") else source)
