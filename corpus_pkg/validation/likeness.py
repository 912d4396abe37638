"""Values that differ and look alike: a message shows them with the code points by which they differ."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from corpus_pkg.language.orthography import folded
from corpus_pkg.validation.wording import quoted

#: Letters of other scripts that look like Latin ones, and these.
_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТХаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTXaeopcyxisjABEZHIKMNOPTYXo",
)
#: Longer texts are not compared by their looks, and of longer differences so many code points are shown.
_LONGEST, _POINTS = 400, 6
#: Before the place where two texts part, so many characters are shown.
_BEFORE = 10


def look(text: str) -> str:
    """Return what is the same for texts that a reader may take for the same: no marks, one letter of those alike.

    >>> look("علی") == look("علي"), look("a") == look("b")
    (True, False)
    """
    letters = unicodedata.normalize("NFKD", folded(text).translate(_TWINS))
    plain = "".join(letter for letter in letters if unicodedata.category(letter) not in ("Mn", "Cf", "Cc"))
    return " ".join(plain.split())


def alike(one: str, other: str) -> bool:
    """Return whether two texts differ, and a reader may not see it."""
    return one != other and max(len(one), len(other)) <= _LONGEST and look(one) == look(other)


def beside(one: str, other: str, limit: int = 60) -> tuple[str, str]:
    r"""Return two values as a message shows them: with code points if they look alike, if long from where they part.

    >>> beside("a\u00a0b", "a b")
    ('«a b» (U+00A0 at 1)', '«a b» (U+0020 at 1)')
    >>> beside("one", "two")
    ('«one»', '«two»')
    """
    first = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, first - _BEFORE) if max(len(one), len(other)) > limit else 0
    place = f"from character {start} on " if start else ""
    shown = quoted(one[start:], limit), quoted(other[start:], limit)
    if alike(one, other) or (one != other and shown[0] == shown[1]):
        points = _points(one, other, first), _points(other, one, first)
        return f"{place}{shown[0]} ({points[0]} at {first})", f"{shown[1]} ({points[1]} at {first})"
    return f"{place}{shown[0]}", shown[1]


def twin(text: str, others: Iterable[str]) -> str | None:
    """Return the first of `others` that looks like `text` and is not the same; None where none does."""
    if len(text) > _LONGEST:
        return None
    mine = look(text)
    return next((other for other in others if other != text and len(other) <= _LONGEST and look(other) == mine), None)


def _points(text: str, other: str, first: int) -> str:
    """Return the code points of `text` from the first place where it differs from `other` to the last."""
    end, end_of_other = len(text), len(other)
    while end > first and end_of_other > first and text[end - 1] == other[end_of_other - 1]:
        end, end_of_other = end - 1, end_of_other - 1
    points = [f"U+{ord(letter):04X}" for letter in text[first : min(end, first + _POINTS)]]
    return " ".join([*points, *(["…"] if end - first > _POINTS else [])]) or "nothing"
