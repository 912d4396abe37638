"""Values of time: the days that one allows, against the calendar and against another reader of EDTF."""

from __future__ import annotations

import datetime
import re
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg import edtf

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
YEARS = st.integers(1000, 9998).map(str)
MARKS = st.sampled_from(["", "~", "?", "%"])
DECADES = st.builds(lambda year, digits: year[: 4 - digits] + "X" * digits, YEARS, st.integers(0, 2))
SEASONS = st.builds("{}-{}".format, YEARS, st.integers(21, 24))
#: The other reader ends a winter with December, so that it is asked for no winter.
OTHER_SEASONS = st.builds("{}-{}".format, YEARS, st.integers(21, 23))
MONTHS = st.builds("{}-{:02}".format, YEARS, st.integers(1, 12))
WHOLE_DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(9998, 12, 31)).map(datetime.date.isoformat)
WEEKS = st.builds("{}-W{:02}".format, YEARS, st.integers(1, 53))
POINTS = st.one_of(DECADES, SEASONS, MONTHS, WHOLE_DAYS, MONTHS.map("{}-XX".format), YEARS.map("{}-XX-XX".format))


def _oracle(value: str) -> tuple[datetime.date, datetime.date]:
    read: Any = parse_edtf(value)
    return datetime.date(*read.lower_strict()[:3]), datetime.date(*read.upper_strict()[:3])


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024~", "2024-01-01", "2024-12-31"),
        ("2024-03", "2024-03-01", "2024-03-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-03-20", "2024-03-20", "2024-03-20"),
        ("2024-03-20T23:43:00+03:00", "2024-03-20", "2024-03-20"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("201X-05", "2010-05-01", "2019-05-31"),
        ("2024-XX-31", "2024-01-31", "2024-12-31"),
        ("2024-XX-XX", "2024-01-01", "2024-12-31"),
        ("19XX-02-29", "1904-02-29", "1996-02-29"),
        ("2024-W01", "2024-01-01", "2024-01-07"),
        ("202X-W53", "2020-12-28", "2027-01-03"),
        ("2008-21", "2008-03-01", "2008-05-31"),
        ("2007-24", "2007-12-01", "2008-02-29"),
        ("2025-12-01/2025-12-05", "2025-12-01", "2025-12-05"),
        ("1950-21/196X~", "1950-03-01", "1969-12-31"),
        ("0001-01-01", "0001-01-01", "0001-01-01"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_bounds(value: str, first: str, last: str) -> None:
    days = corpus_pkg.edtf.bounds(value)
    assert days == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    [
        *("", "..", "../..", "2024/", "/2024", "2024-03/..", "../2024-03", "2024/2023", "2024/2025/2026"),
        *("XXXX", "XXXX-05-21", "XXXX-05", "P3D", "PT2H"),
        *("0000", "000X", "00XX-05-01", "2023-02-29", "2023-04-31", "2023-W53", "9999-24", "9999-W52"),
        *("2024-13", "2024-3", "2024-03-20\n", " 2024", "٢٠٢٤", "Y170000002", "-2024", "2024-03-20 10:00", "2024-25"),
    ],
)
def test_values_without_bounds(value: str) -> None:
    assert edtf.bounds(value) is None


@given(DAYS, MARKS, st.sampled_from(["", "T00:00", "T23:59:59Z", "T12:00+14:00"]))
def test_a_day_allows_itself(day: datetime.date, mark: str, clock: str) -> None:
    assert edtf.bounds(day.isoformat() + clock + mark) == (day, day)


@given(DAYS)
def test_coarser_values_hold_the_day(day: datetime.date) -> None:
    iso = day.isoformat()
    year, week, _ = day.isocalendar()
    values = [iso[:4], iso[:7], f"{iso[:8]}XX", f"{iso[:5]}XX{iso[7:]}", f"{iso[:3]}X", f"{iso[:3]}X{iso[4:]}"]
    for value in (*values, f"{year:04}-W{week:02}" if year > 0 else iso):
        days = edtf.bounds(value)
        outside = value.startswith("000X") or value == "9999-W52"
        assert (days is None) if outside else (days is not None and days[0] <= day <= days[1]), value


@given(POINTS, POINTS)
def test_an_interval_runs_from_the_first_to_the_last_day(first: str, last: str) -> None:
    begin, end = edtf.bounds(first), edtf.bounds(last)
    assert begin is not None and end is not None
    assert edtf.bounds(f"{first}/{last}") == ((begin[0], end[1]) if begin[0] <= end[1] else None)


@given(st.from_regex(edtf.VALUE) | st.text() | WEEKS)
def test_every_text_has_days_in_order_or_none(value: str) -> None:
    days = edtf.bounds(value)
    if days is not None:
        assert days[0] <= days[1] and re.search(edtf.VALUE, value)


@given(st.one_of(DECADES, MONTHS, WHOLE_DAYS, OTHER_SEASONS), MARKS)
def test_another_reader_agrees(value: str, mark: str) -> None:
    assert edtf.bounds(value + mark) == _oracle(value)


@given(st.one_of(MONTHS, WHOLE_DAYS), st.one_of(MONTHS, WHOLE_DAYS))
def test_another_reader_agrees_on_intervals(first: str, last: str) -> None:
    if edtf.bounds(f"{first}/{last}") is not None:
        assert edtf.bounds(f"{first}/{last}") == _oracle(f"{first}/{last}")
