"""What must hold for a story among elements, whatever stands around and between its paragraphs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.parsing import ParsedDocument, parse_document

TITLE = "أمطار غزيرة تغلق طرق المدينة وتؤخر القطارات"
#: Paragraphs with and without a full stop, short and long.
PARAGRAPHS = (
    "شهدت المدينة أمطارا غزيرة منذ الصباح، وأغلقت الطرق المؤدية إليها حتى المساء بسبب السيول في كل مكان.",
    "وقالت البلدية إن الطرق ستفتح غدا، وإن الفرق تعمل منذ الليل على إزالة ما تركته المياه من أضرار.",
    "ولم تقع إصابات.",
    "وتأخرت القطارات ساعتين عن مواعيدها في أغلب المحطات القريبة من النهر الكبير",
    "وعادت الكهرباء إلى الأحياء الشرقية قبل الظهر، وبقيت الغربية بلا ماء حتى إصلاح المضخة القديمة.",
)
NEUTRAL = st.sampled_from(["div", "section", "span", "center"])
#: What stands between paragraphs and belongs to no story.
FOREIGN = (
    '<div class="ad-slot"><a href="/shop">عروض الأسبوع في المتجر الكبير</a></div>',
    "<aside><p>تابع أيضا ما قاله الخبراء عن الطقس في الأسبوع الماضي وعن الموسم الجديد.</p></aside>",
    '<p><a href="/other">وزير النقل يزور المحطة الجديدة في الشمال</a></p>',
    "<p hidden>شهدت المدينة أمطارا قليلة منذ الصباح، كما تقول نسخة أخرى من هذه الصفحة للهواتف.</p>",
    '<div style="display: none"><p>نسخة مخفية من النص لا يراها أحد من القراء في هذه الصفحة.</p></div>',
    "<script>var text = 'شهدت المدينة أمطارا غزيرة منذ الصباح ولم يتوقف شيء';</script>",
    "<!-- وقالت البلدية إن الطرق ستفتح غدا، وإن الفرق تعمل منذ الليل. -->",
    '<figure><img src="a.jpg"><figcaption>سيارات عالقة في شارع النهر صباح اليوم.</figcaption></figure>',
)


def page(paragraphs: list[str], over: str = "", behind: str = "", head: str = "") -> str:
    title = f"<title>{TITLE} | صحيفة النهر</title>{head}"
    menu = "<nav><a href=/>الرئيسية</a> <a href=/s>رياضة</a></nav>"
    body = f"{menu}<main><h1>{TITLE}</h1>{over}<div class='t'>{''.join(paragraphs)}</div>{behind}</main>"
    return f"<!DOCTYPE html><html><head>{title}</head><body>{body}<footer>كل الحقوق محفوظة</footer></body></html>"


def story(source: str) -> tuple[str | None, str | None]:
    parsed: ParsedDocument = parse_document(source.encode(), recognizer=None)
    (article,) = parsed.articles
    return article.title, article.text


PLAIN = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
EXPECTED = (TITLE, "\n".join(PARAGRAPHS))


def test_the_story_is_read() -> None:
    assert story(page(PLAIN)) == EXPECTED


@given(st.lists(st.tuples(st.integers(0, 4), NEUTRAL), max_size=6))
def test_a_neutral_element_around_a_paragraph_changes_no_story(wrapped: list[tuple[int, str]]) -> None:
    paragraphs = list(PLAIN)
    for at, tag in wrapped:
        paragraphs[at] = f"<{tag}>{paragraphs[at]}</{tag}>"
    assert story(page(paragraphs)) == EXPECTED


@given(st.lists(st.integers(1, 4), unique=True), NEUTRAL)
def test_containers_that_part_the_text_change_no_story(cuts: list[int], tag: str) -> None:
    pieces = [f"<{tag}>"]
    for at, paragraph in enumerate(PLAIN):
        pieces += [f"</{tag}><{tag}>"] if at in cuts else []
        pieces.append(paragraph)
    assert story(page([*pieces, f"</{tag}>"])) == EXPECTED


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(FOREIGN)), max_size=5))
def test_what_is_foreign_between_paragraphs_changes_no_story(put: list[tuple[int, str]]) -> None:
    pieces = list(PLAIN)
    for at, foreign in sorted(put, key=lambda item: -item[0]):
        pieces.insert(at, foreign)
    assert story(page(pieces)) == EXPECTED


@given(st.sampled_from(["div", "section", "article", "main", "td", "center"]))
def test_the_tag_of_the_container_changes_no_story(tag: str) -> None:
    assert story(page([f"<{tag}>", *PLAIN, f"</{tag}>"])) == EXPECTED


@given(st.integers(1, 6))
def test_comments_behind_the_story_change_none(count: int) -> None:
    comments = "".join(
        f"<li class=comment><b>قارئ {number}</b><p>شكرا لكم على هذا الخبر، فقد كنا ننتظره منذ أيام {number}.</p></li>"
        for number in range(count)
    )
    assert story(page(PLAIN, behind=f"<ol class=commentlist>{comments}</ol>")) == EXPECTED


@given(st.integers(3, 12), st.sampled_from(["div", "article", "li"]), st.booleans())
def test_a_listing_is_no_story(count: int, tag: str, cut_off: bool) -> None:
    teasers = "".join(
        f"<{tag} class=post><h2><a href=/{number}>عنوان طويل لخبر من الأخبار رقم {number}</a></h2>"
        f"<p>{PARAGRAPHS[number % 2][:60]} {number}{'...' if cut_off else '.'}</p></{tag}>"
        for number in range(count)
    )
    source = f"<html><head><title>أخبار المدينة</title></head><body><h1>أخبار المدينة</h1>{teasers}</body></html>"
    parsed = parse_document(source.encode(), recognizer=None)
    assert parsed.articles == () and parsed.document.status == "not_news"


@pytest.mark.parametrize("name", ["hidden", "d-none", "sr-only"])
def test_what_a_name_hides_is_shown_on_wide_screens_by_another(name: str) -> None:
    hidden = f'<p class="{name}">{PARAGRAPHS[3]} في نسخة ثانية.</p>'
    assert story(page([*PLAIN[:2], hidden, *PLAIN[2:]])) == EXPECTED
    wide = hidden.replace(name, f"{name} md:block")
    assert story(page([*PLAIN[:2], wide, *PLAIN[2:]])) != EXPECTED


SHAPES: list[Callable[[str], str]] = [
    lambda text: f"<p>{text}</p>",
    lambda text: f"<ul><li>{text}</li></ul>",
    lambda text: f"<blockquote>{text}</blockquote>",
    lambda text: f"<div><p>{text}</p></div>",
    lambda text: f"<table><tr><td>{text}</td></tr></table>",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_last_paragraph_belongs_to_the_story_however_short(shape: Callable[[str], str]) -> None:
    title, text = story(page([*PLAIN, shape("وعاد الهدوء إلى المدينة")]))
    assert (title, text) == (TITLE, "\n".join([*PARAGRAPHS, "وعاد الهدوء إلى المدينة"]))


def test_a_heading_between_paragraphs_belongs_to_the_text() -> None:
    _, text = story(page([*PLAIN[:2], "<h3>المدارس تغلق</h3>", *PLAIN[2:]]))
    assert text == "\n".join([*PARAGRAPHS[:2], "المدارس تغلق", *PARAGRAPHS[2:]])
