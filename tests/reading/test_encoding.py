from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import paragraphs

from corpus_pkg.reading import decode

CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6"]


@given(st.binary(max_size=400))
@example(b"\xed\xa0\x80")
@example(b"\xff\xfe\x00")
@example(b"\x00")
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    read = decode(data)
    if read.problem is None:
        assert read.encoding is not None and read.replaced is not None
        assert read.text == data.decode(read.encoding, "replace")
        assert read.replaced <= read.text.count("\ufffd")
    else:
        assert read.encoding is None and read.text == "" and "\n" not in read.problem


@given(st.lists(paragraphs(), min_size=1, max_size=3).map("\n\n".join), st.sampled_from(CODECS))
def test_arabic_text_comes_back_from_every_encoding(text: str, codec: str) -> None:
    text = "".join(c for c in text if c not in "ٓٔ" and c.encode("iso-8859-6", "ignore"))
    read = decode(text.encode(codec))
    assert (read.text, read.encoding, read.replaced) == (text, codec, 0)


@given(paragraphs(), st.data())
def test_damage_is_counted_and_the_rest_kept(text: str, data: st.DataObject) -> None:
    raw = bytearray((text * 3).encode())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] = 0xFF
    read = decode(bytes(raw))
    assert read.encoding == "utf-8" and read.replaced and read.replaced >= 1
    assert read.text == bytes(raw).decode("utf-8", "replace")


def test_a_replacement_character_of_the_source_is_no_damage_of_ours() -> None:
    assert decode("سلام \ufffd عليكم".encode()).replaced == 0


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg"),
        (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
        (b"PK\x03\x04\x14\x00", "application/zip"),
        (bytes(range(1, 32)) * 40, "application/octet-stream"),
        (b"", "application/x-empty"),
    ],
)
def test_what_is_no_text_is_said(data: bytes, media_type: str) -> None:
    read = decode(data)
    assert read.media_type == media_type and read.problem and read.text == ""


def test_html_is_recognised() -> None:
    assert decode("<!DOCTYPE html><html><p>خبر</p></html>".encode()).media_type == "text/html"
    assert decode("خبر <b>عاجل</b>".encode()).media_type == "text/plain"
