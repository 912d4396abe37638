"""The table of which stated value wins, as docs/pages.md has it.

    python -m corpus_pkg.parsing.table docs/pages.md

writes it anew between its two marks.
"""

from __future__ import annotations

from corpus_pkg.parsing.precedence import ORDER, ORIGINS
from corpus_pkg.passages import Passage


def table() -> str:
    """Return the order of each value and the meaning of each origin, in Markdown."""
    rows = ["| value | who is believed, the first before the others |", "|---|---|"]
    rows += [f"| {value} | {', '.join(origins)} |" for value, origins in ORDER.items()]
    rows += ["", "| origin | what it is |", "|---|---|"]
    rows += [f"| {origin} | {meaning} |" for origin, meaning in ORIGINS.items()]
    return "\n".join(rows)


PASSAGE = Passage("Which stated value wins", "corpus_pkg.parsing.table", "docs/pages.md", table)

if __name__ == "__main__":
    PASSAGE.write()
