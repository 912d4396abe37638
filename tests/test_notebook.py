"""The notebook of the documentation: what its cells are said to give is what they give."""

from __future__ import annotations

import json
from pathlib import Path
from runpy import run_path

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def test_the_notebook_gives_what_it_says() -> None:
    runner = run_path(str(ROOT / ".ci" / "notebook.py"))
    written = NOTEBOOK.read_text("utf-8")
    notebook = json.loads(written)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(code) >= 5 and all(cell["outputs"] for cell in code)
    assert runner["as_text"](runner["executed"](notebook)) == written, "python .ci/notebook.py writes it anew"
