"""The rows of a table: in order, by number, by key, by the page or story that they belong to, and in columns."""

from __future__ import annotations

import csv
from array import array
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast, overload

from corpus_pkg import identifiers
from corpus_pkg.dataset import frames
from corpus_pkg.dataset.files import Place, binary, unpacking
from corpus_pkg.errors import PackageError
from corpus_pkg.package import tables
from corpus_pkg.package.staging import digest
from corpus_pkg.records import Article, Document, Record, Table
from corpus_pkg.viewing import table_html

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow  # type: ignore[import-untyped]

T = TypeVar("T")
Row = TypeVar("Row", bound=Record, covariant=True)

#: The length of a document's id, with which every key of what belongs to the document begins.
ID_LENGTH = len(identifiers.document_id("0" * 64))
#: A notebook shows so many rows.
_SHOWN = 10
#: So many rows are read at once where they become no records.
_BLOCK = 64


class Rows(Sequence[Row]):
    """The rows of one table, read from its file as they are asked for.

    Iterating holds one row in memory. `len`, `rows[3]` and `rows[2:5]` (a list) note where each row begins, and
    `rows[key]` (a text, or a tuple where the key has several columns) the keys besides, on first use. In a ZIP a
    single row costs the unpacking of all before it: iterate.
    """

    def __init__(
        self, path: Place, table: Table, reading: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        """Know the file of the table; nothing is read of it before it is asked for.

        `reading` is around whatever is read, and raises PackageError at its end for what must not be used.
        """
        self.path = path
        self.table = table
        self._reading = reading
        self._reader = tables.RowReader(table)
        self._starts: array[int] | None = None
        self._keys: dict[tables.Key, int] | None = None
        self._owned: dict[str, range] | None = None

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows in order; raises PackageError that names the line of a row that is none."""
        with unpacking(self.path):
            yield from self._begun(cast(Iterator[Row], tables.read(cast(Path, self.path), self.table)))

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._offsets()) - 1

    @overload
    def __getitem__(self, wanted: int | str | tuple[str | int, ...]) -> Row: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Row]: ...
    def __getitem__(self, wanted: int | slice | str | tuple[str | int, ...]) -> Any:
        """Return the row of that number or key, or the rows of a slice; raises IndexError and KeyError."""
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
        """Name the table and its file."""
        return f"Rows({self.table.name!r}, {str(self.path)!r})"

    def _repr_html_(self) -> str:
        """Return the first rows, for a notebook."""
        rows = [tuple(getattr(row, column) for column in self.table.columns) for row in islice(self, _SHOWN)]
        return table_html(f"{self.table.name}: {len(rows)} of {len(self)} rows", self.table.columns, rows)

    def of(self, owner: Document | Article | str) -> list[Row]:
        """Return the rows of a page or of a story (a record, or its id), in the order of the table.

        Of a table that knows pages alone (links), a story's rows are those of its page. Rows that belong to neither
        (sources, entities) are of no owner.
        """
        identifier = identifier_of(owner)
        numbers = self._by_document().get(identifier[:ID_LENGTH], range(0))
        rows = self._rows(numbers)
        if len(identifier) == ID_LENGTH or "article_id" not in self.table.columns:
            return rows
        return [row for row in rows if getattr(row, "article_id", None) == identifier]

    def values(self) -> Iterator[tuple[str | int | None, ...]]:
        """Yield the rows as plain values: None where empty, numbers as such, days as text; unchecked."""
        with unpacking(self.path):
            for number, row in self._begun(tables.cells(cast(Path, self.path), self.table)):
                if len(row) != len(self.table.columns):
                    raise PackageError(f"{self.path}:{number}: has {len(row)} cells, not {len(self.table.columns)}")
                yield tuple(tables.typed(self.table, row).values())

    def tuples(self) -> Iterator[Any]:
        """Yield the rows as named tuples, checked cell by cell as records are, for a fraction of what records cost.

        Memory holds a few dozen rows. Raises PackageError that names the line of a row that is none.
        """
        make: Callable[[Iterable[Any]], Any] = namedtuple(self.table.name, self.table.columns)._make  # type: ignore
        with unpacking(self.path):
            rows = self._begun(tables.cells(cast(Path, self.path), self.table))
            while block := list(islice(rows, _BLOCK)):
                columns = self._reader.columns(cells for _, cells in block)
                if columns is not None:
                    yield from map(make, zip(*columns, strict=True))
                    continue
                for number, cells in block:
                    try:
                        yield make(self._reader.record(cells).__dict__.values())
                    except (ValueError, PackageError) as error:
                        raise PackageError(f"{self.path}:{number}: {tables.problem(error)}") from None

    def digest(self) -> str:
        """Return the SHA-256 of the table's file in hexadecimal.

        Equal rows have one canonical file, so it tells the content in any format.
        """
        with self._open() as file:
            return digest(file)[0]

    def to_arrow(self) -> pyarrow.Table:
        """Return an Arrow table: int64, date32 and string columns, null where empty, with what Table Schema says.

        As fast as columns can be read: cells have their types, but are not checked against patterns as `validate` and
        iterating do. Raises PackageError for cells that are not of their types, ImportError without pyarrow.
        """
        with self._reading():
            return frames.arrow(self.path, self.table)

    def to_polars(self) -> polars.DataFrame:
        """Return a Polars frame: Int64, Date and String columns, null where empty; checked as `to_arrow` is."""
        with self._reading():
            return frames.polars_frame(self.path, self.table)

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas frame: Int64 (nullable), datetime64[s] and string columns, NA or NaT where empty.

        Checked as `to_arrow` is.
        """
        with self._reading():
            return frames.pandas_frame(self.path, self.table)

    def to_duckdb(self, connection: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyRelation:
        """Return a relation over the rows as `to_arrow` gives them, on DuckDB's default connection or the one given."""
        engine = frames.library("duckdb", "duckdb")
        frames.library("pyarrow", "duckdb")
        relation: duckdb.DuckDBPyRelation = (connection or engine.default_connection()).from_arrow(self.to_arrow())
        return relation

    @contextmanager
    def _open(self) -> Iterator[BinaryIO]:
        with self._reading(), unpacking(self.path), binary(self.path) as file:
            yield file

    def _begun(self, rows: Iterator[T]) -> Iterator[T]:
        """Yield the rows: once the file is open it stays the same, whatever comes in its place."""
        with self._reading(), unpacking(self.path):
            first = tuple(islice(rows, 1))
        yield from first
        yield from rows

    def _offsets(self) -> array[int]:
        if self._starts is None:
            starts = array("Q")
            last = 0
            with self._open() as file:
                for start, end in tables.spans(file):
                    starts.append(start)
                    last = end
            starts.append(last)
            self._starts = starts
        return self._starts

    def _by_document(self) -> dict[str, range]:
        """Return the numbers of each document's rows: rows are sorted by key and keys begin with its id."""
        if self._owned is None:
            owned: dict[str, range] = {}
            starts = self._offsets()
            with self._open() as file:
                for number in range(len(self)):
                    file.seek(starts[number])
                    identifier = file.read(ID_LENGTH).decode("utf-8", "replace")
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
        with self._open() as file:
            for number in numbers:
                file.seek(offsets[number])
                line = file.read(offsets[number + 1] - offsets[number])
                try:
                    rows.append(tables.parse_line(line.decode("utf-8"), self._reader))
                except (ValueError, csv.Error) as error:
                    raise PackageError(f"{self.path}: row {number}: {tables.problem(error)}") from None
        return rows


def identifier_of(owner: Document | Article | str) -> str:
    """Return the id of a document or story, which may be given as its id."""
    if isinstance(owner, str):
        return owner
    return owner.article_id if isinstance(owner, Article) else owner.document_id
