"""The furniture of a page, known by its wording: menus, share bars, labels, prompts, datelines."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import cast

from corpus_pkg import dates
from corpus_pkg.language.countries import countries
from corpus_pkg.language.lexicons import Lexicons, listed
from corpus_pkg.language.orthography import Folded, folded
from corpus_pkg.layout.lines import Line, split
from corpus_pkg.layout.paragraphs import Openers, openers, tells_ali
from corpus_pkg.records import SegmentKind

_EDGES = " \t.:،,؛;|-_*•·»«\"'“”()[]{}<>/\\!؟?…=#~+"
_WORD = re.compile(r"[^\W_]+")
# A pattern must match a text in one way only: where two parts can hold one sign, a long run of it is tried in all ways.
_RULE_LINE = re.compile(r"[\W_]*+$")
_LOCATOR = re.compile(r"(?:https?://|www\.)\S+$|[\w.+-]+@[\w-]+\.[\w.-]+$", re.I)
_ATTRIBUTE = re.compile(r"(content|alt|title|href|src)=[\"']|(?=INCLUDEPICTURE|HYPERLINK )")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[@T]\d\d:\d\d(?::\d\d)?")
_PARTS = re.compile(r"(?<!\s)\s*+[|/:+،,]+\s*|(?<!\s)\s++[-_]\s*|-\s+")
# A colon without a blank before it parts a speaker or a topic from what is said of it ("Poll: ...").
_GLUED_COLON = re.compile(r"\w:")
_BARS = re.compile(r"\s[|»›]\s|\s\|\s?")
_DIGIT = re.compile(r"\d")
#: Controls and marks of one or two Latin letters ("A+ A-"), the size of an advertisement; and a number by itself.
_NO_WORDS = re.compile(r"(?:(?:[\W_]*(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z]))+[\W_]*|\d{2,4} ?[x×] ?\d{2,4})$")
_COUNTER = re.compile(r"[\d,.]{1,9}$")
_CLOCK = re.compile(r"\d\d?:\d\d\b")
_BRACKETED = re.compile(r"([^()]+?) ?\(([^()]+)\)")
#: Any day: with it a clock makes a date.
_SOME_DAY = "2000-01-01"
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}[\s./،,-]++)+[^\W\d_]{0,2}[\s./،,-]*$")

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
    "caption": 20,
}


#: A line with a label in Latin letters and its date has so many words; more are something else.
_FOREIGN_LABEL_WORDS = 5

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
        phrases_of_credits = [(row["kind"], folded(row["phrase"])) for row in lexicons.rows("credit_phrases")]
        self.outlet_parts = openers(lexicons).outlet_parts
        self.photo_credits = frozenset(phrase.lower() for kind, phrase in phrases_of_credits if kind == "photo_credit")
        self.source_labels = frozenset(phrase for kind, phrase in phrases_of_credits if kind == "source_label")
        published = [phrase for entries in self.starts.values() for phrase, kind, _ in entries if kind == "published"]
        self.published = re.compile(
            rf"(?:{'|'.join(map(re.escape, published))})\W{{0,4}}(?=\w)" if published else "(?!)"
        )
        self.countries = frozenset(folded(name) for country in countries(lexicons) for name in country.names)
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

    def country(self, text: str) -> bool:
        """Whether the folded text names a country and nothing else; some are also called as their capitals."""
        return text.strip(_EDGES) in self.countries

    def outlet(self, text: str) -> bool:
        """Whether the folded text names an outlet of the lexicon and nothing else."""
        return text.lower().strip(_EDGES) in self.outlets

    def outlet_like(self, text: str) -> bool:
        """Whether the folded text names an outlet of the lexicon, or ends as names of outlets do ("... News")."""
        words = text.strip(_EDGES).split()
        return self.outlet(text) or (1 < len(words) <= 3 and words[-1] in self.outlet_parts)

    def place(self, text: str) -> bool:
        """Whether the folded text names a place of the lexicon and nothing else."""
        return text.strip(_EDGES) in self.places


@cache
def phrases(lexicons: Lexicons) -> Phrases:
    """The furniture that `lexicons` knows, compiled once."""
    return Phrases(lexicons)


def parted(line: Line, page: Folded, lexicons: Lexicons) -> list[Line]:
    """A line that holds two things, one line each: when the page was published and, behind it, when it was updated;
    the labelled day of publication and, behind it, running text."""
    opening = phrases(lexicons).published.match(line.text[:60].lower())
    # Behind a label in the page's own letters a short line goes on with place, paper and counter.
    if opening and line.words > (_FOREIGN_LABEL_WORDS if opening.group().isascii() else _LIMITS["published"]):
        found = dates.find_in(page, line.start, line.start + 60, lexicons=lexicons)
        first = page.start(page.text.find(line.text, page.position(line.start)) + opening.end())
        if found and found[0].start == first and found[0].value and dates.is_whole_day(found[0].value):
            return split(line, page, opening.end() + page.position(found[0].end) - page.position(found[0].start))
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
        return Label("other", f"attribute:{attribute.group(1) or 'field'}")
    if words == 1 and _LOCATOR.match(text):
        return Label("nav", "locator")
    if _NO_WORDS.match(text):
        return Label("nav", "no_words")
    if words == 1 and _COUNTER.match(text):
        return Label("nav", "counter")
    if words <= 3 and _CLOCK.match(text):
        clock = dates.read_date(f"{_SOME_DAY} {text}")
        if clock is not None and clock.value is not None and "T" in clock.value:
            return Label("published", "clock")
    known = phrases(lexicons)
    row = _row(text)
    if row:
        return row
    hit = known.label(text, words)
    if hit and hit[0] == "byline" and _announces(text, openers(lexicons)):
        hit = None
    stated = _metadata(line, page, lexicons, hit[0] if hit else None)
    if stated:
        return stated
    if hit:
        kind, phrase = hit
        if kind in ("published", "updated", "retrieved") and (words > 4 or text.rstrip("\"'”») ").endswith(".")):
            # Without a day it is a clock or a label, and neither ends in a full stop.
            return None
        if line.prose and words > 12 and kind not in ("keywords", "source"):
            return None
        return Label(cast(SegmentKind, kind), f"phrase:{phrase}")
    bracketed = _BRACKETED.fullmatch(text) if not line.prose and text.endswith(")") else None
    if bracketed and words > 2 and (known.outlet(bracketed[2]) or bracketed[2].lower() in known.photo_credits):
        return Label("caption", "photo_credit")
    if words <= 8 and not line.prose:
        if text.startswith(("تصوير ", "عدسه ")) and known.outlet(text.split(" ", 1)[1]):
            return Label("caption", "photo_by_outlet")
        parts = [part for part in _PARTS.split(text.strip(_EDGES)) if part]
        if parts and all(known.outlet(part) for part in parts):
            return Label("source", "outlets_alone")
        label_word, _, rest = text.partition(" ")
        if label_word in known.source_labels and known.outlet(rest):
            return Label("source", "label_and_outlet")
        if _INITIALS.match(text):
            return Label("nav", "initials")
        wording = openers(lexicons)
        if bracketed and known.place(bracketed[2]) and wording.name(bracketed[1]):
            return Label("byline", "name_and_place")
        if (
            len(parts) == 2
            and wording.signs(parts[0])
            and wording.name(parts[1], page.source[line.start : line.end] if tells_ali(page.source) else "")
            and not _GLUED_COLON.search(text[:-1])
        ):
            return Label("byline", "label_and_name")
        if len(parts) == 1 and text.count("-") in (1, 2) and not _DIGIT.search(text):
            tight = [part for part in text.strip(_EDGES).split("-") if part]
            for outlet, place in ((tight[-1], tight[0]), (tight[0], tight[-1])):
                if len(tight) > 1 and known.outlet(outlet) and (known.place(place) or known.country(place)):
                    parts = tight
        if len(parts) in (2, 3) and all(len(part.split()) <= 4 for part in parts):
            return _parts(
                text,
                parts,
                known,
                openers(lexicons),
                page.source[line.start : line.end] if tells_ali(page.source) else "",
            )
    return None


def _announces(text: str, wording: Openers) -> bool:
    """Whether a line that begins as a byline does ("report: ...") goes on as a headline, and names nobody."""
    _, colon, rest = text.partition(":")
    words = rest.split()
    if not colon or len(words) < 5 or any(sign in rest for sign in ",،-/|+"):
        return False
    # Two persons and an outlet at most have so many words, and nothing in them that only sentences have.
    return len(words) > 6 or wording.function(rest) or any(re.match(r"[وفبكي]\w{3,}|لل\w+", word) for word in words[2:])


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


def _parts(text: str, parts: list[str], known: Phrases, wording: Openers, source: str) -> Label | None:
    """A short line of two or three parts: place and paper, place and person, paper and person."""
    outlets = [part for part in parts if known.outlet_like(part)]
    # Before a colon a country is what a headline speaks of ("Iraq: ..."), before a dash where the story was filed.
    filed = ":" not in text[:-1]
    places = [
        p for p in parts if p not in outlets and (known.place(p) or (filed and p is parts[0] and known.country(p)))
    ]
    others = [part for part in parts if part not in outlets and part not in places]
    named = bool(others) and all(wording.name(part, source) for part in others) and (outlets or places)
    # Two names stand behind the place or the outlet, and behind no colon: there stands a headline.
    if named and (len(others) == 1 or (parts[0] not in others and ":" not in text[:-1])):
        return Label("byline", "outlet_and_name" if outlets else "place_and_name")
    # Behind a colon stands a headline ("Iraq: ..."), behind a bar or a dash whoever reported from there.
    apart = len(parts) == 2 and re.search(r"[|/]|\s-\s", text) and all(len(part.split()) <= 3 for part in others)
    # Who signs besides an outlet without giving a name: the desk, "follow-ups", "exclusive".
    if outlets and others and all(wording.desk(part) for part in others):
        return Label("dateline" if places else "source", "outlet_and_desk")
    # An agency or a paper behind one word: a town that the lexicon does not know.
    if (
        apart
        and not places
        and len(outlets) == 1
        and parts[1] in outlets
        and len(parts[0].split()) == 1
        and not wording.acts(parts[0])
    ):
        return Label("dateline", "town_and_outlet")
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
