"""The table of kinds of problems is the document's, and no two kinds are one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus_pkg.validation import problems
from corpus_pkg.validation.problems import KINDS, Kind, columns, evidence, frictionless, package, rebuild, table
from corpus_pkg.validation.problems.base import LAYERS, REBUILD

DOCUMENT = Path(__file__).parents[3] / "docs" / "validation.md"


def test_the_document_has_the_table_of_the_kinds() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert table.PASSAGE.updated(text) == text, "python -m corpus_pkg.validation.problems.table docs/validation.md"


def test_a_row_has_all_that_is_said_of_a_kind() -> None:
    rows = table.table().splitlines()[2:]
    assert len(rows) == len(KINDS)
    for kind, row in zip(KINDS, rows, strict=True):
        plain = row.replace("\\|", "|")
        assert all(part in plain for part in (kind.code, kind.meaning, kind.example, kind.cause, kind.remedy))


def test_a_document_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="write the lines"):
        table.PASSAGE.updated("# Validation")


@pytest.mark.parametrize(
    ("module", "layer"),
    list(zip((package, columns, frictionless, evidence, rebuild), (*LAYERS, REBUILD), strict=True)),
)
def test_a_module_lists_each_of_its_kinds(module: object, layer: str) -> None:
    kinds = [value for value in vars(module).values() if isinstance(value, Kind)]
    assert list(vars(module)["KINDS"]) == kinds
    assert {kind.layer for kind in kinds} == {layer}


def test_a_layer_has_each_code_once_and_each_kind_says_everything() -> None:
    assert max(Counter((kind.layer, kind.code) for kind in KINDS).values()) == 1
    assert all(all((kind.meaning, kind.example, kind.cause, kind.remedy)) for kind in KINDS)


def test_a_problem_shows_what_cannot_be_seen() -> None:
    problem = problems.columns.KEY.problem("a\nb", "t\u202e", "c\0", key="k\u200f", row=3)
    assert (problem.message, problem.table, problem.column, problem.key) == ("a b", "t\\u202e", "c\\u0000", "k\\u200f")
    assert problem.place == "t\\u202e row 3 (k\\u200f) c\\u0000"
