"""The table of what each code means, as docs/validation.md has it.

    python -m corpus_pkg.validation.problems.table docs/validation.md

writes it anew between its two marks.
"""

from __future__ import annotations

from corpus_pkg.passages import Passage
from corpus_pkg.validation.problems import KINDS

_PASSAGE = Passage(
    "<!-- What each code means: written by python -m corpus_pkg.validation.problems.table docs/validation.md -->",
    "<!-- The end of what each code means -->",
    "corpus_pkg.validation.problems.table",
    "docs/validation.md",
)


def table() -> str:
    """Return the table in Markdown: a row for each kind of problem, layer by layer."""
    rows = ["| layer and code | meaning | an example | the usual cause | what to do |", "|---|---|---|---|---|"]
    for kind in KINDS:
        cells = (f"`{kind.layer}` `{kind.code}`", kind.meaning, kind.example, kind.cause, kind.remedy)
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows)


def updated(document: str) -> str:
    """Return a document with the table between its marks; raises ValueError where it has no such place."""
    return _PASSAGE.updated(document, table())


def main() -> None:
    """Write the table into the document that the command line names."""
    _PASSAGE.write(table())


if __name__ == "__main__":
    main()
