"""The file of people's corrections, `curation.csv` beside corpus.toml: an input of a build, and never its output."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from corpus_pkg.errors import PackageError
from corpus_pkg.files import replacing
from corpus_pkg.package import durable, tables
from corpus_pkg.package.extension import CURATION, Curation

FILE_NAME = "curation.csv"


def read(path: Path) -> list[Curation]:
    """Return the corrections of a file, in order; none where it is not there.

    Raises PackageError naming the line of a row that is none, or stands twice.
    """
    rows: dict[tables.Key, Curation] = {}
    if not os.path.lexists(path):
        return []
    for number, row in enumerate(tables.read(path, CURATION), 1):
        assert isinstance(row, Curation)
        key = tables.key_of(CURATION, row)
        if key in rows:
            raise PackageError(f"{path}: row {number}: stands twice; keep one of the two")
        rows[key] = row
    return [rows[key] for key in sorted(rows)]


def merged(before: Iterable[Curation], later: Iterable[Curation]) -> list[Curation]:
    """Return corrections with later ones: what is said later of the same span counts."""
    rows = {tables.key_of(CURATION, row): row for row in (*before, *later)}
    return [rows[key] for key in sorted(rows)]


def write(path: Path, rows: Iterable[Curation]) -> None:
    """Write the file, whole or not at all; raises PackageError where that cannot be done."""
    try:
        with replacing(path) as made:
            tables.write(made, CURATION, rows)
            durable.files([made])
    except OSError as error:
        raise PackageError(f"{path}: cannot be written ({error.strerror or error}); nothing was changed") from None
