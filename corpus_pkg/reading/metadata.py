"""What the metadata of a web page states, each value with its span: `meta`, `time`, the title and JSON-LD."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus_pkg.reading import linked_data, records_in_meta
from corpus_pkg.reading.attributes import Attribute, Tag
from corpus_pkg.reading.bylines import bylines, is_byline
from corpus_pkg.reading.escapes import unescaped
from corpus_pkg.reading.evidence import Evidence, address
from corpus_pkg.reading.headlines import headline
from corpus_pkg.reading.metadata_keys import key, late_rank, rank
from corpus_pkg.reading.microdata import Items
from corpus_pkg.reading.rendering import Stated

#: Values of one role beyond which no more are read, and characters beyond which no title, name or date has any.
_MOST, _LONGEST = 64, 2000
#: Elements that state something by what they are.
STATING = frozenset(("meta", "link", "time"))
#: What the rules of values begin with that strings of JSON state.
_JSON = ("json-ld:", *records_in_meta.RULES)
_PUBLISHED = ("class", "id", "role", "itemprop")


class Statements:
    """What the metadata of a page states, in its order."""

    def __init__(self, source: str) -> None:
        """Begin without a statement of the page `source`."""
        self._source = source
        self._stated: list[Stated] = []
        self._counts: Counter[str] = Counter()
        self._addresses: dict[str, None] = {}
        self._items = Items(source)
        self._labels = Labels()
        #: Spans of the contents of the scripts that hold JSON-LD.
        self._linked: list[tuple[int, int]] = []

    def add(self, statements: Iterable[Stated]) -> None:
        """Add statements, those that are something and not too many."""
        for statement in statements:
            short = len(statement.text) <= _LONGEST or statement.role == linked_data.TEXT
            if statement.text.strip() and short and self._counts[statement.role] < _MOST:
                self._counts[statement.role] += 1
                self._stated.append(statement)

    def element(self, tag: Tag) -> None:
        """Take what an element states."""
        around = self._items.element(tag)
        if tag.tag == "meta":
            self.add(of_meta(tag.attributes, in_item=around != "page"))
            self._record(tag.attributes)
            self._labels.element(tag.attributes)
        elif tag.tag == "time" and around != "other":
            self.add(of_time(tag.attributes))
        elif tag.number is not None and tag.names and is_byline(tag.names):
            self.add(bylines(self._source, tag.tag, tag.content))
        if tag.tag in ("meta", "link") and len(self._addresses) < _MOST:
            for text, start, end in addresses(tag.attributes):
                self._addresses.setdefault(address(text))
                if text.strip() == "/" or ("//" in text and "/" not in address(text)):
                    named = "og:url" if tag.tag == "meta" else "canonical"
                    # A host alone is the address of its front page.
                    self.add([Stated("listing", start, end, text.strip(), f"meta:{named}")])

    def _record(self, listed: Sequence[Attribute]) -> None:
        """Take the record that the content of a `meta` is, where its name says so."""
        spans = {name: (text, start, end) for name, text, start, end in listed}
        name = spans.get("name", ("", 0, 0))[0].strip().lower()
        if name in records_in_meta.NAMES and "content" in spans:
            self.add(records_in_meta.statements(self._source, name, *spans["content"][1:]))

    def content(self, tag: str, inside: tuple[int, int], start: int, end: int) -> None:
        """Take what the content of a script or of the first title states, from `start` to `end`."""
        if tag == "script" and "ld+json" in self._source[slice(*inside)].lower():
            self._linked.append((start, end))
        elif tag == "title" and not self._counts["page_title"]:
            self.add(of_title(self._source, start, end))

    @property
    def address(self) -> str | None:
        """The first address that the page gives itself, without its scheme; None where it gives none."""
        return next(iter(self._addresses), None)

    def stated(self) -> list[Stated]:
        """Return what was stated, with what the JSON-LD says of the story that the rest speaks of; in order."""
        titles = [item.text for item in self._stated if item.role in ("title", "page_title")]
        evidence = Evidence(titles, frozenset(self._addresses))
        self.add(linked_data.statements(self._source, self._linked, evidence))
        self.add(self._items.statements(evidence))
        self.add(self._headline())
        self.add(self._labels.statements())
        return sorted(dict.fromkeys(self._stated), key=lambda item: (item.start, item.end, item.role))

    def _headline(self) -> Iterator[Stated]:
        """Yield the headline that the page's title holds beside the name of the site."""
        sites = [item.text for item in self._stated if item.role == "site"]
        for item in self._stated:
            if item.role == "page_title":
                start, end = headline(self._source[item.start : item.end], sites)
                if start < end:
                    span = item.start + start, item.start + end
                    yield Stated("title", *span, html.unescape(self._source[slice(*span)]), "title", late_rank("title"))


