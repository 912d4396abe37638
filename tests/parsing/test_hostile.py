"""Pages that are made to be slow: the work of reading them is in proportion to their length."""

from __future__ import annotations

import pytest
from growth import check_linear

from corpus_pkg.parsing import parse_document

#: What a page is made of, over and over.
UNITS = {
    "lines": "a\n",
    "wide blanks": "a   ",
    "prose": "وقال الوزير إن العمل بدأ أمس في بغداد. ",
    "paragraphs of prose": "وقال الوزير إن العمل بدأ أمس في مدينة بغداد كما كان مقررا له.\n",
    "headlines": "الوزير يفتتح المدرسة الجديدة\n",
    "two stories": "الوزير يفتتح المدرسة\n\nافتتح الوزير المدرسة الجديدة أمس في بغداد وقال إنها الأولى.\n\n",
    "names": "محمد علي ",
    "one letter": "a",
    "clitics": "و",
    "dates": "7 أكتوبر 2012 ",
    "dates on lines": "الجمعة 7 أكتوبر 2012\n",
    "fractions": "1/",
    "clocks": "10:32:",
    "dashes": "-",
    "dashes and words": "- كلمة ",
    "quotes": "«",
    "brackets": "(",
    "bars": "خبر | ",
    "agencies": "رويترز - ",
    "read also": "اقرأ أيضا\n",
    "labels": "المصدر: ",
    "bylines": "بقلم: محمد علي\n",
    "vowel signs": "\u064e",
    "marks of direction": "\u200f",
    "nothing": "\0",
    "replaced": "\ufffd",
    "addresses": "http://a.b/c ",
    "mail": "a@b.c ",
    "paragraphs": "<p>x",
    "breaks": "x<br>",
    "headings": "<h1>عنوان</h1>",
    "elements": "<div>",
    "ends": "</div>",
    "tags that never end": "<a ",
    "links": "<li><a href=/x>خبر عن المدينة</a>",
    "times": "<time datetime=2012-01-01>1</time>",
    "metadata": "<meta property=og:title content=x>",
    "JSON-LD": '<script type="application/ld+json">{"author":"a"}</script>',
    "references": "&amp;",
    "broken references": "&#x",
    "comments": "<!--",
    "articles": "<article><h2>عنوان</h2><p>وقال الوزير إن العمل بدأ أمس في بغداد.</p></article>",
    "records": '{"a":',
    "records of text": '{"text":"a\\n',
}
SIZE = 6_000


@pytest.mark.parametrize("name", UNITS)
def test_reading_takes_no_more_than_the_page_is_long(name: str) -> None:
    unit = UNITS[name]
    head = "<html>" if unit.startswith(("<", "&")) else ""
    check_linear(lambda size: parse_document((head + unit * (size // len(unit.encode()))).encode()), SIZE)
