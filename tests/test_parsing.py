from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import TEXTS, Composed, pages

from corpus_pkg import records
from corpus_pkg.identifiers import sha256
from corpus_pkg.orthography import normalise
from corpus_pkg.parsing import ParsedDocument, parse_document

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def check(parsed: ParsedDocument) -> None:
    """What must hold for every document (the design's invariants 1 to 3)."""
    text, document = parsed.text, parsed.document
    assert set(parsed.tables) == set(records.TABLES)
    covered: set[int] = set()
    for segment in parsed.segments:
        assert not covered & set(range(segment.start, segment.end))
        covered.update(range(segment.start, segment.end))
    assert {i for i, c in enumerate(text) if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf")} <= covered
    assert (document.status == "ok") == bool(parsed.articles)
    assert (document.status == "ok") == (document.note is None)
    for article in parsed.articles:
        body = [s for s in parsed.segments if s.article_id == article.article_id and s.kind == "body"]
        paragraphs = [normalise(text[s.start : s.end]) for s in body]
        assert (article.text or "") == "\n".join(filter(None, paragraphs))
        assert article.text_sha256 == sha256((article.text or "").encode())
        for row in (*article.dates, *article.credits, *article.mentions):
            assert text[row.start : row.end] == row.surface
            assert any(
                s.start <= row.start and row.end <= s.end for s in parsed.segments if s.article_id == article.article_id
            )
        stated = [row.value for row in article.dates if row.role == "published"]
        assert stated == ([article.published] if article.published_basis == "stated" else [])
        assert {row.source_id for row in article.credits} == {row.source_id for row in article.sources}
        assert {row.entity_id for row in article.mentions if row.entity_id} == {
            row.entity_id for row in article.entities
        }


@given(st.binary(max_size=300))
@example(b"")
@example(b"\xed\xa0\x80")
@example(b"\x00" * 20)
@example(b"\xff\xd8\xff\xe0JFIF")
def test_any_bytes_give_a_document(data: bytes) -> None:
    check(parse_document(data))


@given(TEXTS)
@example("الأحد 3/5/2012\n" * 3)
@example("بيان\n\nقال زيد إن العمل بدأ أمس\x00 في عمان وإن رويترز نقلت ذلك عن صحيفة الغد.\x00")
def test_any_text_gives_true_records(text: str) -> None:
    check(parse_document(text.encode("utf-8", "replace")))


@given(pages())
def test_a_page_states_its_date(page: Composed) -> None:
    (article,) = parse_document(page.text.encode()).articles
    day, month, year = page.published.split("/")
    assert article.published == f"{year}-{month}-{day}"
    assert article.published_basis == "stated"
    assert str(article.published_earliest) == str(article.published_latest) == article.published
    assert article.title == page.title
    assert [credit.surface for credit in article.credits if credit.role == "origin"] == ["وكالات"]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_seeds_keep_what_must_hold(path: Path) -> None:
    check(parse_document(path.read_bytes(), path.name))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_the_encoding_changes_no_record(path: Path, codec: str) -> None:
    text = path.read_text(encoding="utf-8")
    plain, other = parse_document(text.encode()), parse_document(text.encode(codec))
    assert other.document.encoding == codec
    assert [article.text for article in other.articles] == [article.text for article in plain.articles]
    assert [(s.start, s.end, s.kind) for s in other.segments] == [(s.start, s.end, s.kind) for s in plain.segments]


def test_destroyed_text_is_no_story() -> None:
    text = "??I ??IC? I????? C?EC?E ?? C???C?CE C?I???E E?C??E EC???? ??\n" * 5
    parsed = parse_document(text.encode())
    assert parsed.document.status == "undecodable" and parsed.articles == ()
    check(parsed)


def test_a_page_larger_than_pages_are_is_kept_without_stories() -> None:
    parsed = parse_document("كلمة ".encode() * (2 * 1024 * 1024))
    assert parsed.document.status == "not_news" and "split" in (parsed.document.note or "")
    assert len(parsed.segments) == 1


def test_the_day_of_the_last_change_stands_in_for_a_date_of_publication() -> None:
    text = (
        "آخر تحديث: الثلاثاء, 16 فبراير/ شباط, 2010, 16:02 GMT\n\nوفاة عالم كبير في العاصمة\n\n"
        "توفي أمس العالم الكبير في بيته بالعاصمة بعد صراع طويل مع المرض، وفق ما أعلنت أسرته."
    )
    (article,) = parse_document(text.encode()).articles
    assert (article.published, article.published_basis) == (None, "unknown")
    assert article.updated == "2010-02-16T16:02Z"
    assert [row.value for row in article.dates if row.surface == "أمس"] == ["2010-02-15"]
