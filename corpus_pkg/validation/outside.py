"""Checks that other distributions bring, by entry points of the group `corpus_pkg.checks`.

A check is a function that is given the opened dataset and yields what is wrong with it; its name is the code of its
problems. It runs on packages of ours, whose tables it can rely on, behind the layers that come with the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from corpus_pkg.dataset import dataset
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.plugins import Group
from corpus_pkg.validation.problems.base import OUTSIDE, Problem


class Finding(NamedTuple):
    """What a check finds wrong.

    Attributes:
        message: one line that says what is there and what should be.
        table: the table that it is in; None for the package.
        key: the key of the row, its parts separated by a vertical bar; None where it is about no row.
        column: the column; None where it is about none.

    """

    message: str
    table: str | None = None
    key: str | None = None
    column: str | None = None


#: The checks that other distributions bring.
CHECKS: Group[Callable[[dataset.Dataset], Iterable[Finding]]] = Group(
    name="corpus_pkg.checks",
    noun="check",
    needs="a function of the opened dataset that yields what is wrong",
    fits=callable,
    error=PackageError,
)


def check(package: Path, wanted: frozenset[str]) -> Iterator[Problem]:
    """Run the checks on the package at `package`, those of `wanted` alone where it names any.

    Raises PackageError (one line) for a check that cannot be loaded or fails: without it there is no verdict.
    """
    for name in CHECKS.names():
        if wanted and name not in wanted:
            continue
        run = CHECKS.load(name)
        try:
            for finding in run(dataset.open(package)):
                message = one_line(finding.message)
                yield Problem(name, OUTSIDE, finding.table, finding.key, finding.column, message)
        except PackageError:
            raise
        except Exception as error:
            raise CHECKS.problem(name, f"failed: {one_line(error)}") from error
