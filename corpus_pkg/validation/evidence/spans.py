"""The spans of a document: segments cover its page, surfaces are its characters, and each lies where its role asks."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, get_args

from corpus_pkg.credits.stories import HOUSE
from corpus_pkg.language.orthography import folded, normalise
from corpus_pkg.records import SegmentKind
from corpus_pkg.validation.evidence.dossier import Dossier
from corpus_pkg.validation.evidence.rows import problem
from corpus_pkg.validation.likeness import beside
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds
from corpus_pkg.validation.wording import quoted

#: The tables whose rows are spans within segments.
_WITHIN_SEGMENTS = ("dates", "credits", "mentions", "links")
#: The tables of which no two rows of a document share characters.
_APART = ("dates", "mentions")
#: The kind of the segment in which a date of the role stands.
_KIND_OF_ROLE = {"published": "published", "updated": "updated", "retrieved": "retrieved"}
#: The rules of credits that name a phrase of the segment, and what one of them says where the name itself is enough.
_WORDED, _IN_NAME = frozenset({"label", "class"}), "in name"
_KINDS = frozenset(get_args(SegmentKind))
_INVISIBLE = frozenset({"Cc", "Cf"})


def covered(dossier: Dossier) -> Iterator[Problem]:
    """Yield where a visible character does not lie in exactly one segment."""
    text = dossier.text
    last = 0
    for segment in dossier.segments:
        start, end = segment.start, segment.end
        if start >= end:
            yield problem(kinds.SPAN, "segments", segment, "end", f"[{start}, {end}) is empty")
        elif start < last:
            yield problem(kinds.OVERLAP, "segments", segment, "start", f"begins before {last}, where another ends")
        elif text is not None and start > last:
            yield from _uncovered(dossier, text, last, start)
        if text is not None and end > len(text):
            yield problem(kinds.SPAN, "segments", segment, "end", f"{end} is behind the page's end {len(text)}")
        elif text is not None and dossier.plain and (edge := _edge(text, start, end)):
            yield problem(kinds.SPAN, "segments", segment, "start", f"[{start}, {end}) {edge}")
        last = max(last, end)
    if text is not None:
        yield from _uncovered(dossier, text, last, len(text))


def _edge(text: str, start: int, end: int) -> str | None:
    """Return what is wrong with where a segment of plain text begins and ends; None where nothing is."""
    if start < end and (text[start].isspace() or text[end - 1].isspace()):
        return "begins or ends with white space"
    if start and unicodedata.category(text[start])[0] == "M" and unicodedata.category(text[start - 1])[0] not in "CZ":
        return "begins with a sign of the letter before it"
    return None


def _uncovered(dossier: Dossier, text: str, start: int, end: int) -> Iterator[Problem]:
    gap = text[start:end]
    if not gap or gap.isspace():
        return
    lost = next((offset for offset, letter in enumerate(gap, start) if _visible(letter)), None)
    if lost is not None:
        message = f"the page's character {lost} ({quoted(text[lost : lost + 20])}) lies in no segment"
        yield problem(kinds.UNCOVERED, "segments", dossier.document, "start", message)


def _visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in _INVISIBLE


def worded(dossier: Dossier) -> Iterator[Problem]:
    """Yield the segments of plain text whose rule names a phrase that does not stand in them."""
    if dossier.text is None or not dossier.plain or not dossier.same:
        return
    for segment in dossier.segments:
        begin, _, phrase = segment.rule.partition(":")
        if begin == "phrase" and not _stands(phrase, dossier.text[segment.start : segment.end]):
            message = f"is {quoted(segment.rule)}, and that phrase does not stand in the segment"
            yield problem(kinds.RULE, "segments", segment, "rule", message)


def credited(dossier: Dossier) -> Iterator[Problem]:
    """Yield the credits of plain text whose rule names a phrase, or a kind of segment, that theirs does not have."""
    text = dossier.text
    if text is None or not dossier.plain or not dossier.same:
        return
    starts = [segment.start for segment in dossier.segments]
    for credit in dossier.credits:
        at = bisect_right(starts, credit.start) - 1
        # A credit outside of all segments is told as such.
        if at < 0 or dossier.segments[at].end < credit.end:
            continue
        home = dossier.segments[at]
        begin, _, phrase = credit.rule.partition(":")
        message = None
        if begin in _WORDED and phrase != _IN_NAME and not _stands(phrase, text[home.start : home.end]):
            message = "that phrase does not stand in the segment"
        elif credit.rule in _KINDS and credit.rule != home.kind:
            message = f"the segment is of kind {home.kind}"
        if message is not None:
            yield problem(kinds.RULE, "credits", credit, "rule", f"is {quoted(credit.rule)}, and {message}")


def _stands(phrase: str, text: str) -> bool:
    """Return whether a phrase stands in a text, as it is or as both are folded."""
    shown, said = " ".join(folded(text).casefold().split()), folded(phrase).casefold()
    # Behind "to" the article is written without its first letter.
    return phrase in text or said in shown or (said.startswith("ال") and f"ل{said[1:]}" in shown)


def surfaces(dossier: Dossier) -> Iterator[Problem]:
    """Yield the surfaces that are not the characters of their spans."""
    text = dossier.text
    for name in _WITHIN_SEGMENTS:
        for row in _doubtful(dossier, name):
            start, end = row.start, row.end
            if start >= end:
                yield problem(kinds.SPAN, name, row, "end", f"[{start}, {end}) is empty")
            elif text is None:
                continue
            elif end > len(text):
                yield problem(kinds.SPAN, name, row, "end", f"{end} is behind the page's end {len(text)}")
            elif not dossier.standoff:
                yield from _surface(dossier, name, row)


def _doubtful(dossier: Dossier, name: str) -> list[Any]:
    """Return the rows of a table but those, of plain text nearly all, whose surface is the characters of the span."""
    text, rows = dossier.text, getattr(dossier, name)
    if text is None or not dossier.plain or name == "links":
        return list(rows)
    length = len(text)
    # A surface is never empty, so that neither is such a span.
    return [row for row in rows if row.end > length or text[row.start : row.end] != row.surface]


def _surface(dossier: Dossier, name: str, row: Any) -> Iterator[Problem]:
    shown = dossier.surface(row.start, row.end)
    if name == "links":
        # The title leaves the bullet out, so it need only stand in its span.
        if normalise(row.title) not in normalise(shown):
            message = f"{quoted(row.title)} does not stand in {quoted(shown)}"
            yield problem(kinds.SURFACE, name, row, "title", message)
    elif row.surface != shown:
        stated, given = beside(row.surface or "", shown)
        message = f"is {stated}, the page has {given}"
        yield problem(kinds.SURFACE, name, row, "surface", message)


def homes(dossier: Dossier) -> Iterator[Problem]:
    """Yield the spans that lie in no one segment of their article and role, and those that share characters.

    Sorted spans make it one pass.
    """
    segments = dossier.segments
    count = len(segments)
    for name in _WITHIN_SEGMENTS:
        at = last = 0
        apart = name in _APART
        for row in sorted(getattr(dossier, name), key=_place):
            start, end = row.start, row.end
            if start < last and apart:
                yield problem(kinds.OVERLAP, name, row, "start", f"begins before {last}, where another ends")
            last = end
            while at < count and segments[at].end <= start:
                at += 1
            home = segments[at] if at < count else None
            if home is None or start < home.start or end > home.end:
                yield problem(kinds.OUTSIDE, name, row, "start", f"[{start}, {end}) lies inside no one segment")
            elif name == "links":
                yield from _link_home(row, home)
            else:
                if home.article_id != row.article_id and not (home.article_id is None and _of_page(name, row)):
                    own, stated = (name or "no article" for name in (home.article_id, row.article_id))
                    message = f"stands in a segment of {own}, not of {stated}"
                    yield problem(kinds.OUTSIDE, name, row, "article_id", message)
                if name == "dates" and home.kind != _KIND_OF_ROLE.get(row.role, home.kind):
                    message = f"has the role {row.role}, and stands in a segment of kind {home.kind}"
                    yield problem(kinds.ROLE, name, row, "role", message)


def _of_page(name: str, row: Any) -> bool:
    """Return whether a row is told by the page and not by its story: a house names itself in lines of the page."""
    return name == "credits" and row.role == "publisher" and (row.rule or "").startswith(HOUSE)


def _link_home(row: Any, home: Any) -> Iterator[Problem]:
    """Yield a link that is not the whole of a segment for links."""
    if (row.start, row.end) != (home.start, home.end):
        message = f"[{row.start}, {row.end}) is not the whole of its segment [{home.start}, {home.end})"
        yield problem(kinds.OUTSIDE, "links", row, "start", message)
    if home.kind != "related_link":
        yield problem(kinds.ROLE, "links", row, "start", f"is a link, and stands in a segment of kind {home.kind}")


def linked(dossier: Dossier) -> Iterator[Problem]:
    """Yield the segments of links that are no row of links."""
    spans = {(link.start, link.end) for link in dossier.links}
    for segment in dossier.segments:
        if segment.kind == "related_link" and (segment.start, segment.end) not in spans:
            message = f"no link is [{segment.start}, {segment.end}), a segment of kind related_link"
            yield problem(kinds.UNLINKED, "segments", segment, "kind", message)


def _place(row: Any) -> tuple[int, int]:
    return row.start, row.end


RULES = (covered, worded, credited, surfaces, homes, linked)
