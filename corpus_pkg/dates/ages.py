"""The age of a story as sites show it in place of its day: "9 hours ago", "an hour and 10 minutes ago"."""

from __future__ import annotations

import re

from corpus_pkg.dates.vocabulary import vocabulary
from corpus_pkg.language.lexicons import Lexicons

_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
#: A line of more words is a sentence.
_MOST_WORDS = 8
_UNITS = frozenset({"day", "week", "month", "year", "plural", "dual", "hour", "minute"})
_AROUND = frozenset({"before", "about", "cardinal", "extra", "now"})


def is_age(text: str, lexicons: Lexicons) -> bool:
    """Return whether a folded line says how long ago something was, and nothing else.

    Args:
        text: the folded line.
        lexicons: the tables to use.

    Raises:
        LexiconError: where a table cannot be used.

    """
    words = _WORD.findall(text)
    if not 1 < len(words) <= _MOST_WORDS:
        return False
    known = vocabulary(lexicons)
    if not any(word in known.words and known.words[word].kind == "before" for word in (words[0], words[-1])):
        return False
    kinds = [known.words[word].kind if word in known.words else "" for word in words]
    if _UNITS.isdisjoint(kinds):
        return False
    return all(
        kind in _UNITS or kind in _AROUND or (word.isdigit() and len(word) < 4) or word == known.conjunction
        for kind, word in zip(kinds, words, strict=True)
    )
