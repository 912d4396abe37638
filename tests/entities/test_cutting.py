"""The tokens of all parts at once are those of one word after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from corpus_pkg.entities.cutting import Cutter, Packing
from corpus_pkg.entities.tokens import BREAK, Tokenizer

COUNTS = {"قال": 9, "ارك": 900, "بارك": 90, "وزير": 40, "بيروت": 3, "لبنان": 7, "the": 5}
NAMES = {"بيروت", "لبنان"}
LETTERS = "قالوفبكترزينبه"
#: Blanks of several kinds, signs, numbers, letters that few words have or none, and beyond the first plane.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(LETTERS),
        st.sampled_from(" \n\r\t\x85\x1c\u2028\u00a0.,_()0123٣xé²½\U0001f600\U00020000\U0001d7d8\ud800"),
        st.characters(),
    ),
    max_size=60,
)
WORDS = st.lists(
    st.one_of(st.sampled_from(sorted(COUNTS)), st.text(LETTERS, min_size=1, max_size=30), st.just("   "), TEXTS)
).map(" ".join)


class Numbers:
    """Numbers of forms, and the way back."""

    def __init__(self) -> None:
        self.forms: list[str] = []

    def __call__(self, forms: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        self.forms += [form for form in dict.fromkeys(forms) if form not in self.forms]
        return np.array([self.forms.index(form) for form in forms], np.intp)


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], list[int]]:
    """A text, spans of it that are a character apart, and where names begin in it."""
    text = draw(st.one_of(TEXTS, WORDS))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    parts = list(zip(edges[::2], edges[1::2], strict=False))
    starts = draw(st.sets(st.integers(0, len(text)), max_size=8))
    return text, parts, sorted(starts)


@given(st.lists(stories(), min_size=1, max_size=3), st.integers(0, 60))
@example([("\x850", [(0, 2)], [])], 9)
@example([("قال\nسجل", [(0, 7)], [])], 9)
@example([("وبيروت", [(0, 6)], [0, 1, 2]), ("وبيروت", [(0, 6)], [1])], 9)
@example([("\ufffe " * 20 + "ابجدهوزحطيكلمن", [(0, 54)], [41])], 99)
def test_tokens_are_those_of_the_words_one_by_one(
    texts: list[tuple[str, list[tuple[int, int]], list[int]]], together: int
) -> None:
    tokenizer, numbers = Tokenizer(COUNTS, NAMES), Numbers()
    cutter = Cutter(tokenizer, Packing(COUNTS), numbers, most=5, together=together)
    for text, parts, starts in [*texts, *texts]:
        expected = tokenizer.lines([(first, text[first:last]) for first, last in parts], set(starts))
        cut = cutter(text, parts, starts)
        assert [numbers.forms[number] for number in cut.numbers.tolist()] == expected.forms
        assert cut.starts.tolist() == expected.starts
        assert cut.ends.tolist() == expected.ends
        assert cut.breaks == [at for at, form in enumerate(expected.forms) if form == BREAK]
        if cutter.full:
            cutter.forget()


def test_words_that_were_met_are_not_cut_again() -> None:
    class Counting(Tokenizer):
        cut = 0

        def pieces(self, word: str) -> tuple[object, ...]:  # type: ignore[override]
            self.cut += 1
            return super().pieces(word)

    tokenizer = Counting(COUNTS, NAMES)
    cutter = Cutter(tokenizer, Packing(COUNTS), Numbers())
    words = [f"{first}{second}" for first in LETTERS for second in LETTERS * 40]
    text = " ".join(dict.fromkeys([*words, "ا" * 11, *(f"{word}{word}{word}" for word in words)]))
    for _ in range(2):
        cutter(text, [(0, len(text))], [])
    # Each word, and the end of the line.
    assert tokenizer.cut == len(set(text.split())) + 1
