"""From expressions of time in a text to EDTF values."""

from corpus_pkg.dates.expressions import Expression, find_dates, find_in, read_date

__all__ = ["Expression", "find_dates", "find_in", "read_date"]
