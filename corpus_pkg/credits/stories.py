"""The credits, authors and dateline of one story, from its segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus_pkg.credits import datelines
from corpus_pkg.credits.citations import citations
from corpus_pkg.credits.lines import LONGEST, Item, Knowledge, compiled, items_of, placed
from corpus_pkg.credits.model import Author, Credit, Dateline
from corpus_pkg.credits.outlets import unknown
from corpus_pkg.language.arabic.clitics import AND
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import Folded, normalise
from corpus_pkg.language.phrases import WORD
from corpus_pkg.layout.model import Segment
from corpus_pkg.records import CreditRole, SegmentKind, Source

_CITING: tuple[SegmentKind, ...] = ("title", "heading", "body")
_METADATA: tuple[SegmentKind, ...] = ("source", "dateline", "byline", "published")
_WORDS_OF_NAME = 5
# Words of a name behind a word of bylines in running text.
_WORDS_OF_INLINE_NAME = 4
#: The rule of lines that say what the author is, and name nobody.
_NOTE = "note_on_author"
#: A line with the date and more names than these is a table or a list.
_MOST_AUTHORS = 3


def find_credits(folded: Folded, segments: Sequence[Segment], *, lexicons: Lexicons | None = None) -> list[Credit]:
    """Return who published the story, who reported it first and whom it cites, in order of the page.

    Args:
        folded: the page's text.
        segments: the segments of one story, in order.
        lexicons: the tables to read with; the shipped ones where none are given.

    Each outlet stands once in each role, where it is first named; what is publisher or origin is not cited as well.

    """
    credits = _Credits(folded, compiled(lexicons or default()))
    story = [_Placed(folded.position(s.start), folded.position(s.end), s.kind) for s in segments if s.rule != _NOTE]
    bodies = [index for index, segment in enumerate(story) if segment.kind == "body"]
    credits.masthead(story)
    credits.metadata(story, bodies[0] if bodies else len(story))
    if bodies:
        credits.inline(story[bodies[0]], story[bodies[-1]])
    for segment in story:
        if segment.kind in _CITING:
            credits.cited(segment)
    return credits.result()


def find_authors(folded: Folded, segments: Sequence[Segment], *, lexicons: Lexicons | None = None) -> list[Author]:
    """Return the persons whom the story's bylines name, in order, each once; arguments as of `find_credits`."""
    knowledge = compiled(lexicons or default())
    spans: list[tuple[int, int]] = []
    first_body = True
    for segment in segments:
        if segment.rule == _NOTE:
            continue
        if segment.kind not in (*_METADATA, "body") or (segment.kind == "body" and not first_body):
            continue
        start, end = folded.position(segment.start), folded.position(segment.end)
        if segment.kind == "body":
            first_body = False
            spans.extend(_inline_authors(folded.text, start, end, knowledge))
        else:
            spans.extend(_authors(folded.text, start, end, segment.kind, knowledge))
    authors: dict[str, Author] = {}
    for start, end in spans:
        begin, close = folded.span(start, end)
        name = normalise(folded.source[begin:close])
        if name:
            authors.setdefault(name, Author(begin, close, name))
    return list(authors.values())


