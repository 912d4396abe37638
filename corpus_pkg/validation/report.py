"""What validation says: problems, each with a stable code, and what each layer has checked and what it could not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: Who speaks: what may be read at all, the columns of the tables, Frictionless as its users run it, and the package's
#: own evidence. The first always does.
LAYERS = ("package", "columns", "frictionless", "evidence")

#: Checks that other distributions bring; their problems have codes of their own.
OUTSIDE = "outside"

#: Of one code, so many problems of a layer and table are kept where no limit is given; the rest is counted.
KEPT = 1000

#: What each code of ours means, by the layers that give it. What Frictionless finds keeps Frictionless's own code.
CODES: dict[str, dict[str, str]] = {
    "package": {
        "no-file": "what lies where a file should is no plain file",
        "refused": "something that must not be read, or would never end",
        "unsafe-path": "a path or a link leads out of the package",
    },
    "columns": {
        "no-file": "a file that the descriptor names is not there",
        "refused": "a row or a file that is longer than any data has",
        "hash": "a file's hash is not the declared one",
        "bytes": "a file's size is not the declared one",
        "rows": "the number of rows is not the declared one",
        "encoding": "the file is not text in the declared encoding",
        "bom": "a table of ours begins with a byte order mark",
        "line-ends": "a table of ours has line ends other than LF, or none at its end",
        "empty": "the table has neither a header nor a row",
        "header": "the header does not match the declared fields",
        "blank-row": "a row in which no cell has a value",
        "cells": "a row has more or fewer cells than the table has columns",
        "type": "a cell does not read as its field's type",
        "required": "a cell is empty that must have a value",
        "constraint": "a value does not meet a constraint of its field",
        "category": "a value is none of its field's categories",
        "unique": "a value stands twice in a column whose values are unique",
        "key": "a primary key or a unique key stands twice, or is empty",
        "foreign-key": "a row refers to a row that is not there",
        "schema": "our table is not described by our schema",
    },
    "frictionless": {
        "no-package": "Frictionless cannot read the package at all",
        "endless": "Frictionless did not end within the time or the memory that it was given",
    },
    "evidence": {
        "table-missing": "the package has no such table",
        "table": "the table cannot be read",
        "row": "a row is none of its table",
        "order": "the rows are not in the order of their keys, or a key stands twice",
        "id": "an identifier is not the one that the content gives",
        "foreign-document": "a row belongs to no document",
        "foreign-article": "a row belongs to no article of its document",
        "foreign-row": "a row names a source, an entity or an article that has no row",
        "unused": "a source or an entity that no row names",
        "uncovered": "a visible character of the page lies in no segment",
        "overlap": "two segments, or two mentions, share characters",
        "span": "a span is empty or leads out of its page",
        "surface": "a surface is not the characters of its span",
        "outside": "a span lies in no segment of its article",
        "role": "a span stands in a segment whose kind does not fit its role",
        "text": "an article's text is not its body segments",
        "unstated": "a value does not stand in the segments of its article",
        "reading": "a date's value is not what its surface reads as",
        "published": "the publication date is not backed by a date, or its basis does not fit",
        "updated": "the date of the update is not backed by a date",
        "retrieved": "the date of retrieval is stated by nothing",
        "bounds": "a date lies outside its bounds, or these are not those of a stated date",
        "untrue": "a fact about a page, a text or a group is not so",
        "status": "a document's status does not fit its rows",
        "ordinal": "the stories of a page are not numbered 1, 2, 3",
        "type-differs": "a mention's type is not its entity's",
        "target": "a link's target does not bear the link's title",
        "group": "a group of duplicates is none",
        "page-unknown": "a raw file of the package is no document's page",
        "page-unlisted": "a document's page is no resource of the package",
        "page-missing": "a document's page cannot be read",
        "page-changed": "a page's bytes are not those that were read",
        "copy-differs": "a copy's bytes are not those of its page",
        "unsafe-path": "a path leads out of the package",
    },
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a package.

    Attributes:
        code: what sort of thing, a slug (`CODES`, and the types of Frictionless's errors).
        layer: who found it, one of `LAYERS`, or `OUTSIDE`.
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

    def __post_init__(self) -> None:
        if self.layer not in ("frictionless", OUTSIDE) and self.code not in CODES[self.layer]:
            raise ValueError(f"{self.layer} has no code {self.code!r}")

    @property
    def place(self) -> str:
        """Table, row and column in a few words; empty where it is about the package."""
        row = f"row {self.row}" if self.row is not None else None
        parts = (self.table, f"{row} ({self.key})" if row and self.key else row or self.key, self.column)
        return " ".join(visible(part, 120) for part in parts if part)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer did.

    Attributes:
        name: one of `LAYERS`.
        checked: what it checked, in a few words; empty where it did not run.
        unchecked: what it could not check, and why, a line each; no fault of the package.
        counts: the number of problems of each code, shown or not.
    """

    name: str
    checked: str
    unchecked: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found.

    Attributes:
        package: the descriptor's file, or the archive.
        problems: what is wrong, at most so many of each code, layer and table as was asked for.
        layers: what each layer did, in the order of `LAYERS`; only those that were asked for.
        notes: what a reader should know that is no fault: what was not checked, and where two layers differ.
        documents: number of documents whose evidence was checked.
        resources: number of resources in the package.
    """

    package: Path
    problems: tuple[Problem, ...]
    layers: tuple[Layer, ...]
    notes: tuple[str, ...]
    documents: int
    resources: int

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.total

    @property
    def total(self) -> int:
        """The number of problems, those that `problems` leaves out included."""
        return sum(self.counts.values())

    @property
    def counts(self) -> dict[str, int]:
        """The number of problems of each code, over all layers."""
        counts: Counter[str] = Counter()
        for layer in self.layers:
            counts.update(layer.counts)
        return dict(sorted(counts.items()))


class Findings:
    """Gathers the problems of one layer: keeps the first of each code and table, and counts them all."""

    def __init__(self, layer: str, limit: int | None = None, codes: Sequence[str] = ()) -> None:
        """Keep at most `limit` problems of each code and table (KEPT where it is None); only of `codes`, if any."""
        self.layer = layer
        self.problems: list[Problem] = []
        self.counts: Counter[str] = Counter()
        self._tables: Counter[tuple[str, str | None]] = Counter()
        self._limit = KEPT if limit is None else limit
        self._codes = frozenset(codes)

    def add(self, problem: Problem) -> None:
        """Count the problem, and keep it where there is room."""
        if self.wanted(problem.code):
            if self.room(problem.code, problem.table) > 0:
                self.problems.append(problem)
            self.count(problem.code, problem.table, 1)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add each of them."""
        for problem in problems:
            self.add(problem)

    def room(self, code: str, table: str | None) -> int:
        """How many more problems of the code in the table are kept."""
        return max(0, self._limit - self._tables[code, table]) if self.wanted(code) else 0

    def count(self, code: str, table: str | None, number: int) -> None:
        """Count problems that are not made one by one."""
        if self.wanted(code) and number:
            self.counts[code] += number
            self._tables[code, table] += number

    def wanted(self, code: str) -> bool:
        """Whether problems of the code are asked for."""
        return not self._codes or code in self._codes


def visible(text: object, limit: int = 400) -> str:
    """`text` in one line of at most `limit` characters: what cannot be seen is escaped, white space folded.

    >>> visible("a\\u202eb\\n c")
    'a\\\\u202eb c'
    """
    said = str(text)
    long = len(said) > limit
    letters = (
        letter if letter.isprintable() else " " if letter.isspace() else _escape(letter) for letter in said[: limit + 1]
    )
    line = " ".join("".join(letters).split())
    return line if len(line) <= limit and not long else line[: limit - 1] + "…"


def quoted(text: object, limit: int = 60) -> str:
    """`text` as a value in a message."""
    return f"«{visible(text, limit)}»"


def _escape(letter: str) -> str:
    number = ord(letter)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
