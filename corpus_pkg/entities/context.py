"""What must stand near a name that is also a common word, for it to be the name.

A cell `context` of a lexicon lists conditions, separated by a vertical bar:

    word        stands before the name (clitics and quotation marks between them allowed)
    +word       stands behind it
    !word       must not stand before it
    +!word      must not stand behind it
    @entity-id  the story names that entity, anywhere
    {set}       all conditions of the row `set` in contexts.csv

The name is rejected when a forbidden word stands there; of the other conditions, where there are any, one must hold.
Where some spellings of a row end in a question mark, the other conditions are asked of these alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from corpus_pkg.language.arabic.clitics import ARTICLE, CHAIN, behind_lam
from corpus_pkg.language.lexicons import LexiconError, Lexicons, listed
from corpus_pkg.language.orthography import folded

_BETWEEN = r"[\s\"'«»“”„:()\[\]-]"
# Far enough for the longest condition and the marks between; keeps each test constant in the length of the text.
_REACH = 48


@dataclass(frozen=True, eq=False)
class Context:
    """The conditions of one name, each a tuple of words; the patterns of these read folded text."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    not_before: tuple[str, ...]
    not_behind: tuple[str, ...]
    named: frozenset[str]

    @cached_property
    def prohibitions(self) -> Context | None:
        """Without what it asks for."""
        if not (self.not_before or self.not_behind):
            return None
        return Context((), (), self.not_before, self.not_behind, frozenset())

    @property
    def demands(self) -> bool:
        """Whether something must be there, not only stay away."""
        return bool(self.before or self.behind or self.named)

    def met_by(self, name: str) -> bool:
        """Return whether a folded name begins itself with a word that is asked for before it, such as "agency"."""
        return name.startswith(tuple(f"{folded(word)} " for word in self.before))

    @cached_property
    def _prohibiting(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        return _before(self.not_before), _behind(self.not_behind)

    @cached_property
    def _demanding(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        return _before(self.before), _behind(self.behind)

    def forbidden(self, text: str, start: int, end: int) -> bool:
        """Return whether a word that excludes the name stands beside `text[start:end]`."""
        before, behind = self._prohibiting
        return _stands_before(before, text, start) or _stands_behind(behind, text, end)

    def beside(self, text: str, start: int, end: int) -> bool:
        """Return whether a word that is asked for stands beside `text[start:end]`."""
        before, behind = self._demanding
        return _stands_before(before, text, start) or _stands_behind(behind, text, end)


def _stands_before(pattern: re.Pattern[str] | None, text: str, start: int) -> bool:
    return pattern is not None and pattern.search(text, max(0, start - _REACH), start) is not None


def _stands_behind(pattern: re.Pattern[str] | None, text: str, end: int) -> bool:
    return pattern is not None and pattern.match(text, end, end + _REACH) is not None


def _before(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    plain = [folded(word) for word in words]
    # With the preposition ل the article is written as its second ل.
    forms = [form for word in plain for form in ((word, behind_lam(word)) if word.startswith(ARTICLE) else (word,))]
    joined = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.compile(rf"(?<!\w){CHAIN}(?:{joined}){_BETWEEN}{{0,4}}{CHAIN}$")


def _behind(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    joined = "|".join(map(re.escape, sorted(map(folded, words), key=len, reverse=True)))
    return re.compile(rf"{_BETWEEN}{{0,4}}(?:{joined})(?!\w)")


@cache
def _sets(lexicons: Lexicons) -> dict[str, tuple[str, ...]]:
    return {row["context_id"]: listed(row["conditions"]) for row in lexicons.rows("contexts")}


def _conditions(cell: str, lexicons: Lexicons) -> Iterable[str]:
    for item in listed(cell):
        if item.startswith("{"):
            name = item.strip("{}")
            if name not in _sets(lexicons):
                sets = ", ".join(sorted(_sets(lexicons)))
                raise LexiconError(f"contexts.csv: no set {name!r}; the sets are {sets}")
            yield from _sets(lexicons)[name]
        else:
            yield item


@cache
def compiled(cell: str, lexicons: Lexicons) -> Context | None:
    """Return the conditions of a cell; None for an empty one; raises LexiconError for a set that is not there."""
    before: list[str] = []
    behind: list[str] = []
    not_before: list[str] = []
    not_behind: list[str] = []
    named: set[str] = set()
    for item in _conditions(cell, lexicons):
        if item.startswith("@"):
            named.add(item[1:])
        elif item.startswith("+!"):
            not_behind.append(item[2:])
        elif item.startswith("+"):
            behind.append(item[1:])
        elif item.startswith("!"):
            not_before.append(item[1:])
        else:
            before.append(item)
    if not (before or behind or not_before or not_behind or named):
        return None
    return Context(tuple(before), tuple(behind), tuple(not_before), tuple(not_behind), frozenset(named))
