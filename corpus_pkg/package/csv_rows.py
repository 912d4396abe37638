"""The rows of a CSV file as cells; what is wrong with the file is told in a line that names it and the place."""

from __future__ import annotations

import csv
from collections.abc import Generator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from corpus_pkg.errors import PackageError, one_line

# A cell holds a story's text, and a page may be one story of any length.
csv.field_size_limit(2**31 - 1)

_NONE: Mapping[str, Any] = MappingProxyType({})


class CsvRows:
    """The rows of a table's file, and how far it has been read."""

    def __init__(
        self,
        path: Path,
        table: str,
        columns: tuple[str, ...],
        *,
        encoding: str = "utf-8",
        header: bool = True,
        dialect: Mapping[str, Any] = _NONE,
    ) -> None:
        """Know the file; nothing is read before it is asked for.

        Args:
            path: the file, on disk or in an archive.
            table: the name of its table.
            columns: their names, which the first line has where there is a `header`.
            encoding: the codec of the file, by its Python name.
            header: whether the first line names the columns.
            dialect: what the file has otherwise than Python's csv module takes for granted, by the module's names.

        """
        self._path = path
        self._table = table
        self._columns = columns
        self._encoding = encoding
        self._header = header
        self._dialect = dialect
        self._rows: Any = None

    @property
    def line(self) -> int:
        """The number of the last line that was read, from 1."""
        number: int = self._rows.line_num if self._rows is not None else 1
        return number

    def __iter__(self) -> Generator[list[str], None, None]:
        """Yield the cells of each row; raises PackageError for a file that cannot be read or has other columns."""
        path = self._path
        try:
            with path.open("r", encoding=self._encoding, newline="") as file:
                self._rows = csv.reader(file, strict=True, **self._dialect)
                if self._header and tuple(next(self._rows, ())) != self._columns:
                    stated = ", ".join(self._columns)
                    raise PackageError(one_line(f"{path}:1: the columns are not those of {self._table} ({stated})"))
                yield from self._rows
        except OSError as error:
            raise PackageError(f"{path}: cannot be read ({error.strerror})") from None
        except UnicodeDecodeError as error:
            raise PackageError(
                f"{path}: is not {self._encoding.upper()} ({error.reason} at byte {error.start})"
            ) from None
        except (UnicodeError, LookupError, TypeError) as error:
            raise PackageError(one_line(f"{path}: cannot be read as the descriptor says ({error})")) from None
        except csv.Error as error:
            raise PackageError(f"{path}:{self.line}: is not CSV ({error})") from None
