"""The place and outlet at the start of a text ("Tripoli - Agencies:"), and the outlet that signs its end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus_pkg.credits.lines import Item, Knowledge, items_of, own_desk, placed
from corpus_pkg.credits.unlisted import REPORTING, standing
from corpus_pkg.language.arabic.clitics import ARTICLE
from corpus_pkg.language.phrases import WORD

#: So far into a text its dateline may reach, in code points.
REACH = 100
# Words of a place that no table has, before an outlet; characters in which a text can be signed at its end.
_WORDS_OF_PLACE = 3
_SIGNATURE_REACH = 40
# Words of an outlet that no table has, before a place in brackets.
_WORDS_OF_OUTLET = 3
# Words of a name between the place and what somebody says.
_WORDS_OF_AUTHOR = 4
# Names and desks between an outlet and the text.
_BESIDE = 3
_CLOSING = re.compile(r"\s{0,4}(?:[:)|/\]]|-|،\s?-|\.{2})")
_DASH = re.compile(r"[)\]]?[\s،,]{0,4}(?:-|:|/|\|)")
_SPACED = re.compile(r"\s{1,3}-\s")
_BETWEEN = re.compile(r"\s{1,2}-\s{1,2}")
_IN_BRACKET = re.compile(r"[\s\"'»”]{0,3}[(\[]\s?\Z")
_BRACKET_CLOSES = re.compile(r"\s?[)\]]\s{0,2}(?:[:|–—-]|\.{2})")
_SIGN = re.compile(r"[:|/)\]-]|\.\.")
_IN_BRACKETS = re.compile(r"\W{0,4}[(\[]\s?((?:[^\W\d_]++ ?){1,3})[)\]]\s?[:-]")
_BEHIND_STOP = re.compile(r"[.!?؟»”\"][\s-]{0,4}\(\Z")
_SIGNATURE = re.compile(r"(?:[(/]|--|-|\.|\n)\s?((?:\w++[ .'-]{0,2}){1,4})\s?[)/]?\W{0,4}\Z")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the first sentence of a text."""

    place: tuple[int, int] | None = None
    outlets: tuple[Item, ...] = ()
    author: tuple[int, int] | None = None


def head(text: str, start: int, end: int, knowledge: Knowledge) -> Head:
    """Return the dateline at the start of the text `[start, end)`, in folded positions."""
    limit = min(end, start + REACH)
    if not _SIGN.search(text, start, limit):
        return Head()
    if bracketed := _bracketed(text, start, limit, knowledge):
        return bracketed
    items = placed(items_of(text, start, limit, knowledge), text, knowledge)
    if from_place := _from_place(text, start, items, knowledge):
        return from_place
    if own := _own_name(text, start, end, items, knowledge):
        return own
    signed = _signed(text, start, items, knowledge)
    if signed:
        # "NAME - Cairo - ...": between two dashes stands where it was filed
        filed = items[1] if len(items) > 1 and items[1].kind == "place" else None
        placed_behind = filed is not None and _SPACED.match(text, filed.end) is not None
        return Head(place=(filed.start, filed.end) if filed and placed_behind else None, author=signed)
    place = _place(text, start, items, knowledge)
    outlets: list[Item] = []
    # "Capitals - Agencies": a word that is no town, before the outlet
    unplaced = place is None and [item.kind for item in items[:2]] == ["aside", "outlet"]
    if unplaced and not text[start : items[0].start].strip() and _DASH.match(text, items[0].end, end):
        items = items[1:]
    index = len([item for item in items if place and item.end <= place[1]])
    last = place[1] if place else start
    while index < len(items) and items[index].kind in ("outlet", "date", "and", "place"):
        item = items[index]
        if item.kind == "place" and not (place and "،" in text[last : item.start]):
            break
        if item.kind == "place" and place:
            place = (place[0], item.end)
        sure = item.value is not None or _formed(text, item, end, knowledge)
        if item.kind == "outlet" and (sure or (place and _nameable(text, item, knowledge))):
            outlets.append(item)
        elif item.kind == "outlet":
            break
        last = item.end
        index += 1
    ends = (last, outlets[-1].end) if outlets else (last,)
    closed = any(_CLOSING.match(text, position, end) or position >= end for position in ends)
    if outlets:
        return Head(place, tuple(outlets)) if closed else Head()
    if place is None or not _DASH.match(text, last, end) or not _known(text, place, knowledge):
        return Head()
    after = items[index] if index < len(items) else None
    colon = after is not None and text[after.end : after.end + 3].lstrip().startswith(":")
    # "Amman - NAME - said the ministry": between two dashes, and what follows opens with a verb
    if after is not None and not colon and after.kind == "piece" and (dash := _BETWEEN.match(text, after.end, end)):
        verb = WORD.match(text, dash.end())
        colon = verb is not None and verb.group() in knowledge.wording.speech
    if after is not None and colon and after.kind == "piece" and 2 <= after.words <= _WORDS_OF_AUTHOR:
        first = WORD.match(text, after.start)
        if first and first.group() not in knowledge.wording.cue_before:
            return Head(place, (), (after.start, after.end))
    return Head(place)


