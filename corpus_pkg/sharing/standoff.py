"""Packages without texts: hashes and offsets instead of the words of the pages, and the way back.

A value that repeats the page is left out: emptied where its column may be empty, else replaced by its hash. Most of
them are said again by what stays, a surface by its own span and a story's text by its segments; for the rest, the table
`withheld` says which spans of the page make the value up. With the pages at hand every table can so be written again
byte for byte; what the full package's files were is kept in the descriptor. (Stand-off markup, as the TEI has it; those
who publish posts by their ids call the way back rehydration.)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any, BinaryIO

from corpus_pkg import identifiers, reading
from corpus_pkg.errors import PackageError
from corpus_pkg.language.orthography import folded, normalise
from corpus_pkg.package import descriptor, extension, tables
from corpus_pkg.package.extension import WITHHELD, Withheld
from corpus_pkg.reading import fields, metadata
from corpus_pkg.records import TABLES, Article, Document, Record, Segment, Source, Table
from corpus_pkg.schemas import required

#: The columns that repeat what pages say, by their tables. Of the sources only those that no lexicon knows.
COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": ("title", "text", "dateline_place", "authors", "keywords"),
    "credits": ("surface",),
    "dates": ("surface",),
    "links": ("title",),
    "mentions": ("surface",),
    "sources": ("name_ar", "name_en"),
}
#: What a hash in the place of a value begins with.
HASH = "sha256:"

_OF_DOCUMENTS = ("articles", "credits", "dates", "links", "mentions", "segments")
_SEPARATORS = ("|", "\n", " ")
_WORD = re.compile(r"\S+")
# So many searches of a page may come to nothing before its values are looked up word by word.
_SEARCHES = 256

#: The bytes of a page, None for one that was kept without being read; raises PackageError where they are not there.
Pages = Callable[[Document], bytes | None]
#: Where the file of a table is, by the table's name.
Place = Callable[[str], Path]
#: The form that a value has in its table: normalised, or folded.
Form = Callable[[str], str]
_Cell = tuple[str, str, str]


def is_standoff(body: Mapping[str, Any]) -> bool:
    """Whether the descriptor is that of a package without texts."""
    mark = body.get(descriptor.MARK)
    return isinstance(mark, dict) and mark.get("text") == "standoff"


def describe(full: Mapping[str, Any], sums: Mapping[str, tuple[str, int]]) -> dict[str, Any]:
    """The descriptor of the package without texts.

    Args:
        full: the descriptor of the full package.
        sums: SHA-256 and size in bytes of the tables' files as they are without texts, `withheld` among them.
    """
    listed, pages = [], []
    for resource in full["resources"]:
        if resource.get("type") != "table":
            pages.append(resource)
        elif resource["name"] in sums:
            sha256, size = sums[resource["name"]]
            listed.append({**resource, "bytes": size, "hash": f"sha256:{sha256}"})
        else:
            listed.append(resource)
    changed = {
        resource["name"]: {"bytes": resource["bytes"], "hash": resource["hash"]}
        for resource in full["resources"]
        if resource.get("type") == "table" and resource["name"] in sums
    }
    kept = {"mark": full[descriptor.MARK], "tables": changed, "pages": pages}
    body = {**full, "resources": listed, descriptor.MARK: {"text": "standoff", "full": kept}}
    return extension.add(body, WITHHELD, *sums[WITHHELD.name])


def full_descriptor(body: Mapping[str, Any]) -> dict[str, Any]:
    """The descriptor of the full package, from that of the package without texts; raises PackageError for others."""
    try:
        kept = body[descriptor.MARK]["full"]
        listed = [
            {**resource, **kept["tables"].get(resource["name"], {})}
            for resource in body["resources"]
            if resource["name"] != WITHHELD.name
        ]
        full = {**body, "resources": [*listed, *kept["pages"]], descriptor.MARK: kept["mark"]}
    except (KeyError, TypeError, AttributeError):
        raise PackageError("the descriptor says nothing of the full package; build it with --text standoff") from None
    if not descriptor.is_whole(full):
        raise PackageError("what the descriptor says of the full package was edited; get the package again")
    return full


def withhold(source: Place, target: Place, pages: Pages) -> None:
    """Write the tables with columns that repeat pages without them, and the table `withheld`.

    Args:
        source: where the file of each table of the full package is, by the table's name.
        target: where to write those of `COLUMNS` and `withheld`.
        pages: the bytes of each page.

    Memory holds one page, its rows and the sources. Raises PackageError for a table that is none.
    """
    sources = {
        row.source_id: row for row in tables.read(source("sources"), TABLES["sources"]) if isinstance(row, Source)
    }
    open_names = {key: row for key, row in sources.items() if _is_of_pages(row)}
    with _Writer(target, (*(TABLES[name] for name in COLUMNS), WITHHELD)) as writer:
        for document, rows in _documents(source):
            page = _Page(document, pages(document), rows["segments"])
            withheld: list[Withheld] = []
            finder = _Finder(page, normalise)
            for name in _OF_DOCUMENTS:
                if name == "segments":
                    continue
                for row in rows[name]:
                    writer.write(name, _without(name, row))
                    withheld.extend(_told(name, row, page, finder))
            names = _Finder(page, folded)
            for credit in rows["credits"]:
                found = open_names.pop(credit.__dict__["source_id"], None)
                if found is not None:
                    withheld.extend(_told_names(found, credit, page, names))
            for piece in sorted(withheld, key=lambda piece: tables.key_of(WITHHELD, piece)):
                writer.write(WITHHELD.name, piece)
        for key in sorted(sources):
            kept = sources[key]
            writer.write("sources", _without("sources", kept) if _is_of_pages(kept) and key not in open_names else kept)


def fill(source: Place, target: Place, pages: Pages) -> None:
    """Write the tables of the full package: the reverse of `withhold`, by the same arguments the other way round.

    Raises PackageError where a page does not give the value whose hash the package has.
    """
    names: dict[str, dict[str, str]] = {}
    with _Writer(target, [TABLES[name] for name in COLUMNS]) as writer:
        for document, rows in _documents(source, withheld=True):
            page = _Page(document, pages(document), rows["segments"])
            cells: dict[_Cell, list[Withheld]] = {}
            for piece in rows[WITHHELD.name]:
                assert isinstance(piece, Withheld)
                cells.setdefault((piece.table, piece.key, piece.column), []).append(piece)
            for name in _OF_DOCUMENTS:
                if name == "segments":
                    continue
                for row in rows[name]:
                    writer.write(name, _with(name, row, page, cells))
            for (table, key, column), pieces in cells.items():
                if table == "sources":
                    names.setdefault(key, {})[column] = page.joined(pieces, folded)
        for row in tables.read(source("sources"), TABLES["sources"]):
            assert isinstance(row, Source)
            filled = row.model_copy(update=names.get(row.source_id, {}))
            if row.source_id in names and not _is_of_pages(filled):
                raise PackageError(f"sources {row.source_id}: the pages do not give its name")
            writer.write("sources", filled)


class _Writer:
    """The files of the tables that are written, open together."""

    def __init__(self, target: Place, known: Iterable[Table]) -> None:
        self._target = target
        self._tables = known
        self._stack = ExitStack()
        self._streams: dict[str, BinaryIO] = {}

    def __enter__(self) -> _Writer:
        for table in self._tables:
            stream = self._stack.enter_context(self._target(table.name).open("wb"))
            stream.write(tables.header(table))
            self._streams[table.name] = stream
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def write(self, name: str, row: Record) -> None:
        self._streams[name].write(tables.line(row))


class _Page:
    """What one page says, and how its values are read from it."""

    def __init__(self, document: Document, data: bytes | None, segments: list[Record]) -> None:
        self.text = "" if data is None else reading.decode(data).text
        self.media_type = document.media_type
        self._rules: dict[tuple[int, int], str] = {}
        self._bodies: dict[str, list[Segment]] = {}
        #: Where the first segment of each story begins.
        self.begins: dict[str, int] = {}
        for segment in segments:
            assert isinstance(segment, Segment)
            self._rules[segment.start, segment.end] = segment.rule
            if segment.article_id is not None:
                self.begins.setdefault(segment.article_id, segment.start)
                if segment.kind == "body":
                    self._bodies.setdefault(segment.article_id, []).append(segment)

    def shown(self, start: int, end: int) -> str:
        """What a reader sees of a span, which is no value of the metadata."""
        return reading.shown(self.text[start:end], self.media_type)

    def said(self, start: int, end: int, form: Form) -> str:
        """What a span says, in a form: of a whole segment as its rule has read it."""
        rule = self._rules.get((start, end), "")
        return form(reading.shown(self.text[start:end], self.media_type, rule))

    def joined(self, pieces: list[Withheld], form: Form) -> str:
        """The value that the pieces make up."""
        return "".join((piece.before or "") + self.said(piece.start, piece.end, form) for piece in pieces)

    def body(self, article_id: str) -> str:
        """The text of a story: its body segments, a paragraph a line."""
        lines = (normalise(self.shown(segment.start, segment.end)) for segment in self._bodies.get(article_id, ()))
        return "\n".join(line for line in lines if line)

    def default(self, row: Record, column: str) -> str | None:
        """What stays of a row says of a value that was left out; None where it says nothing."""
        if column == "surface":
            return self.shown(row.__dict__["start"], row.__dict__["end"])
        return self.body(row.article_id) if column == "text" and isinstance(row, Article) else None

    @property
    def spans(self) -> Iterator[tuple[int, int]]:
        """The spans of the segments that metadata or the fields of a record state."""
        yield from (span for span, rule in self._rules.items() if metadata.is_metadata(rule) or rule == fields.RULE)


class _Finder:
    """Says of values which spans of a page make them up, in a form; the page is looked through when first asked."""

    def __init__(self, page: _Page, form: Form) -> None:
        self._page = page
        self._form = form
        self._text: str | None = None
        self._searches = _SEARCHES
        self._at = 0

    def pieces(self, value: str, begin: int = 0) -> list[tuple[str, int, int]]:
        """The pieces of `value`: what stands before each, and its span, at or behind the offset `begin` where it can.

        A value that stands in the page as it is has one piece; one that does not is parted at its separators, and at
        last into its letters. A letter that the page does not have stands before a piece of no length.
        """
        if self._text is None:
            self._read()
        self._at = self._place(begin)
        return list(self._pieces(value, "", 0)) if value else []

    def _pieces(self, value: str, before: str, level: int) -> Iterator[tuple[str, int, int]]:
        span = self._metadata.get(value) or self._find(value, level)
        if span is not None:
            yield before, *span
            return
        while level < len(_SEPARATORS) and _SEPARATORS[level] not in value:
            level += 1
        if level < len(_SEPARATORS):
            for part in value.split(_SEPARATORS[level]):
                if part:
                    yield from self._pieces(part, before, level + 1)
                    before = ""
                before += _SEPARATORS[level]
            if before[:-1]:
                yield before[:-1], 0, 0
            return
        for letter in value:
            span = self._letter_span(letter)
            if span is not None:
                yield before, *span
                before = ""
            else:
                before += letter
        if before:
            yield before, 0, 0

    def _letter_span(self, letter: str) -> tuple[int, int] | None:
        if letter not in self._spans:
            at = self._letters.get(letter)
            span = self._span(at, at + 1) if at is not None else None
            known = span is not None and self._page.said(*span, self._form) == letter
            self._spans[letter] = span if known else None
        return self._spans[letter]

    def _read(self) -> None:
        """Look through the page: its words in the form, one space between them, and where each stands."""
        page, form = self._page, self._form
        self._rendering = reading.render(page.text, page.media_type)
        self._words: list[tuple[int, int]] = []
        words = []
        for match in _WORD.finditer(self._rendering.text):
            word = form(match[0])
            if word:
                words.append(word)
                self._words.append(match.span())
        self._text = " ".join(words)
        self._starts = list(accumulate((len(word) + 1 for word in words), initial=0))
        self._known = dict(reversed(list(zip(words, self._starts, strict=False))))
        self._letters = {letter: at for at, letter in reversed(list(enumerate(self._text)))}
        self._spans: dict[str, tuple[int, int] | None] = {}
        self._metadata: dict[str, tuple[int, int]] = {}
        for start, end in page.spans:
            self._metadata.setdefault(page.said(start, end, form), (start, end))
        # The offsets of the words in the source, for where a story begins.
        self._offsets = [self._rendering.start(start) for start, _ in self._words]

    def _place(self, offset: int) -> int:
        """Where in the words the source offset is."""
        return self._starts[bisect_right(self._offsets, offset - 1)] if self._offsets else 0

    def _find(self, value: str, level: int) -> tuple[int, int] | None:
        assert self._text is not None
        found = -1
        if level == len(_SEPARATORS):
            found = self._known.get(value, -1)
        if found < 0 and self._searches > 0:
            found = self._text.find(value, self._at)
            if found < 0:
                self._searches -= 1
                found = self._text.find(value)
        if found < 0:
            return None
        span = self._span(found, found + len(value))
        if span is None or self._page.said(*span, self._form) != value:
            return None
        self._at = max(self._at, found)
        return span

    def _span(self, start: int, end: int) -> tuple[int, int] | None:
        """The span in the source of a span of the words."""
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        if first >= len(self._words) or last >= len(self._words):
            return None
        left = self._letter(first, start - self._starts[first])
        right = self._letter(last, end - 1 - self._starts[last])
        return self._rendering.start(left), self._rendering.end(right + 1)

    def _letter(self, word: int, number: int) -> int:
        """The offset in the rendering of a letter of a word in the form."""
        start, end = self._words[word]
        length = self._starts[word + 1] - self._starts[word] - 1
        if length == end - start:
            return start + number
        kept = [at for at in range(start, end) if self._form(self._rendering.text[at])]
        return kept[min(number, len(kept) - 1)] if kept else start


def _documents(source: Place, withheld: bool = False) -> Iterator[tuple[Document, dict[str, list[Record]]]]:
    """Each document with its rows of the other tables, which are read side by side."""
    known = {name: TABLES[name] for name in _OF_DOCUMENTS} | ({WITHHELD.name: WITHHELD} if withheld else {})
    streams = {
        name: groupby(tables.read(source(name), table), key=lambda row: row.__dict__["document_id"])
        for name, table in known.items()
    }
    following = {name: next(stream, None) for name, stream in streams.items()}
    for document in tables.read(source("documents"), TABLES["documents"]):
        assert isinstance(document, Document)
        rows: dict[str, list[Record]] = {}
        for name, stream in streams.items():
            group = following[name]
            if group is not None and group[0] == document.document_id:
                rows[name] = list(group[1])
                following[name] = next(stream, None)
            else:
                rows[name] = []
        yield document, rows
    for name, left in following.items():
        if left is not None:
            raise PackageError(f"{source(name)}: has rows of {left[0]}, which is no document or stands out of order")


def _is_of_pages(row: Source) -> bool:
    """Whether the source's name was met in a page: its id is then made of it."""
    name = row.name_ar or row.name_en
    return name is not None and row.source_id == identifiers.source_id(name)


