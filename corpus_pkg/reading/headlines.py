"""The headline in the title of a page, which sites write with their name before or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus_pkg.language.orthography import folded

#: What parts a headline from the name of the site: a sign that headlines have not, or a dash between blanks.
# Blanks are gone through from the first of a run alone.
_SIGN = re.compile(
    r"(?:(?<!\s)\s*+|(?<=\s))(?:[|»«•·›‹]|::)\s*+|(?<!\s)\s++(?:[-–—~*]|&raquo;|&laquo;|&#124;|&bull;)\s++"
)
#: A name of a site has no more words, and a headline no fewer.
_LONGEST_NAME, _SHORTEST_HEADLINE = 5, 3
_WORD = re.compile(r"\w+")


def headline(title: str, sites: Iterable[str]) -> tuple[int, int]:
    """Return the span of the headline in a page's title; an empty one where none can be told from the site's name.

    A stretch at the edge that is a name of the site is no headline; without such a name a short one beside a longer is
    taken for it.

    Args:
        title: the title as it is written.
        sites: names of the site that the metadata states.

    >>> title = "Council opens new library | Olive Gazette"
    >>> title[slice(*headline(title, ["Olive Gazette"]))]
    'Council opens new library'

    """
    names = {_key(site) for site in sites} - {""}
    pieces = _pieces(title)
    other = [number for number, piece in enumerate(pieces) if _key(title[slice(*piece)]) not in names]
    if len(other) < len(pieces):
        pieces = pieces[other[0] : other[-1] + 1] if other else []
    elif len(pieces) > 1:
        first, last = _words(title, pieces[0]), _words(title, pieces[-1])
        if last <= _LONGEST_NAME and last < _words(title, (pieces[0][0], pieces[-2][1])):
            pieces = pieces[:-1]
        elif first <= _LONGEST_NAME and first < _words(title, (pieces[1][0], pieces[-1][1])):
            pieces = pieces[1:]
    if not pieces:
        return 0, 0
    span = pieces[0][0], pieces[-1][1]
    return span if _words(title, span) >= _SHORTEST_HEADLINE else (0, 0)


def _pieces(title: str) -> list[tuple[int, int]]:
    """Return the spans between the signs, without white space at their ends, empty ones left out."""
    pieces, start = [], 0
    for end, behind in [*(match.span() for match in _SIGN.finditer(title)), (len(title), len(title))]:
        while start < end and title[start].isspace():
            start += 1
        while start < end and title[end - 1].isspace():
            end -= 1
        if start < end:
            pieces.append((start, end))
        start = behind
    return pieces


def _key(text: str) -> str:
    return " ".join(_WORD.findall(folded(text).lower()))


def _words(title: str, span: tuple[int, int]) -> int:
    return len(_WORD.findall(title, *span))
