"""Passages of documents that the program writes, each between two marks."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document: the marks around it, the module that writes it and the document."""

    begin: str
    end: str
    module: str
    document: str

    def updated(self, document: str, text: str) -> str:
        """Return a document with `text` between the marks; raises ValueError where it has no such place."""
        head, begin, rest = document.partition(self.begin)
        _, end, tail = rest.partition(self.end)
        if not begin or not end:
            raise ValueError(f"no place for the table of rules; write the lines {self.begin} and {self.end}")
        return f"{head}{self.begin}\n\n{text}\n\n{self.end}{tail}"

    def write(self, text: str) -> None:
        """Write `text` into the document that the command line names."""
        if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
            sys.exit(f"usage: python -m {self.module} {self.document}")
        path = Path(sys.argv[1])
        path.write_text(self.updated(path.read_text(encoding="utf-8"), text), encoding="utf-8")
