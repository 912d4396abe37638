"""What a `meta` states whose content is a record of JSON, as that of Parse.ly is: the values of the keys in it."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator

from corpus_pkg.reading import json_tree
from corpus_pkg.reading.escapes import unescaped
from corpus_pkg.reading.json_tree import Node, Scalar, Value, Values
from corpus_pkg.reading.metadata_keys import key, rank
from corpus_pkg.reading.rendering import Stated

#: Names of `meta` elements that hold a record, and what the rules of its values begin with.
NAMES = frozenset({"parsely-page"})
RULES = tuple(f"meta:{name}:" for name in NAMES)
_MOST = 64
#: A quotation mark as attributes hold it.
_MARK = re.compile(r"&(?:quot|#34|#[xX]22);")


def statements(source: str, name: str, start: int, end: int) -> Iterator[Stated]:
    """Yield what the record states that is the content of the `meta` of a name, each value with its span."""
    written = source[start:end]
    marks = [match.span() for match in _MARK.finditer(written)]
    record = _MARK.sub('"', written)
    # Where each mark stands in the record: behind as many characters fewer as the marks before it have.
    places: list[int] = []
    shifts = [0]
    for opening, closing in marks:
        places.append(opening - shifts[-1])
        shifts.append(shifts[-1] + closing - opening - 1)
    for value in json_tree.values(record, 0, len(record)):
        for member, item in _members(value):
            known = key("record", record[member.start : member.end])
            text = html.unescape(unescaped(record[item.start : item.end]))
            if known is None or not item.quoted or not text.strip():
                continue
            at, behind = (start + place + shifts[bisect_left(places, place)] for place in (item.start, item.end))
            yield Stated(known.role, at, behind, text.strip(), f"meta:{name}:{known.name}", rank("meta", known))


def _members(value: Value) -> Iterator[tuple[Scalar, Scalar]]:
    """Yield the keys of a record, each with its value, those of a list one by one."""
    for member, item in value.members if isinstance(value, Node) else ():
        for single in item.items[:_MOST] if isinstance(item, Values) else [item]:
            if isinstance(single, Scalar):
                yield member, single
