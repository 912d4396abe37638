"""What a reader sees of a document, and the way back to where it stands in the source.

Plain text is its own rendering. Markup is rendered line by line (`corpus_pkg.reading.html`): tags dropped, character
references decoded, white space folded. Everything that is found is found in the rendering and recorded with offsets in
the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus_pkg.reading.open_elements import Element

_ADDRESS = re.compile(r"[^\s\x00-\x20\x7f-\x9f\ud800-\udfff]{1,2000}")


class Block(NamedTuple):
    """Where a line of rendered markup stands among the elements.

    Attributes:
        start: offset of the line in the rendered text.
        end: offset behind it.
        element: the innermost element around it; None outside of all.
        linked: characters of the line inside links.

    """

    start: int
    end: int
    element: Element | None
    linked: int


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that the metadata of a document states, with its span in the source.

    Attributes:
        role: what it is the value of: "title", "published", "updated", "retrieved", "author", "site", "keywords" or
            "url"; "listing" where it says that the page lists stories.
        start, end: offsets in the source.
        text: the value, character references decoded.
        rule: where it stands: "json-ld:datePublished", "meta:article:published_time", "time:datetime".
        rank: of the values of a role that one origin states the one of the lowest rank is believed.

    """

    role: str
    start: int
    end: int
    text: str
    rule: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendered text and the way back; without runs, the source itself.

    Run i begins at the rendered offset _rendered[i] and at the source offset _source[i]. Where _width[i] is 0 its
    characters are those of the source, one for one; otherwise the whole run stands for _width[i] characters there.
    `address` is the one that a page of markup gives itself, without its scheme.
    """

    text: str
    source: str
    blocks: tuple[Block, ...] = ()
    stated: tuple[Stated, ...] = ()
    address: str | None = None
    _rendered: Sequence[int] = field(default=(), repr=False)
    _source: Sequence[int] = field(default=(), repr=False)
    _width: Sequence[int] = field(default=(), repr=False)

    @property
    def plain(self) -> bool:
        """Whether the text is the source itself."""
        return not self._rendered and self.text == self.source

    @property
    def url(self) -> str | None:
        """The address that the metadata states, where it is one."""
        return next((item.text for item in self.stated if item.role == "url" and _ADDRESS.fullmatch(item.text)), None)

    def start(self, position: int) -> int:
        """Return the offset in the source of the rendered character at `position`."""
        if not self._rendered:
            return position
        run = bisect_right(self._rendered, position) - 1
        return self._source[run] + (0 if self._width[run] else position - self._rendered[run])

    def end(self, position: int) -> int:
        """Return the offset in the source behind the rendered character before `position`."""
        if not self._rendered or position <= 0:
            return position
        run = bisect_right(self._rendered, position - 1) - 1
        return self._source[run] + (self._width[run] or position - self._rendered[run])


def plain(text: str) -> Rendering:
    """Return the rendering of plain text: itself."""
    return Rendering(text, text)
