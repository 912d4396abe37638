"""Rows of a CSV file come back as they were written, and a file that is none is told with its place."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.errors import PackageError
from corpus_pkg.package.csv_rows import CsvRows

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)
DIALECTS = st.fixed_dictionaries({"delimiter": st.sampled_from(",;\t|"), "quotechar": st.sampled_from("\"'")})


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2)), DIALECTS, st.booleans(), st.sampled_from(["utf-8", "utf-16"]))
def test_rows_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    dialect: dict[str, str],
    header: bool,
    encoding: str,
) -> None:
    path = tmp_path_factory.mktemp("table") / "t.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, **dialect)  # type: ignore[arg-type]
        writer.writerows([["a", "b"], *rows] if header else rows)
    assert list(CsvRows(path, "t", ("a", "b"), encoding=encoding, header=header, dialect=dialect)) == rows


@pytest.mark.parametrize(
    ("content", "options", "problem"),
    [
        (b"a\n1\n", {}, ":1: the columns are not those of t (a, b)"),
        (b"", {}, ":1: the columns are not those of t (a, b)"),
        (b'a,b\n1,"2\n', {}, ":2: is not CSV ("),
        (b"a,b\n\xff,2\n", {}, ": is not UTF-8 (invalid start byte at byte 4)"),
        (b"a,b\n", {"encoding": "none"}, ": cannot be read as the descriptor says (unknown encoding: none)"),
        (b"a,b\n", {"dialect": {"delimiter": "long"}}, ": cannot be read as the descriptor says ("),
        (None, {}, ": cannot be read (No such file or directory)"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, content: bytes | None, options: dict[str, Any], problem: str
) -> None:
    path = tmp_path / "t.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PackageError, match=re.escape(f"{path}{problem}")):
        list(CsvRows(path, "t", ("a", "b"), **options))
