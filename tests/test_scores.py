"""Scores on annotated pages that cannot be in the repository: they may not fall."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import corpus_pkg

SHARED = Path(__file__).parents[2] / "shared"

pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason=f"the annotated pages are not beside the checkout ({SHARED.name}/)"
)


def report(pages: str, gold: str, out: Path) -> dict[str, Any]:
    corpus_pkg.build(SHARED / pages, out)
    command = [sys.executable, str(SHARED / "score.py"), str(out), str(SHARED / "gold" / gold), "--json"]
    scores: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return scores


def test_the_seeds_are_read_as_a_careful_reader_reads_them(tmp_path: Path) -> None:
    scores = report("seeds", "seeds.jsonl", tmp_path / "seeds")
    assert scores["status"][0] == scores["story_count"][0] == scores["title"][0] == 1
    assert scores["kind_of_segment"][1:] == [151, 151]
    assert (scores["published"]["right"], scores["published"]["wrong"], scores["published"]["invented"]) == (1, 0, 0)
    assert scores["credits"]["f1"] >= 0.99
    assert scores["date_spans"]["f1"] >= 0.99
    assert scores["mentions"]["f1"] >= 0.99


def test_pages_of_many_papers_keep_their_scores(tmp_path: Path) -> None:
    scores = report("pages", "pages.jsonl", tmp_path / "pages")
    assert scores["status"][0] == scores["story_count"][0] == scores["kept_out_of_body"][0] == 1
    assert scores["title"][0] >= 0.96
    assert scores["kind_of_segment"][0] >= 0.97
    assert scores["body_characters"]["f1"] >= 0.997
    assert scores["authors"]["f1"] >= 0.92
    assert scores["credits"]["f1"] >= 0.91
    assert scores["published"]["right"] >= 74 and scores["published"]["wrong"] == 0
    assert scores["updated"]["right"] >= 20
    assert scores["published"]["minute"][0] >= 34
    assert scores["date_values"]["f1"] >= 0.84
