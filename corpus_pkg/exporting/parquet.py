"""Apache Parquet: a file for each table, compressed by Zstandard, with the Arrow schema of the records.

The schema's metadata holds the table's name, its keys and the hash of its rows, each column's its description.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.frames import library
from corpus_pkg.dataset.rows import Rows
from corpus_pkg.records import TABLES

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

    from corpus_pkg.exporting.target import Target

# Fixed, so that the bytes do not depend on what a release of pyarrow takes for a good size.
_ROWS = 1 << 17


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

    with path.open("wb") as file:
        parquet.write_table(table, file, compression="zstd", row_group_size=_ROWS)
