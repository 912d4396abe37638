"""Words, clitics, numbers and signs of a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LETTERS, TEXTS

from corpus_pkg.entities.tokens import BREAK, Tokenizer, words
from corpus_pkg.language.orthography import fold


@given(TEXTS)
def test_tokens_cover_all_that_is_no_blank(text: str) -> None:
    folded = fold(text).text
    tokens = Tokenizer({}, ())(folded)
    before = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert before <= start < end <= len(folded)
        assert not folded[before:start].strip()
        before = end
    assert not folded[before:].strip()


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("وقال", ["و", "قال"]),
        ("وزير", ["وزير"]),
        ("وبالقاهره", ["و", "ب", "القاهره"]),
        ("للقاهره", ["ل", "القاهره"]),
        ("لبنان", ["لبنان"]),
        ("ولبنان", ["و", "لبنان"]),
        ("ببيروت", ["ب", "بيروت"]),
        ("2012", ["0000"]),
        ("ا" * 40, ["<long>"]),
    ],
)
def test_clitics_are_cut_by_what_is_met(word: str, forms: list[str]) -> None:
    counts = {"قال": 900, "وقال": 800, "وزير": 500, "زير": 1, "لبنان": 400, "بنان": 2, "القاهره": 90}
    assert Tokenizer(counts, {"بيروت"})(word).forms == forms


@given(st.lists(st.one_of(TEXTS, st.text(" ا،و1\n\t(", max_size=12)), max_size=4), st.booleans(), st.data())
def test_parts_are_cut_each_by_itself(texts: list[str], ended: bool, data: st.DataObject) -> None:
    tokenizer = Tokenizer({"قال": 9}, {"بيروت"})
    parts: list[tuple[int, str]] = []
    expected: list[tuple[str, int, int]] = []
    at = data.draw(st.integers(0, 3))
    for text in (fold(text).text for text in texts):
        parts.append((at, text))
        for match in re.finditer(r"[^\W\d_]+|\d+|[\n\r]\s*|   +(?:[\n\r]\s*)?|\S", text):
            begin = at + match.start()
            expected += [(form, begin + start, begin + end) for start, end, form in tokenizer.pieces(match.group())]
        at += len(text)
        if ended:
            expected.append((BREAK, at, at + 1))
        at += 1
    for _ in range(2):
        tokens = tokenizer.lines(parts, (), ended=ended)
        assert list(zip(tokens.forms, tokens.starts, tokens.ends, strict=True)) == expected
        assert [tokens.span(number) for number in range(len(expected))] == [(start, end) for _, start, end in expected]
        for place in range(at + 1):
            assert tokens.first(place) == sum(start < place for _, start, _ in expected)


def test_a_known_name_decides_where_a_word_is_cut() -> None:
    tokenizer = Tokenizer({"ارك": 900, "بارك": 90}, ())
    assert tokenizer("بارك جيون").forms[:2] == ["ب", "ارك"]
    assert tokenizer("بارك جيون", {0}).forms[0] == "بارك"
    assert tokenizer("وواو", {1}).forms == ["و", "واو"]


@given(st.lists(st.text(LETTERS, min_size=1, max_size=8), max_size=8))
def test_words_are_the_letters_between_blanks(those: list[str]) -> None:
    assert words(" ".join(those)) == those
