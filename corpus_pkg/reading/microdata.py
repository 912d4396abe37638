"""What microdata and RDFa state of the story of a page: the values of its article's item.

An item is an element with `itemscope` or `typeof`; its values are those of the elements in it that name a property and
bear a value in an attribute, or else show one. As in JSON-LD a value counts by the type of its item: a comment and a
list of other stories have days of their own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus_pkg.reading.attributes import Attribute, Tag
from corpus_pkg.reading.evidence import Evidence
from corpus_pkg.reading.linked_data import TEXT
from corpus_pkg.reading.metadata_keys import Key, bare, key, rank, roles
from corpus_pkg.reading.rendering import Stated

#: Items beyond which no more are told apart, and characters of an element that are read for what it shows.
_MOST, _SHOWN = 512, 600
_SCOPES, _TYPES, _PROPERTIES = ("itemscope", "typeof"), ("itemtype", "typeof"), ("itemprop", "property")
#: Attributes by which an element is an item or a value of one.
MARKING = frozenset((*_SCOPES, *_PROPERTIES))
#: Elements that state something by themselves.
_STATING = frozenset(("meta", "time"))
_VALUES, _ADDRESSES = ("content", "datetime"), ("content", "href", "itemid", "resource", "about")
#: Properties by which the item of a story may be part of another.
_MAIN = frozenset(("mainEntity", "mainEntityOfPage", "blogPost"))
_TEXT = re.compile(r"[^<]{1,300}(?=</)")
_TAG = re.compile(r"<[^<>]*+>")


#: Where an element stands: in no item, in that of a story or of a page, or in another.
Around = Literal["page", "story", "other"]


@dataclass(slots=True)
class _Item:
    roles: frozenset[str]
    properties: frozenset[str]
    around: _Item | None
    stated: list[Stated] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    @property
    def main(self) -> bool:
        return "article" in self.roles and (not self.properties or not self.properties.isdisjoint(_MAIN))

    def named(self) -> Key | None:
        """Return what the name of the item is the value of in the one around it; None where it is of nothing."""
        if "author" in self.properties:
            return key("property", "author") if "person" in self.roles else None
        return key("property", "publisher") if "publisher" in self.properties else None


class Items:
    """The items of a page, as its elements are met."""

    def __init__(self, source: str) -> None:
        """Begin without an item of the page `source`."""
        self._source = source
        self._items: dict[int, _Item] = {}

    def element(self, tag: Tag) -> Around:
        """Take an element; tells in what it stands, where it is a `meta`, a `time`, an item or one of its values."""
        marked = any(attribute[0] in MARKING for attribute in tag.attributes)
        if not marked and (not self._items or tag.tag not in _STATING):
            return "page"
        outwards = tag.around.outwards() if tag.around is not None and self._items else ()
        around = next((self._items[element.number] for element in outwards if element.number in self._items), None)
        if marked:
            self._marked(tag, around)
        if around is None:
            return "page"
        return "story" if around.roles & {"article", "page"} else "other"

    def _marked(self, tag: Tag, around: _Item | None) -> None:
        """Take an element that is an item, or a value of one."""
        values = {name: text for name, text, _, _ in tag.attributes}
        properties = frozenset(
            bare(name).rsplit("/", 1)[-1]
            for of in _PROPERTIES
            for name in values.get(of, "").split(None, _MOST)[:_MOST]
        )
        scoped = tag.number is not None and not values.keys().isdisjoint(_SCOPES)
        if around is not None and properties:
            self._property(around, properties, tag.attributes, tag.content, scoped)
        if scoped and tag.number is not None and len(self._items) < _MOST:
            types = [name for of in _TYPES for name in values.get(of, "").split(None, _MOST)[:_MOST]]
            item = _Item(roles(types), properties if around is not None else frozenset(), around)
            item.addresses += [values[name] for name in ("itemid", "about", "resource") if name in values]
            self._items[tag.number] = item

    def _property(
        self, item: _Item, properties: frozenset[str], listed: Sequence[Attribute], content: int, scoped: bool
    ) -> None:
        if "article" in item.roles:
            if "headline" in properties or "dc:title" in properties:
                given = next((text for name, text, _, _ in listed if name == "content"), None)
                item.headlines.append(given or self._shown(content))
            if properties & {"url", "mainEntityOfPage"}:
                item.addresses += [text for name, text, _, _ in listed if name in _ADDRESSES]
        known = [of for name in sorted(properties) if (of := key("property", name)) is not None]
        if "name" in properties and item.around is not None and (named := item.named()) is not None:
            item, known = item.around, [named]
        # The text of a story is what its element shows.
        if scoped or not known or known[0].role == TEXT:
            return
        of = known[0]
        for text, start, end in self._values(listed, content):
            item.stated.append(Stated(of.role, start, end, text, f"microdata:{of.name}", rank("microdata", of)))

    def _values(self, listed: Sequence[Attribute], content: int) -> Iterator[tuple[str, int, int]]:
        """Yield the value of an element: that of an attribute, or else its text, where nothing but text is in it."""
        for name, text, start, end in listed:
            if name in _VALUES:
                yield text.strip(), start, end
                return
        match = _TEXT.match(self._source, content)
        if match is not None:
            begin = match.start() + len(match[0]) - len(match[0].lstrip())
            yield html.unescape(match[0].strip()), begin, begin + len(match[0].strip())

    def _shown(self, content: int) -> str:
        """Return what the element shows whose content begins here, or the beginning of it."""
        text = self._source[content : content + _SHOWN]
        return html.unescape(_TAG.sub(" ", re.split(r"</(?:h[1-6]|div|p)\b", text)[0]))

    def statements(self, evidence: Evidence) -> Iterator[Stated]:
        """Yield what the item of the page's story states; nothing where several may be it."""
        articles = [item for item in self._items.values() if item.main]
        if len(articles) > 1:
            articles = [item for item in articles if evidence.speaks_of(item.headlines, item.addresses)]
        if len(articles) == 1:
            yield from articles[0].stated
