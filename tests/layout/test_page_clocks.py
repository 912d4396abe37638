"""A page's clock is no day of publication: what stands over the headline tells, and nothing is stated in doubt."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus_pkg

TITLE = "بلدية الزيتون تفتتح حديقة عامة على ضفة النهر"
BODY = (
    "افتتحت بلدية الزيتون حديقة عامة على ضفة النهر تضم ملاعب للأطفال وممرات للدراجات ومقاعد خشبية.\n\n"
    "وقال رئيس البلدية إن الأشجار زرعت قبل عامين، وإن الأهالي تبرعوا بنصف كلفتها من مدخراتهم.\n"
)
MONTHS = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
DAYS = st.dates(datetime.date(1995, 1, 1), datetime.date(2030, 12, 31))
WEATHER = st.lists(
    st.builds(
        "{} {}".format,
        st.sampled_from(["الزيتون", "الغدير", "وادي المرجان"]),
        st.integers(-5, 48).map("{}°".format),
    )
    | st.builds("{:.2f} {}".format, st.floats(0.01, 900), st.sampled_from(["يورو", "دينار", "جنيه إسترليني"])),
    min_size=2,
    max_size=6,
)
AGES = st.sampled_from(["منذ 9 ساعات", "منذ ساعة و10 دقائق", "قبل يومين", "منذ 3 أيام", "قبل دقيقتين"])
LABELS = st.sampled_from(["الآن في الزيتون:", "الساعة الآن", "التوقيت", "تاريخ اليوم:", "نهارك في الزيتون:"])


def clock(day: datetime.date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def published(page: str) -> str | None:
    articles = corpus_pkg.parse(page.encode()).articles
    return articles[0].published


@given(DAYS, WEATHER, st.integers(0, 6))
def test_a_day_among_weather_and_currencies_is_the_pages(day: datetime.date, weather: list[str], at: int) -> None:
    lines = [*weather[:at], clock(day), *weather[at:]]
    assert published("\n".join([*lines, "", TITLE, "", BODY])) is None


@given(DAYS, AGES)
def test_where_the_page_tells_a_storys_age_the_day_over_it_is_the_pages(day: datetime.date, age: str) -> None:
    assert published(f"{clock(day)}\n\n{TITLE}\n{age}\n\n{BODY}") is None


@given(DAYS, LABELS)
def test_a_day_behind_the_label_of_a_clock_is_the_pages(day: datetime.date, label: str) -> None:
    assert published(f"{label} {clock(day)}\n\n{TITLE}\n\n{BODY}") is None


@given(DAYS)
def test_a_day_over_the_label_of_an_archive_is_the_pages(day: datetime.date) -> None:
    assert published(f"{clock(day)}\n\nأرشيف الوسم : حدائق\n\n{TITLE}\n\n{BODY}") is None


@given(DAYS, DAYS, WEATHER, AGES)
def test_a_day_under_the_headline_or_labelled_stays_stated(
    now: datetime.date, day: datetime.date, weather: list[str], age: str
) -> None:
    top = "\n".join([clock(now), *weather])
    assert published(f"{top}\n\n{TITLE}\n\n{clock(day)}\n\n{BODY}") == day.isoformat()
    assert published(f"{clock(day)}\n{TITLE}\n\n{BODY}") == day.isoformat()
    assert published(f"نشر في {clock(day)}\n{TITLE}\n{age}\n\n{BODY}") == day.isoformat()


@pytest.mark.parametrize("stamp", ["2020-08-25T14:05:00+02:00", "2020-08-25T14:05:00Z", "2020-08-25T14:05"])
def test_a_stamp_of_iso_under_the_headline_is_the_sites_and_over_it_the_crawlers(stamp: str) -> None:
    assert (published(f"{TITLE}\n{stamp}\n\n{BODY}") or "").startswith("2020-08-25T14:05")
    assert published(f"{stamp}\n{TITLE}\n\n{BODY}") is None


def test_days_of_links_behind_the_story_are_the_links() -> None:
    links = "إغلاق الطريق الغربي للصيانة\n2019-05-02\nأمطار على الساحل\n2019-05-01\n"
    assert published(f"{TITLE}\n\n{BODY}\nالمصدر: شبكة المرجان\nمن الحي\n{links}") is None


@pytest.mark.parametrize("label", ["تم نشره في ", "نشر يوم "])
def test_a_box_of_links_under_the_day_hides_it_not(label: str) -> None:
    page = (
        f"<html lang=ar><body><article><h1>{TITLE}</h1><div>{label}الثلاثاء 12 أيار / مايو 2020. 01:14 صباحاً</div>"
        "<div>ذات صلة</div><ul><li><a href=/a>أمطار غزيرة على الساحل الشرقي</a></li></ul>"
        f"<div>{''.join(f'<p>{line}</p>' for line in BODY.split(chr(10)) if line)}</div></article></body></html>"
    )
    (article,) = corpus_pkg.parse(page.encode()).articles
    assert article.published == "2020-05-12T01:14"


def test_a_labelled_day_is_believed_before_one_without() -> None:
    page = f"{TITLE}\n\n12 مايو 1990\nنشر في 3 يناير 2022\n\n{BODY}"
    assert published(page) == "2022-01-03"


@pytest.mark.parametrize(
    "line",
    [
        "الآن في كل بيت حديقة صغيرة على الشرفة",
        "التوقيت الصيفي يبدأ الجمعة في جميع المدن",
        "تاريخ اليوم الوطني في كتاب جديد",
    ],
)
def test_a_headline_that_begins_as_the_label_of_a_clock_is_one(line: str) -> None:
    (article,) = corpus_pkg.parse(f"{line}\n\n{BODY}".encode()).articles
    assert article.title == line
