"""The sources and entities of a package: rows name those that are there, and each is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.validation.evidence import names
from corpus_pkg.validation.evidence.dossier import Dossier
from corpus_pkg.validation.evidence.rows import problem, read
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds


class Register:
    """A table whose rows are named by rows of documents: `column` of the table `using` holds their keys."""

    def __init__(
        self,
        name: str,
        using: str,
        column: str,
        files: Mapping[str, Path],
        faults: list[Problem],
        lexicons: tuple[Lexicons, ...],
    ) -> None:
        """Read the table `name` where the package has it; what is wrong with its rows goes to `faults`.

        Its rows are held against the lexicons, where some are given.
        """
        self._lexicons = lexicons
        self._name, self._using, self._column = name, using, column
        self._present, self._used = name in files, using in files
        self._rows: dict[str, Any] = {}
        if self._present:
            self._rows = {row[0]: row for row in read(name, files[name], faults)}
        self._named: set[str] = set()
        # What rows say of those that they name: a thing said often is judged once, where nothing is wrong with it.
        self._fitting: set[tuple[str, ...]] = set()
        self._said = attrgetter(column, *(("type", "method") if name == "entities" else ("source_id",)))

    def meet(self, dossier: Dossier) -> Iterator[Problem]:
        """Yield the rows of a document that name what is not there, or is of another type."""
        rows = getattr(dossier, self._using)
        for row, stated in zip(rows, map(self._said, rows), strict=True):
            if stated in self._fitting:
                continue
            key = stated[0]
            named = self._rows.get(key)
            if key is not None:
                self._named.add(key)
            if key is not None and named is None and self._present:
                yield problem(kinds.FOREIGN_ROW, self._using, row, self._column, f"{key} is no row of {self._name}")
            elif named is not None and self._name == "entities" and _differs(named, row):
                message = f"is {row.type}, the entity {key} is {named.type}"
                yield problem(kinds.TYPE_DIFFERS, self._using, row, "type", message)
            else:
                self._fitting.add(stated)

    def rest(self, *, complete: bool = True) -> Iterator[Problem]:
        """Yield the rows that the lexicons have otherwise, and if all documents were met those that nothing names."""
        if self._lexicons:
            for row in self._rows.values():
                yield from names.listed(self._name, row, self._lexicons)
        for key, row in self._rows.items() if self._used and complete else ():
            if key not in self._named:
                yield problem(kinds.UNUSED, self._name, row, None, f"no row of {self._using} names it; take it out")


def _differs(entity: Any, mention: Any) -> bool:
    """Return whether a mention that a gazetteer made is of another type than its entity."""
    return mention.method == "gazetteer" and bool(entity.type != mention.type)
