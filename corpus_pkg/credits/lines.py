"""Lines of metadata: what stands in a source line, a dateline, a byline or a line with the date.

Such a line is a row of items (a place, a date, outlets, names) between separators. Each item is known by a lexicon or
is a piece: the words between two separators that nothing knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus_pkg.credits.outlets import Outlets, outlets
from corpus_pkg.credits.phrases import Wording, wording
from corpus_pkg.credits.unlisted import standing
from corpus_pkg.language.arabic.clitics import AND
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.names import NameShape, name_shape
from corpus_pkg.language.phrases import WORD, Hit
from corpus_pkg.layout.phrases import phrases as boilerplate

ItemKind = Literal["outlet", "place", "date", "source_label", "byline_label", "aside", "and", "piece"]

#: A hyphen within a name, where names have capitals: "Müller-Hansen".
_HYPHENED = re.compile(r"[a-z\u00df-\u00ff]-[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]")
_SEPARATOR = re.compile(r"[^\w\s.'\"“”«»„]|\.\.|\n|\s{3}|_")
_ADDRESS = re.compile(r"(?<!\S)@*+[^\s@]++@\S+|(?:https?://|www\.)\S+", re.ASCII)
#: A line longer than this holds running text, and its items stand in its beginning.
LONGEST = 300
# Words of an outlet that is known by how its name ends ("... News"), and behind a class noun.
_WORDS_WITH_ENDING = 3
_WORDS_BEHIND_NOUN = 4
_UNIT = re.compile(r"\s?[°º%٪]|[^\W_]")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a line, in folded positions.

    `value` is the source id of an outlet (None for one that the lexicon does not know) or the phrase of a label;
    `name` is where the name alone begins, behind a class noun.
    """

    kind: ItemKind
    start: int
    end: int
    name: int
    value: str | None = None
    words: int = 1


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The compiled lexicons.

    `starts` are the words that an outlet's name or a class noun can begin with; `desk_of` tells where in a folded line
    the outlet's name stands behind its desk, and whether nothing else can stand there; `first_on` where it stands in
    one that says where a story appeared first.
    """

    wording: Wording
    outlets: Outlets
    starts: frozenset[str]
    joiners: frozenset[str]
    names: NameShape
    desk_of: Callable[[str], tuple[int, bool] | None]
    first_on: Callable[[str], int | None]


@cache
def compiled(lexicons: Lexicons) -> Knowledge:
    """Return the compiled lexicons, made once for each set of them."""
    words, media = wording(lexicons), outlets(lexicons)
    return Knowledge(
        words,
        media,
        frozenset(words.class_noun.firsts) | frozenset(media.names.firsts),
        lexicons.language.joiners,
        name_shape(lexicons),
        boilerplate(lexicons).desk_of,
        boilerplate(lexicons).first_on,
    )


def words_of(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the words of `text[start:end]`, those of addresses left out."""
    words = list(WORD.finditer(text, start, end))
    if text.find("@", start, end) < 0 and text.find("www.", start, end) < 0 and text.find("://", start, end) < 0:
        return words
    addresses = [match.span() for match in _ADDRESS.finditer(text, start, end)]
    return [word for word in words if not any(a <= word.start() < b for a, b in addresses)]


def parted(text: str, start: int, end: int) -> bool:
    """Return whether a separator stands in `text[start:end]`."""
    return bool(_SEPARATOR.search(text, start, end))


def items_of(text: str, start: int, end: int, knowledge: Knowledge) -> list[Item]:
    """Return the items of the line `text[start:end]`, in order; linear in its length."""
    words = words_of(text, start, min(end, start + LONGEST))
    items: list[Item] = []
    index = 0
    free = True  # whether a separator, a date, a label or nothing stands before the word
    while index < len(words):
        item, last = _item(text, words, index, free, knowledge)
        open_piece = items and items[-1].kind == "piece" and not free
        if item.kind == "piece" and open_piece:
            before = items.pop()
            item = Item("piece", before.start, item.end, before.name, None, before.words + 1)
        items.append(item)
        index = last + 1
        free = item.kind != "piece" or (
            index < len(words)
            and parted(text, words[index - 1].end(), words[index].start())
            and not _HYPHENED.match(text, words[index - 1].end() - 1)
        )
    return [_by_its_form(text, item, knowledge) for item in _numbered(text, items, knowledge)]


