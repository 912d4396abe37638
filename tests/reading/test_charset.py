"""What a page says of its encoding is asked where its bytes do not tell."""

from __future__ import annotations

import pytest

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


def test_it_decides_where_the_bytes_do_not_tell() -> None:
    page = f"<html><head><meta charset=iso-8859-7></head><body><p>{GREEK}</p></body></html>".encode("iso8859-7")
    assert decode(page).encoding == "iso8859-7"
    assert GREEK in decode(page).text


def test_it_is_not_believed_where_they_do() -> None:
    arabic = "<html><head><meta charset=iso-8859-1></head><body><p>أعلنت الوزارة اليوم أن العمل بدأ</p></body></html>"
    for codec in ("utf-8", "windows-1256", "iso-8859-6"):
        assert decode(arabic.encode(codec)).encoding == codec
