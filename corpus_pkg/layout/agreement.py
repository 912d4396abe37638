"""What the running text of a story takes up of another line: the words that both have, by their stems.

A headline says in short what its text says at length, so the text holds most of its words again; the line of a menu, a
slogan, the headline of another story share a word with it by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus_pkg.layout.lines import Line
from corpus_pkg.layout.paragraphs import Cues
from corpus_pkg.layout.thresholds import (
    AS_WELL,
    CHANCE_WORDS,
    FOREIGN_STEMS,
    PARAGRAPH_WORDS,
    SHARED_STEMS,
    TEXT_TOLD_WORDS,
    TITLE_WORDS,
)


class Told:
    """What a stretch of running text tells.

    Attributes:
        words: how many words it has; of few, that they share none with a line says nothing.
        lines: in how many lines they stand; where these are short it is verse, or broken by hand.

    """

    def __init__(self, lines: Iterable[Line], cues: Cues) -> None:
        self._cues = cues
        self._stems: set[str] = set()
        self.words = 0
        self.lines = 0
        for line in lines:
            self.add(line)

    def add(self, line: Line) -> None:
        """Let a further line of running text belong to it."""
        self._stems |= self._cues.stems(line.text)
        self.words += line.words
        self.lines += 1

    @property
    def enough(self) -> bool:
        """Whether it is so long that what it does not take up is about something else."""
        return self.words >= max(TEXT_TOLD_WORDS, PARAGRAPH_WORDS * self.lines)

    def shared(self, line: Line) -> int:
        """Return how many words of a line it takes up, by their stems."""
        return len(self._cues.stems(line.text) & self._stems)

    def stranger(self, line: Line) -> bool:
        """Return whether it takes up none of a line, or few words by chance: one, of a long line more."""
        stems = self._cues.stems(line.text)
        return len(stems & self._stems) < max(min(SHARED_STEMS, len(stems) or 1), len(stems) / CHANCE_WORDS)

    def foreign(self, paragraph: Line) -> bool:
        """Return whether a paragraph of several words shares none with it, or few by chance."""
        return len(self._cues.stems(paragraph.text)) >= FOREIGN_STEMS and self.stranger(paragraph)


def most_taken_up(lines: Sequence[tuple[int, Line]], told: Told) -> int | None:
    """Return the first of the lines that can be headlines of which the text takes up as much as of any other.

    None where it takes up so little of each that this can be chance.
    """
    shared = [(index, told.shared(line)) for index, line in lines if line.words >= TITLE_WORDS]
    most = max((count for _, count in shared), default=0)
    if most < SHARED_STEMS:
        return None
    return next(index for index, count in shared if count >= most * AS_WELL)