def _hashed(value: str) -> str:
    return HASH + identifiers.sha256(value.encode("utf-8", "surrogatepass"))


def _key(name: str, row: Record) -> str:
    return "|".join(str(part) for part in tables.key_of(TABLES[name], row))


def _without(name: str, row: Record) -> Record:
    fields = TABLES[name].model.model_fields
    return row.model_copy(
        update={
            column: _hashed(row.__dict__[column]) if required(fields[column]) else None
            for column in COLUMNS[name]
            if row.__dict__[column] is not None
        }
    )


def _told(name: str, row: Record, page: _Page, finder: _Finder) -> Iterator[Withheld]:
    """What must be said of the left-out values of a row beyond what stays of it."""
    for column in COLUMNS[name]:
        value = row.__dict__[column]
        if value is None or value == page.default(row, column):
            continue
        start = row.__dict__.get("start")
        begin = page.begins.get(row.__dict__.get("article_id", ""), 0) if start is None else start
        yield from _rows(row.__dict__["document_id"], name, _key(name, row), column, finder.pieces(value, begin))


def _told_names(source: Source, credit: Record, page: _Page, finder: _Finder) -> Iterator[Withheld]:
    start, end = credit.__dict__["start"], credit.__dict__["end"]
    for column in COLUMNS["sources"]:
        value = source.__dict__[column]
        if value is None:
            continue
        whole = page.said(start, end, folded) == value
        pieces = [("", start, end)] if whole else finder.pieces(value, start)
        yield from _rows(credit.__dict__["document_id"], "sources", source.source_id, column, pieces)


