"""The wording of lines that are names: of outlets, places and persons, and what stands between them."""

from __future__ import annotations

import re

from corpus_pkg.language.punctuation import COMMAS
from corpus_pkg.layout.thresholds import CREDIT_WORDS, REPORTER_WORDS
from corpus_pkg.layout.wording import Wording
from corpus_pkg.records import SegmentKind

# A colon without a blank before it parts a speaker or a topic from what is said of it ("Poll: ...").
_GLUED_COLON = re.compile(r"\w:")
_INITIALS = re.compile(rf"(?:[^\W\d_]{{1,2}}[\s./{COMMAS}-]++)+[^\W\d_]{{0,2}}[\s./{COMMAS}-]*$")
_APART = re.compile(r"[|/]|\s-\s")


def photo_credit(line: Wording) -> SegmentKind | None:
    """Know who took a picture, in brackets behind what it shows."""
    brackets = line.bracketed
    if brackets is None or line.words <= CREDIT_WORDS:
        return None
    credited = line.phrases.outlet(brackets[2]) or brackets[2].lower() in line.phrases.photo_credits
    return "caption" if credited else None


def photo_by_outlet(line: Wording) -> SegmentKind | None:
    """Know the outlet whose picture it is."""
    word, _, rest = line.text.partition(" ")
    return "caption" if line.short and line.cues.photographs(word) and line.phrases.outlet(rest) else None


def outlets_alone(line: Wording) -> SegmentKind | None:
    """Know outlets by themselves."""
    return "source" if line.parts and all(map(line.phrases.outlet, line.parts)) else None


def outlet_form(line: Wording) -> SegmentKind | None:
    """Know an outlet that no lexicon has by how its name begins and ends."""
    return "source" if len(line.parts) == 1 and line.phrases.outlet_form(line.text) else None


def label_and_outlet(line: Wording) -> SegmentKind | None:
    """Know an outlet behind "source" without a colon."""
    word, _, rest = line.text.partition(" ")
    return "source" if line.short and word in line.phrases.source_labels and line.phrases.outlet(rest) else None


def initials(line: Wording) -> SegmentKind | None:
    """Know the initials of whoever edited."""
    return "nav" if line.short and _INITIALS.match(line.text) else None


def name_and_place(line: Wording) -> SegmentKind | None:
    """Know a person and, in brackets, where."""
    brackets = line.bracketed if line.short else None
    return "byline" if brackets and line.phrases.place(brackets[2]) and line.cues.name(brackets[1]) else None


def label_and_name(line: Wording) -> SegmentKind | None:
    """Know a person behind "report" and a bar."""
    if len(line.parts) != 2 or _GLUED_COLON.search(line.text[:-1]):
        return None
    word, name = line.parts
    return "byline" if line.cues.signs(word) and line.cues.name(name, line.source) else None


def outlet_and_name(line: Wording) -> SegmentKind | None:
    """Know a person beside an outlet."""
    names = line.names
    return "byline" if names and names.person and names.outlets else None


def place_and_name(line: Wording) -> SegmentKind | None:
    """Know a person beside a place."""
    names = line.names
    return "byline" if names and names.person and names.places else None


def place_and_person(line: Wording) -> SegmentKind | None:
    """Know a person and whom that person writes for, with the place."""
    names = line.names
    if names is None or not names.places or len(names.others) != 2:
        return None
    given = [part for part in names.others if line.cues.given(part)]
    other = [part for part in names.others if part not in given]
    return "byline" if len(given) == 1 and len(other[0].split()) <= REPORTER_WORDS else None


def outlet_and_desk(line: Wording) -> SegmentKind | None:
    """Know a desk beside an outlet."""
    names = line.names
    if names is None or not names.outlets or not names.others or not all(map(line.cues.desk, names.others)):
        return None
    return "dateline" if names.places else "source"


def desk_and_another(line: Wording) -> SegmentKind | None:
    """Know whoever reported beside a desk or "special": a person, or an outlet that no lexicon has."""
    names = line.names
    if names is None or names.outlets:
        return None
    # Before a colon a desk is a label, and a headline stands behind it.
    if ":" in line.text[:-1] and not line.cues.desk(names.parts[-1]):
        return None
    others = [part for part in names.others if not line.cues.desk(part)]
    if len(others) != 1 or len(others) == len(names.others) or len(others[0].split()) > REPORTER_WORDS:
        return None
    return "byline" if line.cues.given(others[0]) else "dateline" if names.places else "source"


def desk_of(line: Wording) -> SegmentKind | None:
    """Know an outlet behind its desk ("the editors of X"), or behind "special to"."""
    return "source" if line.short and line.phrases.desk_of(line.text) is not None else None


def _whoever_reports(line: Wording) -> bool:
    """Whether a line has two parts, divided as a headline is not, and the one without a name is short."""
    names = line.names
    if names is None or len(names.parts) != 2 or not _APART.search(line.text):
        return False
    return all(len(part.split()) <= REPORTER_WORDS for part in names.others)


def town_and_outlet(line: Wording) -> SegmentKind | None:
    """Know an outlet behind a place that no table has."""
    names = line.names
    if names is None or names.places or len(names.outlets) != 1 or not _whoever_reports(line):
        return None
    town, outlet = names.parts
    unknown = outlet in names.outlets and len(town.split()) == 1 and not line.cues.acts(town)
    return "dateline" if unknown else None


def place_and_outlet(line: Wording) -> SegmentKind | None:
    """Know an outlet beside a place."""
    return "dateline" if line.names and line.names.places and line.names.outlets else None


def place_and_another(line: Wording) -> SegmentKind | None:
    """Know a place and whoever reported from there."""
    names = line.names
    return "dateline" if names and names.places and names.others and _whoever_reports(line) else None
