"""The furniture of a page, known by its wording: menus, share bars, labels, prompts, datelines."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import cast

from corpus_pkg import dates
from corpus_pkg.layout.lines import Line, split
from corpus_pkg.layout.paragraphs import Openers, openers
from corpus_pkg.lexicon import Lexicons, listed
from corpus_pkg.orthography import Folded, folded
from corpus_pkg.records import SegmentKind

_EDGES = " \t.:،,؛;|-_*•·»«\"'“”()[]{}<>/\\!؟?…=#~+"
_WORD = re.compile(r"[^\W_]+")
_RULE_LINE = re.compile(r"(?:[-=*_.~#+•·|/\\()\[\]{}<>\s]|[^\w\s])*$")
_LOCATOR = re.compile(r"(?:https?://|www\.)\S+$|[\w.+-]+@[\w-]+\.[\w.-]+$", re.I)
_ATTRIBUTE = re.compile(r"(content|alt|title|href|src)=[\"']")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[@T]\d\d:\d\d(?::\d\d)?")
_PARTS = re.compile(r"\s*[|/:+،,]+\s*|\s+-\s*|-\s+")
_BARS = re.compile(r"\s[|»›]\s|\s\|\s?")
_DIGIT = re.compile(r"\d")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}[\s./،,-]+)+[^\W\d_]{0,2}[\s./،,-]*$")

#: In words: up to here a line that opens with a phrase of that kind is furniture and not a sentence.
_LIMITS = {
    "read_also": 26,
    "keywords": 80,
    "share": 30,
    "prompt": 30,
    "source": 10,
    "published": 24,
    "updated": 24,
    "retrieved": 12,
    "byline": 9,
    "nav": 14,
    "related_heading": 6,
}


_LONGEST = max(_LIMITS.values())


@dataclass(frozen=True, slots=True)
class Label:
    """A kind that the wording of a line gives it, and the rule; `day` where the line states a whole date."""

    kind: SegmentKind
    rule: str
    day: bool = False


class Phrases:
    """The lexicon of furniture, compiled."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.whole: dict[str, tuple[str, str]] = {}
        self.starts: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        anywhere: dict[str, tuple[str, str]] = {}
        for row in lexicons.rows("furniture"):
            phrase = folded(row["phrase"]).lower()
            if row["place"] == "whole":
                self.whole.setdefault(phrase.strip(_EDGES), (row["kind"], row["phrase"]))
            elif row["place"] == "start":
                word = _WORD.search(phrase)
                self.starts[word.group() if word else ""].append((phrase, row["kind"], row["phrase"]))
            else:
                anywhere[phrase] = (row["kind"], row["phrase"])
        for entries in self.starts.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.anywhere = anywhere
        updated = [phrase for entries in self.starts.values() for phrase, kind, _ in entries if kind == "updated"]
        self.updated = re.compile(rf"(?<=[\s،,|(-])(?:{'|'.join(map(re.escape, updated))})\b" if updated else r"(?!)")
        self.held = re.compile("|".join(map(re.escape, sorted(anywhere, key=len, reverse=True))) or r"(?!)")
        self.outlets = frozenset(
            folded(name).lower()
            for row in lexicons.rows("outlets")
            for name in (row["name_ar"], row["name_en"], *listed(row["spellings"]))
            if name
        )
        self.places = frozenset(
            folded(name)
            for row in lexicons.rows("places")
            for name in (row["name_ar"], *listed(row["spellings"]))
            if name
        )

    def label(self, text: str, words: int) -> tuple[str, str] | None:
        """The kind and phrase of a line with that folded text."""
        lowered = text.lower()
        bare = lowered.strip(_EDGES)
        hit = self.whole.get(bare)
        if hit:
            return hit
        word = _WORD.search(lowered)
        if word and word.start() <= 3:
            opening = lowered[word.start() :]
            for phrase, kind, name in self.starts.get(word.group(), ()):
                if opening.startswith(phrase) and not opening[len(phrase) : len(phrase) + 1].isalnum():
                    if words <= _LIMITS[kind]:
                        return kind, name
                    return None
        if words <= 14:
            match = self.held.search(lowered)
            if match:
                return self.anywhere[match.group()]
        return None

    def outlet(self, text: str) -> bool:
        """Whether the folded text names an outlet of the lexicon and nothing else."""
        return text.lower().strip(_EDGES) in self.outlets

    def place(self, text: str) -> bool:
        """Whether the folded text names a place of the lexicon and nothing else."""
        return text.strip(_EDGES) in self.places


@cache
def phrases(lexicons: Lexicons) -> Phrases:
    """The furniture that `lexicons` knows, compiled once."""
    return Phrases(lexicons)


