"""Where on a page a line stands, by how much of the page's own running text stands over it and under it.

What a site prints around its stories is found so on pages of any length, whatever else stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

Place = Literal["head", "between", "foot"]

#: A line over which no more of the running text stands is over the story: a caption or a ticker may be a sentence.
HEAD_SHARE = 0.1
#: One under which no more of it stands is behind the story: what teasers say of others counts as text too.
FOOT_SHARE = 0.25


def places(own: Sequence[int]) -> list[Place] | None:
    """Return the place of each line; None where the page has no running text of its own.

    Args:
        own: the characters of each line that is running text of the page's own; 0 of every other.

    >>> places([0, 80, 0, 70, 0])
    ['head', 'between', 'between', 'between', 'foot']

    """
    total = sum(own)
    if not total:
        return None
    found: list[Place] = []
    for length, over in zip(own, accumulate(own, initial=0), strict=False):
        if over <= HEAD_SHARE * total and not length:
            found.append("head")
        else:
            found.append("foot" if total - over <= FOOT_SHARE * total and not length else "between")
    return found
