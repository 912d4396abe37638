"""A plugin of Frictionless: the check type "corpus-evidence".

Frictionless finds it by its name. With a checklist of `{"checks": [{"type": "corpus-evidence"}]}`,
`frictionless validate datapackage.json --checklist checklist.json` also checks that every value is what its page says.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from frictionless import Check, Plugin, errors

if TYPE_CHECKING:
    from corpus_pkg.validation.problems import Problem


class CorpusEvidenceError(errors.TableError):
    """A value that is not what its page says."""

    type = "corpus-evidence"
    title = "Corpus Evidence Error"
    description = "A value of the table is not what the page that it points at says."
    template = "The evidence does not hold: {note}"


@attrs.define(kw_only=True, repr=False)
class corpus_evidence(Check):
    """Check the tables of a corpus package against its pages.

    The tables are read side by side, once for a package, and each table reports what is wrong in it; what is about no
    table is reported with the documents.
    """

    type = "corpus-evidence"
    Errors = [CorpusEvidenceError]  # noqa: RUF012 - the type that Frictionless declares

    _package: Any = attrs.field(default=None, init=False)
    _problems: dict[str, list[Problem]] = attrs.field(factory=dict, init=False)

    def validate_start(self) -> Iterable[errors.TableError]:
        """Report what is wrong in the table; a resource outside a package has no pages to be checked against."""
        # Imported late: Frictionless loads every plugin whenever it is used, for whatever data.
        from corpus_pkg.errors import PackageError
        from corpus_pkg.records import TABLES
        from corpus_pkg.validation import evidence

        package = self.resource.package
        name = self.resource.name
        if name not in TABLES:
            return
        if package is None:
            yield CorpusEvidenceError(note=f"{name} is checked within its package; validate datapackage.json")
            return
        if self._package is not package:
            self._package, self._problems = package, {}
            try:
                for problem in evidence.check(Path(package.basepath or ".")):
                    self._problems.setdefault(problem.table if problem.table in TABLES else "documents", []).append(
                        problem
                    )
            except PackageError as error:
                yield CorpusEvidenceError(note=str(error))
        for problem in self._problems.get(name, ()):
            where = " ".join(part for part in (problem.key, problem.column) if part)
            yield CorpusEvidenceError(note=f"{problem.code}: {where + ': ' if where else ''}{problem.message}")


class CorpusPlugin(Plugin):
    """What Frictionless looks for in a module of this name."""

    def select_check_class(self, type: str | None = None) -> type[Check] | None:
        """Return the class of the check, where it is ours."""
        return corpus_evidence if type == corpus_evidence.type else None
