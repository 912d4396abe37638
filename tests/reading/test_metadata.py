"""What the metadata of a page states, each value with its span."""

from __future__ import annotations

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import normalise
from corpus_pkg.reading import shown
from corpus_pkg.reading.html import render


def test_metadata_is_stated_with_its_span() -> None:
    source = (
        '<head><meta content="خبر &quot;مهم&quot;" property="og:title"><title>خبر - موقع</title>'
        "<meta property=article:published_time content=2020-06-03T03:01+0400>"
        '<meta property="og:site_name" content="الموقع">'
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"\\u062e\\u0628\\u0631",'
        '"datePublished": "2020-06-03"}</script></head>'
    )
    stated = {(item.role, item.rule): (item.text, source[item.start : item.end]) for item in render(source).stated}
    assert stated == {
        ("title", "meta:og:title"): ('خبر "مهم"', "خبر &quot;مهم&quot;"),
        ("page_title", "title"): ("خبر - موقع", "خبر - موقع"),
        ("published", "meta:article:published_time"): ("2020-06-03T03:01+0400", "2020-06-03T03:01+0400"),
        ("site", "meta:og:site_name"): ("الموقع", "الموقع"),
        ("title", "json-ld:headline"): ("خبر", "\\u062e\\u0628\\u0631"),
        ("published", "json-ld:datePublished"): ("2020-06-03", "2020-06-03"),
    }


@given(st.text(st.sampled_from('خبر\U0001f600\ud83d"\\/\n&<>'), min_size=1, max_size=8))
def test_json_ld_is_read_as_json_says_and_never_as_half_a_letter(title: str) -> None:
    source = f'<script type="application/ld+json">{{"@type": "Article", "headline": {json.dumps(title)}}}</script>'
    whole = title.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    expected = html.unescape(whole).strip()
    assert [(item.text, item.rule) for item in render(source).stated] == (
        [(expected, "json-ld:headline")] if expected else []
    )
    for item in render(source).stated:
        assert shown(source[item.start : item.end], "text/html", item.rule) == normalise(item.text)


def test_what_metadata_says_is_shown_as_it_is_read() -> None:
    assert shown("أ &lt;b&gt; <i>ب</i> &#34;", "text/html", "meta:og:title") == 'أ <b> <i>ب</i> "'
    assert shown("\\\\u062e\\\\u0628\\\\u0631", "application/json; contents=text/html", "json-ld:headline") == "خبر"


def test_no_end_of_titles_is_kept() -> None:
    many = "<meta property=og:title content=x>" * 1000 + "<meta property=og:site_name content=y>"
    assert [item.role for item in render(many).stated].count("title") == 64
    assert render(many).stated[-1].role == "site"
    assert render("<title>" + "x" * 100_000 + "</title>").stated == ()


@pytest.mark.parametrize("row", default().rows("metadata_keys"), ids=lambda row: f"{row['place']} {row['key']}")
def test_every_key_of_the_lexicon_states_its_role(row: dict[str, str]) -> None:
    pages = {
        "meta": f'<meta content="كلمة" name="{row["key"].upper()}">',
        "property": f'<script type="application/ld+json">{{"@type": "Article", "{row["key"]}": "كلمة"}}</script>',
        "record": f"""<meta name="parsely-page" content='{{"{row["key"]}": "كلمة"}}'>""",
        "label": f'<meta name="twitter:data1" content="كلمة"><meta name="twitter:label1" content="{row["key"]}">',
        "type": f'<script type="application/ld+json">{{"@type": "{row["key"]}", "headline": "كلمة"}}</script>',
    }
    stated = [(item.role, item.text) for item in render(pages[row["place"]]).stated]
    if row["role"] == "listing":
        assert stated == [("listing", row["key"])]
        return
    role = "title" if row["role"] == "article" else row["role"]
    assert stated == ([(role, "كلمة")] if role not in ("person", "page") else [])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<link rel=canonical href="https://www.example.org/">', ["https://www.example.org/"]),
        ('<meta property="og:url" content="http://example.org">', ["http://example.org"]),
        ('<meta property="og:url" content="http://example.org/7">', []),
        ('<link rel=canonical href="/">', ["/"]),
        ('<link rel=canonical href="7.html">', []),
        ('<link rel=icon href="http://example.org">', []),
    ],
)
def test_the_address_of_a_host_alone_is_that_of_a_front_page(source: str, expected: list[str]) -> None:
    listed = [item for item in render(source).stated if item.role == "listing"]
    assert [item.text for item in listed] == expected
    assert all(source[item.start : item.end] == item.text for item in listed)


@pytest.mark.parametrize(
    ("tag", "role"),
    [
        ('<time class="published-at" datetime="2024-01-02">', "published"),
        ('<time itemprop=datePublished datetime="2024-01-02">', "published"),
        ('<time class="clock" datetime="2024-01-02">', "time"),
    ],
)
def test_a_time_is_that_of_publication_where_its_names_say_so(tag: str, role: str) -> None:
    (item,) = render(tag + "أمس</time>").stated
    assert (item.role, item.text, item.rule) == (role, "2024-01-02", "time:datetime")


@pytest.mark.parametrize("name", ["dcterms.issued", "dcterms:issued", "DC:date.issued", "dc.date.issued"])
def test_dublin_core_is_written_with_a_full_stop_or_a_colon(name: str) -> None:
    (item,) = render(f'<meta property="{name}" content="2021-03-04">').stated
    assert (item.role, item.text) == ("published", "2021-03-04")


@pytest.mark.parametrize("attribute", ["name", "property"])
@given(
    st.sampled_from(
        [
            ("DC.publisher", "site"),
            ("dcterms.publisher", "site"),
            ("dc:publisher", "site"),
            ("DC.Subject", "keywords"),
            ("dcterms:subject", "keywords"),
            ("dcterms.subject", "keywords"),
        ]
    ),
    st.sampled_from(["صحيفة النهر", "مطر، سيول", "&quot;النهر&quot;"]),
)
def test_dublin_core_states_the_publisher_and_the_subject(attribute: str, of: tuple[str, str], value: str) -> None:
    name, role = of
    source = f'<head><meta {attribute}="{name}" content="{value}"></head>'
    (stated,) = render(source).stated
    assert (stated.role, source[stated.start : stated.end]) == (role, value)
    assert (stated.text, stated.rule) == (html.unescape(value), f"meta:{name.lower().replace(':', '.')}")
