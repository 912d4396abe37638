"""A package in the formats of other programs, one module for each.

A format's module has `write(dataset, target)`, which puts files into the target; everything about where they go and
what they may replace is in `corpus_pkg.exporting.target`.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Literal, TypeAlias, get_args

from corpus_pkg.dataset import dataset
from corpus_pkg.errors import PackageError
from corpus_pkg.exporting.target import Export, write_files

__all__ = ["FORMATS", "Export", "Format", "export"]

Format: TypeAlias = Literal[
    "parquet", "arrow", "jsonl", "sqlite", "duckdb", "huggingface", "croissant", "excel", "rocrate"
]
#: The formats there are.
FORMATS: tuple[str, ...] = get_args(Format)


def export(package: dataset.Location | None = None, *, to: str, out: str | os.PathLike[str]) -> Export:
    """Write the package (a folder, its descriptor or a ZIP; by default the dataset that ships with us) as `to`.

    The same package gives the same bytes (of DuckDB: the same rows), whatever the machine and the time. The files are
    made aside and moved into the folder `out` when all are there; what an earlier export put there is replaced, other
    files never are.

    Raises PackageError (one line) for an unknown format, a broken package and a file in the way, and ImportError that
    says what to install where the format's extra is missing; nothing is changed then.
    """
    if to not in FORMATS:
        raise PackageError(f"no format {to!r}; the formats are {', '.join(FORMATS)}")
    opened = dataset.open(package)
    module = import_module(f"corpus_pkg.exporting.{to}")
    return write_files(opened, to, out, module.write)
