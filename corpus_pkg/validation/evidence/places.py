"""Where spans stand in the title and in the text of their article, found anew without what folds texts for a build.

Visible characters are counted: folding changes white space and what nobody sees, and no letter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from corpus_pkg.language.orthography import normalise
from corpus_pkg.layout import of_text
from corpus_pkg.validation.evidence.dossier import Dossier
from corpus_pkg.validation.evidence.rows import problem
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds

#: The tables whose spans may stand in texts, and the columns that say where, by the text.
_PLACED = ("dates", "credits", "mentions")
_COLUMNS = {"text": ("text_start", "text_end"), "title": ("title_start", "title_end")}
_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class _Line:
    """A segment of a page as a line of its article's text, or as its title.

    Attributes:
        start, end: the segment.
        article_id: the article.
        text: "text" or "title".
        at: where the line begins in that text.
        words: what it says there.

    """

    start: int
    end: int
    article_id: str
    text: str
    at: int
    words: str
    _read: int = field(init=False)
    _seen: int = 0
    _table: tuple[list[int], list[int]] | None = None

    def __post_init__(self) -> None:
        self._read = self.start

    def place(self, dossier: Dossier, row: Any) -> tuple[int, int] | None:
        """Return where a row's span stands; rows come in the order of their starts."""
        surface = normalise(row.surface)
        if not surface:
            return None
        begin = self.words.find(surface)
        # Of words that stand there twice, what is before them tells which they are.
        if begin < 0 or begin != self.words.rfind(surface):
            self._seen += _visible(dossier.shown(self._read, row.start))
            self._read = row.start
            begin = self._after(self._seen)
        return self.at + begin, self.at + begin + len(surface)

    def _after(self, seen: int) -> int:
        """Return the offset of the visible character behind so many others."""
        if self._table is None:
            starts, counts, count = [], [], 0
            for match in _WORD.finditer(self.words):
                starts.append(match.start())
                counts.append(count)
                count += match.end() - match.start()
            self._table = starts, counts
        starts, counts = self._table
        word = bisect_right(counts, seen) - 1
        return starts[word] + seen - counts[word] if word >= 0 else 0


def placed(dossier: Dossier) -> Iterator[Problem]:
    """Yield the spans whose offsets into the title and the text are not where they stand there."""
    if dossier.standoff:
        return
    rows = sorted(
        ((row.start, row.end, name, row) for name in _PLACED for row in getattr(dossier, name)), key=lambda row: row[:2]
    )
    if dossier.text is None:
        yield from _told(dossier, rows)
        return
    lines = _lines(dossier) if rows else []
    at = 0
    for start, end, name, row in rows:
        while at < len(lines) and lines[at].end <= start:
            at += 1
        line = lines[at] if at < len(lines) and lines[at].start <= start and end <= lines[at].end else None
        if line is not None and line.article_id != row.article_id:
            continue
        place = line.place(dossier, row) if line is not None else None
        for text, columns in _COLUMNS.items():
            expected = place if line is not None and line.text == text else None
            stated = getattr(row, columns[0]), getattr(row, columns[1])
            if stated != (expected or (None, None)):
                which = 0 if expected is None or stated[0] != expected[0] else 1
                given = f"does not stand in the {text}" if expected is None else f"stands there at {_span(expected)}"
                message = f"{_span(stated)} of the {text}: the span {given}"
                yield problem(kinds.PLACE, name, row, columns[which], message)


def _told(dossier: Dossier, rows: list[tuple[int, int, str, Any]]) -> Iterator[Problem]:
    """Yield what does not read as its surface in the texts that the tables have, where there is no page."""
    for _, _, name, row in rows:
        article = dossier.articles.get(row.article_id)
        for text, columns in _COLUMNS.items():
            start, end = getattr(row, columns[0]), getattr(row, columns[1])
            if (start, end) == (None, None) or article is None:
                continue
            words = (getattr(article, text) or "")[start:end] if start is not None and end is not None else ""
            if words != normalise(row.surface or ""):
                message = f"{_span((start, end))} of the {text} is not the surface"
                yield problem(kinds.PLACE, name, row, columns[0], message)


def _lines(dossier: Dossier) -> list[_Line]:
    """Return the lines of the texts and the titles, in the order of the page."""
    own: dict[str, list[Any]] = {}
    for segment in dossier.segments:
        if segment.article_id is not None:
            own.setdefault(segment.article_id, []).append(segment)
    lines: list[_Line] = []
    for identifier, article in dossier.articles.items():
        segments = own.get(identifier, ())
        for segment in segments:
            if segment.kind == "title" and normalise(_shown(dossier, segment)) == article.title:
                lines.append(_Line(segment.start, segment.end, identifier, "title", 0, article.title))
        pieces, paragraphs = of_text(segments), (article.text or "").split("\n")
        if len(pieces) != len(paragraphs):
            pieces = [piece for piece in pieces if normalise(_shown(dossier, piece))]
        at = 0
        # Where the text is another than its segments give, that is told of the text.
        for piece, words in zip(pieces, paragraphs, strict=False):
            lines.append(_Line(piece.start, piece.end, identifier, "text", at, words))
            at += len(words) + 1
    return sorted(lines, key=attrgetter("start"))


def _shown(dossier: Dossier, segment: Any) -> str:
    return dossier.shown(segment.start, segment.end, segment.rule)


def _visible(text: str) -> int:
    return len("".join(normalise(text).split()))


def _span(place: tuple[int | None, int | None]) -> str:
    start, end = place
    return "empty" if start is None and end is None else f"[{start}, {end})"


RULES = (placed,)
