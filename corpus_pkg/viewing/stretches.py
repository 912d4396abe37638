"""A text as it is shown: cut wherever a span begins or ends, with nothing in it that turns its neighbours around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

Key = TypeVar("Key")


class Stretch(NamedTuple):
    """A stretch of a text in which no span begins or ends.

    Attributes:
        start, end: where it stands.
        inside: the keys of the spans that it is in, in the order in which they begin.
        begun: those of the spans that begin with it.

    """

    start: int
    end: int
    inside: tuple[Any, ...]
    begun: tuple[Any, ...]


def stretches(start: int, end: int, spans: Iterable[tuple[Key, int, int]]) -> Iterator[Stretch]:
    """Yield the stretches of a text between two places, cut by spans (key, start, end) in it, which may overlap.

    Linear in the text and the overlaps.
    """
    edges: dict[int, tuple[list[Key], list[Key]]] = {start: ([], []), end: ([], [])}
    for key, begin, stop in spans:
        edges.setdefault(begin, ([], []))[0].append(key)
        edges.setdefault(stop, ([], []))[1].append(key)
    inside: dict[Key, None] = {}
    for place, following in pairwise(sorted(edges)):
        begun, ended = edges[place]
        for key in ended:
            inside.pop(key, None)
        inside.update(dict.fromkeys(begun))
        yield Stretch(place, following, tuple(inside), tuple(begun))
