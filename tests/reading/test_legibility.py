"""A page whose letters were misread before it was saved is told, and one whose letters are there is not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import paragraphs

from corpus_pkg.parsing import parse_document
from corpus_pkg.reading.legibility import illegible

TAKEN_FOR = ("windows-1252", "windows-1256", "windows-1251", "cp437", "cp850", "mac-roman")
ARABIC = "أعلنت الوزارة اليوم أن العمل في المشروع بدأ صباح الأحد بحضور عدد من المسؤولين في المدينة."


def misread(text: str, was: str, taken_for: str) -> str:
    return text.encode(was, "ignore").decode(taken_for, "ignore")


@given(paragraphs(), st.sampled_from(TAKEN_FOR))
def test_utf_8_that_was_read_as_anything_is_told(text: str, taken_for: str) -> None:
    garbled = misread(f"{text} {ARABIC}", "utf-8", taken_for)
    assert "UTF-8 that was read as" in (illegible(garbled) or "")


@pytest.mark.parametrize("was", ["windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("taken_for", [codec for codec in TAKEN_FOR if codec != "windows-1256"])
def test_arabic_of_one_byte_that_was_read_as_another_is_told(was: str, taken_for: str) -> None:
    assert illegible(misread(ARABIC, was, taken_for)) == (
        f"{was} that was read as {taken_for} before the page was saved; save it again from its source"
    )


def test_what_was_misread_twice_is_told() -> None:
    assert illegible(misread(misread(ARABIC, "utf-8", "windows-1252"), "utf-8", "windows-1252"))


@given(paragraphs(), st.text(max_size=40))
def test_arabic_is_legible_whatever_short_text_stands_in_it(text: str, other: str) -> None:
    assume(other.count("?") + other.count("\ufffd") < 10)
    assert illegible(f"{text}\n\n{ARABIC * 3}\n\n{other}") is None


@pytest.mark.parametrize(
    "text",
    [
        "L’été dernier, le préfet a décidé où étaient passés les élèves âgés.",
        "Die Größe der Straße über Köln überraschte häufig schöne Gäste.",
        "Það er íslenska og það þýðir að stafirnir eru óvenjulegir í þessu.",
        "Президент заявил в четверг, что переговоры продолжатся на следующей неделе.",
        "Öğretmen şöyle dedi: güzel bir gün, çok ışık var.",
        "ประเทศไทยประกาศมาตรการใหม่",
    ],
)
def test_other_languages_are_legible(text: str) -> None:
    assert illegible(text * 5) is None


def test_a_few_misread_quotes_are_no_reason() -> None:
    assert illegible("The minister said it was â€œreadyâ€\x9d. " * 20) is None


@pytest.mark.parametrize("markup", [False, True])
def test_such_a_page_is_undecodable_with_the_reason_and_has_no_story(markup: bool) -> None:
    garbled = misread(f"{ARABIC}\n\n{ARABIC}", "utf-8", "windows-1256")
    parsed = parse_document((f"<html><body><p>{garbled}</p></body></html>" if markup else garbled).encode())
    assert (parsed.document.status, parsed.articles) == ("undecodable", ())
    assert parsed.document.note == illegible(garbled) and parsed.text
