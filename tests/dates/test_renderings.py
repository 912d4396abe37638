"""Rendering and reading are inverse: every way of writing a day that is written here is read back."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Callable
from itertools import product

import pytest
from babel.dates import get_month_names
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import edtf, parse
from corpus_pkg.dates import calendars, find_dates, read_date, read_stamp

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2077, 12, 31))
HIJRI = st.dates(datetime.date(1924, 8, 1), datetime.date(2077, 11, 16))
CLOCKS = st.times().map(lambda time: time.replace(microsecond=0, tzinfo=None))

WESTERN = get_month_names("wide", locale="ar_EG")
LEVANTINE = get_month_names("wide", locale="ar_LB")
MAGHREBI = get_month_names("wide", locale="ar_TN")
MOROCCAN = get_month_names("wide", locale="ar_MA")
MAURITANIAN = get_month_names("wide", locale="ar_MR")
ENGLISH = get_month_names("wide", locale="en")
HIJRI_MONTHS = (
    *("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"),
    *("رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
)
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
UNITS = ("", "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")
COUNTED = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
TENS = ("", "عشرة", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


#: Three to ten, as months are counted.
COUNTS = ("ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")


def ordinal(number: int) -> str:
    """A day of the month in words, in the genitive: الحادي والعشرين."""
    if number <= 10:
        return UNITS[number]
    tens, unit = divmod(number, 10)
    if unit == 0:
        return {2: "العشرين", 3: "الثلاثين"}[tens]
    head = "الحادي" if unit == 1 else UNITS[unit]
    return f"{head} عشر" if tens == 1 else f"{head} و{ {2: 'العشرين', 3: 'الثلاثين'}[tens] }".replace("و ", "و")


def cardinal(number: int) -> str:
    """A year from 1900 to 2099 in words, in the nominative."""
    parts = ["ألف", "تسعمائة"] if number < 2000 else ["ألفان"]
    tens, unit = divmod(number % 100, 10)
    if tens == 1 and unit:
        parts.append({1: "أحد", 2: "اثنا"}.get(unit, COUNTED[unit]) + " عشر")
    else:
        parts.extend(word for word in (COUNTED[unit], TENS[tens]) if word)
    return " و".join(parts)


def weekday(day: datetime.date) -> str:
    return WEEKDAYS[day.weekday()]


STYLES: dict[str, Callable[[datetime.date], str]] = {
    "western": lambda day: f"{day.day} {WESTERN[day.month]} {day.year}",
    "levantine": lambda day: f"{day.day} {LEVANTINE[day.month]} {day.year}",
    "maghrebi": lambda day: f"{day.day} {MAGHREBI[day.month]} {day.year}",
    "moroccan": lambda day: f"{day.day} {MOROCCAN[day.month]} {day.year}",
    "mauritanian": lambda day: f"{day.day} {MAURITANIAN[day.month]} {day.year}",
    "two names": lambda day: f"{day.day} {WESTERN[day.month]}/{LEVANTINE[day.month]} {day.year}",
    "two names, spaced": lambda day: f"{day.day} {LEVANTINE[day.month]} / {WESTERN[day.month]} {day.year}",
    "name in brackets": lambda day: f"{day.day} {LEVANTINE[day.month]} ({WESTERN[day.month]}) {day.year}",
    "weekday": lambda day: f"{weekday(day)}، {day.day} {WESTERN[day.month]}، {day.year}",
    "weekday and word": lambda day: f"يوم {weekday(day)} {day.day} {WESTERN[day.month]} {day.year} م",
    "in words": lambda day: f"{ordinal(day.day)} من {WESTERN[day.month]} {day.year}",
    "in words, with month": lambda day: f"{ordinal(day.day)} من شهر {WESTERN[day.month]} عام {day.year}",
    "year in words": lambda day: f"{day.day} {WESTERN[day.month]} عام {cardinal(day.year)}",
    "eastern digits": lambda day: f"{day.day} {WESTERN[day.month]} {day.year}".translate(EASTERN),
    "persian digits": lambda day: f"{day.year}/{day.month:02}/{day.day:02}".translate(PERSIAN),
    "iso": lambda day: day.isoformat(),
    "dotted": lambda day: f"{day.year}.{day.month:02}.{day.day:02}",
    "weekday decides": lambda day: f"{weekday(day)} {day.day:02}/{day.month:02}/{day.year}",
    "weekday decides, month first": lambda day: f"{weekday(day)} {day.month:02}/{day.day:02}/{day.year}",
    "stuck": lambda day: f"{day.day}{WESTERN[day.month]}{day.year}",
    "dashes": lambda day: f"{weekday(day)}, {day.day}-{WESTERN[day.month]}-{day.year}",
    "month first": lambda day: f"{WESTERN[day.month]} {day.day}, {day.year}",
    "year first, blanks": lambda day: f"{day.year} {day.month:02} {day.day:02}",
    "weekday stuck": lambda day: f"{weekday(day)}{day.day} {LEVANTINE[day.month]}{day.year}",
    "english": lambda day: f"{ENGLISH[day.month]} {day.day}, {day.year}",
    "english ordinal": lambda day: f"{day.day}th, {ENGLISH[day.month]} {day.year}",
}


@pytest.mark.parametrize("style", STYLES)
@given(day=DAYS)
def test_a_written_day_is_read_back(style: str, day: datetime.date) -> None:
    text = STYLES[style](day)
    found = read_date(text)
    assert found is not None, text
    assert found.surface == text
    if found.problem == "order":
        # The weekday fits both readings.
        assert style.startswith("weekday decides") and day.isoformat() in (found.value, found.other)
    else:
        assert (found.value, found.problem) == (day.isoformat(), None)


@given(DAYS.filter(lambda day: 1970 <= day.year < 2070))
def test_a_short_year_between_dashes_is_read_back(day: datetime.date) -> None:
    found = read_date(f"{day.day:02}-{ENGLISH[day.month][:3]}-{day.year % 100:02}")
    assert found is not None and found.value == day.isoformat()


@given(DAYS)
def test_numbers_are_read_day_first_and_keep_the_other_reading(day: datetime.date) -> None:
    found = read_date(f"{day.day}/{day.month}/{day.year}")
    assert found is not None and found.value == day.isoformat()
    both = day.day <= 12 and day.day != day.month
    assert found.problem == ("order" if both else None)
    assert found.other == (day.replace(month=day.day, day=day.month).isoformat() if both else None)
    if day.day > 12:
        turned = read_date(f"{day.month}/{day.day}/{day.year}")
        assert turned is not None and (turned.value, turned.problem) == (day.isoformat(), None)


def half(time: datetime.time) -> int:
    return time.hour % 12 or 12


CLOCK_STYLES: dict[str, Callable[[datetime.date, datetime.time], tuple[str, str]]] = {
    "iso": lambda day, time: (f"{day}T{time:%H:%M:%S}Z", f"{time:%H:%M:%S}Z"),
    "offset": lambda day, time: (f"{day}T{time:%H:%M:%S}+03:00", f"{time:%H:%M:%S}+03:00"),
    "offset, tight": lambda day, time: (f"{day}T{time:%H:%M:%S}-0430", f"{time:%H:%M:%S}-04:30"),
    "crawler": lambda day, time: (f"{day}@{time:%H:%M:%S} GMT", f"{time:%H:%M:%S}Z"),
    "of the day": lambda day, time: (f"{day.day} {WESTERN[day.month]} {day.year} {time:%H:%M}", f"{time:%H:%M}"),
    "of the half day": lambda day, time: (
        f"{day.day} {WESTERN[day.month]} {day.year} - {half(time)}:{time:%M} {'ص' if time.hour < 12 else 'م'}",
        f"{time:%H:%M}",
    ),
    "with tatweel": lambda day, time: (
        f"{day.day} {WESTERN[day.month]} {day.year} {half(time)}:{time:%M} {'صـ' if time.hour < 12 else 'مـ'}",
        f"{time:%H:%M}",
    ),
    "in words": lambda day, time: (
        f"{weekday(day)} {day.day} {WESTERN[day.month]} {day.year} الساعة {half(time)}:{time:%M} "
        + ("صباحاً" if time.hour < 12 else "مساءً"),
        f"{time:%H:%M}",
    ),
    "english": lambda day, time: (f"{day} {half(time)}:{time:%M} {'AM' if time.hour < 12 else 'PM'}", f"{time:%H:%M}"),
    "french": lambda day, time: (f"{day.day} {MAGHREBI[day.month]} {day.year} {time:%H}H{time:%M}", f"{time:%H:%M}"),
    "place": lambda day, time: (
        f"{day.day} {WESTERN[day.month]} {day.year} {time:%H:%M} بتوقيت القدس",
        f"{time:%H:%M}",
    ),
    "clock first": lambda day, time: (f"{time:%H:%M} {day.day:02}.{day.month:02}.{day.year}", f"{time:%H:%M}"),
    "zone by name": lambda day, time: (
        f"{weekday(day)}, {day.day} {WESTERN[day.month]}, {day.year}, {time:%H:%M} GMT",
        f"{time:%H:%M}Z",
    ),
    "short year": lambda day, time: (
        f"{day:%a, %d} {ENGLISH[day.month][:3]} {day:%y} {time:%H:%M:%S} +0300",
        f"{time:%H:%M:%S}+03:00",
    ),
    "colons": lambda day, time: (f"{day:%Y:%m:%d}.{time:%H:%M}", f"{time:%H:%M}"),
    "colons, seconds": lambda day, time: (f"{day:%Y:%m:%d} {time:%H:%M:%S}", f"{time:%H:%M:%S}"),
    "minutes counted": lambda day, time: (
        f"{weekday(day)} {day.day} {MOROCCAN[day.month]} {day.year} على الساعة {time.hour} و{time:%M} دقائق",
        f"{time:%H:%M}",
    ),
    "clock first, slash": lambda day, time: (
        f"{half(time):02}:{time:%M} {'صباحاً' if time.hour < 12 else 'مساءً'} / "
        f"{day.day} {LEVANTINE[day.month]}، {day.year}",
        f"{time:%H:%M}",
    ),
    "clock before its day": lambda day, time: (
        f"{time:%H:%M} يوم {day.day} {WESTERN[day.month]} {day.year}",
        f"{time:%H:%M}",
    ),
    "comma apart": lambda day, time: (
        f"{day.day} {LEVANTINE[day.month]} {day.year} , {half(time)}:{time:%M}{'ص' if time.hour < 12 else 'م'}",
        f"{time:%H:%M}",
    ),
    "stuck to its clock": lambda day, time: (
        f"{day}{half(time):02}:{time:%M} {'AM' if time.hour < 12 else 'PM'}",
        f"{time:%H:%M}",
    ),
}


@pytest.mark.parametrize("style", CLOCK_STYLES)
@given(day=DAYS, time=CLOCKS)
def test_a_written_clock_is_read_back(style: str, day: datetime.date, time: datetime.time) -> None:
    text, clock = CLOCK_STYLES[style](day, time)
    if style == "short year":
        day = day.replace(year=1970 + (day.year - 1970) % 100, day=min(day.day, 28))
        text, clock = CLOCK_STYLES[style](day, time)
    found = read_date(text)
    assert found is not None, text
    assert (found.surface, found.value) == (text, f"{day.isoformat()}T{clock}")


#: What sites print behind the day of publication, behind a sign between the two.
TAILS = ("دقائق قراءة", "دقائق", "تعليقات", "مشاهدة", "صورة في الألبوم", "min read", "أيام على الرحيل")


@given(
    day=DAYS,
    style=st.sampled_from([style for style in STYLES if style not in ("year first, blanks", "year in words")]),
    sign=st.sampled_from("-/|–—"),
    count=st.integers(1, 999) | st.integers(3000, 9000),
    counted=st.sampled_from(TAILS),
    digits=st.sampled_from([{}, EASTERN, PERSIAN]),
    mark=st.sampled_from(["", "\u200f", "\u200e"]),
)
def test_a_count_behind_a_day_hides_it_not(
    day: datetime.date, style: str, sign: str, count: int, counted: str, digits: dict[int, int], mark: str
) -> None:
    text = STYLES[style](day).translate(digits)
    alone = find_dates(text)
    behind = find_dates(f"{mark}{text}{mark} {sign} {mark}{str(count).translate(digits)} {counted}")
    assert [(found.value, found.rule) for found in behind[:1]] == [(found.value, found.rule) for found in alone]


@given(HIJRI.filter(lambda day: day.year < 2026), st.sampled_from("/-."), st.sampled_from([{}, EASTERN, PERSIAN]))
def test_a_hijri_year_of_two_digits_needs_its_mark_or_its_weekday(
    day: datetime.date, sign: str, digits: dict[int, int]
) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    if hijri.year < 1350:
        return
    short = f"{hijri.day}{sign}{hijri.month}{sign}{hijri.year % 100:02}".translate(digits)
    month = HIJRI_MONTHS[hijri.month - 1]
    for text in (f"{short} هـ", f"{weekday(day)} {short} هـ", f"{hijri.day} {month} {hijri.year % 100:02} هـ"):
        found = read_date(text)
        assert found is not None, text
        assert (found.value, found.calendar, found.problem) == (day.isoformat(), "hijri", None)
    assert find_dates(f"كانت {short} بعد") == []


@given(HIJRI, st.integers(-2, 2), st.sampled_from([" - ", " | ", " / ", "، ", " ("]))
def test_a_day_written_in_both_calendars_is_one(day: datetime.date, late: int, sign: str) -> None:
    hijri = Gregorian.fromdate(day + datetime.timedelta(days=late)).to_hijri()
    lunar = f"{hijri.day} {HIJRI_MONTHS[hijri.month - 1]} {hijri.year} هـ"
    solar = f"{day.day} {WESTERN[day.month]} {day.year} م"
    close = ")" if "(" in sign else ""
    for text in (f"{solar}{sign}{lunar}{close}", f"{lunar}{sign}{solar}{close}"):
        found = read_date(text)
        assert found is not None, text
        assert found.value == day.isoformat()


@given(DAYS, CLOCKS)
def test_metadata_is_read_back(day: datetime.date, time: datetime.time) -> None:
    name = day.strftime("%a, %d %b %Y")
    for text, clock in (
        (f"{name} {time:%H:%M:%S} GMT", f"{time:%H:%M:%S}Z"),
        (f"{name} {time:%H:%M:%S} +0300", f"{time:%H:%M:%S}+03:00"),
        (f"{day} {time:%H:%M:%S}", f"{time:%H:%M:%S}"),
    ):
        found = read_stamp(text)
        assert found is not None and found.value == f"{day.isoformat()}T{clock}"


@given(HIJRI)
def test_hijri_days_are_read_back(day: datetime.date) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    month = HIJRI_MONTHS[hijri.month - 1]
    pair = f"{day.day} {WESTERN[day.month]} {day.year} م"
    for text, calendar in (
        (f"{hijri.day} {month} {hijri.year} هـ", "hijri"),
        (f"{ordinal(hijri.day)} من {month} {hijri.year} هـ", "hijri"),
        (f"{hijri.year}-{hijri.month:02}-{hijri.day:02}", "hijri"),
        (f"{hijri.year}/{hijri.month}/{hijri.day} هـ".translate(EASTERN), "hijri"),
        (f"{weekday(day)} {hijri.day} {month} {hijri.year} هـ الموافق {pair}", "gregorian"),
        (f"{pair} الموافق {hijri.day} {month} {hijri.year} هـ", "gregorian"),
    ):
        found = read_date(text)
        assert found is not None, text
        assert (found.value, found.calendar, found.problem) == (day.isoformat(), calendar, None)


@given(HIJRI, st.integers(0, 100))
def test_a_hijri_day_without_a_year_is_that_near_the_anchor(day: datetime.date, apart: int) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    text = f"{hijri.day} {HIJRI_MONTHS[hijri.month - 1]}"
    anchor = day + datetime.timedelta(days=apart)
    for told in (f"{weekday(day)} {text}", f"{text} الماضي"):
        found = read_date(told, anchor)
        assert found is not None
        assert (found.value, found.calendar, found.problem) == (day.isoformat(), "hijri", None)
    untold = read_date(text, anchor)
    assert untold is not None and untold.value is None


@given(HIJRI, st.sampled_from([-2, -1, 1, 2]))
def test_a_weekday_beside_a_hijri_day_settles_the_sighting(day: datetime.date, late: int) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    sighted = day + datetime.timedelta(days=late)
    found = read_date(f"{weekday(sighted)} {hijri.day} {HIJRI_MONTHS[hijri.month - 1]}", day)
    assert found is not None and (found.value, found.problem) == (sighted.isoformat(), None)


@given(HIJRI, st.integers(3, 300))
def test_a_pair_of_different_days_is_a_problem(day: datetime.date, apart: int) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    other = day + datetime.timedelta(days=apart)
    text = f"{other.day} {WESTERN[other.month]} {other.year} م الموافق {hijri.day}/{hijri.month}/{hijri.year} هـ"
    found = read_date(text)
    assert found is not None
    assert (found.value, found.other, found.problem) == (other.isoformat(), day.isoformat(), "calendars")


@given(DAYS, st.integers(1, 6))
def test_a_weekday_of_another_day_is_a_problem(day: datetime.date, apart: int) -> None:
    named = WEEKDAYS[(day.weekday() + apart) % 7]
    found = read_date(f"{named} {day.day} {WESTERN[day.month]} {day.year}")
    assert found is not None
    assert (found.value, found.problem) == (day.isoformat(), "weekday")
    assert found.other is not None
    nearest = datetime.date.fromisoformat(found.other)
    assert WEEKDAYS[nearest.weekday()] == named and abs((nearest - day).days) <= 3


@given(st.integers(1900, 2077), st.integers(1, 12), st.integers(1, 27), st.data())
def test_ranges_are_read_back(year: int, month: int, first: int, data: st.DataObject) -> None:
    last = data.draw(st.integers(first + 1, 28))
    value = f"{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}"
    for link in (" و", " إلى ", " حتى ", "-", " - "):
        found = read_date(f"{first}{link}{last} {WESTERN[month]} {year}")
        assert found is not None and (found.value, found.kind) == (value, "range")


@given(st.integers(1900, 2050), st.integers(1, 100))
def test_years_are_read_back(year: int, length: int) -> None:
    last = min(year + length, 2050)
    if last > year:
        found = read_date(f"{year}-{last}")
        assert found is not None and (found.value, found.kind) == (f"{year}/{last}", "range")
    words = read_date(f"عام {cardinal(year)}")
    assert words is not None and (words.value, words.kind) == (f"{year}", "year")


@given(st.integers(1900, 2077))
def test_parts_of_a_year_are_read_back(year: int) -> None:
    parts = {"النصف": 2, "الثلث": 3, "الربع": 4}
    for (name, count), place in product(parts.items(), range(1, 5)):
        found = find_dates(f"{name} {UNITS[place]} من عام {year}")
        length = 12 // count
        if place <= count:
            assert [one.value for one in found] == [f"{year}-{length * (place - 1) + 1:02}/{year}-{length * place:02}"]
        else:
            assert [one.value for one in found] == [str(year)]
    for count, words in enumerate(COUNTS, 3):
        for text, value in (
            (f"الأشهر ال{words} الأولى من عام {year}", f"{year}-01/{year}-{count:02}"),
            (f"الأشهر ال{count} الأخيرة من {year}", f"{year}-{13 - count:02}/{year}-12"),
            (f"أول {words} أشهر من سنة {year}", f"{year}-01/{year}-{count:02}"),
        ):
            assert [one.value for one in find_dates(text)] == [value], text
    for name, number in (("ربيع", 21), ("صيف", 22), ("خريف", 23), ("شتاء", 24)):
        season = read_date(f"{name} {year}")
        assert season is not None and season.value == f"{year}-{number}"


@given(DAYS, st.integers(1, 4))
def test_the_nth_weekday_of_a_month_is_read_back(day: datetime.date, number: int) -> None:
    names = ("", "أول", "ثاني", "ثالث", "رابع")
    (found,) = find_dates(f"{names[number]} يوم {weekday(day)} من {WESTERN[day.month]} {day.year}")
    assert found.value is not None
    read = datetime.date.fromisoformat(found.value)
    assert (read.year, read.month, read.weekday()) == (day.year, day.month, day.weekday())
    assert (read.day - 1) // 7 == number - 1


def test_the_words_of_numbers() -> None:
    assert ordinal(21) == "الحادي والعشرين" and ordinal(12) == "الثاني عشر" and ordinal(30) == "الثلاثين"
    assert cardinal(1985) == "ألف وتسعمائة وخمسة وثمانون" and cardinal(2011) == "ألفان وأحد عشر"
    assert not re.search(r"و\s|\s\s", "".join(ordinal(number) for number in range(1, 32)))


@given(
    anchor=st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31)),
    counts=st.tuples(st.integers(0, 20), st.integers(0, 11), st.integers(0, 29)).filter(
        lambda counts: sum(map(bool, counts)) > 1
    ),
    sign=st.sampled_from([" و", " و ", "، و"]),
    digits=st.sampled_from([{}, EASTERN, PERSIAN]),
)
def test_a_compound_stretch_is_one_value(
    anchor: datetime.date, counts: tuple[int, int, int], sign: str, digits: dict[int, int]
) -> None:
    """`sign` stands between its parts; years and months are counted first, then days."""
    units = (("سنة", "سنتين", "سنوات", "سنة"), ("شهر", "شهرين", "أشهر", "شهرا"), ("يوم", "يومين", "أيام", "يوما"))
    parts = [
        one if count == 1 else two if count == 2 else f"{count} {few if count < 11 else many}".translate(digits)
        for count, (one, two, few, many) in zip(counts, units, strict=True)
        if count
    ]
    text = sign.join(parts)
    years, months, days = counts
    (ago,) = find_dates(f"غادر القرية منذ {text}", anchor)
    assert (ago.surface, ago.kind) == (f"منذ {text}", "relative")
    total = 12 * anchor.year + anchor.month - 1 - 12 * years - months
    if days:
        year, month = divmod(total, 12)
        day = datetime.date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))
        assert ago.value == (day - datetime.timedelta(days=days)).isoformat()
    else:
        assert ago.value == f"{total // 12}-{total % 12 + 1:02}~"
    if any(count > 1 for count in counts):
        (length,) = find_dates(f"استمر {text}")
        value = "P" + "".join(f"{count}{unit}" for count, unit in zip(counts, "YMD", strict=True) if count)
        assert (length.surface, length.value, length.kind) == (text, value, "duration")


@given(
    st.integers(1900, 2050),
    st.integers(1, 60),
    st.sampled_from(["عامي ", "سنتي ", ""]),
    st.sampled_from(["بين", "ما بين"]),
)
def test_the_years_between_two_are_one_range(first: int, apart: int, word: str, between: str) -> None:
    last = first + apart
    for text in (
        f"{between} {word}{first} و{last}",
        f"{between} {word}{first} و {last}",
        f"{between} {word}{first}م و{last}م",
    ):
        (found,) = find_dates(f"شغل المنصب {text} مرتين".translate(EASTERN))
        assert (found.value, found.kind) == (f"{first}/{last}", "range")
    assert all(found.kind != "range" for found in find_dates(f"بين {last} و{first}"))


@given(st.integers(1995, 2030), st.integers(1, 12), st.sampled_from(["نشر في", "تاريخ النشر:", "Published:"]))
def test_a_month_that_a_label_speaks_of_bounds_the_publication(year: int, month: int, label: str) -> None:
    body = "افتتحت البلدية حديقة عامة على ضفة النهر تضم ملاعب للأطفال وممرات للدراجات ومقاعد خشبية كثيرة للزوار."
    title = "بلدية الزيتون تفتتح حديقة عامة على ضفة النهر"
    (article,) = parse(f"{title}\n\n{label} {WESTERN[month]} {year}\n\n{body}\n".encode()).articles
    assert (article.published, article.published_basis) == (f"{year}-{month:02}", "stated")
    assert (article.published_earliest, article.published_latest) == edtf.bounds(f"{year}-{month:02}")
    stated = read_stamp(f"{year}-{month:02}")
    assert stated is not None and stated.value == f"{year}-{month:02}"


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2060, 1, 1)), st.sampled_from("/-."), st.booleans())
def test_a_persian_page_counts_by_the_sun(day: datetime.date, sign: str, stated: bool) -> None:
    written = next(
        f"{solar}{sign}{month:02}{sign}{number:02}"
        for solar in (day.year - 622, day.year - 621)
        for month in range(1, 13)
        for number in range(1, 32)
        if calendars.solar_day(solar, month, number) == day
    )
    lang = " lang=fa" if stated else ""
    page = (
        f"<html{lang}><body><article><h1>بازگشایی کتابخانه روستای چنار</h1>"
        f"<span class=date>{written.translate(PERSIAN)}</span>"
        "<p>کتابخانه روستای چنار پس از دو سال تعمیر، امروز با حضور گروهی از دانش‌آموزان و مادران بازگشایی شد.</p>"
        "<p>مدیر کتابخانه گفت که پنج هزار جلد کتاب تازه خریداری شده و بخشی از آن ویژه کودکان و نوجوانان است.</p>"
        "</article></body></html>"
    )
    (article,) = parse(page.encode()).articles
    assert article.published == day.isoformat()
    assert {row.calendar for row in article.dates if row.role == "published"} == {"persian"}
