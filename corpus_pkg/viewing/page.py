"""A page beside its records as HTML: each value lights up the characters that it came from.

As one file it needs no script, no network and no other file: which characters belong to a value is told by the style
sheet. A site puts the same view into its own pages. Whatever stands in a page is text there, never markup: a policy
forbids scripts besides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus_pkg.notebook import plain
from corpus_pkg.reading import shown
from corpus_pkg.viewing.stretches import stretches
from corpus_pkg.viewing.timeline import timeline

if TYPE_CHECKING:
    from corpus_pkg.records import Document

#: The tables whose rows are marked in the page, and what is told of a row besides its surface.
_TOLD = {
    "dates": ("value", "role", "rule"),
    "credits": ("role", "source_id", "rule"),
    "mentions": ("type", "entity_id", "method"),
}
#: What these are called.
_CAPTIONS = {"dates": "Dates", "credits": "Outlets", "mentions": "Names"}
#: What a mark of each table is called where it is alone: of names, the most, there is nothing to say.
_CLASSES = {"dates": " class=dates", "credits": " class=credits", "mentions": ""}
#: What is told of a story, in this order, where it has it.
_STORY = ("published", "published_earliest", "published_latest", "updated", "dateline_place", "authors", "keywords")
#: Of these the page has a segment.
_PLACED = frozenset(("published", "updated"))
#: Metadata far from the text is told as it is written, up to so many characters.
_LONGEST = 2_000
_SPECIAL = re.compile("[&<>\"']")
#: The style of the view, which a site has in a file of its own.
STYLE = Path(__file__).with_name("page.css")


class Named(NamedTuple):
    """A page elsewhere: its address, and what it is called."""

    address: str
    name: str


class Around:
    """What a page has around it: the pages of what it names. Here there are none; a site knows them."""

    def entity(self, entity_id: str) -> Named | None:
        """Return the page of an entity."""
        return None

    def source(self, source_id: str) -> Named | None:
        """Return the page of an outlet."""
        return None

    def article(self, article_id: str) -> Named | None:
        """Return the place of another story."""
        return None

    def copies(self, article_id: str) -> Sequence[Named]:
        """Return the places of the other stories that repeat a story."""
        return ()


_NOTHING_AROUND = Around()


class _Mark(NamedTuple):
    """A row with a span in the page."""

    start: int
    end: int
    table: str
    row: Any


def to_html(document: Document, text: str, tables: Mapping[str, Sequence[Any]]) -> str:
    """Return a page and its records as one file of HTML, always the same for the same records.

    Linear in text and spans.

    Args:
        document: the row of the page.
        text: its decoded text, in which offsets count.
        tables: its rows by table: segments, articles, dates, credits, mentions, links.

    """
    lit = "".join(
        f'body:has(tr:hover [href="#m{number}"],[href="#m{number}"]:focus) mark:is(#m{number},.m{number})'
        "{outline:2px solid var(--lit)}"
        for number in range(sum(len(tables.get(table, ())) for table in _TOLD))
    )
    name = escape(plain(document.path))
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en"><meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width">',
            f"<title>{name}</title><style>{STYLE.read_text(encoding='utf-8')}{lit}</style>",
            f"<header><h1><bdi>{name}</bdi></h1><p>{facts(document)}</p></header><main>",
            *view(document, text, tables),
            "</main></html>",
            "",
        )
    )


def facts(document: Document) -> str:
    """Return what is known of a page as a whole, as HTML."""
    about = (document.status, document.encoding, document.language, f"{document.characters or 0} characters")
    return escape(" · ".join(plain(fact) for fact in (*about, document.note) if fact))


def view(
    document: Document, text: str | None, tables: Mapping[str, Sequence[Any]], around: Around = _NOTHING_AROUND
) -> Iterator[str]:
    """Yield the HTML of a page beside its records; of `text` None the records alone, for the page is not at hand.

    A link to `#m7` tells of the characters in the elements `mark` with the id or the class `m7`. Rows that say the same
    are one, with a link for each place.
    """
    marks = sorted(
        (_Mark(row.start, row.end, table, row) for table in _TOLD for row in tables.get(table, ())),
        key=lambda mark: (mark.start, -mark.end, mark.table),
    )
    segments = sorted(tables.get("segments", ()), key=lambda segment: segment.start)
    records = _Records(tables, segments, marks, around, text is not None)
    beside = "".join(records.tables())
    yield '<div class="beside"><section aria-label="The page">'
    if text is None:
        yield "<p>The page is not in the package, or is not the one that was read: here are its records alone.</p>"
    else:
        yield from _page(document, text, segments, marks, frozenset(records.linked))
    yield f'</section><section class="records" aria-label="What was read from it">{beside}</section></div>'


def _page(
    document: Document, text: str, segments: Sequence[Any], marks: Sequence[_Mark], linked: frozenset[int]
) -> Iterator[str]:
    """Yield the segments in the order of the page, each with what decided its kind and with its marks."""
    at = 0
    for number, segment in enumerate(segments):
        while at < len(marks) and marks[at].start < segment.start:
            at += 1
        inside: list[tuple[int, int, int]] = []
        while at < len(marks) and marks[at].start < segment.end:
            if marks[at].end <= segment.end:
                inside.append((at, marks[at].start, marks[at].end))
            at += 1
        if segment.rule == "markup":
            continue
        words = _words(text, segment, inside, marks, document.media_type)
        kind = segment.kind if segment.article_id else f"{segment.kind} out"
        place = f" id=s{number}" if number in linked else ""
        rule = segment.rule if segment.rule.isidentifier() else f"<bdi>{escape(plain(segment.rule))}</bdi>"
        yield (
            f"<p class=why>{segment.kind} · {rule} · "
            f'{segment.start}–{segment.end}</p><div class="segment {kind}"{place} dir=auto>{words}</div>'
        )


def _words(
    text: str, segment: Any, inside: Sequence[tuple[int, int, int]], marks: Sequence[_Mark], media_type: str
) -> str:
    """Return the text of a segment as HTML with its marks (number, start, end), which may overlap."""
    first = segment.start
    source = text[first : segment.end]
    if shown(source, media_type, segment.rule) is source:
        # Of plain text a reader sees the characters themselves, and most stretches have nothing to escape.
        clean = plain(source)
        special = _SPECIAL.search(clean) is not None

        def words(start: int, end: int) -> str:
            stretch = clean[start - first : end - first]
            return _escaped(stretch) if special else stretch

    else:

        def words(start: int, end: int) -> str:
            return _escaped(plain(shown(text[start:end], media_type, segment.rule)[:_LONGEST]))

    pieces = []
    at = first
    for number, start, end in inside:
        if start < at:
            return _overlapping(segment, inside, marks, words)
        if start > at:
            pieces.append(words(at, start))
        pieces.append(f"<mark{_CLASSES[marks[number].table]} id=m{number}>{words(start, end)}</mark>")
        at = end
    pieces.append(words(at, segment.end))
    return "".join(pieces)


def _overlapping(
    segment: Any, inside: Sequence[tuple[int, int, int]], marks: Sequence[_Mark], words: Callable[[int, int], str]
) -> str:
    """Return the text of a segment as HTML in which marks share characters: a stretch has the classes of all."""
    pieces = []
    for piece in stretches(segment.start, segment.end, inside):
        stretch = words(piece.start, piece.end)
        if piece.inside:
            tables = dict.fromkeys(marks[number].table for number in piece.inside)
            names = " ".join((*tables, *(f"m{number}" for number in piece.inside)))
            # An element has one id: of two marks that begin together the first has one of its own.
            *others, last = piece.begun or ("",)
            first = "".join(f"<a id=m{number}></a>" for number in others)
            own = f" id=m{last}" if piece.begun else ""
            stretch = f'{first}<mark class="{names}"{own}>{stretch}</mark>'
        pieces.append(stretch)
    return "".join(pieces)


def _escaped(text: str) -> str:
    """Return a text as HTML; most have nothing to escape, which one look tells."""
    return escape(text) if _SPECIAL.search(text) else text


class _Records:
    """The side of the records."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[Any]],
        segments: Sequence[Any],
        marks: Sequence[_Mark],
        around: Around,
        at_hand: bool,
    ) -> None:
        """Know the rows of a page, and whether the page is at hand to point at."""
        self._rows = rows
        self._segments = segments
        self._marks = marks
        self._around = around
        self._at_hand = at_hand
        #: The numbers of the segments to which rows lead.
        self.linked: set[int] = set()

    def tables(self) -> Iterator[str]:
        """Yield a table for each story, one for what belongs to none, and one for the titles of others."""
        numbers: dict[str | None, list[int]] = {}
        for number, mark in enumerate(self._marks):
            numbers.setdefault(mark.row.article_id, []).append(number)
        places: dict[tuple[str, str], int] = {}
        for number, segment in enumerate(self._segments):
            if segment.article_id and segment.rule != "markup":
                places.setdefault((segment.article_id, segment.kind), number)
        for article in sorted(self._rows.get("articles", ()), key=lambda article: article.ordinal):
            place = article.article_id.rpartition("-")[2]
            yield f'<table id="a{place}"><caption>Story {article.ordinal} · {escape(article.role)}</caption>'
            yield self._row("title", article.title or "(none)", places.get((article.article_id, "title")))
            yield self._row("published_basis", article.published_basis, None)
            for column in _STORY:
                value = getattr(article, column)
                if value:
                    segment = places.get((article.article_id, column)) if column in _PLACED else None
                    yield self._row(column, value, segment)
            yield "</table>"
            own = numbers.pop(article.article_id, [])
            yield from _chips("Outlets, people, organisations and places", self._named(own))
            yield from _chips("The same story elsewhere", self._around.copies(article.article_id))
            yield timeline(article.title, [self._marks[one].row for one in own if self._marks[one].table == "dates"])
            yield from self._marked("", own)
        for left in numbers.values():
            yield from self._marked(", outside the stories", left)
        yield from self._links()

    def _named(self, numbers: Iterable[int]) -> Iterator[Named]:
        """Yield the pages of the outlets and entities that rows name, each once."""
        pages: dict[Named | None, None] = {}
        for number in numbers:
            mark = self._marks[number]
            if mark.table == "credits":
                pages[self._around.source(mark.row.source_id)] = None
            elif mark.table == "mentions" and mark.row.entity_id:
                pages[self._around.entity(mark.row.entity_id)] = None
        return (page for page in pages if page is not None)

    def _row(self, column: str, value: object, segment: int | None) -> str:
        text = " · ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        words = f"<bdi>{escape(plain(text))}</bdi>"
        if segment is not None and self._at_hand:
            self.linked.add(segment)
            words = f"<a href=#s{segment}>{words}</a>"
        return f"<tr><th>{column}<td>{words}"

    def _marked(self, of: str, numbers: Iterable[int]) -> Iterator[str]:
        """Yield a table for the rows of each table among those of these numbers."""
        tables: dict[str, list[int]] = {}
        for number in numbers:
            tables.setdefault(self._marks[number].table, []).append(number)
        for table, members in sorted(tables.items()):
            yield f"<table class=marked><caption>{_CAPTIONS[table]}{of}</caption>"
            for (surface, *told), places in self._alike(_TOLD[table], members).items():
                about = " · ".join([str(fact) for fact in told if fact is not None])
                cells = f"<bdi>{_escaped(plain(surface))}</bdi><td>{_escaped(plain(about))}<td>{', '.join(places)}"
                yield f"<tr><th>{cells}"
            yield "</table>"

    def _alike(self, columns: Sequence[str], numbers: Iterable[int]) -> dict[tuple[Any, ...], list[str]]:
        """Return what rows say, in the order in which it is said first, and each place of it as HTML."""
        said: dict[tuple[Any, ...], list[str]] = {}
        facts = attrgetter("surface", *columns)
        for number in numbers:
            start, end, _, row = self._marks[number]
            place = f"<a href=#m{number}>{start}–{end}</a>" if self._at_hand else f"{start}–{end}"
            said.setdefault(facts(row), []).append(place)
        return said

    def _links(self) -> Iterator[str]:
        """Yield the titles of other stories that the page shows, with the way to those that are at hand."""
        links = self._rows.get("links", ())
        if not links:
            return
        at = {segment.start: number for number, segment in enumerate(self._segments)}
        yield "<table><caption>Titles of other stories</caption>"
        for link in links:
            row = self._row("link", link.title, at.get(link.start))
            target = self._around.article(link.target_article_id) if link.target_article_id else None
            if target is not None:
                row += f'<td><a class="to" href="{escape(target.address)}">read it</a>'
            yield row
        yield "</table>"


def _chips(label: str, pages: Iterable[Named]) -> Iterator[str]:
    """Yield links as a list, nothing where there are none."""
    items = "".join(
        [f'<li><a href="{_escaped(address)}"><bdi>{_escaped(plain(name))}</bdi></a>' for address, name in pages]
    )
    if items:
        yield f'<ul class="chips" aria-label="{label}">{items}</ul>'
