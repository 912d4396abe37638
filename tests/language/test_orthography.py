from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from strategies import LETTERS, MARKS, TEXTS

from corpus_pkg.language.orthography import fold, folded, normalise


@given(TEXTS)
@example("الـ 28 مِن")
@example("ـ")
def test_the_way_back_is_true(text: str) -> None:
    page = fold(text)
    assert len(page.text) <= len(text)
    last = 0
    for position in range(len(page.text)):
        offset = page.start(position)
        assert offset >= last
        assert page.position(offset) == position
        start, end = page.span(position, position + 1)
        assert start < end <= len(text)
        assert fold(text[start]).text == page.text[position] or text[start] == "ـ"
        last = offset


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
