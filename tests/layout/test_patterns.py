"""Long runs of one sign are read at once, whatever stands around them."""

from __future__ import annotations

import pytest
from growth import TIMES, check_linear
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import fold
from corpus_pkg.layout import segment
from corpus_pkg.layout.boilerplate import label
from corpus_pkg.layout.lines import cut

SIGNS = "-=*_.~#+•·|/\\()[]{}<>،؛؟!«»\"'…"
MANY = 100_000

RUNS = st.lists(st.tuples(st.sampled_from(SIGNS), st.integers(1, 40)), min_size=1, max_size=6).map(
    lambda runs: "".join(sign * count for sign, count in runs)
)


@given(RUNS, st.sampled_from(["", "a", "ب", "7"]), RUNS)
def test_a_rule_line_has_no_letter_and_no_digit(before: str, middle: str, behind: str) -> None:
    folded = fold(before + middle + behind)
    for line in cut(folded):
        mark = label(line, folded, default())
        bare = not any(character.isalnum() for character in line.text)
        assert (mark is not None and mark.rule == "rule_line") == bare


@pytest.mark.parametrize(
    "text",
    [
        "{run}a",
        "a{run}",
        "a{run}bcd",
        "كلمة {run} كلمة",
        "قال: نعم: {run} كلمة كلمة كلمة كلمة",
        "ك ({run}",
        "قال الوزير ل «{run}",
    ],
)
@pytest.mark.parametrize("sign", ["-", ".", " ", "_", "a", "ب", "،", "«", "7", "- ", "a ", "ab-", ": "])
def test_a_run_of_signs_is_read_at_once(text: str, sign: str) -> None:
    check_linear(lambda length: segment(fold(text.format(run=sign * (length // len(sign))))), MANY // TIMES)
