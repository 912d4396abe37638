"""Whose page it is: the name that a page states of itself in two places, of outlets that no table has."""

from __future__ import annotations

import pytest
from drawn_outlets import PARAGRAPHS, TITLE, WORD
from growth import steps
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.records import Credit, Source

#: A name without any form of its own, and names that end as those of outlets do.
PLAIN = st.lists(WORD, min_size=2, max_size=2, unique=True).map(" ".join)
FORMED = st.builds("{} {}".format, WORD, st.sampled_from(["نيوز", "برس", "ميديا", "أونلاين", "واير", "بريس"]))
RIGHTS = st.sampled_from(
    [
        "جميع الحقوق محفوظة {} 2016",
        "© {} 2019",
        "© 2019 {}",
        "Copyright 2020 {}",
        "{} - كافة الحقوق محفوظة",
    ]
)
#: Of these the class noun says that it is an outlet whose rights they are.
OF_AN_OUTLET = st.sampled_from(["جميع الحقوق محفوظة لموقع {}", "حقوق النشر محفوظة لصحيفة {} 2020"])
SPOKEN = [
    "وقال رئيس البلدية لـ«{}» إن الأشجار زرعت قبل عامين، وإن الأهالي تبرعوا بنصف كلفتها.",
    "وأضاف رئيس البلدية في تصريح لموقع {} أن الأشجار زرعت قبل عامين بنصف كلفتها.",
    'وقالت البلدية في بيان تلقت "{}" نسخة منه إن الأشجار زرعت قبل عامين بنصف كلفتها.',
    "وقالت البلدية في بيان تلقته {}، إن الأشجار زرعت قبل عامين بنصف كلفتها من مدخراتهم.",
]
STAMP = st.sampled_from(["2020:11:05.17:41", "12-03-2019 10:05 PM", "الخميس 4 مارس 2021"])


def credits(*lines: str) -> list[tuple[str, str]]:
    """The roles and surfaces of the credits of a page."""
    page = corpus_pkg.parse("\n".join(lines).encode())
    return [(row.role, row.surface) for row in page.rows(Credit)]


def authors(*lines: str) -> str | None:
    (article,) = corpus_pkg.parse("\n".join(lines).encode()).articles
    return article.authors


def prefixed(name: str, sign: str) -> list[str]:
    return [f"{name}{sign}{PARAGRAPHS[0]}", PARAGRAPHS[1]]


@settings(max_examples=12)
@given(PLAIN | FORMED, RIGHTS, st.booleans())
def test_a_name_over_the_story_and_in_the_line_of_rights_is_the_publisher(name: str, rights: str, twice: bool) -> None:
    above = [name] * (1 + twice)
    assert credits(*above, "الرئيسية", TITLE, *PARAGRAPHS, rights.format(name)) == [("publisher", name)]


@settings(max_examples=12)
@given(PLAIN | FORMED, st.sampled_from([" - ", ": ", " – ", " : "]))
def test_a_name_over_the_story_and_before_the_text_is_the_publisher(name: str, sign: str) -> None:
    assert ("publisher", name) in credits(name, "الرئيسية", TITLE, *prefixed(name, sign))


@settings(max_examples=12)
@given(PLAIN | FORMED, RIGHTS, st.sampled_from([" - ", " | "]))
def test_a_name_behind_the_headline_and_in_the_line_of_rights_is_the_publisher(
    name: str, rights: str, sign: str
) -> None:
    page = [f"{TITLE}{sign}{name}", TITLE, *PARAGRAPHS, rights.format(name)]
    assert credits(*page) == [("publisher", name)]


@settings(max_examples=12)
@given(PLAIN, PLAIN, RIGHTS)
def test_one_place_alone_names_nobody(name: str, other: str, rights: str) -> None:
    assume(name != other)
    assert credits(TITLE, *PARAGRAPHS, rights.format(name)) == []
    assert credits(name, "الرئيسية", TITLE, *PARAGRAPHS, rights.format(other)) == []
    assert credits(name, "الرئيسية", TITLE, *PARAGRAPHS) == []


@settings(max_examples=12)
@given(PLAIN | FORMED, OF_AN_OUTLET)
def test_whose_rights_a_class_noun_says_needs_no_second_place(name: str, rights: str) -> None:
    assert credits(TITLE, *PARAGRAPHS, rights.format(name)) == [("publisher", name)]


@settings(max_examples=12)
@given(PLAIN | WORD, st.sampled_from(["تابعوا {} على فيسبوك", "حمل تطبيق {}", "اشترك في نشرة {} البريدية"]))
def test_a_name_over_the_story_and_in_what_readers_are_asked_for_is_the_publisher(name: str, asked: str) -> None:
    assert credits(name, TITLE, *PARAGRAPHS, asked.format(name)) == [("publisher", name)]


@settings(max_examples=12)
@given(PLAIN, st.sampled_from(["{} - ", "{}: ", "بيروت - {} - ", "{}/ "]), st.sampled_from(SPOKEN))
def test_a_name_before_the_text_to_which_somebody_speaks_is_the_publisher(name: str, prefix: str, spoken: str) -> None:
    first = prefix.format(name) + PARAGRAPHS[0]
    assert ("publisher", name) in credits(TITLE, first, spoken.format(name))
    other = "ظضغذ ثخظض" if name != "ظضغذ ثخظض" else "ثخظض ظضغذ"
    assert ("publisher", name) not in credits(TITLE, first, spoken.format(other))


