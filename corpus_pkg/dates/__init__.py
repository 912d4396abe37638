"""From expressions of time in a text to EDTF values."""

from corpus_pkg.dates.ages import is_age
from corpus_pkg.dates.expressions import Expression, find_dates, find_in, read_date
from corpus_pkg.dates.stories import StoryDates, StoryZones, is_month, is_whole_day, page_dates, read_stamp

__all__ = [
    "Expression",
    "StoryDates",
    "StoryZones",
    "find_dates",
    "find_in",
    "is_age",
    "is_month",
    "is_whole_day",
    "page_dates",
    "read_date",
    "read_stamp",
]
