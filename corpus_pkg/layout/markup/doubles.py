"""Elements for one width of the screen, beside what says the same for another: a reader sees one of the two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus_pkg.layout.lines import Line

if TYPE_CHECKING:
    from corpus_pkg.layout.markup.tree import Node

#: Names for devices, in whatever name of an element, and for widths, where the name says that it shows or hides.
_DEVICES = frozenset({"mobile", "desktop", "tablet", "phone", "phones", "handheld"})
_WIDTHS = frozenset({"xs", "sm", "md", "lg", "xl", "xxl", "small", "medium", "large", "narrow", "wide"})
_SHOWING = frozenset(
    {"none", "block", "flex", "inline", "hidden", "hide", "show", "visible", "invisible", "only", "for"}
)
_PART = re.compile(r"[a-z]+")
#: So many names of elements are kept: pages of a site write the same ones.
_KEPT = 16384


@lru_cache(maxsize=_KEPT)
def is_for_width(names: tuple[str, ...]) -> bool:
    """Return whether the names of an element, in lower case, say that it is for some widths of the screen.

    >>> is_for_width(("d-block", "d-md-none")), is_for_width(("mobile-only",)), is_for_width(("col-md-6", "text-sm"))
    (True, True, False)
    """
    parts = [frozenset(_PART.findall(name)) for name in names]
    return any(own & _DEVICES or (own & _WIDTHS and own & _SHOWING) for own in parts)


@lru_cache(maxsize=_KEPT)
def says_more(names: tuple[str, ...]) -> bool:
    """Return whether one of the names of an element says more than at which widths it is shown.

    >>> says_more(("d-none", "d-md-block")), says_more(("d-none", "box"))
    (False, True)
    """
    return any(not is_for_width((name,)) and not _SHOWING.issuperset(_PART.findall(name)[-1:]) for name in names)


def doubled(nodes: Iterable[Node], lines: Sequence[Line], hidden: Sequence[bool]) -> set[int]:
    """Return the lines of elements for one width that stand a second time, word for word, right before or behind them.

    Of the two one is left. What stands in an element for one width is looked at once: linear in the number of lines.

    Args:
        nodes: the elements of the page, in order, one before those in it.
        lines: its lines.
        hidden: of each line, whether it is not shown at any width.

    """
    found: set[int] = set()
    end = 0
    for node in nodes:
        if node.first < end or not node.names or not is_for_width(node.names) or any(hidden[i] for i in node.lines):
            continue
        end, count = node.last + 1, len(node.lines)
        for first in (node.first - count, end):
            beside = range(first, first + count)
            if first >= 0 and beside.stop <= len(lines) and _alike(node.lines, beside, lines):
                if not any(hidden[i] or i in found for i in beside):
                    found.update(node.lines)
                break
    return found


def _alike(own: range, beside: range, lines: Sequence[Line]) -> bool:
    return all(lines[one].text == lines[other].text for one, other in zip(own, beside, strict=True))
