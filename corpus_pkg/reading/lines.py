"""The lines of a rendered page as they are written, each character with its place in the source."""

from __future__ import annotations

import html
import re
from array import array
from html.entities import html5

from corpus_pkg.reading.escapes import ESCAPE, character
from corpus_pkg.reading.open_elements import Element, OpenElements
from corpus_pkg.reading.rendering import Block, Rendering, Stated

#: So many lines are told with the elements around them: no kept page has half as many.
MOST_BLOCKS = 100_000
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
#: Blanks that are shown as one: all but a single space, which is shown as it stands.
_SHOWN_AS_ONE = re.compile(r" [ \t\r\n\f]+|[\t\r\n\f][ \t\r\n\f]*")


def _known(reference: str) -> str:
    """Return as much of what looks like a character reference as is one: of `&copy2023` the first five characters."""
    if reference[1] == "#":
        return reference
    return next((reference[:end] for end in range(len(reference), 1, -1) if reference[1:end] in html5), "")


class Lines:
    """The lines of the page `source`; a line stands where the innermost of `elements` is when it begins."""

    def __init__(self, source: str, elements: OpenElements) -> None:
        """Begin without a line."""
        self._source = source
        self._elements = elements
        self._pieces: list[str] = []
        self._length = 0
        # A page of 16 MB may have millions of runs.
        self._rendered, self._origins, self._widths = array("q"), array("q"), array("q")
        self._blocks: list[Block] = []
        self._line_start = 0
        self._linked = 0
        self._context: Element | None = None

    def text(self, start: int, end: int) -> None:
        """Add running text of the source: white space folded, references decoded."""
        source = self._source
        if self._length == self._line_start or self._pieces[-1].endswith(" "):
            opening = _BLANKS.match(source, start, end)
            if opening is not None:
                start = opening.end()
        if start == end:
            return
        if source.find("&", start, end) >= 0:
            self._with_references(start, end)
            return
        for match in _SHOWN_AS_ONE.finditer(source, start, end):
            first, behind = match.span()
            self._write(source[start:first], start)
            self._write(" ", first, behind - first)
            start = behind
        self._write(source[start:end], start)

    def string(self, start: int, end: int) -> None:
        """Add the characters of a string of JSON, its line breaks ending lines."""
        position = start
        for match in ESCAPE.finditer(self._source, start, end):
            self.text(position, match.start())
            shown = character(match.group())
            if shown in "\n\r":
                self.end(match.start(), "\n\n")
            elif not shown.isspace():
                self._write(shown, match.start(), len(match.group()))
            elif not self._blank():
                self._write(" ", match.start(), len(match.group()))
            position = match.end()
        self.text(position, end)

    def end(self, at: int, breaks: str) -> None:
        """End the line, if it holds anything, with `breaks`, which stand for the character of the source at `at`."""
        if self._length == self._line_start:
            return
        if len(self._blocks) < MOST_BLOCKS:
            self._blocks.append(Block(self._line_start, self._length, self._context, self._linked))
        self._run(breaks, at, 1)
        self._line_start = self._length
        self._linked = 0

    def rendering(self, stated: list[Stated], address: str | None) -> Rendering:
        """Return what was written, with what the metadata states beside it, and the address that it gives."""
        return Rendering(
            "".join(self._pieces),
            self._source,
            tuple(self._blocks),
            tuple(stated),
            address,
            self._rendered or (0,),
            self._origins or (0,),
            self._widths or (0,),
        )

    def _with_references(self, start: int, end: int) -> None:
        """Add running text in which a reference may give a space, so that it depends on it which blanks are shown."""
        position = start
        for match in _BLANKS.finditer(self._source, start, end):
            self._words(position, match.start())
            if not self._blank():
                self._write(" ", match.start(), match.end() - match.start())
            position = match.end()
        self._words(position, end)

    def _words(self, start: int, end: int) -> None:
        position = start
        if self._source.find("&", start, end) >= 0:
            for match in _REFERENCE.finditer(self._source, start, end):
                reference = _known(match.group())
                if not reference:
                    continue
                self._write(self._source[position : match.start()], position)
                character = html.unescape(reference)
                shown = " " if character.isspace() else character
                if shown != " " or not self._blank():
                    self._write(shown, match.start(), len(reference))
                position = match.start() + len(reference)
        self._write(self._source[position:end], position)

    def _write(self, text: str, origin: int, width: int = 0) -> None:
        """Add rendered text that stands at `origin`; `width` where it is no character-for-character copy."""
        if not text:
            return
        if self._length == self._line_start:
            self._context = self._elements.inner
        if self._elements.links:
            self._linked += len(text)
        self._run(text, origin, width)

    def _run(self, text: str, origin: int, width: int) -> None:
        self._rendered.append(self._length)
        self._origins.append(origin)
        self._widths.append(width)
        self._pieces.append(text)
        self._length += len(text)

    def _blank(self) -> bool:
        """Whether white space here would be the first of its line or follow other white space."""
        return self._length == self._line_start or self._pieces[-1].endswith(" ")
