"""The age of a story, which sites show in place of its day."""

from __future__ import annotations

import pytest

from corpus_pkg.dates import is_age
from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import folded


@pytest.mark.parametrize(
    "text",
    [
        "منذ 9 ساعات",
        "منذ ساعة",
        "منذ ساعة و10 دقائق",
        "قبل يومين",
        "منذ ٣ أيام",
        "قبل نحو أسبوعين",
        "منذ شهر واحد",
        "9 ساعات منذ",
    ],
)
def test_an_age_is_one(text: str) -> None:
    assert is_age(folded(text), default())


@pytest.mark.parametrize(
    "text",
    [
        "منذ",
        "9 ساعات",
        "قبل الحرب",
        "منذ عام 2008",
        "منذ 9 ساعات والأمطار تهطل",
        "عاد قبل يومين",
        "",
        "منذ " + "5 " * 9 + "أيام",
    ],
)
def test_what_is_none(text: str) -> None:
    assert not is_age(folded(text), default())
