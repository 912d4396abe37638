"""The date of a story: what its lines state, and what its text allows."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.dates import StoryDates, StoryZones, is_whole_day, page_dates, read_stamp
from corpus_pkg.language.orthography import fold
from corpus_pkg.parsing import parse_document
from corpus_pkg.records import DateRole

DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 12, 31))
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")


def read(*stories: tuple[dict[DateRole, str], str]) -> tuple[StoryDates, ...]:
    """The dates of stories given by the text of their lines and their body, all on one page."""
    page, zones = "", []
    for lines, body in stories:
        spans = []
        for role, line in lines.items():
            spans.append((len(page), len(page) + len(line), role))
            page += line + "\n"
        zones.append(StoryZones(tuple(spans), ((len(page), len(page) + len(body)),)))
        page += body + "\n"
    return page_dates(fold(page), zones)


def test_a_line_states_its_first_whole_day() -> None:
    (told,) = read(({"published": "العدد 2403 مايو 2012 - الاثنين 9 يوليو 2012 - 10 يوليو 2012"}, "نص"))
    assert {role: found.value for role, found in told.stated.items()} == {"published": "2012-07-09"}
    assert [found.value for found in told.others] == ["2012-05", "2012-07-10"]
    assert (told.earliest, told.latest, told.support, told.against) == (None, None, (), ())


def test_a_line_without_a_whole_day_states_nothing() -> None:
    for line in ("التاريخ: 07-08-", "مايو 2012", "27 سبتمبر", "اليوم", "2011/2012", "10 - 12 مايو 2012"):
        (told,) = read(({"published": line}, "نص"))
        assert told.stated == {} and told.latest is None


@given(DAYS.filter(lambda day: day.day <= 12 and day.day != day.month), st.sampled_from([0, -1]))
def test_a_weekday_in_the_text_decides_the_order_of_numbers(day: datetime.date, shift: int) -> None:
    turned = day.replace(month=day.day, day=day.month)
    word = WEEKDAYS[(day + datetime.timedelta(days=shift)).weekday()]
    body = f"قال المتحدث {'أمس' if shift else 'اليوم'} {word} إن الاجتماع انتهى"
    (told,) = read(({"published": f"{day.month}-{day.day}-{day.year}"}, body))
    found = told.stated["published"]
    if turned.weekday() == day.weekday():
        assert (found.value, found.problem) == (turned.isoformat(), "order")
    else:
        assert (found.value, found.rule) == (day.isoformat(), "numbers:judged")


def test_another_story_decides_the_order_of_the_same_writing() -> None:
    first, second = read(
        ({"published": "04-07-2012 05:52 AM"}, "لا يقول هذا النص شيئا"),
        ({"published": "04-30-2012 06:10 AM"}, "ولا هذا"),
    )
    assert first.stated["published"].value == "2012-04-07T05:52"
    assert first.stated["published"].rule == "numbers:judged"
    assert second.stated["published"].value == "2012-04-30T06:10"
    (alone,) = read(({"published": "04-07-2012 05:52 AM"}, "لا يقول هذا النص شيئا"))
    assert alone.stated["published"].value == "2012-07-04T05:52"
    assert alone.stated["published"].other == "2012-04-07T05:52"
    mixed, _ = read(({"published": "04-07-2012"}, "نص"), ({"published": "04/30/2012"}, "نص"))
    assert mixed.stated["published"].value == "2012-07-04"


def test_a_story_is_not_younger_than_its_page() -> None:
    (told,) = read(({"retrieved": "2012-05-01@01:30:30 GMT", "published": "04-07-2012"}, "نص"))
    assert told.stated["published"].value == "2012-04-07"


def test_a_weekday_that_disagrees_is_told_and_changes_nothing() -> None:
    (told,) = read(({"published": "الجمعة 6 يوليو 2012"}, "وقع الحادث أمس الثلاثاء في المدينة"))
    assert told.stated["published"].value == "2012-07-06"
    (against,) = told.against
    assert (against.value, against.other, against.problem) == ("2012-07-03", "2012-07-05", "weekday")
    (agreed,) = read(({"published": "الجمعة 6 يوليو 2012"}, "وقع الحادث أمس الخميس في المدينة"))
    assert agreed.against == ()


@given(DAYS)
def test_the_current_month_bounds_a_story_of_a_retrieved_page(day: datetime.date) -> None:
    body = "يعقد المؤتمر في الأول من ديسمبر الجاري"
    (told,) = read(({"retrieved": f"{day}@01:30:30 GMT"}, body))
    year = day.year if day.month == 12 else day.year - 1
    assert told.earliest == datetime.date(year, 12, 1)
    assert told.latest == min(day, datetime.date(year, 12, 31))
    assert [found.surface for found in told.support] == ["الأول من ديسمبر الجاري"]
    (alone,) = read(({}, body))
    assert (alone.earliest, alone.latest) == (None, None)


def test_a_current_year_in_the_text_bounds_a_story() -> None:
    (told,) = read(({}, "ارتفعت المبيعات خلال العام الجاري 2012 في نهاية يونيو الجاري 2012"))
    assert (str(told.earliest), str(told.latest)) == ("2012-06-01", "2012-06-30")
    (apart,) = read(({}, "ارتفعت المبيعات خلال العام الجاري 2012 وكذلك في مايو الجاري 2013"))
    assert (apart.earliest, apart.latest, apart.support) == (None, None, ())
    (stated,) = read(({"published": "7 يونيو 2012"}, "خلال العام الجاري 2012"))
    assert (stated.earliest, stated.latest) == (None, None)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_states_days_or_nothing(line: str, body: str) -> None:
    (told,) = read(({"published": line.replace("\n", " ")}, body))
    assert all(is_whole_day(found.value) for found in told.stated.values())
    assert (told.earliest is None) == (told.latest is None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020-11-09T08:00:00.000Z", "2020-11-09T08:00:00Z"),
        ("2020-11-09T08:00:00+0300", "2020-11-09T08:00:00+03:00"),
        ("Mon, 09 Nov 2020 08:00:00 GMT", "2020-11-09T08:00:00Z"),
        ("الإثنين، 24 أغسطس 2020 09:23 ص", "2020-08-24T09:23"),
        ("Nov 9, 2020", "2020-11-09"),
        ("2020-11-09 / 2020-11-10", None),
        ("2020-11", "2020-11"),
        ("أمس", None),
        ("1604908800", None),
    ],
)
def test_stamps_of_metadata(text: str, value: str | None) -> None:
    found = read_stamp(text)
    assert (found and found.value) == value


def test_the_second_story_of_a_seed_has_bounds() -> None:
    (page,) = (Path(__file__).parents[2] / "seeds").glob("001_*.txt")
    stated, inferred = parse_document(page.read_bytes(), page.name).articles
    assert (stated.published, stated.published_basis) == ("2024-03-20", "stated")
    assert (inferred.published, inferred.published_basis) == (None, "inferred")
    assert (str(inferred.published_earliest), str(inferred.published_latest)) == ("2025-12-01", "2025-12-05")
    assert any(row.surface.endswith("ديسمبر الجاري") for row in inferred.dates)


@given(
    day=st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31)),
    shift=st.sampled_from([("اليوم", 0), ("أمس", -1), ("أول أمس", -2)]),
    brackets=st.booleans(),
)
def test_today_with_its_date_tells_the_day_of_a_story_that_states_none(
    day: datetime.date, shift: tuple[str, int], brackets: bool
) -> None:
    word, days = shift
    told = day + datetime.timedelta(days=days)
    month = get_month_names("wide", locale="ar_EG")[told.month]
    date = f"({told.day} {month} {told.year})" if brackets else f"{told.day} {month} {told.year}"
    weekday = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")[told.weekday()]
    text = f"أعلنت الوزارة {word} {weekday} {date} عن خطة جديدة لترميم الطرق في المحافظة.\n"
    (found,) = page_dates(fold(text), [StoryZones((), ((0, len(text)),))])
    assert (found.stated, found.earliest, found.latest) == ({}, day, day)
    assert [support.value for support in found.support] == [told.isoformat()]
