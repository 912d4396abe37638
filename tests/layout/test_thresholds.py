"""Thresholds of layout with a text on either side: a test fails when one of them moves by one step.

`benchmarks/mutation.py layout` moves each. The texts are made for it and say nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from corpus_pkg.language.orthography import fold
from corpus_pkg.layout import segment

BODY = "شهدت المدينة أمطارا غزيرة منذ الصباح، وأغلقت الطرق المؤدية إليها حتى المساء بسبب السيول في كل مكان."
MORE = "وقالت البلدية إن الطرق ستفتح غدا، وإن الفرق تعمل منذ الليل على إزالة ما تركته المياه من أضرار."
TITLE = "أمطار غزيرة تغلق طرق المدينة"
#: A second headline, and what its text says with the same words.
HARBOUR = "الساحل الجنوبي الكبير يستقبل سفنا"
SHIPS = "الساحل الجنوبي الكبير سيفتح غدا بعد أن أغلق منذ أسبوع بسبب الأمطار والسيول في المدينة."
#: A speaker and what is said, as headlines that have run together have them.
SPOKEN = "فن: ق ق ق ق "


def words(count: int) -> str:
    """Return so many words that no table knows."""
    return " ".join(["شجيرات"] * count)


class Case(NamedTuple):
    """A threshold, a page of a size, the line that it is about, and what the line is on either side."""

    name: str
    page: Callable[[int], str]
    line: int
    last: int
    within: str
    beyond: str


CASES = [
    Case(
        "LIMITS[keywords]",
        lambda size: "كلمات دلالية: " + words(size - 2),
        0,
        80,
        "keywords phrase:كلمات دلالية:",
        "related_link wall_of_headlines",
    ),
    Case("LIMITS[byline]", lambda size: "بقلم " + words(size - 1), 0, 9, "byline phrase:بقلم", "other no_running_text"),
    Case(
        "LIMITS[source]",
        lambda size: "المصدر: " + words(size - 1),
        0,
        10,
        "source phrase:المصدر:",
        "other no_running_text",
    ),
    Case(
        "LIMITS[retrieved]",
        lambda size: "تاريخ السحب 4 مارس 2021 " + words(size - 5),
        0,
        12,
        "retrieved date_line:retrieved",
        "other no_running_text",
    ),
    Case(
        "KEYWORD_ITEMS",
        lambda size: 'content="' + "، ".join(["سياسة"] * size),
        0,
        3,
        "other attribute:content",
        "keywords attribute:content",
    ),
    Case(
        "KEYWORD_WORDS",
        lambda size: 'content="سياسة، فن، علم، ' + words(size),
        0,
        4,
        "keywords attribute:content",
        "other attribute:content",
    ),
    Case(
        "MENU_CELLS",
        lambda size: " | ".join(["شجيرات"] * size),
        0,
        3,
        "related_link headlines_in_a_row",
        "nav menu_in_a_row",
    ),
    Case(
        "MENU_WORDS",
        lambda size: "سياسة | فن | علم | " + words(size),
        0,
        3,
        "nav menu_in_a_row",
        "related_link headlines_in_a_row",
    ),
    Case(
        "ROW_CELLS",
        lambda size: " | ".join([words(5)] * size),
        0,
        2,
        "other no_running_text",
        "related_link headlines_in_a_row",
    ),
    Case(
        "ROW_WORDS",
        lambda size: "سياسة | فن | " + words(size),
        0,
        14,
        "related_link headlines_in_a_row",
        "other no_running_text",
    ),
    Case(
        "STAMP_WORDS",
        lambda size: words(size - 1) + " 2021-03-04@10:15:00",
        0,
        3,
        "retrieved crawl_stamp",
        "published date_line",
    ),
    Case(
        "PROMPT_WORDS",
        lambda size: "اشترك في " + words(size - 2) + ".",
        0,
        30,
        "prompt phrase:اشترك في",
        "body sentence",
    ),
    Case(
        "WORDS_BESIDE_DATE",
        lambda size: "4 مارس 2021 " + " ".join(["فن"] * size),
        0,
        7,
        "published date_line",
        "other no_running_text",
    ),
    Case(
        "CHARACTERS_BESIDE_DATE",
        lambda size: "4 مارس 2021 فن فن فن فن " + "ق" * (size - 13),
        0,
        45,
        "published date_line",
        "other no_running_text",
    ),
    Case(
        "FEW_WORDS_BESIDE_DATE",
        lambda size: "4 مارس 2021 " + " ".join(["شجيراتهنالبعيدة"] * size),
        0,
        4,
        "published date_line",
        "other no_running_text",
    ),
    Case(
        "PROSE_WORDS_BESIDE_DATE",
        lambda size: "4 مارس 2021 " + " ".join(["فن"] * size) + ".",
        0,
        3,
        "published date_line",
        "body sentence",
    ),
    Case(
        "LABEL_WITHOUT_DAY_WORDS",
        lambda size: "تاريخ النشر " + words(size - 2),
        0,
        4,
        "published phrase:تاريخ النشر",
        "other no_running_text",
    ),
    Case(
        "NAMES_WORDS",
        lambda size: "ا ب " * (size // 2) + "ج" * (size % 2),
        0,
        8,
        "nav initials",
        "other no_running_text",
    ),
    Case(
        "SIGNATURE_WORDS",
        lambda size: "\n".join([TITLE, BODY, f"({words(size)})"]),
        2,
        5,
        "source signed_off",
        "related_link not_taken_up",
    ),
    Case(
        "NAME_UNDER_LABEL_WORDS",
        lambda size: "\n".join([TITLE, BODY, "المصدر:", words(size)]),
        3,
        4,
        "source under:phrase:المصدر",
        "related_link behind_the_story",
    ),
    Case(
        "CREDIT_WORDS",
        lambda size: words(size - 1) + " (الحياة)",
        0,
        2,
        "other no_running_text",
        "caption photo_credit",
    ),
    Case("HEADLINE_WORDS", lambda size: " ".join(["فن"] * size), 0, 19, "other no_running_text", "body sentence"),
    Case("HEADLINE_CHARACTERS", lambda size: "ق" * size, 0, 125, "other no_running_text", "body sentence"),
    Case("STOPPED_WORDS", lambda size: words(size) + ".", 0, 2, "other no_running_text", "body sentence"),
    Case("EXCLAIMED_WORDS", lambda size: words(size) + "؟", 0, 14, "other no_running_text", "body sentence"),
    Case(
        "RUNS_OF_BLANKS",
        lambda size: "   ".join([words(2)] * (size + 1)) + "\n" + BODY,
        1,
        2,
        "body sentence",
        "byline name_under_title",
    ),
    Case("VOCALISED_WORDS", lambda size: " ".join(["قَمَرٌ"] * size), 0, 4, "other no_running_text", "body sentence"),
    Case(
        "VOCALISED_SHARE",
        lambda size: "قمر سحب شجر نهر قمرة" + "َ" * size,
        0,
        6,
        "other no_running_text",
        "body sentence",
    ),
    Case(
        "LIST_LINES",
        lambda size: "\n".join([TITLE, *[words(3)] * size, BODY]),
        1,
        4,
        "title printed_twice",
        "body list",
    ),
    Case(
        "VERSE_WORDS",
        lambda size: "\n".join(
            [
                BODY,
                "وهذا ما قالته البلدية عن السيول وعن الطرق في كل مكان من المدينة القديمة " + words(8) + ":",
                words(size),
                MORE,
            ]
        ),
        2,
        7,
        "heading alone_between_sentences",
        "body short_sentence",
    ),
    Case(
        "SENTENCE_WORDS",
        lambda size: "\n".join([BODY, "وقالت " + words(size - 1), MORE]),
        1,
        10,
        "heading alone_between_sentences",
        "body short_sentence",
    ),
    Case(
        "LONGEST_HEADLINE",
        lambda size: words(size) + "\n" + BODY + " " + words(20) + ".",
        0,
        24,
        "title only_headline",
        "body sentence",
    ),
    Case(
        "DECK_LINES",
        lambda size: "\n".join([words(20), *[words(2)] * (size - 1), BODY + " " + words(20) + "."]),
        0,
        3,
        "title only_headline",
        "body sentence",
    ),
    Case(
        "WALL_WORDS", lambda size: words(size) + "\n" + BODY, 0, 59, "body sentence", "related_link wall_of_headlines"
    ),
    Case(
        "GALLERY_PICTURES",
        lambda size: "\n".join(['alt="صورة"\n' + words(3)] * size),
        1,
        2,
        "other no_running_text",
        "caption behind_picture",
    ),
    Case(
        "LINK_WORDS",
        lambda size: "\n".join([BODY, "اقرأ أيضا: " + words(size - 2), words(5), MORE]),
        2,
        4,
        "related_link under_read_also",
        "heading alone_between_sentences",
    ),
    Case(
        "BODY_UNDER_LINKS_WORDS",
        lambda size: "\n".join([BODY, "مواضيع ذات صلة", words(size) + "."]),
        2,
        11,
        "related_link under_related",
        "body sentence",
    ),
    Case(
        "TITLE_WORDS",
        lambda size: "\n".join([BODY, "المصدر: رويترز", words(size)]),
        2,
        3,
        "nav behind_the_story",
        "related_link behind_the_story",
    ),
    Case(
        "ANNOUNCING_WORDS",
        lambda size: "\n".join([BODY, "وقال " * (size - 1) + "وقال:", MORE]),
        1,
        2,
        "heading alone_between_sentences",
        "body short_sentence",
    ),
    Case(
        "HEADING_CHARACTERS",
        lambda size: "\n".join([BODY, "ق" * size, MORE]),
        1,
        2,
        "body short_sentence",
        "heading alone_between_sentences",
    ),
    Case(
        "OVER_HEADING_WORDS",
        lambda size: "\n".join([BODY, words(size), "", words(3), MORE]),
        1,
        5,
        "body list",
        "related_link headline_over_heading",
    ),
    Case(
        "OVER_QUESTION_WORDS",
        lambda size: "\n".join([BODY, words(size), "هل تفتح الطرق غدا أمام السيارات؟", MORE]),
        1,
        5,
        "heading over_a_question",
        "body list",
    ),
    Case(
        "COLON_HEADING_WORDS",
        lambda size: "\n".join([BODY, words(size) + ":", MORE]),
        1,
        8,
        "heading alone_between_sentences",
        "body short_sentence",
    ),
    Case(
        "FOOT_LINES",
        lambda size: "\n".join([TITLE, BODY, *["أمطار غزيرة " + words(5)] * size]),
        2,
        2,
        "related_link headline_behind_body",
        "body list",
    ),
    Case(
        "FOOT_NAME_WORDS",
        lambda size: "\n".join([TITLE, BODY, "زياد بن " + " ".join(["عيتاني"] * (size - 2))]),
        2,
        3,
        "byline name_behind_body",
        "related_link not_taken_up",
    ),
    Case(
        "HEADLINE_BEHIND_WORDS",
        lambda size: "\n".join([TITLE, BODY, "أمطار غزيرة " + words(size - 2)]),
        2,
        5,
        "body short_sentence",
        "related_link headline_behind_body",
    ),
    Case(
        "GALLERY_LINES",
        lambda size: "\n".join(["تاريخ النشر: 4 مارس 2021", *[words(4)] * size]),
        1,
        79,
        "title only_headline",
        "other no_running_text",
    ),
    Case(
        "STORY_DAYS",
        lambda size: "\n".join([TITLE, words(6), *["تاريخ النشر: 4 مارس 2021"] * size]),
        0,
        2,
        "title first_headline",
        "other no_running_text",
    ),
    Case(
        "POEM_LINES",
        lambda size: "\n".join([TITLE, "زياد عيتاني", *[words(4)] * (size - 2)]),
        0,
        199,
        "title first_headline",
        "other no_running_text",
    ),
    Case(
        "REPEATED_WORDS",
        lambda size: "\n".join([words(size), TITLE, words(size), BODY]),
        0,
        2,
        "nav section_label",
        "title printed_twice",
    ),
    Case(
        "SECTION_WORDS",
        lambda size: "\n".join([words(size), TITLE, BODY]),
        0,
        3,
        "nav section_label",
        "title first_headline",
    ),
    Case(
        "DEFINITE_SECTION_WORDS",
        lambda size: "\n".join([TITLE, "الشجيرات " + words(size - 1), BODY]),
        1,
        2,
        "nav section_label",
        "heading under_the_title",
    ),
    Case(
        "PARTING_SIGNS",
        lambda size: "\n".join([TITLE, BODY, "*" * size, "مطار المدينة يعود إلى العمل", BODY]),
        3,
        4,
        "heading alone_between_sentences",
        "title only_headline",
    ),
    Case(
        "OPENING_STEMS",
        lambda size: "\n".join(
            [
                TITLE,
                BODY,
                "الساحل الجنوبي الكبير يستقبل سفنا",
                "أعلن الوزير أن "
                + " ".join(["شجيرات", "الساحل", "الجنوبي", "الكبير"][: size + 1])
                + " سيفتح غدا بعد أن أغلق منذ أسبوع بسبب الأمطار والسيول في المدينة.",
            ]
        ),
        2,
        2,
        "heading alone_between_sentences",
        "title only_headline",
    ),
    Case(
        "LIMITS[nav]",
        lambda size: "الرابط الدائم" + " " + " ".join(["فن"] * (size - 2)),
        0,
        14,
        "nav phrase:الرابط الدائم",
        "other no_running_text",
    ),
    Case(
        "ANYWHERE_WORDS",
        lambda size: " ".join(["فن"] * (size - 2)) + " " + "صورة تعبيرية",
        0,
        14,
        "caption phrase:صورة تعبيرية",
        "other no_running_text",
    ),
    Case(
        "OPENING_SIGNS",
        lambda size: "(" * size + "تاريخ السحب فن",
        0,
        3,
        "retrieved phrase:تاريخ السحب",
        "other no_running_text",
    ),
    Case(
        "PART_WORDS",
        lambda size: "رويترز - زياد بن " + " ".join(["عيتاني"] * (size - 2)),
        0,
        4,
        "byline outlet_and_name",
        "other no_running_text",
    ),
    Case(
        "REPORTER_WORDS",
        lambda size: "بيروت | " + " ".join(["من"] * size),
        0,
        3,
        "dateline place_and_another",
        "other no_running_text",
    ),
    Case(
        "OUTLET_WORDS",
        lambda size: "بيروت - " + words(size - 1) + " نيوز",
        0,
        3,
        "dateline place_and_outlet",
        "other no_running_text",
    ),
    Case(
        "ANNOUNCED_WORDS",
        lambda size: "بقلم: شجيرات شجيرات في " + words(size - 3),
        0,
        4,
        "byline phrase:بقلم",
        "other no_running_text",
    ),
    Case(
        "SURELY_ANNOUNCED_WORDS",
        lambda size: "بقلم: " + words(size),
        0,
        6,
        "byline phrase:بقلم",
        "other no_running_text",
    ),
    Case(
        "PAGE_TITLE_WORDS",
        lambda size: "\n".join([words(size) + " - الموقع", TITLE, words(size), BODY]),
        2,
        3,
        "byline name_under_title",
        "title printed_twice",
    ),
    Case(
        "SHARED_STEMS",
        lambda size: "\n".join([BODY, " ".join(["أمطارا", "السيول"][:size] + ["شجيرات"] * (7 - size))]),
        1,
        1,
        "related_link headline_behind_body",
        "title title_behind_body",
    ),
    Case(
        "LINES_TO_DATE",
        lambda size: "\n".join([BODY, "مواضيع ذات صلة", TITLE, *["A+"] * (size - 1), "4 مارس 2021", BODY]),
        2,
        3,
        "title only_headline",
        "related_link under_related",
    ),
    Case(
        "LINK_LABEL_CHARACTERS",
        lambda size: "\n".join([BODY, "اقرأ أيضا " + "ق" * (size - 11) + ": " + words(3), words(5), MORE]),
        2,
        30,
        "heading alone_between_sentences",
        "related_link under_read_also",
    ),
    Case(
        "FOREIGN_LABEL_WORDS",
        lambda size: "date 2021-03-04 " + " ".join(["قمر"] * (size - 2)),
        -1,
        5,
        "published date_line:published",
        "other no_running_text",
    ),
    Case(
        "HEADER_LINES",
        lambda size: "\n".join([TITLE, *["A+\n" + words(5)] * (size - 2), TITLE + " - الموقع", BODY]),
        -2,
        20,
        "nav page_title",
        "heading under_the_title",
    ),
    Case(
        "CLOCK_WORDS",
        lambda size: "10:45 " + "ص " * (size - 3) + "بتوقيت غرينتش",
        0,
        3,
        "published clock",
        "other no_running_text",
    ),
    Case(
        "DATE_LINE_WORDS",
        lambda size: "تاريخ النشر 4 مارس 2021 " + words(size - 5),
        -1,
        24,
        "published date_line:published",
        "body sentence",
    ),
    # Signs that lengthen a letter count among the characters of the page, and not among those of the words.
    Case(
        "LABEL_CHARACTERS",
        lambda size: "ت" + "ـ" * (size - 24) + "اريخ النشر: 4 مارس 2021 " + words(25) + ".",
        0,
        60,
        "published date_line:published",
        "body sentence",
    ),
    Case(
        "CLAUSE_WORDS",
        lambda size: words(size - 2) + " الذي الذي\n" + BODY,
        0,
        60,
        "body sentence",
        "related_link wall_of_headlines",
    ),
    Case(
        "OPENING_TITLE_WORDS",
        lambda size: "\n".join(
            [
                TITLE,
                BODY,
                " ".join(HARBOUR.split()[:size]),
                "أعلن الوزير أن شجيرات " + SHIPS,
            ]
        ),
        2,
        4,
        "heading alone_between_sentences",
        "title only_headline",
    ),
    Case(
        "GLUED_CHARACTERS",
        lambda size: "\n".join([TITLE, BODY, SPOKEN * 3 + "ق" * (size - 37) + "؟"]),
        2,
        79,
        "body sentence",
        "related_link glued_headlines",
    ),
    Case(
        "GLUED_SPEAKERS",
        lambda size: "\n".join([TITLE, BODY, SPOKEN * size + words(16)]),
        2,
        2,
        "body sentence",
        "related_link glued_headlines",
    ),
    Case(
        "GROWN_SPEAKERS",
        lambda size: "\n".join([TITLE, BODY, SPOKEN * size + "المدينةشجيرات " + words(16)]),
        2,
        1,
        "body sentence",
        "related_link glued_headlines",
    ),
    Case(
        "QUESTION_WORDS",
        lambda size: "\n".join([BODY, words(size) + "؟", MORE]),
        1,
        4,
        "heading alone_between_sentences",
        "body question",
    ),
    Case(
        "DESK_WORDS",
        lambda size: "رويترز - متابعات" + " من" * (size - 1),
        0,
        2,
        "source outlet_and_desk",
        "other no_running_text",
    ),
    Case(
        "STOP_CHARACTERS",
        lambda size: words(4) + "." + "»" * (size - 1),
        0,
        8,
        "body sentence",
        "other no_running_text",
    ),
    Case(
        "BREAKING_BLANKS",
        lambda size: words(4) + "." + " " * size + words(4),
        0,
        2,
        "other no_running_text",
        "body sentence",
    ),
    Case(
        "LABEL_SIGNS",
        lambda size: "تاريخ النشر" + ":" * (size - 1) + " 4 مارس 2021 " + words(25) + ".",
        0,
        4,
        "published date_line:published",
        "body sentence",
    ),
    Case("COUNTER_DIGITS", lambda size: "1" * size, 0, 9, "nav counter", "other no_running_text"),
    Case(
        "NAMES_PARTS",
        lambda size: "رويترز - " * (size - 1) + "زياد عيتاني",
        0,
        3,
        "byline outlet_and_name",
        "other no_running_text",
    ),
    Case(
        "JOINED_LETTERS",
        lambda size: "\n".join([BODY, "و" + "ق" * (size - 1) + " " + words(10), MORE]),
        1,
        2,
        "heading alone_between_sentences",
        "body short_sentence",
    ),
    Case(
        "BULLET_SIGNS",
        lambda size: "   ".join([words(2)] * 4) + "\n" + "*" * size + "   " + words(3) + "\n" + BODY,
        4,
        2,
        "byline name_under_title",
        "nav rule_line",
    ),
    Case(
        "PLACE_WORDS",
        lambda size: "\n".join([TITLE, BODY, HARBOUR, words(size) + " (رويترز) - " + SHIPS]),
        2,
        4,
        "title only_headline",
        "heading alone_between_sentences",
    ),
    Case(
        "OUTLET_CHARACTERS",
        lambda size: "\n".join([TITLE, BODY, HARBOUR, "بيروت (" + "ق" * size + ") - " + SHIPS]),
        2,
        30,
        "title only_headline",
        "heading alone_between_sentences",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_threshold_stands_where_it_stands(case: Case) -> None:
    seen = []
    for size in (case.last, case.last + 1):
        segments, _ = segment(fold(case.page(size)))
        item = segments[case.line]
        seen.append(f"{item.kind} {item.rule}")
    assert seen == [case.within, case.beyond]
