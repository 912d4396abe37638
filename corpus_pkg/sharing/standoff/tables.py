"""The tables of a package without texts written from the full ones, and the full ones from those and the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from corpus_pkg import identifiers
from corpus_pkg.errors import PackageError
from corpus_pkg.language.orthography import normalise
from corpus_pkg.package import tables
from corpus_pkg.package.extension import CURATION, EVERY, WITHHELD, Withheld
from corpus_pkg.package.walk import Walk
from corpus_pkg.records import TABLES, Article, Document, Link, Record, Source, Table
from corpus_pkg.schemas import required
from corpus_pkg.sharing.standoff.page import Page
from corpus_pkg.sharing.standoff.pieces import Finder
from corpus_pkg.sharing.standoff.repeats import SHORTEST, letters
from corpus_pkg.sharing.standoff.selection import Place, Selection

#: The columns that repeat what pages say, by their tables. Of the sources only those that no lexicon knows.
COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": ("title", "text", "dateline_place", "authors", "keywords"),
    "credits": ("surface",),
    "curation": ("surface",),
    "dates": ("surface",),
    "links": ("title",),
    "mentions": ("surface",),
    "sources": ("name_ar", "name_en"),
}
#: What a hash in the place of a value begins with.
HASH = "sha256:"

_HASHED = re.compile(re.escape(HASH) + "[0-9a-f]{64}")
_WRITTEN = ("articles", "credits", "dates", "links", "mentions")
_OF_DOCUMENTS = (*_WRITTEN, "segments")

#: The bytes of a page, None for one that was kept without being read; raises PackageError where they are not there.
Pages: TypeAlias = Callable[[Document], bytes | None]
_Cell: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of the texts.

    Attributes:
        pages: the pages that are kept with all their rows, by their ids.
        named: the paths of pages whose name repeats what is withheld of them.

    """

    pages: frozenset[str]
    named: tuple[str, ...]


def withhold(source: Place, target: Place, pages: Pages, kept: Selection | None = None) -> Left:
    """Write the tables with columns that repeat pages without them, and the table `withheld`.

    Args:
        source: where the file of each table of the full package is, by the table's name.
        target: where to write those of `COLUMNS` and `withheld`.
        pages: the bytes of each page.
        kept: the stories that keep their texts; by default none does.

    Memory holds one page, its rows and the sources. Raises PackageError for a table that is none.

    """
    kept = kept if kept is not None else Selection()
    kept_pages: set[str] = set()
    named_by: list[str] = []
    sources = {
        row.source_id: row for row in tables.read(source("sources"), TABLES["sources"]) if isinstance(row, Source)
    }
    unmet = {key: row for key, row in sources.items() if _is_of_pages(row) and key not in kept.sources}
    told = set(unmet)
    with _Writer(target, (*_written(source), WITHHELD)) as writer:
        for document, rows in _documents(source, (*_OF_DOCUMENTS, *_curated(source))):
            content = pages(document)
            page = Page(document, content, rows["segments"])
            withheld: list[Withheld] = []
            finder = Finder(page, normalise)
            is_kept = content is not None and kept.keeps_page(document, page.text, rows["links"])
            if is_kept:
                kept_pages.add(document.document_id)
            elif _is_named_by(document, [row for row in rows["articles"] if not _keeps(kept, row)]):
                named_by.append(document.path)
            for name in _WRITTEN:
                for row in rows[name]:
                    if is_kept or _keeps(kept, row):
                        writer.write(name, row)
                        continue
                    writer.write(name, _without(name, row))
                    withheld.extend(_withheld(name, row, page, finder))
            for row in rows.get(CURATION.name, ()):
                writer.write(CURATION.name, row if is_kept else _without(CURATION.name, row))
            for credit in rows["credits"]:
                named = unmet.pop(credit.__dict__["source_id"], None)
                if named is not None:
                    withheld.extend(_withheld_names(named, credit, page, finder))
            for piece in sorted(withheld, key=lambda piece: tables.key_of(WITHHELD, piece)):
                writer.write(WITHHELD.name, piece)
        for key in sorted(sources):
            is_told = key in told and key not in unmet
            writer.write("sources", _without("sources", sources[key]) if is_told else sources[key])
    return Left(frozenset(kept_pages), tuple(named_by))


def fill(source: Place, target: Place, pages: Pages) -> None:
    """Write the tables of the full package: the reverse of `withhold`, by the same arguments the other way round.

    Raises PackageError where a page does not give the value whose hash the package has.
    """
    names: dict[str, dict[str, str]] = {}
    with _Writer(target, _written(source)) as writer:
        for document, rows in _documents(source, (*_OF_DOCUMENTS, *_curated(source), WITHHELD.name)):
            page = Page(document, pages(document), rows["segments"])
            cells: dict[_Cell, list[Withheld]] = {}
            for piece in rows[WITHHELD.name]:
                assert isinstance(piece, Withheld)
                cells.setdefault((piece.table, piece.key, piece.column), []).append(piece)
            for name in _WRITTEN:
                for row in rows[name]:
                    writer.write(name, _with(name, row, page, cells))
            for row in rows.get(CURATION.name, ()):
                writer.write(CURATION.name, _with(CURATION.name, row, page, cells))
            for (table, key, column), pieces in cells.items():
                if table == "sources":
                    names.setdefault(key, {})[column] = page.joined(pieces, normalise)
        for row in tables.read(source("sources"), TABLES["sources"]):
            assert isinstance(row, Source)
            filled = row.model_copy(update=names.get(row.source_id, {}))
            if row.source_id in names and not _is_of_pages(filled):
                raise PackageError(f"sources {row.source_id}: the pages do not give its name")
            writer.write("sources", filled)


