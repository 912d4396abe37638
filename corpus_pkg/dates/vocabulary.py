"""The words of time: what each is for in an expression, from CLDR and the lexicons.

A word has a class (`corpus_pkg.dates.notation`), so that a stretch of text can be written as a short string of signs
and punctuation and rules can be patterns over it (`corpus_pkg.dates.rules`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus_pkg.dates.notation import CLASSES, OF_TABLES
from corpus_pkg.language import cldr
from corpus_pkg.language.base import Language
from corpus_pkg.language.lexicons import LexiconError, Lexicons, listed
from corpus_pkg.language.orthography import folded

#: Parts of a number in words; alone they say nothing of time, and have no class.
_NUMBER = "number"
#: Classes that `time_words.csv` may name.
_NAMED = (*(name for name in CLASSES if name not in OF_TABLES), _NUMBER)
_UNIT = (r"[DWMY]", "one of D, W, M, Y")
_COUNT = (r"[1-9][0-9]{0,8}", "a number from 1 on, such as 12")
_WEEKDAY = (r"[0-6]", "a number from 0 (Monday) to 6")
_SHIFT = (r"-?[0-9]{1,3}", "a number of days, such as -1")
_HALF = (r"am|pm", "am or pm")
#: What the value of a class may be: a regular expression, and the same in words. The others' values say nothing.
VALUES = {
    **dict.fromkeys(("day", "day_dual"), (r"D", "D")),
    **dict.fromkeys(("week", "this_week"), (r"W", "W")),
    **dict.fromkeys(("month", "this_month"), (r"M", "M")),
    **dict.fromkeys(("year", "this_year"), (r"Y", "Y")),
    **dict.fromkeys(("plural", "these"), _UNIT),
    **dict.fromkeys((_NUMBER, "cardinal", "definite_cardinal", "ordinal"), _COUNT),
    **dict.fromkeys(("weekday", "cut_weekday", "bare_weekday"), _WEEKDAY),
    **dict.fromkeys(("relative_day", "tomorrow"), _SHIFT),
    **dict.fromkeys(("half", "meem"), _HALF),
    "rare_month": (r"[1-9]|1[0-2]", "a number from 1 to 12"),
    "today": (r"0", "0"),
    "place_zone": (r"", "nothing"),
    "dual": (r"[2-9][DWMY]", "a count and a unit, such as 2D"),
    "past": (r"-[1-9][0-9]?", "a number below 0, such as -1"),
    "future": (r"[1-9][0-9]?|new", "a number above 0, such as 1, or new"),
    "current": (r"0", "0"),
    "last": (r"-1", "-1"),
    "part": (r"(?:am|pm)?", "am, pm or empty"),
    "edge": (r"(?:-?1)?", "1 for the first, -1 for the last, or empty"),
    "season": (r"2[1-4]", "21 (spring), 22, 23 or 24 (winter)"),
    "fraction": (r"[2346]", "2, 3, 4 or 6"),
    "decade": (r"[0-9]", "a digit"),
    "zone": (r"Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9]", "Z or an offset such as +03:00"),
    "extra": (r"1?", "1 or empty"),
}
#: Classes that can be an expression by themselves, a year among them.
TELLING = frozenset(
    ("weekday", "today", "relative_day", "decade", "month_name", "dual", "plural", "vague", "now", "year_number")
)
#: Classes of which every expression in words has at least one.
CORE = TELLING | frozenset(
    (
        *("doubtful_month", "hijri_month", "bare_weekday", "cut_weekday", "tomorrow", "these"),
        *("this_week", "this_month", "this_year", "week", "month", "year", "day"),
        *("season", "century", "zone", "place_zone", "hijri_mark", "fraction"),
    )
)
#: Years that a number of four digits may be, beside a word for year or a month.
YEARS = range(1000, 2200)
#: Years that a number without a word beside it is taken for.
LIVED_YEARS = range(1900, 2051)
#: Words of so many letters have no preposition joined to them, which would make another word of them.
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word of time as the text has it.

    Attributes:
        kind: its class; "" for one that only counts as part of a phrase.
        value: what it stands for in its class: a month's number, a shift, a unit.
        joined: how many characters in front of it are proclitics and stand outside.
        mark: how the proclitics are written in a shape: "&" for "and" alone, "~" for others.

    """

    kind: str
    value: str
    joined: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All the words, folded.

    Attributes:
        words: every form, with its proclitics.
        phrases: by the first word of a phrase, as the text has it, the rest of its words and what it is, longest first.
        before_year: words that announce a year.
        not_a_year: words behind which a number counts or numbers something.
        counting: words behind which, and what they count, a number counts: "the number of the victims 1950".
        units: what a number in front counts.
        core: the words and years without one of which there is no expression, two numbers about a slash aside.
        solo: those of them that say something with no other word of time beside them.
        solar: whether a year of the Hijra is one of the sun, as in Persian.
        conjunction: the letter that is "and" by itself or joined to a word; empty where the language has none.

    """

    words: dict[str, Word]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Word], ...]]
    before_year: frozenset[str]
    not_a_year: frozenset[str]
    counting: frozenset[str]
    units: frozenset[str]
    core: frozenset[str]
    solo: frozenset[str]
    conjunction: str
    solar: bool


def _entries(lexicons: Lexicons) -> dict[str, Word]:
    """Return the folded forms without proclitics; what comes first stays."""
    entries: dict[str, Word] = {}

    def add(form: str, word: Word) -> None:
        key = folded(form)
        entries.setdefault(key if key >= "\u0250" else key.lower(), word)

    for row in lexicons.rows("months"):
        gregorian = "doubtful_month" if row["use"] else "month_name"
        add(row["form"], Word("hijri_month" if row["calendar"] == "hijri" else gregorian, row["month"]))
    for row in lexicons.rows("time_words"):
        if row["class"] not in _NAMED:
            raise LexiconError(f"time_words.csv: {row['form']}: no class {row['class']!r}; one of {', '.join(_NAMED)}")
        pattern, meaning = VALUES.get(row["class"], (r"(?s:.*)", ""))
        if not re.fullmatch(pattern, row["value"]):
            raise LexiconError(
                f"time_words.csv: {row['form']}: value {row['value']!r} of a {row['class']}; write {meaning}"
            )
        add(row["form"], Word("" if row["class"] == _NUMBER else row["class"], row["value"]))
    for form, word in _calendar(lexicons.language):
        add(form, word)
    telling = {form for form, word in entries.items() if word.kind in TELLING}
    for row in lexicons.rows("outlets"):
        for name in (row["name_ar"], *listed(row["spellings"])):
            parts = folded(name).split(" ")
            if len(parts) > 1 and not parts[0].isdigit() and not telling.isdisjoint(parts):
                add(name, Word("name", ""))
    return entries


def _calendar(language: Language) -> Iterator[tuple[str, Word]]:
    """Yield the names of months and weekdays that CLDR has for a language, and for the companions of its dates."""
    for name in (*language.locales, *language.companions):
        companion = name in language.companions
        # A Latin word such as "May" or "mars" is a month beside a number only.
        kind = "doubtful_month" if companion else "month_name"
        for form, number in cldr.months(name, ("wide", "abbreviated")):
            yield form, Word(kind, str(number))
        for form, number in cldr.weekdays(name, ("wide", "abbreviated") if companion else ("wide",)):
            yield form, Word("weekday", str(number))


class _Forms:
    """The words and phrases that are put together, what comes first staying."""

    def __init__(self, language: Language) -> None:
        self._morphology = language.morphology
        self._own = re.compile(f"[{language.letters}]{{2}}" if language.letters else "(?!)")
        self.words: dict[str, Word] = {}
        self.phrases: dict[str, dict[tuple[str, ...], Word]] = {}

    def put(self, form: str, word: Word) -> None:
        """Add a word or a phrase as the text has it; a Latin one as it is, with a capital and in capitals."""
        first, *rest = form.split(" ")
        if not rest:
            for spelling in {form, form.capitalize(), form.upper()} if form < "\u0250" else (form,):
                if not self.words.get(spelling, Word("", "")).kind:
                    self.words[spelling] = word
            return
        for part in (first, *rest):
            if not part.isdigit():
                self.words.setdefault(part, Word("", ""))
        self.phrases.setdefault(first, {}).setdefault(tuple(rest), word)

    def put_joined(self, form: str, word: Word) -> None:
        """Add a form behind each of the proclitics that it may stand behind."""
        if not self._own.match(form):
            return
        conjunction = self._morphology.conjunction
        for joined in self._morphology.joined(form):
            if len(form) > _SHORT or joined.clitics == conjunction:
                mark = "&" if joined.clitics == conjunction else "~"
                self.put(joined.form, Word(word.kind, word.value, len(joined.clitics), mark))

    def core(self) -> frozenset[str]:
        """Return the words and years without one of which there is no expression in words."""
        core = {form for form, word in self.words.items() if word.kind in CORE}
        for first, rests in self.phrases.items():
            for rest, word in rests.items():
                if word.kind in CORE and core.isdisjoint((first, *rest)):
                    # The word that is said of nothing else is the rarest: "of the Hijra", not every "of".
                    unsaid = (part for part in (first, *rest) if part in self.words and not self.words[part].kind)
                    core.add(next(unsaid, first))
        # Thousands in words may begin a year.
        core.update(form for form, word in self.words.items() if not word.kind and word.value in ("1000", "2000"))
        core.update(str(year) for year in YEARS)
        return frozenset(core)


def _roles(lexicons: Lexicons) -> dict[str, frozenset[str]]:
    """Return the folded words by their role beside a number; raises LexiconError."""
    roles: dict[str, set[str]] = {"before_year": set(), "not_a_year": set(), "counting": set(), "unit": set()}
    for row in lexicons.rows("time_context"):
        for role in listed(row["roles"]):
            if role not in roles:
                raise LexiconError(f"time_context.csv: {row['form']}: no role {role!r}; one of {', '.join(roles)}")
            roles[role].add(folded(row["form"]))
    return {role: frozenset(words) for role, words in roles.items()}


@cache
def vocabulary(lexicons: Lexicons) -> Vocabulary:
    """Return the words of the lexicons and CLDR, with their proclitics; raises LexiconError."""
    forms = _Forms(lexicons.language)
    entries = _entries(lexicons)
    for form, word in entries.items():
        forms.put(form, word)
    for form, word in entries.items():
        forms.put_joined(form, word)
    words, core, roles = forms.words, forms.core(), _roles(lexicons)
    ordered = {
        first: tuple(sorted(rests.items(), key=lambda rest: (-len(rest[0]), rest[0])))
        for first, rests in forms.phrases.items()
    }
    return Vocabulary(
        words,
        ordered,
        roles["before_year"],
        roles["not_a_year"],
        roles["counting"],
        roles["unit"],
        core,
        frozenset(form for form in core if (words[form].kind in TELLING if form in words else form.isdigit())),
        lexicons.language.morphology.conjunction,
        lexicons.language.solar,
    )
