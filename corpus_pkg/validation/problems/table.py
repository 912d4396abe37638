"""The table of what each code means, as docs/validation.md has it.

    python -m corpus_pkg.validation.problems.table docs/validation.md

writes it anew between its two marks.
"""

from __future__ import annotations

from corpus_pkg.passages import Passage
from corpus_pkg.validation.problems import KINDS


def table() -> str:
    """Return the table in Markdown: a row for each kind of problem, layer by layer."""
    rows = ["| layer and code | meaning | an example | the usual cause | what to do |", "|---|---|---|---|---|"]
    for kind in KINDS:
        cells = (f"`{kind.layer}` `{kind.code}`", kind.meaning, kind.example, kind.cause, kind.remedy)
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows)


PASSAGE = Passage("What each code means", "corpus_pkg.validation.problems.table", "docs/validation.md", table)

if __name__ == "__main__":
    PASSAGE.write()
