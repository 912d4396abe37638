"""What Arabic shows by the form of a word alone, folded: a verb, an adjective, a plural that acts.

A form is a likelihood: each has words that only look like it.
"""

from __future__ import annotations

import re

#: What an indefinite noun or adjective in the accusative ends with, and the sign that is written on it or before it.
ACCUSATIVE, TANWIN = "ا", "\u064b"
#: "That" behind a verb of saying, folded.
THAT = "ان"

# Verbal nouns (تنسيق) and feminine nouns (تربيه) have another form than verbs that begin so.
_PRESENT = re.compile(r"(?!ت\w\wي\w\Z)س?[يتن]\w{2,4}[^\Wه]")
_DEFINITE_RELATION = re.compile(r"ال\w{2,}(?:ي|يه|يين|يات)")
# Verbal nouns (تنميه) only end so.
_RELATION = re.compile(r"(?!ت\w\wيه\Z)\w{3,}(?:ي|يه)")
_SUBJECTS = re.compile(r"\w+ون")
_FEMININE = "ه"
_PLURAL = "ات"


def is_present(word: str) -> bool:
    """Return whether a word has the form of a verb in the present tense."""
    return _PRESENT.fullmatch(word) is not None


def is_definite_relation(word: str) -> bool:
    """Return whether a word has the form of an adjective of relation with the article: الوطني, الوطنيه."""
    return _DEFINITE_RELATION.fullmatch(word) is not None


def is_relation(word: str) -> bool:
    """Return whether a word has the form of an adjective of relation: وطني."""
    return _RELATION.fullmatch(word) is not None


def are_subjects(word: str) -> bool:
    """Return whether a word has the form of several people who act: "... and the teachers (said)"."""
    return _SUBJECTS.fullmatch(word) is not None


def is_feminine(word: str) -> bool:
    """Return whether a word ends as feminine ones do."""
    return word.endswith(_FEMININE)


def has_feminine_adjectives(word: str) -> bool:
    """Return whether adjectives beside a noun are feminine: it ends as feminine ones or their plurals do."""
    return word.endswith((_FEMININE, _PLURAL))


def is_accusative(written: str) -> bool:
    """Return whether a word as a page writes it bears the sign of an indefinite accusative at its end."""
    return TANWIN in written[-2:]
