"""What expressions of time say, and what a rule is: a name, patterns, a reading, and an example of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from corpus_pkg.dates.notation import compiled, versions, written
from corpus_pkg.dates.shapes import Token
from corpus_pkg.records import Calendar, DateKind

#: A number of more digits counts nothing in time: it is the number of a telephone or of an account.
_LONGEST = 9

#: Why an expression has a second reading: its weekday is not that of its date; its two calendars name different days;
#: its numbers may be day and month or month and day.
Problem = Literal["weekday", "calendars", "order", "metadata"]


@dataclass(frozen=True, slots=True)
class Sense:
    """What an expression says.

    Attributes:
        value: EDTF, None where the words do not settle it.
        kind: what sort of expression it is.
        calendar: the calendar that its words count in.
        other: the value of a second reading that the words allow, or that a part of them asks for.
        problem: why there is a second reading.

    """

    value: str | None
    kind: DateKind
    calendar: Calendar = "gregorian"
    other: str | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The tokens of a candidate by the name of their group, and what the reading may know besides.

    Attributes:
        tokens: by group.
        anchor: the day that relative words count from.
        whole: whether the text is given as one date, so that a word that is often more than a date is one.
        quoted: whether the words are inside quotation marks, where "today" is the speaker's.
        shape: the pattern's text of the candidate, as the shape has it.
        solar: whether the page counts the years of the Hijra by the sun.

    """

    tokens: dict[str, Token]
    anchor: datetime.date | None
    quoted: Callable[[], bool]
    shape: str
    whole: bool = False
    solar: bool = False

    def text(self, group: str) -> str:
        """Return the value of a group's token, "" where the group is absent."""
        token = self.tokens.get(group)
        return token.value if token else ""

    def kind(self, group: str) -> str:
        """Return the class of a group's token, "" where the group is absent."""
        token = self.tokens.get(group)
        return token.kind if token else ""

    def has(self, notation: str) -> bool:
        """Return whether a stretch of the candidate fits a pattern."""
        return compiled(notation).search(self.shape) is not None

    def number(self, group: str) -> int | None:
        """Return the value of a group's token as a number; None where the group is absent or too long to count."""
        value = self.text(group)
        return int(value) if value and len(value) <= _LONGEST else None


#: What the tokens of a candidate say; None refuses, and the next longest candidate at the place is asked.
Reading = Callable[[Parts], "Sense | None"]


class Example(NamedTuple):
    """A text in which a rule reads the one expression.

    Attributes:
        text: the text.
        anchor: the day that its words count from, None for none.
        value: what is read, EDTF or None.

    """

    text: str
    anchor: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule.

    Attributes:
        name: as records carry it.
        meaning: what it reads, in a line.
        example: a text that it reads.
        reading: what the tokens say; None refuses.
        notations: its patterns (`corpus_pkg.dates.notation`); each that fits at a place is a candidate.

    """

    name: str
    meaning: str
    example: Example
    reading: Reading
    notations: tuple[str, ...]

    @property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """The patterns, compiled when they are first asked for."""
        return tuple(map(compiled, self.notations))


class Rules(list[Rule]):
    """The rules of one idea, in order."""

    def rule(self, name: str, meaning: str, example: Example, *notations: str) -> Callable[[Reading], Reading]:
        """Add a rule whose reading is the decorated function.

        Args:
            name: as records carry it.
            meaning: what it reads, in a line.
            example: a text that it reads.
            notations: its patterns (`corpus_pkg.dates.notation`).

        Raises:
            ValueError: where a pattern has a name that is neither a class nor a fragment.

        """
        every = tuple(version for notation in notations for version in versions(notation))
        for version in every:
            written(version)

        def register(reading: Reading) -> Reading:
            self.append(Rule(name, meaning, example, reading, every))
            return reading

        return register
