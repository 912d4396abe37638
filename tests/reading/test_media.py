"""What the bytes are is decided once: what is no page is told, and a page is one whatever stands around it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import paragraphs

from corpus_pkg.parsing import parse_document
from corpus_pkg.reading import decode

STORY = "أعلنت الوزارة اليوم أن العمل في المشروع بدأ صباح الأحد بحضور عدد من المسؤولين في المدينة."
PAGE = (
    "<!DOCTYPE html>\n<html><head><title>بدء العمل</title></head>\n<body><h1>بدء العمل</h1>\n"
    f"<p>{STORY}</p><p>{STORY}</p></body></html>\n"
)
FRAGMENT = f"<h1>بدء العمل</h1><p>{STORY}</p><div>{STORY}</div>"
#: What stands before pages that crawlers saved.
BEFORE = [
    "",
    "\ufeff",
    "\n\n \t",
    "<!-- saved from url=(0014)about:internet -->\n",
    "<!-- a > b -->\n<!-- -->",
    "<script>var a = '<p>'; if (a < 3) { b(); }</script>\n",
    "<br />\n<b>Warning</b>:  include(a.php): failed to open stream in <b>/home/a.php</b> on line <b>12</b><br />\n",
    "Warning: include(a.php): failed to open stream in /home/a.php on line 12\n",
    "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
    '<?xml version="1.0" encoding="utf-8"?>\n',
    "<?php echo 1; ?>\n",
]
CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256"]
CELLS = st.text("abcdefghij ابتثج", max_size=12)


@given(st.sampled_from(BEFORE), st.sampled_from([PAGE, FRAGMENT]), st.sampled_from(CODECS))
def test_html_is_html_whatever_stands_before_it(before: str, page: str, codec: str) -> None:
    read = decode((before + page).encode(codec, "ignore"))
    assert (read.media_type, read.status, read.note) == ("text/html", "ok", None)
    assert page in read.text


@given(st.sampled_from(BEFORE))
def test_its_story_is_read_without_a_tag(before: str) -> None:
    (story,) = parse_document((before + PAGE).encode()).articles
    assert story.title == "بدء العمل" and "<" not in story.text and "HTTP/" not in story.text


@given(st.binary(max_size=60), st.integers(0, len(PAGE.encode())), st.binary(max_size=60))
def test_any_bytes_around_a_page_that_is_cut_anywhere_give_a_row(before: bytes, end: int, after: bytes) -> None:
    data = before + PAGE.encode()[:end] + after
    document = parse_document(data).document
    assert (document.status == "ok") == (document.note is None) and document.bytes == len(data)


@given(st.lists(paragraphs(), min_size=1, max_size=4))
def test_lines_of_text_are_text(lines: list[str]) -> None:
    read = decode("\n\n".join(lines).encode())
    assert (read.media_type, read.status) == ("text/plain", "ok")


@pytest.mark.parametrize(
    "text",
    [
        "خبر <b>عاجل</b>",
        "<image>data:\nسطر من النص\nسطر آخر",
        "السعر < 30 > 20 دينارا",
        "[صورة] وصل الوفد إلى المدينة",
        "He came, saw, won.\nShe left, came back, stayed.\n",
        "<3",
    ],
)
def test_text_with_a_sign_of_something_else_is_text(text: str) -> None:
    assert decode(text.encode()).media_type == "text/plain"


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=3, max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["id,title,text", "one,two,three", "التاريخ,العنوان,النص"]),
)
@example([["1", "خبر، جديد", f"{STORY}\n{STORY}"]] * 3, ",", "id,title,text")
def test_a_table_is_told_and_never_read(rows: list[list[str]], delimiter: str, head: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows([head.split(","), *rows])
    parsed = parse_document(file.getvalue().encode())
    assert (parsed.document.media_type, parsed.document.status) == ("text/csv", "not_news")
    assert "CSV" in (parsed.document.note or "") and parsed.articles == ()


RECORDS = [{"title": "بدء العمل", "text": f"{STORY}\n\n{STORY}"}] * 2
ATOM = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content>{STORY}</content></entry></feed>'


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        (json.dumps(RECORDS), "application/json; contents=array"),
        (json.dumps(RECORDS, ensure_ascii=False, indent=2), "application/json; contents=array"),
        (json.dumps([STORY, STORY]), "application/json; contents=array"),
        ("\n".join(map(json.dumps, RECORDS)), "application/x-ndjson"),
        (
            f'<?xml version="1.0"?>\n<!-- made -->\n<rss version="2.0"><channel><title>{STORY}</title>',
            "application/rss+xml",
        ),
        (f'<rss version="2.0"><channel><item><description><![CDATA[<p>{STORY}</p>]]>', "application/rss+xml"),
        (f'<?xml version="1.0"?>{ATOM}', "application/atom+xml"),
        (ATOM, "application/atom+xml"),
        ('<?xml version="1.0"?><urlset><url><loc>https://a.example/</loc></url></urlset>', "application/xml"),
        (f'<?xml version="1.0"?><nitf><body><p>{STORY}</p></body></nitf>', "application/xml"),
        (
            f"From: <Saved>\r\nContent-Type: multipart/related;\r\n\tboundary=a\r\n\r\n--a\r\n{PAGE}",
            "multipart/related",
        ),
        ("WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n" + PAGE, "application/warc"),
    ],
)
def test_what_is_no_page_is_said_to_be_what_it_is(text: str, media_type: str) -> None:
    for codec in ("utf-8", "utf-16"):
        parsed = parse_document(text.encode(codec))
        assert (parsed.document.media_type, parsed.document.status) == (media_type, "not_news")
        assert parsed.document.note and parsed.articles == ()
        assert [segment.rule for segment in parsed.segments] == ["unread"]


def test_a_record_alone_is_a_page() -> None:
    assert decode(json.dumps(RECORDS[0]).encode()).status == "ok"
    assert decode(json.dumps(RECORDS[0]).encode()[:-20]).status == "ok"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg"),
        (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
        (b"PK\x03\x04\x14\x00", "application/zip"),
        (b"\x28\xb5\x2f\xfd\x00", "application/zstd"),
        (b"{\\rtf1\\ansi abc}", "application/rtf"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x00", "application/x-tar"),
        (bytes(range(1, 32)) * 40, "application/octet-stream"),
        (b"", "application/x-empty"),
    ],
)
def test_what_is_no_text_is_said(data: bytes, media_type: str) -> None:
    read = decode(data)
    assert read.media_type == media_type and read.note and read.text == "" and read.encoding is None
