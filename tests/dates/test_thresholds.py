"""The numbers that decide, each by a text on either side of it."""

from __future__ import annotations

import pytest

from corpus_pkg.dates import StoryZones, find_dates, page_dates, read_date
from corpus_pkg.language.orthography import fold

#: A text, the day it is read on, and its one value; "" where nothing is found.
EDGES: list[tuple[str, str | None, str | None]] = [
    # A table of numbers is none of dates.
    ("مايو 2012" + " 12" * 398, None, "2012-05"),
    ("مايو 2012" + " 12" * 399, None, ""),
    # Years beside a month, beside a word for year, and by themselves.
    ("مايو 1000", None, "1000-05"),
    ("مايو 0999", None, ""),
    ("مايو 2199", None, "2199-05"),
    ("مايو 2200", None, ""),
    ("عام 100.", None, "0100"),
    ("عام 099.", None, ""),
    ("عام 2199", None, "2199"),
    ("عام 2200", None, ""),
    ("في 1900.", None, "1900"),
    ("في 1899.", None, ""),
    ("في 2050.", None, "2050"),
    ("في 2051.", None, ""),
    # The century of two digits.
    ("13-Jan-69", None, "2069-01-13"),
    ("13-Jan-70", None, "1970-01-13"),
    # Hijri years that numbers alone are taken for, that the tables hold, and that are read at all.
    ("1342-07-22", None, "1342-07-22"),
    ("1343-07-22", None, "1925-02-16"),
    ("1500-07-22", None, "2077-06-13"),
    ("1501-07-22", None, "1501-07-22"),
    ("22 رجب 1342", None, "1924-02-28~"),
    ("22 رجب 1500", None, "2077-06-13"),
    ("22 رجب 1501", None, "2078-06-03~"),
    ("رمضان 1600", None, "2174-07-30/2174-08-28"),
    ("رمضان 1601", None, ""),
    ("عام 1600 هـ", None, "2173/2174"),
    ("عام 1601 هـ", None, ""),
    ("30 رمضان", "2012-08-06", None),
    ("31 رمضان", "2012-08-06", ""),
    # Centuries and decades.
    ("القرن 1", None, "00XX"),
    ("القرن 0", None, ""),
    ("القرن الماضي", "0100-01-01", None),
    ("القرن الماضي", "0101-01-01", "00XX"),
    ("القرن 21", None, "20XX"),
    ("القرن 22", None, ""),
    ("ثمانينات القرن 1", None, "008X"),
    ("ثمانينات القرن العاشر", None, "098X"),
    ("ثمانينات القرن 21", None, "208X"),
    ("ثمانينات القرن 22", None, ""),
    ("الأشهر 11 الأولى من عام 2012", None, "2012-01/2012-11"),
    ("الأشهر 12 الأولى من عام 2012", None, "2012"),
    ("الأشهر 2 الأولى من عام 2012", None, "2012-01/2012-02"),
    ("الأشهر 1 الأولى من عام 2012", None, "2012"),
    # From July on "the new year" is the next.
    ("العام الجديد", "2024-06-30", "2024"),
    ("العام الجديد", "2024-07-01", "2025"),
    ("يوم 31.", None, "XXXX-XX-31"),
    ("يوم 32.", None, ""),
    ("في 12/01.", None, ""),
    ("في 13/01.", None, "XXXX-01-13"),
    ("يوم 12/25", "2024-03-20", "2023-12-25"),
    ("يوم 13/13", "2024-03-20", ""),
    ("خامس يوم جمعة من يونيو 2012", None, "2012-06-29"),
    # Arabic counts in the singular from eleven on.
    ("10 يوما", None, ""),
    ("11 يوما", None, "P11D"),
    # Clocks and zones.
    ("2012-07-08 23:59", None, "2012-07-08T23:59"),
    ("2012-07-08 24:00", None, "2012-07-08"),
    ("2012-07-08 23:60", None, "2012-07-08"),
    ("2012-07-08 23:59:59", None, "2012-07-08T23:59:59"),
    ("2012-07-08 23:59:60", None, "2012-07-08"),
    ("2012-07-08 00:30 مساء", None, "2012-07-08T00:30"),
    ("2012-07-08 12:30 مساء", None, "2012-07-08T12:30"),
    ("2012-07-08 13:30 صباحا", None, "2012-07-08T13:30"),
    ("2012-07-08T10:00+14:59", None, "2012-07-08T10:00+14:59"),
    ("2012-07-08T10:00+15:00", None, "2012-07-08"),
    ("2012-07-08T10:00+13:60", None, "2012-07-08"),
    # The weekday leads up to two days from the tables.
    ("الأحد 15 رمضان", "2012-08-06", "2012-08-05"),
    ("الاثنين 15 رمضان", "2012-08-06", "2012-08-03"),
    # Wednesday: the nearest Saturday is ahead, the nearest Sunday behind.
    ("غدا السبت", "2024-03-19", "2024-03-23"),
    ("غدا الأحد", "2024-03-19", "2024-03-17"),
]


#: Words whose day, month or year is one that no calendar has, where they are read on its last or its first day.
BEYOND = [
    "النصف الأول من العام {}",
    "يوليو من العام {}",
    "7 يوليو من العام {}",
    "15 من الشهر {}",
    "15 إلى 17 من الشهر {}",
    "الشهر {}",
    "العام {}",
    "الأسبوع {}",
    "الجمعة من الأسبوع {}",
]


@pytest.mark.parametrize(("text", "anchor", "value"), EDGES)
def test_edges(text: str, anchor: str | None, value: str | None) -> None:
    assert [found.value for found in find_dates(text, anchor)] == ([] if value == "" else [value])


def test_two_calendars_may_be_two_days_apart() -> None:
    for day, problem in ((17, None), (21, None), (16, "calendars"), (22, "calendars")):
        found = read_date(f"28 جمادى الثانية 1433 هـ الموافق {day} مايو 2012")
        assert found is not None and (found.value, found.problem) == (f"2012-05-{day}", problem)


def test_four_zones_of_a_text_speak_of_its_day() -> None:
    """9 July 2012 was a Monday: "yesterday, Friday" in the fourth zone is against it, in the fifth it is not asked."""
    line, words = "9 يوليو 2012", "أمس الجمعة"
    for place, against in ((4, [words]), (5, [])):
        page, zones = line + "\n", []
        for number in range(1, 6):
            body = words if number == place else "نص"
            zones.append((len(page), len(page) + len(body)))
            page += body + "\n"
        (told,) = page_dates(fold(page), [StoryZones(((0, len(line), "published"),), tuple(zones))])
        assert [found.surface for found in told.against] == against


@pytest.mark.parametrize("words", BEYOND)
@pytest.mark.parametrize(("modifier", "day"), [("المقبل", "9999-12-31"), ("الماضي", "0001-01-01")])
def test_there_is_nothing_beyond_the_calendar(words: str, modifier: str, day: str) -> None:
    (found,) = find_dates(words.format(modifier), day)
    assert found.value is None or found.value.startswith("XXXX-")
