"""The table of all rules, as docs/dates.md has it.

    python -m corpus_pkg.dates.rules.table docs/dates.md

writes it anew between its two marks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus_pkg.dates.rules import RULES

_BEGIN = "<!-- The rules: written by python -m corpus_pkg.dates.rules.table docs/dates.md -->"
_END = "<!-- The end of the rules -->"


def table() -> str:
    """Return the table in Markdown: a row for each rule, in order."""
    rows = ["| rule | what it reads | example | anchor | value |", "|---|---|---|---|---|"]
    for rule in RULES:
        text, anchor, value = rule.example
        rows.append(f"| {rule.name} | {rule.meaning} | {text} | {anchor or ''} | {f'`{value}`' if value else 'none'} |")
    return "\n".join(rows)


def updated(document: str) -> str:
    """Return a document with the table between its marks; raises ValueError where it has no such place."""
    head, begin, rest = document.partition(_BEGIN)
    _, end, tail = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"no place for the table of rules; write the lines {_BEGIN} and {_END}")
    return f"{head}{_BEGIN}\n\n{table()}\n\n{_END}{tail}"


def main() -> None:
    """Write the table into the document that the command line names."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        sys.exit("usage: python -m corpus_pkg.dates.rules.table docs/dates.md")
    path = Path(sys.argv[1])
    path.write_text(updated(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
