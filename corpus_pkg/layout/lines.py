"""The lines of a page: what lies between two line breaks, or between runs of blanks that stand for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus_pkg.orthography import INVISIBLE, Folded

_BREAKS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_BLANK = rf"\s{INVISIBLE}\x00-\x1f\x7f-\x9f"
_LINE = re.compile(rf"[^{_BLANK}](?:[^{_BREAKS}]*[^{_BLANK}])?")
_GAP = re.compile(rf"[{_BLANK}]{{3,}}")
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
_STOP = re.compile(r"[.؟!?…][\"'”“»)\]\s]*$")
# Two full stops or one character: an ellipsis ends no sentence of its own.
_FULL_STOP = re.compile(r"(?<!\.)\.[\"'”“»)\]\s]*$")

#: A longer line is running text, whatever it ends with.
HEADLINE_WORDS = 19
HEADLINE_CHARACTERS = 125


@dataclass(frozen=True, slots=True)
class Line:
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
    gaps = [[gap.span() for gap in _GAP.finditer(source, start, end)] for start, end in spans]
    # One run of blanks is a slip or a table; many, and the page writes its line breaks so.
    writes_runs = sum(map(len, gaps)) >= 3
    lines: list[Line] = []
    last = 0
    for (start, end), inner in zip(spans, gaps, strict=True):
        for gap_start, gap_end in inner:
            if writes_runs or _STOP.search(source, max(start, gap_start - 4), gap_start):
                lines.append(_line(folded, start, gap_start, last))
                last, start = gap_start, gap_end
        lines.append(_line(folded, start, end, last))
        last = end
    return lines


def _line(folded: Folded, start: int, end: int, last: int) -> Line:
    text = folded.text[folded.position(start) : folded.position(end)].strip()
    words = len(text.split())
    apart = len(_BREAK.findall(folded.source, last, start)) > 1
    # Scripture and verse are printed with their vowel signs, headlines are not.
    removed = end - start - len(text)
    vocalised = (
        words > 4 and removed > 0.3 * len(text) and removed - folded.source.count("ـ", start, end) > 0.3 * len(text)
    )
    long = vocalised or words > HEADLINE_WORDS or len(text) > HEADLINE_CHARACTERS
    prose = long or bool(_FULL_STOP.search(text) and words > 2) or bool(_STOP.search(text) and words > 14)
    return Line(start, end, text, words, apart, prose)


def split(line: Line, folded: Folded, position: int) -> list[Line]:
    """The two lines that `line` makes when cut at `position` of its folded text."""
    base = folded.text.find(line.text, folded.position(line.start))
    at = folded.start(base + position)
    halves = [
        match.span() for edge in ((line.start, at), (at, line.end)) for match in _LINE.finditer(folded.source, *edge)
    ]
    return [_line(folded, start, end, line.start if index else start) for index, (start, end) in enumerate(halves)]
