"""What the names of an element of markup say that it holds: by the lexicon `elements`, or by a part of a name."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cache, lru_cache

from corpus_pkg.language.lexicons import Lexicons

_NONE: frozenset[str] = frozenset()
#: Roles that a part of a name tells as the whole does ("post-meta-author").
_BY_PART = frozenset({"author", "caption"})
#: So many names, and names together, are kept with their roles: pages of a site write the same ones.
_KEPT = 16384


def roles(names: tuple[str, ...], lexicons: Lexicons, ambiguous: Set[str] = frozenset()) -> frozenset[str]:
    """Return the roles of an element by its names in lower case; parts of names that are `ambiguous` tell nothing.

    >>> from corpus_pkg.language.lexicons import default
    >>> sorted(roles(("post-meta-author", "entry-content"), default()))
    ['author', 'content']
    """
    return reader(lexicons, frozenset(ambiguous))(names) if names else _NONE


@cache
def reader(lexicons: Lexicons, ambiguous: frozenset[str] = frozenset()) -> Callable[[tuple[str, ...]], frozenset[str]]:
    """Return what `roles` does with these tables, for those who ask at every element."""
    telling = {row["name"]: row["role"] for row in lexicons.rows("elements") if not row["site"]}
    parts = {name[1:-1]: role for name, role in telling.items() if len(name) > 2 and name[0] == name[-1] == "-"}
    parts |= {name: role for name, role in telling.items() if role in _BY_PART and name not in ambiguous}

    @lru_cache(maxsize=_KEPT)
    def of_name(name: str) -> frozenset[str]:
        own = name.replace("_", "-").split("-")
        held = {telling[name]} if name in telling else set()
        return frozenset(held.union(parts[part] for part in own if part in parts))

    @lru_cache(maxsize=_KEPT)
    def of_names(names: tuple[str, ...]) -> frozenset[str]:
        return _NONE.union(*map(of_name, names))

    return of_names
