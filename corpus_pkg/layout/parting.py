"""Lines that hold two things: a day of publication and what was printed behind it."""

from __future__ import annotations

import re

from corpus_pkg import dates
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import Folded
from corpus_pkg.language.punctuation import COMMAS, SEMICOLONS
from corpus_pkg.layout.lines import Line, split
from corpus_pkg.layout.phrases import phrases
from corpus_pkg.layout.thresholds import DATE_LINE_WORDS, FOREIGN_LABEL_WORDS, LABEL_CHARACTERS

_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d\d?[:.]\d\d")
#: A sign between two things that a line says.
_SIGN = re.compile(rf"[{COMMAS}{SEMICOLONS}|/(-]\s*$")


def parted(line: Line, page: Folded, lexicons: Lexicons) -> list[Line]:
    """Return a line, or the two lines that it is where it holds two things.

    These are: when the page was published and, behind it, when it was updated; the labelled day of publication and,
    behind it, running text.
    """
    opening = phrases(lexicons).published.match(line.text[:LABEL_CHARACTERS].lower())
    # Behind a label in the page's own letters a short line goes on with place, paper and counter.
    if opening and line.words > (FOREIGN_LABEL_WORDS if opening.group().isascii() else DATE_LINE_WORDS):
        expressions = dates.find_in(page, line.start, line.start + LABEL_CHARACTERS, lexicons=lexicons)
        first = page.start(page.text.find(line.text, page.position(line.start)) + opening.end())
        day = expressions[0] if expressions else None
        if day and day.start == first and dates.is_whole_day(day.value):
            return split(line, page, opening.end() + page.position(day.end) - page.position(day.start))
    if line.words > DATE_LINE_WORDS or not _DIGIT.search(line.text):
        return [line]
    labels = phrases(lexicons).day_labels(line.text)
    updated = next((label for label in labels if label.kind == "updated" and label.start), None)
    if updated is None or not _DIGIT.search(line.text, 0, updated.start):
        return [line]
    base = page.text.find(line.text, page.position(line.start))
    days = [
        page.position(expression.start) - base
        for expression in dates.find_in(page, line.start, line.end, lexicons=lexicons)
        if dates.is_whole_day(expression.value)
    ]
    # A clock alone behind "updated" is of the day before it: one time, or a second where a sign parts the two.
    apart = _SIGN.search(line.text[: updated.start]) or any(label.kind == "published" for label in labels[:1])
    behind = any(day >= updated.end for day in days) or (apart and _CLOCK.search(line.text, updated.end))
    return split(line, page, updated.start) if behind else [line]
