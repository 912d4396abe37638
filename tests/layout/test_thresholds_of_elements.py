"""Thresholds of elements with a page of markup on either side: a test fails when one of them moves by one step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_pkg.parsing import parse_document

BODY = "شهدت المدينة أمطارا غزيرة منذ الصباح، وأغلقت الطرق المؤدية إليها حتى المساء بسبب السيول في كل مكان."
MORE = "وقالت البلدية إن الطرق ستفتح غدا، وإن الفرق تعمل منذ الليل على إزالة ما تركته المياه من أضرار."
TITLE = "<h1>أمطار غزيرة تغلق طرق المدينة</h1>"
#: No name, no section, and nothing that any table knows.
DECK = "شجيرات شجيرات شجيرات شجيرات شجيرات"
DAY = "<p>تاريخ النشر: 4 مارس 2021</p>"


def words(count: int, word: str = "فن") -> str:
    """Return so many words that no table knows."""
    return " ".join([word] * count)


#: The threshold, what a body of some size holds, the line it is about, the last size within, the rules on either side.
CASES: list[tuple[str, Callable[[int], str], int, int, str, str]] = [
    (
        "UNTITLED_CHARACTERS",
        lambda size: f"<article><p>{words(20)} {'ق' * (size - 61)}.</p></article>",
        0,
        199,
        "element:outside",
        "sentence",
    ),
    (
        "DECKS",
        lambda size: f"<article>{TITLE}{f'<p>{DECK}</p>' * size}<p>{BODY}</p><p>{MORE}</p></article>",
        1,
        4,
        "under_the_title",
        "element:box",
    ),
    ("TELLING_WORDS", lambda size: f"{TITLE}<div><p>{words(size)}.</p></div>", 1, 4, "element:outside", "sentence"),
    (
        "LINES_BEFORE_TEXT",
        lambda size: f"{DAY}{f'<p>{DECK}</p>' * (size - 1)}<p>{BODY}</p><p>{MORE}</p><p>{words(110)}</p>",
        1,
        7,
        "element:box",
        "element:outside",
    ),
    (
        "LINKED_SHARE",
        lambda size: (
            f"<article>{TITLE}<p>{BODY}</p>"
            f"<p><a href='/x'>{'ق' * size}</a>{'ك' * (100 - size)}</p><p>{MORE}</p></article>"
        ),
        2,
        59,
        "alone_between_sentences",
        "element:link",
    ),
    (
        "HEADING_WORDS",
        lambda size: f"<title>{words(size)}</title><h1>{words(size)}</h1><p>{BODY}</p><p>{MORE}</p>",
        0,
        40,
        "element:title",
        "sentence",
    ),
    (
        "STATED_WORDS",
        lambda size: (
            f"<title>{words(size, 'شجيرات')} - الموقع</title><p>{words(size, 'شجيرات')}</p><p>{BODY}</p><p>{MORE}</p>"
        ),
        0,
        1,
        "element:outside",
        "element:title",
    ),
    # So much of the text in one paragraph, in hundredths, and the rest in another.
    (
        "NEARLY_ALL",
        lambda size: (
            f"<article>{TITLE}<p>{words(20)} {'ق' * (10 * size - 60)}.</p>"
            f"<p>{words(20)} {'ق' * (940 - 10 * size)}.</p></article>"
        ),
        2,
        80,
        "sentence",
        "element:outside",
    ),
    (
        "FORM_DEPTH",
        lambda size: (
            f"{TITLE}<p>{BODY}</p><p>{MORE}</p>"
            f"<form>{'<span>' * (size - 1)}شجيرات{'</span>' * (size - 1)}</form><p>{MORE}</p>"
        ),
        3,
        4,
        "element:outside",
        "alone_between_sentences",
    ),
    (
        "BOX_SENTENCES",
        lambda size: f"<article>{TITLE}{f'<p>{BODY}</p>' * 8}<div>{f'<p>{BODY}</p>' * size}</div></article>",
        -1,
        4,
        "element:outside",
        "sentence",
    ),
]


@pytest.mark.parametrize(("name", "body", "line", "last", "within", "beyond"), CASES, ids=[case[0] for case in CASES])
def test_a_threshold_of_elements_stands_where_it_stands(
    name: str, body: Callable[[int], str], line: int, last: int, within: str, beyond: str
) -> None:
    seen = []
    for size in (last, last + 1):
        page = f"<html><body>{body(size)}</body></html>"
        lines = [segment for segment in parse_document(page.encode()).segments if segment.rule != "markup"]
        seen.append(lines[line].rule)
    assert seen == [within, beyond], name
