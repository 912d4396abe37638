"""What credits finds in a story."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_pkg.records import CreditRole, Source


@dataclass(frozen=True, slots=True)
class Credit:
    """A place where a story names who published it, who reported first or whom it cites.

    Attributes:
        start, end: offsets of code points in the decoded text.
        surface: the characters of the span: the name, with the class noun before it where there is one.
        role: publisher, origin of the text, or cited in it.
        source: the outlet, as a row of its table.
        rule: the rule that found it, with its phrase where there was one ("label:المصدر").

    """

    start: int
    end: int
    surface: str
    role: CreditRole
    source: Source
    rule: str


@dataclass(frozen=True, slots=True)
class Author:
    """A person named in a byline; `name` is the span's text normalised, honorific and label outside."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a story was filed; `place` is the span's text normalised."""

    start: int
    end: int
    place: str
