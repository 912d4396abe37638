"""The links of a package: each that leads somewhere leads to a story of its title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus_pkg.building.linking import title_key
from corpus_pkg.package import portion
from corpus_pkg.validation.evidence.dossier import Dossier
from corpus_pkg.validation.evidence.rows import problem, read
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds
from corpus_pkg.validation.wording import quoted


class Targets:
    """The stories that links lead to, and the titles that these stories bear."""

    def __init__(self, files: Mapping[str, Path], *, standoff: bool, part: str | None = None) -> None:
        """Read the links with a target; without titles (`standoff`) only whether it is there is checked.

        Of a part, whose files these are then, only those to stories of its own.
        """
        self._part = part
        self._standoff = standoff
        self._complete = "articles" in files
        self._links: dict[str, list[Any]] = {}
        self._titles: dict[str, set[bytes]] = {}
        self._first: dict[str, str] = {}
        # Whoever reads the tables for their rows reports what is wrong with them.
        unheeded: list[Problem] = []
        if "links" in files:
            for row in read("links", files["links"], unheeded):
                if row.target_article_id is not None and portion.holds(part, row.target_article_id):
                    self._links.setdefault(row.target_article_id, []).append(row)
        if self._links and "duplicates" in files:
            self._first = {row.article_id: row.group_id for row in read("duplicates", files["duplicates"], unheeded)}

    def meet(self, dossier: Dossier) -> None:
        """Note the titles of the document's stories that links lead to."""
        if not self._links:
            return
        for identifier, article in dossier.articles.items():
            for target in {identifier, self._first.get(identifier, identifier)} & self._links.keys():
                self._titles.setdefault(target, set()).add(title_key(article.title or ""))

    def rest(self) -> Iterator[Problem]:
        """Yield the links that lead nowhere, or to a story of another title."""
        if not self._complete:
            return
        for target, links in self._links.items():
            titles = self._titles.get(target)
            for row in links:
                if titles is None:
                    message = f"{target} is no row of articles"
                    yield problem(kinds.FOREIGN_ROW, "links", row, "target_article_id", message)
                elif not self._standoff and not self._is_elsewhere(target) and title_key(row.title) not in titles:
                    message = f"{target} does not bear the title {quoted(row.title)}"
                    yield problem(kinds.TARGET, "links", row, "target_article_id", message)

    def _is_elsewhere(self, target: str) -> bool:
        """Return whether a story that bears the title for another one may stand in another part."""
        return self._part is not None and target in self._first
