"""The layer of Frictionless, as the users of a package run it.

It is let at a package only where that is bounded. Its regular expressions are Python's, its guess at a dialect and its
error messages can take time and memory in the square of what they are given; what such a package would cost is
estimated first, and where it may be too much a process of its own is run, with a limit on both and no network.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus_pkg.records import TABLES
from corpus_pkg.validation.admission import WIDEST, Admission, Resource
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import columns as columns_kinds
from corpus_pkg.validation.problems import frictionless as kinds
from corpus_pkg.validation.problems.base import FRICTIONLESS
from corpus_pkg.validation.tabular import delimited
from corpus_pkg.validation.tabular.delimited import UnreadableError
from corpus_pkg.validation.tabular.dialect import dialect
from corpus_pkg.validation.tabular.patterns import is_linear, is_tame
from corpus_pkg.validation.wording import visible

#: Seconds that a process of its own has, and seconds more for each MB of the package; bytes of memory.
SECONDS, SECONDS_A_MB, MEMORY = 30.0, 3.0, 4 << 30

#: Steps that are nothing beside starting a process.
_STEPS = 200_000_000
#: Cells that Frictionless copies for one row or header that does not fit; it copies the row for each cell too many.
_COPIES = 4_000_000
_FORMATS = ("csv", "tsv", "json", "jsonl", "ndjson", "inline")
_SAMPLE = 100
#: What Frictionless says of a header, and of one or of a row that has more or fewer cells than the table has fields.
_LABELS = ("blank-header", "blank-label", "duplicate-label", "extra-label", "incorrect-label", "missing-label")
_UNEVEN = ("extra-cell", "missing-cell", "extra-label", "missing-label")
_LACKING = re.compile(r'Please install "(frictionless\[[a-z,-]+\])"')
_CHILD = "import sys; from corpus_pkg.validation.frictionless import main; sys.exit(main())"


class Run:
    """A run of Frictionless on a package, bounded in time and memory."""

    def __init__(
        self,
        admission: Admission,
        matched: Mapping[str, Mapping[str, str]],
        counted: Mapping[str, tuple[int, int]],
        longest: Mapping[str, int] | None = None,
        *,
        seconds: float | None = None,
    ) -> None:
        """Prepare a run.

        Args:
            admission: the package.
            matched: by resource, the columns whose pattern has been matched already, with the pattern.
            counted: by resource, how many cells its rows should have, and the most that one has; others are counted
                here.
            longest: by resource, the bytes of the longest cell that has to match a pattern; of others it may be as long
                as the file.
            seconds: what a process of its own may take; by default what the size of the package asks for.

        """
        self._seconds = seconds
        self._longest = longest or {}
        self._admission = admission
        self.notes: list[str] = []
        self.resources = 0
        #: The resources that were read as tables, and those that need another part of Frictionless, with its name.
        self.read: frozenset[str] = frozenset()
        self.lacking: dict[str, str] = {}
        self._heavy = False
        self._lent = admission.lent
        self._changed = admission.changed
        self._refused: str | None = None
        for resource in admission.resources:
            if resource.format in ("csv", "tsv") and not resource.remote and not resource.packed:
                self._count(resource, counted.get(resource.name))
        self._tame(matched)

    @property
    def refused(self) -> str | None:
        """Why Frictionless is not run; None where it is."""
        return self._refused

    def _count(self, resource: Resource, counted: tuple[int, int] | None) -> None:
        """Look for rows that would cost Frictionless time and memory in the square of their cells."""
        if counted is None:
            form = dialect(resource.body, resource.format)
            stated = resource.body.get("encoding")
            first = widest = 0
            for file in resource.files:
                try:
                    first, widest = delimited.widths(file, stated if isinstance(stated, str) else None, form)
                except UnreadableError as error:
                    if error.kind is columns_kinds.REFUSED:
                        self._refused = f"{visible(resource.name)} {visible(error)}"
                except OSError:
                    continue
            expected = _fields(resource) or first
            if not form.stated and widest <= 10 * WIDEST:
                # Whatever delimiter is guessed, and a text may hold many that part no cells.
                self._heavy = self._heavy or widest > WIDEST or _copies(widest, expected) > _COPIES
                return
        else:
            expected, widest = counted
        if widest > WIDEST or _copies(widest, expected) > _COPIES:
            name = visible(resource.name)
            self._refused = (
                f"{name} has a row of {widest} cells, expected are {expected}; give it the cells of its columns"
            )

    def _tame(self, matched: Mapping[str, Mapping[str, str]]) -> None:
        """Take patterns out that may explode, where they have been matched already; note the others."""
        resources: list[Any] = []
        sizes = {resource.name: sum(map(_size, resource.files)) for resource in self._admission.resources}
        for item in self._lent["resources"]:
            schema = item.get("schema") if isinstance(item, dict) else None
            fields = schema.get("fields") if isinstance(schema, dict) else None
            if not isinstance(schema, dict) or not isinstance(fields, list):
                resources.append(item)
                continue
            made = []
            size = sizes.get(str(item.get("name")), 0)
            steps = self._longest.get(str(item.get("name")), size) * size
            for field in fields:
                rules = field.get("constraints") if isinstance(field, dict) else None
                pattern = rules.get("pattern") if isinstance(rules, dict) else None
                ends = not isinstance(pattern, str) or is_linear(pattern) or (is_tame(pattern) and steps < _STEPS)
                if isinstance(rules, dict) and isinstance(pattern, str) and not ends:
                    if str(field.get("name")) in matched.get(str(item.get("name")), {}):
                        place = f"{visible(item.get('name'))} {visible(field.get('name'))}"
                        self.notes.append(
                            f"{place}: Frictionless was not given the pattern {visible(pattern, 80)}, on which Python "
                            "may spend a time without end; the columns layer has matched it"
                        )
                        field = {**field, "constraints": {k: v for k, v in rules.items() if k != "pattern"}}
                        self._changed = True
                    else:
                        self._heavy = True
                made.append(field)
            resources.append({**item, "schema": {**schema, "fields": made}})
        if self._changed:
            self._lent = {**self._lent, "resources": resources}

    def run(self) -> Iterator[Problem]:
        """Yield what Frictionless says of the package: `frictionless validate datapackage.json`."""
        self.resources = len(self._lent["resources"])
        source: str | dict[str, Any] = self._lent if self._changed else str(self._admission.path.absolute())
        root = str(self._admission.root.absolute())
        done = self._apart(source, root) if self._is_heavy() else _findings(source, root)
        findings = _folded(done["findings"])
        names = {resource.name for resource in self._admission.resources}
        for item in findings:
            table = item["table"]
            if (lacking := _LACKING.search(item["message"])) is not None:
                # No fault of the package.
                self.lacking[str(table)] = lacking[1]
                continue
            yield Problem(
                item["code"],
                FRICTIONLESS,
                visible(table) if table else None,
                visible(item["key"], 120) if item["key"] and table in names else None,
                visible(item["column"]) if item["column"] else None,
                visible(item["message"].replace(f"{root}{os.sep}", "")),
                item["row"],
            )
        self.read = frozenset(done["read"]) - self.lacking.keys()

    def _is_heavy(self) -> bool:
        if self._heavy:
            return True
        for resource in self._admission.resources:
            if resource.remote:
                continue
            body = resource.body
            if any(isinstance(body.get(part), str) for part in ("schema", "dialect")):
                return True
            if not resource.tabular and resource.format not in _FORMATS:
                # Bytes are counted and nothing else is done with them.
                continue
            if resource.packed or resource.format not in _FORMATS:
                return True
            if any(_guessing(file) > _STEPS for file in resource.files):
                return True
        return False

    def _apart(self, source: str | dict[str, Any], root: str) -> dict[str, Any]:
        """Return the findings of a process of its own; one finding where it did not end, or died."""
        size = sum(_size(file) for resource in self._admission.resources for file in resource.files)
        seconds = SECONDS + SECONDS_A_MB * size / 1e6 if self._seconds is None else self._seconds
        home = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
        try:
            done = subprocess.run(
                [sys.executable, "-c", _CHILD],
                input=json.dumps({"source": source, "root": root, "memory": MEMORY}),
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=seconds,
                env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            )
        except subprocess.TimeoutExpired:
            message = f"Frictionless did not end within {seconds:.0f} seconds; make the patterns or the lines plainer"
            return _alone(kinds.ENDLESS.code, message)
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["it was stopped"])[-1]
            message = f"Frictionless needs more than it was given ({reason}); split the package"
            return _alone(kinds.ENDLESS.code, message)
        found: dict[str, Any] = json.loads(done.stdout)
        return found


def _fields(resource: Resource) -> int:
    listed = resource.schema.get("fields") if resource.schema else None
    return len(listed) if isinstance(listed, list) else 0


def _copies(widest: int, expected: int) -> int:
    return abs(widest - expected) * widest


def _guessing(file: Path) -> int:
    """Return the steps that a guess at a dialect takes at most: all first lines for each quotation mark in them."""
    marks = length = 0
    with suppress(OSError), file.open("rb") as stream:
        for number, line in enumerate(stream):
            if number == _SAMPLE or marks * length > _STEPS:
                break
            marks += line.count(b'"') + line.count(b"'")
            length += len(line)
    return marks * length


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size
    return 0


def _findings(source: str | dict[str, Any], root: str) -> dict[str, Any]:
    """Return what Frictionless finds ("findings"), and the names of the tables that it read ("read"), for JSON."""
    # Here, because loading it takes longer than all else that a small package asks for.
    import frictionless

    try:
        package: Any = source
        if not isinstance(source, str):
            package = frictionless.Package.from_descriptor(source, basepath=root)
            report: Any = package.validate()
        else:
            report = frictionless.validate(source, type="package")
    except frictionless.FrictionlessException as error:
        faults = (*error.reasons, error.error)
        return {"findings": [_finding(fault.type, fault.message) for fault in faults], "read": []}
    except Exception as error:
        # A descriptor with a list where a text should be makes it raise whatever comes.
        message = f"Frictionless cannot read the package ({type(error).__name__}: {error})"
        return _alone(kinds.NO_PACKAGE.code, message)
    findings = [_finding(fault.type, fault.message) for fault in report.errors]
    for task in report.tasks:
        for fault in task.errors:
            findings.append(
                _finding(
                    fault.type,
                    fault.message,
                    task.name,
                    _key(task.name, getattr(fault, "cells", None)),
                    getattr(fault, "field_name", None) or None,
                    getattr(fault, "row_number", None),
                )
            )
    return {"findings": findings, "read": [task.name for task in report.tasks if task.type == "table"]}


def _folded(findings: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the findings, of a header or a row that has too many or too few cells the first: the others follow from it.

    Of a table whose header has, no row is told.
    """
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for item in findings:
        of_header = item["code"] in _LABELS
        groups.setdefault((item["table"], "header" if of_header else item["row"]), []).append(item)
    shifted = {table for (table, row), group in groups.items() if row == "header" and len(_uneven(group)) > 1}
    for (table, row), group in groups.items():
        uneven = _uneven(group)
        if table in shifted and row not in ("header", None):
            continue
        if not uneven:
            yield from group
            continue
        rest = len(group) - 1
        if table in shifted and row == "header":
            rest += sum(len(other) for (name, at), other in groups.items() if name == table and at not in (row, None))
        more = f" ({rest} more that Frictionless says follow from it)" if rest else ""
        yield {**uneven[0], "message": f"{uneven[0]['message']}{more}"}


