"""A quotation mark that is never closed is found at its line, and no other is taken for one."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.tabular import batches, delimited
from corpus_pkg.validation.tabular.delimited import UnreadableError
from corpus_pkg.validation.tabular.dialect import Dialect

CELLS = st.text(alphabet='ab ,"\n\r\\ع\0', max_size=5)
TABLES = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6)
FORMS = st.sampled_from([Dialect(), Dialect(trim=True), Dialect(delimiter=";"), Dialect(header=())])


def _written(rows: list[tuple[str, str]], form: Dialect, end: str) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=form.delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    return stream.getvalue()


def _read(text: str, form: Dialect) -> list[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(text.encode())
        return [row for _, row in delimited.rows(path, "utf-8", form)]


@given(rows=TABLES, form=FORMS, end=st.sampled_from(["\n", "\r\n"]), cut=st.booleans())
def test_whole_tables_are_read_as_they_are(rows: list[tuple[str, str]], form: Dialect, end: str, cut: bool) -> None:
    text = _written(rows, form, end)
    assert _read(text.removesuffix(end) if cut else text, form) == [list(row) for row in rows]


@settings(max_examples=200)
@given(
    rows=TABLES,
    behind=st.lists(st.text(alphabet="ab ,ع", max_size=8), max_size=4),
    form=FORMS,
    end=st.sampled_from(["\n", "\r\n"]),
    whole=st.booleans(),
)
def test_a_mark_that_nothing_closes_is_told_at_its_line(
    rows: list[tuple[str, str]], behind: list[str], form: Dialect, end: str, whole: bool
) -> None:
    before = _written(rows, form, end)
    text = before + f'a{form.delimiter}"open' + "".join(end + line for line in behind) + (end if whole else "")
    with pytest.raises(UnreadableError) as raised:
        _read(text, form)
    line = len(io.StringIO(before, newline="").readlines()) + 1
    assert raised.value.kind is kinds.UNCLOSED_QUOTE and raised.value.row == len(rows) + 1
    assert f"in line {line} that is never closed" in str(raised.value)
    # An empty last line without an end is none.
    lines = len(behind) - (bool(behind) and not behind[-1] and not whole)
    assert (f"takes in the {lines} lines behind" if lines else "takes in the end of the file") in str(raised.value)


@pytest.mark.parametrize("block", [16, 64, 1 << 20])
def test_the_line_counts_what_was_read_at_speed_before(tmp_path: Path, block: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,note\n" + '1,"two\nlines"\n' * 40 + '2,"open\n3,c\n')
    with pytest.raises(
        UnreadableError, match="in line 82 that is never closed; it takes in the 1 lines behind"
    ) as raised:
        list(batches.batches(path, "utf-8", Dialect(), 2, block=block))
    assert raised.value.row == 42


@pytest.mark.parametrize("text", ['a,b"c\n', 'a,b"\n', 'a,"b"c\n', 'a,"b""c"\n', 'a,""\n'])
def test_marks_within_cells_are_none(text: str) -> None:
    assert len(_read(text, Dialect())) == 1
