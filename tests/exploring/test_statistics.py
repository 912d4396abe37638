"""Counts are those of the tables, counted another way."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from exporting.packages import FEW, contents, write_package
from hypothesis import given

from corpus_pkg.dataset import dataset
from corpus_pkg.exploring import statistics
from corpus_pkg.exploring.plots import bars, months
from corpus_pkg.records import TABLES, Record


@FEW
@given(rows=contents())
def test_counts_are_those_of_the_tables(tmp_path: Path, rows: dict[str, list[Record]]) -> None:
    counted = statistics(dataset.open(write_package(tmp_path / "package", rows)))
    for name in TABLES:
        assert counted.rows[name] == len(rows[name])
        for column, filled in counted.filled[name].items():
            assert filled == sum(getattr(row, column) is not None for row in rows[name])
    for group, table, column in (
        ("status", "documents", "status"),
        ("basis", "articles", "published_basis"),
        ("role", "articles", "role"),
        ("segment", "segments", "kind"),
        ("mention", "mentions", "type"),
        ("date", "dates", "role"),
    ):
        assert counted.groups[group] == Counter(getattr(row, column) for row in rows[table])
    assert counted.groups["month"].total() == len(rows["articles"])
    assert counted.groups["outlet"].total() >= len(rows["articles"])


def test_a_plot_has_a_column_for_each_month() -> None:
    drawn = months("Stories", {"2023-11": 4, "2024-01": 2, "": 9})
    assert drawn.count("<rect") == 2 and "2023-11: 4" in drawn and 'x="0.00"' in drawn and 'x="120.00"' in drawn
    assert months("Stories", {"": 9}) == ""
    far = months("Stories", {"0001-01": 1, "9999-12": 1})
    assert far.count("<rect") == 2
    assert 'width="50.0"' in bars("What", [("a", 4), ("b", 2)])
