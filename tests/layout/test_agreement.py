"""What a text takes up of a line tells its headline from the page's lines, and its end from the site's."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import fold
from corpus_pkg.layout import thresholds
from corpus_pkg.layout.agreement import Told, most_taken_up
from corpus_pkg.layout.lines import cut, runs
from corpus_pkg.layout.paragraphs import cues
from corpus_pkg.layout.segmentation import segment

TITLE = "بلدية الزيتون تفتتح حديقة عامة على ضفة النهر"
LEAD = "افتتحت بلدية الزيتون حديقة عامة على ضفة النهر تضم ملاعب للأطفال وممرات للدراجات ومقاعد خشبية تحت الأشجار."
MORE = "وقال رئيس البلدية إن الأشجار زرعت قبل عامين، وإن الأهالي تبرعوا بنصف كلفتها من مدخراتهم."
TEASERS = (
    "انقطاع الماء عن حيين بسبب كسر أنبوب",
    "منتخب الناشئين يعسكر في العاصمة",
    "ارتفاع أسعار الطماطم في أسواق الجملة",
    "وفاة كاتب معروف عن ثمانين سنة",
    "انطلاق موسم صيد الروبيان غدا",
)
SECTIONS = ("تحقيقات", "أعمدة ومقالات", "دنيا ودين", "منوعات خفيفة", "مرايا")


def told(*paragraphs: str) -> Told:
    return Told(cut(fold("\n".join(paragraphs))), cues(default()))


def kinds(*lines: str) -> list[str]:
    return [item.kind for item in segment(fold("\n".join(lines))).segments]


def test_a_headline_is_taken_up_and_a_teaser_is_not() -> None:
    text = told(LEAD, MORE)
    (headline,), (teaser,) = cut(fold(TITLE)), cut(fold(TEASERS[0]))
    assert text.shared(headline) >= thresholds.SHARED_STEMS and not text.stranger(headline)
    assert text.stranger(teaser)
    assert most_taken_up([(0, teaser), (1, headline)], text) == 1
    assert most_taken_up([(0, teaser)], text) is None


def test_a_text_of_few_words_or_of_verses_does_not_tell() -> None:
    assert not told(" ".join(["كلمة"] * (thresholds.TEXT_TOLD_WORDS - 1))).enough
    assert told(" ".join(["كلمة"] * thresholds.TEXT_TOLD_WORDS)).enough
    assert not told(*[" ".join(["كلمة"] * (thresholds.PARAGRAPH_WORDS - 1))] * 9).enough
    assert told(*[" ".join(["كلمة"] * thresholds.PARAGRAPH_WORDS)] * 9).enough


def test_of_two_headlines_that_are_taken_up_as_well_the_first_is_it() -> None:
    ten = "شجرة نهر حديقة مقعد ملعب دراجة ضفة بلدية زيتون مدخرات"
    words = ten.split()
    text = told(ten)
    lines = cut(fold("\n".join([" ".join(words[:6]), ten, " ".join(words[:4])])))
    assert most_taken_up([(0, lines[0]), (1, lines[1])], text) == 0
    assert most_taken_up([(0, lines[2]), (1, lines[1])], text) == 1


@given(st.lists(st.integers(0, 20), unique=True).map(sorted))
def test_runs_are_the_indices_and_follow_each_other(indices: list[int]) -> None:
    parts = list(runs(indices))
    assert [index for run in parts for index in run] == indices
    assert all(run == list(range(run[0], run[-1] + 1)) for run in parts)
    assert all(later[0] > run[-1] + 1 for run, later in pairwise(parts))


@given(st.permutations(SECTIONS + TEASERS), st.integers(3, 10))
def test_in_a_crowd_the_headline_is_what_the_text_takes_up(lines: list[str], count: int) -> None:
    crowd = lines[:count]
    assert kinds(*crowd, TITLE, LEAD, MORE)[count:] == ["title", "body", "body"]
    assert not {"title", "body", "heading"} & set(kinds(*crowd, TITLE, LEAD, MORE)[:count])


def test_fewer_lines_are_no_crowd_but_the_headline_is_what_the_text_takes_up() -> None:
    assert kinds(TEASERS[0], TITLE, LEAD, MORE)[:2] == ["heading", "title"]
    assert kinds(*TEASERS[:2], TITLE, LEAD, MORE)[:3] == ["heading", "heading", "title"]
    assert kinds(*TEASERS[:3], TITLE, LEAD, MORE)[:4] == ["related_link"] * 3 + ["title"]


def test_over_a_name_or_where_the_text_takes_up_a_word_the_first_headline_stays() -> None:
    assert kinds("أيام في القرية لا تنسى", "زياد عيتاني", TITLE, LEAD, MORE)[0] == "title"
    assert kinds("الأهالي يحتفلون بيوم لا ينسى", TITLE, LEAD, MORE)[0] == "title"


@given(st.permutations(TEASERS), st.integers(3, 5))
def test_where_the_text_takes_up_none_of_three_headlines_the_page_states_no_title(
    teasers: list[str], count: int
) -> None:
    assert kinds(*teasers[:count], LEAD, MORE) == ["related_link"] * count + ["body"] * 2
    assert kinds(TITLE, *teasers[:count], LEAD, MORE) == ["title"] + ["related_link"] * count + ["body"] * 2


def test_two_headlines_that_the_text_does_not_take_up_are_title_and_deck() -> None:
    assert kinds(*TEASERS[:2], LEAD, MORE)[:2] == ["title", "heading"]


@given(st.permutations(SECTIONS + TEASERS), st.integers(1, 10))
def test_behind_the_text_what_shares_nothing_with_it_is_none_of_it(lines: list[str], count: int) -> None:
    assert "body" not in kinds(TITLE, LEAD, MORE, *lines[:count])[3:]


def test_what_a_colon_announces_and_what_shares_words_is_text() -> None:
    behind = kinds(TITLE, LEAD, MORE[:-1] + ":", *TEASERS[:3])[3:]
    assert behind == ["body"] * 3
    lines = ("أشجار الحديقة: مئتان", "مقاعد خشبية: أربعون", "ملاعب للأطفال: ثلاثة")
    assert kinds(TITLE, LEAD, MORE, *lines)[3:] == ["body"] * 3


def test_a_caption_printed_twice_is_no_title_beside_a_headline_that_is_taken_up_far_more() -> None:
    caption = "مدخل ضفة النهر صباحا"
    assert kinds(TITLE, caption, caption, LEAD, MORE)[0] == "title"
    assert kinds(TITLE, TITLE, caption, LEAD, MORE)[:2] == ["title", "title"]


def test_verse_behind_the_text_goes_on() -> None:
    verses = ("يا ليل طال الانتظار هنا", "والقلب يسأل عن أحبته", "والريح تعوي في المدى")
    assert kinds(TITLE, LEAD, MORE[:-1] + ":", *verses)[3:] == ["body"] * 3


def test_only_the_first_paragraphs_and_lines_behind_a_header_tell() -> None:
    other = "وناقش الحاضرون أمورا شتى لا صلة لها بما سبق من حديث طويل عن شؤون القرية وأهلها وسكانها جميعا."
    assert kinds(*TEASERS[:3], TITLE, *[other] * (thresholds.TELLING_PARAGRAPHS - 1), LEAD)[3] == "title"
    assert kinds(*TEASERS[:3], TITLE, *[other] * thresholds.TELLING_PARAGRAPHS, LEAD)[3] == "related_link"
    labels = ["* * *"] * (thresholds.TELLING_LINES - 3)
    assert kinds(*TEASERS[:3], TITLE, other, other, *labels, LEAD)[3] == "title"
    assert kinds(*TEASERS[:3], TITLE, other, other, *labels, "* * *", LEAD)[3] == "related_link"
