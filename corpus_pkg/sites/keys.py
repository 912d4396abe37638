"""What makes two lines of a site one: their folded words, with holes where numbers, clocks, days and names stand."""

from __future__ import annotations

import re
from functools import cache

from corpus_pkg.dates.vocabulary import vocabulary
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.names import NameShape, name_shape
from corpus_pkg.language.punctuation import COMMAS, SEMICOLONS, STOPS

NUMBER, DAY, MONTH, NAME = "{n}", "{day}", "{month}", "{name}"
#: In characters: longer lines are running text, whatever they end with, and tell no site.
LONGEST = 1000

#: What stands at the ends of a line and says nothing.
EDGES = f" \t:|-_*•·●▪■◦»«\"'“”()[]<>/\\=#~+{STOPS}{COMMAS}{SEMICOLONS}"
# A number, a clock or a day in digits is one hole, whatever parts its digits.
_PART = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+")
_LABELLED = re.compile(r"(?<=[:|/]) ?([^:|/{}]+)$")
_HOLES = {
    **dict.fromkeys(("weekday", "cut_weekday", "bare_weekday"), DAY),
    **dict.fromkeys(("month_name", "doubtful_month", "hijri_month"), MONTH),
    **dict.fromkeys(("half", "meem"), ""),
}


class Keys:
    """The keys of lines by the tables of a language."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._holes = {
            form: _HOLES[word.kind]
            for form, word in vocabulary(lexicons).words.items()
            if word.kind in _HOLES and not word.joined
        }
        self._names: NameShape = name_shape(lexicons)

    def key(self, text: str, *, prose: bool) -> str:
        """Return what a folded line has in common with its like; empty for one without a letter or a digit.

        A sentence has no holes: two that differ in a number say different things.
        """
        if len(text) > LONGEST:
            return ""
        bare = plain(text)
        if prose or not any(map(str.isalnum, bare)):
            return bare
        held = _LABELLED.sub(self._name, _PART.sub(self._hole, bare))
        return " ".join(held.split())

    def _hole(self, part: re.Match[str]) -> str:
        return NUMBER if part[0][0].isdigit() else self._holes.get(part[0], part[0])

    def _name(self, part: re.Match[str]) -> str:
        return f" {NAME}" if self._names.fits(part[1].split()) else part[0]


def plain(text: str) -> str:
    """Return a folded line as keys are compared: in lower case, without the signs and blanks around its words."""
    return " ".join(text.lower().split()).strip(EDGES)


def states_day(key: str) -> bool:
    """Return whether a key has the holes of a day: a number, and a weekday or the name of a month."""
    return NUMBER in key and (DAY in key or MONTH in key)


def has_word(key: str) -> bool:
    """Return whether a key has a word of its own beside its holes."""
    for hole in (NUMBER, DAY, MONTH, NAME):
        key = key.replace(hole, "")
    return any(map(str.isalpha, key))


@cache
def keys(lexicons: Lexicons) -> Keys:
    """Return the keys by the tables of `lexicons`, made once."""
    return Keys(lexicons)
