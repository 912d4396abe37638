"""What a file says otherwise of a text than the package: each difference as a correction of the page."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from corpus_pkg.importing.stated import Stated
from corpus_pkg.importing.views import Place, Row, View
from corpus_pkg.language.orthography import normalise
from corpus_pkg.package.extension import Change, Curation
from corpus_pkg.records import Date


def corrections(view: View, stated: Sequence[Stated], by: Stated, faults: list[str]) -> Iterator[Curation]:
    """Yield what is to be corrected in a page so that it says of the text what a file does.

    Args:
        view: the text, with what the package says of it.
        stated: what the file says of it, in order.
        by: who says so, when and where, of what is not there any more.
        faults: takes what is wrong with the file, in lines that name their places.

    """
    said = _by_place(view, stated, faults)
    added = {place: item for place, item in said.items() if place not in view.rows}
    removed = {place: rows for place, rows in view.rows.items() if place not in said}
    hidden = _Spans(view.hidden)
    for place in list(added):
        if place in view.hidden:
            # It was there all the time, inside another.
            if _differs(added[place], view.hidden[place]):
                yield from _corrected(view, view.hidden[place], added[place])
            del added[place]
        else:
            removed.update((other, view.hidden[other]) for other in hidden.at(place))
    for place, rows in view.rows.items():
        if place in said and _differs(said[place], rows):
            yield from _corrected(view, rows, said[place])
    before = _moved(added, removed)
    for place, item in added.items():
        made = _added(view, item, removed.get(before.get(place, place)), faults)
        if made is not None:
            yield made
    for rows in removed.values():
        for row in rows:
            yield _row(view, row.start, row.end, row, by, "removed", _before(row))


def _by_place(view: View, stated: Sequence[Stated], faults: list[str]) -> dict[Place, Stated]:
    """Return what is stated by its place; what stands twice, or shares characters with another, goes to the faults."""
    said: dict[Place, Stated] = {}
    last: dict[str, Stated] = {}
    words = (item for given in stated if (item := _of_words(view, given, faults)) is not None)
    for item in sorted(words, key=lambda item: (item.start, item.end)):
        place: Place = (item.table, item.start, item.end)
        other = last.get(item.table)
        if other is not None and item.start < other.end:
            faults.append(
                f"{item.where}: {view.text[item.start : item.end]!r} shares characters with what {other.where} says; "
                "keep one of the two"
            )
            continue
        last[item.table] = item
        said[place] = item
    return said


def _of_words(view: View, item: Stated, faults: list[str]) -> Stated | None:
    """Return it without white space at its edges, which a hand takes along; one of nothing else goes to the faults."""
    place: Place = (item.table, item.start, item.end)
    if place in view.rows or place in view.hidden:
        return item
    shown = view.text[item.start : item.end]
    if not normalise(shown):
        faults.append(f"{item.where}: {shown!r} says nothing; mark a word")
        return None
    first = item.start + len(shown) - len(shown.lstrip())
    return replace(item, start=first, end=first + len(shown.strip()))


class _Spans:
    """Spans of rows, which share no characters with others of their table."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._of: dict[str, list[Place]] = {}
        for place in sorted(places):
            self._of.setdefault(place[0], []).append(place)

    def at(self, place: Place) -> Iterator[Place]:
        """Yield those of its table that share characters with a span."""
        listed = self._of.get(place[0], [])
        for other in islice(listed, bisect_right(listed, place[1], key=lambda span: span[2]), None):
            if other[1] >= place[2]:
                return
            yield other


def _differs(item: Stated, rows: Sequence[Row]) -> bool:
    row = rows[0]
    if isinstance(row, Date):
        return item.is_said and item.said != row.value
    return item.kind != row.type or (item.is_said and item.said != row.entity_id)


def _moved(added: Mapping[Place, Stated], removed: Mapping[Place, Sequence[Row]]) -> dict[Place, Place]:
    """Return from where what was added was moved: it shares characters with one that is gone, which no other does."""
    gone = _Spans(removed)
    pairs = {place: list(gone.at(place)) for place in added}
    shared = Counter(other for others in pairs.values() for other in others)
    return {place: others[0] for place, others in pairs.items() if len(others) == 1 and shared[others[0]] == 1}


def _corrected(view: View, rows: Sequence[Row], item: Stated) -> Iterator[Curation]:
    """Yield the correction of rows that stand where they stood; of a name in two headlines of each."""
    for row in rows:
        change: Change = "dated" if isinstance(row, Date) else "retyped" if item.kind != row.type else "identified"
        yield _row(view, row.start, row.end, row, item, change, _before(row))


def _added(view: View, item: Stated, was: Sequence[Row] | None, faults: list[str]) -> Curation | None:
    """Return what is to stand where nothing did, or in the place of what was moved; None where it cannot."""
    span = view.origin(item.start, item.end)
    home = view.sheet.home(*span) if span is not None else None
    if span is None or home is None or home.article_id is None:
        shown = view.text[item.start : item.end]
        faults.append(f"{item.where}: {shown!r} lies in no one line of a story; mark what a story says")
        return None
    row = was[0] if was else None
    made = _row(view, *span, row, item, "moved" if row is not None else "added", _before(row))
    return made if row is None else made.model_copy(update={"was_start": row.start, "was_end": row.end})


def _row(
    view: View, start: int, end: int, row: Row | None, item: Stated, change: Change, before: str | None
) -> Curation:
    said: str | None = item.said
    if not item.is_said and row is not None:
        # The file does not tell: who it is stays, but where it is of another type.
        said = row.value if isinstance(row, Date) else row.entity_id if row.type == item.kind else None
    stands: dict[str, Any] = {}
    if change != "removed":
        stands = {"value": said} if item.table == "dates" else {"type": item.kind, "entity_id": said}
    table = item.table if change != "removed" else "dates" if isinstance(row, Date) else "mentions"
    return Curation(
        document_id=view.sheet.document.document_id,
        table=table,
        start=start,
        end=end,
        surface=view.sheet.surface(start, end),
        change=change,
        was=before,
        sha256=view.sheet.document.sha256,
        curator=item.by,
        curated_at=item.at,
        origin=item.where,
        note=item.note,
        **stands,
    )


def _before(row: Row | None) -> str | None:
    """Return what a row said, in a few words."""
    if row is None:
        return None
    if isinstance(row, Date):
        return row.value
    return f"{row.type} {row.entity_id}" if row.entity_id else row.type
