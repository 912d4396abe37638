"""The attributes of an element of HTML, each value with its span."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from corpus_pkg.reading.metadata_keys import bare
from corpus_pkg.reading.open_elements import Element

#: Names of one element beyond which no more are read.
_NAMES = 64
_NAMED_BY = frozenset(("class", "id", "role", "itemprop", "property"))
#: Attributes that give an element a name.
NAMING = _NAMED_BY | {"rel"}
#: Between the parts of "commentBox", which is a name in parts; with a hyphen in it the parts are a program's.
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?+")

#: An attribute: its name in lower case, its value with references decoded, and the value's span in the source.
Attribute = tuple[str, str, int, int]


def attributes(source: str, span: tuple[int, int]) -> Iterator[Attribute]:
    """Yield the attributes in the `span` of the source that is a tag's inside; one without a value has an empty one."""
    for match in _ATTRIBUTE.finditer(source, *span):
        group = match.lastindex or 1
        if group == 1:
            yield match[1].lower(), "", match.end(), match.end()
        else:
            text = match[group]
            yield match[1].lower(), html.unescape(text) if "&" in text else text, *match.span(group)


def pairs(written: str, keys: Set[str]) -> list[tuple[str, str]]:
    """Return those attributes of a tag whose inside is `written` that `keys` names, otherwise as `attributes` does."""
    return [
        (key, html.unescape(text) if "&" in (text := double or single or unquoted) else text)
        for name, double, single, unquoted in _ATTRIBUTE.findall(written)
        if (key := name.lower()) in keys
    ]


def names(of_element: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the class names, ids, roles and properties of an element in lower case, and that it links to an author."""
    listed: list[str] = []
    linked = False
    for key, text in of_element:
        if key in _NAMED_BY:
            listed += _names(text)
        elif key == "rel":
            linked = linked or "author" in text.lower().split()
    if linked:
        listed.append("author")
    return tuple(listed[:_NAMES])


def _names(text: str) -> list[str]:
    """Return the names in a value in lower case, those in parts again with hyphens between these."""
    named = text.split(None, _NAMES)[:_NAMES]
    if ":" in text:
        named = [bare(name) for name in named]
    listed = [name.lower() for name in named]
    if _INNER_CAPITAL.search(text):
        letters = (name for name in named if name.isascii() and name.isalpha())
        listed += [_INNER_CAPITAL.sub("-", name).lower() for name in letters if _INNER_CAPITAL.search(name)]
    return listed


class Tag(NamedTuple):
    """The start of an element.

    Attributes:
        tag: its tag.
        attributes: its attributes.
        names: its names, as `names` gives them.
        around: the element around it; None where it stands in none.
        number: its own number; None for an element that holds nothing.
        content: where its content begins.

    """

    tag: str
    attributes: Sequence[Attribute]
    names: tuple[str, ...]
    around: Element | None
    number: int | None
    content: int
