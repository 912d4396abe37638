"""The table of the rules of wording, as docs/layout.md has it.

    python -m corpus_pkg.layout.table docs/layout.md

writes it anew between its two marks.
"""

from __future__ import annotations

from corpus_pkg.layout.boilerplate import RULES
from corpus_pkg.passages import Passage


def table() -> str:
    """Return the table in Markdown: a row for each rule, in the order in which they are asked."""
    rows = ["| rule | a segment bears it because | example | kind |", "|---|---|---|---|"]
    for rule in RULES:
        example = rule.example.line.replace("|", "\\|")
        rows.append(f"| `{rule.code}` | {rule.meaning} | `` {example} `` | {rule.example.kind} |")
    return "\n".join(rows)


PASSAGE = Passage("The rules of wording", "corpus_pkg.layout.table", "docs/layout.md", table)

if __name__ == "__main__":
    PASSAGE.write()
