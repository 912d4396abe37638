"""The table of lines of sites in a folder of one's own: what was learned takes the place of what was learned before."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from corpus_pkg.files import replacing
from corpus_pkg.language.lexicons import Lexicons, Row
from corpus_pkg.language.tables import TABLES

NAME = "site_lines"
COLUMNS = TABLES[NAME].columns
#: Where rows that were learned say that they come from; a row of another origin is somebody's own and stays.
ORIGIN = "corpus-pkg learn"


def write(folder: Path, rows: Iterable[Row], sites: Iterable[str]) -> Path:
    """Write what was learned of sites into the table in `folder`, which is made where it is not there.

    Rows of other sites, and those that somebody wrote, stay; a key that they have is not learned again. Raises
    LexiconError for a folder that cannot be used, and OSError.
    """
    table, again = TABLES[NAME], frozenset(sites)
    kept = [row for row in Lexicons(folder).rows(NAME) if row["origin"] != ORIGIN or row["site"] not in again]
    merged = {tuple(row[column] for column in table.key): row for row in (*rows, *kept)}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}.csv"
    with replacing(path) as made, made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(merged[key] for key in sorted(merged))
    return path
