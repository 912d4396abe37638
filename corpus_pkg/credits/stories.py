"""The credits and the dateline of one story, from its segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus_pkg.credits import datelines
from corpus_pkg.credits.citations import citations
from corpus_pkg.credits.house import Statement
from corpus_pkg.credits.lines import LONGEST, Item, Knowledge, archived, compiled, items_of, placed
from corpus_pkg.credits.model import Credit, Dateline
from corpus_pkg.credits.outlets import unknown
from corpus_pkg.credits.received import received
from corpus_pkg.credits.unlisted import REPORTING, standing
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import Folded, normalise
from corpus_pkg.language.phrases import WORD
from corpus_pkg.layout.model import Segment
from corpus_pkg.records import CreditRole, SegmentKind, Source

_CITING: tuple[SegmentKind, ...] = ("title", "heading", "body")
#: Kinds of segment that tell who wrote a story, who published it, where and when.
METADATA: tuple[SegmentKind, ...] = ("source", "dateline", "byline", "published")
WORDS_OF_NAME = 5
#: The rule of lines that say what the author is, and name nobody.
NOTE = "note_on_author"
#: What the rule of a publisher begins with that the page's own lines name, a masthead or the line of rights.
HOUSE = "house:"


def find_credits(
    folded: Folded, segments: Sequence[Segment], own: Statement | None = None, *, lexicons: Lexicons | None = None
) -> list[Credit]:
    """Return who published the story, who reported it first and whom it cites, in order of the page.

    Args:
        folded: the page's text.
        segments: the segments of one story, in order.
        own: where the page states the name of its own outlet (`find_house`), if it does.
        lexicons: the tables to read with; the shipped ones where none are given.

    Each outlet stands once in each role, where it is first named; what is publisher or origin is not cited as well.

    """
    credits = _Credits(folded, compiled(lexicons or default()))
    story = [_Placed(folded.position(s.start), folded.position(s.end), s.kind) for s in segments if s.rule != NOTE]
    bodies = [index for index, segment in enumerate(story) if segment.kind == "body"]
    credits.masthead(story)
    if own is not None:
        credits.house(own)
    credits.metadata(story, bodies[0] if bodies else len(story))
    if bodies:
        credits.inline(story[bodies[0]], story[bodies[-1]])
    for segment in story:
        if segment.kind in _CITING:
            credits.cited(segment)
    return credits.result()


def find_dateline(folded: Folded, segments: Sequence[Segment], *, lexicons: Lexicons | None = None) -> Dateline | None:
    """Return where the story was filed, or None where it does not say; arguments as of `find_credits`."""
    knowledge = compiled(lexicons or default())
    for segment in segments:
        start, end = folded.position(segment.start), folded.position(segment.end)
        span: tuple[int, int] | None = None
        if segment.kind in METADATA:
            items = placed(items_of(folded.text, start, end, knowledge), folded.text, knowledge)
            places = [item for item in items if item.kind == "place"]
            if places and not (segment.kind == "source" and items[0].kind == "source_label"):
                span = places[0].start, places[0].end
            elif segment.kind == "dateline":
                span = datelines.head(folded.text, start, end, knowledge).place
        elif segment.kind == "body":
            span = datelines.head(folded.text, start, end, knowledge).place
        if span:
            begin, close = folded.span(*span)
            return Dateline(begin, close, normalise(folded.source[begin:close]))
        if segment.kind == "body":
            break
    return None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A segment in folded positions."""

    start: int
    end: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class _Claim:
    start: int
    end: int
    source: Source
    rule: str


