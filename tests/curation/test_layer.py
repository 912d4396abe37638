"""Corrections over whatever rules find: they stand, nothing else is touched but what shares characters with them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import identifiers
from corpus_pkg.curation.layer import TOUCHED, apply
from corpus_pkg.curation.sheet import Sheet
from corpus_pkg.package.extension import Curation
from corpus_pkg.records import Article, Date, Document, Mention, Segment

TEXT = "عنوان قصير هنا\nقال لويد أوستن في القاهرة أمس إن العمل بدأ في غزة ومصر وفي كل مكان آخر من العالم"
HEAD = TEXT.index("\n")
SHA = identifiers.sha256(TEXT.encode())
ID = identifiers.document_id(SHA)
ARTICLE = f"{ID}-1"
BODY = TEXT[HEAD + 1 :]
SEGMENTS = [
    Segment(document_id=ID, start=0, end=HEAD, kind="title", article_id=ARTICLE, rule="x"),
    Segment(document_id=ID, start=HEAD + 1, end=len(TEXT), kind="body", article_id=ARTICLE, rule="x"),
]
STORY = Article(
    article_id=ARTICLE,
    document_id=ID,
    ordinal=1,
    role="main",
    title=TEXT[:HEAD],
    text=BODY,
    published_basis="unknown",
    text_sha256=identifiers.sha256(BODY.encode()),
)
DOCUMENT = Document(
    document_id=ID, path="a.txt", sha256=SHA, bytes=1, media_type="text/plain", encoding="utf-8", status="ok"
)
SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(1, 12)).map(lambda at: (at[0], at[0] + at[1]))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in sorted(spans):
        inside = any(segment.start <= span[0] and span[1] <= segment.end for segment in SEGMENTS)
        if inside and TEXT[slice(*span)].strip() and (not kept or kept[-1][1] <= span[0]):
            kept.append(span)
    return kept


def _mention(start: int, end: int) -> Mention:
    span = {"document_id": ID, "article_id": ARTICLE, "start": start, "end": end, "surface": TEXT[start:end]}
    return Mention.model_validate({**span, "type": "LOC", "method": "gazetteer"})


def _date(start: int, end: int) -> Date:
    span = {"document_id": ID, "article_id": ARTICLE, "start": start, "end": end, "surface": TEXT[start:end]}
    said = {"date_id": identifiers.date_id(ID, start, end), "kind": "relative", "calendar": "gregorian"}
    return Date.model_validate({**span, **said, "role": "mentioned", "rule": "x"})


@st.composite
def corrections(draw: st.DrawFn) -> list[Curation]:
    made = []
    for start, end in _apart(draw(st.lists(SPANS, max_size=8))):
        table = draw(st.sampled_from(["mentions", "dates"]))
        change = draw(st.sampled_from(["added", "removed"]))
        stands = {} if change == "removed" else {"type": "PER"} if table == "mentions" else {"value": "2024-03"}
        evidence = {"surface": TEXT[start:end], "sha256": SHA, "curator": "x", "origin": "a:1"}
        place = {"document_id": ID, "table": table, "start": start, "end": end}
        made.append(Curation.model_validate({**place, **evidence, **stands, "change": change}))
    return made


RULED = st.lists(SPANS, max_size=10).map(_apart)


@given(RULED, RULED, corrections())
def test_a_person_s_word_stands_whatever_rules_find(
    named: list[tuple[int, int]], dated: list[tuple[int, int]], curation: list[Curation]
) -> None:
    sheet = Sheet(DOCUMENT, TEXT, SEGMENTS, [STORY])
    before = {
        "documents": [DOCUMENT],
        "articles": [STORY],
        "mentions": [_mention(*span) for span in named],
        "dates": [_date(*span) for span in dated],
    }
    applied = apply(before, curation, sheet, lambda name: True)
    assert not applied.told and set(applied.standing) == set(curation) and set(applied.rows) == set(TOUCHED)
    for name in ("mentions", "dates"):
        rows = list(applied.rows[name])
        spans = [(row.start, row.end) for row in rows]
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        own = {(row.start, row.end): row.change for row in curation if row.table == name}
        stands = {span for span, change in own.items() if change == "added"}
        assert stands <= set(spans) and not {span for span, change in own.items() if change == "removed"} & set(spans)
        for row in rows:
            is_curated = (row.method if isinstance(row, Mention) else row.rule) == "curated"
            assert is_curated == ((row.start, row.end) in stands)
            if is_curated:
                text = STORY.title if row.title_start is not None else STORY.text
                start, end = (
                    (row.text_start, row.text_end) if row.title_start is None else (row.title_start, row.title_end)
                )
                assert (text or "")[start:end] == " ".join(row.surface.split())
        # Of what rules find only what shares characters with a correction is gone.
        for row in before[name]:
            meets = any(start < row.end and row.start < end for start, end in stands) or (row.start, row.end) in own
            assert (row in rows) == (not meets)
    again = apply(applied.rows, curation, sheet, lambda name: True)
    assert again == applied
