"""A package's tables as rows, or as data frames of whichever library is installed."""

from __future__ import annotations

import datetime
import os
from array import array
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from corpus_pkg.packaging import descriptor, tables
from corpus_pkg.packaging.errors import PackageError
from corpus_pkg.records import Record, Table

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]
    import polars
    import pyarrow  # type: ignore[import-untyped]


def load(table: str, package: str | os.PathLike[str] | None = None) -> Rows:
    """The rows of `table` in a package (a folder or its descriptor), by default in the dataset that came with us.

    Raises PackageError for an unknown table, which lists those there are, and where there is no package.
    """
    known = tables.table(table)
    path = descriptor.locate(package)
    body = descriptor.read(path)
    place = next((name for name, resource in descriptor.resources(body).items() if resource.get("name") == table), None)
    if place is None or not descriptor.is_inside(place):
        raise PackageError(f"{path}: has no table {table}; build it again")
    return Rows(path.parent / place, known)


class Rows(Sequence[Record]):
    """The rows of one table, read from its file as they are asked for.

    Iterating holds one row in memory. `len`, `rows[3]` and `rows[2:5]` (a list) note where each row begins, and
    `rows[key]` (a text, or a tuple where the key has several columns) the keys besides, on first use.
    """

    def __init__(self, path: Path, table: Table) -> None:
        self.path = path
        self.table = table
        self._reader = tables.RowReader(table)
        self._starts: array[int] | None = None
        self._keys: dict[tables.Key, int] | None = None

    def __iter__(self) -> Iterator[Record]:
        return tables.read(self.path, self.table)

    def __len__(self) -> int:
        return len(self._offsets()) - 1

    @overload
    def __getitem__(self, wanted: int) -> Record: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Record]: ...
    @overload
    def __getitem__(self, wanted: str | tuple[str | int, ...]) -> Record: ...
    def __getitem__(self, wanted: int | slice | str | tuple[str | int, ...]) -> Record | list[Record]:
        if isinstance(wanted, slice):
            return [self._row(number) for number in range(*wanted.indices(len(self)))]
        if isinstance(wanted, (str, tuple)):
            key = wanted if isinstance(wanted, tuple) else (wanted,)
            if self._keys is None:
                self._keys = {tables.key_of(self.table, row): number for number, row in enumerate(self)}
            if key not in self._keys:
                raise KeyError(f"{self.table.name} has no row {wanted!r} (the key is {', '.join(self.table.key)})")
            return self._row(self._keys[key])
        number = wanted + len(self) if wanted < 0 else wanted
        if not 0 <= number < len(self):
            raise IndexError(f"row {wanted} of {len(self)}")
        return self._row(number)

    def __repr__(self) -> str:
        return f"Rows({self.table.name!r}, {str(self.path)!r})"

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table: int64, date32 and string columns, null where empty."""
        library: Any = _library("pyarrow", "arrow")
        types = {"string": library.string(), "integer": library.int64(), "date": library.date32()}
        kinds = tables.column_types(self.table)
        columns = self._columns()
        return library.table(
            [library.array(columns[name], types[kind]) for name, kind in kinds.items()], names=list(kinds)
        )

    def to_polars(self) -> polars.DataFrame:
        """A Polars frame: Int64, Date and String columns, null where empty."""
        library: Any = _library("polars", "polars")
        types = {"string": library.String, "integer": library.Int64, "date": library.Date}
        schema = {name: types[kind] for name, kind in tables.column_types(self.table).items()}
        frame: polars.DataFrame = library.DataFrame(self._columns(), schema=schema)
        return frame

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame: Int64 (nullable), datetime64[s] and string columns, NA or NaT where empty."""
        library: Any = _library("pandas", "pandas")
        types = {"string": "string", "integer": "Int64", "date": "datetime64[s]"}
        columns = self._columns()
        return library.DataFrame(
            {
                name: library.Series(columns[name], dtype=types[kind], name=name)
                for name, kind in tables.column_types(self.table).items()
            }
        )

    def _columns(self) -> dict[str, list[str | int | datetime.date | None]]:
        columns: dict[str, list[str | int | datetime.date | None]] = {name: [] for name in self.table.columns}
        for row in self:
            for name, value in row.__dict__.items():
                columns[name].append(value)
        return columns

    def _offsets(self) -> array[int]:
        if self._starts is None:
            starts = array("Q")
            last = 0
            try:
                with self.path.open("rb") as file:
                    for start, end in tables.spans(file):
                        starts.append(start)
                        last = end
            except OSError as error:
                raise PackageError(f"{self.path}: cannot be read ({error.strerror})") from None
            starts.append(last)
            self._starts = starts
        return self._starts

    def _row(self, number: int) -> Record:
        offsets = self._offsets()
        with self.path.open("rb") as file:
            file.seek(offsets[number])
            line = file.read(offsets[number + 1] - offsets[number])
        try:
            return tables.parse_line(line.decode("utf-8"), self._reader)
        except ValueError as error:
            raise PackageError(f"{self.path}: row {number}: {tables.problem(error)}") from None


def _library(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise ImportError(f"{name} is not installed; pip install 'corpus-pkg[{extra}]'", name=name) from None
