"""Expressions of time in a text, with what they say."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import partial

from corpus_pkg import edtf
from corpus_pkg.dates import calendars
from corpus_pkg.dates.candidates import candidates
from corpus_pkg.dates.senses import Parts, Problem
from corpus_pkg.dates.shapes import runs
from corpus_pkg.dates.vocabulary import Vocabulary, vocabulary
from corpus_pkg.errors import CorpusError, one_line
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import Folded, fold
from corpus_pkg.language.punctuation import COMMAS
from corpus_pkg.records import Calendar, DateKind

_QUOTE = re.compile('[«»“”"\n]')


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time.

    Attributes:
        start, end: offsets of code points in the text that was searched.
        surface: `text[start:end]`.
        value: EDTF (`edtf.VALUE`); None where the words, and the anchor if there was one, do not settle it.
        kind: what sort of expression it is.
        calendar: the calendar that the surface counts in; the value is Gregorian.
        rule: the name of the rule that read it.
        other: the value of a second reading, where the words allow one or contradict themselves.
        problem: why there is a second reading: "weekday" (the one beside the date is another's), "calendars" (the
            two dates name different days), "order" (day first and month first both fit), "metadata" (that of the page
            names another day).

    """

    start: int
    end: int
    surface: str
    value: str | None
    kind: DateKind
    calendar: Calendar
    rule: str
    other: str | None = None
    problem: Problem | None = None


class _Quotation:
    """Whether a position is inside quotation marks of its line, told in one pass over the text."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self._depth = 0
        self._straight = False

    def holds(self, position: int) -> bool:
        for match in _QUOTE.finditer(self._text, self._at, position):
            mark = match.group()
            if mark == "\n":
                self._depth, self._straight = 0, False
            elif mark == '"':
                self._straight = not self._straight
            elif mark in "«“" or self._depth == 0:
                # Some sites open with the mark that closes.
                self._depth += 1
            else:
                self._depth -= 1
        self._at = max(self._at, position)
        return self._straight or self._depth > 0


def find_in(
    folded: Folded,
    start: int,
    end: int,
    *,
    anchor: str | datetime.date | None = None,
    lexicons: Lexicons | None = None,
    whole: bool = False,
) -> list[Expression]:
    """Return the expressions of time in a zone of a folded page: sorted, disjoint, none across a line break.

    Args:
        folded: the page.
        start: where the zone begins, as an offset in `folded.source`.
        end: where it ends.
        anchor: the day that relative words count from (EDTF or a date); what is no whole day counts as None.
        lexicons: the tables to use; the shipped ones by default.
        whole: whether the zone is given as a date, so that what is often more than a date is one ("17/05/21").

    Returns:
        Expressions with offsets in `folded.source`.

    Raises:
        LexiconError: where a table cannot be used.

    """
    return search(folded, start, end, vocabulary(lexicons or default()), anchor, whole=whole)


def search(
    folded: Folded,
    start: int,
    end: int,
    words: Vocabulary,
    anchor: str | datetime.date | None = None,
    *,
    whole: bool = False,
) -> list[Expression]:
    """Return the expressions of time in a zone of a folded page, as `find_in` does, by the words of a vocabulary.

    `whole` says that the zone is given as one date, so that a word that is often more than a date is one.
    """
    day = calendars.anchored(anchor)
    first, stop = folded.position(start), folded.position(end)
    quotation = _Quotation(folded.text, first)
    expressions: list[Expression] = []
    for run in runs(folded.text, first, stop, words):
        free = 0
        for index, options in enumerate(candidates(run)):
            if index < free or not options:
                continue
            for option in options:
                begin = run.tokens[index].start
                tokens = {name: run.tokens[index + place] for name, place in option.groups}
                quoted = partial(quotation.holds, begin)
                parts = Parts(tokens, day, quoted, option.shape, whole, words.solar)
                sense = option.rule.reading(parts)
                if sense is None:
                    continue
                close = run.tokens[index + option.length - 1].end
                if option.shape.endswith(")"):
                    close = folded.text.index(")", close) + 1
                left, right = folded.span(begin, close)
                right = min(right, end)
                expressions.append(
                    Expression(
                        left,
                        right,
                        folded.source[left:right],
                        sense.value,
                        sense.kind,
                        sense.calendar,
                        option.rule.name,
                        sense.other,
                        sense.problem,
                    )
                )
                free = index + option.length
                break
    return expressions


def find_dates(
    text: str, anchor: str | datetime.date | None = None, *, lexicons: Lexicons | None = None
) -> list[Expression]:
    """Return the expressions of time in a text, in order.

    Args:
        text: the text.
        anchor: the day that relative words count from (EDTF or a date); what is no whole day counts as None.
        lexicons: the tables to use; the shipped ones by default.

    Returns:
        Expressions with offsets in code points of the text.

    Raises:
        LexiconError: where a table cannot be used.
        CorpusError: where the anchor is neither a date nor EDTF.

    >>> [(found.surface, found.value) for found in find_dates("في 7 أكتوبر/تشرين الأول 2023 وبعد يومين")]
    [('7 أكتوبر/تشرين الأول 2023', '2023-10-07'), ('يومين', 'P2D')]
    >>> find_dates("الأسبوع المقبل", anchor="2024-03-20")[0].value
    '2024-W13'

    """
    _check_anchor(anchor)
    return find_in(fold(text), 0, len(text), anchor=anchor, lexicons=lexicons)


def _check_anchor(anchor: object) -> None:
    """Raise CorpusError for an anchor that says nothing: relative words would have no day, and nobody be told."""
    if anchor is None or isinstance(anchor, datetime.date):
        return
    # The first ten characters count, as of what RFC 3339 calls a time.
    day = isinstance(anchor, str) and (re.match(edtf.VALUE, anchor) or edtf.bounds(anchor[:10]))
    if not day:
        raise CorpusError(f"anchor is {one_line(repr(anchor), 60)}; give a date, or EDTF such as '2024-03-20'")


def read_date(
    text: str, anchor: str | datetime.date | None = None, *, lexicons: Lexicons | None = None
) -> Expression | None:
    """Return the expression that a text is as a whole, blanks and unseen marks at its edges aside, or None.

    Arguments and errors are those of `find_dates`.

    >>> read_date("9-9-1433 هـ").value
    '2012-07-28'
    >>> read_date("ليس تاريخا") is None
    True
    """
    _check_anchor(anchor)
    folded = fold(text)
    expressions = search(folded, 0, len(text), vocabulary(lexicons or default()), anchor, whole=True)
    if len(expressions) != 1:
        return None
    outside = folded.text[: folded.position(expressions[0].start)] + folded.text[folded.position(expressions[0].end) :]
    return None if outside.strip(f" \t\r\n.{COMMAS}") else expressions[0]
