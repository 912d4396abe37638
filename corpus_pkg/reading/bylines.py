"""The elements that are named for the author of a story, and what they show."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import cache

from corpus_pkg.language.lexicons import default
from corpus_pkg.reading.element_names import reader
from corpus_pkg.reading.open_elements import BLOCK
from corpus_pkg.reading.rendering import Stated

#: The role of what such an element shows: a part of a line, which the line alone does not tell from the rest.
ROLE = "byline"
#: So much of the source is looked at for the end of an element, and no byline shows more characters.
_REACH, _LONGEST = 600, 120
#: A link is believed before the whole element.
_LINKED, _WHOLE = 0, 1
_LINK = re.compile(r"<a\b[^>]*+>((?:[^<]|<(?!/a))*+)</a", re.IGNORECASE)
_BEFORE = re.compile(r"(?:\s++|<[^<>]*+>)*+")
_TAG = re.compile(r"<(?:/?([a-zA-Z][a-zA-Z0-9]*+))?[^<>]*+>")
_BORDERS = re.compile(r"(?: ?\|)++ ?")
_SPACES = re.compile(r"\s+")


def is_byline(names: tuple[str, ...]) -> bool:
    """Return whether an element of these names, or of a name with such a part, is for the author."""
    return "author" in _roles()(names)


@cache
def _roles() -> Callable[[tuple[str, ...]], frozenset[str]]:
    return reader(default())


def bylines(source: str, tag: str, content: int) -> Iterator[Stated]:
    """Yield what an element shows whose content begins here, and before it what each link in it shows.

    A link is to the page of an author, whose role and place may stand beside it. Nothing is yielded of an element that
    ends too far away or shows too much.
    """
    length = source[content : content + _REACH].lower().find(f"</{tag}")
    if length < 0:
        return
    end = content + length
    for rank, (start, close) in [
        *((_LINKED, match.span(1)) for match in _LINK.finditer(source, content, end)),
        (_WHOLE, (content, end)),
    ]:
        before = _BEFORE.match(source, start, close)
        start = before.end() if before else start
        text = _BORDERS.sub(" | ", _SPACES.sub(" ", html.unescape(_TAG.sub(_border, source[start:close])))).strip(" |")
        if 0 < len(text) <= _LONGEST:
            yield Stated(ROLE, start, close, text, "element:author", rank)


def _border(tag: re.Match[str]) -> str:
    """Return what a reader sees of a tag: the border of a block parts what stands on its sides."""
    return " | " if (tag[1] or "").lower() in BLOCK else " "
