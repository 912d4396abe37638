"""An offset into a title or a text that is not where the span stands there is told at its row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.parsing import ParsedDocument, parse_document
from corpus_pkg.validation.evidence import places
from corpus_pkg.validation.evidence.dossier import Dossier
from corpus_pkg.validation.evidence.rows import ROWS

PLAIN = """عمان تستضيف قمة عمان

عمان 5 مارس 2024 - قال الوزير في  عمان إن عمان تستعد، وإن\u200f العمل في عمان بدأ صباح 5 مارس 2024 بحسب وكالة رويترز.
وأضاف أن عمان ترحب بضيوفها، وأن مدينة عمان القديمة تفتح أبوابها للجميع في  عمان  منذ يوم الأحد بحسب وكالة رويترز.
"""
_HEAD, *_LINES = [line for line in PLAIN.splitlines() if line]
_BODY = "".join(f"<p>{line.replace('قال', '<b>ق</b>ال').replace('  ', '&nbsp; ')}</p>" for line in _LINES)
MARKUP = f"<html><body><h1>{_HEAD}</h1>{_BODY}</body></html>"
PARSED = {page: parse_document(page.encode()) for page in (PLAIN, MARKUP)}
COLUMNS = ("text_start", "text_end", "title_start", "title_end")


def _dossier(parsed: ParsedDocument, rows: dict[str, list[Any]] | None = None) -> Dossier:
    taken = {name: [_row(name, row) for row in parsed.tables[name]] for name in ROWS if name in parsed.tables}
    taken |= rows or {}
    names = ("segments", "dates", "credits", "mentions")
    dossier = Dossier(taken["documents"][0], **{name: taken[name] for name in names}, text=parsed.text)
    dossier.articles = {row.article_id: row for row in taken["articles"]}
    return dossier


def _row(name: str, record: Any) -> Any:
    return ROWS[name](**record.__dict__, at=2)


@pytest.mark.parametrize("page", [PLAIN, MARKUP])
def test_a_page_that_was_read_is_right(page: str) -> None:
    parsed = PARSED[page]
    assert list(places.placed(_dossier(parsed))) == []
    assert list(places.placed(replace_text(_dossier(parsed), None))) == []
    filled = [row for row in parsed.tables["mentions"] if row.text_start is not None]  # type: ignore[attr-defined]
    assert len(filled) > 6


def replace_text(dossier: Dossier, text: str | None) -> Dossier:
    return replace(dossier, text=text)


@settings(deadline=None)
@given(st.sampled_from([PLAIN, MARKUP]), st.data())
def test_each_wrong_offset_is_told_at_its_row(page: str, data: st.DataObject) -> None:
    parsed = PARSED[page]
    name = data.draw(st.sampled_from(("mentions", "dates", "credits")))
    rows = [_row(name, row) for row in parsed.tables[name]]
    at = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(COLUMNS))
    offset = data.draw(st.none() | st.integers(0, len(page)))
    before = getattr(rows[at], column)
    rows[at] = rows[at]._replace(**{column: offset})
    found = list(places.placed(_dossier(parsed, {name: rows})))
    assert [(problem.code, problem.table) for problem in found] == ([] if offset == before else [("place", name)])


@pytest.mark.parametrize("page", [PLAIN, MARKUP])
def test_the_place_of_another_word_that_reads_the_same_is_told(page: str) -> None:
    parsed = PARSED[page]
    rows = [_row("mentions", row) for row in parsed.tables["mentions"]]
    inside = [at for at, row in enumerate(rows) if row.text_start is not None and row.surface == "عمان"]
    assert len(inside) > 4
    one, other = rows[inside[1]], rows[inside[3]]
    rows[inside[1]] = one._replace(text_start=other.text_start, text_end=other.text_end)
    [problem] = places.placed(_dossier(parsed, {"mentions": rows}))
    assert (problem.code, problem.column) == ("place", "text_start")
    assert f"the span stands there at [{one.text_start}, {one.text_end})" in problem.message


def test_without_the_page_the_text_of_the_table_is_asked() -> None:
    parsed = PARSED[PLAIN]
    rows = [_row("mentions", row) for row in parsed.tables["mentions"]]
    at = next(at for at, row in enumerate(rows) if row.text_start is not None)
    rows[at] = rows[at]._replace(text_start=rows[at].text_start + 1)
    [problem] = places.placed(replace_text(_dossier(parsed, {"mentions": rows}), None))
    assert problem.code == "place" and "is not the surface" in problem.message
