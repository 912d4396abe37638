"""The table of lexicons, as docs/lexicons.md has it; columns that may be left out stand in brackets.

    python -m corpus_pkg.language.table docs/lexicons.md

writes it anew between its two marks.
"""

from __future__ import annotations

from corpus_pkg.language.tables import TABLES
from corpus_pkg.passages import Passage


def table() -> str:
    """Return the table in Markdown: a row for each lexicon, in order of their names."""
    rows = ["| table | key | columns | a row is |", "|---|---|---|---|"]
    for name, lexicon in TABLES.items():
        columns = ", ".join(f"[{column}]" if column in lexicon.optional else column for column in lexicon.columns)
        meaning = lexicon.row.meaning.rstrip(".")
        rows.append(f"| `{name}` | {', '.join(lexicon.key)} | {columns} | {meaning[:1].lower()}{meaning[1:]} |")
    return "\n".join(rows)


PASSAGE = Passage("The lexicons", "corpus_pkg.language.table", "docs/lexicons.md", table)

if __name__ == "__main__":
    PASSAGE.write()
