"""The persons who wrote a story, as its bylines name them and as its metadata states them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile

from corpus_pkg.credits import datelines
from corpus_pkg.credits.house import Statement, names_house, signed_by
from corpus_pkg.credits.lines import Item, Knowledge, archived, compiled, items_of, placed
from corpus_pkg.credits.model import Author
from corpus_pkg.credits.stories import METADATA, NOTE, WORDS_OF_NAME
from corpus_pkg.language.arabic.clitics import AND
from corpus_pkg.language.cldr import joiners
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import Folded, fold, normalise
from corpus_pkg.language.phrases import WORD, key
from corpus_pkg.layout.model import Segment
from corpus_pkg.records import SegmentKind

# Words of a name behind a word of bylines in running text.
_WORDS_OF_INLINE_NAME = 4
#: A line with the date and more names than these is a table or a list.
_MOST_AUTHORS = 3
#: An address, a handle, or nothing that can be read as a name.
_NO_NAME = re.compile(r"//|[&<>@\d]|www\.|\.(?:com|net|org)\b|^\W*$", re.IGNORECASE)
#: Rules by which a line is a byline for where it stands alone: what stands there may as well be anything.
_BY_PLACE = frozenset(
    {"name_behind_body", "name_under_title", "place_and_another", "place_and_person", "desk_and_another", "signed_off"}
)
#: A name in a script that parts no words.
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,5}")
#: A hyphen that is a part of a name, where names have capitals.
_HYPHEN = re.compile(r"(?<=[A-Za-z\u00c0-\u024f\u0370-\u04ff])[-\u2010\u2011](?=[A-Za-z\u00c0-\u024f\u0370-\u04ff])")
#: Characters of the longest name of a day of the week.
_WEEKDAY = 12
#: A longer word in lower case is none of a name whose others have capitals.
_PARTICLE = 4


def find_authors(
    folded: Folded, segments: Sequence[Segment], own: Statement | None = None, *, lexicons: Lexicons | None = None
) -> list[Author]:
    """Return the persons whom the story's bylines name, in order, each once; arguments as of `find_credits`."""
    knowledge = compiled(lexicons or default())
    spans: list[tuple[int, int]] = []
    first_body = True
    for segment in segments:
        if segment.rule == NOTE:
            continue
        if own is not None and first_body and segment.kind in ("heading", "caption"):
            spans.extend(_for_house(folded, segment, own, knowledge))
            continue
        if segment.kind not in (*METADATA, "body") or (segment.kind == "body" and not first_body):
            continue
        start, end = folded.position(segment.start), folded.position(segment.end)
        if segment.kind == "body":
            first_body = False
            spans.extend(_inline_authors(folded.text, start, end, knowledge))
        else:
            named = (
                _without_label(folded.text, *span)
                for span in _authors(folded.text, start, end, segment.kind, knowledge)
            )
            spans.extend(
                span
                for span in named
                if segment.rule not in _BY_PLACE or knowledge.names.person(WORD.findall(folded.text, *span))
            )
    authors: dict[str, Author] = {}
    for start, end in spans:
        begin, close = folded.span(start, end)
        name = normalise(folded.source[begin:close])
        if name:
            authors.setdefault(name, Author(begin, close, name))
    return list(authors.values())


