"""The lexicon `site_lines`, compiled: what a site prints around its stories, by the key of the line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple, cast

from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import folded
from corpus_pkg.sites.keys import Keys, keys, plain
from corpus_pkg.sites.places import Place

Kind = Literal["nav", "related_heading", "clock"]


class Lesson(NamedTuple):
    """A line that a site prints, and where.

    Attributes:
        place: where on the page it was seen.
        kind: what it is there.

    """

    place: Place
    kind: Kind


class Lessons:
    """What is known of one site.

    Attributes:
        site: its name.
        keys: what makes the key of a line.
        lines: by the key of a line what it is, in each place.

    """

    def __init__(self, site: str, of_lines: Keys, lines: Mapping[str, tuple[Lesson, ...]]) -> None:
        self.site = site
        self.keys = of_lines
        self.lines = lines

    def lessons(self, text: str, *, prose: bool) -> tuple[Lesson, ...]:
        """Return what is known of a folded line, a lesson for each place."""
        return self.lines.get(self.keys.key(text, prose=prose), ())


def lessons(lexicons: Lexicons, sites: Iterable[str]) -> Lessons | None:
    """Return what `lexicons` knows of the first of the sites that it has; None where it has none."""
    known = _sites(lexicons)
    return next((known[site] for site in sites if site in known), None) if known else None


@cache
def _sites(lexicons: Lexicons) -> dict[str, Lessons]:
    by_site: dict[str, dict[str, list[Lesson]]] = defaultdict(lambda: defaultdict(list))
    for row in lexicons.rows("site_lines"):
        by_site[row["site"]][plain(folded(row["line"]))].append(
            Lesson(cast(Place, row["place"]), cast(Kind, row["kind"]))
        )
    return {
        site: Lessons(site, keys(lexicons), {line: tuple(known) for line, known in lines.items()})
        for site, lines in by_site.items()
    }
