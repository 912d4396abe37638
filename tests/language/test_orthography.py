from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import LETTERS, MARKS, TEXTS

from corpus_pkg.language.orthography import INVISIBLE, fold, folded, normalise, shows

#: The presentation forms of each letter, and the ligatures that begin with it.
_SHAPES: dict[str, list[str]] = defaultdict(list)
for _code in (*range(0xFB50, 0xFDFD), *range(0xFE70, 0xFEFD)):
    _letters = unicodedata.normalize("NFKC", chr(_code))
    if _letters and all(letter in LETTERS + "أإآ" for letter in _letters):
        _SHAPES[_letters[0]].append(chr(_code))


@given(TEXTS)
@example("الـ 28 مِن")
@example("ـ")
@example("اﻻ\u064eبﻷـﷺ")
def test_the_way_back_is_true(text: str) -> None:
    page = fold(text)
    last = -1
    for position in range(len(page.text)):
        offset = page.start(position)
        assert offset >= last
        # Where a ligature was spelled out, the way to it leads to its first letter.
        first = page.position(offset)
        assert first <= position and (first == position or offset == last)
        start, end = page.span(position, position + 1)
        assert start < end <= len(text)
        assert fold(text[start]).text[position - first] == page.text[position] or text[start] == "ـ"
        last = offset


@given(st.text(LETTERS + " ", max_size=8), st.data())
def test_a_text_reads_the_same_in_presentation_forms(text: str, data: st.DataObject) -> None:
    spelled, page = "", ""
    for letter in text:
        shown = data.draw(st.sampled_from([letter, *_SHAPES.get(letter, [])]))
        sign = data.draw(st.sampled_from(["", "\ufe77", "\u064e", "\ufc60", "\u0640"])) if letter != " " else ""
        spelled, page = spelled + unicodedata.normalize("NFKC", shown), page + shown + sign
    read = fold(page)
    assert read.text == fold(spelled).text
    for start in range(len(spelled)):
        for end in range(start + 1, len(spelled) + 1):
            left, right = read.span(start, end)
            # What a span of the folded text came from holds it, and a ligature at its edge whole.
            assert read.text[start:end] in fold(page[left:right]).text


@pytest.mark.parametrize(
    ("shown", "read"), [("الوﻻيات", "الولايات"), ("ﻷحد", "لاحد"), ("ﷲ", "الله"), ("ﷺ", "صلي الله عليه وسلم")]
)
def test_a_ligature_is_its_letters(shown: str, read: str) -> None:
    assert fold(shown).text == read


@given(st.text(LETTERS + " ", max_size=40), st.data())
def test_vowel_signs_and_tatweel_change_no_folded_form(text: str, data: st.DataObject) -> None:
    marked = "".join(
        letter + (data.draw(st.sampled_from(MARKS)) if letter != " " and data.draw(st.booleans()) else "")
        for letter in text
    )
    assert fold(marked).text == fold(text).text


@given(TEXTS)
def test_folding_is_idempotent(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(TEXTS)
def test_normalised_text_is_one_trimmed_line(text: str) -> None:
    line = normalise(text)
    assert line == line.strip() == normalise(line)
    assert "\n" not in line and "  " not in line and "\x00" not in line


def test_spelling_variants_are_one() -> None:
    assert folded("الأُمَّة") == folded("الامه")
    assert folded("فی کتاب") == folded("في كتاب")
    assert folded("١٤٤٥ ۲") == "1445 2"
    assert folded("مسقط ـ الوطن") == folded("مسقط - الوطن")


@given(
    st.one_of(TEXTS, st.text(st.characters(), max_size=30), st.text("a\x1c\x85\x00\u200f\u00a0 \n\ufeff", max_size=12))
)
def test_normalised_is_what_is_left_without_the_unseen_and_shows_says_whether_anything_is(text: str) -> None:
    controls = (*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)))
    unseen = {letter for letter in {*text, *controls} if re.match(f"[{INVISIBLE}]", letter) or letter in controls}
    unseen = {letter for letter in unseen if not letter.isspace()}
    left = "".join(letter for letter in text if letter not in unseen)
    assert normalise(text) == " ".join(left.split())
    assert shows(text) == bool(normalise(text))
