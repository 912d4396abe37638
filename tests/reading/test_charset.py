"""What a page says of its encoding is asked where its bytes do not tell."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.reading import charset, decode

GREEK = "Η κυβέρνηση ανακοίνωσε νέα μέτρα για την οικονομία."


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        (b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">', "windows-1256"),
        (b"<meta charset='iso-8859-7'/>", "iso8859-7"),
        (b'<?xml version="1.0" encoding="ISO-8859-6"?>', "iso8859-6"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=GBK\r\n\r\n<p>", "gbk"),
        (b"<meta charset=us-ascii>", "windows-1252"),
        (b"<meta charset=utf-16>", None),
        (b"<meta charset=hex>", None),
        (b"<meta charset=nothing>", None),
        (b"Content-Type: text/html; charset=GBK", None),
        (b"", None),
    ],
)
def test_the_encoding_is_one_that_pages_are_in(head: bytes, codec: str | None) -> None:
    assert charset.stated(head) == codec


#: Who may name the encoding, the first believed before the others, each in other words than its neighbours.
HEADER = "ISO-8859-7"
STATEMENTS = (
    (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=KOI8-R\r\n\r\n", "koi8-r"),
    (b"<meta charset=windows-1250>", "windows-1250"),
)


@pytest.mark.parametrize("chosen", [chosen for size in (1, 2) for chosen in combinations(range(3), size)])
def test_the_header_is_believed_before_the_page(chosen: tuple[int, ...]) -> None:
    page = b"".join(STATEMENTS[number - 1][0] for number in chosen if number)
    expected = "iso8859-7" if chosen[0] == 0 else STATEMENTS[chosen[0] - 1][1]
    assert charset.stated(page, HEADER if 0 in chosen else None) == expected


def test_an_element_meta_is_believed_before_the_declaration_of_xml() -> None:
    assert charset.stated(b'<?xml version="1.0" encoding="koi8-r"?><meta charset=windows-1250>') == "windows-1250"


@pytest.mark.parametrize("header", ["utf-8", "utf-16", "nothing", "hex", "\x00", ""])
def test_a_header_that_names_what_no_page_can_be_in_is_passed_over(header: str) -> None:
    assert charset.stated(b"<meta charset=windows-1250>", header) == "windows-1250"
    assert charset.stated(b"<p>", header) is None


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("text/html; charset=ISO-8859-1", "ISO-8859-1"),
        ('text/html;CHARSET = "windows-1256"; x=1', "windows-1256"),
        ("text/html", None),
        ("text/html; charset=", None),
        ("text/html; charset=\u0643", None),
        (None, None),
    ],
)
def test_a_header_names_an_encoding(value: str | None, name: str | None) -> None:
    assert charset.of_header(value) == name


@given(
    st.sampled_from(["windows-1252", "iso8859-7", "windows-1251", "windows-1256", "utf-8", "utf-16", "cp864"]),
    st.text(),
)
def test_no_statement_changes_text_whose_bytes_tell(codec: str, text: str) -> None:
    content = f"<html><body><p>أعلنت الوزارة اليوم أن العمل بدأ {text}</p>".encode("utf-8", "ignore")
    assert decode(content, codec) == decode(content)


def test_it_decides_where_the_bytes_do_not_tell() -> None:
    page = f"<html><head><meta charset=iso-8859-7></head><body><p>{GREEK}</p></body></html>".encode("iso8859-7")
    assert decode(page).encoding == "iso8859-7"
    assert GREEK in decode(page).text


def test_it_is_not_believed_where_they_do() -> None:
    arabic = "<html><head><meta charset=iso-8859-1></head><body><p>أعلنت الوزارة اليوم أن العمل بدأ</p></body></html>"
    for codec in ("utf-8", "windows-1256", "iso-8859-6"):
        assert decode(arabic.encode(codec)).encoding == codec
