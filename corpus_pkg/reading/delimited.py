"""Whether a text is a table: rows of as many cells under a head of short names."""

from __future__ import annotations

import csv
import io
import re

from corpus_pkg.reading import fields

_HEAD = 1 << 16
_DELIMITERS = ",;\t|"
#: A name in a head: a few words without the marks of a sentence.
_NAME = re.compile(r"[\w.:/()#-]{1,40}(?: [\w.:/()#-]{1,40}){0,3}")
#: Rows that tables have whose head names nothing that is known, by the number of their cells.
_ROWS = {2: 5}
_OTHERS = 3


def is_table(text: str) -> bool:
    r"""Whether the text is comma-separated values, by its first rows; semicolons, tabs and bars part cells as well.

    >>> is_table("title,text\nbook fair,it opened\n"), is_table("He came, saw, won.\n")
    (True, False)
    """
    head = text[:_HEAD].removeprefix("\ufeff").lstrip("\n\r")
    first = head.partition("\n")[0]
    return any(delimiter in first and _parted(head, delimiter) for delimiter in _DELIMITERS)


def _parted(head: str, delimiter: str) -> bool:
    try:
        rows = [row for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return False
    names = [name.strip() for name in rows[0]]
    width = len(names)
    if width < 2 or len(set(names)) < width or not all(map(_NAME.fullmatch, names)):
        return False
    # The last row may be cut, by us or by whoever saved the file.
    whole = rows[1:-1] if len(rows) > 2 else rows[1:]
    if not whole or sum(len(row) == width for row in whole) < max(1, 0.95 * len(whole)):
        return False
    known = sum(fields.is_known(name) for name in names)
    return known >= 2 or (known and len(rows) > 2) or len(rows) >= _ROWS.get(width, _OTHERS)
