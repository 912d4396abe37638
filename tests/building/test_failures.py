"""A failure says what happened and what to do, in a line each."""

from __future__ import annotations

import json

import pytest

from corpus_pkg.building.failures import Failures, failure, report
from corpus_pkg.errors import BuildError


def test_what_to_do_stands_behind_the_last_semicolon() -> None:
    failed = failure("raw/a.zip", "in/a.zip", "is broken; at\nthe end; pack it again")
    assert (failed.problem, failed.remedy) == ("is broken; at the end", "pack it again")
    assert failed.line == "in/a.zip: is broken; at the end; pack it again"
    assert failure("a", "a", "is broken").remedy == "mend it or leave it out"


def test_a_strict_build_ends_at_the_first() -> None:
    failed = failure("b", "b", "is broken; mend it")
    with pytest.raises(BuildError, match="b: is broken; mend it"):
        Failures(strict=True).add(failed)


def test_the_report_is_in_order_and_names_no_file_of_the_machine() -> None:
    failures = Failures(strict=False)
    for path in "ba":
        failures.add(failure(path, f"/home/{path}", "is broken; mend it", None))
    written = report(failures.sorted())
    assert [entry["path"] for entry in json.loads(written)["failures"]] == ["a", "b"]
    assert b"/home" not in written