def _uneven(group: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the findings that tell of too many or too few cells, of a header that its labels are too many or few."""
    return [item for item in group if item["code"] in _UNEVEN]


def _alone(code: str, message: str) -> dict[str, Any]:
    """Return one finding about the package, of which no table was read."""
    return {"findings": [_finding(code, message)], "read": []}


def _finding(
    code: str,
    message: str,
    table: str | None = None,
    key: str | None = None,
    column: str | None = None,
    row: int | None = None,
) -> dict[str, Any]:
    return {"code": code, "message": str(message), "table": table, "key": key, "column": column, "row": row}


def _key(name: str, cells: list[str] | None) -> str | None:
    """Return the key in the cells of a row of ours."""
    table = TABLES.get(name)
    if table is None or cells is None or len(cells) != len(table.columns):
        return None
    values = dict(zip(table.columns, cells, strict=True))
    return "|".join(values[column] for column in table.key)


def main() -> int:
    """Read from standard input what to validate, and print the findings as JSON: the process of its own."""
    task = json.load(sys.stdin)
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (task["memory"], task["memory"]))
    sys.addaudithook(_offline)
    print(json.dumps(_findings(task["source"], task["root"])))
    return 0


def _offline(event: str, _: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        raise PermissionError("nothing is fetched from a network")
