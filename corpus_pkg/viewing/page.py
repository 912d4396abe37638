"""A page beside its records, in one file of HTML: each value lights up the characters that it came from.

The file needs no script, no network and no other file: which characters belong to a value is told by the style sheet.
Whatever stands in a page is text there, never markup: a policy forbids scripts besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus_pkg.reading import shown
from corpus_pkg.viewing.stretches import plain, stretches

if TYPE_CHECKING:
    from corpus_pkg.records import Document

#: The tables whose rows are marked in the page, and what is told of a row besides its surface.
_TOLD = {
    "dates": ("value", "role", "rule"),
    "credits": ("role", "source_id", "rule"),
    "mentions": ("type", "entity_id", "method"),
}
#: What is told of a story, in this order, where it has it.
_STORY = ("published", "published_earliest", "published_latest", "updated", "dateline_place", "authors", "keywords")
#: Of these the page has a segment.
_PLACED = frozenset(("published", "updated"))
#: Metadata far from the text is told as it is written, up to so many characters.
_LONGEST = 2_000

_STYLE = """
:root{color-scheme:light dark;--title:#0b6bcb;--body:#3a7d34;--beside:#8a8f98;--dates:#bfe6c3;--credits:#bfe0f2;
--mentions:#fbe3a4;--lit:#d6336c;--line:#d8dce2}
@media(prefers-color-scheme:dark){:root{--title:#6cb2f5;--body:#8fce88;--dates:#1f5a2b;--credits:#1b4d66;
--mentions:#6a5210;--lit:#ff7eb0;--line:#3a3f47}}
*{box-sizing:border-box}
body{margin:0;
font:16px/1.6 system-ui,"Noto Naskh Arabic","Noto Sans Arabic","Geeza Pro",Tahoma,"DejaVu Sans",sans-serif}
header{padding:.7rem 1rem;border-bottom:1px solid var(--line)}h1{font-size:1rem;margin:0;overflow-wrap:anywhere}
header p,.about{margin:0;font-size:.8rem;opacity:.75}
main{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr)}@media(max-width:50rem){main{display:block}}
section{padding:1rem;overflow-wrap:anywhere}section+section{border-inline-start:1px solid var(--line)}
.segment{border-inline-start:4px solid var(--beside);padding:.1rem .6rem;margin:0 0 .5rem;white-space:pre-wrap}
.segment.title,.segment.heading{border-color:var(--title)}.segment.body{border-color:var(--body)}
.segment.title{font-weight:700}.segment.out{opacity:.6}
mark{background:none;color:inherit;border-radius:.2em}
.dates{background:var(--dates)}.credits{background:var(--credits)}.mentions{background:var(--mentions)}
table{border-collapse:collapse;width:100%;font-size:.85rem;margin-bottom:1rem}caption{text-align:start;font-weight:700}
td,th{border-top:1px solid var(--line);padding:.15rem .4rem;text-align:start;vertical-align:top}
th{font-weight:400;opacity:.75;white-space:nowrap}a{color:inherit;text-decoration:none}
a:focus-visible{outline:2px solid var(--lit)}
tr:hover,tr:focus-within{background:color-mix(in srgb,var(--lit) 12%,transparent)}
:target{outline:2px solid var(--lit)}
"""


class _Mark(NamedTuple):
    """A row with a span in the page."""

    start: int
    end: int
    table: str
    row: Any


def to_html(document: Document, text: str, tables: Mapping[str, Sequence[Any]]) -> str:
    """Return a page and its records as HTML, always the same for the same records. Linear in text and spans.

    Args:
        document: the row of the page.
        text: its decoded text, in which offsets count.
        tables: its rows by table: segments, articles, dates, credits, mentions.

    """
    marks = sorted(
        (_Mark(row.start, row.end, table, row) for table in _TOLD for row in tables.get(table, ())),
        key=lambda mark: (mark.start, -mark.end, mark.table),
    )
    segments = sorted(tables.get("segments", ()), key=lambda segment: segment.start)
    lit = "".join(
        f"body:has(.r{number}:hover,.r{number}:focus-within) .m{number}{{outline:2px solid var(--lit)}}"
        for number in range(len(marks))
    )
    name = escape(plain(document.path))
    about = (document.status, document.encoding, document.language, f"{document.characters or 0} characters")
    facts = escape(" · ".join(plain(fact) for fact in (*about, document.note) if fact))
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en"><meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width">',
            f"<title>{name}</title><style>{_STYLE}{lit}</style>",
            f"<header><h1><bdi>{name}</bdi></h1><p>{facts}</p></header>",
            '<main><section aria-label="The page">',
            *_page(document, text, segments, marks),
            '</section><section aria-label="What was read from it">',
            *_records(tables.get("articles", ()), segments, marks),
            "</section></main></html>",
            "",
        )
    )


def _page(document: Document, text: str, segments: Sequence[Any], marks: Sequence[_Mark]) -> Iterator[str]:
    """Yield the segments in the order of the page, each with its marks."""
    at = 0
    for number, segment in enumerate(segments):
        while at < len(marks) and marks[at].start < segment.start:
            at += 1
        inside: list[tuple[int, _Mark]] = []
        while at < len(marks) and marks[at].start < segment.end:
            if marks[at].end <= segment.end:
                inside.append((at, marks[at]))
            at += 1
        if segment.rule == "markup":
            continue
        stretch = (segment.start, segment.end)
        words = "".join(_pieces(text, stretch, inside, document.media_type, segment.rule))
        kind = " ".join((segment.kind, "in" if segment.article_id else "out"))
        told = f"{segment.kind} · {plain(segment.rule)} · {segment.start}–{segment.end}"
        yield f'<div class="segment {escape(kind)}" id="s{number}" dir="auto" title="{escape(told)}">{words}</div>'


def _pieces(
    text: str, stretch: tuple[int, int], marks: Sequence[tuple[int, _Mark]], media_type: str, rule: str
) -> Iterator[str]:
    """Yield the text of a segment with its marks, which may overlap."""
    tables = {number: mark.table for number, mark in marks}
    for piece in stretches(*stretch, ((number, mark.start, mark.end) for number, mark in marks)):
        words = escape(plain(shown(text[piece.start : piece.end], media_type, rule)[:_LONGEST]))
        if piece.inside:
            of_tables = dict.fromkeys(tables[number] for number in piece.inside)
            names = " ".join((*of_tables, *(f"m{number}" for number in piece.inside)))
            first = "".join(f'<a id="m{number}"></a>' for number in piece.begun)
            words = f'{first}<mark class="{names}">{words}</mark>'
        yield words


def _records(articles: Iterable[Any], segments: Sequence[Any], marks: Sequence[_Mark]) -> Iterator[str]:
    """Yield a table for each story, and one for what belongs to none."""
    numbers: dict[str | None, list[int]] = {}
    for number, mark in enumerate(marks):
        numbers.setdefault(mark.row.article_id, []).append(number)
    places: dict[tuple[str, str], int] = {}
    for number, segment in enumerate(segments):
        if segment.article_id:
            places.setdefault((segment.article_id, segment.kind), number)
    for article in sorted(articles, key=lambda article: article.ordinal):
        yield f"<table><caption>Story {article.ordinal} · {escape(article.role)}</caption>"
        yield _row("title", article.title or "(none)", places.get((article.article_id, "title")))
        yield _row("published_basis", article.published_basis, None)
        for column in _STORY:
            value = getattr(article, column)
            if value:
                yield _row(column, value, places.get((article.article_id, column)) if column in _PLACED else None)
        yield "</table>"
        yield from _marked("What it names", numbers.pop(article.article_id, []), marks)
    for left in numbers.values():
        yield from _marked("Outside the stories", left, marks)


def _row(column: str, value: object, segment: int | None) -> str:
    text = " · ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    words = f"<bdi>{escape(plain(text))}</bdi>"
    if segment is not None:
        words = f'<a href="#s{segment}">{words}</a>'
    return f"<tr><th>{column}<td>{words}"


def _marked(caption: str, numbers: Sequence[int], marks: Sequence[_Mark]) -> Iterator[str]:
    if not numbers:
        return
    yield f"<table><caption>{caption}</caption>"
    for number in numbers:
        mark = marks[number]
        told = [getattr(mark.row, column) for column in _TOLD[mark.table]]
        facts = escape(" · ".join(plain(str(fact)) for fact in told if fact is not None))
        surface = escape(plain(mark.row.surface))
        yield (
            f'<tr class="r{number}"><th>{mark.table}<td><a href="#m{number}"><bdi>{surface}</bdi></a>'
            f"<td>{facts}<td>{mark.start}–{mark.end}"
        )
    yield "</table>"
