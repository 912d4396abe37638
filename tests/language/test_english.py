"""English pages: title, date, authors, dateline and sources by tables, and boilerplate kept out."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import english_pages
import pytest
from babel.dates import format_date
from english_pages import Page
from hypothesis import given
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.language.english import ENGLISH
from corpus_pkg.language.tables import TABLES

_OWN = sorted(path for path in (ENGLISH.tables.glob("*.csv") if ENGLISH.tables else ()) if path.stem in TABLES)


def read(page: Page) -> corpus_pkg.ParsedDocument:
    return corpus_pkg.parse(page.page.encode())


@pytest.mark.parametrize("page", (*english_pages.SEEN, *english_pages.HELD_OUT), ids=lambda page: page.name)
def test_a_page_says_what_it_states(page: Page) -> None:
    parsed = read(page)
    assert parsed.document.language == "en"
    assert len(parsed.articles) == 1
    story = parsed.articles[0]
    assert story.language == "en"
    told = (story.title, story.published, story.updated, story.authors, story.dateline_place)
    assert told == (page.title, page.published, page.updated, page.authors, page.place)
    origins = tuple((credit.role, credit.surface) for credit in story.credits if credit.role == "origin")
    assert origins == page.sources
    assert story.text is not None
    assert [line for line in page.outside if line in story.text] == []
    assert story.text.endswith(page.ending)


@pytest.mark.parametrize("path", _OWN, ids=lambda path: path.stem)
def test_every_row_is_of_its_table_and_says_where_it_comes_from(path: Path) -> None:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    table = TABLES[path.stem]
    assert [(row, problem) for row in rows if (problem := table.problem(row))] == []
    assert all(row["origin"] for row in rows)
    assert len({tuple(row[column] for column in table.key) for row in rows}) == len(rows)


BODY = (
    "The mayor said that the well in the square would be cleaned and that the water would be good to drink for the"
    " first time since the war, after the town had bought new pipes."
)


@given(
    day=st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31)),
    form=st.sampled_from(("long", "medium", "full")),
    locale=st.sampled_from(("en", "en_GB", "en_CA", "en_AU", "en_IE")),
    order=st.permutations(("byline", "date", "share")),
    label=st.sampled_from(("", "Published ", "Posted on ", "Published: ")),
)
def test_heads_in_any_order_and_dates_in_forms_of_cldr(
    day: datetime.date, form: str, locale: str, order: tuple[str, ...], label: str
) -> None:
    lines = {
        "byline": "By Jane Doe",
        "date": label + format_date(day, form, locale),
        "share": "Share this article",
    }
    page = "\n".join(("Town cleans its old well", "", *(lines[name] for name in order), "", BODY, "", BODY))
    (story,) = corpus_pkg.parse(page.encode()).articles
    assert (story.title, story.published, story.authors) == ("Town cleans its old well", str(day), "Jane Doe")


PERSIAN = """پل قدیمی شهر برای چند هفته بسته شد

المصدر: رویترز
۱۲ مارس ۲۰۲۴

تهران (رویترز) - شهردار گفت که پل قدیمی روی رودخانه چند هفته بسته می‌شود و گروهی از مهندسان پایه‌های آن را در ماه مارس\
 بررسی می‌کنند. گفتگو با مردم هر روز ادامه دارد، به گزارش بی‌بی‌سی.
"""
URDU = """دریا کا پرانا پل دو ہفتے کے لیے بند

۱۲ مارچ ۲۰۲۴

کراچی (رويترز) - میئر نے کہا کہ دریا پر پرانا پل دو ہفتے بند رہے گا اور انجینئر مارس میں اس کے\
 ستونوں کا جائزہ لیں گے، جبکہ بسیں شمالی سڑک سے چلیں گی۔
"""


@pytest.mark.parametrize("page", [PERSIAN, URDU])
def test_no_arabic_is_read_into_persian_and_urdu(page: str) -> None:
    parsed = corpus_pkg.parse(page.encode())
    assert parsed.document.language is None
    assert [story.title for story in parsed.articles] == [page.partition("\n")[0]]
    for story in parsed.articles:
        assert (story.published, story.dateline_place, story.authors) == (None, None, None)
        assert (story.credits, story.mentions) == ((), ())
        assert all(date.value is None or date.value == "2024" for date in story.dates)
