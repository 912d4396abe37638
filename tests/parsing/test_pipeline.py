from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import MARKUP, TEXTS, Composed, headlines, pages

from corpus_pkg import records
from corpus_pkg.identifiers import sha256
from corpus_pkg.language.orthography import normalise
from corpus_pkg.layout import of_text
from corpus_pkg.parsing import ParsedDocument, parse, parse_document
from corpus_pkg.parsing.page import MOST_LINES
from corpus_pkg.parsing.stories import LONGEST_NAMED
from corpus_pkg.reading import shown

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def check(parsed: ParsedDocument) -> None:
    """What must hold for every document (the design's invariants 1 to 3)."""
    text, document = parsed.text, parsed.document
    # Whether a story stands on two pages is no single document's to say.
    assert set(parsed.tables) == set(records.TABLES) - {"duplicates"}
    covered: set[int] = set()
    for segment in parsed.segments:
        assert not covered & set(range(segment.start, segment.end))
        covered.update(range(segment.start, segment.end))
    assert {i for i, c in enumerate(text) if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf")} <= covered
    assert (document.status == "ok") == bool(parsed.articles)
    assert (document.status == "ok") == (document.note is None)
    for article in parsed.articles:
        body = of_text([s for s in parsed.segments if s.article_id == article.article_id])
        paragraphs = [normalise(shown(text[s.start : s.end], document.media_type)) for s in body]
        assert (article.text or "") == "\n".join(filter(None, paragraphs))
        assert article.text_sha256 == sha256((article.text or "").encode())
        for row in (*article.dates, *article.credits, *article.mentions):
            assert shown(text[row.start : row.end], document.media_type) == row.surface
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


@given(MARKUP)
@example("<html><h1>عنوان</h1><p>نص &#34;طويل&#34; <b>يكفي</b> ليكون خبرا من الأخبار هنا.</p>")
@example('<html><meta property="og:site_name" content="&amp;"><p>نص طويل يكفي ليكون خبرا من الأخبار هنا وهناك.</p>')
def test_any_markup_gives_true_records(source: str) -> None:
    check(parse_document(("<html>" + source).encode("utf-8", "replace")))


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


def test_a_page_larger_than_pages_are_is_a_row_that_says_so() -> None:
    parsed = parse_document("كلمة ".encode() * (2 * 1024 * 1024))
    assert parsed.document.status == "not_news" and "split" in (parsed.document.note or "")
    assert (parsed.text, parsed.segments, parsed.document.characters) == ("", (), None)
    check(parsed)


@pytest.mark.parametrize("unit", ["سطر\n", "سطر\r\n", "كلمة    ", "<p>سطر", "سطر\u2028"])
def test_a_page_of_more_lines_than_pages_have_is_a_row_that_says_so(unit: str) -> None:
    head = "<html>" if unit.startswith("<") else ""
    parsed = parse_document((head + unit * (MOST_LINES + 1)).encode())
    assert parsed.document.status == "not_news" and "split" in (parsed.document.note or "")
    assert [(row.kind, row.rule) for row in parsed.segments if row.rule != "markup"] == [("other", "unread")]
    assert parsed.articles == ()
    fewer = parse_document((head + unit * (MOST_LINES // 50)).encode())
    check(fewer)
    assert "split" not in (fewer.document.note or "")


@pytest.mark.parametrize(("length", "count"), [(LONGEST_NAMED, 1), (LONGEST_NAMED + 1, 0)])
def test_names_are_looked_for_in_paragraphs_as_long_as_they_are(length: int, count: int) -> None:
    head = "وصل الوزير أمس إلى بيروت. "
    line = head + "قال ذلك. " * ((length - len(head)) // 9)
    line += "." * (length - len(line))
    parsed = parse_document(f"عنوان الخبر الأول هنا\n\n{line}".encode(), recognizer="none")
    assert len([row for row in parsed.rows(records.Mention) if row.entity_id == "beirut"]) == count


def test_the_day_of_the_last_change_stands_in_for_a_date_of_publication() -> None:
    text = (
        "آخر تحديث: الثلاثاء, 16 فبراير/ شباط, 2010, 16:02 GMT\n\nوفاة عالم كبير في العاصمة\n\n"
        "توفي أمس العالم الكبير في بيته بالعاصمة بعد صراع طويل مع المرض، وفق ما أعلنت أسرته."
    )
    (article,) = parse_document(text.encode()).articles
    assert (article.published, article.published_basis) == (None, "unknown")
    assert article.updated == "2010-02-16T16:02Z"
    assert [row.value for row in article.dates if row.surface == "أمس"] == ["2010-02-15"]


MENU = "<nav><ul>" + "".join(f"<li><a href='/{n}'>قسم {n}</a></li>" for n in range(12)) + "</ul></nav>"


def as_html(page: Composed, head: str = "", over: str = "", links: list[str] | None = None) -> str:
    """The page as a site would print it, with a menu, a share bar and links to other stories around it."""
    related = "".join(f"<li><a href='/n'><h3>{link}</h3></a></li>" for link in links or [])
    return (
        f"<!DOCTYPE html><html lang=ar><head><title>{page.title} - الموقع</title>{head}</head><body>{MENU}"
        f"<div class=page><div class=main><h1>{page.title}</h1>{over}<div class=tools>شارك</div><div class=text>"
        + "".join(f"<p>{paragraph}</p>\n" for paragraph in page.paragraphs)
        + f"</div></div><aside><h4>الأكثر قراءة</h4><ul>{related}</ul></aside></div>"
        + "<footer>جميع الحقوق محفوظة.</footer></body>"
    )


@given(pages(), st.lists(headlines(), max_size=12))
def test_a_story_is_read_out_of_its_elements(page: Composed, links: list[str]) -> None:
    over = f"<span class=date>{page.published}</span>"
    parsed = parse_document(as_html(page, over=over, links=links).encode())
    check(parsed)
    (article,) = parsed.articles
    assert article.title == page.title
    assert article.text == "\n".join(normalise(paragraph) for paragraph in page.paragraphs)
    day, month, year = page.published.split("/")
    assert article.published == f"{year}-{month}-{day}"


STATED = [
    ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "STAMP"}</script>', ""),
    ('<meta property="article:published_time" content="STAMP">', ""),
    ("", '<div><time class="published" datetime="STAMP">منذ يومين</time></div>'),
    ("", "<div><time datetime='STAMP'>منذ يومين</time></div>"),
    (
        "",
        "<div>قبل <time datetime='2001-01-01'>مدة</time> طويلة من الزمن كما يقال هنا</div><time datetime=STAMP></time>",
    ),
]


@given(pages(), st.sampled_from(STATED))
def test_metadata_states_the_date_where_no_line_does(page: Composed, stated: tuple[str, str]) -> None:
    day, month, year = page.published.split("/")
    stamp = f"{year}-{month}-{day}T10:20:30+03:00"
    head, over = (piece.replace("STAMP", stamp) for piece in stated)
    parsed = parse_document(as_html(page, head=head, over=over).encode())
    check(parsed)
    (article,) = parsed.articles
    assert (article.published, article.published_basis) == (stamp, "stated")
    (date,) = (date for date in article.dates if date.role == "published")
    assert date.surface == stamp and parsed.text[date.start : date.end] == stamp


def test_a_name_that_is_no_unicode_is_recorded_all_the_same(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xc7.txt")
    try:
        (tmp_path / name).write_bytes(b"")
    except OSError:
        pytest.skip("this file system has names in Unicode only")
    assert parse(tmp_path / name).document.path == "\\xc7.txt"


def test_the_charset_that_a_page_claims_changes_nothing() -> None:
    page = Composed(
        "رئيس البلدية يفتتح الحديقة الجديدة", "01/02/2020", ("افتتح رئيس البلدية أمس حديقة جديدة وسط المدينة.",)
    )
    source = as_html(page, head="<meta charset=windows-1252>")
    for codec in ("utf-8", "windows-1256"):
        (article,) = parse_document(source.encode(codec)).articles
        assert article.title == page.title
