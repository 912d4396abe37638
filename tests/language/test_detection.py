"""The language of a text: Arabic, English, and neighbours in the same letters that stay open."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.base import PERSIAN as PERSIAN_CALENDAR
from corpus_pkg.language.base import UNDETERMINED, languages
from corpus_pkg.language.detection import language, reading_language, stated_language
from corpus_pkg.language.orthography import LETTERS

ARABIC = "أعلنت الوزارة اليوم أن العمل في المشروع بدأ، وأن الطريق سيفتح بعد شهرين."
ENGLISH = (
    "The council said on Tuesday that the bridge over the river would be closed for two weeks while engineers look at"
    " its pillars, and that buses will go by the northern road."
)
PERSIAN = "شهردار گفت که پل قدیمی روی رودخانه چند هفته بسته می‌شود و گروهی از مهندسان پایه‌های آن را بررسی می‌کنند."
URDU = "میئر نے کہا کہ دریا پر پرانا پل دو ہفتے بند رہے گا اور انجینئر اس کے ستونوں کا جائزہ لیں گے۔"
FRENCH = (
    "Le maire a déclaré mardi que le pont sur la rivière serait fermé pendant deux semaines et que les autobus"
    " passeraient par la route du nord, où les travaux sont terminés depuis un mois."
)
GERMAN = (
    "Der Rat der Stadt hat am Dienstag gesagt, dass die Brücke in den Wochen nach dem Fest für alle gesperrt bleibt."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ARABIC, "ar"),
        (ENGLISH, "en"),
        (PERSIAN, None),
        (URDU, None),
        (FRENCH, None),
        (GERMAN, None),
        ("", None),
        ("12:30 2024", None),
        ("Home News Sport Business Culture Weather", None),
        (f"{ARABIC}\n{ENGLISH}\n{ENGLISH}", "en"),
        (f"{ENGLISH[:40]}\n{ARABIC}", "ar"),
    ],
)
def test_a_text_tells_its_language(text: str, code: str | None) -> None:
    assert language(text) == code


def test_markup_decides_where_the_words_do_not_tell() -> None:
    menu = "Home News Sport Business Culture Weather"
    assert language(menu, "en") == "en"
    assert language(FRENCH, "fr") is None
    assert language(ARABIC, "en") == "ar"
    assert language(PERSIAN, "ar") is None


def test_a_neighbour_in_the_same_letters_is_read_by_no_words() -> None:
    assert reading_language(PERSIAN) is PERSIAN_CALENDAR
    assert reading_language(PERSIAN, "fa") is reading_language(URDU, "ps") is PERSIAN_CALENDAR
    assert reading_language(PERSIAN, "ur") is UNDETERMINED
    assert reading_language(URDU) is UNDETERMINED
    assert reading_language(ARABIC) is languages()["ar"]
    assert reading_language(ENGLISH) is languages()["en"]
    assert reading_language(FRENCH) is None


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ('<!doctype html><html lang="en-GB"><body>', "en"),
        ("<HTML dir=rtl LANG=ar>", "ar"),
        ("<html><body lang='en'>", None),
        ("lang=en", None),
    ],
)
def test_the_language_that_markup_states(source: str, code: str | None) -> None:
    assert stated_language(source) == code


@given(st.text(alphabet=st.sampled_from("ابتثجپچکگی abc١2ـًـé\n"), max_size=200))
def test_arabic_is_told_as_by_counting_every_letter(text: str) -> None:
    arabic = len(re.findall(f"[{LETTERS}]", text))
    letters = len(re.findall(r"[^\W\d_]", text))
    neighbours = len(re.findall("[پچژگٹڈڑےںکی]", text))
    assert (language(text) == "ar") == (arabic > 0 and arabic >= 0.5 * letters and neighbours < 0.04 * arabic)


@given(st.integers(0, 900), st.sampled_from(["World Sport Opinion", "الرياضة | الاقتصاد", "Menu"]))
def test_a_menu_before_the_text_hides_no_language(lines: int, item: str) -> None:
    for text, code in ((ENGLISH, "en"), (ARABIC, "ar")):
        assert language(f"{item}\n" * lines + f"{text}\n" * 120) == code


def test_a_text_with_a_letter_of_a_neighbour_here_and_there_is_arabic_still() -> None:
    assert language(ARABIC + " من شركة پيپسي وفي مدينة گوتنبرگ. " + ARABIC) == "ar"
    # No letters here but ک and ی are ones that Arabic does not have.
    assert language("شورای شهر امروز برای ساختمان مدرسه ها بودجه ای تصویب کرد و اعضای آن به مردم جواب دادند.") is None


def test_letters_written_as_their_shapes_are_letters() -> None:
    assert language("ﺍﻓﺘﺘﺢ ﺍﻟﻤﻌﺮﺽ ﺍﻟﺪﻭﻟﻲ ﻟﻠﻜﺘﺎﺏ ﻓﻲ ﺍﻟﻌﺎﺻﻤﺔ") == "ar"
