"""Whether a page lists stories and tells none: by what it says of itself, and by its text beside its links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from corpus_pkg.layout.markup.teasers import leads
from corpus_pkg.layout.markup.title import Titles
from corpus_pkg.layout.markup.tree import Node, Tree
from corpus_pkg.layout.thresholds import (
    CARDS,
    EXCERPTS,
    EXCERPTS_SHARE,
    LINES_BEFORE_TEXT,
    NOTICE,
    POSTS_SHARE,
    SECTION_WORDS,
    SHORT_STORY,
    TEXTS_OF_A_TEASER,
)
from corpus_pkg.reading.rendering import Stated


def one_story(stated: Sequence[Stated]) -> bool:
    """Return whether the metadata states when one story was published.

    Elements `time` that are named for the publication state it of each story that a page lists.
    """
    published = [item for item in stated if item.role == "published"]
    shown = {item.text.strip()[: len("2021-03-04")] for item in published if item.rule.startswith("time:")}
    return any(not item.rule.startswith("time:") for item in published) or len(shown) == 1


class Listing:
    """What tells a page of links to stories, or of several stories, from the page of one."""

    def __init__(self, tree: Tree, stated: Sequence[Stated], titles: Titles) -> None:
        self._tree = tree
        self._titles = titles
        #: By its type or its addresses a page says that it is a listing, or the front page; or it bears no name.
        self._saying = {item.rule for item in stated if item.role == "listing"}
        self.said = titles.only_of_site or bool(self._saying)
        self.one_story = one_story(stated)

    def holds(self, texts: Sequence[int], title: int | None) -> bool:
        """Return whether what was taken for a story is of a listing: the lines of its running text, and its title.

        A page that states when its story was published is that of the story, but for one without a headline that says
        in two ways that it is the front page.
        """
        tree = self._tree
        size = sum(tree.weights[index] for index in texts)
        outweighed = tree.page.linked > size
        if tree.surely(texts[0], "content"):
            return False
        if self.one_story:
            return len(self._saying) > 1 and title is None and outweighed
        if self._excerpts(texts) or (not self._is_named(title) and self._posts(texts, size)):
            return True
        first = texts[0] if title is None else title
        together = next(node for node in tree.inner[first].outwards() if node.holds(texts[0]) and node.holds(texts[-1]))
        if size < SHORT_STORY and together.linked > size:
            return True
        return outweighed and (self.said or size < NOTICE or (size < SHORT_STORY and self._is_notice(texts, title)))

    def _excerpts(self, texts: Sequence[int]) -> bool:
        """Return whether most of the text breaks off, in elements of its own."""
        cells: dict[int, int] = {}
        for index in texts:
            if self._tree.lines[index].text.rstrip(")]} ").endswith(("...", "…")):
                cell = self._tree.box(index)
                cells[cell.number] = cell.texts
        return len(cells) >= EXCERPTS and sum(cells.values()) >= EXCERPTS_SHARE * len(texts)

    def _posts(self, texts: Sequence[int], size: int) -> bool:
        """Return whether most of the text is posts: elements side by side, a linked heading and a day in each."""
        beside: dict[int, dict[int, Node]] = defaultdict(dict)
        for index in texts:
            for node in self._tree.inner[index].outwards():
                if node.around is not None:
                    beside[node.around.number][node.number] = node
        posts = ([node for node in nodes.values() if self._is_post(node)] for nodes in beside.values())
        return any(len(own) >= CARDS and sum(node.text for node in own) >= POSTS_SHARE * size for own in posts)

    def _is_post(self, node: Node) -> bool:
        """Return whether an element begins with a heading that leads to the story it tells, and tells a day."""
        tree = self._tree
        head = next((index for index in node.lines if tree.headed(index) or tree.weights[index]), node.first)
        return tree.headed(head) and tree.linked(head) and tree.dated(node)

    def _is_notice(self, texts: Sequence[int], title: int | None) -> bool:
        """Return whether a short text is the page's own, or stands under the headline of a story that it leads to."""
        tree = self._tree
        box = tree.box(texts[0])
        over = [index for index in range(max(0, texts[0] - LINES_BEFORE_TEXT), texts[0]) if box.holds(index)]
        if title not in over and any(leads(tree, index) for index in over) and len(texts) <= TEXTS_OF_A_TEASER:
            return True
        start = max(0, texts[0] - LINES_BEFORE_TEXT) if title is None or title > texts[0] else title
        if any((label := tree.labels[index]) is not None and label.day for index in range(start, texts[0])):
            return False
        return not self._is_named(title) and (title is not None or self._titles.most_words <= SECTION_WORDS)

    def _is_named(self, title: int | None) -> bool:
        """Return whether a title has more words than the name of a section."""
        return title is not None and self._tree.lines[title].words > SECTION_WORDS
