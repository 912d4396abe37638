"""The lines of a page: what lies between two line breaks, or between runs of blanks that stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus_pkg.language.orthography import INVISIBLE, Folded
from corpus_pkg.language.punctuation import COMMAS, SEMICOLONS, STOPS
from corpus_pkg.layout.thresholds import (
    BREAKING_BLANKS,
    BULLET_SIGNS,
    EXCLAIMED_WORDS,
    HEADLINE_CHARACTERS,
    HEADLINE_WORDS,
    RUNS_OF_BLANKS,
    STOP_CHARACTERS,
    STOPPED_WORDS,
    VOCALISED_SHARE,
    VOCALISED_WORDS,
)

# So many characters of a line, and those of a word more, are looked at together.
_PIECE = 1 << 16
_BREAKS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_BLANK = rf"\s{INVISIBLE}\x00-\x1f\x7f-\x9f"
_LINE = re.compile(rf"[^{_BLANK}](?:[^{_BREAKS}]*[^{_BLANK}])?")
_VISIBLE = re.compile(rf"[^{_BLANK}]")
_MARK = rf"{INVISIBLE}\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
# Marks of direction and control characters among the blanks have no width and do not count.
_GAP = re.compile(rf"(?<![{_MARK}])[{_MARK}]*+(?:\s[{_MARK}]*+){{{BREAKING_BLANKS},}}")
# Without two of them on end in a line there is no gap, which takes long to look for.
_TWO_BLANKS = re.compile(rf"[^\S{_BREAKS}][{_MARK}]*+[^\S{_BREAKS}]")
#: A stop at the end of a text.
STOP = re.compile(rf"[{STOPS}][\"'”“»)\]\s]*$")
# What stands before its text, however wide the blank between.
_BULLET = re.compile(rf"[^\w\s:{STOPS}{COMMAS}{SEMICOLONS}]{{1,{BULLET_SIGNS}}}")
# Behind the stop, who reported or wrote, in brackets; no name is longer.
_SIGNED_REACH = 50
_SIGNED = re.compile(r"(?<!\.)\.[\"'”“»\s]{0,3}\([^().]{2,}\)$")
# Two full stops or one character: an ellipsis ends no sentence of its own.
_FULL_STOP = re.compile(r"(?<!\.)\.[\"'”“»)\]\s]*$")


class Line(NamedTuple):
    """A line with what its shape tells.

    Attributes:
        start, end: offsets in the decoded text, blanks left out.
        text: the line in folded form.
        words: words in it.
        apart: whether an empty line stands before it.
        prose: whether it reads as running text: it ends as a sentence does, or is longer than headlines are.

    """

    start: int
    end: int
    text: str
    words: int
    apart: bool
    prose: bool


def cut(folded: Folded) -> list[Line]:
    """Cut a page into lines; together they hold every visible character."""
    source = folded.source
    spans = [match.span() for match in _LINE.finditer(source)]
    gaps = _gaps(source, spans)
    writes_runs = sum(map(len, gaps.values())) >= RUNS_OF_BLANKS
    lines: list[Line] = []
    last = 0
    for start, end in spans:
        for gap_start, gap_end in gaps.get(start, ()):
            if _BULLET.fullmatch(source, start, gap_start):
                continue
            if writes_runs or STOP.search(source, max(start, gap_start - STOP_CHARACTERS), gap_start):
                lines.append(_line(folded, start, gap_start, last))
                last, start = gap_start, gap_end
        lines.append(_line(folded, start, end, last))
        last = end
    return lines


def _gaps(source: str, spans: list[tuple[int, int]]) -> dict[int, list[tuple[int, int]]]:
    """Return the runs of blanks inside the spans, by the start of the span."""
    gaps: dict[int, list[tuple[int, int]]] = {}
    if _TWO_BLANKS.search(source) is None:
        return gaps
    at = 0
    for match in _GAP.finditer(source):
        while at < len(spans) and spans[at][1] <= match.start():
            at += 1
        if at < len(spans) and spans[at][0] < match.start() and match.end() < spans[at][1]:
            gaps.setdefault(spans[at][0], []).append(match.span())
    return gaps


def _line(folded: Folded, start: int, end: int, last: int) -> Line:
    text = folded.text[folded.position(start) : folded.position(end)].strip()
    words = len(text.split()) if len(text) <= _PIECE else sum(len(piece.split()) for piece in pieces(text))
    apart = folded.source.count("\n", last, start) > 1 or folded.source.count("\r", last, start) > 1
    removed = end - start - len(text)
    most = VOCALISED_SHARE * len(text)
    vocalised = words > VOCALISED_WORDS and removed > most and removed - folded.source.count("ـ", start, end) > most
    long = vocalised or words > HEADLINE_WORDS or len(text) > HEADLINE_CHARACTERS
    tail = text[-STOP_CHARACTERS:]
    prose = long or bool(_FULL_STOP.search(tail) and words > STOPPED_WORDS)
    prose = prose or bool(STOP.search(tail) and words > EXCLAIMED_WORDS)
    prose = prose or bool(words > STOPPED_WORDS and _SIGNED.search(text[-_SIGNED_REACH:]))
    return Line(start, end, text, words, apart, prose)


def pieces(text: str) -> Iterator[str]:
    """Yield the text cut before blanks: a line may be as long as a page, and its words need not be there together."""
    at = 0
    while at < len(text):
        end = text.find(" ", at + _PIECE)
        end = len(text) if end < 0 else end
        yield text[at:end]
        at = end


def first_line(folded: Folded) -> str:
    """Return the first line of a page in folded form, up to a run of blanks where one stands for a line break."""
    match = _LINE.search(folded.text)
    return folded.text[match.start() : match.end()].split(" " * BREAKING_BLANKS)[0] if match else ""


def split(line: Line, folded: Folded, position: int) -> list[Line]:
    """Return the two lines that `line` makes when cut at `position` of its folded text."""
    base = folded.text.find(line.text, folded.position(line.start))
    at = folded.start(base + position)
    halves = [
        match.span() for edge in ((line.start, at), (at, line.end)) for match in _LINE.finditer(folded.source, *edge)
    ]
    return [_line(folded, start, end, line.start if index else start) for index, (start, end) in enumerate(halves)]


def runs(indices: Iterable[int]) -> Iterator[list[int]]:
    """Yield the runs of indices that follow each other."""
    run: list[int] = []
    for index in indices:
        if run and run[-1] != index - 1:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def visible(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretch from the first to the last visible character of `source[start:end]`, where there is one."""
    first = _VISIBLE.search(source, start, end)
    if first is None:
        return []
    last = end
    while not _VISIBLE.match(source, last - 1, end):
        last -= 1
    return [(first.start(), last)]
