"""Run the notebook of the documentation and write what its cells give into it.

    python .ci/notebook.py

A cell gives what it prints and the value of its last expression, as HTML where it has one, else as text.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebook.ipynb"


def executed(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the notebook with the outputs of its cells, run one after the other in one namespace."""
    names: dict[str, Any] = {}
    cells = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            number = sum(one["cell_type"] == "code" for one in cells) + 1
            cell = {**cell, "execution_count": number, "outputs": _outputs("".join(cell["source"]), names, number)}
        cells.append(cell)
    return {**notebook, "cells": cells}


def _outputs(source: str, names: dict[str, Any], number: int) -> list[dict[str, Any]]:
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), f"cell {number}", "exec"), names)
        value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names) if last else None
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": _lines(printed.getvalue())})
    if value is not None:
        # What is shown as HTML is not told in text as well, where a package names the folder that it lies in.
        is_shown = hasattr(value, "_repr_html_")
        data = {"text/html": _lines(value._repr_html_())} if is_shown else {"text/plain": _lines(repr(value))}
        result = {"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"}
        outputs.append(result)
    return outputs


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def as_text(notebook: dict[str, Any]) -> str:
    """Return the notebook as its file has it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Run it and write it."""
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    NOTEBOOK.write_text(as_text(executed(notebook)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
