"""Arabic: its letters, its calendar, its tables and its model."""

from pathlib import Path

from babel import localedata

from corpus_pkg.language.base import Language
from corpus_pkg.language.orthography import LETTERS

ARABIC = Language(
    "ar",
    LETTERS,
    # Letters of Persian and Urdu that Arabic does not have.
    foreign="پچژگٹڈڑےں",
    locales=tuple(sorted(name for name in localedata.locale_identifiers() if name.split("_")[0] == "ar")),
    companions=("en", "fr"),
    tables=Path(__file__).parent / "tables",
)
