"""The table of all rules, as docs/dates.md has it.

    python -m corpus_pkg.dates.rules.table docs/dates.md

writes it anew between its two marks.
"""

from __future__ import annotations

from corpus_pkg.dates.rules import RULES
from corpus_pkg.passages import Passage

_PASSAGE = Passage(
    "<!-- The rules: written by python -m corpus_pkg.dates.rules.table docs/dates.md -->",
    "<!-- The end of the rules -->",
    "corpus_pkg.dates.rules.table",
    "docs/dates.md",
)


def table() -> str:
    """Return the table in Markdown: a row for each rule, in order."""
    rows = ["| rule | what it reads | example | anchor | value |", "|---|---|---|---|---|"]
    for rule in RULES:
        text, anchor, value = rule.example
        rows.append(f"| {rule.name} | {rule.meaning} | {text} | {anchor or ''} | {f'`{value}`' if value else 'none'} |")
    return "\n".join(rows)


def updated(document: str) -> str:
    """Return a document with the table between its marks; raises ValueError where it has no such place."""
    return _PASSAGE.updated(document, table())


def main() -> None:
    """Write the table into the document that the command line names."""
    _PASSAGE.write(table())


if __name__ == "__main__":
    main()
