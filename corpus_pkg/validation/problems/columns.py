"""What the columns may find: files and tables that are not what their descriptor declares."""

from __future__ import annotations

from corpus_pkg.validation.problems.base import COLUMNS, Kind

NO_FILE = Kind(
    COLUMNS,
    "no-file",
    meaning="a file that the descriptor names is not there",
    example="`data/links.csv` is not there",
    cause="a file was left out of a copy",
    remedy="put the file back, or take the resource out of the descriptor",
)
REFUSED = Kind(
    COLUMNS,
    "refused",
    meaning="a row or a file that is longer than any data has",
    example="a line of 2,000,000 commas",
    cause="a file that is no table, or an unclosed quotation mark",
    remedy="close the quotation mark, or split the file",
)
HASH = Kind(
    COLUMNS,
    "hash",
    meaning="a file's hash is not the declared one",
    example="sha256 `51fb…`, expected `c6f3…`",
    cause="the file was edited after the build",
    remedy="put the file back as it was built, or build the package again",
)
BYTES = Kind(
    COLUMNS,
    "bytes",
    meaning="a file's size is not the declared one",
    example="1,205 bytes, expected 1,200",
    cause="the file was edited, or its line ends were changed by git or FTP",
    remedy="put the file back as it was built, or build the package again",
)
ROWS = Kind(
    COLUMNS,
    "rows",
    meaning="the number of rows is not the declared one",
    example="400 rows, expected 401",
    cause="rows were cut off",
    remedy="put the file back as it was built, or build the package again",
)
ENCODING = Kind(
    COLUMNS,
    "encoding",
    meaning="the file is not text in the declared encoding",
    example="a byte 0xE4 in a file declared as UTF-8",
    cause="saved by a spreadsheet in its own encoding",
    remedy="save the file in the declared encoding, or declare the one that it has",
)
BOM = Kind(
    COLUMNS,
    "bom",
    meaning="a table of ours begins with a byte order mark",
    example="EF BB BF before the header",
    cause="saved by a Windows editor",
    remedy="save the file as UTF-8 without a byte order mark",
)
LINE_ENDS = Kind(
    COLUMNS,
    "line-ends",
    meaning="a table of ours has line ends other than LF, or none at its end",
    example="CRLF",
    cause="saved by a Windows editor, or checked out with autocrlf",
    remedy="save the file with LF, and tell git `-text`",
)
EMPTY = Kind(
    COLUMNS,
    "empty",
    meaning="the table has neither a header nor a row",
    example="a file of 0 bytes",
    cause="a disk that was full",
    remedy="put the file back, or build the package again",
)
SYNTAX = Kind(
    COLUMNS,
    "syntax",
    meaning="a file is not written in the format that it has",
    example="`a.json` ends within a row",
    cause="a file that was cut off, or saved by hand",
    remedy="save the file again, or name the format that it has",
)
UNCLOSED_QUOTE = Kind(
    COLUMNS,
    "unclosed-quote",
    meaning="a quotation mark that no other closes takes all lines behind it into its cell",
    example="the quotation mark that opens in line 3 is never closed",
    cause="a quotation mark at the beginning of a cell that holds text",
    remedy="close the quotation mark; one that belongs to the text is doubled, in a cell within quotation marks",
)
HEADER = Kind(
    COLUMNS,
    "header",
    meaning="the header does not match the declared fields",
    example="`type` is named `kind`",
    cause="columns renamed, moved, added or taken out",
    remedy="name the columns as the fields are named, in their order",
)
BLANK_ROW = Kind(
    COLUMNS,
    "blank-row",
    meaning="a row in which no cell has a value",
    example="`,,,,,`",
    cause="an empty line at the end of the file",
    remedy="take the row out",
)
CELLS = Kind(
    COLUMNS,
    "cells",
    meaning="a row has more or fewer cells than the table has columns",
    example="7 cells, expected 6",
    cause="a comma in a cell without quotation marks",
    remedy="quote the cell that holds the delimiter",
)
TYPE = Kind(
    COLUMNS,
    "type",
    meaning="a cell does not read as its field's type",
    example="`start` is `twelve`",
    cause="a column shifted, or filled by hand",
    remedy="correct the value, or give the field another type",
)
REQUIRED = Kind(
    COLUMNS,
    "required",
    meaning="a cell is empty that must have a value",
    example="`surface` is empty",
    cause="a cell cleared",
    remedy="fill the cell, or take the constraint out",
)
CONSTRAINT = Kind(
    COLUMNS,
    "constraint",
    meaning="a value does not meet a constraint of its field",
    example="`kind` is `poem`",
    cause="a value that the schema does not list, or not in its form",
    remedy="correct the value, or the constraint",
)
CATEGORY = Kind(
    COLUMNS,
    "category",
    meaning="a value is none of its field's categories",
    example="`low` where the categories are `a`, `b`",
    cause="a category added to the data and not to the schema",
    remedy="correct the value, or add the category to the field",
)
UNIQUE = Kind(
    COLUMNS,
    "unique",
    meaning="a value stands twice in a column whose values are unique",
    example="`a` in rows 2 and 9",
    cause="a row copied",
    remedy="take out one of the rows, or correct its value",
)
KEY = Kind(
    COLUMNS,
    "key",
    meaning="a primary key or a unique key stands twice, or is empty",
    example="the primary key `x|1` in rows 2 and 9",
    cause="a row copied, or two files joined",
    remedy="take out one of the rows, or correct its key",
)
FOREIGN_KEY = Kind(
    COLUMNS,
    "foreign-key",
    meaning="a row refers to a row that is not there",
    example="`nobody` is no `entity_id` of entities",
    cause="a row taken out of one table only",
    remedy="add the row that is referred to, or correct the reference",
)
SCHEMA = Kind(
    COLUMNS,
    "schema",
    meaning="our table is not described by our schema",
    example="`primaryKey` was changed",
    cause="a descriptor edited by hand",
    remedy="build the package again; columns of your own belong into a table of your own",
)

KINDS = (
    NO_FILE,
    REFUSED,
    HASH,
    BYTES,
    ROWS,
    ENCODING,
    BOM,
    LINE_ENDS,
    EMPTY,
    SYNTAX,
    UNCLOSED_QUOTE,
    HEADER,
    BLANK_ROW,
    CELLS,
    TYPE,
    REQUIRED,
    CONSTRAINT,
    CATEGORY,
    UNIQUE,
    KEY,
    FOREIGN_KEY,
    SCHEMA,
)
