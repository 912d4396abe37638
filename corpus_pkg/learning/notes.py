"""What is noted of each page: hashes of the keys of its lines, on disk, so that memory does not grow with the texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from corpus_pkg.dates import find_dates
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.layout.lines import Line
from corpus_pkg.layout.model import Label
from corpus_pkg.layout.page import Page as LaidOut
from corpus_pkg.layout.paragraphs import cues
from corpus_pkg.layout.phrases import phrases
from corpus_pkg.learning.thresholds import HEADLINE_WORDS
from corpus_pkg.parsing.page import Page
from corpus_pkg.sites.keys import NAME, has_word, keys, plain, states_day

#: What a line can be, a bit each: running text; named by its wording; as persons are called, or an outlet or a place;
#: with a key that a row may have; with a hole for a name; long enough for a headline.
PROSE, NAMED, PERSON, CALLED, TELLING, HOLED, HEADLINE = (1 << bit for bit in range(7))
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LINE = np.dtype([("key", "<u8"), ("length", "<u4"), ("traits", "u1")])
#: The lines of a page, as noted.
Lines = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of one page.

    Attributes:
        lines: its lines, in order.
        days: the days that its lines state, by the hash of the key.
        sentences: its running text, a line each.

    """

    lines: Lines
    days: tuple[tuple[int, str], ...]
    sentences: tuple[str, ...]


def hashed(key: str) -> int:
    """Return the hash of a key in 64 bits; 0 of an empty one."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") if key else 0


def note(page: Page) -> Noted:
    """Return what is noted of a page that was opened."""
    laid_out = LaidOut(page.folded, page.lexicons)
    traits_of = _traits(page.lexicons)
    made = keys(page.lexicons)
    rows, days, sentences = [], [], []
    for line, label in zip(laid_out.lines, laid_out.labels, strict=True):
        key = made.key(line.text, prose=line.prose)
        rows.append((hashed(key), len(line.text), traits_of(key, line, label)))
        if line.prose and label is None:
            sentences.append(line.text)
        if label is not None and label.day:
            stated = find_dates(page.folded.source[line.start : line.end], lexicons=page.lexicons)
            day = next((found.value[:10] for found in stated if found.value and _DAY.match(found.value)), None)
            if day is not None:
                days.append((hashed(key), day))
    return Noted(np.array(rows, LINE), tuple(days), tuple(sentences))


def texts(page: Page) -> dict[int, str]:
    """Return the keys of a page's lines by their hashes."""
    made = keys(page.lexicons)
    found = (made.key(line.text, prose=line.prose) for line in LaidOut(page.folded, page.lexicons).lines)
    return {hashed(key): key for key in found}


def _traits(lexicons: Lexicons) -> Callable[[str, Line, Label | None], int]:
    """Return what tells the traits of a line."""
    wording, of_text = phrases(lexicons), cues(lexicons)

    def traits(key: str, line: Line, label: Label | None) -> int:
        return (
            PROSE * line.prose
            + NAMED * (label is not None)
            + PERSON * (not line.prose and of_text.name(line.text))
            + CALLED * (not line.prose and (wording.outlet(line.text) or wording.place(line.text)))
            + TELLING * (has_word(key) and not states_day(key))
            + HOLED * (NAME in key)
            + HEADLINE * (line.words >= HEADLINE_WORDS)
        )

    return traits


class Notes:
    """The notes on all pages: their lines in a scratch file in the folder `place`, which the caller removes."""

    def __init__(self, place: Path) -> None:
        """Begin with no page."""
        self._file: BinaryIO = (place / "lines").open("w+b")
        self._texts: BinaryIO = (place / "texts").open("w+b")
        self._ends = [0]
        self._text_ends = [0]

    def __enter__(self) -> Notes:
        """Return itself; all is open from the beginning."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files."""
        self._file.close()
        self._texts.close()

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._ends) - 1

    def add(self, noted: Noted) -> None:
        """Note the lines and the running text of the next page."""
        self._file.write(noted.lines.tobytes())
        self._ends.append(self._ends[-1] + len(noted.lines))
        text = "\n".join(" ".join(sentence.split()) for sentence in noted.sentences)
        self._text_ends.append(self._text_ends[-1] + self._texts.write(text.encode("utf-8", "surrogatepass")))

    def lines(self, page: int) -> Lines:
        """Return the lines of a page by its number."""
        start, end = self._ends[page : page + 2]
        self._file.seek(start * LINE.itemsize)
        return np.frombuffer(self._file.read((end - start) * LINE.itemsize), LINE)

    def text(self, page: int, common: Set[int]) -> str:
        """Return the running text of a page, a sentence a line, without those whose keys are common."""
        start, end = self._text_ends[page : page + 2]
        self._texts.seek(start)
        sentences = self._texts.read(end - start).decode("utf-8", "surrogatepass").split("\n")
        return "\n".join(sentence for sentence in sentences if hashed(plain(sentence)) not in common)

    def recurring(self, pages: Sequence[int], least: int) -> dict[int, int]:
        """Return the keys that so many of the pages have, with the number of these."""
        each = [np.unique(self.lines(page)["key"]) for page in pages]
        found, counts = np.unique(np.concatenate(each), return_counts=True) if each else (np.empty(0), np.empty(0))
        often = counts >= least
        recurring = dict(zip(found[often].tolist(), counts[often].tolist(), strict=True))
        recurring.pop(0, None)
        return recurring
