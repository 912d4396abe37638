"""Names that CLDR has, through Babel."""

from __future__ import annotations

import pytest

from corpus_pkg.language import cldr
from corpus_pkg.language.arabic import ARABIC


def test_every_locale_has_twelve_months_and_seven_weekdays() -> None:
    for locale in (*ARABIC.locales, *ARABIC.companions):
        assert {number for _, number in cldr.months(locale)} == set(range(1, 13))
        assert {number for _, number in cldr.weekdays(locale)} == set(range(7))


@pytest.mark.parametrize(("locale", "first"), [("ar_EG", "يناير"), ("ar_LB", "كانون الثاني"), ("ar_DZ", "جانفي")])
def test_the_first_month_is_that_of_the_locale(locale: str, first: str) -> None:
    assert next(cldr.months(locale)) == (first, 1)


def test_abbreviations_have_no_full_stop() -> None:
    assert ("janv", 1) in list(cldr.months("fr", ("abbreviated",)))


def test_a_territory_has_each_of_its_names_once() -> None:
    for names in cldr.territories(ARABIC.locales).values():
        assert names and len(set(names)) == len(names)
    assert set(cldr.territories(("en",))) == set(cldr.territories(("ar",)))
