"""Which rules fit at the tokens of a run, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus_pkg.dates.notation import SIGN, compiled, written
from corpus_pkg.dates.openings import opening
from corpus_pkg.dates.rules import RULES
from corpus_pkg.dates.senses import Rule
from corpus_pkg.dates.shapes import Run


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule whose pattern fits at a token of a run.

    Attributes:
        rule: the rule.
        length: how many tokens it takes.
        groups: for each named group, how many tokens its token is from the first.
        shape: the part of the run's shape that it takes.

    """

    rule: Rule
    length: int
    groups: tuple[tuple[str, int], ...]
    shape: str


#: How much of a shape around a token the rules see: longer than what any of them takes.
_BEHIND, _AHEAD = 8, 104

#: Every pattern with its rule and what a match of it may begin with, in the order of the rules.
_PATTERNS = tuple((rule, notation, opening(written(notation))) for rule in RULES for notation in rule.notations)


@cache
def _opened_by(sign: str) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """Return the patterns that a match beginning with a sign may be of."""
    return tuple((rule, compiled(notation)) for rule, notation, signs in _PATTERNS if signs is None or sign in signs)


@lru_cache(maxsize=1 << 15)
def _opening(window: str, place: int) -> tuple[Candidate, ...]:
    index = {match.start(): number for number, match in enumerate(SIGN.finditer(window, place))}
    here = []
    for rule, pattern in _opened_by(window[place]):
        match = pattern.match(window, place)
        if match is None or match.end() == place:
            continue
        text = match.group()
        if text.endswith(")") and "(" not in text:
            text = text[:-1]
        starts = ((name, match.start(name)) for name in pattern.groupindex)
        groups = tuple((name.rstrip("_"), index[at]) for name, at in starts if at in index)
        here.append(Candidate(rule, len(SIGN.findall(text)), groups, text))
    here.sort(key=lambda candidate: -len(candidate.shape))
    return tuple(here)


def candidates(run: Run) -> Iterable[tuple[Candidate, ...]]:
    """Return for each token of the run what may begin there, longest first."""
    return _short(run.shape) if len(run.shape) <= _SHORT else _all(run.shape)


#: Shapes as short as this are seen again and again.
_SHORT = 24


@lru_cache(maxsize=1 << 14)
def _short(shape: str) -> tuple[tuple[Candidate, ...], ...]:
    return tuple(_all(shape))


def _all(shape: str) -> Iterator[tuple[Candidate, ...]]:
    for match in SIGN.finditer(shape):
        place = match.start()
        first = max(0, place - _BEHIND)
        yield _opening(shape[first : place + _AHEAD], place - first)
