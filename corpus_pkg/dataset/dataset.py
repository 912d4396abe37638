"""A package as a whole: its tables as rows or data frames, its stories, and its pages with what was read from them.

A package is read where it lies: a folder, its descriptor, or a ZIP archive, which is never unpacked to disk.
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import lzma
import os
import zipfile
import zlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TypeAlias, TypeVar, cast, overload

from pydantic import Field

from corpus_pkg import identifiers
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.package import descriptor, tables
from corpus_pkg.package.paths import WITHIN, original, package_path
from corpus_pkg.reading import carriers
from corpus_pkg.records import (
    TABLES,
    Article,
    Credit,
    Date,
    Document,
    Duplicate,
    Entity,
    Link,
    Mention,
    Record,
    Segment,
    Source,
    Table,
)
from corpus_pkg.schemas import arrow_schema, required

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow  # type: ignore[import-untyped]

#: A package, as a user names it.
Location: TypeAlias = str | os.PathLike[str]
#: A place in a package: on disk, or in a ZIP archive.
Place: TypeAlias = Path | zipfile.Path

Row = TypeVar("Row", bound=Record, covariant=True)

_ID = len(identifiers.document_id("0" * 64))
# pyarrow reads no row that is larger than its block. The largest that can be is a page of 16 MiB, each byte a U+FFFD.
_BLOCK = 1 << 26


@overload
def load(table: Literal["documents"], package: Location | None = None) -> Rows[Document]: ...
@overload
def load(table: Literal["segments"], package: Location | None = None) -> Rows[Segment]: ...
@overload
def load(table: Literal["articles"], package: Location | None = None) -> Rows[Article]: ...
@overload
def load(table: Literal["dates"], package: Location | None = None) -> Rows[Date]: ...
@overload
def load(table: Literal["sources"], package: Location | None = None) -> Rows[Source]: ...
@overload
def load(table: Literal["credits"], package: Location | None = None) -> Rows[Credit]: ...
@overload
def load(table: Literal["entities"], package: Location | None = None) -> Rows[Entity]: ...
@overload
def load(table: Literal["mentions"], package: Location | None = None) -> Rows[Mention]: ...
@overload
def load(table: Literal["links"], package: Location | None = None) -> Rows[Link]: ...
@overload
def load(table: Literal["duplicates"], package: Location | None = None) -> Rows[Duplicate]: ...
@overload
def load(table: str, package: Location | None = None) -> Rows[Any]: ...
def load(table: str, package: Location | None = None) -> Rows[Any]:
    """The rows of `table` in a package (a folder, its descriptor or a ZIP), by default in the one that ships with us.

    Raises PackageError for an unknown table, which lists those there are, and where there is no package.
    """
    tables.table(table)
    return open(package).table(table)


def open(package: Location | None = None) -> Dataset:
    """The package (a folder, its descriptor or a ZIP), by default the dataset that ships with us.

    Raises PackageError where there is none.

    >>> dataset = open()
    >>> article = next(article for article in dataset.articles if article.dateline_place is None and article.title)
    >>> [entity.entity_id for entity in dataset.entities_of(article)][:2]
    ['gaza', 'lloyd-austin']
    >>> page = dataset.page(article)
    >>> [(span.kind, page.text[span.start : span.end]) for span in page.spans if span.table == "mentions"][0]
    ('LOC', 'غزة')
    """
    if package is not None and Path(package).is_file():
        path = Path(package)
        if zipfile.is_zipfile(path):
            return _zipped(path)
        if path.suffix.lower() == ".zip":
            raise PackageError(f"{path}: is no whole ZIP archive; pack it again")
    found = descriptor.locate(package)
    return Dataset(found.parent, descriptor.read(found))


class Rows(Sequence[Row]):
    """The rows of one table, read from its file as they are asked for.

    Iterating holds one row in memory. `len`, `rows[3]` and `rows[2:5]` (a list) note where each row begins, and
    `rows[key]` (a text, or a tuple where the key has several columns) the keys besides, on first use. In a ZIP a
    single row costs the unpacking of all before it: iterate.
    """

    def __init__(self, path: Place, table: Table) -> None:
        self.path = path
        self.table = table
        self._reader = tables.RowReader(table)
        self._starts: array[int] | None = None
        self._keys: dict[tables.Key, int] | None = None
        self._owned: dict[str, range] | None = None

    def __iter__(self) -> Iterator[Row]:
        with unpacking(self.path):
            yield from cast(Iterator[Row], tables.read(cast(Path, self.path), self.table))

    def __len__(self) -> int:
        return len(self._offsets()) - 1

    @overload
    def __getitem__(self, wanted: int | str | tuple[str | int, ...]) -> Row: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Row]: ...
    def __getitem__(self, wanted: int | slice | str | tuple[str | int, ...]) -> Any:
        if isinstance(wanted, slice):
            return self._rows(range(*wanted.indices(len(self))))
        if isinstance(wanted, (str, tuple)):
            key = wanted if isinstance(wanted, tuple) else (wanted,)
            if self._keys is None:
                self._keys = {tables.key_of(self.table, row): number for number, row in enumerate(self)}
            if key not in self._keys:
                raise KeyError(f"{self.table.name} has no row {wanted!r} (the key is {', '.join(self.table.key)})")
            return self._rows((self._keys[key],))[0]
        number = wanted + len(self) if wanted < 0 else wanted
        if not 0 <= number < len(self):
            raise IndexError(f"row {wanted} of {len(self)}")
        return self._rows((number,))[0]

    def __repr__(self) -> str:
        return f"Rows({self.table.name!r}, {str(self.path)!r})"

    def of(self, owner: Document | Article | str) -> list[Row]:
        """The rows of a page or of a story (a record, or its id), in the order of the table.

        Of a table that knows pages alone (links), a story's rows are those of its page. Rows that belong to neither
        (sources, entities) are of no owner.
        """
        identifier = _identifier(owner)
        numbers = self._by_document().get(identifier[:_ID], range(0))
        rows = self._rows(numbers)
        if len(identifier) == _ID or "article_id" not in self.table.columns:
            return rows
        return [row for row in rows if getattr(row, "article_id", None) == identifier]

    def values(self) -> Iterator[tuple[str | int | None, ...]]:
        """The rows as plain values, one at a time: None where empty, numbers as such, days as text; unchecked."""
        with unpacking(self.path):
            for number, row in tables.cells(cast(Path, self.path), self.table):
                if len(row) != len(self.table.columns):
                    raise PackageError(f"{self.path}:{number}: has {len(row)} cells, not {len(self.table.columns)}")
                yield tuple(tables.typed(self.table, row).values())

    def digest(self) -> str:
        """SHA-256 of the table's file. Equal rows have one canonical file, so it tells the content in any format."""
        hashed = hashlib.sha256()
        with unpacking(self.path), binary(self.path) as file:
            while block := file.read(1 << 20):
                hashed.update(block)
        return hashed.hexdigest()

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table: int64, date32 and string columns, null where empty, described as the Table Schema does.

        As fast as columns can be read: cells have their types, but are not checked against patterns as `validate` and
        iterating do. Raises PackageError for cells that are not of their types, ImportError without pyarrow.
        """
        library("pyarrow", "arrow")
        return self._columnar(self._arrow)

    def to_polars(self) -> polars.DataFrame:
        """A Polars frame: Int64, Date and String columns, null where empty; checked as `to_arrow` is."""
        library("polars", "polars")
        frame: polars.DataFrame = self._columnar(self._polars)
        return frame

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame: Int64 (nullable), datetime64[s] and string columns, NA or NaT where empty; as `to_arrow`."""
        library("pandas", "pandas")
        frame: pandas.DataFrame = self._columnar(self._pandas)
        return frame

    def to_duckdb(self, connection: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyRelation:
        """A relation, on DuckDB's default connection or the one given, over the rows as `to_arrow` gives them."""
        engine = library("duckdb", "duckdb")
        library("pyarrow", "duckdb")
        relation: duckdb.DuckDBPyRelation = (connection or engine.default_connection()).from_arrow(self.to_arrow())
        return relation

    def _columnar(self, read: Callable[[dict[str, str]], Any]) -> Any:
        # What the header says is checked by who reads rows; a library would read any columns.
        with unpacking(self.path):
            next(tables.cells(cast(Path, self.path), self.table), None)
        try:
            with unpacking(self.path):
                return read(dict(tables.column_types(self.table)))
        except PackageError:
            raise
        except Exception:
            # Each library has its own words, and none names the row: reading the rows does.
            for _ in self:
                pass
            raise

    def _arrow(self, kinds: dict[str, str]) -> pyarrow.Table:
        from pyarrow import csv as reader

        schema = arrow_schema(self.table)
        with binary(self.path) as file:
            table = reader.read_csv(
                file,
                read_options=reader.ReadOptions(block_size=_BLOCK),
                parse_options=reader.ParseOptions(newlines_in_values=True),
                convert_options=reader.ConvertOptions(
                    column_types={field.name: field.type for field in schema},
                    null_values=[""],
                    strings_can_be_null=True,
                ),
            )
        self._check_filled(lambda name: table.column(name).null_count)
        return table.cast(schema)

    def _polars(self, kinds: dict[str, str]) -> polars.DataFrame:
        import polars

        types = {"string": polars.String, "integer": polars.Int64, "date": polars.String}
        frame = polars.read_csv(
            self.path if isinstance(self.path, Path) else io.BytesIO(self.path.read_bytes()),
            schema={name: types[kind] for name, kind in kinds.items()},
            null_values=[""],
            eol_char="\n",
        )
        self._check_filled(lambda name: frame.get_column(name).null_count())
        days = [name for name, kind in kinds.items() if kind == "date"]
        return frame.with_columns(polars.col(name).str.to_date("%Y-%m-%d", strict=True) for name in days)

    def _pandas(self, kinds: dict[str, str]) -> pandas.DataFrame:
        import numpy
        import pandas

        types = {"string": "string", "integer": "Int64", "date": "object"}
        with binary(self.path) as file:
            frame = pandas.read_csv(
                file,
                dtype={name: types[kind] for name, kind in kinds.items()},
                keep_default_na=False,
                na_values=[""],
                lineterminator="\n",
                low_memory=False,
            )
        self._check_filled(lambda name: int(frame[name].isna().sum()))
        for name, kind in kinds.items():
            if kind == "date":
                days = frame[name].where(frame[name].notna(), "NaT").to_numpy(dtype="str")
                frame[name] = pandas.Series(numpy.array(days, dtype="datetime64[s]"), index=frame.index)
        return frame

    def _check_filled(self, empty: Callable[[str], int]) -> None:
        """Raise ValueError where a column that every row must fill has `empty` cells."""
        for name, field in self.table.model.model_fields.items():
            if required(field) and empty(name):
                raise ValueError(f"{name} is empty in {empty(name)} rows")

    def _offsets(self) -> array[int]:
        if self._starts is None:
            starts = array("Q")
            last = 0
            with unpacking(self.path), binary(self.path) as file:
                for start, end in tables.spans(file):
                    starts.append(start)
                    last = end
            starts.append(last)
            self._starts = starts
        return self._starts

    def _by_document(self) -> dict[str, range]:
        """The numbers of each document's rows: keys begin with its id and rows are sorted by key, so they adjoin."""
        if self._owned is None:
            owned: dict[str, range] = {}
            starts = self._offsets()
            with unpacking(self.path), binary(self.path) as file:
                for number in range(len(self)):
                    file.seek(starts[number])
                    identifier = file.read(_ID).decode("utf-8", "replace")
                    begun = owned.get(identifier, range(number, number))
                    if begun.stop != number:
                        raise PackageError(f"{self.path}: row {number}: is not sorted by key; build it again")
                    owned[identifier] = range(begun.start, number + 1)
            self._owned = owned
        return self._owned

    def _rows(self, numbers: Sequence[int]) -> list[Row]:
        if not numbers:
            return []
        offsets = self._offsets()
        rows: list[Any] = []
        with unpacking(self.path), binary(self.path) as file:
            for number in numbers:
                file.seek(offsets[number])
                line = file.read(offsets[number + 1] - offsets[number])
                try:
                    rows.append(tables.parse_line(line.decode("utf-8"), self._reader))
                except (ValueError, csv.Error) as error:
                    raise PackageError(f"{self.path}: row {number}: {tables.problem(error)}") from None
        return rows


class StoryCredit(Credit):
    """A credit with the outlet that it names."""

    source: Source = Field(title="Source", description="The outlet.")


class StoryMention(Mention):
    """A mention with who or what it is."""

    entity: Entity | None = Field(None, title="Entity", description="Who or what it is; empty where that is open.")


class Story(Article):
    """A story with its page, and all rows that speak of it inside one another."""

    document: Document = Field(title="Document", description="The page that holds the story.")
    segments: tuple[Segment, ...] = Field((), title="Segments", description="The stretches of the page it stands in.")
    dates: tuple[Date, ...] = Field((), title="Dates", description="The story's time expressions.")
    credits: tuple[StoryCredit, ...] = Field((), title="Credits", description="Who published, reported or is cited.")
    mentions: tuple[StoryMention, ...] = Field((), title="Mentions", description="Where the story names entities.")
    links: tuple[Link, ...] = Field((), title="Links", description="Titles of other stories that the page shows.")

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The entities that the story names, in order of their first mention."""
        return tuple({mention.entity.entity_id: mention.entity for mention in self.mentions if mention.entity}.values())

    @property
    def sources(self) -> tuple[Source, ...]:
        """The outlets that the story credits, in order of their first credit."""
        return tuple({credit.source.source_id: credit.source for credit in self.credits}.values())


#: The tables of rows that a story holds.
_PARTS = ("segments", "dates", "credits", "mentions", "links")
#: What a span is called, by its table: one of its columns.
_KINDS = {"segments": "kind", "dates": "role", "credits": "role", "mentions": "type"}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a page with what was read from it.

    Attributes:
        start, end: code points of the page's text; `end` is exclusive.
        table: the table of the row: "segments", "dates", "credits", "mentions" or "links".
        kind: a segment's kind, a date's or credit's role, a mention's type; "link" of a link.
        row: the record.
    """

    start: int
    end: int
    table: str
    kind: str
    row: Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was received, decoded, with the spans in it.

    Attributes:
        document: its row.
        text: the decoded text, in which offsets count; empty where no encoding decodes the page.
        spans: in order of their places, a longer one before those inside it.
    """

    document: Document
    text: str
    spans: tuple[Span, ...]

    def to_html(self) -> str:
        """The text as an HTML `pre`, dates, credits, names and links marked, each stretch with its story in a title.

        Spans may overlap, so the text is cut wherever one begins or ends. Linear in the text and the overlaps.
        """
        edges: dict[int, tuple[list[Span], list[Span]]] = {0: ([], []), len(self.text): ([], [])}
        for span in self.spans:
            edges.setdefault(span.start, ([], []))[0].append(span)
            edges.setdefault(span.end, ([], []))[1].append(span)
        places = sorted(edges)
        pieces = ['<pre dir="auto">']
        inside: dict[int, Span] = {}
        for place, following in pairwise(places):
            begun, ended = edges[place]
            for span in ended:
                inside.pop(id(span), None)
            inside.update((id(span), span) for span in begun if span.end > span.start)
            words = html.escape(self.text[place:following].replace("\0", "\ufffd"))
            if inside:
                tag = "mark" if any(span.table != "segments" for span in inside.values()) else "span"
                said = html.escape("; ".join(_said(span) for span in inside.values()))
                words = f'<{tag} title="{said}">{words}</{tag}>'
            pieces.append(words)
        return "".join((*pieces, "</pre>"))

    _repr_html_ = to_html


class Dataset:
    """A package: each table is an attribute (`dataset.articles`), and what one usually joins is a method.

    Attributes:
        root: the package's folder, or its place in a ZIP archive.
        descriptor: what datapackage.json says.
    """

    # Declared and not set: `__getattr__` reads a table when it is asked for.
    documents: Rows[Document]
    segments: Rows[Segment]
    articles: Rows[Article]
    dates: Rows[Date]
    sources: Rows[Source]
    credits: Rows[Credit]
    entities: Rows[Entity]
    mentions: Rows[Mention]
    links: Rows[Link]
    duplicates: Rows[Duplicate]

    def __init__(self, root: Place, body: dict[str, Any]) -> None:
        self.root = root
        self.descriptor = body
        self._tables: dict[str, Rows[Any]] = {}
        self._members: dict[str, dict[str, carriers.Member]] = {}

    def __repr__(self) -> str:
        return f"Dataset({str(self.root)!r})"

    def __getattr__(self, name: str) -> Rows[Any]:
        if name in TABLES:
            return self.table(name)
        raise AttributeError(f"a package has no {name!r}; its tables are {', '.join(TABLES)}")

    def __dir__(self) -> list[str]:
        return sorted((*super().__dir__(), *TABLES))

    @overload
    def table(self, name: Literal["documents"]) -> Rows[Document]: ...
    @overload
    def table(self, name: Literal["segments"]) -> Rows[Segment]: ...
    @overload
    def table(self, name: Literal["articles"]) -> Rows[Article]: ...
    @overload
    def table(self, name: Literal["dates"]) -> Rows[Date]: ...
    @overload
    def table(self, name: Literal["sources"]) -> Rows[Source]: ...
    @overload
    def table(self, name: Literal["credits"]) -> Rows[Credit]: ...
    @overload
    def table(self, name: Literal["entities"]) -> Rows[Entity]: ...
    @overload
    def table(self, name: Literal["mentions"]) -> Rows[Mention]: ...
    @overload
    def table(self, name: Literal["links"]) -> Rows[Link]: ...
    @overload
    def table(self, name: Literal["duplicates"]) -> Rows[Duplicate]: ...
    @overload
    def table(self, name: str) -> Rows[Any]: ...
    def table(self, name: str) -> Rows[Any]:
        """The rows of a table; raises PackageError where the package has none of that name."""
        if name not in self._tables:
            known = tables.table(name)
            listed = descriptor.resources(self.descriptor).items()
            path = next((path for path, resource in listed if resource.get("name") == name), None)
            if path is None or not descriptor.is_inside(path):
                raise PackageError(f"{self.root / descriptor.FILE_NAME}: has no table {name}; build it again")
            self._tables[name] = Rows[Any](self.root / path, known)
        return self._tables[name]

    def entities_of(self, article: Article | str) -> tuple[Entity, ...]:
        """The entities that a story (an article or its id) names, in order of their first mention."""
        named = {mention.entity_id: None for mention in self.mentions.of(article) if mention.entity_id}
        return tuple(self.entities[identifier] for identifier in named)

    def story(self, article: Article | str) -> Story:
        """A story (an article or its id) whole; raises KeyError where the package has none."""
        row = self.articles[article] if isinstance(article, str) else article
        parts = {name: self.table(name).of(row) for name in _PARTS}
        return _story(row, self.documents[row.document_id], parts, self.sources.__getitem__, self.entities.__getitem__)

    def stories(self) -> Iterator[Story]:
        """Every story whole, in the order of the articles; the tables are read once, side by side.

        Memory holds a document's rows, the sources and the entities. Raises PackageError where a table is broken, is
        not sorted by key, or names a source or an entity that is not there.
        """
        sources = {row.source_id: row for row in self.sources}
        entities = {row.entity_id: row for row in self.entities}
        streams = {name: _Stream(self.table(name)) for name in ("documents", *_PARTS)}
        for document_id, articles in groupby(self.articles, lambda row: str(row.document_id)):
            parts = {name: stream.take(document_id) for name, stream in streams.items()}
            pages = parts.pop("documents")
            if not pages:
                raise PackageError(f"{self.documents.path}: has no row {document_id}, which articles names")
            for article in articles:
                own = {
                    name: [row for row in rows if getattr(row, "article_id", article.article_id) == article.article_id]
                    for name, rows in parts.items()
                }
                try:
                    yield _story(article, pages[0], own, sources.__getitem__, entities.__getitem__)
                except KeyError as error:
                    raise PackageError(
                        f"{self.root}: {article.article_id} names {error}, which is neither source nor entity"
                    ) from None
        for stream in streams.values():
            stream.rest()

    def page(self, owner: Document | Article | str) -> Page:
        """The page of a document with all its spans, or of a story with the story's (a record, or its id).

        Raises PackageError where the page is not in the package or is not the one that was read, and KeyError for an
        unknown id.
        """
        identifier = _identifier(owner)
        document: Document = self.documents[identifier[:_ID]]
        spans = [
            Span(row.start, row.end, name, str(getattr(row, _KINDS.get(name, ""), "link")), row)
            for name in _PARTS
            for row in self.table(name).of(identifier)
        ]
        spans.sort(key=lambda span: (span.start, -span.end))
        return Page(document, self._text(document), tuple(spans))

    def to_duckdb(self) -> duckdb.DuckDBPyConnection:
        """A connection to a database in memory in which each table can be queried by its name."""
        engine = library("duckdb", "duckdb")
        library("pyarrow", "duckdb")
        connection: duckdb.DuckDBPyConnection = engine.connect()
        for name in TABLES:
            connection.register(name, self.table(name).to_arrow())
        return connection

    def _text(self, document: Document) -> str:
        file, _, within = document.path.partition(WITHIN)
        place = self.root / file
        if not descriptor.is_inside(file) or not place.is_file():
            raise PackageError(f"{place}: is not there; build the package with its pages")
        if document.encoding is None:
            return ""
        with unpacking(place):
            if isinstance(place, Path):
                member = self._member(place, file, within) if within else None
                data = carriers.load(place, member).data or b""
            elif within:
                raise PackageError(f"{place}: lies in an archive inside the archive; unpack the outer one")
            else:
                data = place.read_bytes()
        if identifiers.sha256(data) != document.sha256:
            raise PackageError(f"{place}: has other bytes than were read; build again")
        return data.decode(document.encoding, "replace")

    def _member(self, place: Path, file: str, within: str) -> carriers.Member:
        if file not in self._members:
            listed = carriers.members(place, original(file))
            self._members[file] = {package_path(member.name): member for member in listed}
        if within not in self._members[file]:
            raise PackageError(f"{place}: holds no {within}; build again")
        return self._members[file][within]


class _Stream:
    """A table's rows, a document at a time, for documents asked for in order."""

    def __init__(self, rows: Rows[Any]) -> None:
        self._path = rows.path
        key = rows.table.key[0]
        self._groups = groupby(rows, lambda row: str(getattr(row, key))[:_ID])
        self._waiting: tuple[str, list[Any]] | None = self._next("")

    def take(self, identifier: str) -> list[Any]:
        """The rows of the document; those of documents before it, which nobody asked for, are passed over."""
        while self._waiting is not None and self._waiting[0] < identifier:
            self._waiting = self._next(self._waiting[0])
        if self._waiting is None or self._waiting[0] != identifier:
            return []
        return self._waiting[1]

    def rest(self) -> None:
        """Pass over what is left: rows out of order wait there, and nobody else would miss them."""
        while self._waiting is not None:
            self._waiting = self._next(self._waiting[0])

    def _next(self, last: str) -> tuple[str, list[Any]] | None:
        found = next(self._groups, None)
        if found is None:
            return None
        if found[0] < last:
            raise PackageError(f"{self._path}: {found[0]}: is not sorted by key; build it again")
        return found[0], list(found[1])


def library(name: str, extra: str) -> Any:
    """The library of that name; raises ImportError that says which extra of ours brings it."""
    try:
        return import_module(name)
    except ImportError:
        raise ImportError(f"{name} is not installed; pip install 'corpus-pkg[{extra}]'", name=name) from None


def _zipped(path: Path) -> Dataset:
    """The package in a ZIP: at its top, or in the one folder that holds everything."""
    with unpacking(path):
        archive = zipfile.ZipFile(path)
        found = [name for name in archive.namelist() if name.rpartition("/")[2] == descriptor.FILE_NAME]
        homes = sorted({name.rpartition("/")[0] for name in found if name.count("/") < 2})
        if not homes or (homes[0] and len(homes) > 1):
            said = "holds several packages; unpack it" if homes else f"holds no {descriptor.FILE_NAME}"
            raise PackageError(f"{path}: {said} and name a package")
        root = zipfile.Path(archive, f"{homes[0]}/" if homes[0] else "")
        return Dataset(root, descriptor.read(cast(Path, root / descriptor.FILE_NAME)))


@contextmanager
def unpacking(path: Place) -> Iterator[None]:
    """What goes wrong with reading a file, on disk or in an archive, told in one line."""
    try:
        yield
    except PackageError:
        raise
    except OSError as error:
        raise PackageError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, carriers.CarrierError) as error:
        raise PackageError(f"{path}: cannot be unpacked ({one_line(error)}); pack it again") from None


