"""What is in a package, in words: as lines for a terminal, as JSON, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from corpus_pkg.errors import one_line
from corpus_pkg.exploring.statistics import GROUPS, Statistics
from corpus_pkg.records import TABLES
from corpus_pkg.viewing import plain

#: So many values of a group are told in words; JSON has all.
_SHOWN = 12
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#&~])")


def as_json(counted: Statistics) -> dict[str, Any]:
    """Return all counts as JSON values."""
    return {
        "rows": counted.rows,
        "filled": counted.filled,
        "groups": {name: dict(counted.ordered(name)) for name in counted.groups},
    }


def lines(counted: Statistics) -> Iterator[str]:
    """Yield the counts as lines of text."""
    yield "Rows"
    yield from _aligned((name, count) for name, count in counted.rows.items())
    for heading, counts in _groups(counted):
        yield ""
        yield heading
        yield from _aligned(counts)
    yield ""
    yield "Columns that are filled, in percent"
    for name, columns in counted.filled.items():
        if counted.rows[name]:
            of = (f"{column} {100 * filled / counted.rows[name]:.0f}" for column, filled in columns.items())
            yield f"  {name}: {', '.join(of)}"


def markdown(counted: Statistics) -> Iterator[str]:
    """Yield the counts as lines of Markdown: a section for each group, in a table."""
    yield from table(("Table", "Rows", "A row is"), contents(counted))
    for heading, counts in _groups(counted):
        yield ""
        yield f"## {heading}"
        yield ""
        yield from table(("", "Count"), ((escaped(name), f"{count:,}") for name, count in counts))
    yield ""
    yield "## How full the columns are"
    yield ""
    rows = (
        (f"{name}.{column}", f"{100 * filled / counted.rows[name]:.1f}%")
        for name, columns in counted.filled.items()
        if counted.rows[name]
        for column, filled in columns.items()
    )
    yield from table(("Column", "Filled"), ((escaped(column), share) for column, share in rows))


def contents(counted: Statistics) -> Iterator[tuple[str, str, str]]:
    """Yield the tables as rows of a table: the name of each, its rows, what a row is."""
    for name, count in counted.rows.items():
        yield name, f"{count:,}", escaped(TABLES[name].description)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table of Markdown; its cells are Markdown."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def escaped(words: str) -> str:
    """Return any text as Markdown in which it is text, in one line."""
    return _SPECIAL.sub(r"\\\1", one_line(plain(words), 200))


def _groups(counted: Statistics) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Yield the groups that have something, each with its most frequent values."""
    for name, heading in GROUPS.items():
        frequent, others = counted.frequent(name, _SHOWN)
        shown = [(words, count) for _, words, count in frequent]
        if shown:
            yield heading, [*shown, others] if others else shown


def _aligned(counts: Iterable[tuple[str, int]]) -> Iterator[str]:
    for name, count in counts:
        yield f"  {count:>10,}  {one_line(plain(name), 100)}"
