"""A package as a whole: its tables as rows or data frames, its stories, and its pages with what was read from them.

A package is read where it lies: a folder, its descriptor, or a ZIP archive, which is never unpacked to disk.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from corpus_pkg.dataset import frames
from corpus_pkg.dataset.files import Location, Place, unpacking
from corpus_pkg.dataset.named import located
from corpus_pkg.dataset.pages import Page, Texts, spans
from corpus_pkg.dataset.rows import ID_LENGTH, Rows, identifier_of
from corpus_pkg.dataset.stories import stories
from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor, parts, portion, tables
from corpus_pkg.package.edition import Edition
from corpus_pkg.records import (
    TABLES,
    Article,
    Credit,
    Date,
    Document,
    Duplicate,
    Entity,
    ForeignKey,
    Link,
    Mention,
    Segment,
    Source,
)
from corpus_pkg.stories import PARTS, Story, whole
from corpus_pkg.viewing import table_html

if TYPE_CHECKING:
    import duckdb


@overload
def load(
    table: Literal["documents"], package: Location | None = None, *, part: str | None = None
) -> Rows[Document]: ...
@overload
def load(table: Literal["segments"], package: Location | None = None, *, part: str | None = None) -> Rows[Segment]: ...
@overload
def load(table: Literal["articles"], package: Location | None = None, *, part: str | None = None) -> Rows[Article]: ...
@overload
def load(table: Literal["dates"], package: Location | None = None, *, part: str | None = None) -> Rows[Date]: ...
@overload
def load(table: Literal["sources"], package: Location | None = None, *, part: str | None = None) -> Rows[Source]: ...
@overload
def load(table: Literal["credits"], package: Location | None = None, *, part: str | None = None) -> Rows[Credit]: ...
@overload
def load(table: Literal["entities"], package: Location | None = None, *, part: str | None = None) -> Rows[Entity]: ...
@overload
def load(table: Literal["mentions"], package: Location | None = None, *, part: str | None = None) -> Rows[Mention]: ...
@overload
def load(table: Literal["links"], package: Location | None = None, *, part: str | None = None) -> Rows[Link]: ...
@overload
def load(
    table: Literal["duplicates"], package: Location | None = None, *, part: str | None = None
) -> Rows[Duplicate]: ...
@overload
def load(table: str, package: Location | None = None, *, part: str | None = None) -> Rows[Any]: ...
def load(table: str, package: Location | None = None, *, part: str | None = None) -> Rows[Any]:
    """Return the rows of `table` in a package: a folder, its descriptor or a ZIP, by default the one we ship.

    With `part` (the digits that a part's documents begin with) the rows of that part of a table in parts. Raises
    PackageError for an unknown table, which lists those there are, and where there is no package, or no such part.
    """
    tables.table(table)
    return open(package, part=part).table(table)


def open(package: Location | None = None, *, part: str | None = None) -> Dataset:
    """Open a package (a folder, its descriptor or a ZIP), by default the dataset that ships with us.

    It may be named by an address with a hash (`corpus_pkg.dataset.fetching`) or by the name of an installed corpus.
    With `part` (the digits that a part's documents begin with, such as "3f") tables in parts are those of that part
    alone, and no other file of them is opened. Raises PackageError where there is no package, or no such part.

    >>> dataset = open()
    >>> article = next(article for article in dataset.articles if article.dateline_place is None and article.title)
    >>> [entity.entity_id for entity in dataset.entities_of(article)][:2]
    ['gaza', 'lloyd-austin']
    >>> page = dataset.page(article)
    >>> [(span.kind, page.text[span.start : span.end]) for span in page.spans if span.table == "mentions"][0]
    ('LOC', 'غزة')
    """
    package = located(package)
    if package is not None and Path(package).is_file():
        path = Path(package)
        if zipfile.is_zipfile(path):
            return _zipped(path, part)
        if path.suffix.lower() == ".zip":
            raise PackageError(f"{path}: is no whole ZIP archive; pack it again")
    file = descriptor.locate(package)
    edition = Edition(file)
    return Dataset(file.parent, descriptor.read(file), edition, part)


class Dataset:
    """A package: each table is an attribute (`dataset.articles`), and what one usually joins is a method.

    Attributes:
        root: the package's folder, or its place in a ZIP archive.
        descriptor: what datapackage.json says, where a part is read what it says of that.
        part: the part that is read alone; None where it is the package.

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

    def __init__(
        self, root: Place, body: dict[str, Any], edition: Edition | None = None, part: str | None = None
    ) -> None:
        """Know the place of the package and what its descriptor says; tables are read when they are asked for.

        With an edition, none of another build is read as one of these. With a part, tables in parts are that one;
        raises PackageError where there is none of the name.
        """
        self.root = root
        self.part = part
        self.descriptor = body if part is None else portion.narrowed(body, part)
        self._places = parts.places(self.descriptor)
        self._reading = nullcontext if edition is None else partial(edition.reading, body)
        self._tables: dict[str, Rows[Any]] = {}
        self._texts = Texts(root)

    def __repr__(self) -> str:
        """Name the place of the package."""
        return f"Dataset({str(self.root)!r})"

    def _repr_html_(self) -> str:
        """Return the tables and how many rows each has, for a notebook."""
        title = str(self.descriptor.get("title") or self.descriptor.get("name") or self.root)
        rows = ((name, len(self.table(name)), TABLES[name].description) for name in TABLES)
        return table_html(title, ("table", "rows", "a row is"), rows)

    def __getattr__(self, name: str) -> Rows[Any]:
        """Return the rows of the table of that name."""
        if name in TABLES:
            return self.table(name)
        raise AttributeError(f"a package has no {name!r}; its tables are {', '.join(TABLES)}")

    def __dir__(self) -> list[str]:
        """List the attributes, tables among them."""
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
        """Return the rows of a table; raises PackageError where the package has none of that name."""
        if name not in self._tables:
            table = tables.table(name)
            listed = self._places.get(name)
            if listed is None:
                raise PackageError(f"{self.root / descriptor.FILE_NAME}: has no table {name}; build it again")
            self._tables[name] = Rows[Any](parts.joined([self.root / path for path in listed]), table, self._reading)
        return self._tables[name]

    def foreign_keys(self, name: str) -> tuple[ForeignKey, ...]:
        """Return the foreign keys of a table of ours that lead nowhere else than into what is read."""
        keys = TABLES[name].foreign_keys
        return keys if self.part is None else tuple(key for key in keys if not portion.leads_away(name, key))

    def entities_of(self, article: Article | str) -> tuple[Entity, ...]:
        """Return the entities that a story (an article or its id) names, in order of their first mention."""
        named = {mention.entity_id: None for mention in self.mentions.of(article) if mention.entity_id}
        return tuple(self.entities[identifier] for identifier in named)

    def story(self, article: Article | str) -> Story:
        """Return a story (an article or its id) whole; raises KeyError where the package has none."""
        row = self.articles[article] if isinstance(article, str) else article
        parts = {name: self.table(name).of(row) for name in PARTS}
        document = self.documents[row.document_id]
        return whole(row, document, parts, self.sources.__getitem__, self.entities.__getitem__)

    def stories(self) -> Iterator[Story]:
        """Yield every story whole, in the order of the articles; the tables are read once, side by side.

        Memory holds a document's rows, the sources and the entities. Raises PackageError where a table is broken, is
        not sorted by key, or names a source or an entity that is not there.
        """
        return stories(self.table)

    def page(self, owner: Document | Article | str) -> Page:
        """Return the page of a document with all its spans, or of a story with the story's (a record, or its id).

        Raises PackageError where the page is not in the package or is not the one that was read, and KeyError for an
        unknown id.
        """
        identifier = identifier_of(owner)
        document: Document = self.documents[identifier[:ID_LENGTH]]
        rows = ((name, row) for name in PARTS for row in self.table(name).of(identifier))
        return Page(document, self._texts.read(document), spans(rows))

    def to_duckdb(self) -> duckdb.DuckDBPyConnection:
        """Return a connection to a database in memory in which each table can be queried by its name."""
        engine = frames.library("duckdb", "duckdb")
        frames.library("pyarrow", "duckdb")
        connection: duckdb.DuckDBPyConnection = engine.connect()
        for name in TABLES:
            connection.register(name, self.table(name).to_arrow())
        return connection


def _zipped(path: Path, part: str | None) -> Dataset:
    """Open the package in a ZIP: at its top, or in the one folder that holds everything."""
    with unpacking(path):
        archive = zipfile.ZipFile(path)
        descriptors = [name for name in archive.namelist() if name.rpartition("/")[2] == descriptor.FILE_NAME]
        homes = sorted({name.rpartition("/")[0] for name in descriptors if name.count("/") < 2})
        if not homes or (homes[0] and len(homes) > 1):
            problem = "holds several packages; unpack it" if homes else f"holds no {descriptor.FILE_NAME}"
            raise PackageError(f"{path}: {problem} and name a package")
        root = zipfile.Path(archive, f"{homes[0]}/" if homes[0] else "")
        return Dataset(root, descriptor.read(cast(Path, root / descriptor.FILE_NAME)), part=part)