def _bracketed(text: str, start: int, limit: int, knowledge: Knowledge) -> Head | None:
    """Return the outlet in brackets with which a text begins, by itself or behind an aside ("Follow-ups (X): ...")."""
    first = WORD.search(text, start, limit)
    words = [first] if first else []
    aside = knowledge.wording.aside.at(text, words, 0, clitics=False) if words else None
    if bracket := _IN_BRACKETS.match(text, aside.end if aside else start, limit):
        items = items_of(text, bracket.start(1), bracket.end(1), knowledge)
        if [item.kind for item in items] == ["outlet"]:
            return Head(outlets=tuple(items))
        if [item.kind for item in items] == ["piece"]:
            piece = items[0]
            return Head(outlets=(Item("outlet", piece.start, piece.end, piece.start),))
    return None


def _from_place(text: str, start: int, items: list[Item], knowledge: Knowledge) -> Head | None:
    """Return an outlet with a place behind it in brackets ("OUTLET (Tunis): ..."), where it can be no person."""
    if len(items) < 2 or text[start : items[0].start].strip(" \"'«“") or items[0].kind not in ("outlet", "piece"):
        return None
    outlet, place = items[:2]
    words = WORD.findall(text, outlet.start, outlet.end)
    fits = outlet.kind == "outlet" or (len(words) <= _WORDS_OF_OUTLET and not knowledge.names.person(words))
    if not (fits and _IN_BRACKET.match(text, outlet.end, place.start) and _BRACKET_CLOSES.match(text, place.end)):
        return None
    if place.kind != "place" and (place.kind != "piece" or place.words > 1 or not knowledge.names.outlet(words)):
        return None
    return Head((place.start, place.end), (Item("outlet", outlet.start, outlet.end, outlet.name, outlet.value),))


def _own_name(text: str, start: int, end: int, items: list[Item], knowledge: Knowledge) -> Head | None:
    """Return an outlet that no table has with which a text begins: before its place or desk, or a sign and its verb.

    Whose words a text reports stands before a colon as well, so that one with a class noun needs another sign.
    """
    first = items[0] if items else None
    if first is None or first.value is not None or text[start : first.start].strip(" \"'«“("):
        return None
    known = standing(WORD.findall(text, first.start, first.end), knowledge.wording, knowledge.names)
    sign = _DASH.match(text, first.end, end)
    if sign is None or first.kind not in ("outlet", "piece"):
        return None
    outlet = Item("outlet", first.start, first.end, first.name)
    sure = known in REPORTING or first.kind == "outlet"
    if sure and (beside := _beside(text, outlet, items[1:], end, knowledge)):
        return beside
    if known not in ("classed", "placed") or (known == "classed" and ":" in sign.group()):
        return None
    verb = WORD.search(text, sign.end(), end)
    acts = verb.group().removesuffix(knowledge.names.morphology.feminine) if verb else ""
    if verb is None or not {verb.group(), acts} & knowledge.wording.opening:
        return None
    return Head(outlets=(outlet,))


def _beside(text: str, outlet: Item, items: list[Item], end: int, knowledge: Knowledge) -> Head | None:
    """Return an outlet behind which its place, its desk or "agencies" stand, and a sign ("OUTLET - Tunis: ...")."""
    place: tuple[int, int] | None = None
    outlets, met = [outlet], 0
    for item in items[:_BESIDE]:
        if item.kind == "place" and place is None:
            place = item.start, item.end
        elif item.kind == "outlet" and item.value is not None:
            outlets.append(item)
        elif not own_desk(item, knowledge):
            break
        met += 1
        if not _CLOSING.match(text, item.end, end) and not _DASH.match(text, item.end, end):
            return None
    return Head(place, tuple(outlets)) if met else None


