"""What may be wrong with a run of Frictionless; what it finds itself has a code of Frictionless's own."""

from __future__ import annotations

from corpus_pkg.validation.problems.base import FRICTIONLESS, Kind

NO_PACKAGE = Kind(
    FRICTIONLESS,
    "no-package",
    meaning="Frictionless cannot read the package at all",
    example="a list where a text should be",
    cause="a descriptor edited by hand; a `list` field in a foreign key",
    remedy="make the descriptor what the standard says of it",
)
ENDLESS = Kind(
    FRICTIONLESS,
    "endless",
    meaning="Frictionless did not end within the time or the memory that it was given",
    example="the pattern `(a+)+b`",
    cause="a pattern with repetitions inside repetitions",
    remedy="make the pattern or the lines plainer, or split the package",
)

KINDS = (
    NO_PACKAGE,
    ENDLESS,
)