def _rows(
    document_id: str, table: str, key: str, column: str, pieces: list[tuple[str, int, int]]
) -> Iterator[Withheld]:
    for number, (before, start, end) in enumerate(pieces, 1):
        yield Withheld.model_validate(
            {
                "document_id": document_id,
                "table": table,
                "key": key,
                "column": column,
                "piece": number,
                "before": before or None,
                "start": start,
                "end": end,
            }
        )


def _with(name: str, row: Record, page: _Page, cells: Mapping[_Cell, list[Withheld]]) -> Record:
    """The row with its values; raises PackageError where they are not those whose hashes it has."""
    key = _key(name, row)
    values: dict[str, str | None] = {}
    for column in COLUMNS[name]:
        pieces = cells.get((name, key, column))
        value = page.joined(pieces, normalise) if pieces else page.default(row, column)
        expected = row.__dict__[column]
        if expected is not None and (value is None or _hashed(value) != expected):
            raise PackageError(f"{name} {key}: {column}: its page does not give the value whose hash the package has")
        values[column] = value or None
    if isinstance(row, Article) and identifiers.sha256((values["text"] or "").encode("utf-8")) != row.text_sha256:
        raise PackageError(f"articles {key}: text: its page does not give the text whose hash the package has")
    return row.model_copy(update=values)
