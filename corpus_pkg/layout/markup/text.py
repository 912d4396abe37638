"""The running text of the story: the element that holds it, with every element beside it that belongs to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

from corpus_pkg.layout.markup.tree import CONTAINERS, HEADINGS, PARAGRAPHS, Node, Tree
from corpus_pkg.layout.thresholds import CARDS, CONTENT_WEIGHT, OUTER_SHARE, SIBLING_LINKS, WHOLE_ARTICLE

#: Elements that hold one story and nothing of another.
_WHOLE = frozenset({"article", "main", "body", "html"})
#: Elements that belong to the text beside them whatever their names are.
_BESIDE = PARAGRAPHS | {"ol", "ul", "dl", "table", "h2", "h3", "h4", "figure"}


def text(tree: Tree, teasers: Set[int]) -> list[int]:
    """Return the lines of running text of the story, in order; empty where there is none."""
    weighed = [index for index, weight in enumerate(tree.weights) if weight]
    sure = [index for index in weighed if tree.surely(index, "content") and not tree.boilerplate(index)]
    if sure:
        return _once(tree, sure)
    lines = [index for index in weighed if index not in teasers]
    core = _core(tree, lines)
    if core is None:
        return []
    weights: dict[int, int] = defaultdict(int)
    for index in lines:
        for node in tree.inner[index].outwards():
            weights[node.number] += tree.weights[index]
    chosen = [core]
    node = core
    while node.around is not None and node.tag not in _WHOLE:
        chosen += [
            other
            for other in node.around.inside
            if other is not node and weights[other.number] and _belongs(tree, other, node)
        ]
        node = node.around
    held = {number for other in chosen for number in range(other.first, other.last + 1)}
    own = _without_others(tree, _once(tree, [index for index in lines if index in held]))
    return _without_notices(tree, _without_boxes(tree, own))


def articles(tree: Tree, texts: list[int]) -> list[list[int]]:
    """Return the lines of running text of each story of a page: several where it holds several whole articles.

    An article is one of several where others stand beside it, each with a heading of its own and of one level that
    leads nowhere, and with text enough for a story.
    """
    if texts and tree.surely(texts[0], "content"):
        return [texts]
    own: dict[int, list[int]] = defaultdict(list)
    for index, weight in enumerate(tree.weights):
        article = tree.article(index)
        if weight and article is not None:
            own[article.number].append(index)
    beside: dict[tuple[int, str], list[list[int]]] = defaultdict(list)
    for number, lines in own.items():
        article = tree.node(number)
        level = _heading(tree, article, lines[0])
        around = article.around
        if level and around is not None and sum(tree.weights[index] for index in lines) >= WHOLE_ARTICLE:
            beside[around.number, level].append(lines)
    whole = max(beside.values(), key=len, default=[])
    return whole if len(whole) > 1 and any(lines[0] in texts for lines in whole) else [texts]


def _heading(tree: Tree, article: Node, first: int) -> str | None:
    """Return the tag of the heading over the text of an article, where it leads nowhere."""
    heads = [index for index in range(article.first, first) if tree.headed(index)]
    if not heads or any(map(tree.linked, heads)):
        return None
    return next(node.tag for node in tree.inner[heads[0]].outwards() if node.tag in HEADINGS)


def _core(tree: Tree, lines: list[int]) -> Node | None:
    """Return the element with the most running text, where each counts less the further out it lies."""
    scores: dict[int, float] = defaultdict(float)
    for index in lines:
        share = float(tree.weights[index])
        if tree.has_role(index, "content"):
            share *= CONTENT_WEIGHT
        for node in tree.inner[index].outwards():
            if node.tag in CONTAINERS:
                scores[node.number] += share
                share *= OUTER_SHARE
    if not scores:
        return None
    return tree.node(max(scores, key=lambda number: (scores[number], number)))


def _belongs(tree: Tree, other: Node, node: Node) -> bool:
    """Return whether an element beside one that holds text of the story holds more of it."""
    if tree.is_boilerplate(other) or other.linked > SIBLING_LINKS * other.text:
        return False
    return other.tag in _BESIDE or (other.tag == node.tag and other.names == node.names)


def _once(tree: Tree, held: list[int]) -> list[int]:
    """Return the lines without those that the page has a second time, as for narrow screens."""
    seen: set[str] = set()
    kept = []
    for index in held:
        if tree.lines[index].text not in seen:
            kept.append(index)
        seen.add(tree.lines[index].text)
    return kept


def _without_others(tree: Tree, held: list[int]) -> list[int]:
    """Return the lines without those of other stories: of several articles beside or in that of the first line.

    What has a heading or tells a time is a story of its own, or an entry of a live blog.
    """
    first = tree.article(held[0]) if held else None
    if first is None:
        return held
    others = {own.number: own for index in held if (own := tree.article(index)) is not None and not own.holds(held[0])}
    around = {outer.number for own in others.values() for outer in own.outwards() if outer is not own}
    # What holds another of them is no story by itself.
    inner = [own for number, own in others.items() if number not in around]
    told = (tree.dated(own) or any(map(tree.headed, own.lines)) for own in inner)
    if len(inner) < CARDS or any(told):
        return held
    return [index for index in held if (own := tree.article(index)) is None or own.number not in others]


def _without_boxes(tree: Tree, held: list[int]) -> list[int]:
    """Return the lines without those of boxes in the text: elements with a name of their own and no sentence."""
    sentences = [index for index in held if tree.lines[index].prose]
    if 2 * len(sentences) < len(held):
        return held
    boxes, alike = tree.boxes(sentences)
    # Boxes without a name around one text are a paragraph of that around them.
    for box in map(tree.box, sentences):
        boxes.add(next(node.number for node in box.outwards() if node.texts > 1 or node.named or node.around is None))
    return [index for index in held if tree.among(index, boxes, alike)]


def _without_notices(tree: Tree, held: list[int]) -> list[int]:
    """Return the lines without those behind the text that stand in an element of their own with what readers are asked.

    Rules for comments and for subscribers are as long as paragraphs are, and say what they are in one line of several;
    one in an element of its own says it of that alone. A part of the text stands beside others named alike.
    """
    while len(held) > 1:
        box = tree.box(held[-1])
        asked = any(
            (label := tree.labels[index]) is not None and label.kind == "prompt" and tree.box(index) is box
            for index in box.lines
        )
        parts = any(tree.kin(index) == tree.kin(held[-1]) and not box.holds(index) for index in held)
        if not asked or parts or box.holds(held[0]):
            break
        held = [index for index in held if not box.holds(index)]
    return held
