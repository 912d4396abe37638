"""What the names of an element of markup say that it holds: by the lexicon `elements`, or by a part of a name."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache, lru_cache

from corpus_pkg.language.lexicons import Lexicons

_NONE: frozenset[str] = frozenset()
_PARTS = re.compile(r"[-_]+")
#: Roles that a part of a name tells as the whole does ("post-meta-author").
_BY_PART = frozenset({"author", "caption"})


@cache
def _telling(lexicons: Lexicons) -> dict[str, str]:
    return {row["name"]: row["role"] for row in lexicons.rows("elements") if not row["site"]}


def roles(names: tuple[str, ...], lexicons: Lexicons, ambiguous: Set[str] = frozenset()) -> frozenset[str]:
    """Return the roles of an element by its names in lower case; parts of names that are `ambiguous` tell nothing.

    >>> from corpus_pkg.language.lexicons import default
    >>> sorted(roles(("post-meta-author", "entry-content"), default()))
    ['author', 'content']
    """
    return _roles(names, lexicons, ambiguous) if names else _NONE


@lru_cache(maxsize=16384)
def _roles(names: tuple[str, ...], lexicons: Lexicons, ambiguous: Set[str]) -> frozenset[str]:
    telling = _telling(lexicons)
    held = {telling[name] for name in names if name in telling}
    for name in names:
        for part in _PARTS.split(name):
            if telling.get(part) in _BY_PART and part not in ambiguous:
                held.add(telling[part])
            elif f"-{part}-" in telling:
                held.add(telling[f"-{part}-"])
    return frozenset(held)
