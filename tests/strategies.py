"""Arabic text as pages write it: words with clitics and vowel signs, sentences, boilerplate, whole pages, damage."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from hypothesis import strategies as st

from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import fold

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
MARKS = "ًٌٍَُِّْـ"
BIDI = "\u200e\u200f\u202a\u202b\u202c\u2066\u2069"
#: Anything at all, the characters that matter here more often than chance would have them.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            LETTERS
            + MARKS
            + BIDI
            + 'أإآةىئؤءپچکیﻻﻷﻵﷲﷺﷻﷴﹷﱠﺍﻟ٠١٢٣۴5678 9\t\n\n\r\x00.:،؟!/|-–«»"“”()•…\u00a0\ufeff\ufffd'
        ),
        st.characters(),
    ),
    max_size=300,
)

#: Markup, whole and broken, around such text.
MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class='x'>",
                "</div>",
                '<a href="u?a=1&amp;b">',
                "</a>",
                "<br/>",
                "<b>",
                "</b>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "<style>",
                "<li>",
                "<td>",
                "<form>",
                "<",
                ">",
                "&",
                "&amp;",
                "&#34;",
                "&#x200f;",
                "&nbsp;",
                "&bogus;",
                '"',
                "'",
                '<a href="',
                "<!doctype html>",
                "<title>",
                "</title>",
                "<svg>",
                "</svg>",
                "<time datetime=x>",
                '<script type="application/ld+json">{"headline": "ا\\u0628", "datePublished": "2020-01-02"}</script>',
            ]
        ),
        TEXTS,
    ),
    max_size=30,
).map("".join)

_CLITICS = st.sampled_from(["", "", "", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل"])


@st.composite
def words(draw: st.DrawFn, marked: bool = False) -> str:
    """A word of three to seven letters, perhaps with clitics, perhaps with vowel signs."""
    stem = draw(st.text(LETTERS, min_size=3, max_size=7))
    word = draw(_CLITICS) + stem
    if marked and draw(st.booleans()):
        at = draw(st.integers(1, len(word)))
        word = word[:at] + draw(st.sampled_from(MARKS)) + word[at:]
    return word


def headlines() -> st.SearchStrategy[str]:
    """Five to ten words without punctuation; the first is no conjunction, and none recurs as in a row of labels."""
    drawn = st.lists(words(), min_size=5, max_size=10, unique_by=lambda word: fold(word).text)
    return drawn.map(lambda several: " ".join(("رئيس", *several)))


def paragraphs() -> st.SearchStrategy[str]:
    """Running text: fifteen to forty words and a full stop, opening as the first of a story does."""
    return st.lists(words(marked=True), min_size=15, max_size=40).map(lambda several: f"أعلن {' '.join(several)}.")


def boilerplate(*kinds: str) -> st.SearchStrategy[str]:
    """A line that the lexicon knows as a whole, of one of the kinds."""
    return st.sampled_from(
        sorted(
            row["phrase"] for row in default().rows("boilerplate") if row["place"] == "whole" and row["kind"] in kinds
        )
    )


@dataclass(frozen=True)
class Composed:
    """A page made of one story, and what must be read from it."""

    title: str
    published: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The page."""
        return "\n\n".join((self.title, f"تاريخ النشر: {self.published}", *self.paragraphs, "المصدر: وكالات"))


@st.composite
def pages(draw: st.DrawFn) -> Composed:
    """A page with a headline, a date line, running text and a source line."""
    day = draw(st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2077, 1, 1)))
    return Composed(draw(headlines()), f"{day:%d/%m/%Y}", tuple(draw(st.lists(paragraphs(), min_size=1, max_size=4))))
