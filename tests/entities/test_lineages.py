"""People's names with an ancestor in them, made whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import find_entities
from corpus_pkg.entities.recognition import Recognised

FIRST = ["خالد", "فيصل", "عبد الله", "عصام", "بدر"]
FATHERS = ["رحيل", "علي", "عبد الرحمن", "مشعل"]


class Told:
    """Finds the first place of what it is told."""

    name = "told"

    def __init__(self, name: str) -> None:
        self.told = name

    def __call__(self, text: str) -> list[Recognised]:
        start = text.find(self.told)
        return [Recognised(start, start + len(self.told), "PER")] if start >= 0 else []


def people(text: str, told: str = "لا أحد") -> list[str]:
    return [one.surface for one in find_entities(text, recognizer=Told(told)) if one.type == "PER"]


@given(
    st.sampled_from(FIRST),
    st.lists(st.sampled_from(FATHERS), min_size=1, max_size=3),
    st.sampled_from(["", " النعيمي", " الزعفراني"]),
    st.integers(0, 2),
)
def test_a_name_with_ancestors_is_whole_whatever_part_of_it_was_found(
    first: str, fathers: list[str], family: str, part: int
) -> None:
    name = " بن ".join([first, *fathers]) + family
    told = (first, f"بن {fathers[0]}", name.removesuffix(family))[part]
    assert people(f"التقى المسؤول أمس {name} في المطار", told) == [name]


@pytest.mark.parametrize(
    ("text", "told", "name"),
    [
        ("بعد ولد الغزواني يتردد اسم الوزير", "الغزواني", "ولد الغزواني"),
        ("تحت حكم آل الأسد سنوات", "الأسد", "آل الأسد"),
        ("وأكد المهندس عبداللطيف آل الشيخ في تصريح", "عبداللطيف", "عبداللطيف آل الشيخ"),
    ],
)
def test_what_stands_before_a_family_belongs_to_its_name(text: str, told: str, name: str) -> None:
    assert people(text, told) == [name]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ولد أحمد عظوم عام كذا", "أحمد عظوم"),
        ("وقدم بن مساعد تهنئته", "بن مساعد"),
        ("في عنق ابن كيران لابد منه", "ابن كيران"),
        ("بصور مايتو ابن ليونيل ميسي أمس", "ليونيل ميسي"),
        ("ولد في المدينة وعاش", "لا أحد"),
    ],
)
def test_a_noun_and_a_verb_beside_a_link_are_no_part_of_a_name(text: str, told: str) -> None:
    assert people(text, told) in ([told], [])