def binary(path: Place) -> BinaryIO:
    """The file's bytes, to be read inside `unpacking`."""
    return cast(BinaryIO, path.open("rb"))


def _identifier(owner: Document | Article | str) -> str:
    if isinstance(owner, str):
        return owner
    return owner.article_id if isinstance(owner, Article) else owner.document_id


def _story(
    article: Article,
    document: Document,
    parts: dict[str, list[Any]],
    source: Callable[[str], Source],
    entity: Callable[[str], Entity],
) -> Story:
    # The rows were checked when they were read; checking them again would take as long as reading them.
    return Story.model_construct(
        **article.__dict__,
        document=document,
        segments=tuple(parts["segments"]),
        dates=tuple(parts["dates"]),
        credits=tuple(
            StoryCredit.model_construct(**row.__dict__, source=source(row.source_id)) for row in parts["credits"]
        ),
        mentions=tuple(
            StoryMention.model_construct(**row.__dict__, entity=entity(row.entity_id) if row.entity_id else None)
            for row in parts["mentions"]
        ),
        links=tuple(parts["links"]),
    )


def _said(span: Span) -> str:
    """A span in a few words."""
    read = next(
        (getattr(span.row, name) for name in ("value", "source_id", "entity_id") if hasattr(span.row, name)), ""
    )
    owner = getattr(span.row, "article_id", None) or ""
    return " ".join(part for part in (span.table, span.kind, read, owner) if part)