def _formed(text: str, item: Item, end: int, knowledge: Knowledge) -> bool:
    """Return whether an outlet that no lexicon knows reads as nothing else would before a text.

    A name that ends with a word as "today" does so where its first word is rare and a verb follows.
    """
    words = WORD.findall(text, item.start, item.end)
    if item.name != item.start or knowledge.names.outlet(words):
        return item.name == item.start
    sign = _DASH.match(text, item.end, end)
    verb = WORD.search(text, sign.end(), end) if sign else None
    return (
        words[-1] in knowledge.names.passing
        and words[0] not in knowledge.wording.every_day
        and verb is not None
        and (verb.group() in knowledge.wording.opening or knowledge.names.morphology.acts(verb.group()))
    )


def _nameable(text: str, item: Item, knowledge: Knowledge) -> bool:
    """Return whether an outlet that no lexicon knows has a class noun before its name, or a place in it."""
    words = WORD.findall(text, item.start, item.end)
    return standing(words, knowledge.wording, knowledge.names) in ("classed", "placed", "headed")


def _place(text: str, start: int, items: list[Item], knowledge: Knowledge) -> tuple[int, int] | None:
    """Return the words before the first separator, where a lexicon knows them or an outlet follows."""
    if not items or text[start : items[0].start].strip(" \"'*-([،.«“") or items[0].kind not in ("place", "piece"):
        return None
    if items[0].kind == "place":
        return items[0].start, items[0].end
    after = [item for item in items[1:] if item.kind not in ("date", "and")]
    words = WORD.findall(text, items[0].start, items[0].end)
    if standing(words, knowledge.wording, knowledge.names) in REPORTING:
        return None
    if items[0].words <= _WORDS_OF_PLACE and after and after[0].kind == "outlet" and after[0].value is not None:
        return items[0].start, items[0].end
    return None


def _signed(text: str, start: int, items: list[Item], knowledge: Knowledge) -> tuple[int, int] | None:
    """Return the person's name before a dash with which the text begins ("Ahmad Tarawneh - Man is ...")."""
    piece = items[0] if items else None
    if piece is None or piece.kind != "piece" or text[start : piece.start].strip():
        return None
    return (piece.start, piece.end) if _SPACED.match(text, piece.end) and _name(text, piece, knowledge) else None


def _name(text: str, piece: Item, knowledge: Knowledge) -> bool:
    """Return whether a piece of a line can be a person's name: two to four words, one article among them at most."""
    words = knowledge.names.bare([word.group() for word in WORD.finditer(text, piece.start, piece.end)])
    articles = sum(word.startswith(ARTICLE) for word in words)
    named = articles < 2 and knowledge.names.fits(words) and words[0] not in knowledge.wording.town_part
    outlet = named and standing(words, knowledge.wording, knowledge.names) in REPORTING
    return named and not outlet


def _known(text: str, place: tuple[int, int], knowledge: Knowledge) -> bool:
    words = list(WORD.finditer(text, *place))
    return knowledge.wording.place.at(text, words, 0, clitics=False) is not None


def signature(text: str, start: int, end: int, knowledge: Knowledge) -> Item | None:
    """Return the outlet that signs the end of the text `[start, end)` ("--(Petra)"), in folded positions.

    One that no table has stands in brackets, behind the stop of the last sentence.
    """
    tail = max(start, end - _SIGNATURE_REACH)
    match = _SIGNATURE.search(text, tail, end)
    if match is None:
        return None
    words = list(WORD.finditer(text, match.start(1), match.end(1)))
    hit = knowledge.outlets.names.at(text, words, 0, clitics=False) if words else None
    if hit is None or hit.last != len(words) - 1:
        known = standing([word.group() for word in words], knowledge.wording, knowledge.names)
        apart = (
            known in REPORTING
            and _BEHIND_STOP.search(text, tail, match.start() + 1)
            and ")" in text[match.end(1) : end]
        )
        return Item("outlet", match.start(1), words[-1].end(), match.start(1)) if apart else None
    fenced = text[match.start()] in "(/" or text.startswith("--", match.start())
    if hit.phrase.split(" ", 1)[0] in knowledge.wording.common_word and not fenced:
        return None
    return Item("outlet", hit.start, hit.end, hit.start, hit.value)
