"""What makes two lines of a site one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import folded
from corpus_pkg.sites.keys import has_word, keys, states_day

KEYS = keys(default())


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        ("12 تعليقاً", "١٬٣٠٤ تعليق", None),
        ("عدد القراء: 1,204", "عدد القراء: ٣", "عدد القراء: {n}"),
        ("« الرئيسية »", "الرئيسيّة", "الرئيسيه"),
        ("الساعة 10:45 ص", "الساعة 7:05 م", "الساعه {n}"),
        ("الخميس 4 مارس 2021", "الجمعة 5 أبريل 2022", "{day} {n} {month} {n}"),
        ("حرره: سامر الزعبي", "حرره: ليلى بن يوسف", "حرره: {name}"),
        ("Weather in Sidra: 21°", "weather in sidra: 7°", "weather in sidra: {n}°"),
    ],
)
def test_numbers_clocks_days_and_names_are_holes(first: str, second: str, key: str | None) -> None:
    made = [KEYS.key(folded(line), prose=False) for line in (first, second)]
    assert (made[0] == made[1] == key) if key else made[0] != made[1]


@pytest.mark.parametrize(
    ("line", "word", "day"),
    [
        ("", False, False),
        ("***", False, False),
        ("10:45", False, False),
        ("2021/3/4", False, False),
        ("الخميس 4 مارس 2021", False, True),
        ("تحديث الخميس 4 مارس 2021", True, True),
        ("Copyright 2021", True, False),
        ("ا" * 1001, False, False),
    ],
)
def test_keys_tell_whether_a_line_has_words_of_its_own(line: str, word: bool, day: bool) -> None:
    key = KEYS.key(folded(line), prose=False)
    assert (has_word(key), states_day(key)) == (word, day)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_sentences_that_differ_in_a_number_are_two(first: int, second: int) -> None:
    made = [KEYS.key(f"ارتفع عدد الزوار الي {number} في المتحف.", prose=True) for number in (first, second)]
    assert (made[0] == made[1]) == (first == second)


@given(st.text(), st.booleans())
def test_a_key_is_one_line_and_that_of_itself(text: str, prose: bool) -> None:
    key = KEYS.key(folded(text), prose=prose)
    assert len(key.splitlines()) <= 1
    assert key == key.strip()
