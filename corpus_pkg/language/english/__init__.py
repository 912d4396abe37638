"""English: its letters, its function words, its calendar and its tables."""

from __future__ import annotations

import csv
from pathlib import Path

from corpus_pkg.language.base import Language

_TABLES = Path(__file__).parent / "tables"


def _function_words() -> frozenset[str]:
    lines = (_TABLES / "function_words.csv").read_text(encoding="utf-8").splitlines()
    return frozenset(row["word"] for row in csv.DictReader(lines))


ENGLISH = Language(
    "en",
    # With the accents that names in English pages keep.
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f",
    function_words=_function_words(),
    companions=("en", "en_GB", "en_CA", "en_AU"),
    capitals=True,
    joiners=frozenset({"and", "in", "at", "for", "with"}),
    names="name_en",
    tables=_TABLES,
)
