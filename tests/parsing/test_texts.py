"""Where names, dates and credits stand in the title and the text of their story."""

from __future__ import annotations

import html

from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import MARKUP, Composed, pages

from corpus_pkg.language.orthography import normalise
from corpus_pkg.parsing import ParsedDocument, parse_document
from corpus_pkg.records import Credit, Date, Mention

PAGE = """<html><head><title>زيارة أوستن إلى القاهرة</title></head><body><h1>زيارة&nbsp; <i>أوستن</i> إلى القاهرة</h1>
<p>قال &#x200f; لويد&nbsp;&nbsp;أوستن إن القاهرة كانت محطته الأولى، ثم عاد من القاهرة إلى وا<i>شن</i>طن مساء الثلاثاء
5   مارس 2024، بحسب وكالة رويترز.</p><h2>غزة في المباحثات</h2>
<p>وبحث الوزير في القاهرة أوضاع غزة، وغادر القاهرة صباح الأربعاء إلى عمان بعد لقاء وزير الدفاع.</p></body></html>"""


def _placed(parsed: ParsedDocument) -> list[tuple[str, Mention | Date | Credit]]:
    """Each span that stands in a text, with what that says there; what stands in none is in no segment of one."""
    placed = []
    for article in parsed.articles:
        for row in (*article.mentions, *article.dates, *article.credits):
            home = next(s for s in parsed.segments if s.start <= row.start and row.end <= s.end)
            assert (row.text_start is None) == (row.text_end is None)
            assert (row.title_start is None) == (row.title_end is None)
            if row.text_start is not None:
                assert row.title_start is None and home.kind in ("body", "heading")
                placed.append(((article.text or "")[row.text_start : row.text_end], row))
            elif row.title_start is not None:
                assert home.kind == "title"
                placed.append(((article.title or "")[row.title_start : row.title_end], row))
            else:
                assert home.kind != "body"
    return placed


def _check(parsed: ParsedDocument) -> None:
    placed = _placed(parsed)
    for words, row in placed:
        assert words == normalise(row.surface)
    # Spans stand in a text in the order of the page.
    for article in parsed.articles:
        rows = [row for _, row in placed if row.article_id == article.article_id and row.text_start is not None]
        rows.sort(key=lambda row: (row.start, row.end))
        starts = [row.text_start or 0 for row in rows]
        assert starts == sorted(starts)


def test_spans_of_a_marked_page() -> None:
    parsed = parse_document(PAGE.encode())
    _check(parsed)
    [article] = parsed.articles
    assert article.title == "زيارة أوستن إلى القاهرة"
    text = article.text or ""
    cairo = [row for row in article.mentions if row.entity_id == "cairo"]
    assert [row.title_start for row in cairo if row.title_start is not None] == [article.title.index("القاهرة")]
    places = [at for at in range(len(text)) if text.startswith("القاهرة", at)]
    assert [row.text_start for row in cairo if row.text_start is not None] == places and len(places) == 4
    [washington] = [row for row in article.mentions if row.surface == "واشنطن"]
    assert text[washington.text_start : washington.text_end] == "واشنطن"


@settings(deadline=None, max_examples=60)
@given(pages(), st.sampled_from([" ", "  ", "\u00a0", " \u200f", "\u200f "]), st.booleans())
def test_spans_of_any_page(page: Composed, gap: str, is_markup: bool) -> None:
    text = page.text.replace(" ", gap)
    if is_markup:
        lines = "</p><p>".join(map(html.escape, text.splitlines()))
        text = f"<html><body><h1>عنوان الصفحة</h1><p>{lines}</p></body></html>"
    _check(parse_document(text.encode()))


@settings(deadline=None, max_examples=40)
@given(MARKUP)
@example(PAGE)
def test_spans_of_any_markup(page: str) -> None:
    _check(parse_document(f"<html>{page}".encode("utf-8", "replace")))
