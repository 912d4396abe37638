"""Where characters stand in a normalised text."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from strategies import TEXTS

from corpus_pkg.language.normalisation import normalised
from corpus_pkg.language.orthography import normalise

BLANKS = st.text(st.sampled_from("ab \t\n\x00\x1c\x85\u00a0\u200f\u3000\ufeff"), max_size=12)


@given(TEXTS | BLANKS, st.data())
@example("a \u200f b", None)
def test_a_span_reads_in_the_text_as_by_itself(text: str, data: st.DataObject | None) -> None:
    places = normalised(text)
    assert places.text == normalise(text)
    start = data.draw(st.integers(0, len(text))) if data else 0
    end = data.draw(st.integers(start, len(text))) if data else len(text)
    words = normalise(text[start:end])
    span = places.span(start, end)
    assert (span is None) == (words == "")
    if span is not None:
        assert places.text[span[0] : span[1]] == words
        # What is before it is what stands before it, and so it is this one of equal words.
        assert normalise(places.text[: span[0]]) == normalise(text[:start])


def test_equal_words_stand_each_in_its_own_place() -> None:
    text = "\u200fعمان،  عمان\u00a0\n عمان "
    places = normalised(text)
    starts = [at for at in range(len(text)) if text.startswith("عمان", at)]
    assert [places.span(at, at + 4) for at in starts] == [(0, 4), (6, 10), (11, 15)]