def _numbered(text: str, items: Sequence[Item], knowledge: Knowledge) -> Iterator[Item]:
    """Yield the items, a number with which names of outlets end taken to the name before it ("Tunis 24").

    The number is a day's where another date follows ("Tunis 24 March"), and may be one of degrees.
    """
    index = 0
    while index < len(items):
        item, behind = items[index], items[index + 1 : index + 3]
        index += 1
        if behind and item.kind in ("piece", "place") and behind[0].kind == "date":
            number = text[behind[0].start : behind[0].end]
            dated = (
                len(behind) > 1
                and behind[1].kind == "date"
                and not _YEAR.fullmatch(text, behind[1].start, behind[1].end)
            )
            apart = text[item.end : behind[0].start] == " " and not _UNIT.match(text, behind[0].end)
            if number in knowledge.names.outlet_parts and apart and not dated:
                item = Item("piece", item.start, behind[0].end, item.start, None, item.words + 1)
                index += 1
        yield item


def _by_its_form(text: str, item: Item, knowledge: Knowledge) -> Item:
    """Return a piece that reads as names of outlets do ("... News") as one that the lexicon does not know."""
    if item.kind != "piece" or not 1 < item.words <= _WORDS_WITH_ENDING:
        return item
    words = WORD.findall(text, item.start, item.end)
    if words[-1] not in knowledge.names.outlet_parts and not knowledge.names.outlet(words):
        return item
    return Item("outlet", item.start, item.end, item.start, None, item.words)


def placed(items: list[Item], text: str, knowledge: Knowledge) -> list[Item]:
    """Return the items, read by what stands beside them, where no label says what they are.

    An outlet that bears a town's name is the town where something follows it ("Jerusalem (CNN)"); a name that ends with
    a place's is an outlet beside a place, a desk or whoever wrote ("Zarqa - Mirrors of Zarqa").
    """
    if any(item.kind == "source_label" for item in items):
        return items
    read: list[Item] = []
    for index, item in enumerate(items):
        if item.kind == "outlet" and item.name == item.start and index + 1 < len(items):
            words = list(WORD.finditer(text, item.start, item.end))
            place = knowledge.wording.place.at(text, words, 0, clitics=False)
            if place and place.end == item.end and all(other.kind != "outlet" for other in read):
                item = Item("place", item.start, item.end, item.start, place.value)
        elif item.kind == "piece" and _reports(text, item, items[max(0, index - 1) : index + 2], knowledge):
            item = Item("outlet", item.start, item.end, item.start, None, item.words)
        read.append(item)
    return read


def _reports(text: str, item: Item, around: Sequence[Item], knowledge: Knowledge) -> bool:
    """Return whether a piece is named as outlets are, and a place, a desk or a person stands beside it."""
    known = standing(WORD.findall(text, item.start, item.end), knowledge.wording, knowledge.names)
    if known not in ("placed", "headed"):
        return False
    return any(
        other.kind in ("place", "aside", "byline_label")
        or own_desk(other, knowledge)
        or (other.kind == "piece" and knowledge.names.person(WORD.findall(text, other.start, other.end)))
        for other in around
        if other is not item
    )


def own_desk(item: Item, knowledge: Knowledge) -> bool:
    """Return whether an item is what an outlet writes beside its own name: "special", "follow-ups", "agencies"."""
    if item.kind == "outlet" and item.value is not None:
        return knowledge.outlets.sources[item.value].kind == "unnamed"
    return item.kind == "aside" and item.value in knowledge.wording.own_desk


def archived(text: str, start: int, end: int, knowledge: Knowledge) -> re.Match[str] | None:
    """Return where a line says what it was published in; "published by" before a name says no such thing."""
    match = knowledge.wording.published_in.search(text, start, end)
    if match is None:
        return None
    head = items_of(text, start, end, knowledge)[:1]
    by = any(item.kind == "byline_label" and item.end > match.end() for item in head)
    return None if by else match


def _ends(text: str, words: Sequence[re.Match[str]], last: int, knowledge: Knowledge) -> bool:
    """Return whether an item may end with the word `last`: a separator, a date, another outlet or nothing follows."""
    after = last + 1
    if after >= len(words) or parted(text, words[last].end(), words[after].start()):
        return True
    word = words[after].group()
    if word == AND or word[0].isdigit() or knowledge.wording.date_word.at(text, words, after, clitics=False):
        return True
    if knowledge.wording.class_noun.at(text, words, after, clitics=False):
        return True
    hit = knowledge.outlets.names.at(text, words, after)
    return hit is not None and (hit.clitic > 0 or hit.phrase not in knowledge.wording.common_word)


