"""An outlet that no table has, beside its desk, behind it, beside a place or a person, and where a story first was."""

from __future__ import annotations

import pytest
from drawn_outlets import FORMED, PARAGRAPHS, PLACE, TITLE, WORD
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.records import Credit

#: The class noun is not a part of the name.
CLASSED = st.builds("{} {}".format, st.sampled_from(["صحيفة", "موقع", "مجلة", "شبكة", "وكالة"]), WORD)
NEWS = st.builds("{} {} {}".format, st.sampled_from(["وكالة", "شبكة", "قناة", "بوابة"]), WORD, st.just("الإخبارية"))
PLACED = st.builds("{} {}".format, WORD, st.sampled_from(["حضرموت", "الزرقاء", "سوس", "الجنوب", "الساحل"]))
NAME = FORMED | CLASSED | NEWS | PLACED
PERSON = st.builds("{} {}".format, st.sampled_from(["رشيد", "منى", "ياسين", "سلمى"]), WORD)
DESK = st.sampled_from(["خاص", "متابعات", "متابعة", "غرفة الأخبار", "قسم الأخبار"])
SIGN = st.sampled_from([" - ", " – ", " | ", " / ", "/ "])


def story(*lines: str) -> tuple[list[tuple[str, str]], str | None, str | None, str | None]:
    """The credits of a page, its title, its authors and where it was filed."""
    page = corpus_pkg.parse("\n".join(lines).encode())
    (article,) = page.articles
    credits = [(row.role, row.surface) for row in page.rows(Credit)]
    return credits, article.title, article.authors, article.dateline_place


@settings(max_examples=30)
@given(NAME, DESK, SIGN, st.booleans())
def test_beside_a_desk(name: str, desk: str, sign: str, first: bool) -> None:
    line = f"{desk}{sign}{name}" if first else f"{name}{sign}{desk}"
    assert story(TITLE, line, *PARAGRAPHS) == ([("publisher", name)], TITLE, None, None)


@settings(max_examples=30)
@given(NAME, DESK, PLACE, SIGN)
def test_between_a_place_and_a_desk(name: str, desk: str, place: str, sign: str) -> None:
    assert story(TITLE, f"{place}{sign}{name}{sign}{desk}", *PARAGRAPHS) == ([("publisher", name)], TITLE, None, place)


@settings(max_examples=30)
@given(NAME, st.sampled_from(["أسرة تحرير {}", "هيئة تحرير {}", "كتب: محرر {}", "خاص بـ{}", "خاص {}", "خاص لـ«{}»"]))
def test_behind_its_desk(name: str, form: str) -> None:
    if form == "خاص {}":
        form = 'خاص "{}"'
    assert story(TITLE, form.format(name), *PARAGRAPHS) == ([("publisher", name)], TITLE, None, None)


@settings(max_examples=30)
@given(FORMED | NEWS | PLACED, PLACE, SIGN, st.booleans())
def test_beside_a_place(name: str, place: str, sign: str, first: bool) -> None:
    line = f"{place}{sign}{name}" if first else f"{name}{sign}{place}"
    assert story(TITLE, line, *PARAGRAPHS) == ([("publisher", name)], TITLE, None, place)


@settings(max_examples=30)
@given(PLACED | FORMED | NEWS, PERSON, st.sampled_from([" : ", " - ", " / "]), st.booleans())
def test_beside_a_person(name: str, person: str, sign: str, first: bool) -> None:
    line = f"{person}{sign}{name}" if first else f"{name}{sign}{person}"
    assert story(TITLE, line, *PARAGRAPHS) == ([("publisher", name)], TITLE, person, None)


@settings(max_examples=30)
@given(
    NAME | WORD | st.just("Derb News") | st.builds("{} {}".format, WORD, WORD),
    st.sampled_from(
        [
            "ظهرت المقالة {} أولاً على {}.",
            "The post {} appeared first on {}.",
            "التدوينة {} ظهرت أولاً على {}.",
        ]
    ),
)
def test_where_a_story_first_was(name: str, form: str) -> None:
    assert story(TITLE, *PARAGRAPHS, form.format(TITLE, name)) == ([("publisher", name)], TITLE, None, None)


@pytest.mark.parametrize(
    "line",
    [
        "أخبار عمان - خاص",
        "وادي موسى - خاص",
        "الرياضة - متابعات",
        "عمان - خاص",
        "القدس المحتلة - خاص",
        "سيارات - خاص",
        "كتاب وآراء - خاص",
        "رشيد الضغظ - خاص",
        "الضغظ الذثخي - خاص",
        "عمان - بلدية إربد",
        "خاص بالطلبة السوريين",
        "خاص للنساء فقط",
        "خاص بالنساء",
        "محرر الشؤون السياسية",
        "مراسل الشؤون العسكرية",
        "محليات الزرقاء : رشيد الضغظ",
        "رشيد الضغظ - جامعة اليرموك",
        "رشيد الضغظ - نائب أردني",
    ],
)
def test_a_section_a_place_a_person_and_an_office_are_none(line: str) -> None:
    assert story(TITLE, line, *PARAGRAPHS)[0] == []


@settings(max_examples=20)
@given(CLASSED | PLACED, st.sampled_from([" - ", " – ", "/ ", " / "]))
def test_before_a_sign_and_the_verb_of_a_text(name: str, sign: str) -> None:
    page = corpus_pkg.parse("\n".join([TITLE, f"{name}{sign}{PARAGRAPHS[0]}", PARAGRAPHS[1]]).encode())
    assert [(row.role, row.surface) for row in page.rows(Credit)] == [("publisher", name)]
    assert [article.authors for article in page.articles] == [None]


@pytest.mark.parametrize(
    "name", ["صحيفة الضغظ:", "شرطة دبي -", "أخبار عمان -", "رشيد الضغظ -", "ريف دمشق -", "قناة السويس -"]
)
def test_whom_a_text_reports_or_speaks_of_is_not_its_publisher(name: str) -> None:
    page = corpus_pkg.parse("\n".join([TITLE, f"{name} {PARAGRAPHS[0]}", PARAGRAPHS[1]]).encode())
    assert [row for row in page.rows(Credit) if row.role == "publisher"] == []


@settings(max_examples=20)
@given(PLACED)
def test_the_shape_alone_names_nobody(name: str) -> None:
    for lines in ([name, TITLE, *PARAGRAPHS], [TITLE, name, *PARAGRAPHS], [TITLE, f"{name} - 12/3/2020", *PARAGRAPHS]):
        assert story(*lines)[0] == []


def test_who_reports_between_two_paragraphs_does_not_end_the_story() -> None:
    page = [TITLE, PARAGRAPHS[0], "شعاع الضفاف/متابعات", PARAGRAPHS[1], "الأشجار زرعت قبل عامين", PARAGRAPHS[0]]
    assert len(corpus_pkg.parse("\n".join(page).encode()).articles) == 1
