"""A package in the formats of other programs, one module for each.

A format's module has `write(dataset, target)`, which puts files into the target; everything about where they go and
what they may replace is in `corpus_pkg.exporting.target`. Other distributions bring formats by the entry-point group
`corpus_pkg.exporters`, each such a `write`, by the name that `to` has.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

from corpus_pkg.dataset import dataset
from corpus_pkg.dataset.files import Location
from corpus_pkg.errors import PackageError
from corpus_pkg.exporting.target import Export, Target, write_files
from corpus_pkg.plugins import Group

__all__ = ["EXPORTERS", "FORMATS", "Export", "Format", "Target", "export"]

Format: TypeAlias = Literal[
    "parquet",
    "arrow",
    "jsonl",
    "sqlite",
    "duckdb",
    "huggingface",
    "croissant",
    "excel",
    "rocrate",
    "brat",
    "conll",
    "webannotation",
    "spacy",
    "doccano",
    "labelstudio",
    "tei",
]
#: The formats that come with the package.
FORMATS: tuple[str, ...] = get_args(Format)
#: What writes each format: our own, and those that other distributions bring.
EXPORTERS: Group[Callable[[dataset.Dataset, Target], None]] = Group(
    name="corpus_pkg.exporters",
    noun="format",
    needs="a function write(dataset, target)",
    fits=callable,
    error=PackageError,
    shipped={name: f"corpus_pkg.exporting.{name}:write" for name in FORMATS},
)


def export(package: Location | None = None, *, to: str, out: str | os.PathLike[str], part: str | None = None) -> Export:
    """Write the package (a folder, its descriptor or a ZIP; by default the dataset that ships with us) as `to`.

    The same package gives the same bytes (of DuckDB: the same rows), whatever the machine and the time. The files are
    made aside and moved into the folder `out` when all are there; what an earlier export put there is replaced, other
    files never are. With `part` (the digits that a part's documents begin with) only that part of a package in parts is
    read and written.

    Raises PackageError (one line) for an unknown format or part, a broken package and a file in the way, and
    ImportError that says what to install where the format's extra is missing; nothing is changed then.
    """
    write = EXPORTERS.load(to)
    return write_files(dataset.open(package, part=part), to, out, write)
