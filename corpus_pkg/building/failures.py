"""What could not be built of the input: which file, what happened to it and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus_pkg.errors import BuildError, one_line


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """A file, or a member of a carrier, that could not be read.

    Attributes:
        path: where it lies in the package, or would.
        problem: what happened, in a line.
        remedy: what to do, in a line.
        document_id: the document of the file's bytes, whose row says the same; None where there are none at hand.
        file: the file or member as the user named it, for messages.

    """

    path: str
    problem: str
    remedy: str
    document_id: str | None
    file: str

    @property
    def line(self) -> str:
        """The failure in one line."""
        return one_line(f"{self.file}: {self.problem}; {self.remedy}")


def failure(path: str, file: str, reason: str, document_id: str | None = None) -> Failure:
    """Return the failure that `reason` tells of: what happened and, behind the last semicolon, what to do."""
    problem, _, remedy = one_line(reason).rpartition("; ")
    if not problem:
        problem, remedy = remedy, "mend it or leave it out"
    return Failure(path, problem, remedy, document_id, one_line(file))


class Failures:
    """The failures of a build, in the order in which they were met."""

    def __init__(self, strict: bool) -> None:
        """Begin without any; where `strict` is set the first ends the build."""
        self._strict = strict
        self._met: list[Failure] = []

    def add(self, failed: Failure) -> None:
        """Keep the failure; raises it as a BuildError where the build is strict."""
        if self._strict:
            raise BuildError(failed.line)
        self._met.append(failed)

    def extend(self, failed: Iterable[Failure]) -> None:
        """Keep the failures, as `add` does each."""
        for each in failed:
            self.add(each)

    @property
    def met(self) -> Sequence[Failure]:
        """The failures so far, in the order in which they were met."""
        return self._met

    def sorted(self) -> tuple[Failure, ...]:
        """Return the failures in order of their paths."""
        return tuple(sorted(self._met))


def report(failures: Iterable[Failure]) -> bytes:
    """Return the file `build-report.json`: UTF-8, LF, each failure by the path that it has in the package.

    It names nothing of the machine, so that the same input gives the same bytes.
    """
    rows = [
        {
            "path": failed.path,
            "problem": failed.problem,
            "remedy": failed.remedy,
            "document_id": failed.document_id,
        }
        for failed in failures
    ]
    return (json.dumps({"failures": rows}, ensure_ascii=False, indent=2) + "\n").encode()
