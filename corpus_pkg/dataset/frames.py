"""Tables as data frames: pyarrow, Polars and pandas read the file themselves, as fast as columns can be read.

Cells have their types, but are not checked against patterns as reading rows does. Each library has its own words for a
cell that is not of its type, and none names the row: the rows are then read for an error that does.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from corpus_pkg.dataset.files import Place, binary, unpacking
from corpus_pkg.errors import PackageError
from corpus_pkg.package import tables
from corpus_pkg.package.parts import Parts
from corpus_pkg.records import Table
from corpus_pkg.schemas import arrow_schema, required
from corpus_pkg.values import SEPARATOR

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow  # type: ignore[import-untyped]

Frame = TypeVar("Frame")

# pyarrow reads no row that is larger than its block. The largest that can be is a page of 16 MiB, each byte a U+FFFD.
_BLOCK = 1 << 26


def library(name: str, extra: str) -> Any:
    """Import the library of that name; raises ImportError that says which extra of ours brings it."""
    try:
        return import_module(name)
    except ImportError:
        raise ImportError(f"{name} is not installed; pip install 'corpus-pkg[{extra}]'", name=name) from None


def arrow(path: Place, table: Table) -> pyarrow.Table:
    """Read the table with the Arrow schema of its records.

    Raises PackageError for cells that are not of their types, ImportError without pyarrow.
    """
    library("pyarrow", "arrow")
    return _checked(_arrow, path, table)


def polars_frame(path: Place, table: Table) -> polars.DataFrame:
    """Read the table as Int64, Float64, Date, Datetime (UTC), List and String columns, null where empty.

    Raises as `arrow` does.
    """
    library("polars", "polars")
    return _checked(_polars, path, table)


def pandas_frame(path: Place, table: Table) -> pandas.DataFrame:
    """Read the table as Int64, Float64, datetime64[s] and string columns, lists as such, NA or NaT where empty.

    Raises as `arrow` does.
    """
    library("pandas", "pandas")
    return _checked(_pandas, path, table)


def _checked(read: Callable[[Place, Table], Frame], path: Place, table: Table) -> Frame:
    # What the header says is checked by who reads rows; a library would read any columns.
    with unpacking(path):
        next(tables.cells(cast(Path, path), table), None)
    try:
        with unpacking(path):
            return read(path, table)
    except PackageError:
        raise
    except Exception:
        with unpacking(path):
            for _ in tables.read(cast(Path, path), table):
                pass
        raise


def _arrow(path: Place, table: Table) -> pyarrow.Table:
    import pyarrow
    from pyarrow import compute
    from pyarrow import csv as reader

    schema = arrow_schema(table)
    listed = [name for name, kind in tables.column_types(table).items() if kind == "list"]
    with binary(path) as file:
        frame = reader.read_csv(
            file,
            read_options=reader.ReadOptions(block_size=_BLOCK),
            parse_options=reader.ParseOptions(newlines_in_values=True),
            convert_options=reader.ConvertOptions(
                column_types={field.name: pyarrow.string() if field.name in listed else field.type for field in schema},
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    _check_filled(table, lambda name: int(frame.column(name).null_count))
    for name in listed:
        items = compute.split_pattern(frame.column(name), SEPARATOR)
        frame = frame.set_column(frame.schema.get_field_index(name), name, items)
    return frame.cast(schema)


def _polars(path: Place, table: Table) -> polars.DataFrame:
    import polars

    kinds = tables.column_types(table)
    types = {"integer": polars.Int64, "number": polars.Float64}
    frame = polars.concat(
        polars.read_csv(
            file if isinstance(file, Path) else io.BytesIO(file.read_bytes()),
            schema={name: types.get(kind, polars.String) for name, kind in kinds.items()},
            null_values=[""],
            eol_char="\n",
        )
        for file in (path.files if isinstance(path, Parts) else (path,))
    )
    _check_filled(table, lambda name: frame.get_column(name).null_count())
    read = {
        "date": lambda column: column.str.to_date("%Y-%m-%d", strict=True),
        "datetime": lambda column: column.str.to_datetime(
            "%Y-%m-%dT%H:%M:%SZ", time_unit="us", time_zone="UTC", strict=True
        ),
        "list": lambda column: column.str.split(SEPARATOR),
    }
    return frame.with_columns(read[kind](polars.col(name)) for name, kind in kinds.items() if kind in read)


def _pandas(path: Place, table: Table) -> pandas.DataFrame:
    import numpy
    import pandas

    kinds = tables.column_types(table)
    types = {"integer": "Int64", "number": "Float64", "date": "object", "datetime": "object"}
    with binary(path) as file:
        frame = pandas.read_csv(
            file,
            dtype={name: types.get(kind, "string") for name, kind in kinds.items()},
            keep_default_na=False,
            na_values=[""],
            lineterminator="\n",
            low_memory=False,
        )
    _check_filled(table, lambda name: int(frame[name].isna().sum()))
    for name, kind in kinds.items():
        if kind in ("date", "datetime"):
            stated = frame[name].where(frame[name].notna(), "NaT").to_numpy(dtype="str")
            # numpy knows no zones; all of ours are UTC.
            moments = numpy.array([text.removesuffix("Z") for text in stated], dtype="datetime64[s]")
            frame[name] = pandas.Series(moments, index=frame.index)
            if kind == "datetime":
                frame[name] = frame[name].dt.tz_localize("UTC")
        elif kind == "list":
            frame[name] = frame[name].astype("object").str.split(SEPARATOR, regex=False)
    return frame


def _check_filled(table: Table, empty: Callable[[str], int]) -> None:
    """Raise ValueError where a column that every row must fill has `empty` cells."""
    for name, field in table.model.model_fields.items():
        if required(field) and empty(name):
            raise ValueError(f"{name} is empty in {empty(name)} rows")
