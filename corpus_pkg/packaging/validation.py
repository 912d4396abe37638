"""Whether a package is valid: by Frictionless, as its users would run it, and by its own evidence."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frictionless

from corpus_pkg.packaging import descriptor, evidence
from corpus_pkg.packaging.errors import one_line
from corpus_pkg.packaging.evidence import Problem
from corpus_pkg.records import TABLES


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found.

    Attributes:
        package: the descriptor's file.
        problems: all that is wrong; empty where the package is valid.
        notes: what could not be checked, and why; no fault of the package.
        documents: number of documents whose evidence was checked.
        resources: number of resources that Frictionless checked.
    """

    package: Path
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    documents: int
    resources: int

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    @property
    def counts(self) -> dict[str, int]:
        """The number of problems of each code."""
        return dict(sorted(Counter(problem.code for problem in self.problems).items()))


def validate(package: str | os.PathLike[str] | None = None) -> Report:
    """Validate the package (its folder or its descriptor), by default the dataset that came with the program.

    Raises PackageError where there is no package to validate.
    """
    path = descriptor.locate(package)
    body = descriptor.read(path)
    tally = evidence.Tally()
    # Who opens a pipe waits for ever.
    problems = [*_no_files(path.parent, body)] or [*structure(path), *evidence.check(path, tally)]
    notes = []
    if tally.without_page:
        notes.append(
            f"{tally.without_page} of {tally.documents} pages are not in the package, so their spans were not checked; "
            "build without --no-raw to have them"
        )
    return Report(path, tuple(problems), tuple(notes), tally.documents, len(body["resources"]))


def _no_files(root: Path, body: Mapping[str, Any]) -> Iterator[Problem]:
    """The resources that are neither missing nor plain files."""
    for place in descriptor.resources(body):
        if not descriptor.is_inside(place):
            continue
        with suppress(OSError):
            if stat.S_ISREG((root / place).stat().st_mode):
                continue
            message = f"{place} is no plain file, so nothing was checked; put the file there"
            yield Problem("no-file", "evidence", None, None, None, one_line(message))


def structure(path: Path) -> Iterator[Problem]:
    """What Frictionless says of the package: `frictionless validate datapackage.json`, in this process."""
    try:
        report: Any = frictionless.validate(str(path.absolute()), type="package")
    except frictionless.FrictionlessException as error:
        yield Problem("package-error", "frictionless", None, None, None, one_line(error))
        return
    except Exception as error:
        # A descriptor with a list where a text should be makes it raise whatever comes.
        message = f"Frictionless cannot read the package ({type(error).__name__}: {error})"
        yield Problem("package-error", "frictionless", None, None, None, one_line(message))
        return
    for fault in report.errors:
        yield Problem(fault.type, "frictionless", None, None, None, one_line(fault.message))
    for task in report.tasks:
        for fault in task.errors:
            key = _key(task.name, getattr(fault, "cells", None))
            column = getattr(fault, "field_name", None) or None
            yield Problem(fault.type, "frictionless", task.name, key, column, one_line(fault.message))


def _key(name: str, cells: list[str] | None) -> str | None:
    """The key in the cells of a row."""
    table = TABLES.get(name)
    if table is None or cells is None or len(cells) != len(table.columns):
        return None
    values = dict(zip(table.columns, cells, strict=True))
    return "|".join(values[column] for column in table.key)
