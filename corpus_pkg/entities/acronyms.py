"""Short names that a story gives to an organisation in brackets: المفوضية السامية للأمم المتحدة (UNHCR).

What stands in brackets right behind an organisation's name is its short name where it is an acronym: Latin capitals, or
one Arabic word whose letters the name has in the same order, half of them and more at the heads of its words (حركة
المقاومة الإسلامية: حماس). A note in brackets (الشيعي, المعارض, أمس) is none. From there on the story may use it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus_pkg.language.arabic.clitics import ARTICLE
from corpus_pkg.language.phrases import Finder

_BRACKETED = re.compile(
    r"[\"”»]?\s?[(\[]\s?[\"“«]?(?P<latin>[A-Z][A-Z0-9&./-]{1,9})?(?P<word>[^\W\d_]{3,8})?[\"”»]?\s?[)\]]"
)
_FEWEST_INITIALS = 2
# As often the ending of an adjective as of an acronym.
_ADJECTIVE_ENDING = ("ي", "يه")


def bracketed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the acronym in brackets behind the organisation `text[start:end]`, if there is one."""
    match = _BRACKETED.match(text, end)
    if match is None or (match["latin"] is None) == (match["word"] is None):
        return None
    if match["latin"] is not None:
        return match.span("latin")
    return match.span("word") if _initials(match["word"], text[start:end]) else None


def _initials(word: str, name: str) -> bool:
    """Return whether a folded word can be made of letters of a folded name, most of them initials."""
    if word.startswith(ARTICLE) or word.endswith(_ADJECTIVE_ENDING):
        return False
    words = [part.removeprefix(ARTICLE) for part in re.findall(r"\w+", name)]
    if word in words:
        return False
    # The most initials among the letters that make up each beginning of the word.
    best: list[int | None] = [0] + [None] * len(word)
    for part in words:
        for place, letter in enumerate(part):
            for count in range(len(word), 0, -1):
                before = best[count - 1]
                if before is not None and letter == word[count - 1]:
                    best[count] = max(best[count] or 0, before + (place == 0))
    initials = best[-1]
    return initials is not None and initials >= _FEWEST_INITIALS and 2 * initials >= len(word)


def occurrences(text: str, short_names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the folded `text` that are one of `short_names` as a word of its own, clitics aside."""
    free = 0
    for _, start, end, _ in sorted(Finder(list(short_names))(text), key=lambda hit: (hit[1], -hit[2])):
        if start >= free:
            yield start, end
            free = end
