"""The line that is the title of the story: a heading, by what the metadata calls the page and by its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus_pkg.language.orthography import folded
from corpus_pkg.layout.markup.tree import Tree
from corpus_pkg.layout.thresholds import (
    ALIKE,
    CHARACTERS_OF_A_WORD,
    DEFINITE_SECTION_WORDS,
    HEADING_WORDS,
    OVER_TITLE_SHARE,
    STATED_WORDS,
)
from corpus_pkg.reading.headlines import headline
from corpus_pkg.reading.rendering import Stated

_WORD = re.compile(r"[^\W_]+")


class Titles:
    """What the metadata calls the page."""

    def __init__(self, stated: Sequence[Stated]) -> None:
        self._sites = {folded(item.text).lower().strip() for item in stated if item.role == "site"}
        self._texts: set[str] = set()
        #: How often a name has each of its words, and how many words it has.
        self._names: list[tuple[dict[str, int], int]] = []
        self._written: set[tuple[str, ...]] = set()
        sites = [item.text for item in stated if item.role == "site"]
        for item in stated:
            if item.role in ("title", "page_title"):
                self._texts.add(folded(item.text).lower().strip())
                for name in {item.text, item.text[slice(*headline(item.text, sites))]} - {""}:
                    words = _words(folded(name))
                    self._names.append((Counter(words), len(words)))
                    self._written.add(tuple(words))

    @property
    def only_of_site(self) -> bool:
        """Whether it calls the page nothing but the name of the site."""
        return bool(self._texts) and self._texts <= self._sites

    @property
    def most_words(self) -> int:
        """The words of the longest headline that it gives the page."""
        return max((total for _, total in self._names), default=0)

    def __bool__(self) -> bool:
        """Whether it calls the page anything."""
        return bool(self._names)

    def names(self, text: str) -> bool:
        """Return whether it calls the page what a line (folded) says, word for word."""
        return tuple(_words(text)) in self._written

    def likeness(self, text: str) -> float:
        """Return how much of a line (folded) and of a name of the page is the same words, from 0 to 1."""
        lowered = text.lower()
        if lowered.strip() in self._sites:
            return 0.0
        listed = _words(lowered)
        size = len(listed)
        if size < STATED_WORDS and len(text) < STATED_WORDS * CHARACTERS_OF_A_WORD:
            return 0.0
        words = Counter(listed)
        best = 0.0
        for name, total in self._names:
            common = sum([min(count, name[word]) for word, count in words.items() if word in name])
            best = max(best, 2 * common / (size + total))
        return best


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def title(tree: Tree, texts: Sequence[int], titles: Titles) -> int | None:
    """Return the line of the title of the story with these lines of running text; None where none shows."""
    if not texts:
        return None
    said = next((index for index, line in enumerate(tree.lines) if line.text and tree.surely(index, "title")), None)
    if said is not None:
        return said
    first = _first(tree, texts)
    article = tree.article(first) or tree.page
    best: tuple[tuple[float | bool, ...], int] | None = None
    for index, line in enumerate(tree.lines):
        if not line.text or line.words > HEADING_WORDS:
            continue
        headed = tree.headed(index) or tree.has_role(index, "title")
        if not headed and (tree.linked(index) or tree.boilerplate(index)):
            continue
        likeness = titles.likeness(line.text)
        repeated = likeness >= ALIKE
        before = index < first
        if not repeated and (not headed or not before or tree.linked(index) or tree.boilerplate(index)):
            continue
        if not repeated and titles and line.words <= DEFINITE_SECTION_WORDS:
            # The section that the story stands in.
            continue
        top = any(node.tag == "h1" for node in tree.inner[index].outwards())
        inside = article.holds(index)
        # A path of links to the page ends with a heading too, which may repeat what the metadata says.
        path = repeated and headed and tree.boilerplate(index)
        sure = repeated and headed and not path
        told = sure and titles.names(line.text)
        rank = (
            sure and before, sure, told, repeated and headed, repeated and before, inside, top, headed, likeness
        )  # fmt: skip
        if best is None or (rank, index if before else -index) > best:
            best = (rank, index if before else -index)
    return None if best is None else abs(best[1])


def _first(tree: Tree, texts: Sequence[int]) -> int:
    """Return the first line of the text, what is hardly any of it left out: a title may stand below that."""
    left = OVER_TITLE_SHARE * sum(tree.weights[index] for index in texts)
    for index in texts:
        left -= tree.weights[index]
        if left < 0:
            return index
    return texts[-1]
