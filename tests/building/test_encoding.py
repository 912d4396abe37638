"""The rows of a document come back from their bytes as they were, and from no other bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.building.collection import PageFile
from corpus_pkg.building.duplicates import fingerprint
from corpus_pkg.building.encoding import DamagedError, Result, decode, encode, is_lasting
from corpus_pkg.building.failures import Failure, failure
from corpus_pkg.building.rows import DocumentRows

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NAMES = st.sampled_from(["documents", "segments", "articles", "كلمة"])
LINES = st.binary(max_size=20)
COUNTS = st.integers(0, 10**9)
PRINTS = st.text(st.sampled_from("ابتث "), min_size=60, max_size=200).map(fingerprint).filter(lambda it: it is not None)
FAILURES = st.builds(Failure, TEXTS, TEXTS, TEXTS, st.none() | TEXTS, TEXTS)
ROWS = st.builds(
    DocumentRows,
    st.dictionaries(NAMES, LINES),
    st.dictionaries(NAMES, COUNTS),
    st.dictionaries(NAMES, st.dictionaries(TEXTS, LINES, max_size=3)),
    st.lists(st.tuples(st.binary(max_size=16), TEXTS), max_size=3),
    st.binary(max_size=40),
    st.lists(st.tuples(TEXTS, PRINTS), max_size=2),
    TEXTS,
    TEXTS,
    st.none() | TEXTS,
    st.none() | FAILURES,
)


@given(ROWS | FAILURES, st.booleans())
def test_what_is_read_is_what_was_written(result: Result, packed: bool) -> None:
    encoded = encode(result, packed=packed)
    assert decode(encoded) == result
    assert is_lasting(encoded) == (isinstance(result, DocumentRows) and result.failure is None)


@given(st.binary(max_size=100) | ROWS.map(lambda rows: encode(rows, packed=True)), st.data())
def test_other_bytes_are_no_rows(encoded: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(encoded)))
    changed = encoded[:at] + data.draw(st.binary(max_size=3)) + encoded[at + data.draw(st.integers(0, 4)) :]
    try:
        decode(changed)
    except DamagedError as error:
        assert str(error)


@given(ROWS, st.booleans())
def test_rows_that_are_cut_off_or_go_on_are_none(rows: DocumentRows, packed: bool) -> None:
    encoded = encode(rows, packed=packed)
    for damaged in (encoded[:-1], encoded + b"\0"):
        with pytest.raises(DamagedError):
            decode(damaged)


def test_no_more_is_unpacked_than_was_said() -> None:
    rows = DocumentRows({"segments": bytes(50_000_000)}, {}, {}, [], b"", [], "ok", "text/plain", None)
    encoded = bytearray(encode(rows, packed=True))
    assert len(encoded) < 1_000_000
    encoded[5:9] = bytes(4)
    with pytest.raises(DamagedError):
        decode(bytes(encoded))


def test_the_failure_of_a_file_with_a_name_that_is_no_text() -> None:
    page = PageFile("a\udcffb", "raw/a%FFb", False)
    failed = failure(page.path, page.name, "cannot be read (it is gone); put it back")
    assert decode(encode(failed, packed=False)) == failed
