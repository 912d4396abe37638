"""The page on layout says what every rule means that a segment can bear."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from evaluation.composition import composed

from corpus_pkg.layout.boilerplate import RULES
from corpus_pkg.parsing import parse_document

ROOT = Path(__file__).parents[2]
#: The modules whose rules segments bear.
MODULES = sorted(module for room in ("layout", "reading") for module in (ROOT / "corpus_pkg" / room).rglob("*.py"))
#: Where a call takes its rule.
PLACES = {"Label": 1, "decide": 2, "_decide": 2, "_leave": 1, "Segment": 3, "Stated": 4}


def patterns(rule: ast.expr) -> Iterator[str]:
    """The rules that an expression can be; what is filled in when it runs is an ellipsis."""
    if isinstance(rule, ast.Constant) and isinstance(rule.value, str) and rule.value:
        yield rule.value
    elif isinstance(rule, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in rule.values)
    elif isinstance(rule, ast.IfExp):
        yield from patterns(rule.body)
        yield from patterns(rule.orelse)


def emitted(source: str) -> Iterator[str]:
    """The rules that a module gives to segments."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in PLACES:
                rules = [keyword.value for keyword in node.keywords if keyword.arg == "rule"] + node.args[
                    PLACES[name] :
                ]
                for rule in rules[:1]:
                    yield from patterns(rule)
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            # The lines that are titles, and by which rule.
            lines, *rest = node.value.elts
            if isinstance(lines, ast.List | ast.ListComp):
                for rule in rest:
                    yield from patterns(rule)


def documented() -> list[str]:
    """The rules of the table, an ellipsis for what differs from page to page."""
    text = (ROOT / "docs" / "layout.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `([^`]+)` \|", text, re.M)


def described(table: list[str]) -> re.Pattern[str]:
    """An expression for the rules that a table describes."""
    return re.compile("|".join(re.escape(rule).replace("…", ".*") for rule in table))


@pytest.fixture(scope="module")
def pages_rules() -> set[str]:
    return {segment.rule for page in composed() for segment in parse_document(page.data).segments}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_rule_of_the_code_is_described(module: Path) -> None:
    known = described(documented())
    assert [rule for rule in emitted(module.read_text(encoding="utf-8")) if not known.fullmatch(rule)] == []


def test_rules_are_found_in_the_code() -> None:
    code = {rule for module in MODULES for rule in emitted(module.read_text(encoding="utf-8"))}
    assert {"sentence", "between_sentences", "only_headline", "under_…", "unread"} <= code


def test_every_rule_of_the_composed_pages_is_described_and_no_other(pages_rules: set[str]) -> None:
    table = documented()
    assert len(table) == len(set(table))
    assert sorted(rule for rule in pages_rules if not described(table).fullmatch(rule)) == []
    code = {rule for module in MODULES for rule in emitted(module.read_text(encoding="utf-8"))}
    code |= {rule.code for rule in RULES}
    in_vain = [rule for rule in table if rule not in code and not any(map(described([rule]).fullmatch, pages_rules))]
    assert in_vain == []
