"""A block that polars parses reads as the csv module reads it, and the bytes of a file are all hashed."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.package import parts
from corpus_pkg.validation.tabular import batches, delimited
from corpus_pkg.validation.tabular.delimited import UnreadableError
from corpus_pkg.validation.tabular.dialect import Dialect

pytest.importorskip("polars", reason="polars (the extra polars) is not installed")

QUOTED = st.lists(
    st.sampled_from(["a", "b", ",", '"', "\n", "\r", "\r\n", '""', '","', "a,b\n", '"x,y",z\n', '\n"q""r",s\n', "é"]),
    max_size=25,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(QUOTED, st.sampled_from([1, 2, 3]), st.booleans(), st.sampled_from([16, 64, 1 << 20]))
def test_any_block_reads_as_the_csv_module_reads_it(
    tmp_path_factory: pytest.TempPathFactory, text: str, width: int, header: bool, block: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "block.csv"
    path.write_bytes(text.encode())
    form = Dialect(header=(1,) if header else ())
    expected: list[tuple[int, list[str]]] | None
    try:
        expected = [
            (number, row) for number, row in delimited.rows(path, "utf-8", form) if not (header and number == 1)
        ]
    except UnreadableError:
        expected = None
    read: list[tuple[int, list[str | None]]] | None = []
    ragged: list[tuple[int, int]] = []
    try:
        for batch in batches.batches(path, "utf-8", form, width, block=block):
            ragged += batch.ragged
            assert read is not None
            read += [(batch.number(place), list(row)) for place, row in enumerate(batch.columns.rows())]
    except UnreadableError:
        read = None
    if expected is None:
        assert read is None
        return
    assert read == [(number, [*row, *[None] * width][:width]) for number, row in expected]
    assert ragged == [(number, len(row)) for number, row in expected if len(row) != width]


@settings(max_examples=100, deadline=None)
@given(QUOTED, st.sampled_from([16, 1 << 20]))
def test_a_digest_is_fed_with_all_bytes(tmp_path_factory: pytest.TempPathFactory, text: str, block: int) -> None:
    path = tmp_path_factory.getbasetemp() / "digest.csv"
    path.write_bytes(text.encode())
    digest = hashlib.sha256()
    with suppress(UnreadableError):
        for _ in batches.batches(path, "utf-8", Dialect(), 2, [digest], block=block):
            pass
    assert digest.digest() == hashlib.sha256(text.encode()).digest()


@pytest.mark.parametrize("lines", [["a,1\n", "b,2\n"], ["a,1\n", "b\n"], ["a,1\n", '"b"c,2\n']])
def test_several_files_are_numbered_through(tmp_path: Path, lines: list[str]) -> None:
    for name, line in zip("pq", lines, strict=True):
        (tmp_path / name).write_text(line * 2, "utf-8")
    whole = parts.joined([tmp_path / "p", tmp_path / "q"], header=False, strict=False)
    joined = list(batches.batches(whole, "utf-8", Dialect(header=()), 2))
    assert [batch.number(place) for batch in joined for place in range(batch.columns.height)] == [1, 2, 3, 4]
    assert [number for batch in joined for number, _ in batch.ragged] == ([3, 4] if "," not in lines[1] else [])