@dataclass(slots=True)
class _Credits:
    folded: Folded
    knowledge: Knowledge
    claims: dict[tuple[str, CreditRole], _Claim] = field(default_factory=dict)
    unlisted: dict[str, Source] = field(default_factory=dict)
    is_carried: bool = False

    # -- lines around the text ---------------------------------------------------------------------------------------

    def masthead(self, story: Sequence[_Placed]) -> None:
        """Return the page's title in its HTML form: the story's headline with the outlet's name at one edge."""
        text = self.folded.text
        headlines = {" ".join(WORD.findall(text, s.start, s.end)) for s in story if s.kind == "title"} - {""}
        for segment in story:
            if segment.kind != "nav" or not headlines or segment.end - segment.start > LONGEST:
                continue
            line = " ".join(WORD.findall(text, segment.start, segment.end))
            if not any(headline in line and headline != line for headline in headlines):
                continue
            items = items_of(text, segment.start, segment.end, self.knowledge)
            for item in (items[0], items[-1]):
                if item.kind == "outlet" and item.value is not None:
                    self._add(self._claim(item, "page title"), "publisher")
                    return

    def house(self, own: Statement) -> None:
        """Take the outlet whose page it is, which the page states in two places, for the publisher."""
        source = self._source(own.source_id, own.start, own.end)
        self._add(_Claim(own.start, own.end, source, f"{HOUSE}{own.where}"), "publisher")

    def metadata(self, story: Sequence[_Placed], first_body: int) -> None:
        """Credits of source lines, datelines, bylines and lines with the date."""
        labelled: list[list[_Claim]] = []
        alone: int | None = None
        for index, segment in enumerate(story):
            if segment.kind not in METADATA:
                continue
            if self._published_in(segment):
                continue
            items = placed(
                items_of(self.folded.text, segment.start, segment.end, self.knowledge), self.folded.text, self.knowledge
            )
            if self._desk(items, segment):
                continue
            label = next((item for item in items if item.kind == "source_label"), None)
            if segment.kind == "source" and label:
                labelled.append(list(self._labelled(items, label)))
                continue
            if segment.kind == "source" and self._bare_label(segment):
                alone = index
                continue
            if alone is not None and index == alone + 1:
                # "Source:" on a line of its own: the next line holds who.
                outlets = [item for item in items if item.kind == "outlet"]
                named = outlets or [item for item in items[: segment.kind == "source"] if self._can_be_named(item)]
                labelled.append([self._claim(item, "label on the line before") for item in named])
            for item in items:
                whole = segment.kind == "source" and len(items) == 1
                if item.kind == "outlet" or (whole and self._placed(item)):
                    self._claim_by_kind(self._claim(item, segment.kind), after_body=index > first_body)
        signed = any(segment.kind == "byline" for segment in story)
        for number, claims in enumerate(labelled):
            # Where several source lines stand on a page, the last is the page's own.
            own = (
                number == len(labelled) - 1 and len(claims) == 1 and claims[0].source.kind not in ("agency", "unnamed")
            )
            if own and len(labelled) > 1:
                self._add(claims[0], "publisher")
                continue
            for claim in claims:
                self._add(claim, "origin")
            # A signed story credited to one paper is that paper's own.
            if own and signed and claims[0].source.kind in ("newspaper", "magazine", "unknown"):
                self._add(claims[0], "publisher")

    def _bare_label(self, segment: _Placed) -> bool:
        """Return whether a source line says "source:" and no name."""
        words = list(WORD.finditer(self.folded.text, segment.start, segment.end))
        hit = self.knowledge.wording.source_label.at(self.folded.text, words, 0, clitics=False) if words else None
        return hit is not None and hit.last == len(words) - 1

    def _published_in(self, segment: _Placed) -> bool:
        """Return the form of press archives: "AUTHOR published in PAPER on DATE"."""
        match = archived(self.folded.text, segment.start, segment.end, self.knowledge)
        if match is None:
            return False
        items = items_of(self.folded.text, match.end(), segment.end, self.knowledge)
        if not items or items[0].kind not in ("outlet", "piece", "place"):
            return False
        self._add(self._claim(items[0], "published in"), "publisher")
        return True

    def _desk(self, items: Sequence[Item], segment: _Placed) -> bool:
        """Take the outlet behind its own desk ("the editors of X"), or on which the story first was, for publisher."""
        text = self.folded.text
        first = self.knowledge.first_on(text[segment.start : segment.end])
        if first is not None:
            return self._publishes(segment.start + first, segment.end, sure=True)
        for item in items:
            found = self.knowledge.desk_of(text[item.start : min(segment.end, item.start + LONGEST)])
            if found is not None:
                start = item.start + found[0]
                end = next(other.end for other in items if other.end > start)
                if self._publishes(start, end, found[1]):
                    return True
        return False

    def _publishes(self, start: int, end: int, sure: bool) -> bool:
        """Take a stretch of a line for the name of the publisher, if it is one; `sure` where nothing else can be."""
        words = list(WORD.finditer(self.folded.text, start, end))
        hit = self.knowledge.outlets.names.at(self.folded.text, words, 0, clitics=False) if words else None
        if hit is not None and hit.last == len(words) - 1:
            self._add(self._claim(Item("outlet", hit.start, hit.end, hit.start, hit.value), "desk"), "publisher")
            return True
        known = standing([word.group() for word in words], self.knowledge.wording, self.knowledge.names)
        fits = known in REPORTING or (sure and known is not None)
        if fits:
            self._add(self._claim(Item("piece", start, words[-1].end(), start), "desk"), "publisher")
        return fits

    def _labelled(self, items: Sequence[Item], label: Item) -> Iterator[_Claim]:
        behind = [item for item in items if item.start >= label.end]
        certain = any(item.kind == "outlet" for item in behind)
        for item in behind:
            fits = item.kind == "outlet"
            if item.kind == "piece" and item.words <= WORDS_OF_NAME:
                fits = not certain or self._listed(item, items)
            if fits:
                yield self._claim(item, f"label:{label.value}")

    def _placed(self, item: Item) -> bool:
        """Return whether an item that no lexicon knows bears the name of a place as outlets do."""
        words = WORD.findall(self.folded.text, item.start, item.end)
        known = standing(words, self.knowledge.wording, self.knowledge.names)
        return item.kind == "piece" and known == "placed"

    def _can_be_named(self, item: Item) -> bool:
        """Return whether an item under a label can be the name of an outlet."""
        words = WORD.findall(self.folded.text, item.start, item.end)
        known = standing(words, self.knowledge.wording, self.knowledge.names)
        alone = len(words) == 1 and words[0] not in self.knowledge.wording.every_day
        return item.kind == "piece" and known is not None and (known != "common" or alone)

    def _listed(self, piece: Item, items: Sequence[Item]) -> bool:
        """Return whether the piece stands in a list of outlets: a plus, comma, slash or conjunction beside it."""
        index = items.index(piece)
        text = self.folded.text
        before = text[items[index - 1].end : piece.start] if index else ""
        after = text[piece.end : items[index + 1].start] if index + 1 < len(items) else ""
        return any(mark in before + after for mark in "+،,/&") or "and" in (
            items[index - 1].kind if index else "",
            items[index + 1].kind if index + 1 < len(items) else "",
        )

    def _claim_by_kind(self, claim: _Claim, after_body: bool) -> None:
        wire = claim.source.kind in ("agency", "unnamed")
        # Where the page's title names the outlet already, its name over the text says whose report it is.
        carried = self.claims.get((claim.source.source_id, "publisher"))
        carried_by_title = carried is not None and carried.rule == "page title"
        origin = wire or carried_by_title or (after_body and claim.rule.startswith("source"))
        self._add(claim, "origin" if origin else "publisher")

    # -- the text itself -----------------------------------------------------------------------------------------------

    def inline(self, first: _Placed, last: _Placed) -> None:
        """Credits at the start of the first paragraph and at the end of the last."""
        text = self.folded.text
        for item in datelines.head(text, first.start, first.end, self.knowledge).outlets:
            claim = self._claim(item, "inline dateline")
            house = claim.source.kind in ("newspaper", "magazine", "site", "unknown")
            self._add(claim, "publisher" if house else "origin")
        signature = datelines.signature(text, last.start, last.end, self.knowledge)
        if signature:
            claim = self._claim(signature, "signature")
            self._add(claim, "publisher" if claim.source.kind in ("newspaper", "magazine", "site") else "origin")

    def cited(self, segment: _Placed) -> None:
        """Outlets cited in the segment; a paper that speaks of itself is the publisher, where none is known."""
        text = self.folded.text
        cited = list(citations(text, segment.start, segment.end, self.knowledge))
        if segment.kind == "body" and not self.is_carried:
            own = next(received(text, segment.start, segment.end, self.knowledge), None)
            if own is not None:
                at = next((i for i, one in enumerate(cited) if one.start < own.end and own.start < one.end), None)
                cited.insert(0, own if at is None else replace(cited.pop(at), house=True))
        for citation in cited:
            start = self.folded.text.find(citation.name, citation.start, citation.end)
            source = self._source(citation.source_id, start, start + len(citation.name))
            claim = _Claim(citation.start, citation.end, source, citation.rule)
            if (source.source_id, "publisher") in self.claims or (source.source_id, "origin") in self.claims:
                continue
            self._add(claim, "publisher" if citation.house and not self.is_carried else "cited")

    # -- what comes of it ----------------------------------------------------------------------------------------------

    def _source(self, source_id: str | None, start: int, end: int) -> Source:
        """Return the row of an outlet, under the name that the page first writes where no lexicon knows it."""
        if source_id is not None:
            return self.knowledge.outlets.sources[source_id]
        begin, close = self.folded.span(start, end)
        row = unknown(self.folded.source[begin:close])
        return self.unlisted.setdefault(row.source_id, row)

    def _claim(self, item: Item, rule: str) -> _Claim:
        source = self._source(item.value if item.kind == "outlet" else None, item.name, item.end)
        return _Claim(item.start, item.end, source, rule)

    def _add(self, claim: _Claim, role: CreditRole) -> None:
        self.claims.setdefault((claim.source.source_id, role), claim)
        self.is_carried = self.is_carried or role in ("publisher", "origin")

    def result(self) -> list[Credit]:
        """Return the credits, in order of the page."""
        credits = []
        for (_, role), claim in self.claims.items():
            start, end = self.folded.span(claim.start, claim.end)
            credits.append(Credit(start, end, self.folded.source[start:end], role, claim.source, claim.rule))
        return sorted(credits, key=lambda credit: (credit.start, credit.end, credit.role))
