"""An outlet that no table has, by its form and by what stands around its name: a drawn name in every place."""

from __future__ import annotations

from drawn_outlets import FORMED, PARAGRAPHS, PLACE, TITLE, WORD
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.records import Credit

NUMBERED = st.sampled_from(["إربد 24", "بيروت 24", "الزرقاء 24"])
CLASSED = st.builds("{} {}".format, st.sampled_from(["صحيفة", "موقع", "شبكة", "وكالة"]), WORD)
PLACED = st.builds("{} {}".format, WORD, st.sampled_from(["حضرموت", "الزرقاء", "سوس", "الساحل"]))
HEADED = st.builds("{} ال{}".format, st.sampled_from(["صدى", "نبض", "صوت", "منبر"]), WORD)
NAME = FORMED | NUMBERED | CLASSED | PLACED | HEADED
OWN_DESK = st.sampled_from(["خاص", "متابعات", "غرفة الأخبار", "وكالات"])
SIGN = st.sampled_from([" - ", " / ", " – ", " | "])


def story(*lines: str) -> tuple[list[str], str | None, str | None, str | None]:
    """What a page names as its sources, "agencies" aside; its title, its authors and where it was filed."""
    page = corpus_pkg.parse("\n".join(lines).encode())
    (article,) = page.articles
    named = [row.surface for row in page.rows(Credit) if row.role != "cited" and row.surface != "وكالات"]
    return named, article.title, article.authors, article.dateline_place


@settings(max_examples=40)
@given(NAME, PLACE, SIGN)
def test_before_its_place_at_the_start_of_the_text(name: str, place: str, sign: str) -> None:
    first = f"{name}{sign}{place}: {PARAGRAPHS[0]}"
    assert story(TITLE, first, PARAGRAPHS[1]) == ([name], TITLE, None, place)


@settings(max_examples=40)
@given(NAME, OWN_DESK, SIGN)
def test_before_its_desk_at_the_start_of_the_text(name: str, desk: str, sign: str) -> None:
    first = f"{name}{sign}{desk}: {PARAGRAPHS[0]}"
    assert story(TITLE, first, PARAGRAPHS[1]) == ([name], TITLE, None, None)


@settings(max_examples=40)
@given(NAME)
def test_in_brackets_behind_the_last_stop(name: str) -> None:
    assert story(TITLE, PARAGRAPHS[0], f"{PARAGRAPHS[1]} ({name})") == ([name], TITLE, None, None)
    within = PARAGRAPHS[1].removesuffix(".")
    assert story(TITLE, PARAGRAPHS[0], f"{within} ({name}).") == ([], TITLE, None, None)


@settings(max_examples=40)
@given(
    NAME,
    st.sampled_from(
        [
            "جميع الحقوق محفوظة لدى {}",
            "جميع الحقوق محفوظة © 2021 {}",
            "© {} 2021",
            "Copyright © 2021 {}. All rights reserved.",
        ]
    ),
)
def test_in_the_line_of_rights(name: str, rights: str) -> None:
    (named,), *rest = story(TITLE, *PARAGRAPHS, rights.format(name))
    # The class noun may stand outside the name.
    assert name.endswith(named) and rest == [TITLE, None, None]


@settings(max_examples=40)
@given(FORMED)
def test_at_the_root_of_the_way_to_the_page(name: str) -> None:
    assert story(" > ".join((name, "محليات", TITLE)), TITLE, *PARAGRAPHS)[0] == [name]


@settings(max_examples=40)
@given(st.sampled_from(["إربد", "بيروت"]), st.sampled_from(["24 آذار", "24 مارس 2021", "24-3-2021"]), SIGN)
def test_a_number_is_a_days_where_a_month_follows(place: str, day: str, sign: str) -> None:
    named, _, _, filed = story(TITLE, f"{place} {day}{sign}{PARAGRAPHS[0]}", PARAGRAPHS[1])
    assert named == [] and filed in (None, place)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["بغداد", "عمان", "الرباط"]), min_size=1, max_size=3, unique=True), st.booleans())
def test_a_place_and_its_degrees_are_no_outlet(places: list[str], degrees: bool) -> None:
    weather = [f"{place} 24{'°' * degrees}" for place in places]
    assert story(*weather, TITLE, *PARAGRAPHS) == ([], TITLE, None, None)
    assert story(TITLE, *PARAGRAPHS, *weather)[0] == []


@settings(max_examples=40)
@given(st.sampled_from(["نشر بواسطة: {}", "نشر بواسطة {}", "نشرت بواسطة: {}"]), st.builds("سامر {}".format, WORD))
def test_who_published_by_hand_is_no_outlet(line: str, name: str) -> None:
    assert story(TITLE, line.format(name), *PARAGRAPHS)[:2] == ([], TITLE)


@settings(max_examples=40)
@given(st.sampled_from(["حذرت", "أعلنت", "قال"]), PLACE, SIGN)
def test_a_verb_and_its_place_are_no_outlet(verb: str, place: str, sign: str) -> None:
    named = story(TITLE, f"بيروت{sign}وكالات{sign}{verb} {place} {sign}أن الحديقة على ضفة النهر تضم ملاعب للأطفال.")[0]
    assert named == []


#: What is said of a statement or a document, before the name of the outlet that has it.
RECEIVED = st.sampled_from(
    [
        'في بيان تلقت "{}" نسخة منه',
        "في بيان تلقته «{}»",
        "في بلاغ توصلت به «{}»،",
        'في بيان ورد لـ"{}"،',
        "في وثيقة اطلعت عليها «{}»",
    ]
)


def said(*forms: str) -> list[str]:
    """The text of a story in whose last paragraph something is said to have been received."""
    return [PARAGRAPHS[0], *(f"وقالت البلدية {form} إن الأشجار زرعت قبل عامين بنصف كلفتها." for form in forms)]


@settings(max_examples=40)
@given(WORD | NAME, RECEIVED)
def test_an_outlet_says_of_itself_what_it_received(name: str, form: str) -> None:
    (named,), *rest = story(TITLE, *said(form.format(name)))
    assert name.endswith(named) and rest == [TITLE, None, None]


@settings(max_examples=40)
@given(CLASSED | FORMED, st.sampled_from(["في بيان تلقته {}", "في بيان تلقت {} نسخة منه", "في بيان ورد إلى {}"]))
def test_its_form_names_it_without_quotation_marks(name: str, form: str) -> None:
    assert story(TITLE, *said(form.format(name)))[0] == [name]


@settings(max_examples=40)
@given(
    st.sampled_from(["الوزارة", "وزارة الصحة", "الرئيس", "بلدية إربد", "رويترز", "فرانس برس", "شبكة الكهرباء"]),
    st.sampled_from(["في بيان تلقته {}", "في بيان تلقت {} نسخة منه", "في بيان ورد إلى {}"]),
)
def test_others_receive_statements_too(name: str, form: str) -> None:
    assert story(TITLE, *said(form.format(name)))[0] == []


@settings(max_examples=40)
@given(WORD, RECEIVED, FORMED)
def test_a_name_before_the_text_goes_before_what_was_received(name: str, form: str, own: str) -> None:
    first, *rest = said(form.format(name))
    assert story(TITLE, f"{own} - إربد: {first}", *rest)[0] == [own]


@settings(max_examples=40)
@given(WORD)
def test_without_a_copy_what_arrives_is_no_outlet(name: str) -> None:
    assert story(TITLE, *said(f"إن وفدا وصل «{name}» أمس ثم قالت"))[0] == []
