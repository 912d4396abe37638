"""Clubs that bear the name of their town."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import find_entities

TOWNS = ["الفحيحيل", "السالمية", "برشلونة", "بوردو", "ليفربول"]


def types(text: str, name: str) -> list[str]:
    return [one.type for one in find_entities(text) if one.surface == name]


@given(
    st.sampled_from(TOWNS), st.sampled_from(["فاز فريق", "على مضيفه", "وتعادل مع ضيفه", "وقال مدرب فريق", "أمام غريمه"])
)
def test_a_town_behind_a_word_of_clubs_is_a_club_in_the_story(town: str, before: str) -> None:
    text = f"{town} يفوز مساء أمس. {before} {town} بثلاثة أهداف. وأقيمت المباراة في {town} ليلا."
    assert types(text, town) == ["ORG", "ORG", "LOC"]


@pytest.mark.parametrize("before", ["في", "إلى", "زار وفد مدينة"])
def test_a_town_without_such_a_word_stays_a_place(before: str) -> None:
    assert types(f"وصل الوفد أمس {before} برشلونة مساء.", "برشلونة") == ["LOC"]


def test_the_team_of_a_country_leaves_it_a_country() -> None:
    assert types("وفاز فريق مصر أمس بثلاثة أهداف", "مصر") == ["LOC"]
