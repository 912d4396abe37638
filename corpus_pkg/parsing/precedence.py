"""Which stated value wins where the page's lines, its metadata and the record around it state several.

A line is what a reader of the page saw. Metadata speaks of the page's first story alone, and steps in where no line
states the value; a value of it that stands inside a line of the page is that line's. The headline of a record is an
exception: whoever wrote the record took it from the page, and the text field often begins without it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from corpus_pkg.reading import fields
from corpus_pkg.reading.rendering import Stated

Value = Literal["title", "published", "updated", "author", "publisher", "keywords", "retrieved"]
Origin = Literal["field", "line", "metadata", "time"]

#: Who may state a value.
ORIGINS: Mapping[Origin, str] = {
    "field": "a field of the record that the page came in (`carrier_fields.csv`)",
    "line": "a line of the page, as its reader sees it",
    "metadata": "the metadata in the markup: the keys of `metadata_keys.csv` in its order, of JSON-LD before those of "
    "`meta`, and an element `time` that is named for the publication",
    "time": "an element `time` without such a name, between the title and the text",
}

#: The origins of each value, from the one that is believed first.
ORDER: Mapping[Value, tuple[Origin, ...]] = {
    "title": ("field", "line", "metadata"),
    "published": ("line", "field", "metadata", "time"),
    "updated": ("line", "field", "metadata"),
    "author": ("line", "field", "metadata"),
    "publisher": ("line", "field", "metadata"),
    "keywords": ("line", "field", "metadata"),
    "retrieved": ("line", "field"),
}
#: The values that the roles of stated values are about.
_VALUES: Mapping[str, Value] = {
    "title": "title",
    "published": "published",
    "time": "published",
    "updated": "updated",
    "retrieved": "retrieved",
    "keywords": "keywords",
    "author": "author",
    "site": "publisher",
}


def origin(stated: Stated) -> Origin:
    """Return who states a value outside the lines of the page."""
    if stated.rule == fields.RULE:
        return "field"
    return "time" if stated.role == "time" else "metadata"


def winners(
    value: Value, shown: bool, stated: Iterable[Stated], usable: Callable[[Stated], bool] = lambda item: True
) -> tuple[Stated, ...]:
    """Return the stated values that win, of one key of one origin; none where a line of the page does.

    Args:
        value: what is asked for.
        shown: whether a line of the page states it.
        stated: what is stated outside the lines, in order of the document; of an origin that of the lowest rank counts.
        usable: whether a stated value can be one.

    """
    candidates = sorted((item for item in stated if _VALUES.get(item.role) == value), key=lambda item: item.rank)
    for source in ORDER[value]:
        if source == "line" and shown:
            return ()
        believed = [item for item in candidates if origin(item) == source and usable(item)]
        if believed:
            return tuple(item for item in believed if item.rank == believed[0].rank)
    return ()


def beside(stated: Iterable[Stated], lines: Sequence[tuple[int, int]], length: int) -> tuple[Stated, ...]:
    """Return the stated values that stand in none of the lines, in order.

    Args:
        stated: the values, with their spans in the source.
        lines: the spans of the page's lines in the source, disjoint and in order.
        length: code points of the source.

    """
    return tuple(item for item in stated if _is_beside(item, lines, length))


def _is_beside(stated: Stated, lines: Sequence[tuple[int, int]], length: int) -> bool:
    line = bisect_right(lines, (stated.start, length)) - 1
    before = line < 0 or lines[line][1] <= stated.start
    return before and (line + 1 == len(lines) or stated.end <= lines[line + 1][0])
