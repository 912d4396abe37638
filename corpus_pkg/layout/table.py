"""The table of the rules of wording, as docs/layout.md has it.

    python -m corpus_pkg.layout.table docs/layout.md

writes it anew between its two marks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus_pkg.layout.furniture import RULES

_BEGIN = "<!-- The rules of wording: written by python -m corpus_pkg.layout.table docs/layout.md -->"
_END = "<!-- The end of the rules of wording -->"


def table() -> str:
    """Return the table in Markdown: a row for each rule, in the order in which they are asked."""
    rows = ["| rule | a segment bears it because | example | kind |", "|---|---|---|---|"]
    for rule in RULES:
        example = rule.example.line.replace("|", "\\|")
        rows.append(f"| `{rule.code}` | {rule.meaning} | `` {example} `` | {rule.example.kind} |")
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
        sys.exit("usage: python -m corpus_pkg.layout.table docs/layout.md")
    path = Path(sys.argv[1])
    path.write_text(updated(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