def find_dateline(folded: Folded, segments: Sequence[Segment], *, lexicons: Lexicons | None = None) -> Dateline | None:
    """Return where the story was filed, or None where it does not say; arguments as of `find_credits`."""
    knowledge = compiled(lexicons or default())
    for segment in segments:
        start, end = folded.position(segment.start), folded.position(segment.end)
        span: tuple[int, int] | None = None
        if segment.kind in _METADATA:
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

    def metadata(self, story: Sequence[_Placed], first_body: int) -> None:
        """Credits of source lines, datelines, bylines and lines with the date."""
        labelled: list[list[_Claim]] = []
        alone: int | None = None
        for index, segment in enumerate(story):
            if segment.kind not in _METADATA:
                continue
            if self._published_in(segment):
                continue
            items = placed(
                items_of(self.folded.text, segment.start, segment.end, self.knowledge), self.folded.text, self.knowledge
            )
            label = next((item for item in items if item.kind == "source_label"), None)
            if segment.kind == "source" and label:
                labelled.append(list(self._labelled(items, label)))
                continue
            if segment.kind == "source" and self._bare_label(segment):
                alone = index
                continue
            if alone is not None and index == alone + 1:
                # "Source:" on a line of its own: the next line holds who.
                labelled.append(
                    [self._claim(item, "label on the line before") for item in items if item.kind == "outlet"]
                )
            for item in self._named(items, segment.kind):
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
        match = self.knowledge.wording.published_in.search(self.folded.text, segment.start, segment.end)
        if match is None:
            return False
        items = items_of(self.folded.text, match.end(), segment.end, self.knowledge)
        if not items or items[0].kind not in ("outlet", "piece", "place"):
            return False
        self._add(self._claim(items[0], "published in"), "publisher")
        return True

    def _labelled(self, items: Sequence[Item], label: Item) -> Iterator[_Claim]:
        behind = [item for item in items if item.start >= label.end]
        certain = any(item.kind == "outlet" for item in behind)
        for item in behind:
            fits = item.kind == "outlet"
            if item.kind == "piece" and item.words <= _WORDS_OF_NAME:
                fits = not certain or self._listed(item, items)
            if fits:
                yield self._claim(item, f"label:{label.value}")

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

    def _named(self, items: Sequence[Item], kind: SegmentKind) -> Iterator[Item]:
        outlets = [item for item in items if item.kind == "outlet"]
        yield from outlets
        # A label whose name stands on another line names nobody.
        labels = self.knowledge.wording.source_label.values
        pieces = [
            item for item in items if item.kind == "piece" and self.folded.text[item.start : item.end] not in labels
        ]
        # A bare line that layout takes for a source, and no lexicon knows: the line is the name.
        if kind == "source" and not outlets and len(pieces) == 1 and pieces[0].words <= _WORDS_OF_NAME:
            yield pieces[0]

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
        for citation in citations(self.folded.text, segment.start, segment.end, self.knowledge):
            source = self._source(citation.source_id, citation.name)
            claim = _Claim(citation.start, citation.end, source, citation.rule)
            if (source.source_id, "publisher") in self.claims or (source.source_id, "origin") in self.claims:
                continue
            carried = any(role == "publisher" or role == "origin" for _, role in self.claims)
            self._add(claim, "publisher" if citation.house and not carried else "cited")

    # -- what comes of it ----------------------------------------------------------------------------------------------

    def _source(self, source_id: str | None, name: str) -> Source:
        return self.knowledge.outlets.sources[source_id] if source_id is not None else unknown(name)

    def _claim(self, item: Item, rule: str) -> _Claim:
        source = self._source(item.value if item.kind == "outlet" else None, self.folded.text[item.name : item.end])
        return _Claim(item.start, item.end, source, rule)

    def _add(self, claim: _Claim, role: CreditRole) -> None:
        self.claims.setdefault((claim.source.source_id, role), claim)

    def result(self) -> list[Credit]:
        """Return the credits, in order of the page."""
        credits = []
        for (_, role), claim in self.claims.items():
            start, end = self.folded.span(claim.start, claim.end)
            credits.append(Credit(start, end, self.folded.source[start:end], role, claim.source, claim.rule))
        return sorted(credits, key=lambda credit: (credit.start, credit.end, credit.role))


def _authors(text: str, start: int, end: int, kind: SegmentKind, knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """Yield the names of persons in a line of metadata, in folded positions."""
    archive = knowledge.wording.published_in.search(text, start, end)
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
    if kind == "source" or not (byline or companions & {"place", "outlet"}):
        return
    # Letters with a number grown to them are an outlet's name or a code.
    pieces = [item for item in items if item.kind == "piece" and not text[item.end : item.end + 1].isdigit()]
    named = [
        span for item in pieces for span in _persons(text, item, knowledge, first_in_line=item.start == pieces[0].start)
    ]
    if kind == "published" and len(named) > _MOST_AUTHORS:
        return
    longer = [span for span in named if len(WORD.findall(text, *span)) > 1]
    yield from longer or (named[:1] if byline else [])


def _persons(text: str, piece: Item, knowledge: Knowledge, first_in_line: bool = True) -> Iterator[tuple[int, int]]:
    """Yield the names in a piece: honorifics before them taken away, two names joined by a conjunction parted."""
    words = list(WORD.finditer(text, piece.start, piece.end))
    while len(words) > 1 and words[0].group() in knowledge.names.honorifics and len(words[1].group()) > 1:
        words = words[1:]
    if not words or words[0].group() in knowledge.names.honorifics:
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
        if word[0] == AND and word not in knowledge.names.own_conjunction and len(words) - index >= 2 + (word == AND):
            yield begin, words[index - 1].end()
            yield words[index + 1].start() if word == AND else words[index].start() + 1, words[-1].end()
            return
    if len(words) <= _WORDS_OF_NAME:
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
