"""Lines that hold two things: a day of publication and what was printed behind it."""

from __future__ import annotations

import re

from corpus_pkg import dates
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import Folded
from corpus_pkg.language.punctuation import COMMAS, SEMICOLONS
from corpus_pkg.layout.lines import Line, split
from corpus_pkg.layout.phrases import phrases
from corpus_pkg.layout.thresholds import DATE_LINE_WORDS, FOREIGN_LABEL_WORDS, LABEL_CHARACTERS, WORDS_BESIDE_DATE

_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d\d?[:.]\d\d")
#: A sign between two things that a line says.
_SIGN = re.compile(rf"[{COMMAS}{SEMICOLONS}|/(-]\s*$")


def parted(line: Line, page: Folded, lexicons: Lexicons) -> list[Line]:
    """Return a line, or the two lines that it is where it holds two things.

    These are: when the page was published and when it was updated, in either order; the labelled day of publication
    and, behind it, running text; a headline and, behind it, the time of the update.
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
    second = next((label for label in labels if _DIGIT.search(line.text, 0, label.start)), None)
    if second is None:
        return [line]
    base = page.text.find(line.text, page.position(line.start))
    days = [
        page.position(expression.start) - base
        for expression in dates.find_in(page, line.start, line.end, lexicons=lexicons)
        if dates.is_whole_day(expression.value)
    ]
    own = any(day < second.start for day in days) and any(day >= second.end for day in days)
    if second.kind != "updated":
        return split(line, page, second.start) if own else [line]
    # A clock alone behind "updated" is of the day before it: one time, or a second where a sign parts the two.
    apart = _SIGN.search(line.text[: second.start]) or any(label.kind == "published" for label in labels[:1])
    behind = own or (apart and _CLOCK.search(line.text, second.end))
    if not behind and days and days[-1] < second.start and len(line.text[: days[-1]].split()) > WORDS_BESIDE_DATE:
        # A headline that the time of the update is printed behind.
        return split(line, page, days[-1])
    return split(line, page, second.start) if behind else [line]