def _curated(source: Place) -> tuple[str, ...]:
    """Return the name of the table of corrections where the package has it."""
    return (CURATION.name,) if source(CURATION.name).exists() else ()


def _written(source: Place) -> list[Table]:
    """Return the tables of `COLUMNS` that a package has."""
    return [EVERY[name] for name in COLUMNS if name != CURATION.name or _curated(source)]


class _Writer:
    """The files of the tables that are written, open together."""

    def __init__(self, target: Place, written: Iterable[Table]) -> None:
        self._target = target
        self._tables = written
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


def _documents(source: Place, names: Iterable[str]) -> Iterator[tuple[Document, dict[str, list[Any]]]]:
    """Yield each document with its rows of the tables of these names, which are read side by side."""
    walks = {name: _walk(source(name), EVERY[name]) for name in names}
    for document in tables.read(source("documents"), TABLES["documents"]):
        assert isinstance(document, Document)
        yield document, {name: walk.take(document.document_id) for name, walk in walks.items()}
    for walk in walks.values():
        walk.rest()


def _walk(path: Path, table: Table) -> Walk[Record]:
    def refuse(document_id: str, rows: list[Record]) -> None:
        raise PackageError(f"{path}: has rows of {document_id}, which is no document or stands out of order")

    return Walk(path, tables.read(path, table), lambda row: str(row.__dict__["document_id"]), refuse)


def _is_of_pages(row: Source) -> bool:
    """Return whether the source's name was met in a page: its id is then made of it."""
    name = row.name_ar or row.name_en
    return name is not None and row.source_id == identifiers.source_id(name)


def _is_named_by(document: Document, stories: Iterable[Article]) -> bool:
    """Return whether the path of a page, or one of its copies, repeats a title or a text of its stories."""
    paths = letters(f"{document.path} {document.also_at or ''}")
    said = [letters(f"{story.title or ''}\n{story.text or ''}") for story in stories]
    runs = {paths[at : at + SHORTEST] for at in range(len(paths) - SHORTEST + 1)}
    return any(run in text for run in runs for text in said)


def _keeps(kept: Selection, row: Record) -> bool:
    """Return whether a row of a page that is not kept keeps its values."""
    if isinstance(row, Link):
        return kept.keeps_link(row)
    return row.__dict__["article_id"] in kept.stories


def _hashed(value: str) -> str:
    return HASH + identifiers.sha256(value.encode("utf-8", "surrogatepass"))


def _key(name: str, row: Record) -> str:
    return "|".join(str(part) for part in tables.key_of(EVERY[name], row))


def _without(name: str, row: Record) -> Record:
    fields = EVERY[name].model.model_fields
    return row.model_copy(
        update={
            column: _hashed(row.__dict__[column]) if required(fields[column]) else None
            for column in COLUMNS[name]
            if row.__dict__[column] is not None
        }
    )


def _withheld(name: str, row: Record, page: Page, finder: Finder) -> Iterator[Withheld]:
    """Yield what must be said of the left-out values of a row beyond what stays of it."""
    for column in COLUMNS[name]:
        value = row.__dict__[column]
        if value is None or value == page.default(row, column):
            continue
        start = row.__dict__.get("start")
        begin = page.begins.get(row.__dict__.get("article_id", ""), 0) if start is None else start
        yield from _rows(row.__dict__["document_id"], name, _key(name, row), column, finder.pieces(value, begin))


def _withheld_names(source: Source, credit: Record, page: Page, finder: Finder) -> Iterator[Withheld]:
    start, end = credit.__dict__["start"], credit.__dict__["end"]
    for column in COLUMNS["sources"]:
        value = source.__dict__[column]
        if value is None:
            continue
        whole = page.read(start, end, normalise) == value
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


def _is_whole(name: str, row: Record) -> bool:
    """Return whether a row was kept with its values."""
    values = [row.__dict__[column] for column in COLUMNS[name]]
    fields = EVERY[name].model.model_fields
    if any(required(fields[column]) for column in COLUMNS[name]):
        return not any(_HASHED.fullmatch(value) for value in values)
    return any(value is not None for value in values)


def _with(name: str, row: Record, page: Page, cells: Mapping[_Cell, list[Withheld]]) -> Record:
    """Return the row with its values; raises PackageError where they are not those whose hashes it has."""
    key = _key(name, row)
    if _is_whole(name, row):
        return row
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
