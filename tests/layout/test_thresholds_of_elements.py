"""Thresholds of elements with a page of markup on either side: a test fails when one of them moves by one step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_pkg.parsing import parse_document

BODY = "شهدت المدينة أمطارا غزيرة منذ الصباح، وأغلقت الطرق المؤدية إليها حتى المساء بسبب السيول في كل مكان."
MORE = "وقالت البلدية إن الطرق ستفتح غدا، وإن الفرق تعمل منذ الليل على إزالة ما تركته المياه من أضرار."
TITLE = "<h1>أمطار غزيرة تغلق طرق المدينة</h1>"
#: No name, no section, and nothing that any table knows.
DECK = "شجيرات شجيرات شجيرات شجيرات"
DAY = "<p>تاريخ النشر: 4 مارس 2021</p>"
LONG = "ق" * 12


def words(count: int, word: str = "فن") -> str:
    """Return so many words that no table knows."""
    return " ".join([word] * count)


def paragraph(size: int, letter: str = "ق") -> str:
    """Return a sentence of so many characters."""
    return f"<p>{words(6)} {letter * (size - 19)}.</p>"


def letters(number: int) -> str:
    return "بتثجحخدذرزسشصض"[number]


def cards(count: int, texts: int = 1, headline: int = 4, tag: str = "div") -> str:
    """Return teasers in elements side by side, each with a linked headline and so many paragraphs."""
    return "".join(
        f"<{tag} class=card><h6><a href=/x>{words(headline)}</a></h6>"
        + "".join(paragraph(70 + text, letters(number)) for text in range(texts))
        + f"</{tag}>"
        for number in range(count)
    )


def flat(count: int, between: int = 0) -> str:
    """Return teasers without elements of their own, with so many short lines between headline and text."""
    between_lines = "<i>فن</i><br>" * between
    return "".join(
        f"<h3><a href=/x>{words(4)} {letters(number) * 3}</a></h3>{between_lines}{paragraph(100, letters(number))}"
        for number in range(count)
    )


def deep(inside: str) -> str:
    return f"<section><section><section><section>{inside}</section></section></section></section>"


#: The threshold, what a body of some size holds, the line it is about, the last size within, the rules on either side.
CASES: list[tuple[str, Callable[[int], str], int, int, str, str]] = [
    ("UNTITLED_CHARACTERS", lambda size: paragraph(size), 0, 119, "element:outside", "element:text"),
    ("TITLED_CHARACTERS", lambda size: TITLE + paragraph(size), 1, 39, "element:outside", "element:text"),
    (
        "DECKS",
        lambda size: f"<article>{TITLE}{f'<p>{DECK}</p>' * size}<p>{BODY}</p><p>{MORE}</p></article>",
        1,
        4,
        "under_the_title",
        "element:box",
    ),
    (
        "TELLING_WORDS",
        lambda size: f"{TITLE}<p>{BODY}</p><p>{words(size)}.</p>",
        2,
        4,
        "element:paragraph",
        "element:text",
    ),
    (
        "LOOSE_TEXT_WORDS",
        lambda size: f"{TITLE}<div>{words(size)} {LONG}</div>",
        1,
        10,
        "element:outside",
        "element:text",
    ),
    ("HEADED_TEXT_WORDS", lambda size: f"{TITLE}<h2>{words(size)}.</h2>", 1, 25, "element:outside", "element:text"),
    ("CHARACTERS_OF_A_WORD", lambda size: f"{TITLE}<div>{'ق' * size}</div>", 1, 71, "element:outside", "element:text"),
    (
        "LINES_BEFORE_TEXT",
        lambda size: f"{DAY}{f'<p>{DECK}</p>' * (size - 1)}<p>{BODY}</p><p>{MORE}</p>",
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
        "element:text",
        "element:link",
    ),
    # So many characters of the page, of a thousand, in an element that is named for something else.
    (
        "NEARLY_THE_PAGE",
        lambda size: f"{TITLE}<div class=widget>{paragraph(size)}</div>{paragraph(1000 - size, 'ك')}",
        1,
        899,
        "element:outside",
        "element:text",
    ),
    (
        "BESIDE_SHARE",
        lambda size: (
            f"<article>{TITLE}{paragraph(4000 - size)}<div class=a-consent-b>{paragraph(size, 'ك')}</div></article>"
        ),
        2,
        399,
        "element:outside",
        "element:text",
    ),
    (
        "BESIDE_CHARACTERS",
        lambda size: (
            f"<article>{TITLE}{paragraph(2000 - size)}<div class=a-consent-b>{paragraph(size, 'ك')}</div></article>"
        ),
        2,
        300,
        "element:outside",
        "element:text",
    ),
    (
        "HIDDEN_SHARE",
        lambda size: f"{TITLE}<div hidden>{paragraph(size)}</div><div hidden></div>{paragraph(1000 - size, 'ك')}",
        1,
        499,
        "element:outside",
        "element:text",
    ),
    (
        "CAPTION_CHARACTERS",
        lambda size: f"{TITLE}{paragraph(2000)}<figure>{paragraph(size, 'ك')}</figure>{paragraph(900, 'ت')}",
        2,
        700,
        "element:caption",
        "element:text",
    ),
    (
        "OUTER_SHARE",
        lambda size: (
            f"{TITLE}<section><div class=m>{paragraph(1000)}</div><div class=n>{paragraph(size, 'ك')}</div></section>"
        ),
        2,
        250,
        "element:outside",
        "element:text",
    ),
    (
        "CONTENT_WEIGHT",
        lambda size: (
            deep(f"<div class=m>{paragraph(size, 'ك')}</div>").replace("<section>", "<section class=m>")
            + deep(f"<div class=entry-content>{paragraph(500)}</div>")
        ),
        1,
        1000,
        "element:text",
        "element:outside",
    ),
    (
        "SIBLING_LINKS",
        lambda size: (
            f"{TITLE}<section><div class=m>{paragraph(1000)}</div>"
            f"<div class=m>{paragraph(100, 'ك')}<p><a href=/x>{'ل' * size}</a></p></div></section>"
        ),
        2,
        30,
        "element:text",
        "element:outside",
    ),
    (
        "TEASER_HEADLINE_WORDS",
        lambda size: cards(3, headline=size).replace("<h6>", "<p>").replace("</h6>", "</p>"),
        1,
        2,
        "element:text",
        "element:outside",
    ),
    ("LINES_OF_A_TEASER", lambda size: flat(3, size), -1, 3, "element:outside", "element:text"),
    ("TEXTS_OF_A_TEASER", lambda size: cards(3, texts=size), 1, 8, "element:outside", "element:text"),
    (
        "GRID",
        lambda size: "".join(
            f"<div class=a><a href=/x>فن</a>{paragraph(150, letters(number))}</div>" for number in range(size)
        ),
        1,
        5,
        "element:text",
        "element:outside",
    ),
    ("CARDS", cards, 1, 2, "element:text", "element:outside"),
    ("TEASERS", flat, 1, 2, "element:text", "element:outside"),
    (
        "TEASERS_SHARE",
        lambda size: flat(3) + "".join(paragraph(120, letters(5 + number)) for number in range(size)),
        1,
        2,
        "element:link",
        "element:text",
    ),
    (
        "TEXTS_UNDER_A_LINK",
        lambda size: "".join(
            f"<h3><a href=/x>{words(4)} {letters(number) * 3}</a></h3>"
            + "".join(paragraph(100 + text, letters(number)) for text in range(size))
            for number in range(3)
        ),
        1,
        2,
        "element:outside",
        "element:text",
    ),
    (
        "POSTS_SHARE",
        lambda size: (
            "".join(
                f"<div><h3><a href=/x>{words(4)}</a></h3><p>2021-03-04</p>"
                + "".join(paragraph(96 + text, letters(number)) for text in range(9))
                + "</div>"
                for number in range(3)
            )
            + f"<div>{paragraph(size)}</div>"
        ),
        2,
        675,
        "element:outside",
        "element:text",
    ),
    (
        "EXCERPTS",
        lambda size: "".join(
            f"<div class=a{number}>{paragraph(140, letters(number))[:-4]}..</p></div>" for number in range(size)
        ),
        0,
        2,
        "element:text",
        "element:outside",
    ),
    (
        "EXCERPTS_SHARE",
        lambda size: (
            "".join(f"<div class=a{number}>{paragraph(140, letters(number))[:-4]}..</p></div>" for number in range(3))
            + "".join(paragraph(100, letters(5 + number)) for number in range(size))
        ),
        0,
        3,
        "element:outside",
        "element:text",
    ),
    (
        "NOTICE",
        lambda size: f"<article>{TITLE}{paragraph(size)}</article><p><a href=/x>{'ل' * 300}</a></p>",
        1,
        119,
        "element:outside",
        "element:text",
    ),
    (
        "SHORT_STORY",
        lambda size: f"<article>{TITLE}<p><a href=/x>{'ل' * 600}</a></p>{paragraph(size)}</article>",
        2,
        499,
        "element:outside",
        "element:text",
    ),
    (
        "WHOLE_ARTICLE",
        lambda size: (
            f"<article><h2>{words(5)}</h2>{paragraph(300)}</article>"
            f"<article><h2>{words(6)}</h2>{paragraph(size, 'ك')}</article>"
        ),
        2,
        199,
        "element:heading",
        "element:title",
    ),
    # So many of ten words are those of the name of the page.
    (
        "ALIKE",
        lambda size: (
            f"<title>{' '.join(letters(n) * 4 for n in range(10))}</title><h1>{words(5)}</h1>"
            f"<h2>{' '.join(letters(n) * 4 for n in range(size))} {words(10 - size, 'شجيرات')}</h2>"
            f"<p>{BODY}</p><p>{MORE}</p>"
        ),
        1,
        5,
        "under_the_title",
        "element:title",
    ),
    (
        "HEADING_WORDS",
        lambda size: f"<title>{words(size)}</title><h1>{words(size)}</h1><p>{BODY}</p><p>{MORE}</p>",
        -3,
        40,
        "element:title",
        "element:text",
    ),
    (
        "OVER_TITLE_SHARE",
        lambda size: f"{paragraph(size)}<h1>{words(5)}</h1>{paragraph(400, 'ك')}{paragraph(500, 'ل')}",
        0,
        100,
        "element:outside",
        "element:text",
    ),
    (
        "STATED_WORDS",
        lambda size: (
            f"<title>{words(size, 'شجير')} - الموقع</title><p>{words(size, 'شجير')}</p><p>{BODY}</p><p>{MORE}</p>"
        ),
        0,
        1,
        "element:short",
        "element:title",
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