def parted(line: Line, page: Folded, lexicons: Lexicons) -> list[Line]:
    """A line of metadata that says when the page was published and, behind it, when it was updated: one line each."""
    if line.words > _LIMITS["updated"] or not _DIGIT.search(line.text):
        return [line]
    match = phrases(lexicons).updated.search(line.text.lower())
    if match is None or not _DIGIT.search(line.text, 0, match.start()):
        return [line]
    return split(line, page, match.start())


def label(line: Line, page: Folded, lexicons: Lexicons) -> Label | None:
    """What the wording of a line says that it is; None where it says nothing."""
    text, words = line.text, line.words
    if words > _LONGEST:
        return None
    if _RULE_LINE.match(text):
        return Label("nav", "rule_line")
    attribute = _ATTRIBUTE.match(text)
    if attribute:
        items = re.split("[،,]", text)
        if attribute.group(1) == "content" and len(items) > 3 and max(len(item.split()) for item in items) <= 4:
            return Label("keywords", "attribute:content")
        return Label("other", f"attribute:{attribute.group(1)}")
    if words == 1 and _LOCATOR.match(text):
        return Label("nav", "locator")
    known = phrases(lexicons)
    row = _row(text)
    if row:
        return row
    hit = known.label(text, words)
    stated = _metadata(line, page, lexicons, hit[0] if hit else None)
    if stated:
        return stated
    if hit:
        kind, phrase = hit
        if kind in ("published", "updated", "retrieved") and words > 4:
            return None
        if line.prose and words > 12 and kind not in ("keywords", "source"):
            return None
        return Label(cast(SegmentKind, kind), f"phrase:{phrase}")
    if words <= 8 and not line.prose:
        parts = [part for part in _PARTS.split(text.strip(_EDGES)) if part]
        if parts and all(known.outlet(part) for part in parts):
            return Label("source", "outlets_alone")
        if _INITIALS.match(text):
            return Label("nav", "initials")
        if len(parts) in (2, 3) and all(len(part.split()) <= 4 for part in parts):
            return _parts(text, parts, known, openers(lexicons))
    return None


def _row(text: str) -> Label | None:
    """A menu or a run of headlines in one line, divided by bars."""
    cells = [cell.strip() for cell in _BARS.split(text) if cell.strip()]
    if len(cells) < 3 or len(cells) > 200:
        return None
    longest = max(len(cell.split()) for cell in cells)
    if longest <= 3 and len(cells) >= 4:
        return Label("nav", "menu_in_a_row")
    if longest <= 14 and not text.endswith("."):
        return Label("related_link", "headlines_in_a_row")
    return None


def _parts(text: str, parts: list[str], known: Phrases, wording: Openers) -> Label | None:
    """A short line of two or three parts: place and paper, place and person, paper and person."""
    outlets = [part for part in parts if known.outlet(part)]
    places = [part for part in parts if known.place(part) and part not in outlets]
    others = [part for part in parts if part not in outlets and part not in places]
    if any(wording.name(part) for part in others) and len(others) == 1 and (outlets or places):
        return Label("byline", "outlet_and_name" if outlets else "place_and_name")
    # Behind a colon stands a headline ("Iraq: ..."), behind a bar or a dash whoever reported from there.
    apart = len(parts) == 2 and re.search(r"[|/]|\s-\s", text) and all(len(part.split()) <= 3 for part in others)
    if places and (outlets or (others and apart)):
        return Label("dateline", "place_and_outlet" if outlets else "place_and_another")
    return None


def _metadata(line: Line, page: Folded, lexicons: Lexicons, kind: str | None) -> Label | None:
    """A line that is a date and little else: published, updated or retrieved."""
    if line.words > 24 or not _DIGIT.search(line.text) or (line.prose and kind is None and line.words > 12):
        return None
    if _STAMP.search(line.text) and line.words <= 3:
        return Label("retrieved", "crawl_stamp", day=True)
    if kind not in (None, "published", "updated", "retrieved", "byline", "source"):
        return None
    found = dates.find_in(page, line.start, line.end, lexicons=lexicons)
    days = {date.value[:10] for date in found if date.value and dates.is_whole_day(date.value)}
    periods = any(date.value and "/" in date.value for date in found)
    if not days or ((len(days) > 1 or periods) and kind is None):
        return None
    rest = line.end - line.start - sum(date.end - date.start for date in found)
    if kind in ("published", "updated", "retrieved"):
        return Label(cast(SegmentKind, kind), f"date_line:{kind}", day=True)
    words_left = line.words - sum(len(date.surface.split()) for date in found)
    if words_left <= 7 and (rest <= 45 or words_left <= 4) and not (line.prose and words_left > 3):
        return Label("published", "date_line", day=True)
    return None
