"""The ways in which one name is written, made by rule.

Folding (`corpus_pkg.language.orthography`) unites most of them; what is left, such as غ, ج, ق and ك for a foreign g, or
أمريكي beside أميركي, stands in `variants.csv` as substitutions (an underscore there is a space). They are applied to
names, never to the text, so that no common word is changed into a name; `shortest` is the length of name, in letters,
from which a substitution is safe, and `scope` says whether it is for every name or for names of foreign countries (or,
`skeleton`, for what `corpus_pkg.entities.misspellings` compares).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product

from corpus_pkg.language.lexicons import Lexicons, listed
from corpus_pkg.language.orthography import folded

# A name with many such letters would have a number of spellings beyond all use.
_MOST = 128


@dataclass(frozen=True, slots=True)
class _Rule:
    letters: str
    choices: tuple[str, ...]
    foreign: bool
    shortest: int


@cache
def _rules(lexicons: Lexicons) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            row["letters"].replace("_", " "),
            (row["letters"].replace("_", " "), *(item.replace("_", " ") for item in listed(row["variants"]))),
            row["scope"] == "foreign",
            int(row["shortest"] or 0),
        )
        for row in lexicons.rows("variants")
        if row["scope"] != "skeleton"
    )


@cache
def _pattern(lexicons: Lexicons, foreign: bool, length: int) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    choices = {
        rule.letters: rule.choices
        for rule in _rules(lexicons)
        if length >= rule.shortest and (foreign or not rule.foreign)
    }
    return re.compile("|".join(sorted(map(re.escape, choices), key=len, reverse=True)) or r"(?!)"), choices


@cache
def _longest_limit(lexicons: Lexicons) -> int:
    return max((rule.shortest for rule in _rules(lexicons)), default=0)


def spellings(name: str, lexicons: Lexicons, *, foreign: bool) -> tuple[str, ...]:
    """Return the folded spellings of `name`, as it stands first; `foreign` admits the rules for foreign sounds.

    >>> from corpus_pkg.language.lexicons import default
    >>> "البنتاجون" in spellings("البنتاغون", default(), foreign=True)
    True
    """
    return variants(folded(name), lexicons, foreign=foreign)


def variants(plain: str, lexicons: Lexicons, *, foreign: bool) -> tuple[str, ...]:
    """Return the spellings of a name that is folded already."""
    pattern, choices = _pattern(lexicons, foreign, min(len(plain), _longest_limit(lexicons)))
    pieces: list[tuple[str, ...]] = []
    last = 0
    count = 1
    for match in pattern.finditer(plain):
        choice = choices[match.group()]
        if count * len(choice) > _MOST:
            break
        count *= len(choice)
        pieces += [(plain[last : match.start()],), choice]
        last = match.end()
    if not pieces:
        return (plain,)
    pieces.append((plain[last:],))
    return tuple(dict.fromkeys("".join(parts) for parts in product(*pieces)))
