"""What Arabic writes joined to the front of a word: conjunctions, prepositions and the article."""

from __future__ import annotations

ARTICLE = "ال"
#: "And" and "so"; they stand before the prepositions.
CONJUNCTIONS = frozenset("وف")
#: "In", "like", "to".
PREPOSITIONS = frozenset("بكل")
PROCLITICS = CONJUNCTIONS | PREPOSITIONS
#: The preposition that swallows the alef of the article behind it.
LAM = "ل"
#: The article behind it.
JOINED_ARTICLE = "لل"
#: The conjunction "and".
AND = "و"
#: As patterns: a conjunction; one conjunction and one preposition, or less; the beginning of a definite word.
CONJUNCTION = "[وف]"
CHAIN = f"{CONJUNCTION}?[بكل]?"
#: The same chains, all of them, the empty one first.
CHAINS = tuple(before + joined for before in ("", *"وف") for joined in ("", *"بلك"))
DEFINITE = f"{CONJUNCTION}?(?:[بك]?{ARTICLE}|لل)"


def behind_lam(word: str) -> str:
    """Return a word with the preposition lam joined to it; the alef of the article goes: للبيت."""
    return f"ل{word[1:]}" if word.startswith(ARTICLE) else f"ل{word}"


def without_lam(word: str) -> str:
    """Return a word without the lam it begins with; behind it the article has its alef again: البيت."""
    return f"{ARTICLE}{word[2:]}" if word.startswith("لل") else word[1:]


def chain_before(text: str, start: int) -> str | None:
    """Return the clitics joined to the word `text[start:]`: none at the beginning of a word, None behind other letters.

    >>> chain_before("وببيروت", 2), chain_before("بيروت", 0), chain_before("البيروت", 2)
    ('وب', '', None)
    """
    first = start
    if first and text[first - 1] in PREPOSITIONS:
        first -= 1
    if first and text[first - 1] in CONJUNCTIONS:
        first -= 1
    return None if first and text[first - 1].isalnum() else text[first:start]
