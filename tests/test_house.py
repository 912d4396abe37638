"""What a reader can hold: the length of modules, functions and fragments of the changelog."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "corpus_pkg").rglob("*.py"))
LINES, FUNCTION_LINES = 400, 60
#: Longer still; whoever shortens one takes it out, and none is added.
LONG_MODULES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}


def functions(path: str) -> dict[str, int]:
    """The lines of each function without what is said of it; of two of a name the longer."""
    lines: dict[str, int] = {}
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            said = (node.body[0].end_lineno or 0) - node.body[0].lineno + 1 if ast.get_docstring(node) else 0
            name = f"{path}:{node.name}"
            lines[name] = max(lines.get(name, 0), (node.end_lineno or node.lineno) - node.lineno + 1 - said)
    return lines


@pytest.mark.parametrize("path", MODULES)
def test_a_module_holds_one_idea(path: str) -> None:
    count = len((ROOT / path).read_text(encoding="utf-8").splitlines())
    assert count <= LONG_MODULES.get(path, LINES)
    assert path not in LONG_MODULES or count > LINES, "it is short now: take it out of LONG_MODULES"
    for name, lines in functions(path).items():
        assert lines <= LONG_FUNCTIONS.get(name, FUNCTION_LINES), name
        assert name not in LONG_FUNCTIONS or lines > FUNCTION_LINES, f"{name} is short now: take it out"


def test_the_lists_name_what_there_is() -> None:
    assert set(LONG_MODULES) <= set(MODULES)
    assert set(LONG_FUNCTIONS) <= {name for path in MODULES for name in functions(path)}


@pytest.mark.parametrize("path", sorted((ROOT / "changelog.d").glob("*.md")), ids=lambda path: path.name)
def test_a_fragment_is_one_paragraph(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.strip() and (path.name == "README.md" or "\n\n" not in text.strip())
