"""Row groups are small enough for those who read them whole, and lose nothing."""

from __future__ import annotations

from pathlib import Path

import pyarrow  # type: ignore[import-untyped]
import pyarrow.parquet  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.exporting import parquet


@given(st.lists(st.integers(0, 50), max_size=60), st.integers(1, 40), st.integers(1, 3000))
def test_row_groups_are_small_and_lose_nothing(sizes: list[int], rows: int, limit: int) -> None:
    table = pyarrow.table({"text": pyarrow.array(["x" * size for size in sizes], pyarrow.string())})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "ROWS", rows)
        patch.setattr(parquet, "BYTES", limit)
        groups = list(parquet.groups(table))
    assert groups and pyarrow.concat_tables(groups).equals(table)
    assert all(group.num_rows <= rows for group in groups)
    assert all(group.nbytes <= limit or group.num_rows == 1 for group in groups if group.num_rows)


def test_a_group_is_what_a_client_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = pyarrow.table({"text": ["a" * 1000] * 100})
    parquet.write_table(table, tmp_path / "one.parquet")
    monkeypatch.setattr(parquet, "BYTES", 30_000)
    parquet.write_table(table, tmp_path / "four.parquet")
    sizes = [
        pyarrow.parquet.ParquetFile(tmp_path / f"{name}.parquet").metadata.num_row_groups for name in ("one", "four")
    ]
    assert sizes == [1, 4]
