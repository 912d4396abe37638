"""A package in the formats of other programs, one module for each.

A format's module has `write(dataset, target)`, which puts files into the target; everything about where they go and
what they may replace is in `corpus_pkg.exporting.target`. Other distributions bring formats by the entry-point group
`corpus_pkg.exporters`, each such a `write`, by the name that `to` has; a name of ours stays ours.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from typing import Literal, TypeAlias, get_args

from corpus_pkg.dataset import dataset
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.exporting.target import Export, Target, write_files

__all__ = ["FORMATS", "GROUP", "Export", "Format", "Target", "export", "names"]

Format: TypeAlias = Literal[
    "parquet", "arrow", "jsonl", "sqlite", "duckdb", "huggingface", "croissant", "excel", "rocrate"
]
#: The formats that come with the package.
FORMATS: tuple[str, ...] = get_args(Format)
#: The group of entry points by which other distributions bring formats.
GROUP = "corpus_pkg.exporters"


def export(package: dataset.Location | None = None, *, to: str, out: str | os.PathLike[str]) -> Export:
    """Write the package (a folder, its descriptor or a ZIP; by default the dataset that ships with us) as `to`.

    The same package gives the same bytes (of DuckDB: the same rows), whatever the machine and the time. The files are
    made aside and moved into the folder `out` when all are there; what an earlier export put there is replaced, other
    files never are.

    Raises PackageError (one line) for an unknown format, a broken package and a file in the way, and ImportError that
    says what to install where the format's extra is missing; nothing is changed then.
    """
    write = _writer(to)
    return write_files(dataset.open(package), to, out, write)


def names() -> tuple[str, ...]:
    """Return the names of all formats here: our own, and those that other distributions bring, in order."""
    return tuple(dict.fromkeys((*FORMATS, *sorted(entry.name for entry in entry_points(group=GROUP)))))


def _writer(name: str) -> Callable[[dataset.Dataset, Target], None]:
    if name in FORMATS:
        write: Callable[[dataset.Dataset, Target], None] = import_module(f"corpus_pkg.exporting.{name}").write
        return write
    for entry in entry_points(group=GROUP, name=name):
        try:
            write = entry.load()
        except Exception as error:
            reason = one_line(error)
            raise PackageError(
                f"exporter {name} ({entry.value}): cannot be loaded: {reason}; mend or remove it"
            ) from error
        if not callable(write):
            raise PackageError(f"exporter {name} ({entry.value}): is not called; name a write(dataset, target)")
        return write
    raise PackageError(f"no format {name!r}; the formats are {', '.join(names())}")
