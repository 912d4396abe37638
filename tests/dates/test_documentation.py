"""The examples of the documentation run."""

from __future__ import annotations

import doctest
import pathlib

DOCUMENT = pathlib.Path(__file__).parents[2] / "docs" / "dates.md"


def test_the_examples_of_the_documentation() -> None:
    examples = doctest.DocTestParser().get_doctest(
        DOCUMENT.read_text("utf-8").replace("```", ""), {}, "dates", str(DOCUMENT), 0
    )
    assert len(examples.examples) > 8
    said: list[str] = []
    runner = doctest.DocTestRunner()
    runner.run(examples, out=said.append)
    assert runner.failures == 0, "".join(said)
