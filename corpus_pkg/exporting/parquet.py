"""Apache Parquet: a file for each table, compressed by Zstandard, with the Arrow schema of the records.

The schema's metadata holds the table's name, its keys and the hash of its rows, each column's its description.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.frames import library
from corpus_pkg.dataset.rows import Rows
from corpus_pkg.records import TABLES

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

    from corpus_pkg.exporting.target import Target

#: Rows, and bytes in memory, that a row group has at most: clients read one whole, and the Hub's viewer none of more
#: than 286 MiB. Fixed, so that the bytes do not depend on what a release of pyarrow takes for a good size.
ROWS, BYTES = 1 << 17, 1 << 27


def write(dataset: Dataset, target: Target) -> None:
    """Write `documents.parquet` and so on; raises ImportError without pyarrow."""
    library("pyarrow", "parquet")
    for name in TABLES:
        write_table(described(dataset.table(name), target.content[name]), target.file(f"{name}.parquet"))


def described(rows: Rows[Any], digest: str) -> pyarrow.Table:
    """Return the rows in Arrow with their hash in the schema's metadata."""
    table = rows.to_arrow()
    return table.replace_schema_metadata({**(table.schema.metadata or {}), "content": f"sha256:{digest}"})


def write_table(table: pyarrow.Table, path: Path) -> None:
    """Write one file."""
    from pyarrow import parquet

    with path.open("wb") as file, parquet.ParquetWriter(file, table.schema, compression="zstd") as writer:
        for group in groups(table):
            writer.write_table(group, row_group_size=ROWS)


def groups(table: pyarrow.Table) -> Iterator[pyarrow.Table]:
    """Yield the rows in groups, in order; a group of one row may be as large as that row is."""
    for start in range(0, max(table.num_rows, 1), ROWS):
        yield from _small(table.slice(start, ROWS))


def _small(rows: pyarrow.Table) -> Iterator[pyarrow.Table]:
    if rows.nbytes <= BYTES or rows.num_rows < 2:
        yield rows
        return
    half = rows.num_rows // 2
    yield from _small(rows.slice(0, half))
    yield from _small(rows.slice(half))
