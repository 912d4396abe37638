"""The rows of JSON data: a list of objects, or of lists of which the first is the header, or a line for each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from corpus_pkg.validation.admission import Resource
from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.report import Findings
from corpus_pkg.validation.tabular import cells, files
from corpus_pkg.validation.tabular.batches import Batch
from corpus_pkg.validation.tabular.delimited import UnreadableError
from corpus_pkg.validation.tabular.plan import Plan
from corpus_pkg.validation.wording import quoted

_LARGEST = 64 * 1024 * 1024


def inline(resource: Resource, plan: Plan, findings: Findings) -> tuple[list[str] | None, Iterator[Batch]]:
    """Return the labels and the rows; None in the place of the labels where the data is no table of one form.

    Values of another type than their field go to `findings`. Raises UnreadableError and OSError.
    """
    import polars as pl

    rows = loaded(resource)
    if not isinstance(rows, list) or not all(
        type(row) is type(rows[0]) and isinstance(row, (list, dict)) for row in rows
    ):
        return None, iter(())
    names = [item.name for item in plan.fields]
    if not rows:
        return [], iter(())
    if isinstance(rows[0], dict):
        header, listed = names, [[row.get(name) for name in names] for row in rows]
    elif plan.form.header:
        header, listed = [str(label).strip() for label in rows[0]], rows[1:]
    else:
        header, listed = [], rows
    width = len(header) or len(names)
    first = 2 if header else 1
    ragged = [(number, len(row)) for number, row in enumerate(listed, first) if len(row) != width]
    columns = []
    for place in range(width):
        values = [row[place] if place < len(row) else None for row in listed]
        field = plan.fields[place] if place < len(plan.fields) else None
        texts = _column(resource, field, values, first, findings)
        columns.append(pl.Series(f"c{place}", texts, dtype=pl.String))
    batch = Batch(pl.DataFrame(columns), first, None, ragged)
    return header, iter((batch,) if listed else ())


def loaded(resource: Resource) -> Any:
    """Return the data of a resource, of lines of JSON the list of their values.

    Raises UnreadableError where it is no JSON, or more of it than is read; and OSError.
    """
    if not resource.files:
        return resource.body["data"]
    if resource.files[0].stat().st_size > _LARGEST:
        raise UnreadableError(kinds.REFUSED, f"has more than {_LARGEST} bytes of JSON")
    whole = resource.format not in ("jsonl", "ndjson")
    place = ""
    try:
        text = resource.files[0].read_bytes().decode(files.encoding(resource))
        if whole:
            return json.loads(text)
        rows = []
        # Other signs that Python takes for line ends may stand in a text of JSON.
        for number, line in enumerate(text.split("\n"), 1):
            place = f"line {number} "
            if line.strip():
                rows.append(json.loads(line))
        return rows
    except (ValueError, RecursionError, LookupError) as error:
        raise UnreadableError(kinds.SYNTAX, f"{place}is not JSON ({error})") from None


def _column(
    resource: Resource, field: cells.Field | None, values: list[Any], first: int, findings: Findings
) -> list[str | None]:
    """Return the values of a column as the texts of cells; None where one is missing, or of another type."""
    texts: list[str | None] = []
    for number, value in enumerate(values, first):
        text, fault = _text(value, field)
        texts.append(text)
        if fault is not None and field is not None:
            message = f"is {quoted(value)}, expected is {fault.expected}"
            findings.add(kinds.TYPE.problem(message, resource.name, field.name, row=number))
    return texts


def _text(value: Any, field: cells.Field | None) -> tuple[str | None, cells.Fault | None]:
    """Return a JSON value as the text of a cell, and what is wrong with it where it is not of its field's type."""
    if value is None or isinstance(value, str):
        return value, None
    if field is not None and field.type != "any" and field.usable():
        return field.native(value)
    return json.dumps(value), None
