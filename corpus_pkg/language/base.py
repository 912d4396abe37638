"""What a language is to the program, and where languages are found.

A language is data: the letters it is written with, the words that tell it from others of its script, the CLDR locales
of its calendar, the folder of its tables. The shipped ones stand in a table by name; an installed distribution adds one
through the entry-point group `corpus_pkg.languages`, in the same way: a name, and where the `Language` is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus_pkg.errors import CorpusError
from corpus_pkg.language.morphology import Morphology
from corpus_pkg.plugins import Group

#: The morphology of a language that writes its words apart.
_NONE_JOINED = Morphology()
_CODE = re.compile(r"[a-z]{2,3}")


class LanguageError(CorpusError):
    """A language that cannot be used; the message names the entry point and what to do."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language.

    Attributes:
        code: its ISO 639 code.
        letters: the letters of its script, as the inside of a class of a regular expression.
        foreign: letters of the same script that only other languages use.
        function_words: words in lower case of which its running text is full and that of others of its script is not;
            empty where the letters tell enough.
        locales: CLDR locales whose names of months and weekdays are read.
        companions: CLDR locales whose names of months are read beside a number only.
        capitals: whether names are written with capitals, and other words are not.
        joiners: words that part two names, or a name and its place ("Jane Doe and John Smith in Cairo").
        names: the column of the shipped tables of outlets and places that has their names in its letters; empty where
            a table of its own has them all.
        solar: whether its pages count the years of the Hijra by the sun.
        question_mark: the mark behind what an interview asks; empty where headings ask as well.
        morphology: what it joins to its words, and how it marks its verbs.
        tables: the folder of its tables; None for a language of which nothing is known.
        model: the file of the labeller's model; None for a language that it has not learned.

    """

    code: str
    letters: str
    foreign: str = ""
    function_words: frozenset[str] = frozenset()
    locales: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    capitals: bool = False
    joiners: frozenset[str] = frozenset()
    names: str = ""
    solar: bool = False
    question_mark: str = ""
    morphology: Morphology = _NONE_JOINED
    tables: Path | None = None
    model: Path | None = None

    @property
    def named_in(self) -> tuple[str, ...]:
        """The CLDR locales of the language's names: its own, or its companions where it has none."""
        return self.locales or self.companions

    def stated(self) -> dict[str, object]:
        """Return what it says of itself, its parts as dictionaries; where its files lie is no part of it."""
        return {name: value for name, value in asdict(self).items() if name not in ("tables", "model")}

    def __hash__(self) -> int:
        """Hash the code alone: lexicons are looked up by their language for every line."""
        return hash(self.code)


#: A text whose script is known and whose language is not: nothing is read by words.
UNDETERMINED = Language("und", "")
#: Of Persian and its neighbours in Afghanistan the calendar is known alone.
PERSIAN = Language("fa", "", solar=True)


#: The languages, in the order in which a text is tried for them: the shipped ones, and those of other distributions.
LANGUAGES: Group[Language] = Group(
    name="corpus_pkg.languages",
    noun="language",
    needs="a Language with a code of two or three letters",
    fits=lambda value: isinstance(value, Language) and _CODE.fullmatch(value.code) is not None,
    error=LanguageError,
    shipped={"ar": "corpus_pkg.language.arabic:ARABIC", "en": "corpus_pkg.language.english:ENGLISH"},
    key=lambda language: language.code,
)


def languages() -> Mapping[str, Language]:
    """Return the languages by code, the shipped ones first; raises LanguageError for one that cannot be used."""
    return LANGUAGES.all()
