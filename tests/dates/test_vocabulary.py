"""A lexicon of one's own: its words are read, and what cannot be used is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_pkg.dates import find_dates, read_date
from corpus_pkg.language.lexicons import LexiconError, Lexicons


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
        ("time_words", "form,class,value,origin\nكلمة,cardinal,many,mine\n", "must be a number"),
        ("time_context", "form,roles,origin\nكلمة,before,mine\n", "no role 'before'"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, name: str, rows: str, said: str) -> None:
    with pytest.raises(LexiconError, match=said):
        values(tmp_path, name, rows, "7 مايو 2012")
