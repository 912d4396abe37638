"""What Arabic writes joined to the front of a word: conjunctions, prepositions and the article."""

from __future__ import annotations

ARTICLE = "ال"
#: "And" and "so", the plain "and" first; they stand before the prepositions.
CONJUNCTION_LETTERS = "وف"
AND = CONJUNCTION_LETTERS[0]
#: "In", "like".
PREPOSITION_LETTERS = "بك"
#: "To": the preposition that swallows the alef of the article behind it.
LAM = "ل"
#: The article behind it.
JOINED_ARTICLE = LAM * 2
CONJUNCTIONS = frozenset(CONJUNCTION_LETTERS)
PREPOSITIONS = frozenset(PREPOSITION_LETTERS + LAM)
PROCLITICS = CONJUNCTIONS | PREPOSITIONS
#: As patterns: a conjunction; one conjunction and one preposition, or less; the beginning of a definite word.
CONJUNCTION = f"[{CONJUNCTION_LETTERS}]"
CHAIN = f"{CONJUNCTION}?[{PREPOSITION_LETTERS}{LAM}]?"
#: The same chains, all of them, the empty one first.
CHAINS = tuple(before + joined for before in ("", *CONJUNCTION_LETTERS) for joined in ("", *PREPOSITION_LETTERS, LAM))
DEFINITE = f"{CONJUNCTION}?(?:[{PREPOSITION_LETTERS}]?{ARTICLE}|{JOINED_ARTICLE})"


def behind_lam(word: str) -> str:
    """Return a word with the preposition lam joined to it; the alef of the article goes: للبيت."""
    return f"{LAM}{word[1:]}" if word.startswith(ARTICLE) else f"{LAM}{word}"


def without_lam(word: str) -> str:
    """Return a word without the lam it begins with; behind it the article has its alef again: البيت."""
    return f"{ARTICLE}{word[2:]}" if word.startswith(JOINED_ARTICLE) else word[1:]


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
