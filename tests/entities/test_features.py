"""What a word tells is the same on every machine and with every version of Python."""

from __future__ import annotations

from corpus_pkg.entities.features import Features, Vocabulary, trigrams
from corpus_pkg.entities.traits import traits
from corpus_pkg.language.lexicons import default


def test_the_likeness_to_a_name_is_the_exact_mean() -> None:
    word = "ابجدهوز"
    first, *between, last = trigrams(word)
    # Added one after the other, the small ones are lost beside the large one: Python 3.11 does so, 3.12 does not.
    weights = {first: 1e16, last: -1e16} | dict.fromkeys(between, 1.0)
    assert len(between) == 6
    assert "n=2" in Features(Vocabulary({}, {}, weights), traits(default())).of_word(word).own
