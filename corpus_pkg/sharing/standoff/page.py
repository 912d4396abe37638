"""What a page says: the values that its spans read as, by the rules that have read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from corpus_pkg import reading
from corpus_pkg.language.orthography import normalise
from corpus_pkg.layout import of_text
from corpus_pkg.package.extension import Withheld
from corpus_pkg.reading import fields, metadata
from corpus_pkg.records import Article, Document, Record, Segment

#: The form that a value has in its table.
Form: TypeAlias = Callable[[str], str]


class Page:
    """What one page says, and how its values are read from it."""

    def __init__(self, document: Document, content: bytes | None, segments: list[Record]) -> None:
        """Decode the page, None where it was kept unread; `segments` are its rows of that table."""
        self.text = "" if content is None or document.encoding is None else content.decode(document.encoding, "replace")
        self.media_type = document.media_type
        self._rules: dict[tuple[int, int], str] = {}
        #: The segments of each story that make its text: its body, and the headings between its paragraphs.
        self._texts: dict[str, list[Segment]] = {}
        #: Where the first segment of each story begins.
        self.begins: dict[str, int] = {}
        for segment in segments:
            assert isinstance(segment, Segment)
            self._rules[segment.start, segment.end] = segment.rule
            if segment.article_id is not None:
                self.begins.setdefault(segment.article_id, segment.start)
                self._texts.setdefault(segment.article_id, []).append(segment)
        rules = ((start, end, rule) for (start, end), rule in self._rules.items())
        self._surfaces = reading.Surfaces(self.text, self.media_type, rules)

    def shown(self, start: int, end: int) -> str:
        """Return what a span says."""
        return self._surfaces.at(start, end)

    def read(self, start: int, end: int, form: Form) -> str:
        """Return what a span says, in a form: of a whole segment as its rule has read it."""
        rule = self._rules.get((start, end), "")
        return form(reading.shown(self.text[start:end], self.media_type, rule))

    def joined(self, pieces: list[Withheld], form: Form) -> str:
        """Return the value that the pieces make up."""
        return "".join((piece.before or "") + self.read(piece.start, piece.end, form) for piece in pieces)

    def body(self, article_id: str) -> str:
        """Return the text of a story, a paragraph or a heading between two of them a line."""
        segments = of_text(self._texts.get(article_id, ()))
        lines = (normalise(self.shown(segment.start, segment.end)) for segment in segments)
        return "\n".join(line for line in lines if line)

    def default(self, row: Record, column: str) -> str | None:
        """Return what the rest of a row says of a value that was left out; None where it says nothing."""
        if column == "surface":
            return self.shown(row.__dict__["start"], row.__dict__["end"])
        return self.body(row.article_id) if column == "text" and isinstance(row, Article) else None

    def stated_spans(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of the segments that metadata or the fields of a record state."""
        yield from (span for span, rule in self._rules.items() if metadata.is_metadata(rule) or rule == fields.RULE)
