"""What a recognizer found, joined to what the gazetteer and the patterns found.

The rule, for each span of a recognizer:

1. It is trimmed of what is no letter or digit, and of the clitics before its first word; a person's of titles of
   office before it and of words that no name holds at either end. A span that begins or ends inside a word, crosses a
   line or a mark that ends a clause, or overlaps an earlier one of the same recognizer is left out.
2. Where it overlaps no mention of the gazetteer, it is a mention.
3. Where it overlaps one, that one stays, unless the span is a person's fuller name: both are people, the span begins or
   ends with the mention, and no further word of it is a title of office, an adjective of a country, a word that no
   name holds, a verb by its form or a conjunction joined to a known name. Then the span takes its place.
4. Who or what it is, the tables say: an organisation or a place whose whole name stands for one entity of that type
   alone, a person whose full name, of two words or more, does, ancestors behind it aside (بن, آل). It is open
   otherwise; a last name alone never tells.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, cast, get_args

from corpus_pkg.entities.gazetteer import LONGEST_CHAIN, Gazetteer
from corpus_pkg.entities.identity import bearer
from corpus_pkg.entities.model import Mention
from corpus_pkg.entities.recognition import NAMES, Folding, Informed, Recognised, Recognizer
from corpus_pkg.entities.zones import LONGEST_WORD, WORD_BEFORE, is_of_counted
from corpus_pkg.language.arabic.clitics import ARTICLE, CHAIN, CONJUNCTIONS, LAM, PROCLITICS
from corpus_pkg.language.arabic.forms import ACCUSATIVE, is_accusative
from corpus_pkg.language.orthography import Folded
from corpus_pkg.records import EntityType
from corpus_pkg.values import Method

_CHAIN = re.compile(CHAIN)
# With less behind it, ال is rather a part of the word (والي, بالي).
_SHORTEST_DEFINITE = 5
# The form of the present tense.
_VERB = re.compile(r"[يت]\w{3,5}")
_WORD = re.compile(r"\w+")
_BREAK = re.compile("[\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029،؛؟!?;]")
_QUOTE = re.compile(r' ["“«]')
_TYPES = frozenset(get_args(EntityType))


class _Span(NamedTuple):
    """A span in the folded document."""

    start: int
    end: int
    type: EntityType


def joined(
    folded: Folded,
    zones: Sequence[tuple[int, int]],
    mentions: Sequence[Sequence[Mention]],
    recognizer: Recognizer,
    gazetteer: Gazetteer,
) -> list[list[Mention]]:
    """Return the mentions of each zone with those of `recognizer`, in order and disjoint.

    Args:
        folded: the folded document.
        zones: spans of the document's text.
        mentions: what was found in each zone, in order and disjoint.
        recognizer: is given the text of each zone as it stands.
        gazetteer: the compiled names.

    """
    spans = [
        list(_spans(folded, zone, of_zone, gazetteer))
        for zone, of_zone in zip(zones, _recognised(folded, zones, mentions, recognizer), strict=True)
    ]
    first_words = _FirstWords(folded, mentions, spans)
    method = _method(recognizer)
    bare = [
        [
            trimmed
            for span in of_zone
            if (trimmed := _named(folded.text, _without_clitics(folded.text, span, gazetteer, first_words), gazetteer))
            and not _beginning(folded.text, trimmed, gazetteer)
            and not _adjective(folded, trimmed, gazetteer)
        ]
        for of_zone in spans
    ]
    return [
        _zone(folded, zone, there, of_zone, method, gazetteer)
        for zone, there, of_zone in zip(zones, mentions, bare, strict=True)
    ]


class _FirstWords:
    """The first words of what a story names; few stories ask for them."""

    def __init__(self, folded: Folded, mentions: Sequence[Sequence[Mention]], spans: Sequence[Sequence[_Span]]) -> None:
        self._folded = folded
        self._mentions = mentions
        self._spans = spans

    @cached_property
    def _words(self) -> set[str]:
        starts = [self._folded.position(mention.start) for of_zone in self._mentions for mention in of_zone]
        starts += [span.start for of_zone in self._spans for span in of_zone]
        return {_first_word(self._folded.text, start) for start in starts}

    def __contains__(self, word: str) -> bool:
        return word in self._words


def _named(text: str, span: _Span, gazetteer: Gazetteer) -> _Span | None:
    """Return a person's span without the words about the name; None where nothing is left, or a thing is named."""
    if span.type != "PER":
        return span
    before = WORD_BEFORE.search(text, max(0, span.start - LONGEST_WORD), span.start)
    if _thing(before.group(1) if before else "", gazetteer) or _thing(_first_word(text, span.start), gazetteer):
        return None
    words = list(_WORD.finditer(text, span.start, span.end))
    stops = gazetteer.persons.stops
    while words and (words[0].group() in stops or words[0].group() in gazetteer.adjectives):
        del words[0]
    while words and words[-1].group() in stops:
        del words[-1]
    return span._replace(start=words[0].start(), end=words[-1].end()) if words else None


