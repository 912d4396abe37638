"""Institutions that no table names are told by the form of their names, and common phrases are none."""

from __future__ import annotations

import re

import pytest
from growth import steps
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.entities import find_entities
from corpus_pkg.entities.gazetteer import gazetteer
from corpus_pkg.entities.institutions import institutions
from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import folded

RULE = institutions(default())
NATIONALITIES = gazetteer(default()).adjectives


def spans_of_words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\w+", text)]


def found(text: str) -> list[str]:
    return [mention.surface for mention in find_entities(text, None) if mention.type == "ORG"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("بدأت وزارة الأشجار حملتها.", "وزارة الأشجار"),
        ("زار وفد من بلدية الوردية الحي", "بلدية الوردية"),
        ("وقالت مديرية تربية البصرة إنها بدأت", "مديرية تربية البصرة"),
        ("تبرعت مؤسسة نهر الأردن بالكتب", "مؤسسة نهر الأردن"),
        ("دربت جمعية الخزافين لإحياء الحرف الشباب", "جمعية الخزافين لإحياء الحرف"),
        ("دعا إليه مركز الياسمين للدراسات المائية في بيانه", "مركز الياسمين للدراسات المائية"),
        ("وضعت الهيئة العامة للواحات والينابيع خطة", "الهيئة العامة للواحات والينابيع"),
        ("قررت الشركة الوطنية لسكك الجبال رفع الأجور", "الشركة الوطنية لسكك الجبال"),
        ("وذكرت للشركة العالمية لتعليب الزيتون أرقاما", "لشركة العالمية لتعليب الزيتون"),
        ("اعتمدتها جامعة عجلون الوطنية أمس", "جامعة عجلون الوطنية"),
        ("شارك فيها اتحاد الخبازين العرب", "اتحاد الخبازين"),
        ("نظمته كلية البستنة والغابات في حلب", "كلية البستنة والغابات"),
        # A town whose name is a word as well, where the institution asks for a place.
        ("منحتها مديرية تربية معان جائزة", "مديرية تربية معان"),
        # A plural that begins like a verb.
        ("زرعت جمعية سيدات ساكب الأشجار", "جمعية سيدات ساكب"),
        ("وقال الاتحاد التعاوني الزراعي إنه", "الاتحاد التعاوني الزراعي"),
        ("نشرها المكتب الثقافي لبلدية الرصيفة", "المكتب الثقافي لبلدية الرصيفة"),
    ],
)
def test_the_form_of_a_name_tells_an_institution(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "اجتمع مجلس الإدارة أمس",
        "زار مركز محافظة ديالى",
        "يسكن بمركز السنبلاوين",
        "نفذه التحالف بقيادة السعودية",
        "فازت الشركة الأردنية التجارية",
        "قالت هيئة الدفاع إن موكلها بريء",
        "خرج من غرفة العمليات سالما",
        "زار مركز المدينة مع أولاده",
        "هذا جهاز التحكم عن بعد",
        "انتخب مجلس الجمعية رئيسا",
        "مشى إلى بلدية المنطقة",
        "أعلنت الهيئة العامة أمس",
        "قالت وزارة أمس إنها تدرس ذلك",
        "دخل حزب إسلامي التوجه الانتخابات",
        "رفع بنك يقرض الفلاحين الفائدة",
        "وقع عقد شركة الرئيس السابق",
        "جمعية، الصيادين",
        "مجلس 2024 الماضي",
        "اتصل به مكتب نتنياهو أمس",
    ],
)
def test_a_common_phrase_is_no_institution(text: str) -> None:
    assert [mention for mention in find_entities(text, None) if mention.method == "pattern"] == []


def test_what_follows_the_name_stands_outside() -> None:
    assert found("قال رئيس جمعية الصيادين علي دوبلة إن الميناء مغلق") == ["جمعية الصيادين"]
    assert found("أعلنت وزارة الأشجار الثلاثاء أن الحملة بدأت") == ["وزارة الأشجار"]
    assert found("قالت مديرية السدود والمزارعون إن الماء قليل") == ["مديرية السدود"]
    assert found("طلبت بلدية الزرقاء والأهالي المساعدة") == ["بلدية الزرقاء"]


def test_a_known_name_inside_is_part_of_it_and_a_known_organisation_stays() -> None:
    (mention,) = find_entities("أغلقت بلدية الكويت الطريق", None)
    assert (mention.surface, mention.type, mention.entity_id, mention.method) == (
        "بلدية الكويت",
        "ORG",
        None,
        "pattern",
    )
    assert found("اجتمع مجلس إدارة حلف الناتو") == ["حلف الناتو"]


