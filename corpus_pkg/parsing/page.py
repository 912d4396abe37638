"""A document as it is read: decoded, rendered, folded, in a language; and its layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from corpus_pkg import layout, reading, sites
from corpus_pkg.language.base import languages
from corpus_pkg.language.detection import reading_language, stated_language
from corpus_pkg.language.lexicons import Lexicons, in_language
from corpus_pkg.language.orthography import Folded, fold, normalise
from corpus_pkg.reading import fields
from corpus_pkg.reading.legibility import illegible
from corpus_pkg.records import Status

#: A page has no more lines: the longest live blogs have some thousand, and each line costs a row.
MOST_LINES = 50_000
_BREAK = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+|\s{3,}")


@dataclass(frozen=True, slots=True)
class Page:
    """A document as it is read.

    Attributes:
        text: the decoded document.
        rendering: what a reader sees of it, and the way back.
        folded: the rendered text in folded form.
        language: ISO 639 code of the language that it is in; None where it does not tell.
        lexicons: the tables to read it by, in its language.
        status: "ok", or why there is nothing to read.
        note: the same in a few words; None where there is nothing to say.
        address: where it was fetched from, by its carrier or by itself; None where neither says it.
        lessons: what the tables know of the site that it is of; None where they know nothing.
        elements: what its elements hold there by their names, where the tables say so.

    """

    text: reading.Text
    rendering: reading.Rendering
    folded: Folded
    language: str | None
    lexicons: Lexicons
    status: Status
    note: str | None
    address: str | None
    lessons: sites.Lessons | None
    elements: sites.Elements

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the source of the span `[start, end)` of the rendering."""
        return self.rendering.start(start), self.rendering.end(end)

    def normalised(self, segment: layout.Segment) -> str:
        """Return what a segment of the rendering says, as records carry it."""
        return normalise(self.rendering.text[segment.start : segment.end])


def opened(text: reading.Text, *, lexicons: Lexicons, path: str | None = None, url: str | None = None) -> Page:
    """Render and fold a decoded document and choose the tables of its language.

    Args:
        text: the decoded document.
        lexicons: the tables of all languages.
        path: where it lies, of which the folders may name its site.
        url: its address, as its carrier says; by default what it states itself.

    """
    rendering = reading.render(text.text, text.media_type)
    stated = None if rendering.plain else stated_language(text.text)
    own = reading_language(rendering.text, stated)
    if own is not None:
        lexicons = in_language(lexicons, own)
    status, note = text.status, text.note
    if status == "ok" and (reason := illegible(rendering.text)) is not None:
        status, note = "undecodable", reason
    if status == "ok" and _has_more_lines_than_pages(rendering.text):
        status, note = "not_news", f"more than {MOST_LINES} lines; no news page has more, split it into pages"
    # Of a neighbour that is written with the letters of a language, only how it is read is known.
    code = own.code if status == "ok" and own is not None and own is languages().get(own.code) else None
    folded = fold(rendering.text)
    address = url or rendering.url or (f"//{rendering.address}" if rendering.address else None)
    names = sites.names(address, path, layout.first_line(folded))
    return Page(
        text,
        rendering,
        folded,
        code,
        lexicons,
        status,
        note,
        address,
        sites.lessons(lexicons, names),
        sites.elements(lexicons, names),
    )


def arranged(page: Page) -> layout.Layout:
    """Return the segments and stories of a page; of one that cannot be read its lines alone, or all in one."""
    if page.status == "not_news":
        (span,) = layout.visible(page.rendering.text, 0, len(page.rendering.text))
        return layout.Layout((layout.Segment(*span, "other", "unread"),), ())
    if page.status != "ok":
        return layout.Layout(layout.unread(page.folded), ())
    return layout.segment(page.folded, page.lexicons, page.rendering, page.lessons, page.elements)


def verdict(page: Page, arrangement: layout.Layout) -> tuple[Status, str | None]:
    """Return what came of the page, "ok" where it has a story, and the note that says why not."""
    if page.status != "ok" or arrangement.stories:
        return page.status, page.note
    if page.text.media_type in fields.MEDIA_TYPES and not page.rendering.text:
        return "not_news", "a record without text: no field that the lexicon carrier_fields knows for one holds any"
    return "not_news", "no story: no running text was found"


def _has_more_lines_than_pages(text: str) -> bool:
    return next(islice(_BREAK.finditer(text), MOST_LINES - 1, None), None) is not None
