"""Every example of the documentation runs; those of docs/exports.md run beside their package (tests/exporting)."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
DOCUMENTS = sorted(path.name for path in DOCS.glob("*.md") if path.name != "exports.md")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_examples_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DOCS.parent)
    text = (DOCS / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    assert all(block.startswith(">>> ") for block in blocks)
    flags = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, name, str(DOCS / name), 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=flags)
    runner.run(examples, out=said.append)
    assert runner.failures == 0, "".join(said)
