"""Every example of the documentation runs.

Those of docs/exports.md run beside their package (tests/exporting), the tutorial and the how-to pages in test_how_to.
"""

from __future__ import annotations

from pathlib import Path

import documents
import pytest

DOCS = Path(__file__).parents[1] / "docs"
DOCUMENTS = sorted(
    path.name for path in DOCS.glob("*.md") if not path.name.startswith(("exports", "how-to", "tutorial"))
)
#: So many examples at least.
LEAST = {"dates.md": 9, "sharing.md": 5}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_examples_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DOCS.parent)
    assert all(block.startswith(">>> ") for block in documents.blocks(DOCS / name))
    assert documents.run(DOCS / name) >= LEAST.get(name, 0)
