"""Pages followed from one package to another: what was edited or renamed, and where the ids of its stories went.

A document's id is made of its bytes, so an edited page has another. What stays is where it lies, or where it was
fetched from. Its stories are the same where text or title is, or where they share their wording; any other is new,
whatever its place on the page: a front page has the same path every day.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise

from corpus_pkg.identifiers import sha256
from corpus_pkg.language.orthography import folded
from corpus_pkg.sharing.diff.changes import PageChange
from corpus_pkg.sharing.diff.rows import paired
from corpus_pkg.sharing.diff.tables import Table
from corpus_pkg.sharing.diff.trace import Trace
from corpus_pkg.values import items

#: So much of the pairs of words of two texts is the same where one was made of the other: other stories on the same
#: subject share a tenth at most.
ALIKE = 0.2
#: So many pairs of words, those with the smallest hashes, stand for all of a text.
_SKETCH = 128

_DOCUMENTS = frozenset({"document_id", "path"})
_STORIES = frozenset({"article_id", "document_id", "title", "text", "text_sha256"})
_WORD = re.compile(r"\w+")
_NOTHING = sha256(b"")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: its id, its paths and where it was fetched from."""

    document_id: str
    paths: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class _Story:
    """A story: its id, the hash of its text (none of no text), its title folded, and a sketch of its wording."""

    article_id: str
    sha256: str
    title: str
    sketch: array[int]


def follow(old: Mapping[str, Table], new: Mapping[str, Table]) -> tuple[tuple[PageChange, ...], Trace]:
    """Return which pages were edited or renamed, in order of their paths, and the trace of ids from old to new.

    Of packages that are not ours nothing is followed. Memory grows with the number of pages that are in one of the two
    only.
    """
    tables = [(side.get("documents"), side.get("articles")) for side in (old, new)]
    (before, old_stories), (after, new_stories) = tables
    if before is None or after is None or not (_has(before, _DOCUMENTS) and _has(after, _DOCUMENTS)):
        return (), Trace()
    gone, come, renamed = [], [], []
    for (key, *_), row, other in paired(before.keyed(), after.keyed()):
        was = _page(before, str(key), row) if row is not None else None
        now = _page(after, str(key), other) if other is not None else None
        if was is None and now is not None:
            come.append(now)
        elif now is None and was is not None:
            gone.append(was)
        elif was is not None and now is not None and was.paths[0] != now.paths[0]:
            renamed.append(PageChange("renamed", now.paths[0], was.paths[0], now.document_id, now.document_id, ()))
    edits = list(_edits(gone, come))
    olds = _stories(old_stories, {was.document_id for was, _ in edits})
    news = _stories(new_stories, {now.document_id for _, now in edits})
    edited = [
        PageChange(
            "edited",
            now.paths[0],
            was.paths[0],
            was.document_id,
            now.document_id,
            tuple(_matched(olds.get(was.document_id, []), news.get(now.document_id, []))),
        )
        for was, now in edits
    ]
    stories = {before: after for page in edited for before, after in page.stories if before and after}
    trace = Trace({str(page.old): str(page.new) for page in edited}, stories)
    return tuple(sorted((*edited, *renamed), key=lambda page: (page.path, page.kind))), trace


def _has(table: Table, columns: frozenset[str]) -> bool:
    return columns <= table.columns.keys() and len(table.key) == 1


def _page(table: Table, document_id: str, row: Iterable[str]) -> _Page:
    cells = dict(zip(table.columns, row, strict=True))
    return _Page(document_id, (cells["path"], *items(cells.get("also_at"))), cells.get("url", ""))


def _edits(gone: list[_Page], come: list[_Page]) -> Iterator[tuple[_Page, _Page]]:
    """Yield the pages that lie where another lay, then those fetched from where one other was; each once."""
    left = {page.document_id: page for page in come}
    by_path = {path: page for page in come for path in page.paths}
    rest = []
    for was in gone:
        now = next((by_path[path] for path in was.paths if path in by_path), None)
        if now is not None and left.pop(now.document_id, None) is not None:
            yield was, now
        else:
            rest.append(was)
    olds, news = _by_url(rest), _by_url(left.values())
    for url in olds:
        if len(olds[url]) == len(news.get(url, ())) == 1:
            yield olds[url][0], news[url][0]


def _by_url(pages: Iterable[_Page]) -> dict[str, list[_Page]]:
    listed: dict[str, list[_Page]] = {}
    for page in pages:
        if page.url:
            listed.setdefault(page.url, []).append(page)
    return listed


def _stories(table: Table | None, documents: set[str]) -> dict[str, list[_Story]]:
    """Return the stories of the documents, in order."""
    listed: dict[str, list[_Story]] = {}
    if table is not None and documents and _has(table, _STORIES):
        for _, row in table.keyed():
            cells = dict(zip(table.columns, row, strict=True))
            if cells["document_id"] in documents:
                told = cells["text_sha256"] if cells["text_sha256"] != _NOTHING else ""
                story = _Story(cells["article_id"], told, _letters(cells["title"]), _sketch(cells["text"]))
                listed.setdefault(cells["document_id"], []).append(story)
    return listed


def _matched(olds: list[_Story], news: list[_Story]) -> Iterator[tuple[str | None, str | None]]:
    """Yield each story of two states of a page with what it became: None where it is gone, or is new."""
    likeness = [
        (-_likeness(was, now), number, other)
        for number, was in enumerate(olds)
        for other, now in enumerate(news)
        if _likeness(was, now) >= ALIKE
    ]
    becomes: dict[int, int] = {}
    for _, number, other in sorted(likeness):
        if number not in becomes and other not in becomes.values():
            becomes[number] = other
    for number, was in enumerate(olds):
        yield was.article_id, news[becomes[number]].article_id if number in becomes else None
    for other, now in enumerate(news):
        if other not in becomes.values():
            yield None, now.article_id


def _likeness(old: _Story, new: _Story) -> float:
    """Return 3 for the same text, 2 for the same title, else what share of their wording is the same."""
    if old.sha256 and old.sha256 == new.sha256:
        return 3
    if old.title and old.title == new.title:
        return 2
    both = set(old.sketch) & set(new.sketch)
    smallest = nsmallest(_SKETCH, {*old.sketch, *new.sketch})
    return sum(pair in both for pair in smallest) / len(smallest) if smallest else 0


def _letters(title: str) -> str:
    return "".join(_WORD.findall(folded(title)))


def _sketch(text: str) -> array[int]:
    words = _WORD.findall(folded(text))
    pairs = {zlib.crc32(f"{one} {other}".encode("utf-8", "surrogatepass")) for one, other in pairwise(words)}
    return array("L", nsmallest(_SKETCH, pairs))
