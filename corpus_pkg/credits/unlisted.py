"""What can be the name of an outlet that no table has, by its words: how surely, or that it is something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from corpus_pkg.credits.phrases import Wording
from corpus_pkg.language.names import NameShape

#: How surely words name an outlet: by a form that hardly anything else has ("... News"), by the class noun before them
#: ("the paper X"), by the place that they are of ("Mirrors of Aden"), by a first word that others have before a place
#: ("Echo of the Shores"), only because they are nothing else known, or not even that: one word, words of every day, or
#: what begins as a place, an institution or a section does.
Standing = Literal["formed", "classed", "placed", "headed", "plain", "common"]

#: How surely words name an outlet where something beside them says that somebody reports or has the rights.
REPORTING: tuple[Standing, ...] = ("formed", "classed", "placed", "headed")

#: Words of a name without its class noun.
WORDS_OF_NAME = 4
#: An adjective of a country, folded.
_OF_A_KIND = re.compile(r"\w{2,}يه?")
#: Words of a name that begins as those of outlets do before a place.
_HEADED = 2
#: A single word that is shorter names nobody.
_SHORTEST = 4


def standing(words: Sequence[str], wording: Wording, names: NameShape) -> Standing | None:
    """Return how surely folded words name an outlet; None where they are somebody or something else.

    Args:
        words: the words of a name, folded, in order.
        wording: the compiled wording of credits.
        names: the shape of names.

    """
    if not 0 < len(words) <= WORDS_OF_NAME + 1 or _another(words, wording, names):
        return None
    if names.outlet(words):
        return "formed"
    if words[-1].isdigit() and words[-1] in names.outlet_parts:
        return "placed" if words[0] in names.places else None
    if _classed(words, wording, names):
        return "classed"
    if words[0] in wording.newsroom or len(words) > WORDS_OF_NAME:
        return None
    if all(word in wording.every_day for word in words):
        return "common"
    if len(words) == 1:
        return "common" if len(words[0]) >= _SHORTEST else None
    if words[0] in wording.heads or words[0] in wording.town_part or words[0] in wording.sections:
        return "common"
    if words[0] in wording.every_day or not wording.opening.isdisjoint(
        (words[0], words[0].removesuffix(names.morphology.feminine))
    ):
        # "Japan warned" is of a place as well
        return "plain"
    if names.of_a_place(words):
        return "placed"
    headed = len(words) == _HEADED and words[0] in names.outlet_heads and names.morphology.definite(words[1])
    return "headed" if headed else "plain"


def _another(words: Sequence[str], wording: Wording, names: NameShape) -> bool:
    """Return whether words are a person, a place, a section or an office, or no name at all."""
    name = " ".join(words)
    return (
        names.person(words)
        or name in names.places
        or name in wording.sections
        or bool(names.function.intersection(words))
        or any(map(names.morphology.behind_preposition, words[:1]))
    )


def _classed(words: Sequence[str], wording: Wording, names: NameShape) -> bool:
    """Return whether a class noun without the article stands before a name: one that is definite, or rare."""
    if len(words) < 2 or words[0] not in names.classes:
        return False
    rest = words[1:]
    if _OF_A_KIND.fullmatch(rest[0]) and not names.morphology.definite(rest[0]):
        # "a Hebrew paper"
        return False
    return not all(word in wording.every_day for word in rest) and " ".join(rest) not in names.places
