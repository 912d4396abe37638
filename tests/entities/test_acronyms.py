"""Short names in brackets, and last names that two people of a story could bear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TEXTS

from corpus_pkg.entities import find_entities
from corpus_pkg.entities.acronyms import bracketed, occurrences
from corpus_pkg.entities.gazetteer import gazetteer
from corpus_pkg.language.lexicons import Row, default

ORGANISATIONS = tuple(
    row
    for row in default().rows("organisations")
    if not row["context"] and row["type"] == "ORG" and " " in row["name_ar"]
)


@given(TEXTS, st.integers(0, 300), st.integers(0, 300))
def test_an_acronym_is_a_word_behind_the_name(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    span = bracketed(text, min(start, end), end)
    if span is not None:
        assert end < span[0] < span[1] < len(text)
        assert text[span[0] : span[1]].isprintable() and "(" not in text[span[0] : span[1]]


@given(TEXTS, st.lists(st.text("ابجد", min_size=3, max_size=4), min_size=1))
def test_occurrences_are_the_short_names_as_words(text: str, names: list[str]) -> None:
    for start, end in occurrences(text, names):
        assert text[start:end] in names
        assert end == len(text) or not (text[end].isalnum() or text[end] == "_")


@given(st.sampled_from(ORGANISATIONS), st.text("ABCDXYZ", min_size=3, max_size=6))
def test_capitals_behind_an_organisation_are_its_short_name_from_there_on(row: Row, short: str) -> None:
    text = f"قالت {row['name_ar']} ({short}) إن. وأضافت {short} أن"
    found = find_entities(text, recognizer=None)
    if short in gazetteer(default()).indices:
        return
    assert [(one.surface, one.entity_id, one.method) for one in found] == [
        (row["name_ar"], row["entity_id"], "gazetteer"),
        (short, row["entity_id"], "coreference"),
        (short, row["entity_id"], "coreference"),
    ]


@given(st.sampled_from(ORGANISATIONS), st.sampled_from(["الشيعي", "المعارض", "أمس", "2012", "أ", "رسمية", "مستقل"]))
def test_a_note_in_brackets_is_no_short_name(row: Row, note: str) -> None:
    found = find_entities(f"قالت {row['name_ar']} ({note}) إن", recognizer=None)
    assert [one.entity_id for one in found] == [row["entity_id"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("حركة المقاومة الإسلامية (حماس)", ["hamas", "hamas"]),
        ("قالت هيئة الأمم المتحدة (UN) إن، وبـUN", ["united-nations"] * 3),
        ("المفوضية السامية للأمم المتحدة لشؤون اللاجئين (UNHCR)", ["unhcr", "unhcr"]),
        ("الاتحاد الأوروبي (بروكسل)", ["european-union", "brussels"]),
        ("وزارة الصحة المصرية (وصم) وقالت وصم", ["ministry-of-health-eg"] * 3),
        # The same letters for two bodies mean neither.
        ("الأمم المتحدة (XYZ) والاتحاد الأوروبي (XYZ) وقالت XYZ", ["united-nations", "european-union"]),
        # In no brackets it is nobody's.
        ("الأمم المتحدة XYZ", ["united-nations"]),
    ],
)
def test_short_names(text: str, expected: list[str]) -> None:
    assert [one.entity_id for one in find_entities(text, recognizer=None)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سقوط نظام الأسد", ["bashar-al-assad"]),
        ("قال حافظ الأسد ثم. وسقط نظام الأسد", ["hafez-al-assad", None]),
        ("قال بشار الأسد وحافظ الأسد. وسقط نظام الأسد", ["bashar-al-assad", "hafez-al-assad", "bashar-al-assad"]),
        ("قالت ميشيل أوباما إن أوباما", ["michelle-obama", None]),
        ("قال باراك أوباما إن ميشيل أوباما. وأضاف أوباما", ["barack-obama", "michelle-obama", "barack-obama"]),
        ("قال سعد الحريري إن. وأضاف الحريري", ["saad-hariri", "saad-hariri"]),
    ],
)
def test_a_last_name_that_another_in_the_story_bears_is_left_open(text: str, expected: list[str | None]) -> None:
    assert [one.entity_id for one in find_entities(text, recognizer=None)] == expected
