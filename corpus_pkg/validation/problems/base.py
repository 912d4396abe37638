"""A kind of problem, with all that is said of it, and one problem of a package."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_pkg.validation.wording import visible

#: Who speaks: what may be read at all (it always does), the columns of the tables, Frictionless as its users run it,
#: and the package's own evidence.
LAYERS = PACKAGE, COLUMNS, FRICTIONLESS, EVIDENCE = "package", "columns", "frictionless", "evidence"

#: Builds the package again of its pages, where it is asked for.
REBUILD = "rebuild"

#: Checks that other distributions bring; their problems have codes of their own.
OUTSIDE = "outside"

#: The most characters of a key in a message.
_LONGEST_KEY = 120


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a package.

    Attributes:
        code: what sort of thing, a slug (that of a `Kind`, of an error of Frictionless or of a check of others).
        layer: who found it, one of `LAYERS`, `REBUILD` or `OUTSIDE`.
        table: the table, or the resource, that it is in; None for the package.
        key: the key of the row, its parts separated by a vertical bar; None where it is not about one row.
        column: the column; None where it is not about one.
        message: one line that says what is there and what should be.
        row: number of the row in its file, the header being 1; None where it is not about one row.

    """

    code: str
    layer: str
    table: str | None
    key: str | None
    column: str | None
    message: str
    row: int | None = None

    @property
    def place(self) -> str:
        """Table, row and column in a few words; empty where it is about the package."""
        row = f"row {self.row}" if self.row is not None else None
        parts = (self.table, f"{row} ({self.key})" if row and self.key else row or self.key, self.column)
        return " ".join(visible(part, _LONGEST_KEY) for part in parts if part)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem that a layer of ours finds.

    Attributes:
        layer: who finds it, one of `LAYERS`, or `REBUILD`.
        code: its slug; two layers may share one where they see the same thing.
        meaning: what is wrong, in one sentence.
        example: what a reader may see of it.
        cause: how that comes about as a rule.
        remedy: what to do.

    """

    layer: str
    code: str
    meaning: str
    example: str
    cause: str
    remedy: str

    def problem(
        self,
        message: str,
        table: str | None = None,
        column: str | None = None,
        *,
        key: str | None = None,
        row: int | None = None,
    ) -> Problem:
        """Return a problem of this kind; whatever cannot be seen in its texts is escaped."""
        return Problem(
            self.code,
            self.layer,
            visible(table) if table is not None else None,
            visible(key, _LONGEST_KEY) if key is not None else None,
            visible(column) if column is not None else None,
            visible(message),
            row,
        )
