"""Lines over the first paragraph that are written as paragraphs are, and say who wrote the story and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from corpus_pkg.language.phrases import key
from corpus_pkg.language.punctuation import COMMAS
from corpus_pkg.layout.page import Page
from corpus_pkg.layout.phrases import EDGES, phrases
from corpus_pkg.layout.wording import Wording
from corpus_pkg.reading.rendering import Stated

#: Signs between a day and what a site prints beside it; behind a colon stands what happened on the day.
_PARTS = tuple(f"|-/()·•{COMMAS}")

#: Words before a name, in a language of which no table knows them: "Von", "Texto de".
_LABEL_WORDS = 2
#: Words beside the numbers of a day: its month and weekday, "Uhr", a label, the minutes that reading takes.
_DAY_WORDS = 6
_DAYS = ("published", "updated")
_DAY = re.compile(r"([0-9]{4})-[0-9]{2}-([0-9]{2})")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,4}(?![0-9])")
_LETTERS = re.compile(r"[^\W\d_]+")


class Signatures:
    """Whom the metadata names as the authors of the page, and the days that it states."""

    def __init__(self, stated: Sequence[Stated]) -> None:
        names = {tuple(key(item.text).split()) for item in stated if item.role == "author"}
        #: Names of one word are words of every day too.
        self._names = frozenset(name for name in names if len(name) > 1)
        self._longest = max(map(len, self._names), default=0) + _LABEL_WORDS
        days = [match for item in stated if item.role in _DAYS and (match := _DAY.match(item.text))]
        #: Years with the days of the month; a site prints the day of its own time zone.
        self._days = [(int(day[1]), range(int(day[2]) - 1, int(day[2]) + 2)) for day in days]

    def sign(self, text: str) -> bool:
        """Return whether a line is one of the names, with a word or two before it."""
        if not self._names:
            return False
        words = tuple(key(text).split())
        return len(words) <= self._longest and any(words[label:] in self._names for label in range(_LABEL_WORDS + 1))

    def date(self, text: str) -> bool:
        """Return whether a line is one of the days, in any language: its numbers, and few words beside them."""
        numbers = {int(number) for number in _NUMBER.findall(text)} if self._days else set()
        if not numbers or len(_LETTERS.findall(text)) > _DAY_WORDS:
            return False
        return any(year in numbers and not numbers.isdisjoint(days) for year, days in self._days)


def without_bylines(page: Page, texts: Sequence[int]) -> list[int]:
    """Return the lines of running text without those over its first paragraph that are a day and who wrote.

    A text with days farther down too is a chronicle, and they are the first words of its entries.
    """
    bylines = list(takewhile(lambda index: _is_byline(page, index), texts))
    rest = texts[len(bylines) :]
    return list(texts if not rest or any(_is_day(page, index) for index in rest) else rest)


def _is_byline(page: Page, index: int) -> bool:
    """Return whether all that a line says beside a day is a label, a name, or parted from the day by a sign."""
    line = page.lines[index]
    if line.prose or not _is_day(page, index):
        return False
    beside = _beside(Wording(line, page.folded, page.lexicons))
    return all(_says_nothing(page, part.strip(), before) for part, before in beside)


def _is_day(page: Page, index: int) -> bool:
    """Return whether a line is a day and little else by its wording."""
    label = page.labels[index]
    return label is not None and label.rule == "date_line"


def _beside(line: Wording) -> Iterator[tuple[str, bool]]:
    """Yield what stands before, between and behind the days of a line, and whether a day follows it."""
    folded = line.page
    at, end = folded.position(line.line.start), folded.position(line.line.end)
    for date in line.dates:
        yield folded.text[at : folded.position(date.start)], True
        at = folded.position(date.end)
    yield folded.text[at:end], False


def _says_nothing(page: Page, part: str, before: bool) -> bool:
    """Return whether what stands before a day, or behind it, says nothing of what happened on it."""
    cues, known = page.cues, phrases(page.lexicons)
    parted = part.endswith(_PARTS) if before else part.startswith(_PARTS)
    words = part.strip(EDGES).split()
    on = bool(words) and before and cues.function(words[-1])
    text = " ".join(words[:-1] if on else words)
    if not any(map(str.isalpha, text)) or cues.given(text) or cues.without_byline(text) != text:
        return True
    if known.place(text) or known.outlet_like(text):
        return True
    # "The works ended on" has the form of a name.
    return not on and not cues.acts(text) and (parted or cues.name(text))
