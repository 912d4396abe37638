"""The attributes of an element of HTML, each value with its span."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

#: Names of one element beyond which no more are read.
_NAMES = 64
_NAMING = ("class", "id", "role", "itemprop")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")

#: An attribute: its name in lower case, its value with references decoded, and the value's span in the source.
Attribute = tuple[str, str, int, int]


def attributes(source: str, span: tuple[int, int]) -> Iterator[Attribute]:
    """Yield the attributes in the `span` of the source that is a tag's inside; one without a value has an empty one."""
    for match in _ATTRIBUTE.finditer(source, *span):
        group = next((number for number in (2, 3, 4) if match.group(number) is not None), None)
        if group is None:
            yield match.group(1).lower(), "", match.end(), match.end()
        else:
            text = match.group(group)
            yield match.group(1).lower(), html.unescape(text) if "&" in text else text, *match.span(group)


def names(of_element: Sequence[Attribute]) -> tuple[str, ...]:
    """Return the class names, ids, roles and itemprops of an element, in lower case, and that it links to an author."""
    listed = [
        name for key, text, _, _ in of_element if key in _NAMING for name in text.lower().split(None, _NAMES)[:_NAMES]
    ]
    if any(key == "rel" and "author" in text.lower().split() for key, text, _, _ in of_element):
        listed.append("author")
    return tuple(listed[:_NAMES])
