"""The wording of lines that are known by their signs or a phrase of the lexicon: bars, addresses, labels."""

from __future__ import annotations

import re
from typing import cast

from corpus_pkg.language.punctuation import COMMAS
from corpus_pkg.layout import days
from corpus_pkg.layout.phrases import DATED
from corpus_pkg.layout.thresholds import (
    COUNTER_DIGITS,
    KEYWORD_ITEMS,
    KEYWORD_WORDS,
    LABEL_WITHOUT_DAY_WORDS,
    MENU_CELLS,
    MENU_WORDS,
    PROMPT_WORDS,
    ROW_CELLS,
    ROW_WORDS,
    SENTENCE_WITH_PHRASE_WORDS,
)
from corpus_pkg.layout.wording import Wording
from corpus_pkg.records import SegmentKind

# A pattern must match a text in one way only: where two parts can hold one sign, a long run of it is tried in all ways.
_RULE_LINE = re.compile(r"[\W_]*+$")
_LOCATOR = re.compile(
    r"(?:https?://|www\.)\S+$|[\w.+-]+@[\w-]+\.[\w.-]+$|@[a-z0-9_]{2,}$|(?:[a-z0-9-]+\.){1,4}[a-z]{2,12}/\S*$", re.I
)
_ATTRIBUTE = re.compile(r"(content|alt|title|href|src)=[\"']|(?=INCLUDEPICTURE|HYPERLINK )")
_NO_WORDS = re.compile(r"(?:(?:[\W_]*(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z]))+[\W_]*|\d{2,4} ?[x×] ?\d{2,4})$")
_COUNTER = re.compile(
    rf"[\d,.]{{1,{COUNTER_DIGITS}}}(?: [^\W\d_]+)?$|[^\W\d_]+(?: [^\W\d_]+)?\s?:\s?[\d,.]{{1,{COUNTER_DIGITS}}}$"
)


def rule_line(line: Wording) -> SegmentKind | None:
    """Know a line without a letter and a digit."""
    return "nav" if _RULE_LINE.match(line.text) else None


def key_words(line: Wording) -> SegmentKind | None:
    """Know key words left over from markup."""
    attribute = _ATTRIBUTE.match(line.text)
    if attribute is None or attribute.group(1) != "content":
        return None
    items = re.split(f"[{COMMAS}]", line.text)
    few = max(len(item.split()) for item in items) <= KEYWORD_WORDS
    return "keywords" if len(items) > KEYWORD_ITEMS and few else None


def attribute(line: Wording) -> SegmentKind | None:
    """Know an attribute left over from markup."""
    return "other" if _ATTRIBUTE.match(line.text) else None


def attribute_name(line: Wording) -> str:
    """Return the name of the attribute that a line begins with."""
    attribute = _ATTRIBUTE.match(line.text)
    return (attribute and attribute.group(1)) or "field"


def locator(line: Wording) -> SegmentKind | None:
    """Know a URL, with its scheme or with a path behind the host, an e-mail address or the name of an account."""
    return "nav" if line.words == 1 and _LOCATOR.match(line.text) else None


def no_words(line: Wording) -> SegmentKind | None:
    """Know marks of a letter or two, or the size of an advertisement."""
    return "nav" if _NO_WORDS.match(line.text) else None


def counter(line: Wording) -> SegmentKind | None:
    """Know a number by itself, or with the word or two for what is counted."""
    return "nav" if _COUNTER.match(line.text) and not line.dates else None


def menu(line: Wording) -> SegmentKind | None:
    """Know short labels divided by bars."""
    cells = line.cells
    fits = len(cells) >= MENU_CELLS and all(len(cell.split()) <= MENU_WORDS for cell in cells)
    known = len(cells) > 1 and all(cell.lower() in line.phrases.whole for cell in cells)
    return "nav" if known or (fits and not any(map(line.cues.desk, cells))) else None


def headlines(line: Wording) -> SegmentKind | None:
    """Know headlines divided by bars."""
    cells = line.cells
    fits = len(cells) >= ROW_CELLS and all(len(cell.split()) <= ROW_WORDS for cell in cells)
    own = fits and ((line.dates and days.little_beside(line)) or any(map(line.cues.desk, cells)))
    return "related_link" if fits and not own and not line.text.endswith(".") else None


def phrase_kind(line: Wording) -> SegmentKind:
    """Return the kind that the lexicon gives a line which it knows."""
    return cast(SegmentKind, line.phrase_kind)


def phrase(line: Wording) -> SegmentKind | None:
    """Know a wording that the lexicon of boilerplate has."""
    kind = line.phrase_kind
    if kind is None:
        return None
    # Without a day it is a clock or a label, and neither ends in a full stop.
    stops = line.words > LABEL_WITHOUT_DAY_WORDS or line.text.rstrip("\"'”») ").endswith(".")
    if kind in DATED and stops:
        return None
    # Whoever is asked to subscribe is asked in sentences.
    most = PROMPT_WORDS if kind == "prompt" else SENTENCE_WITH_PHRASE_WORDS
    sentence = line.prose and line.words > most and kind not in ("keywords", "source")
    return None if sentence else phrase_kind(line)
