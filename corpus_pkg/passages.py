"""Passages of documents that the program writes, each between two marks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document and what stands there.

    Attributes:
        title: what it is, as the marks around it say.
        module: the module that writes it, by `python -m`.
        document: the document, by its path in the project.
        text: gives what stands there, in Markdown.

    """

    title: str
    module: str
    document: str
    text: Callable[[], str]

    @property
    def begin(self) -> str:
        """The mark before it."""
        return f"<!-- {self.title}: written by python -m {self.module} {self.document} -->"

    @property
    def end(self) -> str:
        """The mark behind it."""
        return f"<!-- The end of {self.title[:1].lower()}{self.title[1:]} -->"

    def updated(self, document: str) -> str:
        """Return a document with the passage between its marks; raises ValueError where it has no such place."""
        head, begin, rest = document.partition(self.begin)
        _, end, tail = rest.partition(self.end)
        if not begin or not end:
            raise ValueError(f"no place for the table of rules; write the lines {self.begin} and {self.end}")
        return f"{head}{self.begin}\n\n{self.text()}\n\n{self.end}{tail}"

    def write(self) -> None:
        """Write the passage into the document that the command line names."""
        if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
            sys.exit(f"usage: python -m {self.module} {self.document}")
        path = Path(sys.argv[1])
        path.write_text(self.updated(path.read_text(encoding="utf-8")), encoding="utf-8")
