"""What validation says: problems, each with a stable code, and what each layer has checked and what it could not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal

from corpus_pkg.validation.coverage import Gap
from corpus_pkg.validation.problems import Kind, Problem
from corpus_pkg.validation.wording import visible

#: Of one code, so many problems of a layer and table are kept where no limit is given; the rest is counted. Of all
#: tables together, so many times as many are.
KEPT, TABLES = 1000, 10


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
        gaps: what nobody has looked at, though it was asked for.
        part: the part that was looked at alone; None where it was the package.

    """

    package: Path
    problems: tuple[Problem, ...]
    layers: tuple[Layer, ...]
    notes: tuple[str, ...]
    documents: int
    resources: int
    gaps: tuple[Gap, ...] = ()
    part: str | None = None

    @property
    def verdict(self) -> Literal["valid", "invalid", "not checked"]:
        """What came of it: "not checked" where nothing is wrong with what was looked at, and not all was."""
        return "invalid" if self.total else "not checked" if self.gaps else "valid"

    @property
    def valid(self) -> bool | None:
        """Whether nothing is wrong; None where nothing was found and not everything was looked at."""
        return {"valid": True, "invalid": False}.get(self.verdict)

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
        self._found: set[str | None] = set()
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

    def several(self, kind: Kind, table: str, number: int, problems: Iterable[Problem]) -> None:
        """Count `number` problems of a kind in a table, and keep the first of them; the others are not made."""
        table = visible(table)
        self.problems.extend(islice(problems, min(number, self.room(kind.code, table))))
        self.count(kind.code, table, number)

    def room(self, code: str, table: str | None) -> int:
        """How many more problems of the code in the table are kept."""
        if not self.wanted(code):
            return 0
        return max(0, min(self._limit - self._tables[code, table], TABLES * self._limit - self.counts[code]))

    def has(self, table: str) -> bool:
        """Whether a problem of the table was counted, kept or not."""
        return table in self._found

    def count(self, code: str, table: str | None, number: int) -> None:
        """Count problems that are not made one by one."""
        if self.wanted(code) and number:
            self.counts[code] += number
            self._tables[code, table] += number
            self._found.add(table)

    def wanted(self, code: str) -> bool:
        """Whether problems of the code are asked for."""
        return not self._codes or code in self._codes
