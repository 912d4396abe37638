"""Records of JSON in the content of a `meta`."""

from __future__ import annotations

import html
import json

from growth import check_linear
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.reading.html import render
from corpus_pkg.reading.metadata import value

TEXTS = st.text(st.sampled_from("خبر &;<>\"'\\/ aé\U0001f600"), min_size=1, max_size=8).filter(str.strip)
QUOTES = {"&quot;": "&quot;", "decimal": "&#34;", "hexadecimal": "&#x22;"}


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3, unique=True), st.sampled_from([*QUOTES, "single"]), st.booleans())
def test_a_record_states_the_values_of_its_keys(title: str, authors: list[str], quotes: str, ascii_only: bool) -> None:
    record = {"post_id": "7", "title": title, "pub_date": "2014-03-04T08:00:00Z", "authors": authors, "type": "post"}
    written = html.escape(json.dumps(record, ensure_ascii=ascii_only), quote=False).replace("'", "&#39;")
    mark = "'" if quotes == "single" else '"'
    content = written if quotes == "single" else written.replace('"', QUOTES[quotes])
    source = f"<html><head><meta name=parsely-page content={mark}{content}{mark}><title>x</title></head>"
    stated = [item for item in render(source).stated if item.rule.startswith("meta:parsely-page:")]
    expected = [("title", title), ("published", "2014-03-04T08:00:00Z"), *(("author", name) for name in authors)]
    assert [(item.role, item.text) for item in stated] == [(role, text.strip()) for role, text in expected]
    for item in stated:
        assert value(source[item.start : item.end], item.rule).strip() == item.text


def test_what_is_no_record_states_nothing() -> None:
    assert render("<meta name=parsely-page content='title: خبر'>").stated == ()
    assert render('<meta name=other-page content=\'{"title": "خبر"}\'>').stated == ()


def test_records_are_read_in_linear_time() -> None:
    check_linear(
        lambda size: render("<meta name=parsely-page content='{" + "&quot;a&quot;:&quot;b&quot;," * size + "'>"), 300
    )
