"""The outlet whose page it is: the name that the page states of itself in two places that do not hang on each other.

One such place may be anything (a section of the site, who made it, whom a story is about); what stands over the
headline and again in the line of rights, behind the headline in the page's title or before the text is the site's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus_pkg.credits.lines import LONGEST, Item, Knowledge, items_of
from corpus_pkg.language.arabic.clitics import LAM
from corpus_pkg.language.orthography import Folded
from corpus_pkg.language.phrases import WORD
from corpus_pkg.layout.model import Segment
from corpus_pkg.records import SegmentKind

#: Where a page states its own name: over the story, behind the headline, in the line of rights, before or behind the
#: text, and where somebody speaks to it.
Where = Literal["masthead", "page title", "rights", "credit", "said to"]

_WORDS_OF_NAME = 4
#: A line longer than this is no masthead, in code points.
_LONGEST_MASTHEAD = 60
#: So far into the text a name may stand before it.
_REACH = 60
_HEAD: tuple[SegmentKind, ...] = ("nav", "heading", "related_link", "source", "byline")
_CREDITS: tuple[SegmentKind, ...] = ("source", "dateline", "byline", "published")
#: Rules that know what a line is, and that it is no name.
_KNOWN = ("phrase:", "trail", "masthead", "file", "post", "menu", "headlines", "counter", "clock", "age", "site_line")
_PREFIX = re.compile(r"\W{0,3}((?:[^\W_]++[ .]?){1,4})\s{0,2}(?:[-:|/–—(\[])")
_SPOKEN_TO = re.compile(rf"\W{LAM}[\W_]{{1,3}}\Z")
_BEFORE_SPOKEN = 6


@dataclass(frozen=True, slots=True)
class Statement:
    """A place where a page may state its name, in folded positions; `key` is the source id or the words."""

    where: Where
    start: int
    end: int
    key: str
    source_id: str | None
    formed: bool


def house(folded: Folded, segments: Sequence[Segment], knowledge: Knowledge) -> Statement | None:
    """Return the best place where a page states the name of its own outlet; None where it does not, or one place alone.

    Args:
        folded: the page's text.
        segments: all segments of the page, in order.
        knowledge: the compiled lexicons.

    """
    text, places = folded.text, [(folded.position(s.start), folded.position(s.end)) for s in segments]
    stated = list(_statements(text, segments, places, knowledge))
    for one in stated:
        if one.where not in ("masthead", "page title", "rights"):
            continue
        others = {other.where for other in stated if _same(one.key, other.key)} - {one.where}
        if others or _spoken_to(text, one, segments, places):
            return one
    # A line that reads as no other thing is named needs no second.
    return next((one for one in stated if one.where in ("masthead", "rights") and one.formed), None)


def signed_by(text: str, start: int, end: int, knowledge: Knowledge) -> tuple[Item, Item] | None:
    """Return the two parts of a line that says for whom somebody writes, and who: the other part and the person."""
    items = items_of(text, start, end, knowledge) if end - start <= _LONGEST_MASTHEAD else []
    if len(items) != 2 or items[1].kind != "piece" or items[0].kind not in ("piece", "outlet"):
        return None
    return (items[0], items[1]) if knowledge.names.person(WORD.findall(text, items[1].start, items[1].end)) else None


def names_house(text: str, item: Item, stated: Statement) -> bool:
    """Return whether an item of a line names the house of the page."""
    words = " ".join(WORD.findall(text, item.name, item.end))
    return _same(item.value or words, stated.key) or words == " ".join(WORD.findall(text, stated.start, stated.end))


def _same(key: str, other: str) -> bool:
    """Whether two names are one, or one holds the other whole and more."""
    shorter, longer = sorted((key, other), key=len)
    return shorter == longer or (" " in shorter and f" {shorter} " in f" {longer} ")


def _statements(
    text: str, segments: Sequence[Segment], places: Sequence[tuple[int, int]], knowledge: Knowledge
) -> Iterator[Statement]:
    first = next((index for index, segment in enumerate(segments) if segment.kind == "body"), len(segments))
    titled = next((index for index, segment in enumerate(segments) if segment.kind == "title"), first)
    for index, (segment, (start, end)) in enumerate(zip(segments, places, strict=True)):
        if rights := knowledge.wording.rights.search(text, start, min(end, start + LONGEST)):
            yield from _of(text, "rights", [(rights.end(), end), (start, rights.start())], knowledge)
        elif segment.rule == "page_title":
            yield from _tail(text, start, end, segments, places, knowledge)
        elif segment.rule.startswith(_KNOWN):
            continue
        elif index < min(titled, first) and segment.kind in _HEAD and end - start <= _LONGEST_MASTHEAD:
            yield from _of(text, "masthead", [(start, end)], knowledge)
        elif segment.kind in _CREDITS:
            for item in items_of(text, start, end, knowledge):
                # A name in a byline may be whoever wrote, and stand over the headline as well.
                if segment.kind != "byline" or item.kind == "outlet":
                    yield from _statement("credit", item, text, knowledge)
        elif titled < index < first and segment.kind in ("heading", "caption"):
            # "OUTLET : NAME"
            if line := signed_by(text, start, end, knowledge):
                yield from _statement("credit", line[0], text, knowledge)
        elif index == first and (prefix := _PREFIX.match(text, start, min(end, start + _REACH))):
            yield from _of(text, "credit", [prefix.span(1)], knowledge)


def _tail(
    text: str,
    start: int,
    end: int,
    segments: Sequence[Segment],
    places: Sequence[tuple[int, int]],
    knowledge: Knowledge,
) -> Iterator[Statement]:
    """Yield what stands before or behind a headline in the title of the page."""
    for segment, (begin, close) in zip(segments, places, strict=True):
        headline = text[begin:close]
        at = text.find(headline, start, end) if segment.kind == "title" else -1
        if at >= 0:
            yield from _of(text, "page title", [(at + len(headline), end), (start, at)], knowledge, last=True)
            return


def _of(
    text: str, where: Where, spans: Sequence[tuple[int, int]], knowledge: Knowledge, last: bool = False
) -> Iterator[Statement]:
    """Yield the one name in stretches of a line, days and numbers aside; of several the last where that may be."""
    for start, end in spans:
        named = [item for item in items_of(text, start, end, knowledge) if item.kind not in ("date", "aside", "and")]
        if len(named) == 1 or (last and named):
            yield from _statement(where, named[-1], text, knowledge)


def _statement(where: Where, item: Item, text: str, knowledge: Knowledge) -> Iterator[Statement]:
    words = WORD.findall(text, item.name, item.end)
    if where == "rights" and words and words[0].startswith(LAM) and item.kind == "piece":
        # "rights of X": the preposition grown to the name
        item = Item("piece", item.start, item.end, item.name + 1, None, item.words)
        words[0] = words[0][1:]
    if item.kind not in ("outlet", "piece") or not 0 < len(words) <= _WORDS_OF_NAME:
        return
    key = item.value if item.kind == "outlet" and item.value is not None else " ".join(words)
    known = item.kind == "outlet" and item.value is not None
    if not known and _another(words, text[item.name : item.end], knowledge):
        return
    formed = (known and where == "rights") or (not known and knowledge.names.outlet(words))
    yield Statement(where, item.name, item.end, key, item.value if known else None, formed)


def _another(words: Sequence[str], name: str, knowledge: Knowledge) -> bool:
    """Whether words are a person, a place, a section or an office rather than an unknown outlet."""
    wording, names = knowledge.wording, knowledge.names
    return (
        len(words) < 2
        or names.person(words)
        or name in names.places
        or all(word in wording.every_day for word in words)
        or name in wording.sections
        or bool(names.function.intersection(words))
        or (words[0] in wording.newsroom and not names.outlet(words))
    )


def _spoken_to(text: str, one: Statement, segments: Sequence[Segment], places: Sequence[tuple[int, int]]) -> bool:
    """Return whether somebody speaks to an outlet of that name in the text, which names it in marks."""
    name = text[one.start : one.end]
    for segment, (start, end) in zip(segments, places, strict=True):
        at = text.find(name, start, end) if segment.kind == "body" else -1
        while at >= 0:
            if _SPOKEN_TO.search(text, max(start, at - _BEFORE_SPOKEN), at):
                return True
            at = text.find(name, at + len(name), end)
    return False
