"""What building again may find: a value that the package has and its pages, read again, do not give."""

from __future__ import annotations

from corpus_pkg.validation.problems.base import REBUILD, Kind

NOT_REBUILT = Kind(
    REBUILD,
    "not-rebuilt",
    meaning="the package cannot be built again, so nothing was compared",
    example="the package holds no pages",
    cause="a package without texts or pages, or a recognizer that is not installed",
    remedy="make the full package of it (`rehydrate`), or build with the pages; install what read them",
)
MISSING_ROW = Kind(
    REBUILD,
    "missing-row",
    meaning="the pages give a row that the table does not have",
    example="the pages give a row `doc-f73c…|120` that is not here",
    cause="a row taken out",
    remedy="build the package again rather than edit its tables",
)
EXTRA_ROW = Kind(
    REBUILD,
    "extra-row",
    meaning="the table has a row that the pages do not give",
    example="the pages give no such row",
    cause="a row added by hand",
    remedy="build the package again rather than edit its tables",
)
CELL = Kind(
    REBUILD,
    "cell",
    meaning="a cell is not what the page gives",
    example="`LOC`, the pages give `ORG`",
    cause="a cell edited, or pages read with other lexicons",
    remedy="build the package again; what the lexicons should know belongs into the lexicons",
)
TABLE = Kind(
    REBUILD,
    "table",
    meaning="a table cannot be laid beside the one that the pages give, or has other bytes than its rows",
    example="row 7 is not in the order of the key",
    cause="rows sorted by something else, columns added, or a file saved by another program",
    remedy="build the package again",
)
DESCRIPTOR = Kind(
    REBUILD,
    "descriptor",
    meaning="the descriptor says something else than the one that is built again",
    example="`version` is `2.0.0`, built again it is `1.0.0`",
    cause="a descriptor edited by hand, or a package made with another program, lexicons, model or corpus.toml",
    remedy="build the package again; what it says of itself belongs into corpus.toml",
)

KINDS = (
    NOT_REBUILT,
    MISSING_ROW,
    EXTRA_ROW,
    CELL,
    TABLE,
    DESCRIPTOR,
)