def _adjective(folded: Folded, span: _Span, gazetteer: Gazetteer) -> bool:
    """Return whether a place is rather an adjective in the accusative: "a Turk", "thirty Syrian refugees"."""
    if span.type != "LOC" or not folded.text.startswith(ACCUSATIVE, span.end - 1):
        return False
    left, right = folded.span(span.start, span.end)
    return is_accusative(folded.source[left:right]) or is_of_counted(folded.text, span.start, span.end, gazetteer)


def _beginning(text: str, span: _Span, gazetteer: Gazetteer) -> bool:
    """Return whether a place is a single word that is no known name, but what known names begin with: رام."""
    word = text[span.start : span.end]
    return span.type == "LOC" and word in gazetteer.first_words and word not in gazetteer.indices


def _thing(word: str, gazetteer: Gazetteer) -> bool:
    return word in gazetteer.persons.things


def _method(recognizer: Recognizer) -> Method:
    return recognizer.name if recognizer.name in NAMES else f"recognizer:{recognizer.name}"


def _recognised(
    folded: Folded, zones: Sequence[tuple[int, int]], mentions: Sequence[Sequence[Mention]], recognizer: Recognizer
) -> list[Iterable[Recognised]]:
    """Return what the recognizer finds in each zone, as spans of the folded text.

    All zones are read together where it can, one by one where it cannot.
    """
    texts = [folded.source[start:end] for start, end in zones]
    read = [number for number, text in enumerate(texts) if text and not text.isspace()]
    names: list[Iterable[Recognised]] = [()] * len(zones)
    parts = [(folded.position(zones[number][0]), folded.position(zones[number][1])) for number in read]
    if isinstance(recognizer, Folding) and all(this[1] < after[0] for this, after in pairwise(parts)):
        known = [
            (folded.position(mention.start), folded.position(mention.end), mention.type)
            for number in read
            for mention in mentions[number]
        ]
        for number, of_zone in zip(read, recognizer.recognise_folded(folded.text, parts, known), strict=True):
            names[number] = of_zone
    elif isinstance(recognizer, Informed):
        within = [[_moved(mention, -zones[number][0]) for mention in mentions[number]] for number in read]
        for number, of_zone in zip(read, recognizer.recognise_all([texts[at] for at in read], within), strict=True):
            names[number] = _folded(folded, zones[number], of_zone)
    else:
        for number in read:
            names[number] = _folded(folded, zones[number], recognizer(texts[number]))
    return names


def _moved(mention: Mention, by: int) -> Mention:
    return Mention(
        mention.start + by, mention.end + by, mention.surface, mention.type, mention.entity_id, mention.method
    )


def _folded(folded: Folded, zone: tuple[int, int], recognised: Iterable[Recognised]) -> list[Recognised]:
    """Return the spans of a zone's text that lie in it as those of the folded text."""
    length = zone[1] - zone[0]
    return [
        Recognised(folded.position(zone[0] + start), folded.position(zone[0] + end), kind)
        for start, end, kind in recognised
        if 0 <= start < end <= length
    ]


def _spans(
    folded: Folded, zone: tuple[int, int], recognised: Iterable[Recognised], gazetteer: Gazetteer
) -> Iterator[_Span]:
    """Yield the spans that can be mentions, trimmed, in order and disjoint."""
    text = folded.text
    lowest, highest = folded.position(zone[0]), folded.position(zone[1])
    free = lowest
    for first, last, kind in sorted(recognised, key=lambda span: (span[0], -span[1])):
        if not (lowest <= first < last <= highest and kind in _TYPES):
            continue
        while first < last and not text[first].isalnum():
            first += 1
        while first < last and not text[last - 1].isalnum():
            last -= 1
        if first >= last or first < free or (last < highest and text[last].isalnum()):
            continue
        inside = _chain_before(text, first, lowest)
        if inside is None or inside < free or _BREAK.search(text, first, last):
            continue
        word = cast(re.Match[str], _WORD.match(text, first)).end()
        if gazetteer.is_within(text, max(lowest, first - LONGEST_CHAIN), first, word):
            continue
        yield _Span(inside, last, kind)
        free = last


