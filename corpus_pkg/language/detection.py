"""Which language a text is in: by its letters, by its function words, and by what its markup states."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from corpus_pkg.language import later_letters
from corpus_pkg.language.base import PERSIAN, UNDETERMINED, Language, languages

#: The codes of Persian, of Iran and Afghanistan, and of Pashto.
_PERSIAN = frozenset({"fa", "fas", "per", "prs", "ps", "pus"})
_PERSIAN_LETTER = re.compile("[پچژگ]")
_URDU_LETTER = re.compile("[ٹڈڑےںھہ]")
#: So much of a text tells its language, in code points; of a longer one first its longer lines, for a page's menus
#: stand before its text and hold names of sections in any language.
_SAMPLE = 8000
_LONG_LINE = re.compile(r"[^\n]{60,}")
_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]+")
_LANG = re.compile(r"<html\b[^>]{0,400}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})(?![A-Za-z])", re.IGNORECASE)
#: The markup that may state a language stands in so many characters of the page.
_HEAD = 4096
#: At least so many words tell a language by its function words, and so many in a hundred of them are such words.
FEWEST_WORDS = 12
FUNCTION_WORDS = 0.2
#: So many letters in a hundred are those of a neighbour where the text is the neighbour's.
FOREIGN_LETTERS = 0.04


def language(text: str, stated: str | None = None) -> str | None:
    """Return the ISO 639 code of the language that a text is in; None where it does not tell, or tells an unknown one.

    Args:
        text: what a reader sees; a sample of it is looked at.
        stated: the code that the page states; it decides where the letters agree and the words do not tell.

    >>> language("أعلنت الوزارة اليوم")
    'ar'
    >>> language("وزارت خارجه گفت که گفتگو با پاکستان") is None
    True

    """
    sample = _sample(text)
    fitting = [candidate for candidate in languages().values() if _letters_fit(sample, candidate)]
    for candidate in fitting:
        if _words_fit(sample, candidate.function_words):
            return candidate.code
    return next((candidate.code for candidate in fitting if candidate.code == stated), None)


def reading_language(text: str, stated: str | None = None) -> Language | None:
    """Return the language to read a text by: its own, or None where its letters say nothing.

    Where a text is written with the letters of a language that it is not in, it is `PERSIAN` for Persian, by what the
    page states or by its letters, and `UNDETERMINED` for others (Urdu).
    """
    code = language(text, stated)
    if code is not None:
        return languages()[code]
    sample = _sample(text)
    neighbour = any(candidate.foreign and _share(sample, candidate.letters) for candidate in languages().values())
    if not neighbour:
        return None
    own = stated in _PERSIAN if stated else _PERSIAN_LETTER.search(sample) and not _URDU_LETTER.search(sample)
    return PERSIAN if own else UNDETERMINED


def written_in(text: str, own: Language) -> bool:
    """Return whether half of the letters of a text, or more, are those that a language is written with."""
    return not own.letters or _share(_sample(text), own.letters) > 0


def stated_language(source: str) -> str | None:
    """Return the code that the `lang` of a page's markup states, without its region; None where it states none."""
    match = _LANG.search(source, 0, _HEAD)
    return match[1].lower() if match else None


def _sample(text: str) -> str:
    sample = later_letters.without(_longer_lines(text))
    # Letters that an export of PDF wrote as their shapes are letters.
    return unicodedata.normalize("NFKC", sample) if _SHAPES.search(sample) else sample


def _longer_lines(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    lines: list[str] = []
    left = _SAMPLE
    for match in _LONG_LINE.finditer(text):
        lines.append(match[0][:left])
        left -= len(lines[-1])
        if left <= 0:
            break
    return "\n".join((*lines, text[:left])) if left > 0 else "\n".join(lines)


@cache
def _run(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{letters}]+")


def _share(sample: str, letters: str) -> int:
    """Return how many letters of the sample are those, where they are half of all letters or more; else 0."""
    own = sum(map(len, _run(letters).findall(sample)))
    # Where they are half of all characters nothing else is to be counted.
    if own == 0 or (2 * own < len(sample) and 2 * own < sum(map(len, _LETTER.findall(sample)))):
        return 0
    return own


def _letters_fit(sample: str, candidate: Language) -> bool:
    own = _share(sample, candidate.letters)
    return own > 0 and sum(map(sample.count, candidate.foreign)) < max(FOREIGN_LETTERS * own, not candidate.foreign)


def _words_fit(sample: str, function_words: frozenset[str]) -> bool:
    if not function_words:
        return True
    words = _LETTER.findall(sample.lower())
    telling = sum(map(function_words.__contains__, words))
    return len(words) >= FEWEST_WORDS and telling >= FUNCTION_WORDS * len(words)
