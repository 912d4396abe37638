"""The rows of the lexicon `elements` that are of one site: what an element holds there, by its class or id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from corpus_pkg.language.lexicons import Lexicons

#: The roles of elements by their names in lower case.
Elements = Mapping[str, str]


def elements(lexicons: Lexicons, sites: Iterable[str]) -> Elements:
    """Return what `lexicons` knows of the elements of the first of the sites that it has; empty where it has none."""
    known = _sites(lexicons)
    return next((known[site] for site in sites if site in known), {}) if known else {}


@cache
def _sites(lexicons: Lexicons) -> dict[str, dict[str, str]]:
    by_site: dict[str, dict[str, str]] = defaultdict(dict)
    for row in lexicons.rows("elements"):
        if row["site"]:
            by_site[row["site"].lower()][row["name"].lower()] = row["role"]
    return dict(by_site)
