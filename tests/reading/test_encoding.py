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
    if read.encoding is not None:
        assert read.replaced is not None
        assert read.text == data.decode(read.encoding, "replace")
        assert read.replaced <= read.text.count("\ufffd")
    else:
        assert read.status != "ok" and read.note and "\n" not in read.note and read.text == ""


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


@pytest.mark.parametrize("extra", [b"", b"\n"])
def test_utf_16_without_a_mark_is_read_though_its_last_byte_is_missing(extra: bytes) -> None:
    text = "افتتح الوزير الطريق الجديد صباح الأحد. " * 3
    read = decode(text.encode("utf-16-le") + extra)
    assert (read.encoding, read.text.startswith(text)) == ("utf-16-le", True)
