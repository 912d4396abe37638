"""Arabic: its letters, its calendar, its tables and its model."""

from pathlib import Path

from babel import localedata

from corpus_pkg.language.arabic import clitics
from corpus_pkg.language.base import Language
from corpus_pkg.language.morphology import Morphology
from corpus_pkg.language.orthography import LETTERS

ARABIC = Language(
    "ar",
    LETTERS,
    # Letters of Persian and Urdu that Arabic does not have, and forms of two that it writes otherwise.
    foreign="پچژگٹڈڑےںکی",
    locales=tuple(sorted(name for name in localedata.locale_identifiers() if name.split("_")[0] == "ar")),
    companions=("en", "fr"),
    question_mark="؟",
    morphology=Morphology(
        article=clitics.ARTICLE,
        conjunctions=clitics.CONJUNCTION_LETTERS,
        prepositions=clitics.PREPOSITION_LETTERS,
        assimilating=clitics.LAM,
        imperfect="يت",
        feminine="ت",
        pronouns=("ها", "هم", "هما"),
        endings=("يه", "ات", "ون", "ين", "ان", "ها", "هم", "نا", "ه", "ي", "ا"),
        final="ةى",
        homograph=("على", "علي"),
    ),
    tables=Path(__file__).parent / "tables",
    model=Path(__file__).parent / "model" / "entities.xz",
)
