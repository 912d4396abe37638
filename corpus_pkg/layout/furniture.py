"""The wording of lines that are the site's or another's by what they are made of: times, trails, files, posts."""

from __future__ import annotations

import re
from collections import Counter

from corpus_pkg import dates
from corpus_pkg.layout.paragraphs import Cues
from corpus_pkg.layout.thresholds import (
    LETTERS_OF_A_LABEL,
    MASTHEAD_WORDS,
    MENU_WORDS,
    NAMES_WORDS,
    RECURRING,
    TIMETABLE_WORDS,
    TRAIL_CELLS,
)
from corpus_pkg.layout.wording import Wording
from corpus_pkg.records import SegmentKind

_WORD = re.compile(r"[^\W\d_]+")
_TIMETABLE = re.compile(r"(?:[^\W\d_]+[ :-]+)+\d\d?:\d\d(?: ?[^\W\d_]+)?$")
_TRAIL = re.compile(r"\s[>›»]+\s")
_FILE = re.compile(r"\S*\.(?:jpe?g|png|gif|webp|svg|mp[34]|pdf|docx?)\W*$", re.IGNORECASE)
_DATA = re.compile(r"<?image>|data:image/", re.IGNORECASE)
_LETTER = re.compile(r"[A-Za-z]")
#: The link that a post on a network carries, and the signature under one.
_POSTED = re.compile(r"\b(?:pic\.twitter\.com|t\.co|instagram\.com/p)/\w", re.IGNORECASE)
_SIGNED = re.compile(r"[—–-]\W*\w.*\(@\w+\)|.*\(@[\w.]+\)$")
_SIGNS = ":/|-"


def age(line: Wording) -> SegmentKind | None:
    """Know how long ago something was, as sites show it in place of a day."""
    return "nav" if not line.prose and dates.is_age(line.text, line.lexicons) else None


def timetable(line: Wording) -> SegmentKind | None:
    """Know a word or two and a clock: prayers, kick-offs, programmes."""
    return "nav" if line.words <= TIMETABLE_WORDS and line.phrase is None and _TIMETABLE.match(line.text) else None


def trail(line: Wording) -> SegmentKind | None:
    """Know the way from the first page of a site to this one."""
    cells = [cell.strip() for cell in _TRAIL.split(line.text)]
    short = all(0 < len(cell.split()) <= MENU_WORDS for cell in cells[:-1])
    return "nav" if len(cells) >= TRAIL_CELLS and short and not line.prose else None


def recurring(text: str, cues: Cues) -> bool:
    """Return whether a folded line says one word again and again: the names of a site's parts, or its sections."""
    words = Counter(word for word in _WORD.findall(text) if len(word) >= LETTERS_OF_A_LABEL)
    again = any(count >= RECURRING and not cues.function(word) for word, count in words.items())
    return again and len(words) >= RECURRING


def file(line: Wording) -> SegmentKind | None:
    """Know the name of a file, or a picture written out."""
    return "other" if (line.words == 1 and _FILE.match(line.text)) or _DATA.match(line.text) else None


def foreign(line: Wording) -> SegmentKind | None:
    """Know a short line in Latin letters, among text in others."""
    letters = line.lexicons.language.letters
    if not letters or line.prose or line.phrase is not None or not _LETTER.search(line.text):
        return None
    return None if re.search(f"[{letters}]", line.text) else "nav"


def hashtags(line: Wording) -> SegmentKind | None:
    """Know tags as networks have them."""
    return "keywords" if line.text and all(word.startswith("#") for word in line.text.split()) else None


def post(line: Wording) -> SegmentKind | None:
    """Know a post on a network by the link that it carries, or the signature under it."""
    return "other" if _POSTED.search(line.text) or (not line.prose and _SIGNED.match(line.text)) else None


def first_on(line: Wording) -> SegmentKind | None:
    """Know what a site writes behind a story that others may copy: where it appeared first."""
    at = line.phrases.first_on(line.text)
    return "source" if at is not None and len(line.text[at:].split()) <= NAMES_WORDS else None


def masthead(line: Wording) -> SegmentKind | None:
    """Know an office of the masthead, with or without who holds it."""
    office = line.cues.office(line.text)
    if office is None or line.prose or line.words > MASTHEAD_WORDS:
        return None
    rest = line.text[len(office) :].strip()
    named = rest[:1] in _SIGNS or line.cues.name(rest)
    return "nav" if not rest or named else None
