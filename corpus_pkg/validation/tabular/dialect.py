"""How a file of text is delimited, as its descriptor says."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is delimited.

    Attributes:
        delimiter, quote, escape: one character each; an empty quote means none.
        double: whether a quotation mark in a cell is doubled.
        trim: whether blanks behind a delimiter do not count.
        header: the numbers of the header's rows, from 1; empty where there is none.
        join: what joins the labels of several header rows.
        exact_case: whether labels and field names are compared letter for letter.
        comment: rows that begin with it are passed over.
        passed: numbers of further rows that are passed over.
        pass_blank: whether blank rows are passed over.
        stated: whether the descriptor says how the file is delimited.
        left: why the file is left to Frictionless; None where it is not.

    """

    delimiter: str = ","
    quote: str = '"'
    escape: str | None = None
    double: bool = True
    trim: bool = False
    header: tuple[int, ...] = (1,)
    join: str = " "
    exact_case: bool = True
    comment: str | None = None
    passed: frozenset[int] = frozenset()
    pass_blank: bool = False
    stated: bool = True
    left: str | None = None

    @property
    def plain(self) -> bool:
        """Whether a block may be parsed by polars."""
        return (
            len(self.delimiter.encode("utf-8", "replace")) == 1
            and self.delimiter not in '"\r\n'
            and self.quote == '"'
            and self.escape is None
            and self.double
            and not self.trim
            and self.header in ((), (1,))
            and not self.comment
            and not self.passed
            and not self.pass_blank
        )

    def options(self) -> dict[str, Any]:
        """Return the dialect for Python's csv module, as Frictionless sets it."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "escapechar": self.escape,
            "doublequote": self.double if self.escape else True,
            "skipinitialspace": self.trim,
        }


def dialect(body: Mapping[str, Any], format: str) -> Dialect:
    """Return the dialect that a resource declares (Data Package v1 or v2), and the standard's defaults beside."""
    stated = body.get("dialect")
    declared: dict[str, Any] = dict(stated) if isinstance(stated, Mapping) else {}
    inner = declared.get("csv")
    if isinstance(inner, Mapping):
        declared |= inner
    delimiter = declared.get("delimiter", "\t" if format == "tsv" else ",")
    quote, escape = declared.get("quoteChar", '"'), declared.get("escapeChar")
    rows = declared.get("headerRows", [1])
    header = declared.get("header", True)
    comment, passed = declared.get("commentChar"), declared.get("commentRows", [])
    usable = (
        all(isinstance(item, str) for item in (delimiter, quote))
        and len(delimiter) == 1
        and len(quote) <= 1
        and (escape is None or (isinstance(escape, str) and len(escape) == 1))
        and isinstance(header, bool)
        and all(isinstance(listed, list) and all(type(item) is int for item in listed) for listed in (rows, passed))
        and (comment is None or isinstance(comment, str))
        and isinstance(declared.get("headerJoin", " "), str)
    )
    if not usable:
        return Dialect(left="the dialect")
    return Dialect(
        delimiter,
        quote,
        escape,
        declared.get("doubleQuote", True) is not False,
        declared.get("skipInitialSpace", False) is True,
        tuple(rows) if header else (),
        declared.get("headerJoin", " "),
        declared.get("headerCase", declared.get("caseSensitiveHeader", True)) is not False,
        comment,
        frozenset(passed),
        declared.get("skipBlankRows", False) is True,
        stated="delimiter" in declared or format == "tsv",
    )
