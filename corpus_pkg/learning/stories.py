"""Which pages of a site hold one story: those with one text, or nearly, what stands on all pages left out."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from corpus_pkg import identifiers
from corpus_pkg.building.duplicates import DuplicateIndex, fingerprint
from corpus_pkg.learning.notes import Notes
from corpus_pkg.learning.thresholds import ON_ALL_SHARE

#: The stories of a site, each with the numbers of the pages that hold it, in order.
Copies = list[list[int]]


def told_apart(notes: Notes, pages: Sequence[int], place: Path) -> Copies:
    """Return the stories of a site in order of their first pages.

    Args:
        notes: the notes on all pages.
        pages: the numbers of the site's pages, in order.
        place: a folder for scratch files.

    """
    common = set(notes.recurring(pages, max(2, round(ON_ALL_SHARE * len(pages)))))
    same: dict[str, list[int]] = defaultdict(list)
    with tempfile.TemporaryDirectory(dir=place) as scratch, DuplicateIndex(Path(scratch)) as index:
        for page in pages:
            text = notes.text(page, common)
            same[identifiers.sha256(text.encode("utf-8", "surrogatepass"))].append(page)
            compared = fingerprint(text)
            if compared is not None:
                index.add([(_name(page), compared)])
        groups = {row.article_id: row.group_id for row in index.rows()}
    stories: dict[str, list[int]] = defaultdict(list)
    for copies in same.values():
        stories[groups.get(_name(copies[0]), _name(copies[0]))] += copies
    return sorted(sorted(copies) for copies in stories.values())


def _name(page: int) -> str:
    """Return what the index of duplicates knows the text of a page by."""
    return identifiers.article_id(f"doc-{page:016x}", 1)