def _chain_before(text: str, first: int, lowest: int) -> int | None:
    """Return where the span begins, a cut-off article included.

    None where what stands before it in its word is no clitic.
    """
    if first == lowest or not text[first - 1].isalnum():
        return first
    start = first - 1
    while start > lowest and first - start <= LONGEST_CHAIN and text[start - 1].isalnum():
        start -= 1
    chain = text[start:first]
    if _CHAIN.fullmatch(chain):
        return first
    if chain.endswith(ARTICLE) and _CHAIN.fullmatch(chain, 0, len(chain) - len(ARTICLE)):
        return first - len(ARTICLE)
    return None


def _first_word(text: str, start: int) -> str:
    match = _WORD.match(text, start)
    return match.group() if match else ""


def _without_clitics(text: str, span: _Span, gazetteer: Gazetteer, first_words: _FirstWords) -> _Span:
    """Return the span without the clitics of its first word, as far as known names tell them from letters."""
    if text[span.start] not in PROCLITICS or (span.start and text[span.start - 1].isalnum()):
        return span
    word = _first_word(text, span.start)
    chain = len(cast(re.Match[str], _CHAIN.match(word)).group())
    if chain == 0 or chain >= len(word) or word in gazetteer.first_words:
        return span
    lengths = [1, 2] if chain == 2 else [1]
    for length in lengths:
        rest = word[length:]
        whole = f"{ARTICLE}{rest[1:]}" if rest[0] == LAM else rest
        if (
            rest in gazetteer.first_words
            or whole in gazetteer.first_words
            or rest in first_words
            or whole in first_words
        ):
            return span._replace(start=span.start + length)
    for length in lengths:
        rest = word[length:]
        definite = rest.startswith(ARTICLE) or (word[length - 1] == rest[0] == LAM)
        if definite and len(rest) >= _SHORTEST_DEFINITE:
            return span._replace(start=span.start + length)
    return span


def _zone(
    folded: Folded,
    zone: tuple[int, int],
    mentions: Sequence[Mention],
    spans: Sequence[_Span],
    method: Method,
    gazetteer: Gazetteer,
) -> list[Mention]:
    starts = [mention.start for mention in mentions]
    replaced: set[int] = set()
    further: list[Mention] = []
    for span in spans:
        start, end = folded.span(span.start, span.end)
        end = min(end, zone[1])
        low = bisect_right(starts, start)
        if low and mentions[low - 1].end > start:
            low -= 1
        high = low
        while high < len(mentions) and mentions[high].start < end:
            high += 1
        if high > low:
            if high - low > 1 or not _fuller(folded, span, mentions[low], gazetteer):
                continue
            replaced.add(low)
        identifier = bearer(folded.text[span.start : span.end], span.type, gazetteer)
        if identifier is None and span.type == "ORG" and _described(folded, end, mentions[high : high + 1]):
            continue
        if identifier is None and high > low and _descended(folded, span, mentions[low], gazetteer):
            identifier = mentions[low].entity_id
        further.append(Mention(start, end, folded.source[start:end], span.type, identifier, method))
    if not further:
        return list(mentions)
    kept = [mention for number, mention in enumerate(mentions) if number not in replaced]
    return sorted(kept + further, key=lambda mention: mention.start)


def _described(folded: Folded, end: int, behind: Sequence[Mention]) -> bool:
    """Return whether what ends at `end` only says what the known organisation in quotation marks behind it is."""
    return any(
        one.type == "ORG" and one.entity_id is not None and _QUOTE.fullmatch(folded.source, end, one.start) is not None
        for one in behind
    )


def _fuller(folded: Folded, span: _Span, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether the span is a longer name of a person than the mention in it."""
    if span.type != "PER" or mention.type != "PER":
        return False
    first, last = folded.position(mention.start), folded.position(mention.end)
    if not (span.start <= first and last <= span.end and (span.start == first) != (span.end == last)):
        return False
    words = _WORD.findall(folded.text[span.start : first] + " " + folded.text[last : span.end])
    return not any(
        word in gazetteer.persons.stops
        or word in gazetteer.adjectives
        or (_VERB.fullmatch(word) and word not in gazetteer.given)
        or (word[0] in CONJUNCTIONS and (word[1:] in gazetteer.first_words or word[1:] in gazetteer.given))
        for word in words
    )


def _descended(folded: Folded, span: _Span, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether the span goes on the full name that begins it with that of an ancestor or a family."""
    first, last = folded.position(mention.start), folded.position(mention.end)
    behind = _WORD.search(folded.text, last, span.end)
    whole = " " in folded.text[first:last]
    return span.start == first and whole and behind is not None and behind.group() in gazetteer.persons.linking