@settings(max_examples=12)
@given(WORD, st.sampled_from(SPOKEN))
def test_one_word_over_the_story_is_a_name_where_somebody_speaks_to_it(name: str, spoken: str) -> None:
    assert credits(name, TITLE, PARAGRAPHS[0], spoken.format(name)) == [("publisher", name)]
    assert credits(name, TITLE, f"{name} - 12/3/2020", *PARAGRAPHS) == []


@settings(max_examples=12)
@given(FORMED, st.sampled_from(["أطار", "بيروت", "زغرتا"]), st.sampled_from([": ", " : ", " - "]))
def test_a_name_with_the_place_in_brackets_reports_from_there(name: str, place: str, sign: str) -> None:
    page = corpus_pkg.parse("\n".join([TITLE, *prefixed(f"{name} ({place})", sign)]).encode())
    assert [(row.role, row.surface) for row in page.rows(Credit)] == [("publisher", name)]
    assert [article.dateline_place for article in page.articles] == [place]
    assert [article.authors for article in page.articles] == [None]


@settings(max_examples=12)
@given(FORMED, STAMP, st.sampled_from(["{0} {1}", "{0} - {1}", "{0} | {1}"]))
def test_a_name_beside_the_day_over_or_under_the_title_is_the_publisher(name: str, stamp: str, form: str) -> None:
    assert credits(TITLE, form.format(name, stamp), *PARAGRAPHS) == [("publisher", name)]


@settings(max_examples=12)
@given(FORMED, st.sampled_from(["رشيد", "منى", "ياسين", "سلمى"]), WORD, st.sampled_from([" : ", " - ", " / "]))
def test_whoever_writes_for_an_outlet_is_the_author(name: str, given_name: str, last: str, sign: str) -> None:
    page = [TITLE, f"{name}{sign}{given_name} {last}", *PARAGRAPHS]
    assert (credits(*page), authors(*page)) == ([("publisher", name)], f"{given_name} {last}")


@settings(max_examples=12)
@given(PLAIN, st.sampled_from(["رشيد", "منى", "ياسين", "سلمى"]), WORD, RIGHTS)
def test_whoever_writes_for_the_house_is_the_author(name: str, given_name: str, last: str, rights: str) -> None:
    page = [TITLE, f"{name} : {given_name} {last}", *PARAGRAPHS, rights.format(name)]
    assert (credits(*page), authors(*page)) == ([("publisher", name)], f"{given_name} {last}")


@pytest.mark.parametrize("line", ["أسعار اليوم", "مباريات اليوم", "النشرة الإخبارية", "قناة السويس", "صوت القراء"])
def test_what_only_begins_or_ends_as_an_outlet_is_none(line: str) -> None:
    assert credits(line, TITLE, *PARAGRAPHS) == []
    assert credits(TITLE, f"{line}: {PARAGRAPHS[0]}", PARAGRAPHS[1]) == []


def test_a_person_over_the_story_and_in_the_byline_is_no_outlet() -> None:
    page = ["رشيد الضغظ", "الرئيسية", TITLE, "بقلم: رشيد الضغظ", *PARAGRAPHS]
    assert credits(*page) == []
    assert credits(*page, "جميع الحقوق محفوظة رشيد الضغظ") == []


def test_a_section_over_the_story_and_beside_the_day_is_no_outlet() -> None:
    assert credits("ثقافة وفنون", TITLE, "ثقافة وفنون - 12/3/2020", *PARAGRAPHS) == []
    assert credits("أخبار محلية", TITLE, "أخبار محلية - 12/3/2020", *PARAGRAPHS) == []


def test_the_name_is_written_as_the_page_writes_it() -> None:
    page = corpus_pkg.parse("\n".join(["المصدر: إذاعة الضغظة الحرة", TITLE, *PARAGRAPHS]).encode())
    assert [source.name_ar for source in page.rows(Source)] == ["الضغظة الحرة"]


@settings(max_examples=12)
@given(PLAIN, st.sampled_from(["رشيد", "عاطف", "سلمى"]), st.booleans())
def test_a_line_alone_names_an_author_where_it_begins_with_a_first_name(
    name: str, given_name: str, behind: bool
) -> None:
    def page(line: str) -> list[str]:
        return [TITLE, *PARAGRAPHS, line] if behind else [TITLE, line, *PARAGRAPHS]

    assert authors(*page(name)) is None
    last = name.split()[1]
    assert authors(*page(f"{given_name} {last}")) == f"{given_name} {last}"
    assert authors(*page(f"بقلم: {name}")) == name


def test_the_work_on_names_over_the_story_grows_with_their_number() -> None:
    def work(lines: int) -> int:
        names = [f"{''.join('ظضغذثخ'[number // 6**place % 6] for place in range(5))} نيوز" for number in range(lines)]
        page = "\n".join([*names, TITLE, *PARAGRAPHS]).encode()
        return steps(lambda: corpus_pkg.parse(page))

    work(100)
    few = work(300)
    assert work(600) <= 2.2 * few
