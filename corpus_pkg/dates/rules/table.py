"""The table of all rules, as docs/dates.md has it.

    python -m corpus_pkg.dates.rules.table docs/dates.md

writes it anew between its two marks.
"""

from __future__ import annotations

from corpus_pkg.dates.rules import RULES
from corpus_pkg.passages import Passage


def table() -> str:
    """Return the table in Markdown: a row for each rule, in order."""
    rows = ["| rule | what it reads | example | anchor | value |", "|---|---|---|---|---|"]
    for rule in RULES:
        text, anchor, value = rule.example
        rows.append(f"| {rule.name} | {rule.meaning} | {text} | {anchor or ''} | {f'`{value}`' if value else 'none'} |")
    return "\n".join(rows)


PASSAGE = Passage("The rules", "corpus_pkg.dates.rules.table", "docs/dates.md", table)

if __name__ == "__main__":
    PASSAGE.write()
