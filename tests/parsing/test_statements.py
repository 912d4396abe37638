"""What metadata states of a story, beside and together with its lines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from corpus_pkg.parsing.pipeline import parse_document
from corpus_pkg.records import Article, Date

TITLE = "بلدية الزيتون تفتتح مكتبة جديدة"
BODY = (
    "<p>أعلنت الوزارة اليوم أن العمل في المشروع الجديد بدأ في موعده.</p>"
    "<p>وقال الوزير إن المرحلة الثانية منه تبدأ في العام المقبل بعد دراستها.</p>"
) * 3


def article(byline: str = "", head: str = "", title: str = TITLE, **node: Any) -> Article:
    script = json.dumps({"@type": "NewsArticle", **node}, ensure_ascii=False)
    page = (
        f'<!DOCTYPE html><html lang="ar"><head><title>{title}</title>{head}<script type="application/ld+json">{script}'
        f"</script></head><body><main><h1>{title}</h1>{byline}<div>{BODY}</div></main></body></html>"
    )
    (story,) = parse_document(page.encode(), recognizer=None).articles
    return story


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


@pytest.mark.parametrize(
    ("byline", "names", "authors"),
    [
        ("", ["ليلى حداد", "سامي الخطيب"], "ليلى حداد|سامي الخطيب"),
        ("", ["ليلى حداد وسامي الخطيب"], "ليلى حداد|سامي الخطيب"),
        ("", ["ليلى حداد، مراسلة الصحيفة"], "ليلى حداد"),
        ("", ["هيئة التحرير"], None),
        ("", ["https://www.facebook.com/layla"], None),
        ("", ["admin"], None),
        ('<div class="author">ليلى حداد</div>', [], "ليلى حداد"),
        ('<div class="author">أخبار البلدية</div>', [], None),
        ('<div class="author">أخبار البلدية</div>', ["ليلى حداد"], "ليلى حداد"),
        ('<div class="author">ليلى حداد</div>', ["ليلى حداد", "سامي الخطيب"], "ليلى حداد|سامي الخطيب"),
        ('<div class="author">بقلم: ليلى حداد</div>', ["محرر الموقع"], "ليلى حداد"),
        ('<div class="author">بقلم: ليلى حداد</div>', ["سامي الخطيب"], "ليلى حداد"),
        ('<div class="author">سامي الخطيب</div><div class="author">ليلى حداد</div>', ["ليلى حداد"], "ليلى حداد"),
    ],
)
def test_the_byline_and_the_metadata_name_the_authors(byline: str, names: list[str], authors: str | None) -> None:
    assert article(byline, author=[person(name) for name in names]).authors == authors


def test_nobody_who_bears_the_name_of_the_site_is_an_author() -> None:
    site = '<meta property="og:site_name" content="صحيفة البستان">'
    assert article(head=site, author=person("البستان صحيفة")).authors is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<div><span class=author>ليلى حداد</span><span>7 مارس 2021</span></div>", "ليلى حداد"),
        ("<div class=author><a href=/1>ليلى حداد</a> <span>كاتبة وباحثة</span></div>", "ليلى حداد"),
        ("<div class=author>ليلى حداد وسامي الخطيب وندى العلي</div>", "ليلى حداد|سامي الخطيب|ندى العلي"),
        ("<div><span>ليلى حداد</span><span>7 مارس 2021</span></div>", "ليلى حداد"),
        ("<div><span>رسائل القراء</span><span>7 مارس 2021</span></div>", None),
        ("<div><span class=author>أخبار البلدية</span><span>7 مارس 2021</span></div>", None),
    ],
)
def test_an_element_for_the_author_may_be_a_part_of_a_line(line: str, authors: str | None) -> None:
    assert article(line).authors == authors


def test_a_name_before_the_headline_that_stands_below_it_is_the_authors() -> None:
    assert article("<p>ليلى بنت حداد</p>", title=f"ليلى بنت حداد: {TITLE}").authors == "ليلى بنت حداد"
    assert article("", title=f"ليلى بنت حداد: {TITLE}").authors is None


@pytest.mark.parametrize(
    ("published", "modified", "updated"),
    [
        ("2021-03-07T08:15:00+03:00", "2021-03-07T09:00:00+03:00", "2021-03-07T09:00:00+03:00"),
        ("2021-03-07T08:15:00+03:00", "2021-03-08", "2021-03-08"),
        (None, "2021-03-08", "2021-03-08"),
        ("2021-03-07T08:15:00+03:00", "2021-03-07T05:15:30Z", None),
        ("2021-03-07T08:15:00+03:00", "2021-03-07T08:15:59+03:00", None),
        ("2021-03-07", "2021-03-07T08:15:59+03:00", None),
        ("2021-03-07T08:15:00+03:00", "2021-03-06", None),
    ],
)
def test_a_story_was_changed_at_a_later_time(published: str | None, modified: str, updated: str | None) -> None:
    node = {"datePublished": published} if published else {}
    assert article(**node, dateModified=modified).updated == updated


def dated(lines: str, published: str) -> tuple[str | None, str | None, str | None]:
    script = json.dumps({"@type": "NewsArticle", "datePublished": published})
    page = (
        f'<!DOCTYPE html><html lang="ar"><head><title>{TITLE}</title><script type="application/ld+json">{script}'
        f"</script></head><body><main><h1>{TITLE}</h1>{lines}<div>{BODY}</div></main></body></html>"
    )
    parsed = parse_document(page.encode(), recognizer=None)
    (row,) = (date for date in parsed.rows(Date) if date.role == "published")
    return row.value, row.other, row.problem


@pytest.mark.parametrize(
    ("lines", "published", "told"),
    [
        ("<div>7 مارس 2021</div>", "2021-03-07T23:15:00Z", ("2021-03-07", None, None)),
        ("<div>7 مارس 2021</div>", "2021-03-06T23:15:00Z", ("2021-03-07", None, None)),
        ("<div>7 مارس 2021</div>", "2020-01-01", ("2021-03-07", "2020-01-01", "metadata")),
        ("<div>7 مارس 2021</div>", "2021-03-06", ("2021-03-07", "2021-03-06", "metadata")),
        ("<div>07-03-2021</div>", "2021-07-03", ("2021-07-03", None, None)),
        ("<div>07-03-2021</div>", "2021-03-07", ("2021-03-07", None, None)),
        ("<div>5 مايو 1990</div><div>نشر في: 7 مارس 2021</div>", "2021-03-07", ("2021-03-07", None, None)),
    ],
)
def test_the_metadata_is_heard_beside_the_lines_that_state_a_day(
    lines: str, published: str, told: tuple[str | None, str | None, str | None]
) -> None:
    assert dated(lines, published) == told
