"""Phrases found in text by their words and by their characters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.arabic.clitics import CHAINS
from corpus_pkg.language.phrases import WORD, Finder, encodable, key, phrases


@given(st.lists(st.sampled_from(["ab", "ab cd", "cd", "cd ef gh"]), min_size=1, unique=True), st.text("abcdefgh ,-"))
def test_a_hit_is_the_longest_phrase_at_its_word(known: list[str], text: str) -> None:
    finder = phrases({name: name for name in known})
    words = list(WORD.finditer(text))
    for index in range(len(words)):
        hit = finder.at(text, words, index, clitics=False)
        possible = [
            name
            for name in known
            if [word.group() for word in words[index : index + len(name.split())]] == name.split()
            and not re.search(r",|[ -]{4}", text[words[index].start() : words[index + len(name.split()) - 1].end()])
        ]
        assert (hit.value if hit else None) == (max(possible, key=len) if possible else None)


@pytest.mark.parametrize("spelling", ["ا ف ب", "أ.ف.ب", "أ. ف. ب", "ا-ف-ب"])
def test_initials_are_one_name_however_they_are_parted(spelling: str) -> None:
    assert key(spelling) == "ا ف ب"


@given(st.sampled_from(CHAINS), st.sampled_from(["الجزيرة", "رويترز"]))
def test_a_phrase_is_found_behind_any_clitics(chain: str, name: str) -> None:
    rest = name[1:] if chain.endswith("ل") and name.startswith("ال") else name
    text = key(f"{chain}{rest}")
    hit = phrases({key(name): name}).at(text, list(WORD.finditer(text)), 0)
    assert hit is not None and (hit.value, hit.clitic) == (name, len(chain))


@given(
    st.lists(st.sampled_from(["بيروت", "بيروت ليل", "ليل", "روت"]), min_size=1, unique=True),
    st.lists(st.sampled_from(["بيروت", "ليل", " ", "و", "ب", "ق", "(", "\ud800"]), max_size=9).map("".join),
)
def test_phrases_that_are_words_of_their_own_are_all_found(known: list[str], text: str) -> None:
    plain = [
        (number, match.start(2), match.end(2), match.group(1))
        for number, phrase in enumerate(known)
        for chain in CHAINS
        for match in re.finditer(rf"(?<!\w)({chain})({phrase})(?!\w)", text)
    ]
    assert sorted(Finder(known)(text)) == sorted(plain)


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_encoded_and_keeps_its_length(text: str) -> None:
    made = encodable(text)
    made.encode()
    assert len(made) == len(text)
    assert all(new == old or new == "\ufffd" for new, old in zip(made, text, strict=True))
