"""The outlet whose page it is: the name that the page states of itself in two places that do not hang on each other.

One such place may be anything (a section of the site, who made it, whom a story is about); what stands over the
headline and again in the line of rights, behind the headline in the page's title or before the text is the site's name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus_pkg.credits.lines import LONGEST, Item, Knowledge, compiled, items_of
from corpus_pkg.credits.unlisted import REPORTING, Standing, standing
from corpus_pkg.language.arabic.clitics import LAM
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import Folded
from corpus_pkg.language.phrases import WORD
from corpus_pkg.layout.model import Segment
from corpus_pkg.records import SegmentKind

#: Where a page states its own name: over the story, behind the headline, in the line of rights, before or behind the
#: text, where the page asks for something or disclaims it, and where somebody speaks to it.
Where = Literal["masthead", "page title", "rights", "credit", "notice", "said to"]
#: Places where hardly anything but the outlet is named.
_TELLING: frozenset[Where] = frozenset({"page title", "rights", "notice", "said to"})

_WORDS_OF_NAME = 4
#: A line longer than this is no masthead, in code points.
_LONGEST_MASTHEAD = 60
#: So far into the text a name may stand before it.
_REACH = 60
_HEAD: tuple[SegmentKind, ...] = ("nav", "heading", "related_link", "source", "byline")
_CREDITS: tuple[SegmentKind, ...] = ("source", "dateline", "byline", "published")
#: How surely a name must be an outlet's where one such place alone states it; "signed" is a line that a person is on.
_SURE: dict[Where | Literal["signed"], tuple[Standing, ...]] = {
    "masthead": ("formed",),
    "rights": REPORTING,
    "page title": ("formed", "classed", "placed"),
    "credit": (),
    "signed": REPORTING,
}
#: Rules that know what a line is, and that it is no name.
_KNOWN = ("phrase:", "trail", "masthead", "file", "post", "menu", "headlines", "counter", "clock", "age", "site_line")
_PREFIX = re.compile(r"\W{0,3}((?:[^\W_]++[ .]?){1,4})\s{0,2}(?:[-:|/–—(\[])")
#: Places of the page, and not of its story.
_OF_PAGE: frozenset[Where] = frozenset({"masthead", "page title", "rights"})
#: What a page asks its readers for, and what it says of itself.
_NOTICES: tuple[SegmentKind, ...] = ("nav", "share", "prompt")


@dataclass(frozen=True, slots=True)
class Statement:
    """A place where a page may state its name, in folded positions; `key` is the source id or the words.

    `sure` says that hardly anything else is so named there; `common` that words of every day, or one, need more.
    """

    where: Where
    start: int
    end: int
    key: str
    source_id: str | None
    sure: bool
    common: bool


def find_house(folded: Folded, page: Sequence[Segment], *, lexicons: Lexicons | None = None) -> Statement | None:
    """Return the best place where a page states the name of its own outlet; None where it does not, or one place alone.

    Args:
        folded: the page's text.
        page: all segments of the page, in order.
        lexicons: the tables to read with; the shipped ones where none are given.

    """
    knowledge = compiled(lexicons or default())
    text, places = folded.text, [(folded.position(s.start), folded.position(s.end)) for s in page]
    stated = list(_statements(text, page, places, knowledge))
    names = {text[one.start : one.end] for one in stated}
    noticed = _noticed(text, stated, page, places, knowledge)
    named = _Named(stated, noticed, _spoken_to(text, names, page, places, knowledge))
    agreed = [one for one in stated if named.agreed(one, text)]
    of_page = [one for one in agreed if one.where in _OF_PAGE]
    # An agency has its name before what others print of it, and there it is spoken to.
    unlisted = [one for one in agreed if one.source_id is None]
    # A line that reads as no other thing is named needs no second.
    return next(iter([*of_page, *unlisted]), next((one for one in stated if one.sure), None))


def signed_by(text: str, start: int, end: int, knowledge: Knowledge) -> tuple[Item, Item] | None:
    """Return the two parts of a line that says for whom somebody writes, and who: the other part and the person."""
    items = items_of(text, start, end, knowledge) if end - start <= _LONGEST_MASTHEAD else []
    if len(items) != 2:
        return None
    for other, person in (items, items[::-1]):
        named = person.kind == "piece" and knowledge.names.person(WORD.findall(text, person.start, person.end))
        if named and other.kind in ("piece", "outlet"):
            return other, person
    return None


def names_house(text: str, item: Item, stated: Statement) -> bool:
    """Return whether an item of a line names the house of the page."""
    words = " ".join(WORD.findall(text, item.name, item.end))
    return _same(item.value or words, stated.key) or words == " ".join(WORD.findall(text, stated.start, stated.end))


def _same(key: str, other: str) -> bool:
    """Whether two names are one, or one holds the other whole and more."""
    return key in _within(other) or other in _within(key)


def _within(key: str) -> Iterator[str]:
    """Yield a name, and each name of two words or more that it holds."""
    words = key.split(" ")
    yield key
    for size in range(2, len(words)):
        for first in range(len(words) - size + 1):
            yield " ".join(words[first : first + size])


class _Named:
    """In which kinds of places names are stated: a name counts for those that it holds and that hold it."""

    def __init__(self, stated: Sequence[Statement], noticed: Collection[str], spoken_to: Collection[str]) -> None:
        self._noticed = noticed
        self._spoken_to = spoken_to
        self._as: dict[str, set[Where]] = {}
        self._holding: dict[str, set[Where]] = {}
        for one in stated:
            self._as.setdefault(one.key, set()).add(one.where)
            for key in _within(one.key):
                self._holding.setdefault(key, set()).add(one.where)

    def agreed(self, one: Statement, text: str) -> bool:
        """Return whether the same name is stated in a place of another kind."""
        kinds = self._holding[one.key].union(*(self._as.get(key, ()) for key in _within(one.key)))
        if one.key in self._noticed:
            kinds.add("notice")
        if text[one.start : one.end] in self._spoken_to:
            kinds.add("said to")
        enough = not one.common or not (kinds.isdisjoint(_TELLING) or kinds.isdisjoint(_OF_PAGE))
        return len(kinds) > 1 and enough


def _statements(
    text: str, segments: Sequence[Segment], places: Sequence[tuple[int, int]], knowledge: Knowledge
) -> Iterator[Statement]:
    first = next((index for index, segment in enumerate(segments) if segment.kind == "body"), len(segments))
    titled = next((index for index, segment in enumerate(segments) if segment.kind == "title"), first)
    for index, (segment, (start, end)) in enumerate(zip(segments, places, strict=True)):
        if rights := list(knowledge.wording.rights.finditer(text, start, min(end, start + LONGEST))):
            yield from _of(text, "rights", _between(start, end, rights), knowledge)
        elif segment.rule == "trail" and index < first:
            root = items_of(text, start, end, knowledge)[:1]
            yield from _of(text, "masthead", [(item.start, item.end) for item in root], knowledge)
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
                yield from _statement("credit", line[0], text, knowledge, signed=True)
        elif index == first:
            yield from _before_text(text, start, min(end, start + _REACH), knowledge)


def _between(start: int, end: int, phrases: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """Return the stretches of a line that phrases leave, those behind them first."""
    ends = [*(phrase.start() for phrase in phrases[1:]), end]
    return [*((phrase.end(), close) for phrase, close in zip(phrases, ends, strict=True)), (start, phrases[0].start())]


def _before_text(text: str, start: int, end: int, knowledge: Knowledge) -> Iterator[Statement]:
    """Yield what stands before a text and a sign, by itself or behind a place."""
    prefix = _PREFIX.match(text, start, end)
    if prefix and prefix[1].strip() in knowledge.names.places:
        prefix = _PREFIX.match(text, prefix.end(), end)
    if prefix:
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


def _statement(where: Where, item: Item, text: str, knowledge: Knowledge, signed: bool = False) -> Iterator[Statement]:
    words = WORD.findall(text, item.name, item.end)
    if where == "rights" and words and words[0].startswith(LAM) and item.kind == "piece":
        # "rights of X": the preposition grown to the name
        item = Item("piece", item.start, item.end, item.name + 1, None, item.words)
        words[0] = words[0][1:]
    if item.kind not in ("outlet", "piece") or not 0 < len(words) <= _WORDS_OF_NAME:
        return
    if item.kind == "outlet" and item.value is not None:
        yield Statement(where, item.name, item.end, item.value, item.value, where == "rights", False)
        return
    # With its class noun, where one stands before it: "the paper X".
    whole = words if item.kind == "piece" else WORD.findall(text, item.start, item.end)
    judged = standing(whole, knowledge.wording, knowledge.names)
    if judged is None:
        return
    sure = judged in _SURE["signed" if signed else where]
    over = where == "masthead" and judged == "classed" and whole[0] in knowledge.names.outlet_heads
    yield Statement(where, item.name, item.end, " ".join(words), None, sure or over, judged == "common")


def _noticed(
    text: str,
    stated: Sequence[Statement],
    segments: Sequence[Segment],
    places: Sequence[tuple[int, int]],
    knowledge: Knowledge,
) -> set[str]:
    """Return those of the names that stand in a line in which the page asks for something, among other words."""
    keys = {one.key for one in stated}
    met: set[str] = set()
    for segment, (start, end) in zip(segments, places, strict=True):
        asks = segment.kind in _NOTICES and segment.rule.startswith("phrase:") and end - start <= LONGEST
        if asks and not knowledge.wording.rights.search(text, start, end):
            words = WORD.findall(text, start, end)
            for size in range(1, min(_WORDS_OF_NAME, len(words) - 1) + 1):
                met.update(" ".join(words[first : first + size]) for first in range(len(words) - size + 1))
    return met.intersection(keys)


def _spoken_to(
    text: str,
    names: Collection[str],
    segments: Sequence[Segment],
    places: Sequence[tuple[int, int]],
    knowledge: Knowledge,
) -> set[str]:
    """Return those of the names that the text has where somebody speaks to them, or sends them a statement."""
    lengths = {len(name) for name in names}
    met: set[str] = set()
    for segment, (start, end) in zip(segments, places, strict=True):
        if segment.kind == "body":
            for spoken in knowledge.wording.spoken_to.finditer(text, start, end):
                at = spoken.end()
                met.update(text[at : at + size] for size in lengths if not text[at + size : at + size + 1].isalnum())
    return met.intersection(names)
