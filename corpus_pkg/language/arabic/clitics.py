"""What Arabic writes joined to the front of a word: conjunctions, prepositions and the article."""

from __future__ import annotations

ARTICLE = "ال"
#: "And" and "so"; they stand before the prepositions.
CONJUNCTIONS = frozenset("وف")
#: "In", "like", "to".
PREPOSITIONS = frozenset("بكل")
PROCLITICS = CONJUNCTIONS | PREPOSITIONS
#: One conjunction and one preposition, or less, as a pattern.
CHAIN = "[وف]?[بكل]?"


def behind_lam(word: str) -> str:
    """Return a word with the preposition lam joined to it; the alef of the article goes: للبيت."""
    return f"ل{word[1:]}" if word.startswith(ARTICLE) else f"ل{word}"


def without_lam(word: str) -> str:
    """Return a word without the lam it begins with; behind it the article has its alef again: البيت."""
    return f"{ARTICLE}{word[2:]}" if word.startswith("لل") else word[1:]
