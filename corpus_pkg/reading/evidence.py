"""What tells which of several articles in the metadata is the page's: its titles and its addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus_pkg.language.orthography import folded

_WORD = re.compile(r"\w+")
#: So much of the words of a headline stands in the page's title where both are of one story.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page says of itself: its titles and its addresses, these as `address` gives them."""

    titles: Sequence[str]
    addresses: frozenset[str]

    def speaks_of(self, headlines: Iterable[str], addresses: Iterable[str]) -> bool:
        """Return whether the page's addresses are among those of an article, or its titles have the headline."""
        if any(address(name) in self.addresses for name in addresses):
            return True
        for headline in headlines:
            words = _words(headline)
            if words and any(len(words & _words(title)) >= _ALIKE * len(words) for title in self.titles):
                return True
        return False


def _words(text: str) -> set[str]:
    return set(_WORD.findall(folded(text).lower()))


def address(url: str) -> str:
    """Return what tells an address from another: without its scheme, fragment and final slash.

    >>> address("https://www.example.org/a/#article") == address("http://example.org/a")
    True
    """
    return re.sub(r"^(?:https?:)?//(?:www\.)?", "", url.strip().split("#")[0].lower()).rstrip("/")
