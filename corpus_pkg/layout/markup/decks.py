"""Decks that are written as paragraphs are: under the headline, outside the element of the text, and short."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus_pkg.language.orthography import folded
from corpus_pkg.layout.markup.tree import Node, Tree
from corpus_pkg.layout.thresholds import DECKS, HEADLINE_WORDS, TITLE_WORDS
from corpus_pkg.reading.rendering import Stated

_WORD = re.compile(r"[^\W_]+")


class Descriptions:
    """What the metadata says in short that the story is about."""

    def __init__(self, stated: Sequence[Stated]) -> None:
        self._texts = [_WORD.findall(folded(item.text)) for item in stated if item.role == "description"]

    def hold(self, text: str) -> bool:
        """Return whether one of them says word for word what a line (folded) says, and maybe more behind it."""
        words = _WORD.findall(text)
        return len(words) >= TITLE_WORDS and any(told[: len(words)] == words for told in self._texts)


def decks(tree: Tree, texts: Sequence[int], head: int | None, told: Descriptions) -> tuple[list[int], list[int]]:
    """Return the lines of running text of a story that are decks, and those that are its text.

    A line over the first paragraph, outside the one element beside the headline that holds all of the text, is a deck
    where it is as short as headlines are and ends as they do; where a full stop ends it, only if its element is named
    for one or the metadata describes the page by it. In the element of the text its own must be named so. One that
    stands in that element again, word for word, is a deck whatever its length.

    Args:
        tree: the elements of the page.
        texts: the lines of running text of the story, in order.
        head: the line of its title; without one over the text there is no deck.
        told: what the metadata says of the page.

    """
    found: list[int] = []
    again: list[int] = []
    for number, index in enumerate(texts[:DECKS], 1):
        # Who wrote and when may stand between.
        behind = next((line for line in texts[number:] if tree.labels[line] is None), None)
        if head is None or behind is None or index < head or tree.labels[index] is not None:
            break
        holder = _holder(tree, head, behind, texts[-1])
        apart = holder is not None and not holder.holds(index)
        copy = _copy(tree, index, holder) if apart and holder is not None else None
        named = any("deck" in node.roles and not node.holds(behind) for node in tree.inner[index].outwards())
        if copy is None and not _short_deck(tree, index, apart, named, told):
            break
        found.append(index)
        again += [] if copy is None else [copy]
    return found, sorted({*texts[len(found) :], *again})


def _holder(tree: Tree, head: int, first: int, last: int) -> Node | None:
    """Return the element that holds all of the text and stands beside the headline; None where none does."""
    inside = None
    for node in tree.inner[first].outwards():
        if node.holds(head):
            return inside if inside is not None and inside.holds(last) else None
        inside = node
    return None


def _copy(tree: Tree, index: int, holder: Node) -> int | None:
    """Return the line of an element that says what a line over it says; None where none does."""
    text = tree.lines[index].text
    return next((at for at in holder.lines if tree.weights[at] and tree.lines[at].text == text), None)


def _short_deck(tree: Tree, index: int, apart: bool, named: bool, told: Descriptions) -> bool:
    """Return whether a line over the text, in an element apart from it or in its own, is a deck."""
    line = tree.lines[index]
    if line.words > HEADLINE_WORDS or tree.surely(index, "content"):
        return False
    return (named or apart) and (not line.prose or (apart and (named or told.hold(line.text))))
