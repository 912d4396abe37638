"""A lexicon of one's own: its words are read, and what cannot be used is named."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timely import DAYS

from corpus_pkg import edtf
from corpus_pkg.dates import find_dates, read_date
from corpus_pkg.dates.expressions import search
from corpus_pkg.dates.notation import CLASSES, OF_TABLES
from corpus_pkg.dates.rules import RULES
from corpus_pkg.dates.senses import Rule
from corpus_pkg.dates.vocabulary import VALUES, Word, vocabulary
from corpus_pkg.language.lexicons import LexiconError, Lexicons, default
from corpus_pkg.language.orthography import fold


def values(folder: Path, name: str, rows: str, text: str) -> list[str | None]:
    (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
    return [found.value for found in find_dates(text, lexicons=Lexicons(folder))]


def test_words_of_ones_own_are_read(tmp_path: Path) -> None:
    header = "form,month,calendar,use,origin\n"
    assert values(tmp_path, "months", header + "سبطمبر,9,gregorian,,mine\n", "7 سبطمبر 2012") == ["2012-09-07"]
    whole = read_date("7 سبطمبر 2012", lexicons=Lexicons(tmp_path))
    assert whole is not None and whole.value == "2012-09-07"
    assert read_date("7 سبطمبر 2012") is None


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("months", "form,month,calendar,use,origin\nسبطمبر,13,gregorian,,mine\n", "month '13' is none of 1, 2"),
        (
            "months",
            "form,month,calendar,use,origin\nسبطمبر,9,julian,,mine\n",
            "calendar 'julian' is none of gregorian, hijri",
        ),
        ("time_words", "form,class,value,origin\nكلمة,weekdays,1,mine\n", "no class 'weekdays'"),
        (
            "time_words",
            "form,class,value,origin\nكلمة,cardinal,many,mine\n",
            "'many' of a cardinal; write a number",
        ),
        (
            "time_words",
            "form,class,value,origin\nكلمة,dual,,mine\n",
            "'' of a dual; write a count and a unit",
        ),
        ("time_words", "form,class,value,origin\nكلمة,season,7,mine\n", "value '7' of a season; write 21"),
        ("time_context", "form,roles,origin\nكلمة,before,mine\n", "no role 'before'"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, name: str, rows: str, said: str) -> None:
    with pytest.raises(LexiconError, match=said):
        values(tmp_path, name, rows, "7 مايو 2012")


@pytest.mark.parametrize("kind", sorted({*CLASSES} - OF_TABLES))
@settings(max_examples=30)
@given(st.sampled_from(RULES), st.none() | DAYS, st.data())
def test_whatever_value_a_table_may_give_a_word_is_read_or_refused(
    kind: str, rule: Rule, anchor: datetime.date | None, data: st.DataObject
) -> None:
    """A word of a user's own with any value that its class takes: no error, and every value EDTF."""
    shipped = vocabulary(default())
    takes = (
        st.from_regex(VALUES[kind][0], fullmatch=True).filter(str.isascii) if kind in VALUES else st.text(max_size=3)
    )
    words = replace(
        shipped,
        words={**shipped.words, "كلمه": Word(kind, data.draw(takes))},
        core=shipped.core | {"كلمه"},
        solo=shipped.solo | {"كلمه"},
    )
    pieces = rule.example.text.split(" ")
    for place in range(len(pieces)):
        text = " ".join((*pieces[:place], "كلمة", *pieces[place + 1 :]))
        for found in search(fold(text), 0, len(text), words, anchor):
            assert found.value is None or re.match(edtf.VALUE, found.value), found
