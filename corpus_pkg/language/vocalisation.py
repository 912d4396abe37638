"""What vowel signs and doublings tell of a word that its letters alone do not.

Writers leave them out at will, so their absence says nothing. One that is written and is not that of a form rules the
form out: "عمّان" with its doubled m is no "عُمان".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus_pkg.language.orthography import INVISIBLE, MARKS, fold

_SHADDA = "\u0651"
#: Short vowels and their absence; those of a last letter are its case.
_VOWELS = frozenset("\u064e\u064f\u0650\u0652")
_SIGN = re.compile(f"[{_SHADDA}{''.join(_VOWELS)}]")
_UNWRITTEN = re.compile(f"[{MARKS}{INVISIBLE}ـ]")

#: The signs on each letter of a word, the letters as folding counts them.
Signs = tuple[frozenset[str], ...]


@lru_cache(maxsize=4096)
def signs(word: str) -> Signs:
    """Return the signs on each folded letter of a word.

    >>> [sorted(on) for on in signs("عمّان")]
    [[], ['ّ'], [], []]
    """
    letters: list[set[str]] = []
    for character in word:
        if _UNWRITTEN.match(character):
            if letters and _SIGN.match(character):
                letters[-1].add(character)
        else:
            letters.extend(set() for _ in fold(character).text)
    return tuple(map(frozenset, letters))


def has_signs(word: str) -> bool:
    """Return whether a word has a vowel sign or a doubling written."""
    return _SIGN.search(word) is not None


def contradicts(word: str, forms: Iterable[str]) -> bool:
    """Return whether a sign of a word as it is written is that of none of the forms of a name.

    Args:
        word: as the page writes it.
        forms: spellings of one name with signs, each of the folded letters of the word; one that has any sign has its
            doublings, while vowels may be missing.

    """
    own = signs(word)
    known = [there for form in forms if len(there := signs(form)) == len(own) and any(there)]
    if not known:
        return False
    for place, written in enumerate(own):
        told = frozenset().union(*(form[place] for form in known))
        vowels = written & _VOWELS
        if _SHADDA in written and _SHADDA not in told:
            return True
        if place + 1 < len(own) and vowels and told & _VOWELS and not vowels & told:
            return True
    return False
