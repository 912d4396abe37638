"""Arrow IPC files (Feather version 2): a file for each table, to be mapped into memory as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.frames import library
from corpus_pkg.exporting import parquet
from corpus_pkg.records import TABLES

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target


def write(dataset: Dataset, target: Target) -> None:
    """Write `documents.arrow` and so on, with the schema that Parquet has; raises ImportError without pyarrow."""
    pyarrow = library("pyarrow", "arrow")
    for name in TABLES:
        table = parquet.described(dataset.table(name), target.content[name])
        with target.file(f"{name}.arrow").open("wb") as file, pyarrow.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
