"""Whether a page lists stories and tells none: by what it says of itself, and by its text beside its links."""

from __future__ import annotations

from collections.abc import Sequence

from corpus_pkg.layout.markup.title import Titles
from corpus_pkg.layout.markup.tree import Tree
from corpus_pkg.layout.thresholds import EXCERPTS, EXCERPTS_SHARE, NOTICE, SHORT_STORY
from corpus_pkg.reading.rendering import Stated


def one_story(stated: Sequence[Stated]) -> bool:
    """Return whether the metadata states when one story was published.

    Elements `time` that are named for the publication state it of each story that a page lists.
    """
    published = [item for item in stated if item.role == "published"]
    shown = {item.text.strip()[: len("2021-03-04")] for item in published if item.rule.startswith("time:")}
    return any(not item.rule.startswith("time:") for item in published) or len(shown) == 1


def says_so(stated: Sequence[Stated], titles: Titles) -> bool:
    """Return whether a page says that it is a listing, or the front page: by its type or address, or bare of a name."""
    return titles.only_of_site or any(item.role == "listing" for item in stated)


def is_listing(tree: Tree, texts: Sequence[int], title: int | None, *, said: bool) -> bool:
    """Return whether what was taken for a story is excerpts of several, or a notice among links.

    Args:
        tree: the elements of the page.
        texts: the lines of running text.
        title: the line of the title; None where there is none.
        said: whether the page says that it is a listing; a few links more than text are then enough.

    """
    cells: dict[int, int] = {}
    for index in texts:
        if tree.lines[index].text.rstrip(")]} ").endswith(("...", "…")):
            cell = tree.box(index)
            cells[cell.number] = cell.texts
    if len(cells) >= EXCERPTS and sum(cells.values()) >= EXCERPTS_SHARE * len(texts):
        return True
    first = texts[0] if title is None else title
    together = next(node for node in tree.inner[first].outwards() if node.holds(texts[0]) and node.holds(texts[-1]))
    size = sum(tree.weights[index] for index in texts)
    return (size < SHORT_STORY and together.linked > size) or ((said or size < NOTICE) and tree.page.linked > size)
