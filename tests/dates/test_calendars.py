"""Calendars: conversions that must hold for every day."""

from __future__ import annotations

import datetime

import pytest
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.dates import calendars, find_dates

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2077, 12, 31))


@given(st.dates(datetime.date(1924, 8, 1), datetime.date(2077, 11, 16)))
def test_hijri_days_agree_with_the_tables(day: datetime.date) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    assert calendars.hijri_day(hijri.year, hijri.month, hijri.day) == day


@given(st.integers(1, 9000), st.integers(-2, 15), st.integers(-2, 33))
def test_hijri_days_are_days_or_none(year: int, month: int, number: int) -> None:
    found = calendars.hijri_day(year, month, number)
    assert (found is None) or (1 <= month <= 12 and 1 <= number <= 30)


@given(st.integers(1, 8000))
def test_tabular_years_follow_each_other(year: int) -> None:
    first, following = calendars.hijri_day(year, 1, 1), calendars.hijri_day(year + 1, 1, 1)
    assert first is not None and following is not None
    assert 352 <= (following - first).days <= 357


def test_first_hijri_day() -> None:
    assert calendars.hijri_day(1, 1, 1) == datetime.date(622, 7, 19)
    assert calendars.hijri_year(748) == "1347/1348"


@given(DAYS, st.integers(0, 6), st.sampled_from([-2, -1, 0, 2]))
def test_nearest_weekday(to: datetime.date, weekday: int, direction: int) -> None:
    found = calendars.nearest_weekday(to, weekday, direction)
    assert found is not None and found.weekday() == weekday
    low, high = {-2: (-7, -1), -1: (-6, 0), 0: (-3, 3), 2: (1, 7)}[direction]
    assert low <= (found - to).days <= high


@given(DAYS, st.integers(1, 12), st.integers(1, 28), st.sampled_from([-1, None, 1]))
def test_chosen_year(to: datetime.date, month: int, number: int, direction: int | None) -> None:
    year = calendars.chosen_year(to, month, number, direction)
    if year is None:
        assert direction is None
        return
    apart = (datetime.date(year, month, number) - to).days
    low, high = {-1: (-366, 0), None: (-122, 122), 1: (0, 366)}[direction]
    assert low <= apart <= high


@given(DAYS, st.integers(-40, 40))
def test_months_count_like_months(of: datetime.date, shift: int) -> None:
    first, moved = calendars.month_of(of), calendars.month_of(of, shift)
    assert first is not None and moved is not None
    assert (int(moved[:4]) - int(first[:4])) * 12 + int(moved[5:]) - int(first[5:]) == shift


def test_clock() -> None:
    assert calendars.clock(12, 6, None, "am") == "T00:06"
    assert calendars.clock(12, 0, None, "pm") == "T12:00"
    assert calendars.clock(7, 27, 5, "pm") == "T19:27:05"
    assert calendars.clock(17, 0, None, "pm") == "T17:00"
    assert calendars.clock(24, 0, None, "") is None
    assert calendars.offset("+", 0, 0) == "Z"
    assert calendars.offset("-", 3, 30) == "-03:30"
    assert calendars.offset("+", 15, 0) is None


def test_what_is_no_day_anchors_nothing() -> None:
    assert calendars.anchored("2024-03") is None
    assert calendars.anchored("XXXX-03-01") is None
    assert calendars.anchored("2024-03-20T10:00Z") == datetime.date(2024, 3, 20)
    assert calendars.anchored(datetime.datetime(2024, 3, 20, 10)) == datetime.date(2024, 3, 20)


def test_a_leap_day_about_a_century_without_one() -> None:
    assert calendars.chosen_year(datetime.date(1898, 6, 1), 2, 29, None) == 1896
    (found,) = find_dates("29 فبراير", anchor="1898-06-01")
    assert found.value == "1896-02-29"


@pytest.mark.parametrize(
    "anchor",
    ["2024-W13", "2024-03", "2024-03-20/..", "../2024-03-20", "2024-03-20/2024-03-22", "XXXX-03-20", "20240320"],
)
def test_what_is_no_whole_day_anchors_nothing(anchor: str) -> None:
    assert calendars.anchored(anchor) is None


@pytest.mark.parametrize("tail", ["", "T13:43", "T13:43:00+03:00", "~"])
def test_a_day_anchors_whatever_is_known_of_its_clock(tail: str) -> None:
    assert calendars.anchored(f"2024-03-20{tail}") == datetime.date(2024, 3, 20)


@pytest.mark.parametrize(
    ("year", "month", "number", "day"),
    [
        (1300, 1, 1, "1921-03-21"),
        (1357, 11, 22, "1979-02-11"),
        (1399, 1, 1, "2020-03-20"),
        (1402, 5, 3, "2023-07-25"),
        (1403, 12, 30, "2025-03-20"),
        (1404, 1, 1, "2025-03-21"),
    ],
)
def test_solar_days_are_those_of_iran(year: int, month: int, number: int, day: str) -> None:
    assert calendars.solar_day(year, month, number) == datetime.date.fromisoformat(day)


def test_solar_days_follow_one_another() -> None:
    days = [
        day
        for year in range(1178, 1634)
        for month in range(1, 13)
        for number in range(1, 32)
        if (day := calendars.solar_day(year, month, number)) is not None
    ]
    assert days == [days[0] + datetime.timedelta(days=passed) for passed in range(len(days))]
    # The year begins at the equinox: on 20, 21 or 22 March.
    assert all(
        (day.month, day.day) in ((3, 20), (3, 21), (3, 22))
        for day in (calendars.solar_day(y, 1, 1) for y in range(1178, 1634))
        if day
    )


@given(st.integers(-5, 2000), st.integers(-2, 15), st.integers(-2, 33))
def test_solar_days_are_days_or_none(year: int, month: int, number: int) -> None:
    assert calendars.solar_day(year, month, number) is None or (1 <= month <= 12 and 1 <= number <= 31)
