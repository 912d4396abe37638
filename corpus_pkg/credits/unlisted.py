"""What can be the name of an outlet that no table has, by its words: how surely, or that it is something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from corpus_pkg.credits.lines import Knowledge

#: How surely words name an outlet: by a form that hardly anything else has ("... News"), by the class noun before them
#: ("the paper X"), by the place that they are of ("Mirrors of Aden"), or only because they are nothing else known.
Standing = Literal["formed", "classed", "placed", "plain"]

#: Words of a name without its class noun.
WORDS_OF_NAME = 4
#: An adjective of a country, folded.
_OF_A_KIND = re.compile(r"\w{2,}يه?")
#: A single word that is shorter names nobody.
_SHORTEST = 4


def standing(words: Sequence[str], knowledge: Knowledge) -> Standing | None:
    """Return how surely folded words name an outlet; None where they are a person, a place, a section or a phrase.

    Args:
        words: the words of a name, folded, in order.
        knowledge: the compiled lexicons.

    """
    wording, names = knowledge.wording, knowledge.names
    if not 0 < len(words) <= WORDS_OF_NAME + 1 or _another(words, knowledge):
        return None
    if names.outlet(words):
        return "formed"
    if _classed(words, knowledge):
        return "classed"
    if words[0] in wording.newsroom or len(words) > WORDS_OF_NAME:
        return None
    if len(words) == 1:
        return "plain" if len(words[0]) >= _SHORTEST else None
    another = wording.heads | wording.town_part | wording.every_day
    return "placed" if words[-1] in names.places and words[0] not in another else "plain"


def _another(words: Sequence[str], knowledge: Knowledge) -> bool:
    """Return whether words are a person, a place, a section, an office or words of every day."""
    wording, names = knowledge.wording, knowledge.names
    name = " ".join(words)
    return (
        names.person(words)
        or name in names.places
        or name in wording.sections
        or all(word in wording.every_day for word in words)
        or bool(names.function.intersection(words))
        or any(map(names.morphology.behind_preposition, words[:1]))
    )


def _classed(words: Sequence[str], knowledge: Knowledge) -> bool:
    """Return whether a class noun without the article stands before a name: one that is definite, or rare."""
    wording = knowledge.wording
    noun = wording.classes.get(words[0])
    if noun is None or noun.freedom == "known" or len(words) < 2 or knowledge.names.morphology.definite(words[0]):
        return False
    rest = words[1:]
    if _OF_A_KIND.fullmatch(rest[0]) and not knowledge.names.morphology.definite(rest[0]):
        # "a Hebrew paper"
        return False
    return not all(word in wording.every_day for word in rest) and " ".join(rest) not in knowledge.names.places
