"""The header of a table beside the fields of its schema, matched by place or by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from corpus_pkg.validation.likeness import beside, twin
from corpus_pkg.validation.tabular import cells
from corpus_pkg.validation.tabular.plan import Plan
from corpus_pkg.validation.wording import quoted

#: The field of each column, None where it has none, and what does not match in one sentence, None where all does.
Match = tuple[list[cells.Field | None], str | None]


def matched(header: list[str], plan: Plan) -> Match:
    """Return the field of each column of the header, and what does not match."""
    if not plan.form.header or not header:
        return list(plan.fields), None
    same: Callable[[str], str] = str if plan.form.exact_case else str.lower
    return _by_place(header, plan, same) if plan.match == "exact" else _by_name(header, plan, same)


def _by_place(header: list[str], plan: Plan, same: Callable[[str], str]) -> Match:
    fields = plan.fields
    columns = [fields[place] if place < len(fields) else None for place in range(len(header))]
    message = _misplaced(header, columns, plan, same)
    if message is None:
        return columns, None
    # What stands in a column of another name follows from that, and is no fault of its own.
    named = {same(item.name): item for item in fields}
    firsts = {same(label): place for place, label in reversed(list(enumerate(header)))}
    return [
        named.get(same(label)) if firsts[same(label)] == place else None for place, label in enumerate(header)
    ], message


def _misplaced(
    header: list[str], columns: list[cells.Field | None], plan: Plan, same: Callable[[str], str]
) -> str | None:
    """Return what of the header is not the fields in their order; None where all is."""
    fields = plan.fields
    for place, (label, column) in enumerate(zip(header, columns, strict=True), 1):
        if column is None or not label or same(label) != same(column.name):
            here, expected = beside(label, column.name) if column is not None else (quoted(label), "none")
            return f"column {place} is {here}, expected is {expected}"
    if len(header) < len(fields):
        missing = quoted(fields[len(header)].name)
        return f"has {len(header)} columns, expected are {len(fields)}: {missing} is missing"
    twice = next((label for label, count in Counter(header).items() if count > 1), None)
    return f"{quoted(twice)} names two columns" if twice is not None else None


def _by_name(header: list[str], plan: Plan, same: Callable[[str], str]) -> Match:
    fields = {same(item.name): item for item in plan.fields}
    columns = [fields.get(same(label)) for label in header]
    labels = {same(label) for label in header}
    missing = [item for item in plan.fields if same(item.name) not in labels]
    if plan.match in ("superset", "partial"):
        missing = [item for item in missing if item.required or item.name in plan.key]
    extra = [label for label, column in zip(header, columns, strict=True) if column is None]
    message = None
    if len(labels) < len(header):
        message = "two columns have the same name"
    elif missing:
        name = missing[0].name
        like = twin(name, header)
        message = (
            f"{quoted(name)} is missing"
            if like is None
            else "{} is a column, expected is {}".format(*beside(like, name))
        )
    elif extra and plan.match not in ("subset", "partial"):
        message = f"{quoted(extra[0])} is a column, expected is none of that name"
    elif plan.match == "partial" and plan.fields and not any(columns):
        message = "no column has the name of a field"
    return columns, message
