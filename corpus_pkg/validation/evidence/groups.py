"""The groups of duplicates: the stories of each are as alike as their rows say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus_pkg import records
from corpus_pkg.building import duplicates
from corpus_pkg.dataset.rows import Rows
from corpus_pkg.errors import PackageError
from corpus_pkg.package import portion
from corpus_pkg.records import TABLES
from corpus_pkg.validation.evidence.rows import problem, read
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds


def alike(files: Mapping[str, Path], *, standoff: bool, part: str | None = None) -> Iterator[Problem]:
    """Yield the groups whose likeness, counted again, is not what their rows say; holds one group's stories.

    Without texts (`standoff`) only the groups' size and first story are checked. Of a part, whose files these are then,
    only groups whose first story is its own, and of these only the stories that are.
    """
    if "duplicates" not in files:
        return
    faults: list[Problem] = []
    groups: dict[str, list[Any]] = {}
    for row in read("duplicates", files["duplicates"], faults):
        if portion.holds(part, row.group_id):
            groups.setdefault(row.group_id, []).append(row)
    yield from faults
    if "articles" not in files:
        return
    articles = Rows[records.Article](files["articles"], TABLES["articles"])
    for first, rows in groups.items():
        if rows[0].article_id != first or (part is None and len(rows) < 2):
            message = f"the group {first} has {len(rows)} stories, the first {rows[0].article_id}"
            yield problem(kinds.GROUP, "duplicates", rows[0], "group_id", message)
        elif not standoff:
            yield from _group(articles, first, rows, complete=part is None)


def _group(articles: Rows[Any], first: str, rows: list[Any], *, complete: bool) -> Iterator[Problem]:
    """Yield the rows of a group that say otherwise than its texts; of the first only where the group is complete."""
    stories = (_story(articles, row.article_id) for row in rows)
    head = next(stories)
    others = [story for story in stories if story is not None] if head else []
    if head is None or len(others) + 1 < len(rows):
        message = f"the group {first} holds stories that are not there, or too short to be compared"
        yield problem(kinds.GROUP, "duplicates", rows[0], "group_id", message)
        return
    for row, true in zip(rows, duplicates.beside_first(head, others), strict=True):
        if (complete or row.article_id != first) and (row.kind, row.score) != (true.kind, true.score):
            message = f"is {row.kind} {row.score}, the texts are {true.kind} {true.score}"
            yield problem(kinds.UNTRUE, "duplicates", row, "score", message)


def _story(articles: Rows[Any], article_id: str) -> duplicates.Compared | None:
    """Return the story as its group sees it; None where there is none, or where its row is none."""
    try:
        row = articles[article_id]
    except (KeyError, PackageError):
        return None
    return duplicates.compared(article_id, row.text) if isinstance(row, records.Article) else None
