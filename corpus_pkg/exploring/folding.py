"""Words as they are looked for: one form for all spellings of a word, with and without the article.

The form is made here for the index and in the browser for what is typed. Both read the same tables, which are made of
the project's own folding and of what languages join to the front of a word, so that they cannot differ.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from corpus_pkg.language import later_letters
from corpus_pkg.language.base import languages
from corpus_pkg.language.orthography import fold

#: So many letters must be left of a word that loses its article.
SHORTEST = 3
#: Of a longer word so many letters are kept.
LONGEST = 40
# What `Folding.letters` spells out for the browser, which knows other letters than Python.
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Folding:
    """The tables.

    Attributes:
        letters: what words are made of, as the inside of a class of a regular expression.
        folded: the characters that are written otherwise when folded, and how; empty where they are left out.
        articles: the article with what may stand before it, longest first.

    """

    letters: str
    folded: dict[str, str]
    articles: tuple[str, ...]

    def script(self) -> dict[str, object]:
        """Return the tables as JSON values, for the browser."""
        return {
            "letters": self.letters,
            "from": list(self.folded),
            "to": list(self.folded.values()),
            "articles": self.articles,
            "shortest": SHORTEST,
            "longest": LONGEST,
        }


@cache
def folding() -> Folding:
    """Make the tables; takes a third of a second, once."""
    everything = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    known = later_letters.without("".join(everything))
    letters = {letter for letter, same in zip(everything, known, strict=True) if letter == same and letter.isalnum()}
    folded = {}
    for letter in everything[: 0x10000 - 0x800]:
        form = fold(letter).text.lower()
        # A dash by itself is no word either, and in a word it only stretches it.
        form = "" if letter == "ـ" else form
        if form != letter and (form == "" or set(form) <= letters or letter in letters):
            folded[letter] = form
    articles = {
        joined
        for language in languages().values()
        if (article := language.morphology.article)
        for joined in (article, *(chain.form for chain in language.morphology.joined(article)))
    }
    return Folding(
        "".join(_ranges(sorted(map(ord, letters)))),
        folded,
        tuple(sorted(articles, key=lambda form: (-len(form), form))),
    )


def words(text: str) -> set[str]:
    """Return the words of a text, folded and without their articles; linear in its length.

    >>> sorted(words("والوزيرُ للمدرسة، الآن"))
    ['الان', 'مدرسه', 'وزير']
    """
    # White space parts words in any form, and a text says most of what it says more than once.
    return {word for token in set(text.split()) for word in (_known if len(token) < LONGEST else _of_token)(token)}


def _of_token(token: str) -> tuple[str, ...]:
    table, articles = _compiled()
    found = _LETTERS.findall(later_letters.without(token.translate(table)))
    return tuple(articles.sub("", word[:LONGEST], count=1) for word in found)


_known = lru_cache(maxsize=100_000)(_of_token)


@cache
def _compiled() -> tuple[dict[int, str], re.Pattern[str]]:
    tables = folding()
    front = "|".join(map(re.escape, tables.articles)) or "(?!)"
    # Of the forms of the article that fit the longest counts that leaves enough.
    return (
        str.maketrans(tables.folded),
        re.compile(rf"\A(?:{front})(?=.{{{SHORTEST}}})", re.DOTALL),
    )


def _ranges(codes: list[int]) -> Iterator[str]:
    """Yield runs of code points as a class of a regular expression has them; letters and digits need no escape."""
    for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0]):
        members = [code for _, code in run]
        yield chr(members[0]) if len(members) == 1 else f"{chr(members[0])}-{chr(members[-1])}"
