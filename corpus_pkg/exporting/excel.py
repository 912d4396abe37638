"""Excel: a workbook with a right-to-left sheet for each table, and CSV files that Excel opens without harm.

A sheet holds text as text, whatever it begins with. In the CSV files a cell that Excel would take for a formula gets an
apostrophe in front (and so does one that begins with an apostrophe: taking one away gives the text back). Excel holds
32,767 characters in a cell; a longer one ends in a mark that says so, and is told.
"""

from __future__ import annotations

import csv
import datetime
import re
from typing import TYPE_CHECKING, Any, TextIO

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.frames import library
from corpus_pkg.errors import PackageError
from corpus_pkg.exporting import about
from corpus_pkg.exporting.target import package_digest
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES, Table

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

_CELL = 32_767
_ROWS = 1_048_576
# Excel counts days from 1900 and believes in a 29th of February of that year; days before it stay text.
_FIRST_DAY = datetime.date(1900, 3, 1)
# What makes a formula of a cell (OWASP, CSV Injection), full-width forms included, and the apostrophe that undoes it.
_FORMULA = re.compile(r"[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]")
# What is a link: an address without what Excel would write otherwise.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?@!$&()*+,;=-]{1,2000}")
#: How wide columns are, in characters: of a name, else of a type; and how high rows, in points.
_WIDE = {"text": 80, "title": 50, "surface": 30, "path": 40, "url": 40, "same_as": 40, "sha256": 20, "text_sha256": 20}
_WIDTHS = {"integer": 9, "number": 9, "date": 12, "datetime": 20, "list": 30}
_HEIGHT = 45
# The workbook wants a date of its making; this one depends on nothing.
_MADE = datetime.datetime(1980, 1, 1)


def write(dataset: Dataset, target: Target) -> None:
    """Write `corpus.xlsx` and `csv/articles.csv` and so on.

    Raises ImportError without XlsxWriter, and PackageError where a table has more rows than a sheet.
    """
    xlsxwriter = library("xlsxwriter", "excel")
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    cut: list[tuple[str, str, str, int]] = []
    with xlsxwriter.Workbook(str(target.file("corpus.xlsx")), options) as workbook:
        workbook.set_properties({"title": about.title(dataset.descriptor), "created": _MADE})
        styles = {
            "head": workbook.add_format({"bold": True, "valign": "top"}),
            "cell": workbook.add_format({"text_wrap": True, "valign": "top"}),
            "link": workbook.get_default_url_format(),
            "instant": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "right", "valign": "top"}),
            "day": workbook.add_format({"num_format": "yyyy-mm-dd", "align": "right", "valign": "top"}),
        }
        first = workbook.add_worksheet("about")
        for table in TABLES.values():
            sheet = workbook.add_worksheet(table.name)
            with target.file(f"csv/{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
                _fill(dataset, table, sheet, styles, file, cut)
        _about(first, dataset, target.content, cut, styles)
    if cut:
        name, key, column, length = cut[0]
        more = f" and {len(cut) - 1} more" if len(cut) > 1 else ""
        target.note(
            f"{name} {key} {column}: {length} characters where Excel holds {_CELL} in a cell; cut, with a mark, in the "
            f"workbook and its CSV{more} (listed on the sheet about)"
        )


def harmless(cell: str) -> str:
    """Return the text of a cell of CSV that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("غزة"), harmless("'quoted'")
    ("'=1+1", 'غزة', "''quoted'")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def shortened(text: str) -> str:
    """Return the text, cut before a mark where it is too long for a cell; Excel counts UTF-16 units."""
    if len(text) * 2 <= _CELL or units(text) <= _CELL:
        return text
    mark = f" […: {units(text)} characters; the whole is in the package's table]"
    kept = text.encode("utf-16-le")[: 2 * (_CELL - len(mark))].decode("utf-16-le", "ignore")
    return kept + mark


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _fill(
    dataset: Dataset,
    table: Table,
    sheet: Any,
    styles: dict[str, Any],
    file: TextIO,
    cut: list[tuple[str, str, str, int]],
) -> None:
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    # A text would be as high as the window; of each row three lines are shown.
    sheet.set_default_row(_HEIGHT)
    for column, width in enumerate(_widths(table)):
        sheet.set_column(column, column, width, styles["cell"])
    plain = csv.writer(file, lineterminator="\r\n")
    plain.writerow(table.columns)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, styles["head"])
    number = 0
    for number, row in enumerate(dataset.table(table.name), 1):
        if number >= _ROWS:
            raise PackageError(f"{table.name}: a sheet holds {_ROWS - 1} rows; take parquet, sqlite or duckdb")
        cells = []
        for column, (name, value) in enumerate(row.__dict__.items()):
            if isinstance(value, str):
                whole, value = value, shortened(value)
                if value is not whole:
                    key = "|".join(map(str, tables.key_of(table, row)))
                    cut.append((table.name, key, name, units(whole)))
                _write_text(sheet, number, column, value, styles)
                cells.append(harmless(value))
                continue
            if isinstance(value, datetime.date):
                _write_day(sheet, number, column, value, styles)
            elif value is not None:
                sheet.write_number(number, column, value)
            cells.append(tables.cell(value))
        plain.writerow(cells)
    sheet.autofilter(0, 0, number, len(table.columns) - 1)


def _widths(table: Table) -> list[float]:
    """Return how wide each column is, in characters."""
    kinds = tables.column_types(table)
    return [_WIDE.get(name, _WIDTHS.get(kind, 24)) for name, kind in kinds.items()]


def _write_text(sheet: Any, row: int, column: int, value: str, styles: dict[str, Any]) -> None:
    """Write a text as it is, an address as a link; a sheet holds so many links, each of so many characters."""
    if not _ADDRESS.fullmatch(value) or sheet.write_url(row, column, value, styles["link"], value):
        sheet.write_string(row, column, value)


def _write_day(sheet: Any, row: int, column: int, value: datetime.date, styles: dict[str, Any]) -> None:
    """Write a day, or an instant by the clock of UTC; Excel knows no zones."""
    if isinstance(value, datetime.datetime):
        moment, style = value.replace(tzinfo=None), styles["instant"]
    else:
        moment, style = datetime.datetime.combine(value, datetime.time()), styles["day"]
    if moment.date() < _FIRST_DAY:
        sheet.write_string(row, column, tables.cell(value))
    else:
        sheet.write_datetime(row, column, moment, style)


def _about(
    sheet: Any, dataset: Dataset, content: dict[str, str], cut: list[tuple[str, str, str, int]], styles: dict[str, Any]
) -> None:
    stated = dataset.descriptor
    lines = [
        ("title", about.title(stated)),
        ("description", about.description(stated)),
        ("version", str(stated.get("version") or "")),
        ("licence", " ".join(about.licenses(stated))),
        ("rights", str(stated.get("rights") or "")),
        ("content", f"sha256:{package_digest(content)}"),
        *((f"content of {name}", f"sha256:{value}") for name, value in content.items()),
        *((f"cut: {name} {column}", f"{key}: {length} characters") for name, key, column, length in cut),
    ]
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80, styles["cell"])
    for number, (name, value) in enumerate(lines[:_ROWS]):
        table = name.removeprefix("content of ")
        if table in TABLES:
            sheet.write_url(number, 0, f"internal:'{table}'!A1", styles["link"], name)
        else:
            sheet.write_string(number, 0, name, styles["head"])
        sheet.write_string(number, 1, shortened(value))
