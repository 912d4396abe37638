"""What microdata and RDFa state of a page's story, by the types of their items."""

from __future__ import annotations

import pytest
from growth import check_linear
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.parsing import parse_document
from corpus_pkg.reading.html import render

HEADLINE = "بلدية الزيتون تفتتح مكتبة جديدة"
TITLE = f"<title>{HEADLINE}</title>"
ARTICLE = (
    '<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">بلدية الزيتون <b>تفتتح</b> مكتبة '
    'جديدة</h1><span itemprop="datePublished" content="2021-03-07T08:15+03:00">منذ ساعة</span>'
    '<meta itemprop="dateModified" content="2021-03-08"><span itemprop="author" itemscope '
    'itemtype="https://schema.org/Person"><meta itemprop="name" content="ليلى حداد"></span>{}</div>'
)
EXPECTED = [("author", "ليلى حداد"), ("published", "2021-03-07T08:15+03:00"), ("updated", "2021-03-08")]
FOREIGN = [
    '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><meta itemprop="datePublished" '
    'content="1990-01-01"><meta itemprop="author" content="قارئ غاضب"><time datetime="1990-01-01">قديم</time></div>',
    '<ul itemscope itemtype="https://schema.org/ItemList"><li itemprop="itemListElement" itemscope '
    'itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="1991-01-01"></li></ul>',
    '<div itemscope itemtype="https://schema.org/NewsArticle"><h3 itemprop="headline">خبر آخر عن المطر والثلوج</h3>'
    '<meta itemprop="datePublished" content="1992-01-01"></div>',
    '<div itemscope itemtype="https://schema.org/VideoObject">'
    '<meta itemprop="datePublished" content="1993-01-01"></div>',
]


def stated(source: str) -> list[tuple[str, str]]:
    items = [item for item in render(source).stated if item.rule.startswith("microdata:")]
    for item in items:
        assert source[item.start : item.end].strip() == item.text
    return sorted((item.role, item.text) for item in items)


@given(
    st.lists(st.sampled_from(FOREIGN), max_size=4), st.lists(st.sampled_from(FOREIGN[:2]), max_size=2), st.booleans()
)
def test_other_items_change_nothing(around: list[str], inside: list[str], behind: bool) -> None:
    article, others = ARTICLE.format("".join(inside)), "".join(around)
    source = TITLE + (article + others if behind else others + article)
    assert [item for item in stated(source) if item[0] != "title"] == EXPECTED
    days = {item.text[:4] for item in render(source).stated if item.role in ("published", "updated", "time")}
    assert days == {"2021"}


def test_of_several_articles_that_nothing_tells_apart_none_is_the_pages() -> None:
    assert stated(ARTICLE.format("") + FOREIGN[2]) == []


@pytest.mark.parametrize(
    "wrapper", ["<body itemscope itemtype='https://schema.org/WebPage'>{}</body>", "<div>{}</div>"]
)
def test_an_article_on_a_page_is_an_item_of_its_own(wrapper: str) -> None:
    assert stated(TITLE + wrapper.format(ARTICLE.format(""))) == EXPECTED


def test_a_value_may_be_what_an_element_shows() -> None:
    source = (
        '<div style="display:none" itemscope itemtype="https://schema.org/NewsArticle"><h3 itemprop="author" itemscope '
        'itemtype="https://schema.org/Person">By <span itemprop="name"> ليلى حداد </span></h3>'
        '<b itemprop="datePublished">07-03-2021</b><b itemprop="dateModified"><i>غدا</i></b></div>'
    )
    assert stated(source) == [("author", "ليلى حداد"), ("published", "07-03-2021")]


def test_rdfa_states_as_microdata_does() -> None:
    source = (
        '<div about="/7" typeof="sioc:Item foaf:Document"><span property="dc:date dc:created" '
        'content="2013-05-04T12:00:00+03:00" datatype="xsd:dateTime">نشر</span></div>'
    )
    assert stated(source) == [("published", "2013-05-04T12:00:00+03:00")]


@pytest.mark.parametrize("before", ["", "schema:", "http://schema.org/"])
def test_properties_may_bear_the_name_of_their_vocabulary(before: str) -> None:
    source = (
        f'<div typeof="{before}NewsArticle"><i property="{before}datePublished" content="2013-05-04"></i>'
        f'<b property="{before}author" typeof="{before}Person"><i property="{before}name">ليلى حداد</i></b></div>'
    )
    assert stated(source) == [("author", "ليلى حداد"), ("published", "2013-05-04")]
    assert any(item.role == "byline" and item.text == "ليلى حداد" for item in render(source).stated)


@pytest.mark.parametrize(
    "piece", ["<div itemscope itemtype=schema.org/Article>", "<i itemprop='author name headline' content=x>"]
)
def test_items_are_read_in_linear_time(piece: str) -> None:
    check_linear(lambda size: render(ARTICLE.format(piece * size)), 500)


@given(
    st.sampled_from(
        [
            ("keywords", '<meta itemprop="keywords" content="{}">', "keywords"),
            ("keywords", '<a rel=tag itemprop="keywords" href="/t/1">{}</a>', "keywords"),
            ("publisher", '<meta itemprop="publisher" content="{}">', "site"),
            (
                "publisher",
                '<div itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><div itemprop="logo" '
                'itemscope itemtype="https://schema.org/ImageObject"><meta itemprop="name" content="شعار"></div>'
                '<meta itemprop="name" content="{}"></div>',
                "site",
            ),
            ("publisher", '<p property="schema:publisher" typeof="Organization"><b property="name">{}</b></p>', "site"),
            ("publisher", '<span itemprop="publisher">{}</span>', "site"),
        ]
    ),
    st.sampled_from(["صحيفة النهر", "مطر، سيول", "River &amp; Sea"]),
    st.booleans(),
)
def test_keywords_and_the_publisher_are_stated_by_their_keys(
    marked: tuple[str, str, str], value: str, other: bool
) -> None:
    name, written, role = marked
    foreign = f"<div itemscope itemtype='https://schema.org/Comment'>{written.format('غيرها')}</div>" if other else ""
    source = TITLE + ARTICLE.format(written.format(value) + foreign)
    found = [item for item in render(source).stated if item.role == role]
    assert [(item.rule, source[item.start : item.end]) for item in found] == [(f"microdata:{name}", value)]


def test_the_text_of_an_item_is_what_its_element_shows() -> None:
    body = "فتحت المكتبة أبوابها صباح اليوم أمام السكان، وفيها آلاف الكتب وقاعة كبيرة للأطفال."
    page = TITLE + ARTICLE.format(f'<div itemprop="articleBody"><p>{body}</p></div>')
    assert not [item for item in render(page).stated if item.role == "text"]
    (story,) = parse_document(page.encode(), recognizer=None).articles
    assert story.text == body
