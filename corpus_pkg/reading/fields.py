"""A record of JSON to the text in it, each character with its place in the source, and what the other fields state.

A record is an object with a text field, as crawlers write them, one a line. Which fields are which is in the lexicon
`carrier_fields` (the shipped one alone: a record is read alike whoever reads it); of several text fields the first in
the lexicon is taken. Only strings of the outermost object count, and those in its lists of authors and of key words. A
record that breaks off is read as far as it goes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import normalise
from corpus_pkg.reading import html
from corpus_pkg.reading.escapes import ESCAPE, character, unescaped
from corpus_pkg.reading.rendering import Rendering, Stated

#: The media type of a record whose text field holds text, and of one whose text field holds HTML.
RECORD, RECORD_OF_HTML = "application/json", "application/json; contents=text/html"
MEDIA_TYPES = frozenset({RECORD, RECORD_OF_HTML})
#: The rule of what a field states.
RULE = "field"
#: Roles that a list of strings may have, each string of it.
_SEVERAL = frozenset({"author", "keywords"})

_RECORD = re.compile(r"\ufeff?\s*\{\s*(?:\"|\})")
# A string that nothing closes ends with the source.
_TOKEN = re.compile(
    r"\"(?P<string>(?:[^\"\\]|\\.)*+)(?:\"|\\?\Z)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<sign>[:,])", re.S
)
_MARKUP = re.compile(r"</(?:p|div|a|span|body|strong|b|li)\s*>|<br\s*/?>|<p[ >]", re.I)
_PAGE = re.compile(r"<(?:!doctype|html|body)\b", re.I)

#: A run: the offset in the decoded string, the offset in the source, and the width there (0: character for character).
_Run = tuple[int, int, int]


def is_known(name: str) -> bool:
    """Whether a field of that name is one of those that a page is read from."""
    return name.strip().lower() in _roles()


def is_record(text: str) -> bool:
    """Whether the text begins as an object of JSON does."""
    return _RECORD.match(text) is not None


def media_type(text: str) -> str:
    """Return what the record is, by what its text field holds."""
    span = next(iter(_strings(text).get("text", ())), None)
    return RECORD_OF_HTML if span and _MARKUP.search(unescaped(text[span[0] : span[1]])) else RECORD


def shown(text: str, kind: str) -> str:
    """Return a stretch of a string in a record of the media type `kind`, as a reader sees it."""
    plain = unescaped(text)
    return normalise(html.render(plain).text) if kind == RECORD_OF_HTML else plain


def render(source: str) -> Rendering:
    """Render a record: its text, and what its other fields state. Linear in the length of the source; never raises."""
    strings = _strings(source)
    kind = media_type(source)
    stated = tuple(
        Stated(role, start, end, shown(source[start:end], kind), RULE)
        for start, end, role in sorted((*span, role) for role, spans in strings.items() for span in spans)
        if role != "text"
    )
    if "text" not in strings:
        return Rendering("", source, (), stated, None, (0,), (0,), (0,))
    (span,) = strings["text"]
    text, runs = _decoded(source, *span)
    if kind == RECORD_OF_HTML:
        inner = html.render(text)
        back = _Way(runs)
        stated += tuple(
            Stated(item.role, back.start(item.start), back.end(item.end), item.text, item.rule) for item in inner.stated
        )
        runs = [run for inner_run in _runs(inner) for run in back.through(*inner_run)] or [(0, span[0], 0)]
        # A fragment is the story already; among the elements of a whole page it has to be found.
        blocks = inner.blocks if _PAGE.search(text) else ()
        return Rendering(inner.text, source, blocks, stated, inner.address, *_columns(runs))
    return Rendering(text, source, (), stated, None, *_columns(runs))


@cache
def _roles() -> dict[str, tuple[str, int]]:
    return {row["field"]: (row["role"], rank) for rank, row in enumerate(default().rows("carrier_fields"))}


def _strings(source: str) -> dict[str, list[tuple[int, int]]]:
    """Return the spans of the strings that have each role, those of one field."""
    best: dict[str, tuple[int, int, list[tuple[int, int]]]] = {}
    for number, name, is_listed, start, end in _named(source):
        role, rank = _roles().get(name, ("", 0))
        if not role or (is_listed and role not in _SEVERAL):
            continue
        before = best.get(role)
        if is_listed and before is not None and before[1] == number:
            before[2].append((start, end))
        elif before is None or rank <= before[0]:
            best[role] = (rank, number, [(start, end)])
    return {role: spans for role, (_, _, spans) in best.items()}


def _named(source: str) -> Iterator[tuple[int, str, bool, int, int]]:
    """Yield the strings of the outermost object, blank ones left out, without white space at their ends.

    Each comes with the number of its field, the field's name, whether it stands in a list, and its span.
    """
    depth = number = 0
    name: str | None = None
    in_list = False
    key = ""
    for match in _TOKEN.finditer(source):
        if match["open"]:
            depth += 1
            if depth == 2:
                in_list = match["open"] == "[" and name is not None
        elif match["close"]:
            depth -= 1
            if depth == 1:
                name = None
            elif depth == 0:
                return
        elif match["sign"]:
            if depth == 1:
                name = key if match["sign"] == ":" else None
                number += 1
        elif depth == 1 or (depth == 2 and in_list):
            start, end = match.span("string")
            if name is None:
                key = unescaped(source[start:end]).strip().lower() if end - start < 200 else ""
                continue
            while start < end and source[start].isspace():
                start += 1
            while start < end and source[end - 1].isspace():
                end -= 1
            if start < end:
                yield number, name, depth == 2, start, end


def _decoded(source: str, start: int, end: int) -> tuple[str, list[_Run]]:
    pieces: list[str] = []
    runs: list[_Run] = []
    length = 0
    last = start
    for match in ESCAPE.finditer(source, start, end):
        if last < match.start():
            runs.append((length, last, 0))
            pieces.append(source[last : match.start()])
            length += match.start() - last
        runs.append((length, match.start(), match.end() - match.start()))
        pieces.append(character(match[0]))
        length += 1
        last = match.end()
    if last < end:
        runs.append((length, last, 0))
        pieces.append(source[last:end])
    return "".join(pieces), runs


class _Way:
    """From a decoded string back to the source."""

    def __init__(self, runs: list[_Run]) -> None:
        self._runs = runs
        self._starts = [run[0] for run in runs]

    def start(self, position: int) -> int:
        """Return the offset in the source of the decoded character at `position`."""
        at, origin, width = self._runs[max(0, bisect_right(self._starts, position) - 1)]
        return origin + (0 if width else position - at)

    def end(self, position: int) -> int:
        """Return the offset in the source behind the decoded character before `position`."""
        at, origin, width = self._runs[max(0, bisect_right(self._starts, position - 1) - 1)]
        return origin + (width or position - at)

    def through(self, rendered: int, start: int, width: int, length: int) -> Iterator[_Run]:
        """Yield the run of a rendering of the decoded string as runs of a rendering of the source."""
        if width:
            origin = self.start(start)
            yield rendered, origin, self.end(start + width) - origin
            return
        index = max(0, bisect_right(self._starts, start) - 1)
        position = start
        while position < start + length:
            at, origin, wide = self._runs[index]
            yield rendered + position - start, origin + (0 if wide else position - at), wide
            index += 1
            position = self._starts[index] if index < len(self._starts) else start + length


def _runs(rendering: Rendering) -> Iterator[tuple[int, int, int, int]]:
    """Each run of a rendering with its length."""
    starts = rendering._rendered
    ends = (*starts[1:], len(rendering.text))
    for start, origin, width, end in zip(starts, rendering._source, rendering._width, ends, strict=True):
        if end > start:
            yield start, origin, width, end - start


def _columns(runs: list[_Run]) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    return (
        tuple(run[0] for run in runs),
        tuple(run[1] for run in runs),
        tuple(run[2] for run in runs),
    )
