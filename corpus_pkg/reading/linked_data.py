"""What JSON-LD states of the story of a page: the values of its article's node, each with its span.

A value counts by the type of its node: a comment, a list of other stories and a page have authors and days of their
own. The story's node is one of an article's type that stands by itself, in a graph, or as the main entity of a page.
Of several it is the one that the page's titles and addresses speak of; where none or all are it, none is believed more
than another: what the first in an order that does not depend on their places says comes first.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator

from corpus_pkg.reading import json_tree
from corpus_pkg.reading.escapes import unescaped
from corpus_pkg.reading.evidence import Evidence
from corpus_pkg.reading.json_tree import Node, Scalar, Value
from corpus_pkg.reading.metadata_keys import Key, bare, key, rank, roles
from corpus_pkg.reading.rendering import Stated

#: The role of the whole text of a story.
TEXT = "text"
#: Values of one property beyond which no more are read, and characters beyond which no text is compared.
_MOST, _LONGEST = 64, 2000
#: Nodes of one name beyond which no more are read.
_MOST_ALIKE = 8


class _Graph:
    """The nodes of all scripts of a page."""

    def __init__(self, source: str, scripts: Iterable[tuple[int, int]]) -> None:
        self.source = source
        self.roots = [value for span in scripts for value in json_tree.values(source, *span)]
        self.named: defaultdict[str, list[Node]] = defaultdict(list)
        stack: list[Value] = list(self.roots)
        while stack:
            value = stack.pop()
            if isinstance(value, json_tree.Values):
                stack.extend(value.items)
            elif isinstance(value, Node):
                stack.extend(member for _, member in value.members)
                if len(value.members) > 1:
                    for name in self.texts(value, "@id"):
                        if len(self.named[name]) < _MOST_ALIKE:
                            self.named[name].append(value)

    def text(self, value: Scalar) -> str:
        written = self.source[value.start : value.end]
        return html.unescape(unescaped(written) if value.quoted else written).strip()

    def values(self, node: Node, name: str) -> Iterator[Scalar | Node]:
        """Yield the values of a property, those of a list one by one, references followed."""
        for written, value in node.members:
            if self.key(written) == name:
                yield from self.items(value)

    def key(self, written: Scalar) -> str:
        """Return the key of a member, schema.org's without the vocabulary before it."""
        return bare(self.source[written.start : written.end])

    def items(self, value: Value) -> Iterator[Scalar | Node]:
        stack: list[Value] = [value]
        while stack:
            item = stack.pop()
            if isinstance(item, json_tree.Values):
                stack.extend(reversed(item.items))
            elif isinstance(item, Node) and len(item.members) == 1:
                yield from self._meant(item)
            elif isinstance(item, Node) and (literal := self._literal(item)) is not None:
                yield literal
            else:
                yield item

    def _literal(self, node: Node) -> Scalar | None:
        """Return the value of a node that is one with its type or its language beside it."""
        values = [value for written, value in node.members if self.key(written) == "@value"]
        return values[0] if len(values) == 1 and isinstance(values[0], Scalar) else None

    def _meant(self, node: Node) -> Iterator[Scalar | Node]:
        """Yield what a node of one member stands for: the nodes that it refers to, a value, or the node itself."""
        (written, value), *_ = node.members
        name = self.source[written.start : written.end]
        if name == "@id" and isinstance(value, Scalar) and self.text(value) in self.named:
            yield from self.named[self.text(value)]
        elif name in ("@list", "@set", "@value"):
            yield from self.listed(value)
        else:
            yield node

    def listed(self, value: Value) -> Iterator[Scalar | Node]:
        items = value.items[:_MOST] if isinstance(value, json_tree.Values) else [value]
        yield from (item for item in items if not isinstance(item, json_tree.Values))

    def texts(self, node: Node, name: str) -> Iterator[str]:
        for written, value in node.members:
            if self.key(written) == name:
                for item in self.listed(value):
                    if isinstance(item, Scalar) and item.end - item.start <= _LONGEST:
                        yield self.text(item)

    def same(self, node: Node) -> list[Node]:
        """Return a node and the others that bear its name: what they say is said of one thing."""
        return [node, *(other for name in self.texts(node, "@id") for other in self.named[name] if other is not node)]

    def roles(self, node: Node) -> frozenset[str]:
        """Return what a node is by its types: "article", "person", "page"."""
        return roles(self.texts(node, "@type"))

    def mains(self) -> Iterator[Node]:
        """Yield the nodes that stand by themselves, in a graph, or as what a page is about; each once."""
        stack: list[Value] = list(self.roots)
        seen: set[int] = set()
        while stack:
            for node in self.items(stack.pop()):
                if not isinstance(node, Node) or node.start in seen:
                    continue
                seen.add(node.start)
                yield node
                for written, value in node.members:
                    name = self.key(written)
                    if name == "@graph" or (name == "mainEntity" and "page" in self.roles(node)):
                        stack.append(value)


