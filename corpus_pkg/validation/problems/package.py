"""What the package layer may find: something of the package that must not be read at all."""

from __future__ import annotations

from corpus_pkg.validation.problems.base import PACKAGE, Kind

NO_FILE = Kind(
    PACKAGE,
    "no-file",
    meaning="what lies where a file should is no plain file",
    example="`data/dates.csv` is a pipe",
    cause="the package was unpacked by a tool that makes special files",
    remedy="put the file itself there",
)
REFUSED = Kind(
    PACKAGE,
    "refused",
    meaning="something that must not be read, or would never end",
    example="a schema of 20,000 fields",
    cause="a file that is no data, or an attack",
    remedy="look at what stands there; split or take out what is no data",
)
UNSAFE_PATH = Kind(
    PACKAGE,
    "unsafe-path",
    meaning="a path or a link leads out of the package",
    example='`path: "../secret.csv"`',
    cause="a descriptor that was moved away from its files, or an attack",
    remedy="put the file into the package and name it by its path from there",
)

KINDS = (
    NO_FILE,
    REFUSED,
    UNSAFE_PATH,
)
