"""Any value is told by pieces of a page, and one that stands there as it is by one piece."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import MARKUP, TEXTS, pages

from corpus_pkg import identifiers
from corpus_pkg.language.orthography import folded, normalise
from corpus_pkg.package.extension import Withheld
from corpus_pkg.reading import decode
from corpus_pkg.records import Document
from corpus_pkg.sharing.standoff.page import Form, Page
from corpus_pkg.sharing.standoff.pieces import Finder


def _page(content: bytes, media_type: str) -> Page:
    document_id = identifiers.document_id(identifiers.sha256(content))
    decoded = decode(content)
    row = Document(
        document_id=document_id,
        path="a",
        sha256=identifiers.sha256(content),
        bytes=len(content),
        media_type=media_type,
        encoding=decoded.encoding,
        characters=None if decoded.encoding is None else len(decoded.text),
        replaced=decoded.replaced,
        status="ok",
    )
    return Page(row, content, [])


@given(
    st.one_of(TEXTS, MARKUP, pages().map(lambda page: page.text)),
    TEXTS,
    st.sampled_from([normalise, folded]),
    st.sampled_from(["text/plain", "text/html"]),
    st.integers(0, 300),
    st.data(),
)
def test_any_value_whatever_is_told_by_pieces(
    text: str, value: str, form: Form, media_type: str, begin: int, data: st.DataObject
) -> None:
    page = _page(text.encode("utf-8", "surrogatepass"), media_type)
    if data.draw(st.booleans()) and page.text:
        start = data.draw(st.integers(0, len(page.text)))
        value = page.text[start : start + data.draw(st.integers(0, 80))]
    # No record holds half a surrogate pair.
    value = form(value).encode("utf-8", "replace").decode()
    pieces = [
        Withheld(
            document_id="doc-" + "0" * 16, table="articles", key="k", column="c", piece=1, before=b, start=s, end=e
        )
        for b, s, e in ((before or None, start, end) for before, start, end in Finder(page, form).pieces(value, begin))
    ]
    assert page.joined(pieces, form) == value


@given(st.text(st.sampled_from("اب ج.\n"), min_size=1, max_size=60), st.data())
def test_what_a_plain_page_says_as_it_is_has_one_piece(text: str, data: st.DataObject) -> None:
    page = _page(text.encode(), "text/plain")
    words = normalise(text).split(" ")
    start = data.draw(st.integers(0, len(words) - 1))
    value = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
    if value:
        [(before, *_)] = Finder(page, normalise).pieces(value)
        assert before == ""