def of_meta(of_element: Iterable[Attribute], *, in_item: bool = False) -> Iterator[Stated]:
    """Yield what a `meta` element states; `in_item` where its `itemprop` is a value of the item that it stands in."""
    known, content = None, None
    for name, text, start, end in of_element:
        if name in ("property", "name") or (name == "itemprop" and not in_item):
            known = key("meta", text.strip()) or known
        elif name == "content":
            content = (text, start, end)
    if known and content:
        text, start, end = content
        yield Stated(known.role, start, end, text.strip(), f"meta:{known.name.lower()}", rank("meta", known))


def addresses(of_element: Iterable[Attribute]) -> Iterator[tuple[str, int, int]]:
    """Yield the addresses of the page that a `meta` or a `link` gives, each with its span."""
    values = {name: (text, start, end) for name, text, start, end in of_element}
    named = {name: text.strip().lower() for name, (text, _, _) in values.items()}
    if named.get("rel") == "canonical" and named.get("href"):
        yield values["href"]
    if "og:url" in (named.get("property"), named.get("name")) and named.get("content"):
        yield values["content"]


def of_time(of_element: Iterable[Attribute]) -> Iterator[Stated]:
    """Yield what a `time` element states: when the story was published where its names say so."""
    listed = list(of_element)
    published = any("publish" in text.lower() for key, text, _, _ in listed if key in _PUBLISHED)
    for name, text, start, end in listed:
        if name == "datetime":
            yield Stated("published" if published else "time", start, end, text, "time:datetime", late_rank("time"))


def of_title(source: str, start: int, end: int) -> Iterator[Stated]:
    """Yield what the `title` element states whose content the span is."""
    yield Stated("page_title", start, end, html.unescape(source[start:end]).strip(), "title", late_rank("title"))


class Labels:
    """Values that `meta` elements give with the words before them, in pairs: `twitter:label1`, `twitter:data1`."""

    def __init__(self) -> None:
        """Begin without a pair."""
        self._labels: dict[str, str] = {}
        self._values: dict[str, tuple[str, int, int]] = {}

    def element(self, listed: Sequence[Attribute]) -> None:
        """Take a `meta` element."""
        values = {name: (text, start, end) for name, text, start, end in listed}
        name = values.get("name", values.get("property", ("", 0, 0)))[0].lower()
        if "content" in values and name.startswith("twitter:label"):
            self._labels.setdefault(name.removeprefix("twitter:label"), values["content"][0].strip())
        elif "content" in values and name.startswith("twitter:data"):
            self._values.setdefault(name.removeprefix("twitter:data"), values["content"])

    def statements(self) -> Iterator[Stated]:
        """Yield the values whose words the lexicon knows."""
        for number, label in self._labels.items():
            known = key("label", label)
            if known is not None and number in self._values:
                text, start, end = self._values[number]
                yield Stated(known.role, start, end, text.strip(), f"meta:twitter:data{number}", rank("meta", known))


def is_metadata(rule: str) -> bool:
    """Whether what the rule found is a value in the metadata of a page, no text of it."""
    return rule == "title" or rule.startswith(("json-ld:", "microdata:", "meta:", "time:"))


def value(source: str, rule: str) -> str:
    r"""Return what a stretch of metadata says: character references are decoded, in JSON the escapes too.

    >>> value("&quot;\u0646\u0639\u0645&quot;", "json-ld:headline")
    '"نعم"'
    """
    return html.unescape(unescaped(source) if rule.startswith(_JSON) else source)
