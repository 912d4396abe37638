"""Every rule of wording knows its example, and the documentation has the table of all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import fold
from corpus_pkg.layout.boilerplate import RULES, Rule, label
from corpus_pkg.layout.lines import cut
from corpus_pkg.layout.table import PASSAGE
from corpus_pkg.layout.wording import Wording

DOCUMENT = Path(__file__).parents[2] / "docs" / "layout.md"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_example_is_known_by_its_rule(rule: Rule) -> None:
    folded = fold(rule.example.line)
    (line,) = cut(folded)
    mark = label(line, folded, default())
    assert mark is not None
    assert mark.kind == rule.example.kind
    assert mark.day == rule.day
    if rule.detail is None:
        assert mark.rule == rule.code
    else:
        stem = rule.code.removesuffix("…")
        assert mark.rule.startswith(stem) and len(mark.rule) > len(stem)


WORDS = st.sampled_from(
    ["الرئيسية", "شارك", "اقرأ", "أيضا", "|", "رويترز", "-", "بيروت", "تقرير", ":", "زياد", "عيتاني", "."]
)


@given(
    st.lists(WORDS, min_size=1, max_size=7), st.sampled_from(["", "قال على مهل.\n", "كتب علي ذلك إلى عمان.\n", "نص\n"])
)
def test_a_line_without_digits_says_the_same_wherever_it_stands(words: list[str], before: str) -> None:
    page = fold(before + " ".join(words))
    line = cut(page)[-1]
    own = next((mark for rule in RULES if (mark := rule.label(Wording(line, page, default()))) is not None), None)
    assert label(line, page, default()) == own


SIGNS = st.sampled_from(
    [
        "12:30",
        "2021",
        "4/3/2021",
        "a@b.org",
        'src="x"',
        "HYPERLINK",
        "»",
        ">",
        "(رويترز)",
        "صورة.jpg",
        "www.b.org",
        "الساعة",
        "الآن",
        "منذ",
        "3",
        "ساعات",
        "(@b)",
        "—",
        "t.co/x",
        "،",
        "/",
        "+",
        "Most",
        "ab",
        "<image>",
        "مدير",
    ]
)


@given(st.lists(WORDS | SIGNS, min_size=1, max_size=8))
def test_a_rule_that_is_not_asked_would_not_have_known_the_line(pieces: list[str]) -> None:
    page = fold(" ".join(pieces))
    for line in cut(page):
        own = next((mark for rule in RULES if (mark := rule.label(Wording(line, page, default()))) is not None), None)
        # A line with a full stop is asked about again without it.
        assert label(line, page, default()) == own or (own is None and line.text.endswith("."))


def test_a_code_names_one_rule_in_one_line() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all((rule.detail is not None) == rule.code.endswith("…") for rule in RULES)
    assert not [rule.code for rule in RULES if not rule.meaning or "\n" in rule.meaning or "|" in rule.meaning]


def test_the_document_has_the_table() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert PASSAGE.updated(document) == document
    with pytest.raises(ValueError, match="no place for the table"):
        PASSAGE.updated("# Layout")


HELD = sorted(
    row["phrase"]
    for row in default().rows("boilerplate")
    if row["place"] == "anywhere" and row["phrase"].isalpha() and not row["phrase"].isascii()
)


@given(st.sampled_from(HELD), st.text("دعمسح", min_size=2, max_size=5), st.sampled_from(["", "و", "ال", "بال"]))
def test_a_phrase_that_is_known_anywhere_begins_a_word(phrase: str, letters: str, clitics: str) -> None:
    def is_known(word: str) -> bool:
        folded = fold(f"ضوحا {word} شصه")
        mark = label(cut(folded)[0], folded, default())
        return mark is not None and mark.rule.startswith("phrase:")

    assert is_known(clitics + phrase)
    assert not is_known(letters + phrase)
