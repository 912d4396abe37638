"""The table of which stated value wins, as docs/pages.md has it.

    python -m corpus_pkg.parsing.table docs/pages.md

writes it anew between its two marks.
"""

from __future__ import annotations

from corpus_pkg.parsing.precedence import ORDER, ORIGINS
from corpus_pkg.passages import Passage

_PASSAGE = Passage(
    "<!-- Which stated value wins: written by python -m corpus_pkg.parsing.table docs/pages.md -->",
    "<!-- The end of which stated value wins -->",
    "corpus_pkg.parsing.table",
    "docs/pages.md",
)


def table() -> str:
    """Return the order of each value and the meaning of each origin, in Markdown."""
    rows = ["| value | who is believed, the first before the others |", "|---|---|"]
    rows += [f"| {value} | {', '.join(origins)} |" for value, origins in ORDER.items()]
    rows += ["", "| origin | what it is |", "|---|---|"]
    rows += [f"| {origin} | {meaning} |" for origin, meaning in ORIGINS.items()]
    return "\n".join(rows)


def updated(document: str) -> str:
    """Return a document with the table between its marks; raises ValueError where it has no such place."""
    return _PASSAGE.updated(document, table())


def main() -> None:
    """Write the table into the document that the command line names."""
    _PASSAGE.write(table())


if __name__ == "__main__":
    main()
