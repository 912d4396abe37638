"""The wording of lines that state a day or a clock: of publication, of an update, of the crawl, of the page itself."""

from __future__ import annotations

import re
from typing import cast

from corpus_pkg import dates
from corpus_pkg.layout.phrases import DATED
from corpus_pkg.layout.thresholds import (
    CHARACTERS_BESIDE_DATE,
    CLOCK_WORDS,
    DATE_LINE_WORDS,
    FEW_WORDS_BESIDE_DATE,
    PROSE_WORDS_BESIDE_DATE,
    STAMP_WORDS,
    WORDS_BESIDE_DATE,
)
from corpus_pkg.layout.wording import Wording
from corpus_pkg.records import SegmentKind

_STAMP = re.compile(r"\d{4}-\d\d-\d\d[@T]\d\d:\d\d(?::\d\d)?")
_CLOCK = re.compile(r"\d\d?:\d\d\b")
#: Any day: with it a clock makes a date.
_SOME_DAY = "2000-01-01"


def clock(line: Wording) -> SegmentKind | None:
    """Know a clock by itself."""
    if line.words > CLOCK_WORDS or not _CLOCK.search(line.text):
        return None
    clock = dates.read_date(f"{_SOME_DAY} {line.text}")
    return "published" if clock is not None and clock.value is not None and "T" in clock.value else None


def clock_label(line: Wording) -> SegmentKind | None:
    """Know the label of the page's clock and what it shows."""
    if line.prose or line.words > DATE_LINE_WORDS or not line.cues.clock(line.text):
        return None
    return "nav" if _CLOCK.search(line.text) or line.states_day else None


def crawl_stamp(line: Wording) -> SegmentKind | None:
    """Know the stamp of a crawler."""
    stamped = line.may_be_dated and line.words <= STAMP_WORDS and _STAMP.search(line.text)
    return "retrieved" if stamped else None


def labelled_date(line: Wording) -> SegmentKind | None:
    """Know a day that a label speaks of, and what the label says."""
    opened = line.phrase_kind in DATED and line.states_day
    return line.dated or cast(SegmentKind, line.phrase_kind) if opened or (line.dated and little_beside(line)) else None


def date_line(line: Wording) -> SegmentKind | None:
    """Know a day that nothing speaks of, and little beside it."""
    return "published" if line.dates and little_beside(line) else None


def little_beside(line: Wording) -> bool:
    """Return whether a line is its day and little else."""
    characters = line.line.end - line.line.start - sum(date.end - date.start for date in line.dates)
    words = line.words - sum(len(date.surface.split()) for date in line.dates)
    little = words <= WORDS_BESIDE_DATE and (characters <= CHARACTERS_BESIDE_DATE or words <= FEW_WORDS_BESIDE_DATE)
    return little and not (line.prose and words > PROSE_WORDS_BESIDE_DATE)
