"""Every rule says what it reads, its example is read by it, and the documentation has the table of all."""

from __future__ import annotations

import datetime
import functools
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timely import DAYS

from corpus_pkg.dates import find_dates, read_date
from corpus_pkg.dates.rules import RULES
from corpus_pkg.dates.rules.table import PASSAGE, table
from corpus_pkg.dates.senses import Example, Rule, Rules
from corpus_pkg.dates.vocabulary import vocabulary
from corpus_pkg.edtf import VALUE
from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import fold

DOCUMENT = Path(__file__).parents[2] / "docs" / "dates.md"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_is_read_by_its_rule(rule: Rule) -> None:
    text, anchor, value = rule.example
    # What is no date in running text may be one where the text is given as one.
    read = find_dates(text, anchor) or [read_date(text, anchor)]
    assert [found and (found.rule, found.value) for found in read] == [(rule.name, value)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_meaning_is_a_line(rule: Rule) -> None:
    assert rule.meaning and len(rule.meaning) <= 100
    assert not {*"|\n"} & {*rule.meaning, *rule.example.text}


@functools.cache
def kin() -> dict[str, list[str]]:
    """The words of each class, as the text has them."""
    words: dict[str, list[str]] = {}
    for form, word in vocabulary(default()).words.items():
        words.setdefault(word.kind, []).append(form)
    return words


@given(st.sampled_from(RULES), st.none() | DAYS | st.dates(), st.data())
def test_other_words_of_the_same_classes_are_read_or_refused(
    rule: Rule, anchor: datetime.date | None, data: st.DataObject
) -> None:
    """Whatever numbers and words stand in the places of an example, a value is EDTF."""
    words = vocabulary(default()).words
    digits = (
        st.integers(0, 99).map(str) | st.integers(0, 9999).map("{:04}".format) | st.from_regex("[0-9]+", fullmatch=True)
    )

    def replaced(match: re.Match[str]) -> str:
        text = match.group()
        word = words.get(fold(text).text)
        if word is None:
            return data.draw(digits) if text.isdecimal() else text
        return data.draw(st.sampled_from(kin()[word.kind]))

    for found in find_dates(re.sub(r"\w+", replaced, rule.example.text), anchor):
        assert found.value is None or re.match(VALUE, found.value), found
        assert found.other is None or re.match(VALUE, found.other), found


def test_a_name_is_of_one_rule() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)


def test_the_documentation_has_the_table() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert table() in document, "run python -m corpus_pkg.dates.rules.table docs/dates.md"
    assert PASSAGE.updated(document) == document


def test_the_table_is_written_between_its_marks(tmp_path: Path) -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    path = tmp_path / "dates.md"
    path.write_text(document.replace(table(), "an old table"), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "corpus_pkg.dates.rules.table", str(path)], check=True)
    assert path.read_text(encoding="utf-8") == document
    with pytest.raises(ValueError, match="no place for the table"):
        PASSAGE.updated("# Dates")


def test_a_pattern_with_an_unknown_name_is_refused_where_it_is_declared() -> None:
    with pytest.raises(ValueError, match="no class or fragment 'wekday'"):
        Rules().rule("misspelt", "a weekday", Example("الجمعة", None, None), "{wekday}")