def test_a_short_name_is_known_where_the_story_names_its_bearer() -> None:
    text = "بثته وكالة الأنباء السعودية الرسمية «واس» مساء. وأضافت واس أن الطريق فتح."
    assert [mention.surface for mention in find_entities(text, None) if mention.entity_id == "spa"] == [
        "وكالة الأنباء السعودية",
        "واس",
        "واس",
    ]
    # A common word with the article is no short name by that alone.
    assert [mention.surface for mention in find_entities("قالت صحيفة الحياة إن الحياة صعبة", None)] == ["الحياة"]


_HEADS = st.sampled_from(sorted(RULE.heads - RULE.unsure))
_NOUNS = st.sampled_from(["الأشجار", "الخزافين", "الينابيع", "البستنة", "الغزالين", "التعليب"])
_ADJECTIVES = st.lists(st.sampled_from(["الوطنية", "العامة", "الجبلية", "المائية"]), max_size=2)
_CLITICS = st.sampled_from(["", "و", "ب", "ل", "وب", "ول"])
_BEHIND = st.sampled_from(["", "، ثم", ".", " في المساء", " أمس", " التي", " يعلن", " 12"])


@given(_CLITICS, _HEADS, _NOUNS, _ADJECTIVES, _BEHIND)
def test_noun_and_definite_noun_are_a_name_whatever_stands_about_them(
    clitics: str, head: str, noun: str, adjectives: list[str], behind: str
) -> None:
    name = folded(" ".join((head, noun, *adjectives)))
    text = folded(f"قال {clitics}{name}{behind}")
    spans = RULE.find(text, spans_of_words(text), {}.get, NATIONALITIES)
    assert [text[start:end] for start, end in spans] == [name]


@given(st.lists(st.one_of(_HEADS, _NOUNS, st.sampled_from(["و", "لل", "ل", "ال", "في", ".", "\n", "12"])), max_size=30))
def test_spans_are_in_order_and_of_whole_words_on_one_line(words: list[str]) -> None:
    text = folded(" ".join(words))
    last = 0
    for start, end in RULE.find(text, spans_of_words(text), {}.get, NATIONALITIES):
        assert last <= start < end and "\n" not in text[start:end] and "." not in text[start:end]
        assert not text[end : end + 1].isalnum() and text[start:end] == text[start:end].strip()
        last = end


@pytest.mark.parametrize(
    "unit", ["وزارة ", "وزارة الأشجار ", "الهيئة العامة لل", "مجلس إدارة ", "والأشجار ", "هيئة العامة ل"]
)
def test_the_work_grows_with_the_text(unit: str) -> None:
    text = folded(unit)
    few, many = (
        steps(lambda size=size: RULE.find(text * size, spans_of_words(text * size), {}.get, NATIONALITIES))
        for size in (300, 600)
    )  # type: ignore[misc]
    assert many <= 2.2 * few


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وذكر رئيس جمعية مربي الجاموس أمس", "جمعية مربي الجاموس"),
        ("في تدوينة نشرها المكتب الإعلامي لحكومة دبي أمس", "المكتب الإعلامي لحكومة دبي"),
        ("وهو رئيس لجنة الشؤون القضائية منذ عام", "لجنة الشؤون القضائية"),
        ("وقال مدير الدفاع المدني إن الحريق أخمد", "الدفاع المدني"),
        ("واستدعت النيابة العامة الشهود", "النيابة العامة"),
        ("وإن الغرفة التجارية خصصت جوائز", "الغرفة التجارية"),
        ("وقال المتحدث باسم الخارجية التركية أمس", "الخارجية التركية"),
        ("وجاء في بيان الخارجية أن الأمر انتهى", "الخارجية"),
    ],
)
def test_bodies_and_their_short_names_are_organisations(text: str, name: str) -> None:
    assert [(one.surface, one.type) for one in find_entities(text, recognizer=None)] == [(name, "ORG")]


@pytest.mark.parametrize("text", ["وقال وزير الخارجية إن الأمر انتهى", "في التجارة الخارجية والداخلية", "جمعية خيرية"])
def test_the_short_name_of_a_ministry_needs_that_it_speaks(text: str) -> None:
    assert find_entities(text, recognizer=None) == []
