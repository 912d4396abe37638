"""What CLDR says of a language, through Babel: names of territories, of months and of weekdays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from babel import Locale

#: Locales whose names have capitals, which "and" between them has not: it needs no knowledge of their language.
_WITH_CAPITALS = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "pl", "cs", "ro", "hr", "tr", "ru", "uk")


@cache
def territories(locales: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the names of each territory by its code of letters, in the order of the locales, each once.

    >>> territories(("en",))["LB"], territories(("ar", "ar_EG"))["LB"]
    (('Lebanon',), ('لبنان',))
    """
    names: dict[str, dict[str, None]] = {}
    for locale in locales:
        for code, name in Locale.parse(locale).territories.items():
            if code.isalpha():
                names.setdefault(code, {}).setdefault(name)
    return {code: tuple(variants) for code, variants in sorted(names.items())}


def months(locale: str, widths: Iterable[str] = ("wide",)) -> Iterator[tuple[str, int]]:
    """Yield the names of months with their numbers from 1, for each of `widths` ("wide", "abbreviated")."""
    yield from _named(Locale.parse(locale).months, widths)


def weekdays(locale: str, widths: Iterable[str] = ("wide",)) -> Iterator[tuple[str, int]]:
    """Yield the names of weekdays with their numbers from 0, Monday, for each of `widths` ("wide", "abbreviated")."""
    yield from _named(Locale.parse(locale).days, widths)


@cache
def joiners() -> frozenset[str]:
    """Return the words that stand between two names in languages with capitals, in lower case.

    >>> {"and", "und", "et", "y"} <= joiners()
    True
    """
    pairs = (Locale.parse(code).list_patterns["standard"]["2"] for code in _WITH_CAPITALS)
    words = (pair.replace("{0}", " ").replace("{1}", " ").strip() for pair in pairs)
    return frozenset(word for word in words if word.isalpha())


def _named(names: object, widths: Iterable[str]) -> Iterator[tuple[str, int]]:
    for context in ("format", "stand-alone"):
        for width in widths:
            for number, form in names[context][width].items():  # type: ignore[index]
                yield form.rstrip("."), number
