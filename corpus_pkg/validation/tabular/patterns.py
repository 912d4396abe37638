"""Patterns that cells must match, and what matching them may cost.

A pattern of a stranger can make Python search without end; polars cannot be made to. Each pattern means the whole cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus_pkg.records import TABLES
from corpus_pkg.schemas import table_schema

if TYPE_CHECKING:
    import polars as pl

_REPEATED = re.compile(r"(?:[*+]|\{[0-9]*,[0-9]*\})")
_CHOICE = re.compile(r"[|?]")
_NESTED = re.compile(r"\)(?:[*+{])|\\[1-9]|\(\?P?[=<]")
_ESCAPED = re.compile(r"\\[^1-9]|\[\^?\]?[^\]]*\]")
# What a class of letters means here depends on who reads it.
_AMBIGUOUS = re.compile(r"\[\^?\[|&&|--|~~|\|\||\[[^\]]{1,200}-\[")
_LONGEST = 1000


@lru_cache(maxsize=1)
def _ours() -> frozenset[str]:
    fields = (field for table in TABLES.values() for field in table_schema(table)["fields"])
    return frozenset(_bare(field["constraints"]["pattern"]) for field in fields if "pattern" in field["constraints"])


def _bare(pattern: str) -> str:
    """Return the pattern without what says that no line end follows: packages of earlier versions do not say so."""
    return pattern.replace(r"(?!\n)", "")


@lru_cache(maxsize=1 << 12)
def is_tame(pattern: str) -> bool:
    """Return whether Python surely matches the pattern in next to no time: few choices, none repeated; or it is ours.

    >>> is_tame("[a-z]{2}-[0-9]+"), is_tame("(a+)+b")
    (True, False)
    """
    if _bare(pattern) in _ours():
        return True
    # Classes of letters and escaped signs choose nothing.
    plain = _ESCAPED.sub("x", pattern)
    return (
        len(pattern) <= _LONGEST
        and _AMBIGUOUS.search(pattern) is None
        and _NESTED.search(plain) is None
        and len(_REPEATED.findall(plain)) <= 2
        and len(_CHOICE.findall(plain)) <= 12
    )


def is_linear(pattern: str) -> bool:
    """Return whether Python matches the pattern at the beginning of a text in steps that grow as the text does.

    Two repetitions may share the letters of a text in as many ways as it has letters.

    >>> is_linear("a.*b"), is_linear(".*.*b")
    (True, False)
    """
    plain = _ESCAPED.sub("x", pattern)
    return is_tame(pattern) and (_bare(pattern) in _ours() or len(_REPEATED.findall(plain)) < 2)


def whole(pattern: str) -> str | None:
    """Return the pattern of a whole cell, for polars; None where polars would read it otherwise than Python."""
    # Nothing follows a whole cell; ours say so for Frictionless.
    body = pattern.removesuffix(r"(?!\n)")
    return f"^(?:{body})$" if _AMBIGUOUS.search(pattern) is None else None


@lru_cache(maxsize=1 << 8)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """Return the pattern for Python, for `fullmatch`; None where it is none, or none that surely ends soon."""
    if not is_linear(pattern):
        return None
    try:
        return re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Matcher:
    """What matches the cells of a column with a pattern: polars by `expression`, or else Python."""

    pattern: str
    expression: str | None

    def unlike(self, texts: pl.Series) -> pl.Series:
        """Return those of the texts that the pattern does not match as a whole."""
        import polars as pl

        if self.expression is not None:
            return texts.filter(~texts.str.contains(self.expression))
        match = compiled(self.pattern)
        unlike = [text for text in texts if match is not None and match.fullmatch(text) is None]
        return pl.Series(unlike, dtype=pl.String)


def matcher(pattern: str) -> Matcher | None:
    """Return what matches cells with the pattern; None where nothing that is here surely ends."""
    import polars as pl

    expression = whole(pattern)
    try:
        pl.Series(["a"]).str.contains(expression if expression is not None else "(")
    except pl.exceptions.PolarsError:
        # What polars does not know (a look ahead) Python does, where it surely ends.
        return Matcher(pattern, None) if compiled(pattern) is not None else None
    return Matcher(pattern, expression)
