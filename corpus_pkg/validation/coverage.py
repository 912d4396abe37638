"""What of a package nobody has looked at: no verdict can speak of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus_pkg.validation.admission import Admission, Resource
from corpus_pkg.validation.frictionless import Run
from corpus_pkg.validation.tabular.plan import Table
from corpus_pkg.validation.wording import visible

#: Formats that hold tables and nothing else, whether a schema is declared or not.
_OF_TABLES = frozenset(
    (
        *("csv", "tsv", "jsonl", "ndjson", "xls", "xlsx", "xlsm", "xlsb", "ods", "parquet", "parq", "arrow", "feather"),
        *("sav", "zsav", "dta", "sas7bdat", "xpt", "dbf", "sqlite", "sqlite3", "gsheets", "sql"),
    )
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that nobody has looked at.

    Attributes:
        resource: the resource that it is in; None for the package.
        reason: in a few words, what was not looked at and why.

    """

    resource: str | None
    reason: str

    def __str__(self) -> str:
        """Return it in one line."""
        return f"{self.resource}: {self.reason}" if self.resource is not None else self.reason


def gaps(admission: Admission, tables: Mapping[str, Table], run: Run | None) -> Iterator[Gap]:
    """Yield what neither the columns, with their `tables`, nor the run of Frictionless has looked at.

    Either may not have run: then there are no tables, or no run. What is no table is looked at where it is there and
    has the size and the hash that are declared of it.
    """
    for resource in admission.resources:
        table = tables.get(resource.name)
        for reason in _unseen(resource, table, run):
            yield Gap(visible(resource.name), visible(reason))


def _unseen(resource: Resource, table: Table | None, run: Run | None) -> Iterator[str]:
    if resource.remote or not all(file.is_file() for file in resource.files):
        # What was not fetched the admission has told, and what is not there is a problem.
        return
    if table is not None:
        yield from table.unchecked
        if table.whole and not table.left:
            return
    if run is not None and resource.name in run.read:
        return
    if not resource.tabular and resource.format not in _OF_TABLES:
        return
    if run is not None and resource.name in run.lacking:
        yield f"the format {resource.format}, which Frictionless reads with pip install '{run.lacking[resource.name]}'"
    elif table is not None and table.left:
        yield ", ".join(dict.fromkeys(table.left))
    elif run is not None:
        yield f"the format {resource.format or 'that nobody states'}, which nobody here reads as a table"
    # Else the columns alone were asked, and have told why they read no table.