def _without_label(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a name without a word in lower case before it ("von"), where its others have capitals.

    A particle of a name ("van Dyck") stays where hardly more would be left.
    """
    words = list(WORD.finditer(text, start, end))
    rest = list(dropwhile(lambda word: word.group().islower(), words))
    capitals = sum(word.group()[0].isupper() for word in rest)
    return (rest[0].start(), end) if capitals > 1 and len(words) - len(rest) == 1 else (start, end)


def _for_house(folded: Folded, segment: Segment, own: Statement, knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """Yield whoever writes for the house of the page, in a line under the title that names both ("OUTLET : NAME")."""
    start, end = folded.position(segment.start), folded.position(segment.end)
    parts = signed_by(folded.text, start, end, knowledge)
    if parts is not None and names_house(folded.text, parts[0], own):
        yield from _persons(folded.text, parts[1], knowledge)


def stated_authors(text: str, *, lexicons: Lexicons | None = None) -> list[str]:
    """Return the persons whom a value of metadata names, in order; what may be no person is none.

    Args:
        text: the value: a name, several ones, or an address, a handle, an outlet, an office.
        lexicons: the tables to read with; the shipped ones where none are given.

    >>> stated_authors("Jane Doe and John Smith, Editor")
    ['Jane Doe', 'John Smith']
    >>> stated_authors("https://facebook.com/jane.doe")
    []

    """
    if _NO_NAME.search(text):
        return []
    if _UNPARTED.fullmatch(text):
        return [text]
    knowledge = compiled(lexicons or default())
    line = fold(_HYPHEN.sub("'", text))
    names = []
    for start, end in _authors(line.text, 0, len(line.text), "byline", knowledge):
        begin, close = line.span(start, end)
        name = normalise(text[begin:close])
        if _is_person(name, knowledge):
            names.append(name)
    return list(dict.fromkeys(names))


def _is_person(name: str, knowledge: Knowledge) -> bool:
    """Whether words can be a person's name: several, none of an outlet or, where names have capitals, without one."""
    words = WORD.findall(name)
    keys = set(map(key, words))
    if len(words) < 2 or keys & (knowledge.names.outlet_parts | knowledge.wording.newsroom):
        return False
    cased = [word for word in words if word.lower() != word.upper()]
    if cased and all(word.islower() for word in cased):
        return False
    return not any(word.islower() and len(word) >= _PARTICLE for word in cased)


def _authors(text: str, start: int, end: int, kind: SegmentKind, knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """Yield the names of persons in a line of metadata, in folded positions."""
    archive = archived(text, start, end, knowledge)
    if archive:
        paper = items_of(text, archive.end(), end, knowledge)
        end = archive.start()
        if paper and text[start:end].split() == text[paper[0].start : paper[0].end].split():
            return
    items = placed(items_of(text, start, end, knowledge), text, knowledge)
    if any(item.kind == "source_label" for item in items):
        return
    companions = {item.kind for item in items}
    byline = kind == "byline" or "byline_label" in companions or archive is not None
    pieces = [item for item in items if item.kind == "piece" and not _grown(text, item, kind, knowledge)]
    if kind == "published":
        pieces = [_without_weekday(text, item, knowledge) for item in pieces]
    if kind == "published" and companions == {"date", "piece"} and len(pieces) == 1:
        # A day and a name, and nothing that says whose it is: only known first names tell that it is one.
        byline = bool(knowledge.names.given) and knowledge.names.person(
            WORD.findall(text, pieces[0].start, pieces[0].end)
        )
    if kind == "source" or not (byline or companions & {"place", "outlet"}):
        return
    named = [
        span for item in pieces for span in _persons(text, item, knowledge, first_in_line=item.start == pieces[0].start)
    ]
    if kind == "published" and len(named) > _MOST_AUTHORS:
        return
    longer = [span for span in named if len(WORD.findall(text, *span)) > 1]
    yield from longer or (named[:1] if byline else [])


def _grown(text: str, item: Item, kind: SegmentKind, knowledge: Knowledge) -> bool:
    """Return whether a number is grown to the letters, which is an outlet's name or a code.

    No name of a person is one before the day of a line: the border of an element stands between them, which shows
    nothing.
    """
    if not text[item.end : item.end + 1].isdigit():
        return False
    return kind != "published" or not knowledge.names.person(WORD.findall(text, item.start, item.end))


def _without_weekday(text: str, item: Item, knowledge: Knowledge) -> Item:
    """Return a name without the day of the week that is grown to it, where an element's border stands between them."""
    last = next(reversed(list(WORD.finditer(text, item.start, item.end))), None)
    begins = range(max(last.start() + 1, item.end - _WEEKDAY), item.end - 1) if last and last.end() == item.end else ()
    for begin in begins:
        words = list(WORD.finditer(text, begin, item.end))
        hit = knowledge.wording.date_word.at(text, words, 0, clitics=False)
        name = WORD.findall(text, item.start, begin)
        if hit is not None and hit.value == "calendar" and knowledge.names.given and knowledge.names.person(name):
            return replace(item, end=begin)
    return item


def _persons(text: str, piece: Item, knowledge: Knowledge, first_in_line: bool = True) -> Iterator[tuple[int, int]]:
    """Yield the names in a piece: honorifics before them taken away, two names joined by a conjunction parted."""
    words = list(WORD.finditer(text, piece.start, piece.end))
    while len(words) > 1 and words[0].group() in knowledge.names.honorifics and len(words[1].group()) > 1:
        words = words[1:]
    if not words or words[0].group() in knowledge.names.honorifics or words[0].group() in knowledge.wording.newsroom:
        return
    label = knowledge.wording.byline_label.at(text, words, 0, clitics=False)
    if label and label.last == len(words) - 1:
        # "Written by:" on a line of its own, the name on the next.
        return
    first = words[0].group()
    joined = knowledge.names.conjoined(first)
    begin = words[0].start() + (1 if joined and not first_in_line else 0)
    for index in range(2, len(words) - 1):
        word = words[index].group()
        if word in joiners() and len(words) - index > 2:
            yield begin, words[index - 1].end()
            yield from _persons(text, Item("piece", words[index + 1].start(), piece.end, piece.name), knowledge)
            return
        if word[0] == AND and word not in knowledge.names.own_conjunction and len(words) - index >= 2 + (word == AND):
            yield begin, words[index - 1].end()
            behind = words[index + 1].start() if word == AND else words[index].start() + 1
            yield from _persons(text, Item("piece", behind, piece.end, piece.name), knowledge)
            return
    if len(words) <= WORDS_OF_NAME:
        yield begin, words[-1].end()


def _inline_authors(text: str, start: int, end: int, knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """Yield the author whom the start of a text names ("Reported by X: ...")."""
    limit = min(end, start + datelines.REACH)
    first = WORD.search(text, start, limit)
    labelled = first is not None and first.group() in knowledge.wording.byline_label.firsts
    items = items_of(text, start, limit, knowledge) if labelled else []
    if (
        len(items) > 2
        and items[0].kind == "byline_label"
        and items[1].kind == "piece"
        and items[1].words <= _WORDS_OF_INLINE_NAME
    ):
        behind = text[items[1].end : items[1].end + 4].lstrip()
        before = text[items[0].end : items[1].start].strip()
        if behind[:1] in (":", "-", "|") or (before and behind.startswith("..")):
            yield from _persons(text, items[1], knowledge)
        return
    author = datelines.head(text, start, end, knowledge).author
    if author:
        yield from _persons(text, Item("piece", *author, author[0]), knowledge)