def statements(source: str, scripts: Iterable[tuple[int, int]], evidence: Evidence) -> Iterator[Stated]:
    """Yield what the JSON-LD of a page states of its story; linear in the length of the scripts.

    Args:
        source: the page.
        scripts: the spans of the contents of the scripts that hold JSON-LD.
        evidence: what tells which of several articles is the page's.

    """
    graph = _Graph(source, scripts)
    mains = list(graph.mains())
    articles = [node for node in mains if "article" in graph.roles(node)]
    if not articles:
        yield from _listings(graph, mains)
    if len(articles) > 1:
        articles = [node for node in articles if _is_of_page(graph, node, evidence)]
    articles.sort(key=lambda node: (-len(node.members), source[node.start : node.end]))
    stating: set[Key] = set()
    for article in articles[:_MOST]:
        stated = [
            (known, item)
            for written, value in article.members
            if (known := key("property", graph.key(written))) is not None and known not in stating
            for item in _stated(graph, known, value)
        ]
        stating.update(known for known, _ in stated)
        yield from (item for _, item in stated)


def _listings(graph: _Graph, nodes: Iterable[Node]) -> Iterator[Stated]:
    """Yield the types that say that a page lists stories."""
    for node in nodes:
        for item in graph.values(node, "@type"):
            if isinstance(item, Scalar) and "listing" in roles([graph.text(item)]):
                yield Stated("listing", item.start, item.end, graph.text(item), "json-ld:@type")


def _is_of_page(graph: _Graph, node: Node, evidence: Evidence) -> bool:
    """Whether the page's titles or addresses speak of an article."""
    named = [*graph.texts(node, "@id"), *graph.texts(node, "url"), *graph.texts(node, "mainEntityOfPage")]
    for page in graph.values(node, "mainEntityOfPage"):
        if isinstance(page, Node):
            named += [*graph.texts(page, "@id"), *graph.texts(page, "url")]
    return evidence.speaks_of(graph.texts(node, "headline"), named)


def _stated(graph: _Graph, known: Key, value: Value) -> Iterator[Stated]:
    for item in graph.items(value):
        for scalar in _scalars(graph, known.role, item):
            if scalar.quoted and (scalar.end - scalar.start <= _LONGEST or known.role == TEXT):
                start, end = _bare(graph.source, scalar)
                rule = f"json-ld:{known.name}"
                yield Stated(known.role, start, end, graph.text(scalar), rule, rank("json-ld", known))


def _scalars(graph: _Graph, role: str, item: Scalar | Node) -> Iterator[Scalar]:
    """Yield the values that an item is, or the names of the persons or the outlet that it stands for."""
    if isinstance(item, Scalar):
        yield item
    elif role in ("author", "site"):
        nodes = graph.same(item)
        typed = [node for node in nodes if any(graph.texts(node, "@type"))]
        if role == "site" or not typed or any("person" in graph.roles(node) for node in typed):
            named = (list(graph.values(node, "name")) for node in nodes)
            yield from (name for name in next(filter(None, named), []) if isinstance(name, Scalar))


def _bare(source: str, scalar: Scalar) -> tuple[int, int]:
    """Return the span of a string without white space at its ends."""
    start, end = scalar.start, scalar.end
    while start < end and source[start].isspace():
        start += 1
    while start < end and source[end - 1].isspace():
        end -= 1
    return start, end
