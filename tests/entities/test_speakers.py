"""People whom no table knows, told by how Arabic says who spoke."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import find_entities
from corpus_pkg.entities.speakers import speakers
from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import fold

NAMES = ["غازية الزوايدة", "مبخوت عبيدة", "امبارك ولد اعل", "مريم بنت السالك", "سجى الذيابات", "رعد حبيب خلف"]
OFFICES = ["المديرة", "رئيس اتحاد المزارعين", "منسقة المشروع", "المزارع", "مدير مكتب الزراعة في الوادي"]
VERBS = ["قال", "وقالت", "وأضاف", "فأكد", "وذكر"]


def people(text: str) -> list[str]:
    return [one.surface for one in find_entities(text, recognizer=None) if one.type == "PER"]


@given(
    st.sampled_from(VERBS),
    st.sampled_from(OFFICES),
    st.sampled_from([" ", "، "]),
    st.sampled_from(NAMES),
    st.sampled_from([" إن", " أن", "، إن", " بأن"]),
)
def test_who_says_something_behind_an_office_is_a_person(
    verb: str, office: str, comma: str, name: str, that: str
) -> None:
    assert people(f"{verb} {office}{comma}{name}{that} العمل انتهى.") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "قال المتحدث باسم الجيش إن القتال انتهى",
        "قال المصدر لوكالة محلية إن القتال انتهى",
        "قالت الشرطة مساء أمس إن القتال انتهى",
        "أكد الوزير خلال اللقاء أن القتال انتهى",
        "قال الحارس ردا على سؤال إن القتال انتهى",
        "أعلنت وزارة التجهيز والنقل والماء أن حركة السير توقفت",
        "كان يريد الزواج مني بحجة أن الأمر انتهى",
        "رأى المحللون في السوق أن الأسعار سترتفع",
        "غازية الزوايدة إن",
    ],
)
def test_what_is_no_name_before_that_is_no_person(text: str) -> None:
    assert people(text) == []


@given(st.text("قالوزيمحمد سعدإن،.\n", max_size=80))
def test_spans_are_words_in_order_and_disjoint(text: str) -> None:
    folded = fold(text).text
    place = 0
    for start, end in speakers(default()).find(folded, 0, len(folded)):
        assert place <= start < end <= len(folded)
        assert not folded[start - 1 : start].isalnum()
        assert not folded[end : end + 1].isalnum()
        place = end
