"""The grammar of lines that state a day: whatever the order of label, day and the rest, the label decides."""

from __future__ import annotations

import datetime

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.layout.stamps import DayLabel, role

TITLE = "بلدية الزيتون تفتتح حديقة عامة على ضفة النهر"
BODY = (
    "افتتحت بلدية الزيتون صباح الأحد حديقة عامة على ضفة النهر تضم ملاعب للأطفال وممرات للدراجات.\n\n"
    "وقال رئيس البلدية إن الأشجار زرعت قبل عامين، وإن الأهالي تبرعوا بنصف كلفتها من مدخراتهم.\n\n"
    "وستفتح الحديقة أبوابها كل يوم من الصباح حتى المساء، والدخول إليها مجاني لجميع السكان.\n"
)
DAYS = st.dates(datetime.date(1995, 1, 1), datetime.date(2030, 12, 31))
LEVANTINE = get_month_names("wide", locale="ar_LB")
WESTERN = get_month_names("wide", locale="ar_EG")
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
DIGITS = st.sampled_from([{}, str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"), str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")])
UPDATED = ("آخر تحديث", "آخر تحديث:", "تم التحديث في", "اخر تحديث :", "Last updated:", "آخر تعديل", "تاريخ التحديث:")
PUBLISHED = ("نشر في", "تاريخ النشر:", "تم النشر في", "نُشر في:", "Published:", "أضيف في")
ASIDES = ("سلوى الزمردي", "شبكة المرجان", "محليات", "بيروت", "4 دقائق قراءة", "12 تعليقا", "1204 مشاهدة")
SIGNS = st.sampled_from([" | ", " - ", " / ", "، ", " – "])


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """A day as sites write it, and its value."""
    day = draw(DAYS)
    text = draw(
        st.sampled_from(
            [
                f"{day.day} {LEVANTINE[day.month]} {day.year}",
                f"{day.day} {WESTERN[day.month]}، {day.year}",
                f"{WEEKDAYS[day.weekday()]} {day.day} {WESTERN[day.month]} {day.year}",
                f"{WEEKDAYS[day.weekday()]}، {day.day} {LEVANTINE[day.month]} / {WESTERN[day.month]} {day.year}",
                f"{WEEKDAYS[day.weekday()]} {day.day:02}/{day.month:02}/{day.year}",
                f"{day.isoformat()}",
                f"{day:%Y:%m:%d}.10:30",
            ]
        )
    )
    mark = draw(st.sampled_from(["", "\u200f", "\u200e"]))
    return mark + text.translate(draw(DIGITS)) + mark, day.isoformat()


def stated(line: str, below: bool = True) -> tuple[str | None, str | None]:
    """Return what a page with the line under its headline, or over it, states."""
    head = f"{TITLE}\n\n{line}" if below else f"{line}\n\n{TITLE}"
    (article,) = corpus_pkg.parse(f"{head}\n\n{BODY}".encode()).articles
    return (article.published or "")[:10] or None, (article.updated or "")[:10] or None


@given(written(), st.sampled_from(UPDATED), st.none() | st.sampled_from(ASIDES), SIGNS, st.integers(0, 3))
def test_a_day_of_update_is_no_day_of_publication(
    day: tuple[str, str], label: str, aside: str | None, sign: str, order: int
) -> None:
    text, value = day
    line = (f"{label} {text}", f"{text} ({label.strip(' :')})", f"{text} {label.strip(' :')}", f"({label} {text})")[
        order
    ]
    line = line if aside is None else f"{line}{sign}{aside}" if aside[0].isdigit() else f"{aside}{sign}{line}"
    assert stated(line) == (None, value)


@given(written(), st.sampled_from(("", *PUBLISHED)), st.none() | st.sampled_from(ASIDES), SIGNS, st.booleans())
def test_what_stands_beside_a_day_of_publication_hides_it_not(
    day: tuple[str, str], label: str, aside: str | None, sign: str, behind: bool
) -> None:
    text, value = day
    line = f"{label} {text}".strip()
    if aside is not None:
        line = f"{line}{sign}{aside}" if behind or aside[0].isdigit() else f"{aside}{sign}{line}"
    assert stated(line) == (value, None)


@given(written(), written(), st.sampled_from(("", *PUBLISHED)), st.sampled_from(UPDATED), SIGNS)
def test_two_labels_speak_of_two_days(
    first: tuple[str, str], second: tuple[str, str], published: str, updated: str, sign: str
) -> None:
    assert stated(f"{published} {first[0]}{sign}{updated} {second[0]}") == (first[1], second[1])


@given(written(), written(), st.sampled_from(PUBLISHED), st.sampled_from(UPDATED), SIGNS)
def test_two_labels_speak_of_two_days_in_either_order(
    first: tuple[str, str], second: tuple[str, str], published: str, updated: str, sign: str
) -> None:
    assert stated(f"{updated} {second[0]}{sign}{published} {first[0]}") == (first[1], second[1])


@given(written())
def test_the_one_day_under_the_lead_is_that_of_publication(day: tuple[str, str]) -> None:
    lead, rest = BODY.split("\n\n", 1)
    line = day[0]
    (article,) = corpus_pkg.parse(f"{TITLE}\n\n{lead}\n\n{line}\n\n{rest}".encode()).articles
    assert (article.published or "")[:10] == day[1]
    # With another under the second paragraph it is one of a chronicle, with a name beside it a post's.
    post = f"{TITLE}\n\n{lead}\n\n— سلوى (@salwa) {line}\n\n{rest}"
    assert corpus_pkg.parse(post.encode()).articles[0].published is None
    chronicle = f"{TITLE}\n\n{lead}\n\n{line}\n\n{rest.split(chr(10))[0]}\n\n12 مايو 1990\n\n{lead}\n"
    (article,) = corpus_pkg.parse(chronicle.encode()).articles
    assert article.published is None


@pytest.mark.parametrize(
    "label", ["النسخة الورقية", "الطبعة الورقية | العدد 6816 |", "النسخة المطبوعة -", "Print edition"]
)
@given(day=written())
def test_the_day_of_the_print_edition_is_that_of_publication(label: str, day: tuple[str, str]) -> None:
    assert stated(f"{label} {day[0]}") == (day[1], None)


@given(written(), written(), st.sampled_from(PUBLISHED), st.sampled_from(UPDATED), SIGNS)
def test_labels_decide_whatever_comes_first(
    first: tuple[str, str], second: tuple[str, str], published: str, updated: str, sign: str
) -> None:
    page = f"{TITLE}\n\n{updated} {second[0]}\n{published} {first[0]}\n\n{BODY}"
    (article,) = corpus_pkg.parse(page.encode()).articles
    assert ((article.published or "")[:10], (article.updated or "")[:10]) == (first[1], second[1])


@pytest.mark.parametrize(
    ("labels", "days", "kind"),
    [
        ([], [(0, 5)], None),
        ([DayLabel(0, 4, "updated")], [], None),
        ([DayLabel(0, 4, "published"), DayLabel(20, 24, "updated")], [(5, 15)], "published"),
        ([DayLabel(6, 9, "published"), DayLabel(20, 24, "updated")], [(0, 5), (10, 15)], "published"),
        ([DayLabel(6, 9, "updated")], [(0, 5), (10, 15)], None),
    ],
)
def test_the_label_beside_a_day_speaks_of_it(labels: list[DayLabel], days: list[tuple[int, int]], kind: str) -> None:
    assert role(labels, days) == kind
