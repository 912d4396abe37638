"""The table of the rules of wording, as docs/layout.md has it.

    python -m corpus_pkg.layout.table docs/layout.md

writes it anew between its two marks.
"""

from __future__ import annotations

from corpus_pkg.layout.boilerplate import RULES
from corpus_pkg.passages import Passage

_PASSAGE = Passage(
    "<!-- The rules of wording: written by python -m corpus_pkg.layout.table docs/layout.md -->",
    "<!-- The end of the rules of wording -->",
    "corpus_pkg.layout.table",
    "docs/layout.md",
)


def table() -> str:
    """Return the table in Markdown: a row for each rule, in the order in which they are asked."""
    rows = ["| rule | a segment bears it because | example | kind |", "|---|---|---|---|"]
    for rule in RULES:
        example = rule.example.line.replace("|", "\\|")
        rows.append(f"| `{rule.code}` | {rule.meaning} | `` {example} `` | {rule.example.kind} |")
    return "\n".join(rows)


def updated(document: str) -> str:
    """Return a document with the table between its marks; raises ValueError where it has no such place."""
    return _PASSAGE.updated(document, table())


def main() -> None:
    """Write the table into the document that the command line names."""
    _PASSAGE.write(table())


if __name__ == "__main__":
    main()
