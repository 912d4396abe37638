"""A record of JSON is its text, each character at its place, and what its fields state."""

from __future__ import annotations

import json

import pytest
from growth import check_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import MARKUP, TEXTS

from corpus_pkg.language.orthography import normalise
from corpus_pkg.parsing import parse_document
from corpus_pkg.reading import decode, fields, render, shown
from corpus_pkg.reading.fields import RECORD, RECORD_OF_HTML

PLAIN = TEXTS.filter(lambda text: "<" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text))
VALUES: st.SearchStrategy[object] = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text('ab"\\\n{[}],: ', max_size=6)
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "title", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
BODY = 'أعلنت الوزارة اليوم أن العمل في مشروع الطريق بدأ صباح الأحد بحضور "عدد" من المسؤولين.'


@given(PLAIN, PLAIN, VALUES, st.booleans())
def test_the_text_is_that_of_the_field_and_every_span_reads_as_it(
    text: str, title: str, other: object, escaped: bool
) -> None:
    record = {"id": other, "title": title, "text": text, "more": other}
    source = json.dumps(record, ensure_ascii=escaped)
    rendering = fields.render(source)
    assert rendering.text.strip() == text.strip()
    for start in range(0, len(rendering.text), 7):
        end = min(start + 5, len(rendering.text))
        span = source[rendering.start(start) : rendering.end(end)]
        assert shown(span, RECORD) == rendering.text[start:end]
    for stated in rendering.stated:
        assert shown(source[stated.start : stated.end], RECORD) == stated.text
    assert [stated.text.strip() for stated in rendering.stated if stated.text.strip()] == [title.strip()] * bool(
        title.strip()
    )


@given(MARKUP.map(lambda text: text.encode("utf-8", "replace").decode()), st.booleans())
def test_html_in_a_field_is_rendered_with_its_way_back(markup: str, escaped: bool) -> None:
    source = json.dumps({"html": f"<p>{markup}</p>"}, ensure_ascii=escaped)
    rendering = fields.render(source)
    assert fields.media_type(source) == RECORD_OF_HTML
    assert rendering.text == render(f"<p>{markup}</p>", "text/html").text
    last = 0
    for position in range(len(rendering.text)):
        start, end = rendering.start(position), rendering.end(position + 1)
        assert last <= start < end <= len(source)
        last = start


@given(st.one_of(TEXTS, st.text('{}[]":,\\u0d8 text', max_size=60).map(lambda text: '{"text": "' + text)), VALUES)
def test_nothing_that_looks_like_a_record_raises(text: str, value: object) -> None:
    for source in (text, json.dumps(value), json.dumps({"text": value, "date": value, "url": value, "source": value})):
        rendering = fields.render(source)
        assert rendering.end(len(rendering.text)) <= len(source)
        parse_document(source.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("start", "unit"),
    [('{"text": "', '\\"'), ("", '{"a": '), ("", '{"'), ("{", '"\\')],
    ids=["text", "open", "name", "sign"],
)
def test_broken_records_are_read_in_linear_time(start: str, unit: str) -> None:
    check_linear(lambda count: fields.render(start + unit * count), 25_000)


def test_what_the_fields_state_counts_as_stated() -> None:
    record = {
        "title": "افتتاح الطريق الجديد",
        "date": "2024/03/20",
        "source": "الجزيرة نت",
        "url": "https://example.org/a",
        "author": "أحمد علي",
        "text": BODY,
    }
    for source in (json.dumps(record), json.dumps(record, ensure_ascii=False).replace("/", "\\/")):
        parsed = parse_document(source.encode())
        [article] = parsed.articles
        assert (article.title, article.text, article.authors) == (record["title"], normalise(BODY), "أحمد علي")
        assert (article.published, article.published_basis) == ("2024-03-20", "stated")
        assert [(credit.role, credit.surface) for credit in article.credits] == [("publisher", "الجزيرة نت")]
        assert parsed.document.url == "https://example.org/a"
        assert parsed.document.media_type == RECORD
        [stated] = [date for date in article.dates if date.role == "published"]
        assert shown(parsed.text[stated.start : stated.end], RECORD) == stated.surface == "2024/03/20"


def test_lists_of_authors_and_key_words_are_read_string_by_string() -> None:
    record = {
        "title": "افتتاح الطريق الجديد",
        "maintext": BODY,
        "authors": ["سلوى الزمردي", " ", "نديم السوسني"],
        "tags": ["نقل", ["طرق"], {"name": "جسور"}, "إضراب"],
        "date_publish": "2021-10-01 09:30:00",
        "date_modify": "2021-10-02 10:00:00",
        "date_download": "2022-01-15 00:11:12",
        "url": ["https://example.org/a"],
    }
    parsed = parse_document(json.dumps(record, ensure_ascii=False).encode())
    [article] = parsed.articles
    assert (article.authors, article.keywords) == ("سلوى الزمردي|نديم السوسني", "نقل|إضراب")
    assert (article.published or "").startswith("2021-10-01")
    assert (article.updated or "").startswith("2021-10-02")
    assert (parsed.document.retrieved or "").startswith("2022-01-15")
    assert parsed.document.url is None
    roles = {date.role for date in article.dates if date.role != "mentioned"}
    assert roles == {"published", "updated", "retrieved"}


NAMES = st.lists(st.sampled_from(["هند", "سلمى", "x", "", " ", '"', "[", "\\"]), max_size=4)


@given(NAMES, NAMES, VALUES)
def test_a_list_is_what_its_strings_are(first: list[str], last: list[str], other: object) -> None:
    """Of two fields of one name the last that says anything is taken, whole."""
    pairs = [("authors", first), ("x", other), ("authors", last)]
    source = "{" + ", ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in pairs) + "}"
    said = [[name.strip() for name in names if name.strip()] for names in (first, last)]
    authors = [stated.text for stated in fields.render(source).stated if stated.role == "author"]
    assert authors == (said[1] or said[0])


def test_the_first_field_of_the_lexicon_is_the_text_and_the_last_of_one_name() -> None:
    assert fields.render('{"body": "b", "text": "a", "TEXT": "c", "x": {"text": "d"}}').text == "c"
    assert fields.render('{"text": " ", "content": "b"}').text == "b"
    # A comma is missing.
    assert fields.render('{"text": "a" "b"}').text == "b"


def test_a_record_without_text_says_so() -> None:
    row = parse_document(b'{"id": 5, "text": ["a"]}').document
    assert (row.status, row.media_type) == ("not_news", RECORD)
    assert "carrier_fields" in (row.note or "")
    assert decode(b"{ no record").media_type == "text/plain"
