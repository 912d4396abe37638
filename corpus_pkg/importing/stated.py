"""What an annotated file says of a text, whatever its format: names and dates at their places, each with its line."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from corpus_pkg.exporting.shown import DATE
from corpus_pkg.package.extension import CuratedTable


@dataclass(frozen=True, slots=True)
class Stated:
    """A name or a date that a file says of a text.

    Attributes:
        start, end: code points of the text; `end` is exclusive.
        kind: the type of the name, or DATE.
        where: the file, and the line or the task in it.
        by: who says so.
        said: the entity of a name, the EDTF value of a date; None for none.
        is_said: whether the file tells that at all; where not, what was before stays.
        at: when it was said.
        note: what stands beside it.

    """

    start: int
    end: int
    kind: str
    where: str
    by: str
    said: str | None = None
    is_said: bool = True
    at: datetime.datetime | None = None
    note: str | None = None

    @property
    def table(self) -> CuratedTable:
        """The table that it is a row of."""
        return "dates" if self.kind == DATE else "mentions"
