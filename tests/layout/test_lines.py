"""Lines as long as a page are looked at in pieces, and nothing of them is lost or counted twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.layout import lines
from corpus_pkg.layout.lines import pieces


@given(st.text(st.sampled_from("اب \t\n\u00a0\u200f"), max_size=40), st.integers(1, 8))
def test_pieces_have_the_words_of_the_whole(text: str, length: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_PIECE", length)
        cut = list(pieces(text))
    assert "".join(cut) == text and all(cut)
    assert [word for piece in cut for word in piece.split()] == text.split()


def test_a_piece_ends_with_a_word() -> None:
    cut = list(pieces("كلمة " * 100_000))
    assert len(cut) > 2 and max(map(len, cut)) < 100_000
