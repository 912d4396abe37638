"""Whatever a site sets around a story, none of it becomes its title, author or day, and its text stays whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.language.orthography import fold
from corpus_pkg.layout.segmentation import segment

TITLE = "بلدية الزيتون تفتتح حديقة عامة على ضفة النهر"
PARAGRAPHS = (
    "افتتحت بلدية الزيتون حديقة عامة على ضفة النهر تضم ملاعب للأطفال وممرات للدراجات ومقاعد خشبية.",
    "وقال رئيس البلدية إن الأشجار زرعت قبل عامين، وإن الأهالي تبرعوا بنصف كلفتها من مدخراتهم.",
    "وتعتزم البلدية أن تفتح للحديقة مدخلا ثانيا من جهة السوق إذا تبرع الأهالي بما يكفي لذلك.",
)
#: Words that no table knows and the story does not say, from letters that are rare.
INVENTED = st.text("ظضغذثخ", min_size=4, max_size=7)
CLOCK = st.builds("{}:{:02d}".format, st.integers(1, 12), st.integers(0, 59))
PRAYERS = st.builds("{} {}".format, st.sampled_from(["الفجر", "الشروق", "الظهر", "العصر", "المغرب", "العشاء"]), CLOCK)
WEATHER = st.builds("{} {}°".format, INVENTED, st.integers(-5, 48))
MONEY = st.builds(
    "{} {:.2f}".format, st.sampled_from(["دولار", "يورو", "جنيه إسترليني", "ذهب عيار 21"]), st.floats(1, 900)
)
COUNTERS = st.builds("{} {}".format, st.integers(0, 99999), st.sampled_from(["مشاهدة", "زيارة", "تعليق"])) | st.builds(
    str, st.integers(0, 9999)
)
AGES = st.builds("منذ {} {}".format, st.integers(2, 50), st.sampled_from(["ساعات", "دقيقة", "أيام"]))
NAVIGATION = st.sampled_from(["الرئيسية", "اتصل بنا", "القائمة", "من نحن", "بحث", "English", "تخطي إلى المحتوى"])
SECTIONS = st.sampled_from(["سياسة", "اقتصاد", "رياضة", "محليات", "ثقافة وفنون"])
SHARING = st.sampled_from(["شارك", "طباعة", "فيسبوك", "تويتر", "نسخ الرابط", "شارك الخبر"])
TRAILS = st.builds("الرئيسية > {} > {}".format, INVENTED, INVENTED)
TICKERS = st.lists(INVENTED, min_size=4, max_size=8, unique=True).map(" ".join)
FILES = st.builds("{}.jpg".format, st.from_regex(r"\A[a-z]{3,8}[0-9]{0,4}\Z"))
POSTS = st.builds("— {} (@user_{}) May 3, 2023".format, INVENTED, st.integers(1, 99))
OFFICES = st.builds(
    "{}{}{} {}".format,
    st.sampled_from(["رئيس التحرير", "المدير العام", "مدير النشر"]),
    st.sampled_from([": ", " : ", " / "]),
    INVENTED,
    INVENTED,
)
ALWAYS = PRAYERS | COUNTERS | AGES | NAVIGATION | SECTIONS | SHARING | TRAILS | FILES | OFFICES
#: What is the page's where several such stand together.
LIVE = st.lists(WEATHER | MONEY, min_size=2, max_size=5)
FURNITURE = st.lists(
    ALWAYS.map(lambda line: [line]) | LIVE | st.lists(TICKERS, min_size=3, max_size=6), max_size=6
).map(lambda blocks: [line for block in blocks for line in block])
BEHIND = st.lists(ALWAYS | POSTS | TICKERS, max_size=8)


def read(lines: list[str]) -> tuple[str | None, str, str | None, str | None]:
    """The title, the text, the authors and the day of the one story of a page."""
    (article,) = corpus_pkg.parse("\n".join(lines).encode()).articles
    return article.title, article.text, article.authors, article.published


@settings(max_examples=30)
@given(FURNITURE, BEHIND)
def test_furniture_changes_neither_title_nor_text_and_names_nobody(above: list[str], behind: list[str]) -> None:
    assert read([*above, TITLE, *PARAGRAPHS, *behind]) == (TITLE, "\n".join(PARAGRAPHS), None, None)


@settings(max_examples=30)
@given(FURNITURE, BEHIND, st.booleans())
def test_beside_furniture_a_byline_and_a_day_are_the_storys(above: list[str], behind: list[str], first: bool) -> None:
    own = ["بقلم: زياد عيتاني", "نشر في 4 مارس 2021"]
    lines = [*above, TITLE, *(own if first else own[::-1]), *PARAGRAPHS, *behind]
    assert read(lines) == (TITLE, "\n".join(PARAGRAPHS), "زياد عيتاني", "2021-03-04")


@settings(max_examples=30)
@given(FURNITURE)
def test_of_a_story_without_a_title_no_furniture_is_it(above: list[str]) -> None:
    assert read([*above, *PARAGRAPHS]) == (None, "\n".join(PARAGRAPHS), None, None)


def kinds(*lines: str) -> list[str]:
    return [item.kind for item in segment(fold("\n".join(lines))).segments]


@pytest.mark.parametrize(
    "lines",
    [
        ["شاهد البلدية وهي تفتح أبوابها pic.twitter.com/kw83JdlQz1", "— عين الزيتون (@ayn_zaytun) May 3, 2023"],
        ["مبروك للأهالي", "— عين الزيتون (@ayn_zaytun) May 3, 2023"],
        ["عرض هذا المنشور على Instagram", "تمت مشاركة منشور بواسطة سوق الزيتون (@souq.zaytun)"],
        ["مدخل الحديقة", "مدخل الحديقة"],
        ["IMG_2041.jpg"],
    ],
)
def test_posts_and_captions_between_two_paragraphs_are_none_of_the_text(lines: list[str]) -> None:
    assert set(kinds(TITLE, PARAGRAPHS[0], *lines, *PARAGRAPHS[1:])[2:-2]) <= {"other", "share", "caption"}


def test_what_is_furniture_elsewhere_may_be_text_between_two_paragraphs() -> None:
    assert kinds(TITLE, PARAGRAPHS[0], "Galaxy Fold", *PARAGRAPHS[1:])[2] == "heading"
    assert (
        kinds(TITLE, PARAGRAPHS[0], "النسور والهلال 20:30", "الاتحاد والوحدة 18:00", PARAGRAPHS[1])[2:4] == ["body"] * 2
    )


def test_who_holds_an_office_of_the_masthead_stands_under_it() -> None:
    assert kinds("رئيس التحرير", "زياد عيتاني", TITLE, *PARAGRAPHS)[:3] == ["nav", "nav", "title"]
    assert kinds(TITLE, "زياد عيتاني", *PARAGRAPHS)[1] == "byline"


def test_a_headline_that_speaks_of_an_office_is_one() -> None:
    title = "رئيس التحرير يفتتح حديقة البلدية على ضفة النهر"
    assert kinds(title, *PARAGRAPHS)[0] == "title"


def test_lines_broken_by_hand_are_text() -> None:
    broken = ["افتتحت بلدية الزيتون حديقة عامة على", "ضفة النهر تضم ملاعب للأطفال", "ومقاعد خشبية تحت الأشجار."]
    assert kinds(*broken, *PARAGRAPHS[1:]) == ["body"] * 5
    assert kinds(TITLE, *broken, *PARAGRAPHS[1:]) == ["title"] + ["body"] * 5
    assert kinds(TITLE, "", *broken, *PARAGRAPHS[1:]) == ["title"] + ["body"] * 5


def test_a_long_line_over_a_headline_that_the_text_takes_up_is_the_pages() -> None:
    wall = "قنديل جديد يضيء برج القلعة بعد ترميم طويل من هو الفنان الذي تصدر الشاشات أمس صور نادرة لقوافل الملح قديما."
    assert kinds(wall, TITLE, *PARAGRAPHS) == ["related_link", "title", "body", "body", "body"]
    assert kinds("قنديل جديد يضيء برج القلعة", wall, TITLE, *PARAGRAPHS)[1] == "body"


def test_a_paragraph_that_shares_nothing_with_all_above_opens_another_story_under_its_headline() -> None:
    headline, lead = (
        "سائقو حافلات المرفأ يرفعون الأجرة",
        "رفع سائقو حافلات المرفأ أجرة النقل ليلا، وعزوا ذلك إلى سعر الوقود الجديد.",
    )
    page = segment(fold("\n".join([TITLE, "زياد عيتاني", *PARAGRAPHS, headline, lead])))
    assert len(page.stories) == 2
    same = segment(fold("\n".join([TITLE, "زياد عيتاني", *PARAGRAPHS, "حديقة البلدية مدخل ثان", PARAGRAPHS[2]])))
    assert len(same.stories) == 1


def test_a_line_that_announces_a_list_under_the_title_begins_the_text() -> None:
    announcing = "افتتحت بلدية الزيتون حديقة عامة على ضفة النهر فيها ما يأتي:"
    assert kinds(TITLE, announcing, "- ملاعب للأطفال", "- مقاعد خشبية", PARAGRAPHS[1])[1:] == ["body"] * 4


@given(
    st.from_regex(r"(?:[a-z][a-z0-9-]{0,8}\.){1,3}(?:com|org|net|media)/[\w/.-]{0,12}", fullmatch=True)
    | st.from_regex(r"@[A-Za-z0-9_]{2,15}", fullmatch=True)
)
def test_an_address_is_no_text_wherever_it_stands(address: str) -> None:
    page = "\n\n".join((TITLE, *PARAGRAPHS, address))
    (article,) = corpus_pkg.parse(page.encode()).articles
    assert article.text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize("said", ["a.m./p.m.", "3.5/10", "@", "U.S./U.K.", "1.5.2021/2.5.2021"])
def test_what_a_sign_of_addresses_parts_is_none(said: str) -> None:
    parts = segment(fold(f"{TITLE}\n\n{PARAGRAPHS[0]}\n\n{said}\n\n{PARAGRAPHS[1]}")).segments
    assert all(part.rule != "locator" for part in parts)