def _item(text: str, words: Sequence[re.Match[str]], index: int, free: bool, knowledge: Knowledge) -> tuple[Item, int]:
    """Return the item that begins at the word `index`, and its last word."""
    word = words[index]
    wording = knowledge.wording
    plain = Item("piece", word.start(), word.end(), word.start())
    if word.group() == AND and index:
        # A waw alone joins outlets; between two words of one name it is part of it.
        hit = index + 1 < len(words) and knowledge.outlets.names.at(text, words, index + 1, clitics=False)
        return (Item("and", word.start(), word.end(), word.start()), index) if free or hit else (plain, index)
    if index and word.group() in knowledge.joiners:
        return Item("and", word.start(), word.end(), word.start()), index
    if free:
        label = wording.source_label.at(text, words, index, clitics=False)
        behind = label.last + 1 if label else len(words)
        if label and behind < len(words) and (index == 0 or parted(text, label.end, words[behind].start())):
            return Item("source_label", label.start, label.end, label.start, label.phrase), label.last
    noun = wording.class_noun.at(text, words, index)
    joined = noun is not None and noun.clitic > 0
    if noun and (free or joined) and noun.last + 1 < len(words):
        whole = knowledge.outlets.names.at(text, words, index)
        hit = knowledge.outlets.names.at(text, words, noun.last + 1, clitics=False)
        near = hit and _ends(text, words, hit.last, knowledge)
        near = near and not parted(text, noun.end, words[noun.last + 1].start())
        # a spelling that holds its class noun ("Radio Sawa") goes before the noun and a shorter name
        if whole and _ends(text, words, whole.last, knowledge) and not (hit and near and hit.last > whole.last):
            return Item("outlet", whole.start, whole.end, whole.start, whole.value), whole.last
        if hit and near:
            return Item("outlet", noun.start, hit.end, hit.start, hit.value), hit.last
        if wording.classes[noun.phrase].freedom != "known":
            last = noun.last
            while last + 1 < len(words) and last - noun.last < _WORDS_BEHIND_NOUN:
                after = words[last + 1]
                if after.group()[0].isdigit() or parted(text, words[last].end(), after.start()):
                    break
                if last > noun.last and wording.date_word.at(text, words, last + 1, clitics=False):
                    break
                last += 1
            if last > noun.last:
                return Item("outlet", noun.start, words[last].end(), words[noun.last + 1].start(), None), last
    hit = knowledge.outlets.names.at(text, words, index)
    fits = hit is not None and (free if hit.clitic == 0 else index > 0 and text[word.start()] == AND)
    if hit and fits and not _dated(text, words, hit, knowledge) and _ends(text, words, hit.last, knowledge):
        return Item("outlet", hit.start, hit.end, hit.start, hit.value), hit.last
    if word.group()[0].isdigit():
        return Item("date", word.start(), word.end(), word.start()), index
    if free:
        label = wording.byline_label.at(text, words, index, clitics=False)
        if label and label.last + 1 < len(words):
            return Item("byline_label", label.start, label.end, label.start, label.phrase), label.last
        place = wording.place.at(text, words, index, clitics=False)
        if place and _ends(text, words, place.last, knowledge):
            return Item("place", place.start, place.end, place.start, place.value), place.last
        aside = wording.aside.at(text, words, index, clitics=False)
        if aside and _ends(text, words, aside.last, knowledge):
            return Item("aside", aside.start, aside.end, aside.start, aside.phrase), aside.last
    date = wording.date_word.at(text, words, index, clitics=False)
    if date and (date.value == "calendar" or " " in date.phrase or _beside_date(text, words, date, knowledge)):
        return Item("date", date.start, date.end, date.start), date.last
    return plain, index


def _beside_date(text: str, words: Sequence[re.Match[str]], date: Hit, knowledge: Knowledge) -> bool:
    """Return whether a number or another word of dates stands beside: Rajab and Rabi are also names of men."""
    after = date.last + 1
    if date.first and words[date.first - 1].group()[0].isdigit():
        return True
    if after >= len(words):
        return date.first == 0 or parted(text, words[date.first - 1].end(), date.start)
    return (
        words[after].group()[0].isdigit()
        or knowledge.wording.date_word.at(text, words, after, clitics=False) is not None
    )


def _dated(text: str, words: Sequence[re.Match[str]], hit: Hit, knowledge: Knowledge) -> bool:
    """Return whether what reads as an outlet is part of a date: "26 September 2012" and not the paper of that name."""
    around = [words[at].group()[0].isdigit() for at in (hit.first - 1, hit.last + 1) if 0 <= at < len(words)]
    date = knowledge.wording.date_word.at(text, words, hit.first, clitics=False)
    return any(around) and (words[hit.first].group()[0].isdigit() or (date is not None and date.last >= hit.last))
