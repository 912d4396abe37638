"""Sentences without a name, full of words that are names elsewhere: invocations, diseases, verbs, sections, offices."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corpus_pkg import find_entities
from corpus_pkg.entities.gazetteer import gazetteer
from corpus_pkg.language.arabic.clitics import CHAINS
from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import folded

TRAPS = list(csv.DictReader((Path(__file__).parent / "traps.csv").read_text(encoding="utf-8").splitlines()))
#: What tells these sentences from such with a name (ناصر الفقراء from a man of that name) is what they mean.
_MEANING = "a first name and a noun, or a verb, that look like a name"


def test_there_are_enough_of_many_kinds() -> None:
    assert len({row["text"] for row in TRAPS}) >= 200
    assert len({row["kind"] for row in TRAPS}) >= 15
    # What is known to be misread, which the last test holds to.
    assert 16 * sum(bool(row["missed"]) for row in TRAPS) <= len(TRAPS)


@pytest.mark.parametrize("text", [row["text"] for row in TRAPS if not row["missed"]])
def test_no_word_of_a_sentence_without_names_is_one(text: str) -> None:
    assert [mention.surface for mention in find_entities(text)] == []


@pytest.mark.parametrize("text", [row["text"] for row in TRAPS if row["missed"]])
@pytest.mark.xfail(reason=_MEANING, strict=True)
def test_what_is_known_to_be_misread(text: str) -> None:
    assert [mention.surface for mention in find_entities(text)] == []


def test_no_name_is_found_within_a_common_word() -> None:
    """Every common word that is a clitic and a name besides, with each conjunction before it."""
    names = gazetteer(default())
    hidden = [
        word
        for word in map(folded, (row["word"] for row in default().rows("common_words")))
        if word not in names.indices
        and any(word.startswith(chain) and word[len(chain) :] in names.indices for chain in CHAINS[1:])
    ]
    assert len(hidden) >= 10
    for word in hidden:
        for before in ("", "و", "ف"):
            assert find_entities(f"كان {before}{word} هنا", recognizer="none") == [], word
