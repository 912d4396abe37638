"""Mentions of known entities in a story, and those that a recognizer adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from corpus_pkg.entities import clubs, joining, lineages, recognition, repeats
from corpus_pkg.entities.coreference import read_together
from corpus_pkg.entities.gazetteer import gazetteer
from corpus_pkg.entities.model import Mention
from corpus_pkg.entities.recognition import Recognizer
from corpus_pkg.entities.zones import Naming, zones_of
from corpus_pkg.language.arabic.forms import is_accusative
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import Folded, fold


def find_in(
    folded: Folded,
    zones: Sequence[tuple[int, int]],
    *,
    lexicons: Lexicons | None = None,
    recognizer: Recognizer | str | None = recognition.DEFAULT,
) -> list[Mention]:
    """Return the mentions in one story, in the order of its zones.

    Args:
        folded: the folded document.
        zones: spans of the document's text, in reading order, disjoint; no mention crosses an edge of one.
        lexicons: the tables of names; the shipped ones by default.
        recognizer: what finds names that no table has, or its name; "none" or None for none.
            How its spans join the others: `corpus_pkg.entities.joining`.

    Raises:
        LexiconError: a table cannot be used.
        RecognizerError: there is no recognizer of that name, or it cannot be used.

    """
    tables = lexicons or default()
    names = gazetteer(tables)
    further = recognition.chosen(recognizer, tables)
    positions = [(folded.position(start), folded.position(end)) for start, end in zones]
    texts = [folded.text[first:last] for first, last in positions]
    together = read_together(zones_of(names, texts, partial(_written, folded, positions)))
    mentions = [
        list(_mentions(folded, namings.spans, first, limit))
        for (_, limit), (first, _), namings in zip(zones, positions, together, strict=True)
    ]
    if further is not None:
        mentions = joining.joined(folded, zones, mentions, further, names)
        mentions = lineages.completed(folded, zones, mentions, names)
        mentions = clubs.told(folded, repeats.repeated(folded, zones, mentions, names), names)
    return [mention for of_zone in mentions for mention in of_zone]


def _written(folded: Folded, positions: Sequence[tuple[int, int]], number: int, start: int, end: int) -> str:
    """Return a span of one of the zones that stand at folded positions, as the page writes it."""
    first = positions[number][0]
    left, right = folded.span(first + start, first + end)
    return folded.source[left:right]


def _mentions(folded: Folded, namings: Sequence[Naming], first: int, limit: int) -> Iterator[Mention]:
    """Yield the mentions of a zone that begins at the folded position `first` and ends at the offset `limit`."""
    for naming in namings:
        start, end = folded.span(first + naming.start, first + naming.end)
        end = min(end, limit)
        # تركياً is "a Turk", not the country.
        if is_accusative(folded.source[start:end]):
            continue
        yield Mention(start, end, folded.source[start:end], naming.reading.type, naming.entity_id, naming.method)


def find_entities(
    text: str, recognizer: Recognizer | str | None = recognition.DEFAULT, *, lexicons: Lexicons | None = None
) -> list[Mention]:
    """Return the mentions in `text`, read as one story; `recognizer` and `lexicons` as in `find_in`.

    >>> [(mention.surface, mention.entity_id) for mention in find_entities("وصل إلى بيروت وزير الخارجية الفرنسي")]
    [('بيروت', 'beirut')]
    """
    return find_in(fold(text), [(0, len(text))], lexicons=lexicons, recognizer=recognizer)
