"""The examples in documents, run as they stand."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

_BLOCK = re.compile(r"^```python\n(.*?)^```", re.M | re.S)


def blocks(path: Path) -> list[str]:
    """The blocks of Python of a document."""
    return _BLOCK.findall(path.read_text(encoding="utf-8"))


def run(path: Path) -> int:
    """Run the examples of a document, one after the other, and return how many there are; what fails is asserted."""
    text = "\n".join(block for block in blocks(path) if block.startswith(">>> "))
    examples = doctest.DocTestParser().get_doctest(text, {}, path.name, str(path), 0)
    printed: list[str] = []
    runner = doctest.DocTestRunner()
    runner.run(examples, out=printed.append)
    assert runner.failures == 0, "".join(printed)
    return len(examples.examples)
