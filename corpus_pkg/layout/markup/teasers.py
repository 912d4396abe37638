"""Teasers of other stories: a linked headline and what is said below it, one beside the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from corpus_pkg.layout.markup.tree import Node, Tree
from corpus_pkg.layout.thresholds import (
    CARDS,
    GRID,
    LINES_OF_A_TEASER,
    TEASER_HEADLINE_WORDS,
    TEASERS,
    TEASERS_SHARE,
    TEXTS_OF_A_TEASER,
    TEXTS_UNDER_A_LINK,
)


def teasers(tree: Tree, *, one_story: bool) -> set[int]:
    """Return the lines of running text that say what another story is about.

    `one_story` is whether the metadata states when one story was published: sub-headings with links are then those of
    the story, unless each stands in an element of its own.
    """
    headlines = [index for index in range(len(tree.lines)) if leads(tree, index)]
    cards = {node.number for node in (*_cards(tree, headlines), *_grid(tree))}
    held = {
        index
        for index, weight in enumerate(tree.weights)
        if weight and any(node.number in cards for node in tree.inner[index].outwards())
    }
    return held if one_story else held | _listed(tree, set(headlines))


def leads(tree: Tree, index: int) -> bool:
    """Return whether a line is a headline that leads to another story."""
    words = tree.lines[index].words
    return tree.linked(index) and words >= TEASER_HEADLINE_WORDS - tree.headed(index) and not tree.boilerplate(index)


def _cards(tree: Tree, headlines: list[int]) -> Iterator[Node]:
    """Yield the elements that are cards: a linked headline with little text, several of one kind on the page."""
    counts: Counter[int] = Counter()
    for index in headlines:
        for node in tree.inner[index].outwards():
            counts[node.number] += 1
    alike: dict[tuple[object, ...], list[Node]] = defaultdict(list)
    for node in tree.nodes():
        little = 0 < node.texts <= TEXTS_OF_A_TEASER and node.text <= tree.page.text / 2
        if little and 0 < counts[node.number] <= node.texts + 1:
            for kind in _kinds(node):
                alike[kind].append(node)
    for nodes in alike.values():
        if len(nodes) >= CARDS:
            yield from nodes


def _grid(tree: Tree) -> Iterator[Node]:
    """Yield the elements of a grid: many side by side of one name, each with a link, however short, over one text.

    Entries of a live blog have such links too, and tell their time.
    """
    alike: dict[tuple[object, ...], list[Node]] = defaultdict(list)
    for node in tree.nodes():
        if node.around is not None and node.names and node.texts == 1 and _linked_first(tree, node):
            alike[node.around.number, node.tag, node.names].append(node)
    for nodes in alike.values():
        if len(nodes) >= GRID and not any(map(tree.dated, nodes)):
            yield from nodes


def _linked_first(tree: Tree, node: Node) -> bool:
    """Return whether a link stands over the text of an element."""
    first = next(index for index in node.lines if tree.weights[index])
    return any(tree.linked(index) and tree.lines[index].words for index in range(node.first, first))


def _kinds(node: Node) -> Iterator[tuple[object, ...]]:
    """Yield what makes two elements alike: a tag and a name of theirs, their tag and place, that they are articles."""
    if node.tag == "article":
        yield (node.tag,)
    yield from ((node.tag, name) for name in node.names)
    if node.around is not None:
        yield node.tag, node.around.number


def _listed(tree: Tree, headlines: set[int]) -> set[int]:
    """Return the lines of teasers without elements of their own: nearly all text of an element stands under such."""
    owned: dict[int, list[int]] = {}
    headline: int | None = None
    last = 0
    for index in range(len(tree.lines)):
        if tree.weights[index]:
            if headline is not None:
                owned.setdefault(headline, []).append(index)
                last = index
        elif index in headlines:
            headline = last = index
        elif tree.headed(index) or index - last > LINES_OF_A_TEASER:
            headline = None
    # Of a text that goes on the first paragraph alone may be a teaser.
    owners = {
        index: over
        for over, texts in owned.items()
        for index in (texts if len(texts) <= TEXTS_UNDER_A_LINK else texts[:1])
    }
    common = {
        index: next(node for node in tree.inner[index].outwards() if node.holds(headline))
        for index, headline in owners.items()
    }
    # The same words again and again are a notice among paragraphs, and no headlines of several stories.
    said = defaultdict[int, set[str]](set)
    for index, node in common.items():
        said[node.number].add(tree.lines[owners[index]].text)
    counts = Counter(node.number for node in common.values())
    return {
        index
        for index, node in common.items()
        if len(said[node.number]) >= TEASERS and counts[node.number] >= TEASERS_SHARE * node.texts
    }
