"""Rows of one's own laid over those that are there."""

from __future__ import annotations

import pathlib

from own_lists import added, rows

from corpus_pkg.entities import find_in
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import fold


def test_a_row_of_a_shipped_entity_keeps_what_that_says(tmp_path: pathlib.Path) -> None:
    added(tmp_path, "mine.csv", "name,type,name_en,aliases\nباراك أوباما,PER,Barack Obama,أبو ماليا\n")
    row = rows(tmp_path / "own", "people")[0]
    assert row["entity_id"] == "barack-obama"
    assert row["spellings"].endswith("|أبو ماليا") and "أوباما" in row["spellings"].split("|")
    assert row["origin"].endswith("; mine.csv")


def test_a_name_that_needs_a_context_does_not_burden_those_that_did_without(tmp_path: pathlib.Path) -> None:
    text = "name,type,id,context\nالهضبة,LOC,beirut,مدينة\n"
    added(tmp_path, "mine.csv", text)
    own = Lexicons(tmp_path / "own")
    mentions = find_in(fold("بيروت الهضبة مدينة الهضبة"), [(0, 25)], lexicons=own)
    assert [(mention.start, mention.entity_id) for mention in mentions] == [(0, "beirut"), (19, "beirut")]
